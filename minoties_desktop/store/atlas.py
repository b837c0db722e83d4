"""The land of the world for a map, without any border (resources/gazetteer/LICENSE)."""

from __future__ import annotations

import functools
import struct
import sys
from array import array
from pathlib import Path

from .packed import WHOLE, Packed

_FULL = 65535

Ring = list[tuple[float, float]]
"""Longitude and latitude of the corners of one piece of land, or of a sea inside it."""


class Atlas:
    """Land as rings to be filled by odd and even; tiles are read when they are first asked for."""

    def __init__(self, path: Path) -> None:
        self._file = Packed(path, b"MLND")
        self._tile: int = self._file.head["tile"]
        self.tile = functools.lru_cache(32)(self._read)

    @functools.cached_property
    def world(self) -> list[Ring]:
        """The whole world for small scales."""
        return _rings(self._file.block(*WHOLE), -180, -90, 360)

    def tiles(self, south: float, west: float, north: float, east: float) -> list[tuple[int, int]]:
        """The (row, column) of the tiles that a box touches."""
        last_row, last_column = 180 // self._tile - 1, 360 // self._tile - 1
        rows = range(max(0, int((south + 90) // self._tile)), min(last_row, int((north + 90) // self._tile)) + 1)
        columns = range(max(0, int((west + 180) // self._tile)), min(last_column, int((east + 180) // self._tile)) + 1)
        return [(row, column) for row in rows for column in columns]

    def _read(self, row: int, column: int) -> list[Ring]:
        return _rings(self._file.block(row, column), -180 + column * self._tile, -90 + row * self._tile, self._tile)


def _rings(raw: bytes, west: float, south: float, wide: float) -> list[Ring]:
    if not raw:
        return []
    found, place, unit = [], 4, wide / _FULL
    for _ in range(struct.unpack_from("<I", raw)[0]):
        count = struct.unpack_from("<I", raw, place)[0]
        numbers = array("H", raw[place + 4:place + 4 + 4 * count])
        if sys.byteorder == "big":
            numbers.byteswap()
        place += 4 + 4 * count
        found.append([(west + x * unit, south + y * unit) for x, y in zip(numbers[::2], numbers[1::2], strict=True)])
    return found
