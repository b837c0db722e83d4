"""What a person pauses, and has go on: everything, an activity, or single items."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from ..domain.changes import Changes
from ..store import pauses
from .library import Library


@dataclass(frozen=True, slots=True)
class Paused:
    """What is paused now: all of it, and the ids of activities and items."""

    everything: bool
    activities: frozenset[str]
    items: frozenset[str]


def pause(
    library: Library, *, items: Iterable[str] = (), activities: Iterable[str] = (), until: float = pauses.FOR_EVER,
) -> Changes:
    """Send nothing of some items or activities until a time (seconds since 1970); without any, nothing at all."""
    with library.database.writing() as write:
        for scope in _scopes(items, activities):
            pauses.put(write, scope, until, moment=time.time())
    return write.changes


def resume(library: Library, *, items: Iterable[str] = (), activities: Iterable[str] = ()) -> Changes:
    """Have items or activities go on; without any, all that was paused, whatever it was."""
    scopes = _scopes(items, activities)
    if scopes == [pauses.EVERYTHING]:
        scopes += [scope for scope in pauses.listed(library.database) if scope.startswith(("item ", "activity "))]
    with library.database.writing() as write:
        for scope in scopes:
            pauses.forget(write, scope)
    return write.changes


def paused(library: Library) -> Paused:
    """What a person has paused and did not have go on yet."""
    moment = time.time()
    found = {scope for scope, pause in pauses.listed(library.database).items() if pause.until > moment}

    def named(kind: str) -> frozenset[str]:
        return frozenset(scope.removeprefix(f"{kind} ") for scope in found if scope.startswith(f"{kind} "))

    return Paused(pauses.EVERYTHING in found, named("activity"), named("item"))


def _scopes(items: Iterable[str], activities: Iterable[str]) -> list[str]:
    return [*map(pauses.item, items), *map(pauses.activity, activities)] or [pauses.EVERYTHING]
