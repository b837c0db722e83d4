"""The scanning desk's words: devices and what they can, how they are set up, pages and how they are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from ..config.messages import Message
from .errors import AskPerson
from .shaping import Box, Shape

MM_PER_INCH = 25.4
MOST_DPI = 20_000
LONGEST_NAME = 80
AGREES = 0.01
"""Of a number of dots per inch that two may differ by: devices begin and end a page where a line does."""
_OPTION = re.compile(r"[a-z][a-z0-9-]*")


class Failure(StrEnum):
    """Why a scanner gave no page: all that a person has to tell apart."""

    JAM = "jam"
    COVER = "cover"
    EMPTY = "empty"
    BUSY = "busy"
    UNPLUGGED = "unplugged"
    UNKNOWN = "unknown"


def stopped(failure: Failure, device: str, said: str = "") -> AskPerson:
    """A scanner's failure in words: its name for people, and what it said itself where nothing else is known."""
    key = f"scan-{failure}"
    return AskPerson(key, Message(key, device, said), Message(f"{key}-remedy"))


class Colour(StrEnum):
    """What a sample is: three colours, a grey, or black and white."""

    COLOUR = "colour"
    GRAY = "gray"
    LINES = "lines"


class Way(StrEnum):
    """Where a sheet lies: on the glass, in the feeder for its front, in the feeder for both of its sides."""

    GLASS = "glass"
    FEEDER = "feeder"
    DUPLEX = "duplex"


class Sides(StrEnum):
    """In which order the sides of fed sheets come: as they are read, backs before fronts, or all fronts and then, with
    the stack turned over, all backs from the last to the first."""

    AS_READ = "as_read"
    BACK_FIRST = "back_first"
    BACKS_AFTER = "backs_after"


class Leaf(StrEnum):
    """What a page is in its volume; a target and a slip belong to the work and are left out of what is published."""

    PAGE = "page"
    COVER = "cover"
    BLANK = "blank"
    TARGET = "target"
    SLIP = "slip"


UNPUBLISHED = frozenset({Leaf.TARGET, Leaf.SLIP})


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the glass in millimetres, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @classmethod
    def from_json(cls, found: Any) -> Area:
        """An area as it was stored. Raises ValueError for what is none."""
        area = cls(*(float(found[name]) for name in ("left", "top", "width", "height")))
        if not (0 <= area.left < 10_000 and 0 <= area.top < 10_000 and 0 < area.width < 10_000 and
                0 < area.height < 10_000):
            raise ValueError("area")
        return area


@dataclass(frozen=True, slots=True)
class Device:
    """A scanner: `id` (sane:NAME or escl:ADDRESS) is what it is opened by, the rest is for people."""

    id: str
    maker: str = ""
    model: str = ""

    @property
    def name(self) -> str:
        """What it is called, its id where it says nothing of itself."""
        maker, model = _plain(self.maker), _plain(self.model)
        if model.casefold().startswith(maker.casefold()):
            return model or self.id
        return f"{maker} {model}".strip() or self.id


def _plain(text: str) -> str:
    """What a device says of itself, in one short line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Tray:
    """What a device can in one of its ways: dpi (ascending), bits of a sample, colours, and its size in millimetres.

    `between` tells that every dpi from the first to the last is possible; a size of 0 by 0 that nothing is measured.
    """

    way: Way
    dpi: tuple[int, ...]
    depths: tuple[int, ...]
    colours: tuple[Colour, ...]
    width: float
    height: float
    between: bool = False


@dataclass(frozen=True, slots=True)
class Capabilities:
    """All that a device can, way by way; `advice` is what there is to be said of how it is reached."""

    device: Device
    trays: tuple[Tray, ...]
    advice: tuple[Message, ...] = ()

    def tray(self, way: Way) -> Tray | None:
        """What it can in one way, None where it has no such."""
        return next((tray for tray in self.trays if tray.way is way), None)


@dataclass(frozen=True, slots=True)
class Setup:
    """How a device is to scan. No `areas` are the whole of it; several are a page each, in that order.

    `dpi` is dots per inch, `depth` bits of a sample (8 or 16; 1 for lines), `extra` are options of the device's own
    driver by their names there, `called` is what people know the device as.
    """

    device: str = ""
    way: Way = Way.GLASS
    dpi: int = 300
    depth: int = 8
    colour: Colour = Colour.COLOUR
    areas: tuple[Area, ...] = ()
    sides: Sides = Sides.AS_READ
    extra: tuple[tuple[str, str], ...] = ()
    called: str = ""

    def to_json(self) -> dict[str, Any]:
        """All of it, to be stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, found: Any) -> Setup:
        """A setup as it was stored. Raises ValueError, KeyError or TypeError for what is none."""
        areas = tuple(Area.from_json(area) for area in found.get("areas", ()))
        made = cls(str(found["device"]), Way(found["way"]), int(found["dpi"]), int(found["depth"]),
                   Colour(found["colour"]), areas, Sides(found.get("sides", Sides.AS_READ)),
                   tuple((str(name), str(value)) for name, value in found.get("extra", ())),
                   str(found.get("called", "")))
        if not all(_OPTION.fullmatch(name) for name, _ in made.extra):
            raise ValueError("extra")
        if not (0 < made.dpi <= MOST_DPI and made.depth in (1, 8, 16)):
            raise ValueError("setup")
        return made


