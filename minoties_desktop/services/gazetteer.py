"""Where on Earth a position is, without a connection: the nearest place, its zone, and what a map shows."""

from __future__ import annotations

import functools

from ..config.resources import resource
from ..domain.positions import Position
from ..store.atlas import Atlas
from ..store.gazetteer import Place, places

__all__ = ["Place", "atlas", "nearest", "places", "zone_at"]


@functools.cache
def atlas() -> Atlas:
    """The land that ships with the app."""
    return Atlas(resource("gazetteer", "land.bin"))


def nearest(position: Position) -> tuple[Place, float] | None:
    """The nearest populated place and its distance in metres, None far from any."""
    return places().nearest(position)


def zone_at(position: Position) -> str:
    """The time zone of the nearest place, "" far from any. Near a border of zones it may be the neighbour's."""
    found = nearest(position)
    return found[0].zone if found else ""
