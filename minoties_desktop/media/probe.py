"""What a file is by its headers: its kind, its size, and whether it is one that can be taken in at all."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from ..config.messages import Message
from ..domain.errors import Refused
from . import kinds
from .blocks import HEAD, chunks, jpeg_frame
from .faults import damaged
from .kinds import Kind, Use, kind_of

FREE_BYTES = 600 << 20
"""A picture that unpacks to no more than this is never a bomb: A2 at 600 dpi in 8 bits is 417 MB."""
MOST_PACKED = 100
"""Beyond FREE_BYTES, the most times that a real picture is larger than its file; flat bombs reach 200 to 1000."""
MOST_TEXT = 8 << 20
"""Bytes that the text chunks of a PNG may unpack to together."""
_ZIP_TAIL = 65_557  # The longest end of an archive: 22 bytes and a comment of 65,535.
# What MediaWiki looks for in the first KiB, because old browsers took such files for web pages.
_HTML = (b"<!doctype html", b"<a href", b"<body", b"<head", b"<html", b"<img", b"<pre", b"<script", b"<table",
         b"<title")
_PNG_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


@dataclass(frozen=True, slots=True)
class Probed:
    """A file: MIME type, the extension that befits it, pixels as stored (before `orientation`, EXIF's 1 to 8, is
    applied; 0 for what has none), bits and number of samples of a pixel, pages, seconds of sound and film.

    `needs_derivative` tells of kinds that are kept as they are, and of which something else is made for the wiki.
    After it was drawn: `likeness` is the perceptual hash (16 hex digits, "" without), `shown_time`
    the time that a QR code in the picture tells (clockcode), `complaints` what there is
    to be said of it (Messages as JSON), `words` what its XMP, IPTC and EXIF say (metadata.Word as lists).
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
    seconds: float = 0.0
    likeness: str = ""
    shown_time: str = ""
    complaints: list[list[Any]] = field(default_factory=list)
    words: list[list[str]] = field(default_factory=list)

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
        if kind.use is Use.TAKE:
            _refuse_hidden(file, head, size, kind)
    found = _PROBES.get(kind, _master)(path, head, kind)
    _refuse_bomb(found, size)
    if kind.mime not in _WITH_EXIF:
        return found
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


def _refuse_hidden(file: BinaryIO, head: bytes, size: int, kind: Kind) -> None:
    """Refuse what the wiki takes for an attack (commons-contract, section 6): an archive behind, a page before."""
    start = head[:1024].lower()
    if any(tag in start for tag in _HTML if not (kind is kinds.SVG and tag in (b"<title", b"<a href"))):
        raise Refused(Message("media-html"), Message("media-save-anew"), code="html")
    file.seek(max(0, size - _ZIP_TAIL))
    if b"PK\x05\x06\0\0\0\0" in file.read(_ZIP_TAIL):
        raise Refused(Message("media-zip"), Message("media-save-anew"), code="zip")


def _refuse_bomb(found: Probed, size: int) -> None:
    unpacked = found.width * found.height * found.samples * found.bits // 8 * max(1, found.pages)
    if found.mime in _DECODED and unpacked > FREE_BYTES and unpacked > MOST_PACKED * size:
        raise Refused(Message("media-bomb", found.width, found.height, size), Message("media-save-anew"), code="bomb")


def _sized(kind: Kind, width: int, height: int, **more: Any) -> Probed:
    if not width or not height:
        raise damaged()
    return Probed(kind.mime, kind.extension, width, height, **more)


def _jpeg(path: Path, head: bytes, kind: Kind) -> Probed:
    # Colour profiles and previews can push the frame header beyond the first 64 KiB.
    frame = jpeg_frame(head) or jpeg_frame(_longer(path))
    if frame is None:
        raise damaged()
    return _sized(kind, frame.width, frame.height, bits=frame.bits, samples=frame.samples)


def _longer(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16 << 20)


def _png(path: Path, head: bytes, kind: Kind) -> Probed:
    if len(head) < 33 or head[12:16] != b"IHDR":
        raise damaged()
    width, height, bits, colour = struct.unpack_from(">IIBB", head, 16)
    packed = sum(len(content) for name, content in chunks(_longer(path)) if name in (b"zTXt", b"iTXt", b"iCCP"))
    if packed * 1000 > MOST_TEXT and _png_text(_longer(path)) > MOST_TEXT:
        raise Refused(Message("media-bomb-text"), Message("media-save-anew"), code="bomb")
    return _sized(kind, width, height, bits=bits, samples=_PNG_SAMPLES.get(colour, 4))


