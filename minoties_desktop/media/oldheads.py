"""What cameras say of a photograph elsewhere than in EXIF, where EXIF does not say it: Canon's CIFF, in their first
JPEGs and in CRW; the "picture info" of Olympus and Agfa before EXIF; the notes of Reconyx's camera traps; Sigma's X3F.

Sources: Canon's CIFF specification 1.0 (1997); ExifTool's modules CanonRaw, APP12 and Reconyx.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from . import foveon
from .blocks import segments

CRW, _IN_JPEG = b"HEAPCCDR", b"HEAPJPGM"  # CIFF's marks, behind the order of bytes and where its heap begins
_FIRST, _FIRST_SIGMA = 1995, 2002  # No camera that writes these is older; a clock before was never set.
_Read = Callable[[int, int], bytes]
_Order = Literal["little", "big"]
_ORDERS: dict[bytes, _Order] = {b"II": "little", b"MM": "big"}
_ENTRY = {"little": "<HLL", "big": ">HLL"}
_MODEL, _TIME = 0x080A, 0x180E  # CIFF: maker and model; seconds since 1970 by the camera's clock, its zone and more
_HEAPS = (0x2800, 0x3000)
_WITHIN = 0x4000  # CIFF: a value that is in its entry
_MOST, _MOST_HEAPS, _LONGEST = 200, 50, 200  # entries of a heap, heaps, bytes of a value
_PICTURE_INFO = re.compile(rb"\[picture info\](?:[^\[]*?[\r\n])TimeDate=(\d{1,10})[\r\n]")
_SECONDS = re.compile(r"[0-9]{1,10}")
_TRAPS = (b"\x01\xf1\2\0", b"\x01\xf1\3\0")


class Said(NamedTuple):
    """When a photograph was taken by the camera's clock, without zone, and with what; None for what is not said."""

    taken: datetime | None = None
    make: str | None = None
    model: str | None = None


def said(path: Path, head: bytes) -> Said:
    """What a JPEG, CRW or X3F says in these ways. Raises OSError only."""
    if head.startswith(foveon.START):
        told = foveon.properties(path)
        taken = _clock(told.get("TIME", ""), _FIRST_SIGMA)
        return Said(taken, told.get("CAMMANUF") or None, told.get("CAMMODEL") or None)
    if head[6:14] == CRW:
        with path.open("rb") as file:
            def read(start: int, stop: int) -> bytes:
                file.seek(start)
                return file.read(max(0, stop - start))

            return _canon(read, head, file.seek(0, os.SEEK_END))
    for marker, content in segments(head) if head.startswith(b"\xff\xd8") else ():
        if marker == 0xE0 and content[6:14] == _IN_JPEG:
            return _canon(lambda start, stop, heap=content: heap[start:stop], content, len(content))
        if marker == 0xEC and (found := _PICTURE_INFO.search(content)):
            return Said(_clock(found[1].decode()))
    return Said()


def of_a_trap(note: bytes) -> datetime | None:
    """When a camera trap of Reconyx's took a photograph, by its maker note."""
    if not note.startswith(_TRAPS) or len(note) < 34:
        return None
    second, minute, hour, month, day, year = struct.unpack_from("<6H", note, 22)
    with suppress(ValueError):
        return datetime(year, month, day, hour, minute, second) if year >= _FIRST else None
    return None


def _clock(seconds: str, first: int = _FIRST) -> datetime | None:
    if not _SECONDS.fullmatch(seconds):
        return None
    taken = datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None)
    return taken if taken.year >= first else None


def _canon(read: _Read, head: bytes, size: int) -> Said:
    order = _ORDERS.get(head[:2])
    if order is None:
        return Said()
    values: dict[int, bytes] = {}
    for tag, value in _values(read, order, int.from_bytes(head[2:6], order), size):
        values.setdefault(tag, value)
    make, model = [*values.get(_MODEL, b"").decode("latin-1").split("\0"), "", ""][:2]
    taken = _clock(str(int.from_bytes(values.get(_TIME, b"")[:4], order)))
    return Said(taken, make.strip() or None, model.strip() or None)


def _values(read: _Read, order: _Order, begin: int, end: int) -> Iterator[tuple[int, bytes]]:
    """The short values of a heap and of those in it: a heap's table is where its last four bytes say."""
    heaps = [(begin, end)]
    for begin, end in heaps:
        if end - begin < 6:
            continue
        table = begin + int.from_bytes(read(end - 4, end), order)
        count = min(int.from_bytes(read(table, table + 2), order), _MOST)
        entries = read(table + 2, min(table + 2 + 10 * count, end))
        for tag, size, offset in struct.iter_unpack(_ENTRY[order], entries[:len(entries) // 10 * 10]):
            place = begin + offset
            if tag & _WITHIN or place + size > end:
                continue
            if tag & 0x3800 in _HEAPS and len(heaps) < _MOST_HEAPS:
                heaps.append((place, place + size))
            elif size <= _LONGEST:
                yield tag & 0x3FFF, read(place, place + size)
