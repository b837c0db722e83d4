"""Where the keyboard is after the palette did something."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.palette import Palette
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.store import items
from tests.unit.qt.conftest import AddItems

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Find = Callable[[str], None]


@pytest.fixture
def find(window: MainWindow, add_items: AddItems, settled: Callable[[], None], qtbot: QtBot) -> Find:
    """Has the palette do what is found by some words, at three photographs."""
    add_items(3)
    window.kit.bridge.tell_everything()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settled()

    def find(words: str) -> None:
        window.deeds_of["palette"].trigger()
        [palette] = [one for one in window.findChildren(Palette) if one.isVisible()]
        QTest.keyClicks(palette.edit, words)
        QTest.keyClick(palette.edit, Qt.Key.Key_Return)
        window.activateWindow()  # the offscreen platform has no window manager that does it
        qtbot.waitUntil(window.isActiveWindow)
        settled()

    return find


@pytest.mark.parametrize(("words", "page"), [("Grid", "grid"), ("Table", "table"), ("History", "history")])
def test_the_keyboard_goes_to_the_page_that_was_found(window: MainWindow, find: Find, words: str, page: str) -> None:
    window.form.menuButton.setFocus()
    find(words)
    assert window.stage.page == page
    shown = window.form.pages.currentWidget()
    assert QApplication.focusWidget() is (shown.focusProxy() or shown)


def test_the_keyboard_goes_from_the_grid_to_the_cells(window: MainWindow, find: Find) -> None:
    window.stage.grid.view.setFocus()
    find("Table")
    assert QApplication.focusWidget() is window.form.pages.currentWidget().view


def test_a_column_that_was_hidden_takes_what_is_typed(
    window: MainWindow, find: Find, settled: Callable[[], None],
) -> None:
    window.stage.choosing.choose("detail", "volunteer")
    window.stage.grid.view.selectAll()
    window.stage.show_page("table")
    settled()
    find("inventory number")
    assert window.stage.page == "table"
    page = window.form.pages.currentWidget()
    column = page.model.column(page.view.currentIndex().column())
    assert column.field.id == "inventory_number" and QApplication.focusWidget() is page.view


def test_what_is_typed_for_a_field_of_nothing_becomes_no_marks(
    window: MainWindow, find: Find, settled: Callable[[], None],
) -> None:
    window.stage.show_page("import")
    find("inventory number")
    QTest.keyClicks(QApplication.focusWidget(), "57x")
    settled()
    assert window.stage.page == "grid" and window.stage.panel.isAncestorOf(QApplication.focusWidget())
    marks = items.columns(window.kit.bridge.library.database, window.stage.grid.model.ids, "rating", "label", "flag")
    assert set(marks.values()) == {(0, 0, "")}
    window.stage.grid.view.setFocus()
    QTest.keyClick(window.stage.grid.view, Qt.Key.Key_Home)
    settled()
    assert QApplication.focusWidget() is window.stage.grid.view
