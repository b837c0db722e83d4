"""Queueing and dropping as steps that undo can turn round, as long as nothing of them has begun."""

from __future__ import annotations

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..domain.states import State
from ..store import outbox
from ..store.database import Write
from ..store.journal import Entry
from ..store.outbox import Row
from .accounts import Account
from .changing import EDITS
from .library import Library
from .review import QUEUE, freeze

_BEGUN = frozenset({State.PUBLISHING, State.PUBLISHED, State.VERIFYING, State.DESCRIBING})
"""From here on a file may be on the wiki; only the sync can find that out."""


def dropping(row: Row) -> Entry:
    """The journal's entry for a row's item that is dropped."""
    return Entry(QUEUE, row.item, row.wiki, row.account, None)


def put(library: Library, write: Write, item: str, wiki: str, account: str | None) -> bool:
    """Have an item in a wiki's queue for an account, or with None out of it; False where it has arrived and stays.

    Raises UsageFault where it may be on the wiki already, is being sent, or may not be queued any more.
    """
    if account is None:
        rows = [row for row in outbox.of_items(library.database, [item]) if row.wiki == wiki]
        taken = [take_out(library, write, row) for row in rows]
        return any(taken) or not rows
    held = freeze(library, write, [item], Account(wiki, account)).held
    if held:
        raise UsageFault(held[0][1][0].message, code=held[0][1][0].code)
    return True


def take_out(library: Library, write: Write, row: Row) -> bool:
    """Take a row's output out of the queue and tell whether that was done; what is done stays.

    Raises UsageFault once it may be on the wiki.
    """
    if row.state is State.DONE:
        return False
    title = str(row.payload.get("title", ""))
    if row.target in EDITS:
        return _take_out_edit(library, write, row, title)
    if row.resume_state in _BEGUN or row.state in _BEGUN or _partly_done(library, row):
        raise UsageFault(Message("error-drop-begun", title), Message("error-drop-begun-remedy"), code="begun")
    if is_taken(library, row):
        raise UsageFault(Message("error-drop-sending", title), Message("error-drop-sending-remedy"), code="sending")
    if row.depends_on is None:
        outbox.drop(write, row.output)
    return row.depends_on is None


def _take_out_edit(library: Library, write: Write, row: Row, title: str) -> bool:
    """Drop a later edit unless it has begun; one that asks because others have edited has written nothing yet."""
    waits = row.state is State.ASKS and (row.question or {}).get("id") == "edit-differs"
    if is_taken(library, row):
        raise UsageFault(Message("error-drop-sending", title), Message("error-drop-sending-remedy"), code="sending")
    if not waits and (row.resume_state in _BEGUN or row.state in _BEGUN):
        raise UsageFault(Message("error-drop-begun", title), Message("error-drop-begun-remedy"), code="begun")
    outbox.drop_row(write, row.id)
    return True


def is_taken(library: Library, row: Row) -> bool:
    """Whether a sync that lives has the row in hand."""
    return bool(row.claimed_by) and library.is_locked(f"run-{row.claimed_by}")


def _partly_done(library: Library, row: Row) -> bool:
    return any(other.output == row.output and other.state is State.DONE
               for other in outbox.of_items(library.database, [row.item]))