@dataclass(frozen=True, slots=True)
class Profile:
    """A setup under a name; `id` is "" until it is kept."""

    id: str
    name: str
    setup: Setup


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an item as it was scanned.

    `id` is its file's; `number` its place in the item from 1, 0 for one that was retaken or removed; `label` its folio
    or page number ("5v", "12", "" for none); `jump` tells that what is missing before it is not there in the volume
    either. `path` is relative to the library; `dpi` is what the pixels and the scanned area come to, `told` what the
    file says of itself (0 where it says nothing), `bits` those of a sample. `area` is what of the glass was scanned,
    None where unknown, `advice` what there is to be said of the file. `retaken` counts earlier scans of this place;
    `shape` is how the page that is published is made of it.
    """

    id: str
    item: str
    number: int
    label: str
    leaf: Leaf
    jump: bool
    path: str
    mime: str
    size: int
    sha1: str
    sha256: str
    width: int
    height: int
    dpi: int
    told: int
    bits: int
    colour: Colour
    area: Area | None
    session: str
    device: str
    scanned: str
    retaken: int = 0
    shape: Shape = field(default_factory=Shape)
    advice: tuple[Message, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen in the preview of a page.

    `slips` are the texts of codes in the frame, `skew` is by how many degrees clockwise it is to be straightened, and
    `areas` are where pages or pictures lie, left, top, right and bottom in fractions, in reading order; one that fills
    the frame is told as well.
    """

    slips: tuple[str, ...] = ()
    is_blank: bool = False
    skew: float = 0.0
    areas: tuple[Box, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """All of it, for another process."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Seen:
        """What another process told."""
        return cls(tuple(told["slips"]), told["is_blank"], told["skew"], tuple(Box(*area) for area in told["areas"]))


@dataclass(frozen=True, slots=True)
class Gap:
    """Labels that seem to be missing before a page (its id)."""

    before: str
    labels: tuple[str, ...]


MOST_MISSING = 20
"""More labels than this between two pages are no gap, but another way of counting."""


def next_label(label: str) -> str:
    """The label that follows one: 5r is followed by 5v, 5v by 6r, 12 by 13; "" where nobody can tell."""
    counted = _counted(label)
    if counted is None:
        return ""
    number, side, ahead = counted
    match side:
        case "r":
            return f"{ahead}{number}v"
        case "v":
            return f"{ahead}{number + 1}r"
    return f"{ahead}{number + 1}"


def missing(labels: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """By the place of a label in a sequence (from 0), those that seem to be missing before it."""
    found: dict[int, tuple[str, ...]] = {}
    before = ""
    for place, label in enumerate(labels):
        if before and label:
            between = _between(before, label)
            if between:
                found[place] = between
        before = label or before
    return found


def is_back(label: str, first: str) -> bool:
    """Whether a label is a leaf's second side, where `first` is a first one; nobody can tell of what is not counted."""
    one, other = _counted(label), _counted(first)
    if one is None or one[1]:
        return one is not None and one[1] == "v"
    return other is not None and (one[0] - other[0]) % 2 == 1


def next_number(inventory: str) -> str:
    """The inventory number that follows one: PL-012 is followed by PL-013; "" where nobody can tell."""
    digits = len(inventory) - len(inventory.rstrip("0123456789"))
    if not 0 < digits <= 18:
        return ""
    return inventory[:-digits] + str(int(inventory[-digits:]) + 1).zfill(digits)


def _between(first: str, last: str) -> tuple[str, ...]:
    one, other = _counted(first), _counted(last)
    if one is None or other is None or bool(one[1]) != bool(other[1]) or one[2] != other[2]:
        return ()
    found: list[str] = []
    label = next_label(first)
    while label != last and len(found) <= MOST_MISSING:
        found.append(label)
        label = next_label(label)
    return tuple(found) if len(found) <= MOST_MISSING else ()


def _counted(label: str) -> tuple[int, str, str] | None:
    """The number of a label, its side (r, v, or ""), and what stands before the number; None where none is counted."""
    side = label[-1:] if label[-1:] in ("r", "v") else ""
    rest = label[:-1] if side else label
    digits = len(rest) - len(rest.rstrip("0123456789"))
    if not 0 < digits <= 9:
        return None
    return int(rest[-digits:]), side, rest[:-digits]


def run_of(labels: Sequence[str], start: int) -> int:
    """How many labels from a place on follow one another without a gap."""
    end = start + 1
    while end < len(labels) and labels[end] and labels[end] == next_label(labels[end - 1]):
        end += 1
    return end - start


def bytes_of(setup: Setup, area: Area | None) -> int:
    """About how many bytes the samples of a page have; of a page that nobody measures, those of a camera's picture."""
    if area is None:
        return 100_000_000
    pixels = area.width * area.height * (setup.dpi / MM_PER_INCH) ** 2
    return round(pixels * (3 if setup.colour is Colour.COLOUR else 1) * setup.depth / 8)


def dpi_of(setup_dpi: int, area: Area, width: int, height: int) -> int:
    """The dots per inch that a page of an area really has, by its pixels; what was asked for where they agree.

    A feeder may end a page before its area does: then one of its sides agrees.
    """
    across, down = width * MM_PER_INCH / area.width, height * MM_PER_INCH / area.height
    if any(abs(found - setup_dpi) <= max(setup_dpi * AGREES, setup_dpi * 2 / min(width, height))
           for found in (across, down)):
        return setup_dpi
    if abs(across - down) <= across * 2 * AGREES:
        return max(1, round((across + down) / 2))
    return setup_dpi
