"""How the work of a library stands: what holds items back, and how far each activity is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ..config.messages import Message
from ..domain.problems import Severity
from ..domain.states import ItemState
from .database import Database
from .journal import DONE

_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Held:
    """A problem that items have: its code, severity and field, how many have it, one message (JSON) and how many
    different ones there are."""

    code: str
    severity: Severity
    field: str
    items: int
    message: str
    messages: int


def problems(database: Database) -> list[Held]:
    """What holds back items that are still to finish or advises on those not yet queued, that of most items first."""
    rows = database.reading().execute(
        """SELECT code, severity, field, count(DISTINCT item), min(message), count(DISTINCT message)
           FROM problem JOIN item ON item.id = problem.item
           WHERE item.deleted IS NULL AND item.state IN (?, ?, ?) GROUP BY code, severity, field
           ORDER BY severity = ? DESC, 4 DESC, code""",
        (ItemState.TO_FINISH, ItemState.READY, ItemState.PRACTISED, Severity.BLOCKS))
    return [Held(row[0], Severity(row[1]), row[2], *row[3:]) for row in rows]


def with_problem(database: Database, code: str, *, limit: int = -1) -> list[str]:
    """Items that have a problem and are still worked on, in the order they were taken."""
    return [row[0] for row in database.reading().execute(
        """SELECT DISTINCT item.id FROM problem JOIN item ON item.id = problem.item
           WHERE code = ? AND deleted IS NULL AND state IN (?, ?, ?) ORDER BY taken, seq LIMIT ?""",
        (code, ItemState.TO_FINISH, ItemState.READY, ItemState.PRACTISED, limit))]


def told(database: Database, code: str) -> list[Message]:
    """What a problem says of items: up to two different sentences of the first that have it."""
    return [Message.from_json(json.loads(row[0])) for row in database.reading().execute(
        "SELECT DISTINCT message FROM (SELECT message FROM problem WHERE code = ? LIMIT ?) LIMIT 2",
        (code, _LOOKED_AT))]


def by_activity(database: Database) -> dict[str, dict[str, int]]:
    """How many items are in each state, by activity id ("" for those under none)."""
    found: dict[str, dict[str, int]] = {}
    for activity, state, count in database.reading().execute(
            """SELECT coalesce(activity, ''), state, count(*) FROM item WHERE deleted IS NULL GROUP BY 1, 2"""):
        found.setdefault(activity, {})[state] = count
    return found


def first_of_activities(database: Database, activities: Sequence[str]) -> dict[str, str]:
    """The best item of each activity: picked, with most stars, taken first."""
    found = {}
    for activity in activities:
        row = database.reading().execute(
            """SELECT id FROM item WHERE activity = ? AND deleted IS NULL AND flag <> 'reject'
               ORDER BY flag = 'pick' DESC, rating DESC, taken, seq LIMIT 1""", (activity,)).fetchone()
        if row:
            found[activity] = row[0]
    return found


def newer_actions(database: Database, action: str) -> int:
    """How many actions that count would be taken back if everything down to this one were, itself included."""
    return database.reading().execute(
        """SELECT count(DISTINCT action) FROM journal WHERE undone = ?
           AND seq >= (SELECT min(seq) FROM journal WHERE action = ?)""", (DONE, action)).fetchone()[0]
