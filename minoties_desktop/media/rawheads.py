"""The EXIF of cameras that keep theirs in a shape of their own: Canon's CR3 and Minolta's MRW, read from the head.

Sources: canon_cr3 (github.com/lclevy/canon_cr3) for the boxes of CR3; ExifTool's MinoltaRaw module for MRW.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from piexif import ImageIFD

from .boxes import boxes
from .tiffview import ORDERS

CR3, MRW = b"crx ", b"\0MRM"
_CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_ORIGIN = 8  # Where a TIFF's first directory begins at the earliest.
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8}
_MOST = 200  # entries of a directory that are taken along


def exif_block(head: bytes) -> bytes | None:
    """One TIFF-shaped block of all that the head of such a file says; None for another kind, or nothing said."""
    if head[8:12] == CR3:
        inside = dict(_canon(head))
        return _joined(inside.get(b"CMT1", b""), inside.get(b"CMT2", b""), inside.get(b"CMT4", b""))
    if head.startswith(MRW):
        return next((content for kind, content in _minolta(head) if kind == b"\0TTW"), None)
    return None


def thumbnail(head: bytes) -> bytes | None:
    """The small JPEG in the head of a CR3."""
    box = dict(_canon(head)).get(b"THMB", b"") if head[8:12] == CR3 else b""
    begin = box[:32].find(b"\xff\xd8\xff")
    size = int.from_bytes(box[8:12], "big")
    found = box[begin:begin + size] if begin >= 0 else b""
    return found if found and len(found) == size else None


def _canon(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    for kind, content in boxes(head):
        if kind == b"moov":
            for inner, box in boxes(content):
                if inner == b"uuid" and box.startswith(_CANON):
                    yield from boxes(box[16:])


def _minolta(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place + 8 <= len(head):
        kind, size = struct.unpack_from(">4sI", head, place)
        yield kind, head[place + 8:place + 8 + size]
        place += 8 + size


def _joined(image: bytes, detail: bytes, gps: bytes) -> bytes | None:
    """One TIFF of three, each of which has only its first directory."""
    order = ORDERS.get(image[:4])
    if order is None:
        return None
    parts = [part if part[:4] == image[:4] else b"" for part in (image, detail, gps)]
    begins = [0, len(parts[0]), len(parts[0]) + len(parts[1])]
    block = bytearray(b"".join(parts))
    places = [_move_directory(block, order, begin, len(part)) for begin, part in zip(begins, parts, strict=True)]
    pointers = [(tag, place) for tag, place in ((ImageIFD.ExifTag, places[1]), (ImageIFD.GPSTag, places[2])) if place]
    if not places[0]:
        return None
    (count,) = struct.unpack_from(f"{order}H", block, places[0])
    entries = bytes(block[places[0] + 2:places[0] + 2 + 12 * count])
    struct.pack_into(f"{order}L", block, 4, len(block))
    block += struct.pack(f"{order}H", count + len(pointers)) + entries
    for tag, place in pointers:
        block += struct.pack(f"{order}HHLL", tag, 4, 1, place)
    return bytes(block + bytes(4))


def _move_directory(block: bytearray, order: str, begin: int, size: int) -> int:
    """Make the places in a part's first directory count from the block's beginning; where it is, 0 without any."""
    if size < _ORIGIN + 2:
        return 0
    place = begin + struct.unpack_from(f"{order}L", block, begin + 4)[0]
    if not begin + _ORIGIN <= place <= begin + size - 2:
        return 0
    count = min(struct.unpack_from(f"{order}H", block, place)[0], (begin + size - place - 2) // 12, _MOST)
    struct.pack_into(f"{order}H", block, place, count)
    for entry in range(place + 2, place + 2 + 12 * count, 12):
        _, kind, number, value = struct.unpack_from(f"{order}HHLL", block, entry)
        if _SIZES.get(kind, 0) * number > 4:
            struct.pack_into(f"{order}L", block, entry + 8, min(value + begin, 0xFFFFFFFF))
    return place
