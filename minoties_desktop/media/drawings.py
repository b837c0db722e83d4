"""SVG, GIMP's XCF and STL: what their beginnings say, and whether they are whole."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

import resvg_py

from ..config.messages import Message
from ..domain.errors import Refused
from .faults import damaged

_LARGEST = 32 << 20
_LENGTH = re.compile(r"\s*([0-9.]+(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*")
_UNITS = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
_INSIDE = re.compile(r"\s*(#|data:image/(png|jpe?g|gif|webp)[;,]|$)", re.IGNORECASE)
_REACHING = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|['\"]|data:image/)[^)\s]", re.IGNORECASE)
_DEEPEST = 256


def svg(path: Path) -> tuple[int, int]:
    """The size of a drawing in pixels. Raises Refused for one that is not whole, and for what Commons refuses in SVG:
    scripts, and anything that reaches outside of the file (commons-contract, section 6)."""
    if path.stat().st_size > _LARGEST:
        raise Refused(Message("media-too-long"), Message("media-svg-remedy"), code="too-long")
    checked = _Svg()
    try:
        checked.parser.Parse(path.read_bytes(), True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error
    if not checked.is_drawing:
        raise damaged()
    return checked.size


class _Svg:
    """What is wrong in a drawing, found while it is read; entities that could grow are none."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction
        self.is_drawing, self.size = False, (1, 1)
        self._path: list[str] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2].lower()
        if not self._path:
            self.is_drawing = name == "svg"
            self.size = _size(attributes)
        self._path.append(name)
        if len(self._path) > _DEEPEST:
            raise damaged()
        if name in ("script", "handler", "listener"):
            raise _active()
        for key, value in attributes.items():
            key = key.rpartition(" ")[2].lower()
            if key.startswith("on") or "javascript:" in re.sub(r"\s", "", value.lower()):
                raise _active()
            link = key in ("href", "src") and not _INSIDE.match(value)
            if (link and not (name == "a" and value.lower().startswith(("http://", "https://")))) \
                    or (key not in ("href", "src") and _REACHING.search(value)):
                raise _reaching()

    def _end(self, name: str) -> None:
        self._path.pop()

    def _text(self, data: str) -> None:
        if self._path and self._path[-1] == "style" and _REACHING.search(data):
            raise _reaching()

    def _entity(self, name: str, parameter: bool, value: str | None, *_: object) -> None:
        if value is None or "&" in value or "%" in value or len(value) > 255:
            raise _reaching()

    def _instruction(self, target: str, data: str) -> None:
        if target.lower() == "xml-stylesheet":
            raise _reaching()


def _active() -> Refused:
    return Refused(Message("media-svg-script"), Message("media-svg-remedy"), code="svg-script")


def _reaching() -> Refused:
    return Refused(Message("media-svg-outside"), Message("media-svg-remedy"), code="svg-outside")


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    sides = [_pixels(attributes.get(side, "")) for side in ("width", "height")]
    box = [_pixels(part) for part in re.split(r"[\s,]+", attributes.get("viewBox", "").strip())]
    if len(box) == 4 and box[2] and box[3]:
        if not sides[0] and not sides[1]:
            sides = box[2:]
        sides = [sides[0] or sides[1] * box[2] / box[3], sides[1] or sides[0] * box[3] / box[2]]
    # Without any size, browsers and MediaWiki draw it 512 pixels wide.
    return tuple(max(1, round(min(1 << 20, side or 512))) for side in sides)


def _pixels(text: str) -> float:
    match = _LENGTH.fullmatch(text)
    try:
        found = float(match[1]) * _UNITS[match[2]] if match else 0.0
    except ValueError:
        return 0.0
    return found if math.isfinite(found) else 0.0


def svg_picture(path: Path, width: int, height: int, edge: int) -> bytes:
    """A drawing as PNG, its longer side `edge` pixels, on white."""
    wide, high = (edge, max(1, edge * height // width)) if width >= height else (max(1, edge * width // height), edge)
    try:
        return resvg_py.svg_to_bytes(
            svg_string=path.read_text(encoding="utf-8"), width=wide, height=high, background="#ffffff")
    except (ValueError, UnicodeDecodeError) as error:
        raise damaged() from error


def xcf(path: Path) -> tuple[int, int]:
    """The pixels of a picture of GIMP's. Raises Refused when something that it points to is not there."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(9)
        version = file.read(5)
        long = version[:1] == b"v" and version[1:4].isdigit() and int(version[1:4]) >= 11
        file.seek(14)
        try:
            width, height, _ = struct.unpack(">III", file.read(12))
            if long or int(version[1:4] or 0) >= 4:
                file.read(4)  # the precision
            _skip_properties(file, size)
            layers = list(_pointers(file, long))
            for place in (*layers, *_pointers(file, long)):
                _walk_xcf(file, place, size, long)
        except (struct.error, ValueError, OverflowError) as error:
            raise damaged() from error
    if not layers:
        raise damaged()
    return width, height


def _skip_properties(file: BinaryIO, size: int) -> None:
    while True:
        kind, length = struct.unpack(">II", file.read(8))
        if not kind:
            return
        if file.tell() + length > size:
            raise ValueError(length)
        file.seek(length, 1)


def _pointers(file: BinaryIO, long: bool) -> Iterator[int]:
    form = ">Q" if long else ">I"
    while place := struct.unpack(form, file.read(8 if long else 4))[0]:
        yield place


def _walk_xcf(file: BinaryIO, layer: int, size: int, long: bool) -> None:
    """A layer or channel, its levels and tiles: raises ValueError or struct.error if one of them lies outside."""
    _seek(file, layer, size)
    file.read(8)
    kind = file.read(4)
    (length,) = struct.unpack(">I", file.read(4) if struct.unpack(">I", kind)[0] < 1000 else kind)
    file.seek(length, 1)
    _skip_properties(file, size)
    hierarchy = next(_pointers(file, long), 0)
    _seek(file, hierarchy, size)
    file.read(12)
    _seek(file, next(_pointers(file, long), 0), size)
    file.read(8)
    for tile in _pointers(file, long):
        if tile >= size:
            raise ValueError(tile)


def _seek(file: BinaryIO, place: int, size: int) -> None:
    if not 0 < place < size:
        raise ValueError(place)
    file.seek(place)


def stl(path: Path) -> int:
    """The number of facets of a shape. Raises Refused when there are more or fewer than it says."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(84)
        facets = struct.unpack_from("<I", head, 80)[0] if len(head) == 84 else 0
        if facets and 84 + 50 * facets == size:
            return facets
        file.seek(max(0, size - 200))
        whole = head.lstrip().startswith(b"solid") and b"endsolid" in file.read()
    if not whole:
        raise damaged()
    return 0
