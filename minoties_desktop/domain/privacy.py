"""What an activity withholds of its photographs, in the files and in all that is written beside them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from . import positions
from .item import Described
from .positions import Position

KEEP = "keep"
COARSEN, REMOVE = "coarsen-position", "remove-position"
SERIALS, OWNER, NAMES = "remove-serials", "remove-owner", "remove-names"
THUMBNAIL, MAKER_NOTES = "remove-thumbnail", "remove-makernotes"
WISHES = (COARSEN, REMOVE, SERIALS, OWNER, NAMES, THUMBNAIL, MAKER_NOTES)
"""Everything that can be withheld."""
GRID = 0.01
"""Degrees of latitude between two coarse positions: about 1.1 km."""
_TELLING = frozenset({COARSEN, REMOVE, SERIALS, OWNER, NAMES})
_POSITIONS = ("camera_position", "subject_position")


def parse(text: str) -> frozenset[str]:
    """The wishes in a text, by spaces or commas; `keep` is none. Raises ValueError for another word, and for both
    a coarse position and none."""
    words = frozenset(text.replace(",", " ").split()) - {KEEP}
    if words - set(WISHES) or {COARSEN, REMOVE} <= words:
        raise ValueError(text)
    return words


def whole(wishes: frozenset[str]) -> frozenset[str]:
    """The wishes with what has to go along: makers' notes, which nobody can read whole, may repeat position, serial
    number and owner."""
    return wishes | {MAKER_NOTES} if wishes & _TELLING else wishes


def is_strict(wishes: frozenset[str]) -> bool:
    """Whether only what is known to be harmless stays in a file: as soon as anything is withheld that may tell who.
    The names of those in the picture, which other programs write in many ways, stay in no such file."""
    return bool(wishes - {THUMBNAIL})


def wishes_of(activity: Mapping[str, Any]) -> frozenset[str]:
    """What an activity's row withholds, with what goes along; nothing for no activity."""
    return whole(parse(activity.get("privacy") or ""))


def coarse(position: Position) -> Position:
    """The nearest position of a grid of about 1.1 km, the same for all that are near it.

    Away from the equator the grid is wider in degrees of longitude, so that it does not become finer on the ground.
    """
    latitude = round(position.latitude / GRID) * GRID
    step = GRID * min(1000, math.ceil(1 / max(1e-9, math.cos(math.radians(min(90.0, abs(latitude)))))))
    longitude = round(position.longitude / step) * step
    return Position(round(max(-90.0, min(90.0, latitude)), 2), round((longitude + 540) % 360 - 180, 2))


def public(item: Described, wishes: frozenset[str]) -> Described:
    """The item as strangers may see it: what leaves its file leaves page text and structured data too."""
    if not wishes & {COARSEN, REMOVE}:
        return item
    values = {name: found for name, found in item.values.items() if name not in (*_POSITIONS, "heading")}
    if COARSEN in wishes:
        for name in _POSITIONS:
            found = tuple(value._replace(text=_coarse_text(value.text)) for value in item.all(name))
            if found := tuple(value for value in found if value.text):
                values[name] = found
    return replace(item, values=values)


def _coarse_text(text: str) -> str:
    try:
        return coarse(positions.parse(text)).text
    except ValueError:
        return ""
