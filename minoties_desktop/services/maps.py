"""Maps that a person has added: files of tiles, which stay where they lie and are only read."""

from __future__ import annotations

import base64
import html
import re
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import Fault, UsageFault
from ..store import tiles
from .library import Library

if TYPE_CHECKING:
    from ..media.pool import Pool
    from .tagging import Tagging

TABLE = "tiles"
_KEPT = 400
_MARKUP = re.compile(r"<[^>]*>")
_ATTRIBUTION = 160


@dataclass(frozen=True, slots=True)
class Map:
    """One file: its id, name, path, whose the map is in plain words, the zooms that it has, and whether it is there
    now."""

    id: str
    name: str
    path: Path
    attribution: str = ""
    nearest: int = 0
    farthest: int = 0
    is_there: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture: its size, and its pixels as RGBA bytes."""

    width: int
    height: int
    pixels: bytes


def add(library: Library, tagging: Tagging, path: Path) -> str:
    """Use a file from now on; its id. Raises UsageFault for one that is no file of tiles that are pictures."""
    path = path.expanduser().absolute()
    found = tiles.described(path)
    known = next((one.id for one in listed(library) if one.path == path), None)
    return known or tagging.create(TABLE, {"name": _line(found.name)[:80] or path.stem, "path": str(path)})


def listed(library: Library) -> list[Map]:
    """The maps that were added, the newest first: it lies above those before."""
    return [_map(row["id"], row["name"], Path(row["path"])) for row in reversed(library.registers[TABLE].list())]


def _map(row: str, name: str, path: Path) -> Map:
    try:
        said = tiles.described(path)
    except UsageFault:
        return Map(row, name, path)
    return Map(row, name, path, _line(said.attribution)[:_ATTRIBUTION], said.nearest, said.farthest, is_there=True)


def remove(tagging: Tagging, row: str) -> Changes:
    """Do without a map; its file stays, and undo has it back."""
    return tagging.remove_row(TABLE, row)


def _line(text: str) -> str:
    """Words without markup, on one line."""
    plain = html.unescape(_MARKUP.sub(" ", text))
    return " ".join("".join(sign if sign.isprintable() else " " for sign in plain).split())


class Tiles:
    """The tiles of a library's maps. One thread at a time may ask; pictures are decoded by a process of their own."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._maps: list[Map] | None = None
        self._known: OrderedDict[tuple[int, int, int], Tile | None] = OrderedDict()
        self._pool: Pool | None = None

    def forget(self) -> None:
        """Other maps were added or taken away."""
        self._maps = None
        self._known.clear()

    def maps(self) -> list[Map]:
        """The maps that are there."""
        if self._maps is None:
            self._maps = [one for one in listed(self._library) if one.is_there]
        return self._maps

    def tile(self, zoom: int, column: int, row: int) -> Tile | None:
        """The uppermost map's picture of a place in the grid, its row counted from the north; None for none."""
        key = (zoom, column, row)
        if key not in self._known:
            self._known[key] = next(filter(None, (self._read(one, *key) for one in self.maps())), None)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return self._known[key]

    def close(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def _read(self, one: Map, zoom: int, column: int, row: int) -> Tile | None:
        if not one.farthest <= zoom <= one.nearest or not 0 <= row < 2 ** zoom:
            return None
        data = tiles.tile(one.path, zoom, column % 2 ** zoom, row)
        if data is None:
            return None
        from ..media.pool import Pool  # late: only who has such a map needs a process

        if self._pool is None:
            self._pool = Pool(1)
        try:
            found = self._pool.tile(base64.b64encode(data).decode())
        except Fault:
            return None
        return Tile(found["width"], found["height"], base64.b64decode(found["pixels"]))


def path_of(library: Library, text: str) -> str:
    """The id of the map of a file or a name. Raises UsageFault for none."""
    wanted = Path(text).expanduser().absolute()
    found = [one for one in listed(library) if text in (one.id, one.name) or one.path == wanted]
    if not found:
        raise UsageFault(Message("error-unknown-id", Message("word-tiles"), text), code="unknown-id")
    return found[0].id
