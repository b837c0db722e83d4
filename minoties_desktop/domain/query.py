"""Which items are wanted, and in which order: the language of `minoties items`, of chips and of saved searches."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from ..config.messages import Message
from . import positions
from .errors import UsageFault
from .fields import BY_ID
from .positions import Position
from .states import ItemState

SORTS = ("taken", "title", "added")
REACH_KM = 1.0
"""How far from a position is near, unless it is said."""
_FARTHEST_KM = 20_000.0
_DAY = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_DAYS = re.compile(rf"(?P<first>{_DAY})?(?:(?P<to>\.\.)(?P<last>{_DAY})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Query:
    """What to list; "" wants anything of a part.

    `activity` and `institution` are ids; `problem` is a code; `words` begin words of the texts; `imports` are ids
    parted by blanks; `missing` is a field, or a field and a language after a colon; `date` is a day, a month, a year,
    or two of them with `..` between; `place` is the name of the place where it was made, or of the
    populated place that the camera or what it shows is nearest to; `near` is `lat,lon` or
    `lat,lon,km`; `person` is portrayed, `author` took it (a name or an id); `rating` is the least number of stars, "0"
    for none; `flag` and `label` may be "none"; `there` is "yes" for what a wiki has the bytes of.
    """

    activity: str = ""
    state: str = ""
    problem: str = ""
    words: str = ""
    imports: str = ""
    missing: str = ""
    date: str = ""
    place: str = ""
    near: str = ""
    person: str = ""
    author: str = ""
    rating: str = ""
    flag: str = ""
    label: str = ""
    institution: str = ""
    there: str = ""
    sort: str = "taken"
    reverse: bool = False

    @property
    def parts(self) -> dict[str, str]:
        """The parts that narrow it, by name; neither order nor direction."""
        return {name: value for name in PARTS if (value := getattr(self, name))}

    def to_json(self) -> dict[str, str]:
        """What is kept of it: its parts, and its order where that is not the usual one."""
        return self.parts | ({"sort": self.sort} if self.sort != SORTS[0] else {})


PARTS: tuple[str, ...] = tuple(one.name for one in fields(Query) if one.name not in ("sort", "reverse"))
"""What a filter is made of, in the order of the chips."""
_TYPED = frozenset(PARTS) - {"words", "imports"} | {"sort"}


def from_json(kept: Any) -> Query:
    """A Query from what was kept; what can't be is left out."""
    if not isinstance(kept, dict):
        return Query()
    texts = {name: value for name, value in kept.items() if name in (*PARTS, "sort") and isinstance(value, str)}
    return Query(**{name: value for name, value in texts.items() if _can_be(name, value)})


def _can_be(name: str, value: str) -> bool:
    try:
        check(name, value)
    except UsageFault:
        return False
    return name != "sort" or value in SORTS


def parse(text: str) -> Query:
    """A Query from words and from parts, as `state:ready` or `place:"San José"`.

    Raises UsageFault for a state, an order, or the value of another part that there is none of.
    """
    try:
        parts = shlex.split(text)
    except ValueError:
        parts = text.split()
    found: dict[str, str] = {}
    words = []
    for part in parts:
        name, colon, value = part.partition(":")
        if colon and name in _TYPED:
            found[name] = value.strip()
        else:
            words.append(part)
    for name, value in found.items():
        check(name, value)
    return Query(words=" ".join(words), **found)


def check(name: str, value: str) -> None:
    """Raises UsageFault for a value that a part of a query can't have, naming what it may be."""
    if name == "state" and value not in ("", *ItemState):
        raise UsageFault(Message("error-unknown-state", value, ", ".join(ItemState)), code="unknown-state")
    if name == "sort" and value not in SORTS:
        raise UsageFault(Message("error-unknown-sort", value, ", ".join(SORTS)), code="unknown-sort")
    if value and name in _CHECKS and not _CHECKS[name](value):
        raise UsageFault(Message("error-filter-value", f"{name}:{value}"),
                         Message("error-filter-value-remedy", f"{name}:{_EXAMPLES[name]}"),
                         code="filter-value")


def days(text: str) -> tuple[str, str] | None:
    """The first and the last day, month or year that a `date` means, "" for no end; None for what is none."""
    match = _DAYS.fullmatch(text)
    if match is None or not (match["first"] or match["last"]):
        return None
    first, last = match["first"] or "", match["last"] or ""
    return (first, last) if match["to"] else (first, first)


def reach(text: str) -> tuple[Position, float] | None:
    """The position and the kilometres that `near` means, None for what is none."""
    parts = text.split(",")
    try:
        position = positions.parse(",".join(parts[:2]))
        kilometres = float(parts[2]) if len(parts) == 3 else REACH_KM
    except ValueError:
        return None
    return (position, kilometres) if len(parts) <= 3 and 0 < kilometres <= _FARTHEST_KM else None


_CHECKS: Mapping[str, Callable[[str], object]] = {
    "missing": lambda value: value.partition(":")[0] in BY_ID, "date": days, "near": reach,
    "rating": lambda value: value in tuple("012345"), "flag": lambda value: value in ("pick", "reject", "none"),
    "label": lambda value: value in (*"6789", "none"), "there": lambda value: value == "yes",
}
_EXAMPLES = {"missing": "caption:es", "date": "2026-11", "near": "-38.74,-72.59,5", "rating": "4", "flag": "pick",
             "label": "7", "there": "yes"}
