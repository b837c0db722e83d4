"""What `scanimage --all-options` says of a device."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...domain.scanning import Colour, Way

_OPTION = re.compile(r"^ {4}(--?[a-zA-Z0-9][\w-]*)[ =]?(.*?)(?: \[([^\[\]]*)\])?\s*$")
_RANGE = re.compile(r"^(-?[\d.]+)\.\.(-?[\d.]+)([a-z%]*)(?: \(in steps of ([\d.]+)\))?")
_UNIT = re.compile(r"(?<=\d)(?:dpi|mm|bit|pel|us|%)$")
USUAL_DPI = (75, 100, 150, 200, 300, 400, 600, 800, 1200, 2400, 4800)
"""Offered of a device that can do any number of dots per inch between two."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its choices, or its least and most with the step between (0 for none), and what it is now.

    What is `inactive` cannot be set as the others are set.
    """

    name: str
    choices: tuple[str, ...] = ()
    least: float = 0.0
    most: float = 0.0
    step: float = 0.0
    now: str = ""
    inactive: bool = False


def parse(text: str) -> dict[str, Option]:
    """The options in what scanimage prints, by name."""
    found = (_option(match) for match in map(_OPTION.match, text.splitlines()) if match)
    return {option.name: option for option in found}


def _option(match: re.Match[str]) -> Option:
    name, told, now = match[1], match[2].strip(), match[3] or ""
    inactive = now == "inactive"
    if span := _RANGE.match(told):
        return Option(name, least=float(span[1]), most=float(span[2]), step=float(span[4] or 0), now=now,
                      inactive=inactive)
    if told.startswith("[=(") and told.endswith(")]"):
        told = told[3:-2]
    return Option(name, tuple(_UNIT.sub("", choice) for choice in told.split("|") if choice), now=now,
                  inactive=inactive)


def way_of(source: str) -> Way | None:
    """Where a source of SANE's takes sheets from; None for what is no paper's way (transparencies, negatives)."""
    name = source.casefold()
    if any(word in name for word in ("transparency", "negative", "slide", "tpu", "film")):
        return None
    if "duplex" in name:
        return Way.DUPLEX
    if "adf" in name or "feeder" in name:
        return None if "back" in name else Way.FEEDER
    return Way.GLASS


def colour_of(mode: str) -> Colour | None:
    """What a mode of SANE's is; None for what is made of one of them afterwards (halftones, dithering)."""
    name = mode.casefold()
    if "halftone" in name or "dither" in name or "diffusion" in name:
        return None
    if name.startswith(("gray", "grey", "true gray")) or "gray" in name:
        return Colour.GRAY
    if "color" in name or "colour" in name:
        return Colour.COLOUR
    return Colour.LINES if name.startswith(("lineart", "black", "binary", "mono")) else None


def resolutions(option: Option | None) -> tuple[tuple[int, ...], bool]:
    """The dots per inch that there are, ascending, and whether all between the first and the last are possible too."""
    if option is None:
        return (), False
    if option.choices:
        return tuple(sorted({int(float(choice)) for choice in option.choices if _is_number(choice)})), False
    least, most = int(option.least), int(option.most)
    if option.step > 1:
        step = int(option.step)
        return tuple(range(least, most + 1, step))[:200], False
    return (*dict.fromkeys(sorted({least, *(dpi for dpi in USUAL_DPI if least <= dpi <= most), most})),), True


def depths(option: Option | None) -> tuple[int, ...]:
    """The bits of a sample that there are, of those that are kept (8 and 16); 8 where nothing is said."""
    if option is None or option.inactive:
        return (8,)
    if option.choices:
        known = {int(choice) for choice in option.choices if choice.isdecimal()}
    else:
        known = {bits for bits in (8, 16) if option.least <= bits <= option.most}
    return tuple(sorted(known & {8, 16})) or (8,)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()
