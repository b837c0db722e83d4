"""The blocks that JPEG and PNG files are made of, read without decoding anything."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

HEAD = 64 << 10
"""Bytes from a file's start in which cameras keep EXIF and thumbnail."""
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_START_OF_SCAN = 0xDA
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class Segment(NamedTuple):
    """One JPEG segment before the picture data: its marker's second byte and its content, perhaps cut."""

    marker: int
    content: bytes


class Frame(NamedTuple):
    """What a JPEG says of its picture: pixels as stored, bits per sample, samples per pixel."""

    width: int
    height: int
    bits: int
    samples: int


def segments(head: bytes) -> Iterator[Segment]:
    """The segments of a JPEG up to its picture data, as far as the bytes at hand go; garbage ends them."""
    place = 2
    while place + 4 <= len(head):
        if head[place] != 0xFF:
            return
        marker = head[place + 1]
        if marker == 0xFF or marker in _STANDALONE:
            place += 1 if marker == 0xFF else 2
            continue
        length = struct.unpack_from(">H", head, place + 2)[0]
        if length < 2:
            return
        yield Segment(marker, head[place + 4:place + 2 + length])
        if marker == _START_OF_SCAN:
            return
        place += 2 + length


def jpeg_frame(head: bytes) -> Frame | None:
    """The frame header of a JPEG, None where the bytes at hand have none."""
    for segment in segments(head):
        if segment.marker in _FRAMES and len(segment.content) >= 6:
            bits, height, width, samples = struct.unpack_from(">BHHB", segment.content)
            return Frame(width, height, bits, samples)
    return None


def chunks(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, type and content, as far as the bytes at hand go."""
    place = 8
    while place + 8 <= len(head):
        length, kind = struct.unpack_from(">I4s", head, place)
        yield kind, head[place + 8:place + 8 + length]
        place += 12 + length


def exif_block(head: bytes) -> bytes | None:
    """The TIFF-shaped EXIF data inside the head of a JPEG or PNG, None without any."""
    if head.startswith(b"\x89PNG"):
        return next((content for kind, content in chunks(head) if kind == b"eXIf"), None)
    if head.startswith(b"\xff\xd8"):
        return next((s.content[6:] for s in segments(head)
                     if s.marker == 0xE1 and s.content[:4] == b"Exif"), None)
    return None
