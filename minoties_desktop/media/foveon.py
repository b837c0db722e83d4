"""What a Sigma camera says of its X3F: in a list of properties of its own, which no library here reads.

Source: Foveon's description of the format (X3F, 2004), and ExifTool's SigmaRaw module for TIME, the camera's own clock
in seconds since 1970.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

START = b"FOVb"
_MOST, _LONGEST = 1000, 1 << 20  # sections or properties; bytes of a section


def properties(path: Path) -> dict[str, str]:
    """What the camera says of itself, by its own names; nothing of a broken file."""
    try:
        with path.open("rb") as file:
            return dict(pair for content in _lists(file) for pair in _properties(content))
    except (struct.error, OSError):
        return {}


def _lists(file: BinaryIO) -> Iterator[bytes]:
    file.seek(-4, os.SEEK_END)
    file.seek(struct.unpack("<I", file.read(4))[0])
    mark, _, count = struct.unpack("<4sII", file.read(12))
    table = file.read(12 * min(count, _MOST)) if mark == b"SECd" else b""
    for start, size, kind in struct.iter_unpack("<II4s", table[:len(table) // 12 * 12]):
        if kind == b"PROP" and size <= _LONGEST:
            file.seek(start)
            yield file.read(size)


def _properties(content: bytes) -> Iterator[tuple[str, str]]:
    mark, _, count, coding, _, _ = struct.unpack_from("<4sIIIII", content)
    if mark != b"SECp" or coding != 0 or count > _MOST:
        return
    words = content[24 + 8 * count:].decode("utf-16-le", "replace")
    for name, value in struct.iter_unpack("<II", content[24:24 + 8 * count]):
        yield words[name:].partition("\0")[0], words[value:].partition("\0")[0]
