"""Kinds of work, read from `resources/vocab/works.toml`: how the page and the data of each are written."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from ..config.resources import resource
from .item import Described

PHOTO = "photo"
RECORDED = ("sound", "film")
"""Kinds that people make themselves as often as they digitise those of others."""
UNKNOWN = "unknown"
"""As the maker of a work, or as the year of their death: nobody knows."""


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work; its fields are explained at the head of the file."""

    id: str
    template: str
    rows: tuple[tuple[str, str], ...]
    source: str
    own: bool = False
    main: bool = False
    faithful: bool = False
    published: bool = False
    sound: bool = False
    unknown: str = "author"

    @property
    def writes(self) -> frozenset[str]:
        """The fields that it writes into its template."""
        return frozenset(field for _, field in self.rows if field)


@functools.cache
def works() -> dict[str, Work]:
    """All kinds of work by id."""
    import tomllib  # late: most starts need none

    entries = tomllib.loads(resource("vocab", "works.toml").read_text(encoding="utf-8"))
    return {name: Work(name, **{**entry, "rows": tuple((parameter, field) for parameter, field in entry["rows"])})
            for name, entry in entries.items()}


def work_of(item: Described) -> Work:
    """What an item is a picture, a scan or a recording of; where nobody has said, and of one's own recordings, it is
    written as a photograph is."""
    chosen = item.first("work")
    if chosen not in works() or (chosen in RECORDED and item.own_work):
        chosen = PHOTO
    return works()[chosen]