def _png_text(data: bytes) -> int:
    """How many bytes the packed texts of a PNG unpack to, counted no further than too many."""
    import zlib

    total = 0
    for name, content in chunks(data):
        if name not in (b"zTXt", b"iTXt", b"iCCP"):
            continue
        start = content.find(b"x", 3)
        while 0 <= start < min(len(content), 400) and total <= MOST_TEXT:
            unpacker = zlib.decompressobj()
            try:
                total += len(unpacker.decompress(content[start:], MOST_TEXT + 1))
                break
            except zlib.error:
                start = content.find(b"x", start + 1)
    return total


def _tiff(path: Path, head: bytes, kind: Kind) -> Probed:
    from .pixels import tiff_facts  # late: it brings numpy along, which JPEG does without

    facts = tiff_facts(path)
    return _sized(kind, facts.width, facts.height, bits=facts.bits, samples=facts.samples, pages=facts.pages)


def _gif(path: Path, head: bytes, kind: Kind) -> Probed:
    if len(head) < 13:
        raise damaged()
    return _sized(kind, *struct.unpack_from("<HH", head, 6), samples=1)


def _webp(path: Path, head: bytes, kind: Kind) -> Probed:
    from .webp import facts

    width, height = facts(path, head)
    return _sized(kind, width, height)


def _svg(path: Path, head: bytes, kind: Kind) -> Probed:
    from .drawings import svg

    return _sized(kind, *svg(path))


def _pdf(path: Path, head: bytes, kind: Kind) -> Probed:
    from .documents import pdf

    found = pdf(path)
    return _sized(kind, found.width, found.height, pages=found.pages)


def _djvu(path: Path, head: bytes, kind: Kind) -> Probed:
    from .documents import djvu

    found = djvu(path)
    return _sized(kind, found.width, found.height, pages=found.pages)


def _xcf(path: Path, head: bytes, kind: Kind) -> Probed:
    from .drawings import xcf

    return _sized(kind, *xcf(path))


def _stl(path: Path, head: bytes, kind: Kind) -> Probed:
    from .drawings import stl

    stl(path)
    return Probed(kind.mime, kind.extension)


def _sound(path: Path, head: bytes, kind: Kind) -> Probed:
    from . import sounds

    read = {kinds.OGG: sounds.ogg, kinds.FLAC: sounds.flac, kinds.WAV: sounds.wav, kinds.MP3: sounds.mp3,
            kinds.MIDI: sounds.midi}[kind]
    found = read(path)
    return Probed(found.mime, found.extension, found.width, found.height, seconds=round(found.seconds, 3))


def _film(path: Path, head: bytes, kind: Kind) -> Probed:
    from . import films

    found = (films.webm if kind is kinds.WEBM else films.mpeg)(path)
    return Probed(kind.mime, kind.extension, found.width, found.height, seconds=round(found.seconds, 3))


def _master(path: Path, head: bytes, kind: Kind) -> Probed:
    from .masters import size

    width, height = size(path, kind.mime)
    return Probed(kind.mime, kind.extension, width, height, needs_derivative=True)


_PROBES: dict[Kind, Callable[[Path, bytes, Kind], Probed]] = {
    kinds.JPEG: _jpeg, kinds.PNG: _png, kinds.TIFF: _tiff, kinds.GIF: _gif, kinds.WEBP: _webp, kinds.SVG: _svg,
    kinds.PDF: _pdf, kinds.DJVU: _djvu, kinds.XCF: _xcf, kinds.STL: _stl, kinds.OGG: _sound, kinds.FLAC: _sound,
    kinds.WAV: _sound, kinds.MP3: _sound, kinds.MIDI: _sound, kinds.WEBM: _film, kinds.MPEG: _film,
}
_WITH_EXIF = frozenset({kinds.JPEG.mime, kinds.PNG.mime, kinds.TIFF.mime, kinds.WEBP.mime})
"""Kinds whose pixels are turned by EXIF's orientation."""
_DECODED = _WITH_EXIF | {kinds.GIF.mime, kinds.HEIC.mime, kinds.AVIF.mime, kinds.JPEG_2000.mime, kinds.BMP.mime,
                         kinds.PHOTOSHOP.mime}
