"""What a person does to rows of the queue: hold, retry, drop, pause."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.states import State
from ..store import outbox, pauses
from ..store.database import Write
from ..store.outbox import Row
from .describing import refresh
from .library import Library
from .reversing import dropping, is_taken, take_out


def hold(library: Library, ids: Sequence[str], *, wiki: str = "") -> Changes:
    """Keep items' rows, or those to one wiki, from being sent until they are retried. Rows that are done, or being
    sent, stay."""
    def held(write: Write, row: Row) -> None:
        if row.state not in (State.DONE, State.HELD) and not is_taken(library, row):
            outbox.stop(write, row.id, State.HELD, error={
                "code": "held-by-person", "message": Message("held-by-person").to_json()})

    return _each(library, ids, wiki, held)


def retry(library: Library, ids: Sequence[str], *, wiki: str = "") -> Changes:
    """Have items' stopped rows, or those to one wiki, go on where they were, now. A question stays asked until it is
    answered."""
    def gone_on(write: Write, row: Row) -> None:
        if row.state in (State.WAITING, State.HELD, State.REFUSED):
            outbox.go_on(write, row.id)
            pauses.lift(write, pauses.account(row.wiki, row.account))

    return _each(library, ids, wiki, gone_on)


def drop(library: Library, ids: Sequence[str], *, actor: str = "", wiki: str = "") -> Changes:
    """Take items out of the queue, or out of one wiki's, back to tagging. One step of undo.

    Raises UsageFault, with nothing dropped, when one of them may be on a wiki already.
    """
    with library.database.writing() as write:
        rows = outbox.of_items(library.database, ids, wiki=wiki)
        entries = [dropping(row) for row in rows if take_out(library, write, row)]
        action = library.journal.action(Message("action-drop", len(entries)), actor=actor, laptop=library.laptop)
        library.journal.record(write, action, dict.fromkeys(entries))
        refresh(library.database, write, ids)
    return write.changes


def pause(library: Library, *, until: float) -> Changes:
    """Pause all sending in this library until a time (seconds since 1970); 0 goes on."""
    with library.database.writing() as write:
        pauses.put(write, pauses.EVERYTHING, until, moment=time.time())
    return write.changes


def _each(library: Library, ids: Sequence[str], wiki: str, act: Callable[[Write, Row], None]) -> Changes:
    with library.database.writing() as write:
        for row in outbox.of_items(library.database, ids, wiki=wiki):
            act(write, row)
        refresh(library.database, write, ids)
    return write.changes
