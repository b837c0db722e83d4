"""The map's projection: the world as a square of side 1, north at the top, in Web Mercator."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF

from ..domain.positions import Position

LAST_LATITUDE = 85.0511
TILE = 256
"""Pixels that the world is wide at zoom 0."""


def world(latitude: float, longitude: float) -> tuple[float, float]:
    """A position in the square; what is nearer to a pole than 85 degrees is at the square's edge."""
    latitude = max(-LAST_LATITUDE, min(LAST_LATITUDE, latitude))
    y = math.asinh(math.tan(math.radians(latitude))) / math.pi
    return (longitude + 180) / 360, (1 - y) / 2


def position(point: QPointF) -> Position:
    """The position of a point of the square, or of one beside it: the world goes round."""
    longitude = (point.x() * 360) % 360 - 180
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * max(0.0, min(1.0, point.y()))))))
    return Position(round(latitude, 6), round(longitude, 6))


def metres_a_pixel(y: float, scale: float) -> float:
    """The metres of one pixel at a height of the square, where the world is `scale` pixels wide."""
    latitude = math.atan(math.sinh(math.pi * (1 - 2 * y)))
    return 40_075_017 * math.cos(latitude) / scale
