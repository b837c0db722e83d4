"""Photographs leave the window as copies, and files come in from the clipboard."""

import errno
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from minoties_desktop.domain.query import Query
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.ingest import ingest
from minoties_desktop.services.library import Library
from tests.support.photographs import jpeg

Settled = Callable[[], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_copying_gives_copies_and_names(
    window: MainWindow, library: Library, tmp_path: Path, settled: Settled,
) -> None:
    ingest(library, [jpeg(tmp_path / "card" / "IMG_7.JPG")])
    window.kit.bridge.tell_everything()
    settled()
    view = window.stage.grid.view
    view.setFocus()
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "IMG_7.JPG"
    settled()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "IMG_7.JPG"
    [copy] = [Path(url.toLocalFile()) for url in data.urls()]
    [row] = window.kit.bridge.lists.rows(window.kit.bridge.lists.ids(Query()))
    assert copy != library.path(row["path"]) and copy.read_bytes() == library.path(row["path"]).read_bytes()


def test_what_was_copied_meanwhile_stays(
    window: MainWindow, library: Library, tmp_path: Path, settled: Settled,
) -> None:
    ingest(library, [jpeg(tmp_path / "card" / "IMG_7.JPG")])
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.selectAll()
    window.deeds.carrying.copy()
    QGuiApplication.clipboard().setText("Loom")
    settled()
    assert QGuiApplication.clipboard().text() == "Loom" and not QGuiApplication.clipboard().mimeData().urls()


def test_a_drag_begins_with_the_selection(
    window: MainWindow, library: Library, tmp_path: Path, settled: Settled,
) -> None:
    ingest(library, [jpeg(tmp_path / "card" / "IMG_7.JPG")])
    window.kit.bridge.tell_everything()
    settled()
    wanted = []
    view = window.stage.grid.view
    view.drag_wanted.disconnect()
    view.drag_wanted.connect(lambda: wanted.append(window.deeds.carrying.data()))
    view.selectAll()
    view.startDrag(Qt.DropAction.CopyAction)
    assert [len(data.urls()) for data in wanted] == [1]


def test_a_drag_begins_before_a_byte_is_copied_and_a_drop_gets_whole_files(
    window: MainWindow, library: Library, tmp_path: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    ingest(library, [jpeg(tmp_path / "card" / "IMG_7.JPG")])
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.selectAll()
    go, copyfile = threading.Event(), shutil.copyfile

    def slow(source: Path, target: Path) -> None:
        go.wait(20)
        copyfile(source, target)

    monkeypatch.setattr(shutil, "copyfile", slow)
    data = window.deeds.carrying.data()
    assert data.hasUrls() and data.text() == "IMG_7.JPG"
    threading.Timer(0.1, go.set).start()
    [url] = data.urls()
    assert Path(url.toLocalFile()).read_bytes() == (tmp_path / "card" / "IMG_7.JPG").read_bytes()
    settled()


def test_a_full_disk_is_said_and_nothing_torn_is_dropped(
    window: MainWindow, library: Library, tmp_path: Path, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    ingest(library, [jpeg(tmp_path / "card" / "IMG_7.JPG")])
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.selectAll()
    said = []
    window.kit.bridge.failed.connect(lambda message, remedy: said.append(message.key))

    def full(source: Path, target: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shutil, "copyfile", full)
    data = window.deeds.carrying.data()
    assert data.urls() == []
    settled()
    assert said and said != ["error-bug"]


def test_pasted_files_are_imported(window: MainWindow, tmp_path: Path, settled: Settled, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(jpeg(tmp_path / "card" / "IMG_8.JPG")))])
    QGuiApplication.clipboard().setMimeData(data)
    window.deeds_of["paste"].trigger()
    qtbot.waitUntil(lambda: len(window.kit.bridge.lists.ids(Query())) == 1, timeout=30_000)
    qtbot.waitUntil(lambda: window.stage.imports.running is None, timeout=30_000)
    settled()
