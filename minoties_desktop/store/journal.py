"""The journal: who changed what, when, from what to what; the ground of undo and of merging laptops."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..config.messages import Message
from .database import Database, Write, new_id, now

ANSWER = "answer"
"""The `table` of what a person answered to a wiki: it is told, and never taken back."""
DONE, UNDONE, GONE, KEPT = 0, 1, 2, 3
"""Of a journal row: counts; taken back and can be redone; taken back, and something else was done since; counts, and
could not be taken back when that was tried."""


@dataclass(frozen=True, slots=True)
class Action:
    """One step of a person, which is undone as a whole: its id, what it is called, and who did it."""

    id: str
    label: Message
    actor: str
    laptop: str


class Entry(NamedTuple):
    """One value before and after an action; `table`, `row` and `field` say whose."""

    table: str
    row: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Done:
    """An action in the history: what it was called, when and by whom, how many rows, whether it was undone, and
    whether that was tried in vain."""

    action: str
    label: Message
    at: str
    actor: str
    rows: int
    undone: bool
    kept: bool = False


class Journal:
    """The journal of one library."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def action(self, label: Message, *, actor: str, laptop: str) -> Action:
        """A new action, to record entries under."""
        return Action(new_id(), label, actor, laptop)

    def record(self, write: Write, action: Action, entries: Iterable[Entry]) -> None:
        """Keep the entries that changed something; what had been undone can't be redone any more."""
        label, at = json.dumps(action.label.to_json(), ensure_ascii=False), now()
        rows = [
            (action.id, at, action.actor, action.laptop, label, entry.table, entry.row, entry.field,
             _dump(entry.before), _dump(entry.after))
            for entry in entries if entry.before != entry.after
        ]
        if not rows:
            return
        write.execute("UPDATE journal SET undone = ? WHERE undone = ?", (GONE, UNDONE))
        write.executemany(
            """INSERT INTO journal (action, at, actor, laptop, label, table_name, row, field, before, after)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows)
        write.touched("journal", [action.id])

    def forget(self, write: Write, row: str) -> None:
        """Destroy everything that was recorded of a row; its actions can't be taken back or done again."""
        touched = [found[0] for found in write.execute("SELECT DISTINCT action FROM journal WHERE row = ?", (row,))]
        write.execute("DELETE FROM journal WHERE row = ?", (row,))
        write.touched("journal", touched)

    def newest(self, *, undone: bool) -> str | None:
        """The action that undo (or, with `undone`, redo) would take, or None."""
        order = "ASC" if undone else "DESC"
        row = self._db.reading().execute(
            f"SELECT action FROM journal WHERE undone = ? ORDER BY seq {order} LIMIT 1",
            (UNDONE if undone else DONE,)).fetchone()
        return row["action"] if row else None

    def entries(self, action: str) -> list[Entry]:
        """What an action changed, in its order."""
        told: dict[str, Any] = {}  # of an action on many rows most are the same
        return [Entry(table, row, field, _load(before, told), _load(after, told))
                for table, row, field, before, after in self._db.reading().execute(
                    """SELECT table_name, row, field, before, after FROM journal WHERE action = ? ORDER BY seq""",
                    (action,))]

    def mark(self, write: Write, action: str, *, undone: bool, kept: bool = False) -> None:
        """Remember that an action was undone, or redone; or that it is `kept`, for it can't be undone any more."""
        state = KEPT if kept else UNDONE if undone else DONE
        write.execute("UPDATE journal SET undone = ? WHERE action = ?", (state, action))
        write.touched("journal", [action])

    def history(self, *, row: str | None = None, limit: int = 200) -> list[Done]:
        """Actions, newest first; of one row (an item with its files, an activity) if it is given."""
        where, parameters = "", []
        if row:
            where, parameters = "WHERE row = ? OR row IN (SELECT id FROM file WHERE item = ?)", [row, row]
        return [
            Done(found["action"], Message.from_json(json.loads(found["label"])), found["at"], found["actor"],
                 found["rows"], found["undone"] in (UNDONE, GONE), found["undone"] == KEPT)
            for found in self._db.reading().execute(
                f"""SELECT action, label, at, actor, max(undone) AS undone, count(DISTINCT row) AS rows
                    FROM journal {where} GROUP BY action ORDER BY max(seq) DESC LIMIT ?""", [*parameters, limit])
        ]

    def label(self, action: str) -> Message:
        """What an action is called."""
        row = self._db.reading().execute("SELECT label FROM journal WHERE action = ? LIMIT 1", (action,)).fetchone()
        return Message.from_json(json.loads(row["label"]))


Apply = Callable[[Write, Entry], None]
"""Puts the `after` of an entry in place; the caller swaps before and after to undo."""


_dump = json.JSONEncoder(ensure_ascii=False).encode


def _load(text: str, told: dict[str, Any]) -> Any:
    if text not in told:
        told[text] = json.loads(text)
    return told[text]
