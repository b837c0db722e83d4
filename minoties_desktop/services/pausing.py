"""What a person pauses, and has go on: everything, an activity, or single items."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from ..domain.changes import Changes
from ..store import outbox, pauses
from .library import Library


@dataclass(frozen=True, slots=True)
class Paused:
    """What is paused now: all of it, the ids of activities and items, and item and wiki of what goes to one wiki."""

    everything: bool
    activities: frozenset[str]
    items: frozenset[str]
    rows: frozenset[tuple[str, str]]

    def has(self, item: str, wiki: str) -> bool:
        """Whether an item is paused by itself, for every wiki or for this one."""
        return item in self.items or (item, wiki) in self.rows


def pause(
    library: Library, *, items: Iterable[str] = (), activities: Iterable[str] = (), wiki: str = "",
    until: float = pauses.FOR_EVER,
) -> Changes:
    """Send nothing of some items or activities until a time (seconds since 1970); without any, nothing at all. With
    `wiki`, the items go on to others."""
    with library.database.writing() as write:
        for scope in _scopes(items, activities, wiki):
            pauses.put(write, scope, until, moment=time.time())
    return write.changes


def resume(
    library: Library, *, items: Iterable[str] = (), activities: Iterable[str] = (), wiki: str = "",
) -> Changes:
    """Have items or activities go on; without any, all that was paused, whatever it was. With `wiki`, the items go on
    to that one, and stay paused for others for which they were."""
    items = list(items)
    scopes = _scopes(items, activities, wiki)
    if scopes == [pauses.EVERYTHING]:
        scopes += [scope for scope in pauses.listed(library.database) if scope.startswith(("item ", "activity "))]
    with library.database.writing() as write:
        stored = pauses.listed(library.database)
        for item in items:
            if wiki and (whole := stored.get(pauses.item(item))) is not None:
                scopes.append(whole.scope)
                for other in {row.wiki for row in outbox.of_items(library.database, [item])} - {wiki}:
                    pauses.put(write, pauses.item(item, other), whole.until, moment=time.time())
            elif not wiki:
                scopes += [scope for scope in stored if scope.startswith(f"{pauses.item(item)} ")]
        for scope in scopes:
            pauses.forget(write, scope)
    return write.changes


def paused(library: Library) -> Paused:
    """What a person has paused and did not have go on yet."""
    moment = time.time()
    found = {scope for scope, pause in pauses.listed(library.database).items() if pause.until > moment}

    def named(kind: str) -> frozenset[str]:
        return frozenset(scope.removeprefix(f"{kind} ") for scope in found if scope.startswith(f"{kind} "))

    rows = [tuple(one.split(" ", 1)) for one in named("item")]
    return Paused(pauses.EVERYTHING in found, named("activity"), frozenset(row[0] for row in rows if len(row) == 1),
                  frozenset((row[0], row[1]) for row in rows if len(row) == 2))


def _scopes(items: Iterable[str], activities: Iterable[str], wiki: str) -> list[str]:
    scopes = [*(pauses.item(item, wiki) for item in items), *map(pauses.activity, activities)]
    return scopes or [pauses.EVERYTHING]
