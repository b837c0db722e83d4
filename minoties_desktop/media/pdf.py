"""PDF written page by page, straight to the disk: memory does not grow with the pages, and JPEGs stay as they are.

After ISO 32000-1 (PDF 1.7): the file's structure in 7.5, images with DCTDecode in 7.4.8, ICC profiles in 8.6.5.5,
text that is there but not painted in 9.3.6, fonts drawn by procedures in 9.6.5, document information in 14.3.3.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import md5, sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from .blocks import jpeg_frame, segments
from .faults import damaged

POINTS = 72
"""In an inch."""
_LEAST_DPI, _MOST_DPI, _USUAL_DPI = 36.0, 9600.0, 300.0
_COLOURS = {1: b"/DeviceGray", 3: b"/DeviceRGB", 4: b"/DeviceCMYK"}
_BLOCK = 256  # Characters that a font of one byte a character has.


class Word(NamedTuple):
    """A word and where it stands on a page's picture, in pixels from its upper left corner; `backwards` for scripts
    that run from right to left."""

    text: str
    left: int
    top: int
    width: int
    height: int
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a document: its JPEG, dots an inch, degrees by which it is turned (clockwise, in quarters), the words
    that are read on it once it is, and its label."""

    jpeg: Path
    dpi: float = 0.0
    turn: int = 0
    words: Sequence[Word] = ()
    label: str = ""


