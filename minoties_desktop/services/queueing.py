"""What a person does to rows of the queue: hold, retry, drop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.states import State
from ..store import outbox, pauses
from ..store.database import Write
from ..store.journal import Entry
from ..store.outbox import Row
from .describing import refresh
from .library import Library
from .reversing import (
    BY_PERSON,
    STANDING,
    dropping,
    is_held_by_person,
    is_taken,
    place,
    stand,
    standing,
    take_out,
)


def hold(library: Library, ids: Sequence[str], *, actor: str = "", wiki: str = "") -> Changes:
    """Keep items' rows, or those to one wiki, from being sent until they are retried. Rows that are done, or being
    sent, stay. One step of undo."""
    def held(write: Write, row: Row) -> Entry | None:
        if row.state in (State.DONE, State.HELD) or is_taken(library, row):
            return None
        entry = Entry(STANDING, row.item, place(row), standing(row), BY_PERSON)
        stand(write, row.id, BY_PERSON)
        return entry

    return _each(library, ids, wiki, held, "action-hold", actor)


def retry(library: Library, ids: Sequence[str], *, actor: str = "", wiki: str = "") -> Changes:
    """Have items' stopped rows, or those to one wiki, go on where they were, now. A question stays asked until it is
    answered. Letting go what a person held is a step of undo; to try again is none."""
    def gone_on(write: Write, row: Row) -> Entry | None:
        if row.state not in (State.WAITING, State.HELD, State.REFUSED):
            return None
        outbox.go_on(write, row.id)
        pauses.lift(write, pauses.account(row.wiki, row.account))
        return Entry(STANDING, row.item, place(row), standing(row), None) if is_held_by_person(row) else None

    return _each(library, ids, wiki, gone_on, "action-let-go", actor)


def drop(library: Library, ids: Sequence[str], *, actor: str = "", wiki: str = "") -> Changes:
    """Take items out of the queue, or out of one wiki's, back to tagging. One step of undo.

    Raises UsageFault, with nothing dropped, when one of them may be on a wiki already.
    """
    with library.database.writing() as write:
        rows = outbox.of_items(library.database, ids, wiki=wiki)
        entries = dropping([row for row in rows if take_out(library, write, row)])
        action = library.journal.action(Message("action-drop", len(entries)), actor=actor, laptop=library.laptop)
        library.journal.record(write, action, entries)
        refresh(library.database, write, ids)
    return write.changes


def _each(
    library: Library, ids: Sequence[str], wiki: str, act: Callable[[Write, Row], Entry | None], label: str, actor: str,
) -> Changes:
    """Do something to every row of items, and record what of it can be taken back."""
    with library.database.writing() as write:
        entries = [entry for row in outbox.of_items(library.database, ids, wiki=wiki)
                   if (entry := act(write, row)) is not None]
        count = len({entry.row for entry in entries})
        action = library.journal.action(Message(label, count), actor=actor, laptop=library.laptop)
        library.journal.record(write, action, entries)
        refresh(library.database, write, ids)
    return write.changes
