"""A recorded way, and where on it somebody was at a moment; what lies in a gap stays without a place."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from .positions import Position

JOIN = 300.0
"""Seconds between two points of a track that are still joined by a straight line, unless a person chooses others."""
_HOUR = 3600.0
METRES_A_DEGREE = 111_195.0
"""Of latitude, on a sphere of 6,371 km."""


class Point(NamedTuple):
    """Where somebody was: seconds since 1970 (UTC), degrees (WGS 84)."""

    time: float
    latitude: float
    longitude: float


class Why(StrEnum):
    """Why a moment has the place it has, or none."""

    ON = "on"
    BETWEEN = "between"
    GAP = "gap"
    BEFORE = "before"
    AFTER = "after"
    NO_TRACK = "no-track"
    NO_TIME = "no-time"


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a moment, None without one; `apart` is the seconds between the two points it lies between."""

    position: Position | None
    why: Why
    apart: float = 0.0


@dataclass(frozen=True, slots=True)
class Track:
    """Points by time, each moment once. Make it with `of`."""

    points: tuple[Point, ...] = ()
    times: tuple[float, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, points: Iterable[Point]) -> Track:
        """A track of points in any order; of several at one moment the first counts, and 0, 0 is nowhere."""
        by_time: dict[float, Point] = {}
        for point in points:
            if not Position(point.latitude, point.longitude).is_nowhere:
                by_time.setdefault(point.time, point)
        ordered = tuple(by_time[time] for time in sorted(by_time))
        return cls(ordered, tuple(point.time for point in ordered))

    def at(self, moment: float, join: float = JOIN) -> Match:
        """Where the way was at a moment: at a point, or on the line between two that are at most `join` apart."""
        if not self.points:
            return Match(None, Why.NO_TRACK)
        place = bisect_left(self.times, moment)
        if place < len(self.times) and self.times[place] == moment:
            return Match(_position(self.points[place]), Why.ON)
        if place == 0:
            return Match(None, Why.BEFORE)
        if place == len(self.times):
            return Match(None, Why.AFTER)
        one, other = self.points[place - 1], self.points[place]
        apart = other.time - one.time
        if apart > join:
            return Match(None, Why.GAP, apart)
        return Match(between(one, other, (moment - one.time) / apart), Why.BETWEEN, apart)

    def gaps(self, join: float = JOIN) -> list[tuple[Point, Point]]:
        """The pairs of neighbouring points that are too far apart in time to be joined."""
        return [(one, other) for one, other in itertools.pairwise(self.points)
                if other.time - one.time > join]

    def parts(self, join: float = JOIN) -> list[Sequence[Point]]:
        """The stretches between the gaps."""
        ends = [0, *(bisect_left(self.times, other.time) for _, other in self.gaps(join)), len(self.points)]
        return [self.points[start:end] for start, end in itertools.pairwise(ends) if end > start]


def _position(point: Point) -> Position:
    return Position(point.latitude, point.longitude)


def between(one: Point, other: Point, part: float) -> Position:
    """The position at a part (0 to 1) of the short way between two points, across 180 degrees where that is shorter."""
    step = (other.longitude - one.longitude + 540) % 360 - 180
    latitude = one.latitude + (other.latitude - one.latitude) * part
    longitude = (one.longitude + step * part + 540) % 360 - 180
    return Position(latitude, longitude)


def metres(one: Position, other: Position) -> float:
    """The distance between two positions along the globe."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(
        math.radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * math.degrees(math.asin(min(1.0, math.sqrt(half)))) * METRES_A_DEGREE


def stretch(moments: Sequence[float], track: Sequence[float] = ()) -> tuple[float, float] | None:
    """The time that photographs over time are shown for: a track's, and all of theirs that lies near it; without a
    track that of the middle nine tenths, and all that lies near. Seconds since 1970; None without any moment.

    One photograph of years ago would otherwise press an afternoon into a line.
    """
    if not moments:
        return None
    ordered = sorted(moments)
    least = len(ordered) // 20
    core = (track[0], track[-1]) if track else (ordered[least], ordered[-1 - least])
    near = max(core[1] - core[0], _HOUR)
    inside = [one for one in ordered if core[0] - near <= one <= core[1] + near]
    return (min(core[0], inside[0]), max(core[1], inside[-1])) if inside else (ordered[0], ordered[-1])


def histogram(
    moments: Sequence[float], placed: Sequence[bool], columns: int, span: tuple[float, float],
) -> list[tuple[int, int]]:
    """How many moments fall into each of `columns` equal parts of a span: (placed, not placed); others are left out."""
    found = [[0, 0] for _ in range(columns)]
    start, wide = span[0], max(span[1] - span[0], 1.0)
    for moment, is_placed in zip(moments, placed, strict=True):
        if span[0] <= moment <= span[1]:
            found[min(columns - 1, int((moment - start) / wide * columns))][0 if is_placed else 1] += 1
    return [(one, other) for one, other in found]
