"""Films: pixels and seconds by their headers, and whether they end where these say."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from .faults import damaged

_SEGMENT, _INFO, _TRACKS, _CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
_SCALE, _DURATION, _ENTRY, _VIDEO, _WIDTH, _HEIGHT = 0x2AD7B1, 0x4489, 0xAE, 0xE0, 0xB0, 0xBA
_MOST = 1 << 20  # Bytes of a header that are looked at.
_TAIL = 1 << 20


class Film(NamedTuple):
    """Pixels (0 for sound alone) and seconds (0 where the file does not tell)."""

    width: int
    height: int
    seconds: float


class _Element(NamedTuple):
    id: int
    start: int
    end: int | None


def webm(path: Path) -> Film:
    """A film in WebM. Raises Refused when the file is shorter than it says."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        top = list(_elements(file, 0, size, until=_SEGMENT))
        if not top or top[-1].id != _SEGMENT:
            raise damaged()
        segment = top[-1]
        if segment.end is not None and segment.end > size:
            raise damaged()
        width = height = 0
        scale, duration, there = 1_000_000, 0.0, False
        for part in _elements(file, segment.start, size, until=_CLUSTER):
            if part.id == _INFO:
                found = dict(_contents(file, part))
                scale = int.from_bytes(found.get(_SCALE, b""), "big") or scale
                duration = _float(found.get(_DURATION, b""))
            elif part.id == _TRACKS:
                width, height, there = *_pixels(file, part), True
            elif part.id == _CLUSTER and part.end is not None and part.end > size:
                raise damaged()
    if not there:
        raise damaged()
    return Film(width, height, duration * scale / 1e9)


def _elements(file: BinaryIO, start: int, stop: int, *, until: int = 0) -> Iterator[_Element]:
    """The elements from one place to another, the first one called `until` being the last."""
    place = start
    while place < stop:
        file.seek(place)
        head = file.read(12)
        number = _number(head, 0, keep=True)
        length = _number(head, number[1], keep=False) if number else None
        if number is None or length is None:
            return
        begin = place + number[1] + length[1]
        unknown = length[0] == (1 << 7 * length[1]) - 1
        end = None if unknown else begin + length[0]
        yield _Element(number[0], begin, end)
        if number[0] == until or end is None:
            return
        place = end


def _number(data: bytes, at: int, *, keep: bool) -> tuple[int, int] | None:
    """A number of variable length, with its mark if that is kept, and how many bytes it takes."""
    if at >= len(data) or not data[at]:
        return None
    length = 9 - data[at].bit_length()
    if at + length > len(data):
        return None
    value = int.from_bytes(data[at:at + length], "big")
    return (value if keep else value & ~(1 << 7 * length)), length


def _contents(file: BinaryIO, parent: _Element) -> Iterator[tuple[int, bytes]]:
    end = parent.end if parent.end is not None else parent.start + _MOST
    for part in _elements(file, parent.start, min(end, parent.start + _MOST)):
        file.seek(part.start)
        yield part.id, file.read(min((part.end or part.start) - part.start, 64))


def _pixels(file: BinaryIO, tracks: _Element) -> tuple[int, int]:
    end = min(tracks.end or 0, tracks.start + _MOST)
    for entry in _elements(file, tracks.start, end):
        if entry.id == _ENTRY and entry.end is not None:
            for part in _elements(file, entry.start, min(entry.end, end)):
                if part.id == _VIDEO:
                    found = dict(_contents(file, part))
                    return tuple(int.from_bytes(found.get(key, b""), "big") for key in (_WIDTH, _HEIGHT))
    return 0, 0


def _float(data: bytes) -> float:
    value = struct.unpack(">f" if len(data) == 4 else ">d", data)[0] if len(data) in (4, 8) else 0.0
    return value if 0 < value < 1e15 else 0.0


def mpeg(path: Path) -> Film:
    """A film in MPEG 1 or 2. Raises Refused when there is no picture in it, or its last packet is cut."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(_MOST)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    at = head.find(b"\0\0\1\xb3")
    if at < 0 or at + 7 > len(head):
        raise damaged()
    sizes = int.from_bytes(head[at + 4:at + 7], "big")
    _refuse_cut(tail)
    first, last = _clock(head, head.find(b"\0\0\1\xba")), _clock(tail, tail.rfind(b"\0\0\1\xba"))
    seconds = last - first if first is not None and last is not None else 0.0
    return Film(sizes >> 12, sizes & 0xFFF, max(0.0, seconds))


def _refuse_cut(tail: bytes) -> None:
    """Raise Refused if the last packet of a stream claims more bytes than there are."""
    at = max(tail.rfind(b"\0\0\1" + bytes((stream,))) for stream in (0xBD, 0xBE, *range(0xC0, 0xF0)))
    if at >= 0 and b"\0\0\1\xba" in tail and at + 6 + int.from_bytes(tail[at + 4:at + 6], "big") > len(tail):
        raise damaged()


def _clock(data: bytes, at: int) -> float | None:
    """The seconds that the pack at a place stands for."""
    if at < 0 or at + 10 > len(data):
        return None
    bits = int.from_bytes(data[at + 4:at + 9], "big")
    if data[at + 4] >> 6 == 1:  # MPEG 2: marks after 3, 15 and 15 bits
        ticks = (bits >> 35 & 7) << 30 | (bits >> 19 & 0x7FFF) << 15 | bits >> 3 & 0x7FFF
    else:
        ticks = (bits >> 33 & 7) << 30 | (bits >> 17 & 0x7FFF) << 15 | bits >> 1 & 0x7FFF
    return ticks / 90_000
