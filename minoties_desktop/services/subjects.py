"""Subjects: photographs that follow each other and show one thing, from a mark to the next."""

from __future__ import annotations

from collections.abc import Sequence

from ..store import items
from .library import Library


def subject(library: Library, order: Sequence[str], item: str) -> list[str]:
    """The items of an item's subject, in this order of a list, without those that are rejected; the item alone where
    no subject begins before it."""
    place = order.index(item)
    begun = set(items.starting(library.database))
    first = next((at for at in range(place, -1, -1) if order[at] in begun), None)
    if first is None:
        return [item]
    last = next((at for at in range(first + 1, len(order)) if order[at] in begun), len(order))
    return _good(library, order[first:last]) or [item]


def after(library: Library, order: Sequence[str], chosen: Sequence[str], *, whole: bool) -> list[str]:
    """What comes after the chosen items: after a `whole` subject the next one, else the next item that is not
    rejected; nothing at the end."""
    wanted = set(chosen)
    last = next((place for place in range(len(order) - 1, -1, -1) if order[place] in wanted), None)
    if last is None:
        return []
    rest = order[last + 1:]
    if whole:
        begun = set(items.starting(library.database))
        following = next((item for item in rest if item in begun), None)
        return subject(library, order, following) if following else []
    for start in range(0, len(rest), _STEP):
        if found := _good(library, rest[start:start + _STEP]):
            return found[:1]
    return []


_STEP = 100


def _good(library: Library, ids: Sequence[str]) -> list[str]:
    flags = items.columns(library.database, ids, "flag")
    return [item for item in ids if flags.get(item) != ("reject",)]
