"""Small pictures that are missing or torn are drawn again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.media.cache import intact, pictures
from minoties_desktop.services.ingest import ingest
from minoties_desktop.services.library import Library
from minoties_desktop.services.picturing import redraw
from tests.support import photographs


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library")
    yield library
    library.close()


def test_an_emptied_cache_and_a_torn_picture(library: Library, tmp_path: Path) -> None:
    paths = [photographs.jpeg(tmp_path / f"{seed}.jpg", seed, (90, 60)) for seed in range(3)]
    found = ingest(library, paths).items
    ids = [one["id"] for one in found]
    cache = library.root / "cache"
    assert redraw(library, ids) == []
    torn = pictures(cache, found[1]["sha1"]).preview
    torn.write_bytes(torn.read_bytes()[:99])
    assert redraw(library, ids) == [ids[1]]
    shutil.rmtree(cache / "thumbs")
    assert redraw(library, ids) == ids
    assert all(intact(path) for one in found for path in pictures(cache, one["sha1"]))


def test_an_original_that_is_gone_stops_nothing(library: Library, tmp_path: Path) -> None:
    paths = [photographs.jpeg(tmp_path / f"{seed}.jpg", seed, (90, 60)) for seed in range(2)]
    ids = [one["id"] for one in ingest(library, paths).items]
    shutil.rmtree(library.root / "cache" / "thumbs")
    next((library.root / "originals").rglob("0.jpg")).unlink()
    assert redraw(library, ids) == [ids[1]]
