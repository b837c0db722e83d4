"""Populated places of the world by position, from the file that ships with the app (resources/gazetteer/LICENSE)."""

from __future__ import annotations

import functools
import math
import struct
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..config.resources import resource
from ..domain.positions import Position
from ..domain.track import METRES_A_DEGREE, metres
from .packed import WHOLE, Packed

FARTHEST = 200_000.0
"""Metres: who is farther than this from every place is nowhere in particular."""
_FINE = 20  # parts of a degree in which neighbours are looked for
_LAST = 85.0  # degrees; nobody lives nearer to a pole
_UNIT = 10_000
_COLUMNS = (("i", 4), ("i", 4), ("I", 4), ("H", 2), ("B", 1), ("B", 1))


class Place(NamedTuple):
    """A populated place: GeoNames' id, name, position, ISO 3166 country as GeoNames has it, time zone, people."""

    id: int
    name: str
    position: Position
    country: str
    zone: str
    people: int


@functools.cache
def places() -> Gazetteer:
    """The places that ship with the app."""
    return Gazetteer(resource("gazetteer", "places.bin"))


class _Block(NamedTuple):
    places: list[Place]
    fine: dict[tuple[int, int], list[Place]]


class Gazetteer:
    """Looks places up; a block of a few degrees is unpacked when it is first asked for, and some are kept."""

    def __init__(self, path: Path) -> None:
        self._file = Packed(path, b"MPLC")
        self._cell: int = self._file.head["cell"]
        self._block = functools.lru_cache(24)(self._read)

    def nearest(self, position: Position) -> tuple[Place, float] | None:
        """The nearest place and its distance in metres, None where there is none within 200 km."""
        if abs(position.latitude) > _LAST:
            return None
        best: tuple[float, Place] | None = None
        high = METRES_A_DEGREE / _FINE
        narrow = math.cos(math.radians(position.latitude))
        row, column = math.floor(position.latitude * _FINE), math.floor(position.longitude * _FINE)
        for ring in range(math.ceil(FARTHEST / high) + 1):
            if best is not None and (ring - 1) * high > best[0]:
                break
            reach, before = math.ceil(ring / narrow), math.ceil((ring - 1) / narrow) if ring else -1
            for place in self._ring(row, column, ring, before, reach):
                distance = metres(position, place.position)
                if best is None or (distance, -place.people) < (best[0], -best[1].people):
                    best = (distance, place)
        return (best[1], best[0]) if best and best[0] <= FARTHEST else None

    def within(self, south: float, west: float, north: float, east: float, *, large: bool = False) -> list[Place]:
        """The places in a box, the largest first; with `large` only those of 100,000 people or more."""
        if large:
            found = [place for place in self._block(*WHOLE).places]
        else:
            found = [place for row in range(self._row(south), self._row(north) + 1)
                     for column in range(self._column(west), self._column(east) + 1)
                     for place in self._block(row, column).places]
        inside = [place for place in found if south <= place.position.latitude <= north
                  and west <= place.position.longitude <= east]
        return sorted(inside, key=lambda place: -place.people)

    def _row(self, latitude: float) -> int:
        return min(int((latitude + 90) // self._cell), 180 // self._cell - 1)

    def _column(self, longitude: float) -> int:
        return min(int((longitude + 180) // self._cell), 360 // self._cell - 1)

    def _ring(self, row: int, column: int, ring: int, before: int, reach: int) -> Iterator[Place]:
        """The places in the fine squares `ring` rows or up to `reach` columns away, without those within `before`."""
        for down in range(-ring, ring + 1):
            outer = [*range(-reach, -before), *range(before + 1, reach + 1)] if before >= 0 else [0]
            for step in range(-reach, reach + 1) if abs(down) == ring else outer:
                yield from self._fine(row + down, (column + step + 180 * _FINE) % (360 * _FINE) - 180 * _FINE)

    def _fine(self, row: int, column: int) -> list[Place]:
        middle = (row + 0.5) / _FINE, (column + 0.5) / _FINE
        block = self._block(self._row(max(-90.0, min(90.0, middle[0]))), self._column(middle[1]))
        return block.fine.get((row, column), [])

    def _read(self, row: int, column: int) -> _Block:
        raw = self._file.block(row, column)
        if not raw:
            return _Block([], {})
        count, place = struct.unpack_from("<I", raw)[0], 4
        columns: list[array[int]] = []
        for code, size in _COLUMNS:
            numbers = array(code, raw[place:place + size * count])
            if sys.byteorder == "big":
                numbers.byteswap()
            columns.append(numbers)
            place += size * count
        zones, countries = self._file.head["zones"], self._file.head["countries"]
        places = [
            Place(key, name, Position(latitude / _UNIT, longitude / _UNIT), countries[country], zones[zone],
                  round(2 ** (people / 8)))
            for latitude, longitude, key, zone, country, people, name in zip(
                *columns, raw[place:].decode().split("\n"), strict=True)]
        fine: dict[tuple[int, int], list[Place]] = defaultdict(list)
        for one in places:
            fine[math.floor(one.position.latitude * _FINE), math.floor(one.position.longitude * _FINE)].append(one)
        return _Block(places, dict(fine))
