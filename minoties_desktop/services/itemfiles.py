"""The files of one item, and the items that lie on its stack."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..store import inspection
from .library import Library
from .lists import Lists


@dataclass(frozen=True, slots=True)
class ItemFile:
    """One file: what it is to the item (master, companion, derivative, former), of which page, its name, MIME type,
    bytes, pixels (0 if it has none), pages in it, SHA-256 and what it is called as a page ("" if it is no scan)."""

    role: str
    page: int
    name: str
    mime: str
    size: int
    width: int
    height: int
    pages: int
    sha256: str
    label: str


@dataclass(frozen=True, slots=True)
class Beside:
    """An item on the same stack: its id, name and thumbnail."""

    item: str
    name: str
    picture: Path | None


@dataclass(frozen=True, slots=True)
class Found:
    """What belongs to an item: its thumbnail, its files in order, and the whole stack it lies on, if any."""

    item: str
    picture: Path | None
    files: tuple[ItemFile, ...]
    stack: tuple[Beside, ...]


def found(library: Library, item: str) -> Found:
    """The files of an item and its stack."""
    database = library.database
    stack = inspection.stacked_with(database, item)
    pictures = Lists(library).thumbnails([item, *(other for other, _ in stack)])
    return Found(item, pictures.get(item), tuple(ItemFile(**row) for row in inspection.item_files(database, item)),
                 tuple(Beside(other, name, pictures.get(other)) for other, name in stack))
