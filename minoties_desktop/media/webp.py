"""The chunks of a WebP file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from .faults import damaged


def chunks(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a WebP, type and content, as far as the bytes at hand go."""
    place = 12
    while place + 8 <= len(head):
        kind, length = struct.unpack_from("<4sI", head, place)
        yield kind, head[place + 8:place + 8 + length]
        place += 8 + length + length % 2


def exif_block(head: bytes) -> bytes | None:
    """The TIFF-shaped EXIF data, which WebP keeps behind the picture, or None."""
    block = next((content for kind, content in chunks(head) if kind == b"EXIF"), None)
    return block.removeprefix(b"Exif\0\0") if block else None


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
