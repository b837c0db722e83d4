"""GPX tracks as recorders write them, read without trust: no entities, no half points, no end of memory."""

from __future__ import annotations

import contextlib
import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.parsers import expat

from ..config.messages import Message
from ..domain.errors import Refused
from ..domain.track import Point, Track

LARGEST = 64 << 20
"""Bytes of a GPX file; a point a second for a week is 60 MB."""
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC).timestamp(), datetime(9000, 1, 1, tzinfo=UTC).timestamp()
_POINTS = frozenset({"trkpt", "rtept"})


def read_gpx(path: Path) -> bytes:
    """The bytes of a file that may be a track. Raises Refused for what is no file or too large, OSError if it can't
    be read."""
    if not path.is_file() and path.exists():
        raise Refused(Message("track-no-file", path.name), Message("track-no-times-remedy"), code="track")
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(Message("track-large", path.name), Message("track-remedy"), code="track")
    return data


def parse_gpx(data: bytes, name: str) -> Track:
    """The track in the bytes of a GPX file (1.0 or 1.1), all its segments and routes by time; points without a time
    are left out.

    Raises Refused with the reason for a file that is none or holds no point with a time.
    """
    reader = _Reader()
    try:
        reader.parse(data)
    except (expat.ExpatError, ValueError) as error:
        raise Refused(Message("track-broken", name), Message("track-remedy"), code="track") from error
    track = Track.of(reader.points)
    if not reader.is_gpx:
        raise Refused(Message("track-no-gpx", name), Message("track-remedy"), code="track")
    if not track.points:
        raise Refused(Message("track-no-times", name), Message("track-no-times-remedy"), code="track")
    return track


class _Reader:
    """Collects points while the parser goes through the file."""

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.is_gpx = False
        self._at: tuple[float, float] | None = None
        self._time: float | None = None
        self._text: list[str] | None = None
        self._depth = 0

    def parse(self, data: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        # A track needs no document type; what declares one may want to be expanded to gigabytes or to read our files.
        parser.StartDoctypeDeclHandler = self._refuse
        parser.Parse(data, True)

    def _refuse(self, *_: Any) -> None:
        raise ValueError("document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self._depth += 1
        if self._depth == 1:
            self.is_gpx = tag == "gpx"
        elif tag in _POINTS:
            self._at, self._time = _coordinates(attributes), None
        elif tag == "time" and self._at is not None:
            self._text = []

    def _data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        self._depth -= 1
        if tag == "time" and self._text is not None:
            self._time, self._text = _moment("".join(self._text)), None
        elif tag in _POINTS:
            if self._at is not None and self._time is not None:
                self.points.append(Point(self._time, *self._at))
            self._at = None


def _coordinates(attributes: dict[str, str]) -> tuple[float, float] | None:
    try:
        latitude, longitude = float(attributes["lat"]), float(attributes["lon"])
    except (KeyError, ValueError):
        return None
    whole = math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if whole else None


def _moment(text: str) -> float | None:
    """Seconds since 1970; GPX's times are UTC, also where a recorder left the Z away."""
    with contextlib.suppress(ValueError, OverflowError):
        found = datetime.fromisoformat(text.strip())
        moment = (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
        return moment if _FIRST <= moment <= _LAST else None  # a recorder without a clock, at an end of the calendar
    return None
