"""A photograph on a map."""

from __future__ import annotations

from dataclasses import dataclass

from ..domain.positions import Position


@dataclass(frozen=True, slots=True)
class Pin:
    """One photograph on the map: its id, where, and where its camera looked (degrees from north, None if unknown)."""

    item: str
    at: Position
    heading: float | None = None
