"""The XML of eSCL (Mopria's eSCL Technical Specification): read without trust, written as scanners expect it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from ...domain.scanning import MM_PER_INCH, MOST_DPI, Area, Colour, Setup, Tray, Way
from .sane_options import USUAL_DPI

MOST_ELEMENTS, DEEPEST = 20_000, 40
UNIT = 300
"""All lengths are three-hundredths of an inch."""
_LONGEST = round(10_000 * UNIT / MM_PER_INCH)
"""What is longer is no glass."""
MODES = {
    ("RGB24"): (Colour.COLOUR, 8), ("RGB48"): (Colour.COLOUR, 16), ("Grayscale8"): (Colour.GRAY, 8),
    ("Grayscale16"): (Colour.GRAY, 16), ("BlackAndWhite1"): (Colour.LINES, 1),
}
"""Colours and bits by the names of colour modes."""
FORMATS = ("image/tiff", "image/png", "image/jpeg")
"""Formats that are taken, those without loss first; a PDF is none of a page."""
_INPUTS = {
    "PlatenInputCaps": Way.GLASS, "AdfSimplexInputCaps": Way.FEEDER, "AdfDuplexInputCaps": Way.DUPLEX,
}


@dataclass
class Node:
    """An element: its local name, its text, and what is in it."""

    name: str
    text: str = ""
    inside: list[Node] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Node]:
        """All elements of a name at any depth, in their order."""
        for node in self.inside:
            if node.name == name:
                yield node
            yield from node.all(name)

    def first(self, name: str) -> str:
        """The text of the first element of a name, "" without one."""
        return next((node.text.strip() for node in self.all(name)), "")

    def number(self, name: str) -> int:
        """The number that the first element of a name holds, 0 without one."""
        text = self.first(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0


def parse(data: bytes) -> Node:
    """The root of a document. Raises ValueError for what is none, or more than any device has to say."""
    root = Node("")
    path, count = [root], 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MOST_ELEMENTS or len(path) > DEEPEST:
            raise ValueError("too much")
        node = Node(name.rpartition(" ")[2])
        path[-1].inside.append(node)
        path.append(node)

    def text(found: str) -> None:
        path[-1].text += found

    def refuse(*_: Any) -> None:
        # What declares a document type may want to be expanded to gigabytes, or to read our files.
        raise ValueError("document type")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    parser.EndElementHandler = lambda name: path.pop() and None
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError) as error:  # LookupError: an encoding that nobody knows
        raise ValueError(str(error)) from error
    return root


@dataclass(frozen=True, slots=True)
class Input:
    """One way of a device with what is needed to ask for it: its formats, and its largest area in units."""

    tray: Tray
    formats: tuple[str, ...]
    width: int
    height: int


def inputs(root: Node) -> list[Input]:
    """The ways of a device by its ScannerCapabilities."""
    found: list[Input] = []
    for name, way in _INPUTS.items():
        for caps in root.all(name):
            width, height = caps.number("MaxWidth"), caps.number("MaxHeight")
            modes = [MODES[node.text.strip()] for node in caps.all("ColorMode") if node.text.strip() in MODES]
            formats = _formats(caps)
            dpi, between = _resolutions(caps)
            if not (0 < width < _LONGEST and 0 < height < _LONGEST and modes and dpi) or _is_pdf_only(formats):
                continue
            depths = tuple(sorted({bits for _, bits in modes if bits > 1})) or (8,)
            colours = tuple(colour for colour in Colour if colour in {colour for colour, _ in modes})
            tray = Tray(way, dpi, depths, colours, _mm(width), _mm(height), between)
            found.append(Input(tray, tuple(kind for kind in FORMATS if kind in formats), width, height))
    return found


def gives_pdf_only(root: Node) -> bool:
    """Whether a device has ways, and gives nothing but PDFs in each: they may hold several pages, drawn anew."""
    found = [_formats(caps) for name in _INPUTS for caps in root.all(name)]
    return bool(found) and all(map(_is_pdf_only, found))


def _formats(caps: Node) -> set[str]:
    return {node.text.strip().lower() for kind in ("DocumentFormatExt", "DocumentFormat") for node in caps.all(kind)}


def _is_pdf_only(formats: set[str]) -> bool:
    return "application/pdf" in formats and not formats.intersection(FORMATS)


def _resolutions(caps: Node) -> tuple[tuple[int, ...], bool]:
    exact = sorted({node.number("XResolution") for node in caps.all("DiscreteResolution")
                    if 0 < node.number("XResolution") <= MOST_DPI
                    and node.number("XResolution") == node.number("YResolution")})
    if exact:
        return tuple(exact), False
    span = next(caps.all("XResolutionRange"), None)
    if span is None or not 0 < span.number("Min") <= span.number("Max") <= MOST_DPI:
        return (), False
    least, most, step = span.number("Min"), span.number("Max"), span.number("Step") or 1
    if step > 1:
        return tuple(range(least, most + 1, step))[:200], False
    return tuple(sorted({least, most, *(dpi for dpi in USUAL_DPI if least <= dpi <= most)})), True


def _mm(units: int) -> float:
    return round(units * MM_PER_INCH / UNIT, 2)


def units(area: Area | None, known: Input) -> tuple[int, int, int, int]:
    """Left, top, width and height of an area in units, inside of what the device has; all of it without one."""
    if area is None:
        return 0, 0, known.width, known.height
    left, top, width, height = (
        round(length * UNIT / MM_PER_INCH) for length in (area.left, area.top, area.width, area.height))
    left, top = min(left, known.width - 1), min(top, known.height - 1)
    return left, top, max(1, min(width, known.width - left)), max(1, min(height, known.height - top))


def settings(setup: Setup, known: Input, region: tuple[int, int, int, int]) -> tuple[bytes, str]:
    """The ScanSettings of a job, and the format that is asked for."""
    mode = next((name for name, what in MODES.items() if what == (setup.colour, setup.depth)),
                next(name for name, what in MODES.items() if what[0] is setup.colour))
    wish = dict(setup.extra).get("format", "")
    form = wish if wish in known.formats else (known.formats or (FORMATS[-1],))[0]
    left, top, width, height = region
    source = "Platen" if setup.way is Way.GLASS else "Feeder"
    duplex = "" if setup.way is Way.GLASS else f"<scan:Duplex>{str(setup.way is Way.DUPLEX).lower()}</scan:Duplex>"
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" \
xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03">
<pwg:Version>2.0</pwg:Version>
<pwg:ScanRegions><pwg:ScanRegion>
<pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>
<pwg:XOffset>{left}</pwg:XOffset><pwg:YOffset>{top}</pwg:YOffset>
<pwg:Width>{width}</pwg:Width><pwg:Height>{height}</pwg:Height>
</pwg:ScanRegion></pwg:ScanRegions>
<pwg:InputSource>{source}</pwg:InputSource>
<scan:ColorMode>{mode}</scan:ColorMode>
<scan:XResolution>{setup.dpi}</scan:XResolution><scan:YResolution>{setup.dpi}</scan:YResolution>
<pwg:DocumentFormat>{form}</pwg:DocumentFormat><scan:DocumentFormatExt>{form}</scan:DocumentFormatExt>
{duplex}</scan:ScanSettings>
"""
    return text.encode(), form
