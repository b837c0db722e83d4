"""Photographs that lie far away from the others of a walk."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from .positions import Position
from .track import metres

_NEAR = 20_000.0
"""Metres: a walk, with the way to it."""
_TIMES = 8
"""How many times farther than half of the photographs are from their middle."""
_MOST = 1 / 4
"""More than this part of the photographs are no strays, but another place."""


def strays(places: Sequence[Position], track: Sequence[Position] = ()) -> frozenset[int]:
    """Which of some places (by their numbers) lie so far from the rest that a map of all would show nothing of it.

    The middle of the walk is that of its track, where there is one.
    """
    known = track or places
    if not places or len(known) < 3:
        return frozenset()
    middle = _middle(known)
    near = max(_NEAR, _TIMES * median(metres(middle, one) for one in known))
    far = frozenset(number for number, one in enumerate(places) if metres(middle, one) > near)
    return far if len(far) <= len(places) * _MOST or track else frozenset()


def _middle(places: Sequence[Position]) -> Position:
    """A place with half of the others on each side, on both sides of the date line."""
    first = places[0].longitude
    beside = [first + (one.longitude - first + 180) % 360 - 180 for one in places]
    return Position(median(one.latitude for one in places), (median(beside) + 180) % 360 - 180)
