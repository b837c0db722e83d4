"""Where the queue stands: what is to be sent, what became of it, what waits; reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..domain.states import State
from ..store import outbox
from ..store.outbox import Row
from .accounts import Account
from .gate import Obstacle
from .library import Library


@dataclass(slots=True)
class Outcome:
    """Items of an account by where they stand after a run."""

    done: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    obstacle: Obstacle | None = None
    """Why what still waits was not sent, where that holds for all of it."""


def outcome(library: Library, account: Account) -> Outcome:
    """Where the items of an account stand: done only when all their rows are."""
    result = Outcome()
    for item, states in outbox.items_states(library.database, account.site, (account.name, "")):
        if states == {State.DONE}:
            result.done.append(item)
        elif State.ASKS in states:
            result.asks.append(item)
        elif State.REFUSED in states:
            result.refused.append(item)
        elif State.HELD in states:
            result.held.append(item)
        else:
            result.waiting.append(item)
    return result


def stopped(library: Library, wiki: str = "") -> list[str]:
    """The items whose delivery has stopped, or that to one wiki, for what reason ever but a question."""
    return list(dict.fromkeys(row.item for row in outbox.listed(
        library.database, states=[State.WAITING, State.HELD, State.REFUSED]) if wiki in ("", row.wiki)))


def of_several(library: Library, ids: Iterable[str]) -> set[str]:
    """Those of some items that go to more than one wiki."""
    rows = outbox.states(library.database, ids)
    return {item for item, found in rows.items() if len({wiki for wiki, _ in found}) > 1}


def marks(library: Library, ids: Sequence[str]) -> dict[str, set[str]]:
    """By item, what differs as soon as anything of its delivery has been changed."""
    found: dict[str, set[str]] = {}
    for row in outbox.of_items(library.database, ids):
        found.setdefault(row.item, set()).add(f"{row.id} {row.changed}")
    return found


def due(library: Library, account: Account) -> Iterator[Row]:
    """The rows that a run would take, in their order, without sending anything."""
    return (row for row in rows(library, account)
            if row.state not in (State.DONE, State.ASKS, State.REFUSED, State.HELD))


def rows(library: Library, account: Account) -> Iterator[Row]:
    """The queue of an account, in its order; rows without account go with the first one of their wiki."""
    return outbox.of_account(library.database, account.site, (account.name, ""))


def needs_look(row: Row) -> bool:
    """Whether a row waits for something about its account that only a person can mend."""
    return row.state is State.WAITING and row.error is not None and row.error.get("code") == "account"


def queued_accounts(library: Library, *, done: bool = False) -> list[Account]:
    """The accounts that have something to send, with `done` those too that have nothing left to send.

    One without a name stands for rows that have no account yet.
    """
    return [Account(wiki, name) for wiki, name in outbox.accounts(library.database, done=done)]


def open_items(library: Library) -> dict[Account, int]:
    """How many items of each account's queue are not done."""
    return {Account(wiki, name): count for wiki, name, count in outbox.open_by_account(library.database)}


@dataclass(frozen=True, slots=True)
class Status:
    """The queue at a glance: rows per state, when the next is tried (seconds since 1970), what failed last."""

    counts: dict[str, int]
    next_try: float | None
    last_error: dict[str, Any] | None


def status(library: Library) -> Status:
    """The queue at a glance."""
    return Status(outbox.counts(library.database), outbox.next_try(library.database),
                  outbox.last_error(library.database))
