"""What a picture file is, by its content, and whether it is whole; nothing is believed that its name says."""

from __future__ import annotations

import os
import struct
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from ..config.messages import Message
from ..domain.errors import Refused
from .blocks import HEAD, jpeg_frame
from .faults import damaged
from .kinds import JPEG, PNG, TIFF, Kind, Use, kind_of

FREE_BYTES = 600 << 20
"""A picture that unpacks to no more than this is never a bomb: A2 at 600 dpi in 8 bits is 417 MB."""
MOST_PACKED = 100
"""Beyond FREE_BYTES, the most times that a real picture is larger than its file; flat bombs reach 200 to 1000."""
_ZIP_TAIL = 65_557  # The longest end of an archive: 22 bytes and a comment of 65,535.
# What MediaWiki looks for in the first KiB, because old browsers took such files for web pages.
_HTML = (b"<!doctype html", b"<a href", b"<body", b"<head", b"<html", b"<img", b"<pre", b"<script", b"<table",
         b"<title")
_PNG_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


@dataclass(frozen=True, slots=True)
class Probed:
    """A picture file: MIME type, the extension that befits it, pixels as stored (before `orientation`, EXIF's 1 to 8,
    is applied), bits and number of samples of a pixel, pages. Sizes are 0 when `needs_derivative`: such kinds are
    kept as they are, and something else is made of them for the wiki.
    """

    mime: str
    extension: str
    width: int = 0
    height: int = 0
    orientation: int = 1
    bits: int = 8
    samples: int = 3
    pages: int = 1
    needs_derivative: bool = False

    def to_json(self) -> dict[str, Any]:
        """All of it, for another process."""
        return asdict(self)


def probe(path: Path, name: str = "") -> Probed:
    """What a file's headers say, without decoding it. Raises Refused with the reason for what can't be taken in.

    `name` is what the file was called before it had a temporary name. Whether a picture can be read to its end is
    told by drawing it (`thumbs.draw`).
    """
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        head = file.read(HEAD)
        kind = sniff(head, name or path.name)
        if kind.use is Use.DERIVE:
            return Probed(kind.mime, kind.extension, needs_derivative=True)
        _refuse_hidden(file, head, size)
        found = _PROBES[kind](path, head)
    _refuse_bomb(found, size)
    from .exif import read  # late: a window starts without piexif

    return replace(found, orientation=read(path, head).orientation)


def sniff(head: bytes, name: str) -> Kind:
    """The kind of a file by its first KiB at least. Raises Refused for what is not taken in whatever follows."""
    if not head:
        raise Refused(Message("media-empty"), Message("media-copy-again"), code="empty")
    kind = kind_of(head, name)
    if kind is None:
        raise Refused(Message("media-unknown"), Message("media-unknown-remedy"), code="unknown")
    if kind.use is Use.FOREIGN:
        raise Refused(Message("media-foreign", kind.name), Message("media-foreign-remedy"), code="foreign")
    return kind


def _refuse_hidden(file: BinaryIO, head: bytes, size: int) -> None:
    """Refuse what the wiki takes for an attack (commons-contract, section 6): an archive behind, a page before."""
    start = head[:1024].lower()
    if any(tag in start for tag in _HTML):
        raise Refused(Message("media-html"), Message("media-save-anew"), code="html")
    file.seek(max(0, size - _ZIP_TAIL))
    if b"PK\x05\x06\0\0\0\0" in file.read(_ZIP_TAIL):
        raise Refused(Message("media-zip"), Message("media-save-anew"), code="zip")


def _refuse_bomb(found: Probed, size: int) -> None:
    if not found.width or not found.height:
        raise damaged()
    unpacked = found.width * found.height * found.samples * found.bits // 8 * found.pages
    if unpacked > FREE_BYTES and unpacked > MOST_PACKED * size:
        raise Refused(Message("media-bomb", found.width, found.height, size), Message("media-save-anew"), code="bomb")


def _jpeg(path: Path, head: bytes) -> Probed:
    # Colour profiles and previews can push the frame header beyond the first 64 KiB.
    frame = jpeg_frame(head) or jpeg_frame(_longer(path))
    if frame is None:
        raise damaged()
    return Probed(JPEG.mime, JPEG.extension, frame.width, frame.height, bits=frame.bits, samples=frame.samples)


def _longer(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16 << 20)


def _png(path: Path, head: bytes) -> Probed:
    if len(head) < 33 or head[12:16] != b"IHDR":
        raise damaged()
    width, height, bits, colour = struct.unpack_from(">IIBB", head, 16)
    return Probed(PNG.mime, PNG.extension, width, height, bits=bits, samples=_PNG_SAMPLES.get(colour, 4))


def _tiff(path: Path, head: bytes) -> Probed:
    from .pixels import tiff_facts  # late: it brings numpy along, which JPEG does without

    facts = tiff_facts(path)
    return Probed(TIFF.mime, TIFF.extension, facts.width, facts.height, bits=facts.bits, samples=facts.samples,
                  pages=facts.pages)


_PROBES = {JPEG: _jpeg, PNG: _png, TIFF: _tiff}