class Writer:
    """A PDF that grows in a file; it is whole once it was closed without an error."""

    def __init__(self, target: BinaryIO, *, title: str = "", language: str = "") -> None:
        self._target, self._title, self._language = target, title, language
        self._places: list[int] = [0, 0, 0]  # Of the catalogue and the tree of pages, which come last.
        self._pages: list[int] = []
        self._labels: list[str] = []
        self._fonts: dict[int, int] = {}
        self._profiles: dict[bytes, int] = {}
        self._sum = sha256()
        self._at = 0
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._close()

    def add(self, page: Page) -> None:
        """Append a page. Raises Refused for what is no JPEG, and OSError."""
        data = page.jpeg.read_bytes()
        frame = jpeg_frame(data)
        if frame is None or frame.samples not in _COLOURS or not frame.width or not frame.height:
            raise damaged()
        dpi = page.dpi if _LEAST_DPI <= page.dpi <= _MOST_DPI else _USUAL_DPI
        sides = frame.width * POINTS / dpi, frame.height * POINTS / dpi
        width, height = sides if page.turn % 180 == 0 else sides[::-1]
        picture = self._picture(data, frame.width, frame.height, frame.bits, frame.samples)
        text, fonts = self._text(page.words, POINTS / dpi, height)
        content = self._stream(b"", b"q %s cm /I Do Q\n%s" % (_laid(page.turn, width, height), text), packed=True)
        resources = b"/XObject << /I %d 0 R >>" % picture
        if fonts:
            resources += b" /Font << %s >>" % b" ".join(b"/F%d %d 0 R" % (block, self._fonts[block])
                                                        for block in sorted(fonts))
        self._pages.append(self._object(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s %s] /Resources << %s >> /Contents %d 0 R >>"
            % (_number(width), _number(height), resources, content)))
        self._labels.append(page.label)

    def _picture(self, data: bytes, width: int, height: int, bits: int, samples: int) -> int:
        """The very bytes of a JPEG as an image."""
        colours = _COLOURS[samples]
        profile, inverted = _profile(data), False
        for segment in segments(data):
            if segment.marker == 0xEE and segment.content[:5] == b"Adobe" and samples == 4:
                inverted = True  # Photoshop's CMYK is the other way round.
        if profile:
            colours = b"[/ICCBased %d 0 R]" % self._icc(profile, samples)
        decode = b" /Decode [1 0 1 0 1 0 1 0]" if inverted else b""
        return self._stream(
            b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d /ColorSpace %s "
            b"/Filter /DCTDecode%s " % (width, height, bits, colours, decode), data)

    def _icc(self, profile: bytes, samples: int) -> int:
        """A colour profile, which the pages of a batch share."""
        key = md5(profile, usedforsecurity=False).digest() + bytes([samples])
        if key not in self._profiles:
            self._profiles[key] = self._stream(
                b"/N %d /Alternate %s " % (samples, _COLOURS[samples]), profile, packed=True)
        return self._profiles[key]

    def _text(self, words: Iterable[Word], scale: float, height: float) -> tuple[bytes, set[int]]:
        """What makes words be found and selected where they stand, unpainted; the fonts it needs."""
        lines, used = [], set()
        for word in words:
            parts = _parts(word.text)
            if not parts or word.width <= 0 or word.height <= 0:
                continue
            size = word.height * scale
            stretch = 100 * word.width * scale / (len(word.text) * size * _ADVANCE)
            start = word.left + word.width if word.backwards else word.left
            lines.append(b"%d 0 0 1 %s %s Tm %s Tz" % (
                -1 if word.backwards else 1, _number(start * scale),
                _number(height - (word.top + word.height) * scale), _number(stretch)))
            for block, codes in parts:
                used.add(block)
                if block not in self._fonts:
                    self._fonts[block] = self._font(block)
                lines.append(b"/F%d %s Tf <%s> Tj" % (block, _number(size), codes.hex().encode()))
        return (b"BT 3 Tr\n%s\nET\n" % b"\n".join(lines) if lines else b""), used

    def _font(self, block: int) -> int:
        """A font of 256 characters of one size and no shape, that says which characters they are."""
        told = b"".join(_told(block, codes) for codes in (range(100), range(100, 200), range(200, _BLOCK)))
        unicode = self._stream(b"", _CMAP % told, packed=True)
        empty = self._stream(b"", b"%d 0 d0" % round(1000 * _ADVANCE))
        names = b" ".join(b"/g%02x" % code for code in range(_BLOCK))
        procedures = b" ".join(b"/g%02x %d 0 R" % (code, empty) for code in range(_BLOCK))
        widths = b" ".join([b"%d" % round(1000 * _ADVANCE)] * _BLOCK)
        return self._object(
            b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] "
            b"/FirstChar 0 /LastChar 255 /Widths [%s] /Encoding << /Type /Encoding /Differences [0 %s] >> "
            b"/CharProcs << %s >> /Resources << >> /ToUnicode %d 0 R >>" % (widths, names, procedures, unicode))

    def _close(self) -> None:
        kids = b" ".join(b"%d 0 R" % page for page in self._pages)
        self._put(2, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(self._pages), kids))
        more = b" /Lang %s" % _words(self._language) if self._language else b""
        if any(self._labels):
            nums = b" ".join(b"%d << /P %s >>" % (index, _words(label)) for index, label in enumerate(self._labels))
            more += b" /PageLabels << /Nums [%s] >>" % nums
        self._put(1, b"<< /Type /Catalog /Pages 2 0 R%s >>" % more)
        told = self._object(b"<< /Title %s >>" % _words(self._title)) if self._title else 0
        place, mark = self._at, self._sum.hexdigest()[:32].encode()
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._places))
        for start in self._places[1:]:
            self._write(b"%010d 00000 n \n" % start)
        told_in = b" /Info %d 0 R" % told if told else b""
        self._write(b"trailer\n<< /Size %d /Root 1 0 R%s /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(self._places), told_in, mark, mark, place))

    def _stream(self, words: bytes, data: bytes, *, packed: bool = False) -> int:
        if packed:
            data, words = zlib.compress(data, 6), words + b"/Filter /FlateDecode "
        return self._object(b"<< %s/Length %d >>\nstream\n" % (words, len(data)), data, b"\nendstream")

    def _object(self, *parts: bytes) -> int:
        self._places.append(0)
        number = len(self._places) - 1
        self._put(number, *parts)
        return number

    def _put(self, number: int, *parts: bytes) -> None:
        self._places[number] = self._at
        self._write(b"%d 0 obj\n" % number, *parts, b"\nendobj\n")

    def _write(self, *parts: bytes) -> None:
        for part in parts:
            self._target.write(part)
            self._sum.update(part)
            self._at += len(part)


_ADVANCE = 0.5
"""Of a character, as a part of its font's size; words are stretched to their picture's width."""
_CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange
<00> <ff>
endcodespacerange
%sendcmap CMapName currentdict /CMap defineresource pop end end"""


def _profile(data: bytes) -> bytes:
    """The colour profile of a JPEG, which may lie in several segments; empty without one that befits its samples."""
    parts = {one.content[12]: one.content[14:] for one in segments(data)
             if one.marker == 0xE2 and one.content[:12] == b"ICC_PROFILE\0" and len(one.content) > 14}
    whole = b"".join(parts[number] for number in sorted(parts))
    space = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}.get(frame.samples) if (frame := jpeg_frame(data)) else None
    return whole if len(whole) > 128 and whole[16:20] == space else b""


def _laid(turn: int, width: float, height: float) -> bytes:
    """How an image of one by one is laid on a page, turned clockwise (8.3.4)."""
    return b" ".join(_number(value) for value in {
        0: (width, 0, 0, height, 0, 0), 90: (0, -height, width, 0, 0, height),
        180: (-width, 0, 0, -height, width, height), 270: (0, height, -width, 0, width, 0)}[turn % 360])


def _parts(text: str) -> list[tuple[int, bytes]]:
    """A text as codes of the fonts that its characters are in."""
    found: list[tuple[int, bytearray]] = []
    for sign in text:
        block, code = divmod(ord(sign), _BLOCK)
        if not found or found[-1][0] != block:
            found.append((block, bytearray()))
        found[-1][1].append(code)
    return [(block, bytes(codes)) for block, codes in found]


def _told(block: int, codes: range) -> bytes:
    """Which characters some codes of a font are; a hundred at most (5014.CIDFont_Spec)."""
    rows = b"\n".join(b"<%02x> <%s>" % (code, _utf16(block * _BLOCK + code)) for code in codes)
    return b"%d beginbfchar\n%s\nendbfchar\n" % (len(codes), rows)


def _utf16(code: int) -> bytes:
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return b"FFFD"
    return chr(code).encode("utf-16-be").hex().encode()


def _words(text: str) -> bytes:
    """Words as a string of any script."""
    return b"<FEFF%s>" % text.encode("utf-16-be", "replace").hex().upper().encode()


def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode()

