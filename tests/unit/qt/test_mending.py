"""The cache of small pictures may be torn or emptied at any time: the window draws what it lacks again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from minoties_desktop.media.cache import intact, pictures
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.ingest import ingest
from minoties_desktop.services.library import Library
from tests.support.photographs import jpeg

LIMIT_MS = 30_000

# What Qt's reader says about the torn one.
pytestmark = pytest.mark.qt_log_ignore("JPEG data")


def test_torn_and_missing_pictures_are_drawn_again(
    window: MainWindow, library: Library, tmp_path: Path, settled: Callable[[], None], qtbot: QtBot,
) -> None:
    found = ingest(library, [jpeg(tmp_path / f"IMG_{seed}.JPG", 9 * seed, (90, 60)) for seed in range(2)]).items
    torn, missing = (pictures(library.root / "cache", one["sha1"]) for one in found)
    torn.thumbnail.write_bytes(torn.thumbnail.read_bytes()[:60])
    for path in missing:
        path.unlink()
    shutil.rmtree(library.root / "cache" / "embedded", ignore_errors=True)
    window.kit.bridge.tell_everything()
    settled()
    window.stage.show_all()
    qtbot.waitUntil(lambda: all(intact(path) for path in (*torn, *missing)), timeout=LIMIT_MS)
    settled()
    model, thumbnails = window.stage.grid.model, window.stage.thumbnails

    def shown() -> bool:
        cells = [model.cell(row) for row in range(2)]
        return all(cell.picture and (pixmap := thumbnails.pixmap(cell.picture, 160)) is not None
                   and not pixmap.isNull() for cell in cells)

    qtbot.waitUntil(shown, timeout=LIMIT_MS)
