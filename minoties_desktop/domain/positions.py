"""Positions on Earth in degrees, WGS 84: `lat,lon`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_POSITION = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*")
_NUMBER = re.compile(r"\+?\d{1,3}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Position:
    """Latitude and longitude in decimal degrees, south and west negative."""

    latitude: float
    longitude: float

    @property
    def text(self) -> str:
        """As it is stored and typed, to a decimetre."""
        return f"{self.latitude:z.6f},{self.longitude:z.6f}"

    @property
    def is_nowhere(self) -> bool:
        """Whether it is 0, 0: what devices without a fix write."""
        return abs(self.latitude) < 1e-6 and abs(self.longitude) < 1e-6


def parse(text: str) -> Position:
    """A Position from `lat,lon`. Raises ValueError for other text and for latitudes and longitudes off the globe."""
    match = _POSITION.fullmatch(text)
    if not match:
        raise ValueError(text)
    latitude, longitude = float(match[1]), float(match[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise ValueError(text)
    return Position(latitude, longitude)


def parse_heading(text: str) -> float:
    """Degrees clockwise from true north, to a hundredth, 0 up to but not 360. Raises ValueError for anything else."""
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    heading = float(text)
    if not 0 <= heading <= 360:
        raise ValueError(text)
    return round(heading, 2) % 360
