"""Where the keyboard is after one went somewhere else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.centre import PAGES
from minoties_desktop.qt.widgets.combo import Combo
from minoties_desktop.qt.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def walked(window: MainWindow, add_items: Callable[..., list[str]], settled: Callable[[], None], qtbot: QtBot) -> str:
    """The id of an activity with six photographs, the window being in use."""
    walk = window.kit.bridge.tagging.create("activity", {"title": "Walk", "languages": "es"})
    add_items(6, walk)
    window.kit.bridge.tell_everything()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settled()
    return walk


def test_every_page_takes_the_keyboard(window: MainWindow, walked: str, settled: Callable[[], None]) -> None:
    window.stage.grid.view.setFocus()
    for page in PAGES:
        window.deeds_of[f"show-{page.id}"].trigger()
        settled()
        focused = QApplication.focusWidget()
        assert focused is not None and window.form.pages.currentWidget().isAncestorOf(focused), page.id


def test_a_setting_keeps_the_keyboard_while_the_language_changes(
    window: MainWindow, walked: str, settled: Callable[[], None],
) -> None:
    window.stage.show_page("settings")
    language = window.stage.settings.findChild(Combo, "language")
    language.setFocus()
    for code in ("el", "en"):
        language.setCurrentIndex(language.findData(code))
        settled()
        assert QApplication.focusWidget() is language and window.kit.speech.language == code
    assert language.accessibleName() == window.kit.speech.say("setting-language")


def test_letters_work_after_an_activity_was_chosen(
    window: MainWindow, walked: str, settled: Callable[[], None],
) -> None:
    side = window.form.sideList
    row = next(row for row in range(side.model().rowCount()) if side.model().place(row).id == walked)
    QTest.mouseClick(side.viewport(), Qt.MouseButton.LeftButton,
                     pos=side.visualRect(side.model().index(row, 0)).center())
    settled()
    assert QApplication.focusWidget() is window.stage.grid.view and window.stage.query.activity == walked
    side.setFocus()
    QTest.keyClick(side, Qt.Key.Key_T)
    settled()
    assert window.stage.page == "table"


def test_what_is_typed_waits_for_the_field_that_is_missing(
    window: MainWindow, walked: str, settled: Callable[[], None],
) -> None:
    grid = window.stage.grid
    grid.view.select(grid.model.ids[2:4], grid.model.ids[2])
    grid.view.setFocus()
    window.deeds_of["next-problem"].trigger()  # the panel is still looking for what the two are called
    for letter in "Tejido":
        QTest.keyClick(QApplication.focusWidget(), letter)
    settled()
    box = window.stage.panel.box("title")
    assert box is not None and box.isAncestorOf(QApplication.focusWidget())
    box.commit()
    settled()
    assert window.stage.page == "grid"
    assert [row["title"] for row in window.kit.bridge.lists.rows(grid.model.ids)] == [
        "", "", "Tejido 01", "Tejido 02", "", ""]


def test_in_the_table_what_is_missing_is_gone_to_in_its_column(
    window: MainWindow, walked: str, settled: Callable[[], None],
) -> None:
    window.stage.show_page("table")
    settled()
    page = window.form.pages.currentWidget()
    assert window.stage.focus_column("inventory_number")
    window.deeds_of["next-problem"].trigger()
    settled()
    column = page.model.column(page.view.currentIndex().column())
    assert window.stage.page == "table" and column.field.id == "title" and page.view.hasFocus()
