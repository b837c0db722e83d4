"""A window on a fresh library, with photographs in it, for tests that press its keys."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minoties_desktop.config.settings import Settings
from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.opening import make_kit
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.describing import refresh
from minoties_desktop.services.library import Library
from minoties_desktop.store import items
from minoties_desktop.store.database import new_id

AddItems = Callable[..., list[str]]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    opened = Library(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def add_items(library: Library) -> AddItems:
    """Adds items with a file each, without pictures; returns their ids."""

    def add(count: int, activity: str | None = None) -> list[str]:
        ids = [new_id() for _ in range(count)]
        with library.database.writing() as write:
            for number, item in enumerate(ids):
                digest = f"{number:040x}"
                items.add(write, {"id": item, "activity": activity}, [{
                    "id": new_id(), "path": f"originals/{item}.jpg", "name": f"IMG_{number:04}.JPG",
                    "mime": "image/jpeg", "extension": "jpg", "size": 1_000_000, "sha1": digest, "sha256": digest,
                    "width": 600, "height": 400}])
            refresh(library.database, write, ids)
        return ids

    return add


@pytest.fixture
def kit(qapp: QApplication, library: Library) -> Iterator[Kit]:
    """The look and the words of a window, in English and light."""
    font = qapp.font()
    made = make_kit(qapp, library, Settings(language="en", theme="light"))
    yield made
    made.speech.leave()
    made.bridge.close()
    made.bridge.deleteLater()
    made.theme.leave()
    qapp.setFont(font)  # a test may have made it larger


@pytest.fixture
def window(qtbot: QtBot, kit: Kit) -> MainWindow:
    """A shown window, as large as the mock-ups."""
    made = MainWindow(kit)
    qtbot.addWidget(made)
    tokens = kit.theme.tokens
    made.resize(tokens.size("window-width"), tokens.size("window-height"))
    with qtbot.waitSignal(made.appeared):  # from then on it reads nothing by itself
        made.show()
    return made


@pytest.fixture
def settled(qtbot: QtBot, kit: Kit) -> Callable[[], None]:
    """Waits until no call of a service is under way and no event waits."""

    def wait() -> None:
        qtbot.waitUntil(lambda: not kit.bridge.busy)
        for _ in range(3):
            QApplication.processEvents()
            qtbot.waitUntil(lambda: not kit.bridge.busy)

    return wait


def rows_of(window: MainWindow) -> Sequence[str]:
    """Ids shown in the grid."""
    return window.grid.model.ids
