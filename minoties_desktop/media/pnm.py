"""Pages as SANE gives them (PNM), made into TIFF sample by sample, and what files of pages say of their size."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import tifffile

from .blocks import HEAD, chunks
from .faults import damaged

_TOKENS = re.compile(rb"\s*(?:#[^\n]*\n\s*)*(\d+)")
_HEADER = 1024
_STRIP = 1 << 18
_METRE = 0.0254


@dataclass(frozen=True, slots=True)
class Pnm:
    """What a PNM's header says: pixels, samples of a pixel (1 or 3), bits of a sample (1, 8, 16), where they begin."""

    width: int
    height: int
    samples: int
    bits: int
    start: int


def read_header(file: BinaryIO) -> Pnm:
    """The header of a raw PNM (P4, P5, P6). Raises Refused for what is none, or has not all its samples."""
    head = file.read(_HEADER)
    kind, numbers, place = head[:2], [], 2
    wanted = {b"P4": 2, b"P5": 3, b"P6": 3}.get(kind, 0)
    while len(numbers) < wanted:
        match = _TOKENS.match(head, place)
        if match is None or len(match[1]) > 9:
            raise damaged()
        numbers.append(int(match[1]))
        place = match.end()
    if not wanted or not all(numbers):
        raise damaged()
    top = numbers[2] if wanted == 3 else 1
    found = Pnm(numbers[0], numbers[1], 3 if kind == b"P6" else 1,
                {1: 1, 255: 8, 65535: 16}.get(top, 0) if wanted == 3 or top == 1 else 0, place + 1)
    if not found.bits or file.seek(0, 2) != found.start + _bytes(found):
        raise damaged()
    return found


def _bytes(found: Pnm) -> int:
    return (found.width * found.samples * found.bits + 7) // 8 * found.height


def to_tiff(source: Path, target: Path, *, dpi: float, maker: str = "", model: str = "") -> None:
    """Write a PNM as a TIFF of the same samples, uncompressed; not synced. Memory does not grow with the page.

    Raises Refused for a damaged PNM.
    """
    with source.open("rb") as file:
        found = read_header(file)
    bilevel = found.bits == 1
    row = (found.width + 7) // 8 if bilevel else found.width * found.samples
    rows = max(1, _STRIP // (row * max(1, found.bits // 8)))
    shape = (found.height, row) if bilevel else (found.height, found.width, 3) if found.samples == 3 else (
        found.height, found.width)
    values = np.memmap(source, dtype=">u2" if found.bits == 16 else "u1", mode="r", offset=found.start, shape=shape)
    told = [(tag, "s", 0, text.encode("ascii", "replace").decode(), True)
            for tag, text in ((271, maker), (272, model)) if text]
    with tifffile.TiffWriter(target, byteorder=">", bigtiff=values.nbytes > 4_000_000_000) as writer:
        if bilevel:
            _write_bilevel(writer, values, found, dpi, told)
        else:
            writer.write(values, photometric="rgb" if found.samples == 3 else "minisblack", rowsperstrip=rows,
                         resolution=(dpi, dpi), resolutionunit="INCH", software="Minoties Desktop", metadata=None,
                         extratags=told)


def _write_bilevel(
    writer: tifffile.TiffWriter, values: np.ndarray, found: Pnm, dpi: float,
    told: list[tuple[int, str, int, str, bool]],
) -> None:
    # A PNM's 1 is black, as in a TIFF whose zero is white: packed bytes are the same.
    writer.write(iter([values.tobytes()]), shape=(found.height, found.width), dtype=bool, bitspersample=1,
                 photometric="miniswhite", rowsperstrip=found.height, resolution=(dpi, dpi), resolutionunit="INCH",
                 software="Minoties Desktop", metadata=None, extratags=told, compression=None)


def told_dpi(path: Path, mime: str) -> int:
    """The dots per inch that a JPEG, PNG or TIFF says of itself, across; 0 where it says nothing. Raises OSError."""
    try:
        if mime == "image/tiff":
            return _tiff_dpi(path)
        with path.open("rb") as file:
            head = file.read(HEAD)
        return _png_dpi(head) if mime == "image/png" else _jpeg_dpi(head)
    except (ValueError, struct.error, tifffile.TiffFileError, KeyError, IndexError, ZeroDivisionError):
        return 0


def _tiff_dpi(path: Path) -> int:
    with tifffile.TiffFile(path) as file:
        tags = file.pages[0].tags
        unit = int(tags["ResolutionUnit"].value) if "ResolutionUnit" in tags else 2
        over, under = tags["XResolution"].value
        return round(over / under * {2: 1.0, 3: 2.54}.get(unit, 0))


def _png_dpi(head: bytes) -> int:
    content = next((content for name, content in chunks(head) if name == b"pHYs"), b"")
    across, _, unit = struct.unpack(">IIB", content[:9])
    return round(across * _METRE) if unit == 1 else 0


def _jpeg_dpi(head: bytes) -> int:
    place = head.find(b"JFIF\0", 0, 64)
    if place < 0:
        return 0
    unit, across = struct.unpack_from(">BH", head, place + 7)
    return round(across * {1: 1.0, 2: 2.54}.get(unit, 0))
