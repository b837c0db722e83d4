"""The chunks of a WebP file."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from .faults import damaged

_LARGEST = 1 << 20


def exif_block(path: Path) -> bytes | None:
    """The TIFF-shaped EXIF data, which WebP keeps behind the picture, or None."""
    with path.open("rb") as file:
        place = 12
        while len(head := _at(file, place, 8)) == 8:
            kind, length = struct.unpack("<4sI", head)
            if kind == b"EXIF":
                return file.read(min(length, _LARGEST)).removeprefix(b"Exif\0\0") or None
            place += 8 + length + length % 2
    return None


def _at(file: BinaryIO, place: int, count: int) -> bytes:
    file.seek(place)
    return file.read(count)


def facts(path: Path, head: bytes) -> tuple[int, int]:
    """The pixels of a WebP. Raises Refused when it is shorter than it says, or makes no sense."""
    if len(head) < 30 or struct.unpack_from("<I", head, 4)[0] + 8 > path.stat().st_size:
        raise damaged()
    kind = head[12:16]
    if kind == b"VP8X":
        return tuple(int.from_bytes(head[at:at + 3], "little") + 1 for at in (24, 27))
    if kind == b"VP8L" and head[20] == 0x2F:
        bits = int.from_bytes(head[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise damaged()
