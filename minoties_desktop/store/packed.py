"""Files of packed blocks by row and column, of which only what is needed is ever unpacked (packaging/gazetteer.py)."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from typing import Any

WHOLE = (-1, -1)
"""The block that holds what matters of the whole world."""


class Packed:
    """One such file: `head` with what it says of itself, and its blocks. Raises OSError if it can't be read."""

    def __init__(self, path: Path, kind: bytes) -> None:
        self._path = path
        with path.open("rb") as file:
            start = file.read(8)
            if start[:4] != kind:
                raise ValueError(path)
            length = struct.unpack("<I", start[4:])[0]
            self.head: dict[str, Any] = json.loads(zlib.decompress(file.read(length)))
        self._start = 8 + length
        self._blocks = {(row, column): (place, size) for row, column, place, size in self.head.pop("blocks")}

    def block(self, row: int, column: int) -> bytes:
        """The bytes of one block, none where there is none."""
        if (row, column) not in self._blocks:
            return b""
        place, size = self._blocks[row, column]
        with self._path.open("rb") as file:
            file.seek(self._start + place)
            return zlib.decompress(file.read(size))
