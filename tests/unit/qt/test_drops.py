"""What is dropped on the window: photographs are imported, tracks go to the map, what is dragged inside stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import tracks
from minoties_desktop.services.library import Library

Settled = Callable[[], None]
GPX = ('<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
       '<trkpt lat="-38.73" lon="-72.59"><time>2026-11-14T13:00:00Z</time></trkpt>'
       '<trkpt lat="-38.74" lon="-72.58"><time>2026-11-14T13:10:00Z</time></trkpt></trkseg></trk></gpx>')


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                                Qt.KeyboardModifier.NoModifier))


def test_a_track_goes_to_the_map_and_is_kept_once(
    window: MainWindow, library: Library, tmp_path: Path, settled: Settled,
) -> None:
    path = tmp_path / "walk.GPX"
    path.write_text(GPX, encoding="utf-8")
    for _ in range(2):
        drop(window, path)
        settled()
    assert window.stage.page == "map"
    assert [row["name"] for row in tracks.listed(library, None)] == ["walk.GPX"]


def test_what_comes_with_a_track_is_imported(
    window: MainWindow, tmp_path: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken: list[Path] = []
    window.stage.show_page("import")
    monkeypatch.setattr(window.stage.imports.sources, "take", taken.extend)
    track, photograph = tmp_path / "walk.gpx", tmp_path / "IMG_1.JPG"
    track.write_text(GPX, encoding="utf-8")
    photograph.write_bytes(b"")
    drop(window, track, photograph)
    settled()
    assert taken == [photograph]
    assert window.stage.page == "map"
