"""Small MBTiles files: every tile of some zooms in one colour each."""

import io
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from PIL import Image


def picture(colour: str, kind: str = "PNG", size: int = 256) -> bytes:
    """A tile of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(buffer, kind)
    return buffer.getvalue()


def make(path: Path, colours: Mapping[int, str], said: Mapping[str, str] | None = None, kind: str = "PNG") -> Path:
    """Write a file with all tiles of these zooms."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
    connection.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
    words = {"name": "Wall map", "format": kind.lower(), "attribution": "© <a href='https://osm.example'>Mappers</a>"}
    connection.executemany("INSERT INTO metadata VALUES (?, ?)", (words | dict(said or {})).items())
    for zoom, colour in colours.items():
        data = picture(colour, kind)
        connection.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", [
            (zoom, column, row, data) for column in range(2 ** zoom) for row in range(2 ** zoom)])
    connection.commit()
    connection.close()
    return path
