"""The boxes that HEIC, AVIF and CR3 files are made of, and the way to the EXIF of the first two."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_LARGEST = 1 << 20


def exif_block(path: Path, head: bytes) -> bytes | None:
    """The TIFF-shaped EXIF data of a HEIC or AVIF file, None without any."""
    meta = next((content for kind, content in boxes(head) if kind == b"meta"), b"")[4:]
    inside = dict(boxes(meta))
    try:
        item = _exif_item(inside.get(b"iinf", b""))
        place = _location(inside.get(b"iloc", b""), item) if item is not None else None
    except (struct.error, IndexError):
        return None
    if place is None:
        return None
    start, length = place
    with path.open("rb") as file:
        file.seek(start)
        data = file.read(min(length, _LARGEST))
    skip = struct.unpack(">I", data[:4])[0] if len(data) > 4 else 0
    return data[4 + skip:].removeprefix(b"Exif\0\0") or None


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The boxes that lie side by side in some bytes, kind and content, the last perhaps cut."""
    place = 0
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        begin = 8
        if size == 1 and place + 16 <= len(data):
            size, begin = struct.unpack_from(">Q", data, place + 8)[0], 16
        if size < begin:
            return
        yield kind, data[place + begin:place + size]
        place += size


def _exif_item(data: bytes) -> int | None:
    """The number of the item that is EXIF."""
    entries = data[6:] if data[:1] == b"\0" else data[8:]
    for kind, content in boxes(entries):
        if kind != b"infe" or content[:1] not in (b"\2", b"\3"):
            continue
        wide = content[0] == 3
        number = struct.unpack_from(">I" if wide else ">H", content, 4)[0]
        if content[10 if wide else 8:][:4] == b"Exif":
            return number
    return None


def _location(data: bytes, wanted: int) -> tuple[int, int] | None:
    """Where an item's bytes begin in the file, and how many they are; None unless they lie there in one piece."""
    version = data[0]
    offset_size, length_size, base_size = data[4] >> 4, data[4] & 15, data[5] >> 4
    index_size = data[5] & 15 if version else 0
    count, place = (struct.unpack_from(">I", data, 6)[0], 10) if version == 2 else \
        (struct.unpack_from(">H", data, 6)[0], 8)

    def number(size: int) -> int:
        nonlocal place
        place += size
        return int.from_bytes(data[place - size:place], "big")

    for _ in range(min(count, 10_000)):
        item = number(4 if version == 2 else 2)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(base_size)
        extents = []
        for _ in range(min(number(2), 1000)):
            number(index_size)
            extents.append((number(offset_size), number(length_size)))
        if item == wanted:
            return (base + extents[0][0], extents[0][1]) if not method and len(extents) == 1 else None
        if place > len(data):
            return None
    return None
