"""What a starting window has at once, what it has later, and that nobody can tell."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minoties_desktop.config import settings
from minoties_desktop.config.settings import Settings
from minoties_desktop.domain.fields import Tab
from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.opening import open_window
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library

from .conftest import AddItems


@pytest.fixture
def started(qapp: QApplication, library: Library, add_items: AddItems, tmp_path: Path) -> Iterator[MainWindow]:
    """A window that begins with Today on three photographs, not shown yet."""
    add_items(3)
    screen = qapp.primaryScreen().size()
    window = open_window(qapp, tmp_path / "library", Settings(
        language="en", theme="light", window={"screen": [screen.width(), screen.height()], "tab": Tab.RIGHTS}))
    yield window
    window.close()
    window.kit.speech.leave()
    window.kit.theme.leave()
    window.deleteLater()


def test_a_window_that_begins_with_today_lists_its_photographs_when_it_was_seen(
    started: MainWindow, qtbot: QtBot,
) -> None:
    words, stage = started.form.statusSelection.text(), started.stage
    assert (stage.page, list(stage.grid.model.ids), words) == ("today", [], "3 items")
    with qtbot.waitSignal(started.appeared):
        started.show()
    qtbot.waitUntil(lambda: len(stage.grid.model.ids) == 3)
    assert started.form.statusSelection.text() == words


def test_the_first_page_has_the_keyboard(started: MainWindow, qtbot: QtBot) -> None:
    started.show()
    started.activateWindow()
    qtbot.waitUntil(started.isActiveWindow)
    assert started.stage.made("today").isAncestorOf(started.focusWidget())


def test_photographs_are_there_for_whoever_goes_to_them_before_that(started: MainWindow) -> None:
    started.stage.show_page("grid")
    assert len(started.stage.grid.model.ids) == 3


def test_the_inspector_comes_later_with_the_tab_of_the_last_time(started: MainWindow, qtbot: QtBot) -> None:
    started.show()
    qtbot.waitUntil(lambda: "panel" in vars(started.stage))
    assert started.stage.panel.tab == Tab.RIGHTS


def test_a_window_that_is_closed_before_the_inspector_came_keeps_its_tab(started: MainWindow) -> None:
    started.close()
    kept = settings.load().window
    assert kept is not None and kept["tab"] == Tab.RIGHTS


def test_the_window_appears_once(kit: Kit, qtbot: QtBot, settled: Callable[[], None]) -> None:
    window, seen = MainWindow(kit), []
    qtbot.addWidget(window)
    window.appeared.connect(lambda: seen.append(window.stage.page))
    window.show()
    qtbot.waitUntil(lambda: bool(seen))
    window.repaint()
    settled()
    assert seen == ["grid"]
