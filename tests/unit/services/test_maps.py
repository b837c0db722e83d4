"""Maps of others: files of tiles that are read only, checked first, and decoded elsewhere."""

import hashlib
import sqlite3

import pytest

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.services import maps
from minoties_desktop.services.maps import Tiles
from minoties_desktop.store import tiles
from tests.support import tilesets
from tests.support.libraries import library, tagging

__all__ = ["library", "tagging"]


@pytest.fixture
def drawn(library):
    """The tiles of a library."""
    made = Tiles(library)
    yield made
    made.close()


def test_a_map_is_added_once_drawn_and_taken_away_again(library, tagging, drawn, tmp_path):
    path = tilesets.make(tmp_path / "wall.mbtiles", {0: "red", 1: "blue"})
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    made = maps.add(library, tagging, path)
    assert maps.add(library, tagging, path) == made
    [one] = maps.listed(library)
    assert (one.name, one.attribution, one.farthest, one.nearest, one.is_there) == (
        "Wall map", "© Mappers", 0, 1, True)
    tile = drawn.tile(1, 0, 1)
    assert (tile.width, tile.height, tile.pixels[:4]) == (256, 256, bytes([0, 0, 255, 255]))
    assert drawn.tile(0, 0, 0).pixels[:4] == bytes([255, 0, 0, 255])
    assert drawn.tile(2, 0, 0) is None
    assert drawn.tile(1, 0, 9) is None
    assert drawn.tile(1, 2, 0).pixels == drawn.tile(1, 0, 0).pixels  # the world goes on beside itself
    maps.remove(tagging, made)
    drawn.forget()
    assert drawn.maps() == []
    tagging.undo()
    drawn.forget()
    assert [found.id for found in drawn.maps()] == [made]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [found.name for found in tmp_path.glob("wall*")] == ["wall.mbtiles"]  # nothing beside it


def test_rows_are_counted_from_the_north(library, tagging, drawn, tmp_path):
    path = tilesets.make(tmp_path / "one.mbtiles", {0: "red"})
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO tiles VALUES (1, 0, 1, ?)", (tilesets.picture("lime"),))
    maps.add(library, tagging, path)
    assert drawn.tile(1, 0, 0).pixels[:4] == bytes([0, 255, 0, 255])
    assert drawn.tile(1, 0, 1) is None


def test_the_map_that_was_added_last_lies_above(library, tagging, drawn, tmp_path):
    for name, colour in (("a", "red"), ("b", "blue")):
        maps.add(library, tagging, tilesets.make(tmp_path / f"{name}.mbtiles", {0: colour}, {"name": name}))
    assert drawn.tile(0, 0, 0).pixels[:4] == bytes([0, 0, 255, 255])


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_other_kinds_of_pictures_are_drawn(library, tagging, drawn, tmp_path, kind):
    maps.add(library, tagging, tilesets.make(tmp_path / "one.mbtiles", {0: "white"}, kind=kind))
    assert min(drawn.tile(0, 0, 0).pixels[:3]) > 250


def test_what_is_no_map_is_refused_in_words(library, tagging, tmp_path):
    text, empty, vector = (tmp_path / f"{name}.mbtiles" for name in ("text", "empty", "vector"))
    text.write_text("no map")
    tilesets.make(empty, {})
    tilesets.make(vector, {0: "red"}, {"format": "pbf"})
    bare = tmp_path / "bare.mbtiles"
    with sqlite3.connect(bare) as connection:
        connection.execute("CREATE TABLE other (x)")
    for path, key in ((text, "error-tiles"), (empty, "error-tiles-empty"), (vector, "error-tiles-format"),
                      (bare, "error-tiles"), (tmp_path, "error-not-there"),
                      (tmp_path / "gone", "error-not-there")):
        with pytest.raises(UsageFault) as caught:
            maps.add(library, tagging, path)
        remedy = "error-not-there-remedy" if key == "error-not-there" else "error-tiles-remedy"
        assert (caught.value.message.key, caught.value.remedy) == (key, Message(remedy))
    assert maps.listed(library) == []


def test_hostile_tiles_are_left_out(library, tagging, drawn, tmp_path):
    path = tilesets.make(tmp_path / "bad.mbtiles", {0: "red"})
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE tiles SET tile_data = ?", (b"\x89PNG\r\n\x1a\n" + b"\xff" * 99,))
        connection.execute("INSERT INTO tiles VALUES (1, 0, 1, ?)", (tilesets.picture("red", size=2048),))
        connection.execute("INSERT INTO tiles VALUES (1, 1, 1, 'text')")
        connection.execute("INSERT INTO tiles VALUES (1, 1, 0, zeroblob(3000000))")
        connection.execute("INSERT INTO tiles VALUES ('x', 1, 0, 'y')")
    maps.add(library, tagging, path)
    assert [drawn.tile(*key) for key in ((0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1))] == [None] * 4


def test_a_view_that_never_ends_is_ended(tmp_path):
    path = tmp_path / "endless.mbtiles"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        connection.execute("""CREATE VIEW tiles AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
            SELECT x AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data FROM n WHERE x < 0""")
    with pytest.raises(UsageFault):
        tiles.described(path)
    assert tiles.tile(path, 0, 0, 0) is None


def test_a_map_whose_file_is_gone_is_said_to_be(library, tagging, drawn, tmp_path):
    path = tilesets.make(tmp_path / "one.mbtiles", {0: "red"}, {"name": "A\u202e<b>B</b>" + "x" * 999})
    maps.add(library, tagging, path)
    path.unlink()
    [one] = maps.listed(library)
    assert not one.is_there
    assert "\u202e" not in one.name
    assert len(one.name) <= 80
    assert drawn.maps() == []
    assert drawn.tile(0, 0, 0) is None
