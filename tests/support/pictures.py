"""Small pictures made for a test: all different, of a known size."""

from __future__ import annotations

import io
import os
import struct
import zlib

from PIL import Image


def jpeg(width: int = 640, height: int = 480, *, size: int = 0, note: bytes | None = None) -> bytes:
    """A JPEG that no other is equal to, `size` bytes long if that is given; `note` makes it the same one again."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), (90, 120, 150)).save(buffer, "JPEG")
    data = buffer.getvalue()
    comment = note if note is not None else os.urandom(16).hex().encode()
    marked = data[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + data[2:]
    # Segments before the scan make it as large as wished, and leave it a whole JPEG.
    filler = b""
    while size and (missing := size - len(marked) - len(filler)):
        assert missing >= 4, "too small for this picture"
        length = min(missing, 60_000) if missing < 60_000 or missing >= 60_004 else 50_000
        part = (comment * (length // len(comment) + 1))[:length - 4]
        filler += b"\xff\xec" + struct.pack(">H", len(part) + 2) + part
    scan = _first_scan(marked)
    return marked[:scan] + filler + marked[scan:]


def _first_scan(data: bytes) -> int:
    # The picture's size stands before this place, so that a part of the file still tells it.
    at = 2
    while data[at + 1] != 0xDA:
        at += 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
    return at


def png(width: int = 32, height: int = 32, *, size: int = 0) -> bytes:
    """A PNG that no other is equal to, `size` bytes long if that is given."""
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes((90, 120, 150)) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    before = b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"tEXt", b"Comment\0" + os.urandom(16).hex().encode())
    after = part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
    missing = size - len(before) - len(after) - len(part(b"tEXt", b"Filler\0"))
    filler = part(b"tEXt", b"Filler\0" + b"x" * missing) if missing >= 0 else b""
    return before + filler + after
