"""Files of map tiles (MBTiles 1.3: https://github.com/mapbox/mbtiles-spec), which others have made: only read, and with
bounds to all that they may say."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..config.messages import Message
from ..domain.errors import UsageFault

FORMATS = ("png", "jpg", "jpeg", "webp")
FARTHEST, NEAREST = 0, 22
TILE_BYTES = 2_000_000
_TEXT = 2_000
_HEAD = b"SQLite format 3\x00"
_STEPS = 2_000_000
"""Of SQLite's machine that one question may take; a tile takes some hundreds, and a view that never ends is ended."""


@dataclass(frozen=True, slots=True)
class TileSet:
    """What a file says of itself: name, whose the map is, and the zooms that it has."""

    name: str
    attribution: str
    nearest: int
    farthest: int


def described(path: Path) -> TileSet:
    """What a file holds. Raises UsageFault for one that is no MBTiles file with pictures."""
    with _open(path) as connection:
        try:
            said = {str(name)[:40]: str(value)[:_TEXT] for name, value in connection.execute(
                "SELECT name, value FROM metadata LIMIT 100")}
            zooms = [int(zoom) for zoom, in connection.execute(
                "SELECT DISTINCT zoom_level FROM tiles WHERE typeof(zoom_level) = 'integer' LIMIT 40")]
        except (sqlite3.DatabaseError, ValueError) as error:
            raise _fault("error-tiles", path) from error
    zooms = [zoom for zoom in zooms if FARTHEST <= zoom <= NEAREST]
    if not zooms:
        raise _fault("error-tiles-empty", path)
    kind = said.get("format", "png").lower()
    if kind not in FORMATS:
        raise _fault("error-tiles-format", path, kind[:20])
    return TileSet(said.get("name", "") or path.stem, said.get("attribution", ""), max(zooms), min(zooms))


def tile(path: Path, zoom: int, column: int, row: int) -> bytes | None:
    """The bytes of a tile, its row counted from the north; None where there is none, or the file is gone."""
    try:
        with _open(path) as connection:
            found = connection.execute(
                """SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?
                   AND length(tile_data) <= ? LIMIT 1""",
                (zoom, column, 2 ** zoom - 1 - row, TILE_BYTES)).fetchone()
    except (UsageFault, sqlite3.DatabaseError):
        return None
    return found[0] if found and isinstance(found[0], bytes) else None


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        if not path.is_file():
            raise UsageFault(Message("error-not-there", path.name), Message("error-not-there-remedy"), code="tiles")
        with path.open("rb") as file:
            if file.read(len(_HEAD)) != _HEAD:
                raise _fault("error-tiles", path)
    except OSError as error:
        raise UsageFault(Message("error-codes-file", str(path), error.strerror or str(error)), code="tiles") from error
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * TILE_BYTES)
        connection.set_progress_handler(_Patience(), 1000)
        with contextlib.suppress(sqlite3.DatabaseError):
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA query_only = ON")
        yield connection
    finally:
        connection.close()


class _Patience:
    """Ends a question that takes too many steps."""

    def __init__(self) -> None:
        self._left = _STEPS // 1000

    def __call__(self) -> int:
        self._left -= 1
        return int(self._left < 0)


def _fault(key: str, path: Path, *args: object) -> UsageFault:
    return UsageFault(Message(key, path.name, *args), Message("error-tiles-remedy"), code="tiles")
