"""Queueing, dropping and holding as steps that undo can turn round, as long as nothing of them has begun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..domain.states import STOPPED, State
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
_HELD = "held"
"""Beside an account: a person held the item back."""
STANDING = "standing"
"""The journal's name for how a row of the queue stood, by its item and `place`: what stopped it, None for nothing."""
BY_PERSON: dict[str, Any] = {"state": str(State.HELD), "error": {
    "code": "held-by-person", "message": Message("held-by-person").to_json()}}
"""How a row stands that a person holds back."""


def dropping(rows: Sequence[Row]) -> list[Entry]:
    """The journal's entries for the items of rows that are dropped; that a person held them back is not forgotten."""
    held = {(row.item, row.wiki) for row in rows if is_held_by_person(row)}
    return list(dict.fromkeys(
        Entry(QUEUE, row.item, row.wiki, (row.account, _HELD) if (row.item, row.wiki) in held else row.account, None)
        for row in rows))


def put(library: Library, write: Write, item: str, wiki: str, wanted: Sequence[str] | str | None) -> bool:
    """Have an item in a wiki's queue for an account, held back if that is said beside it, or with None out of it; False
    where it has arrived and stays.

    Raises UsageFault where it may be on the wiki already, is being sent, or may not be queued any more.
    """
    account, *marks = [wanted] if isinstance(wanted, str | None) else wanted
    if account is None:
        rows = [row for row in outbox.of_items(library.database, [item]) if row.wiki == wiki]
        taken = [take_out(library, write, row) for row in rows]
        return any(taken) or not rows
    held = freeze(library, write, [item], Account(wiki, account)).held
    if held:
        raise UsageFault(held[0][1][0].message, code=held[0][1][0].code)
    if _HELD in marks:
        _stand_anew(library, write, item, wiki, BY_PERSON)
    return True


def _stand_anew(library: Library, write: Write, item: str, wiki: str, stood: dict[str, Any] | None) -> bool:
    """Hold back what was queued anew, or let go what a person held of it; what else may have stopped it is found out
    anew, too. False where nothing of it is left in the queue. Raises UsageFault while it is being sent."""
    holds = _is_held(stood)
    rows = [row for row in outbox.of_items(library.database, [item], wiki=wiki) if row.state is not State.DONE]
    for row in rows:
        if row.state is not State.HELD if holds else is_held_by_person(row):
            _refuse_taken(library, row)
            stand(write, row.id, BY_PERSON if holds else None)
    return bool(rows)


def place(row: Row) -> str:
    """Where a row stands, for the journal: its wiki and its id."""
    return f"{row.wiki} {row.id}"


def standing(row: Row) -> dict[str, Any] | None:
    """How a row stands, for `stand`; None where nothing stops it."""
    if row.state not in STOPPED:
        return None
    return {"state": str(row.state), "error": row.error, "question": row.question, "next_try": row.next_try,
            "tries": row.tries}


def stand(write: Write, row: str, stood: dict[str, Any] | None) -> None:
    """Have a row (id) stand as it did."""
    if stood is None:
        outbox.go_on(write, row)
    else:
        outbox.stop(write, row, State(stood["state"]), **{key: stood[key] for key in stood if key != "state"})


def stand_again(library: Library, write: Write, item: str, where: str, stood: dict[str, Any] | None) -> bool:
    """Turn a holding, or a letting go, round; False where the row has arrived, or is no more in the queue.

    What was dropped and queued anew since has other rows. Raises UsageFault while it is being sent.
    """
    wiki, _, row = where.rpartition(" ")
    found = next((one for one in outbox.of_items(library.database, [item]) if one.id == row), None)
    if found is None:
        return _stand_anew(library, write, item, wiki, stood)
    if found.state is State.DONE:
        return False
    _refuse_taken(library, found)
    stand(write, found.id, stood)
    return True


def is_held_by_person(row: Row) -> bool:
    """Whether somebody holds a row back, and not what an agreement or a consent says."""
    return _is_held({"state": str(row.state), "error": row.error})


def _is_held(stood: dict[str, Any] | None) -> bool:
    return bool(stood) and stood["state"] == BY_PERSON["state"] and (
        (stood["error"] or {}).get("code") == BY_PERSON["error"]["code"])


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
    _refuse_taken(library, row)
    if row.depends_on is None:
        outbox.drop(write, row.output)
    return row.depends_on is None


def _take_out_edit(library: Library, write: Write, row: Row, title: str) -> bool:
    """Drop a later edit unless it has begun; one that asks because others have edited has written nothing yet."""
    waits = row.state is State.ASKS and (row.question or {}).get("id") == "edit-differs"
    _refuse_taken(library, row)
    if not waits and (row.resume_state in _BEGUN or row.state in _BEGUN):
        raise UsageFault(Message("error-drop-begun", title), Message("error-drop-begun-remedy"), code="begun")
    outbox.drop_row(write, row.id)
    return True


def _refuse_taken(library: Library, row: Row) -> None:
    if is_taken(library, row):
        raise UsageFault(Message("error-drop-sending", str(row.payload.get("title", ""))),
                         Message("error-drop-sending-remedy"), code="sending")


def is_taken(library: Library, row: Row) -> bool:
    """Whether a sync that lives has the row in hand."""
    return bool(row.claimed_by) and library.is_locked(f"run-{row.claimed_by}")


def _partly_done(library: Library, row: Row) -> bool:
    return any(other.output == row.output and other.state is State.DONE
               for other in outbox.of_items(library.database, [row.item]))
