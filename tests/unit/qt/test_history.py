"""The history page: what was done, and undo down to a line of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from minoties_desktop.qt.window import MainWindow
from tests.unit.qt.conftest import AddItems

Settled = Callable[[], None]


def test_undo_goes_back_down_to_the_chosen_line(
    window: MainWindow, add_items: AddItems, settled: Settled,
) -> None:
    [item] = add_items(1)
    tagging = window.kit.bridge.tagging
    for stars in (1, 2, 3):
        tagging.mark([item], "rating", stars)
    window.stage.show_page("history")
    settled()
    page = window.stage.made("history")
    undo = page.findChild(QPushButton, "undo-to")
    assert window.form.pathName.text() == "History"
    assert undo.text() == "Undo this action"
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert undo.text() == "Undo the last 2 actions, down to this one"
    undo.click()
    settled()
    assert window.kit.bridge.lists.rows([item])[0]["rating"] == 1
    assert not undo.isEnabled()
    assert "(undone)" in page._model.index(1, 2).data()
    window.deeds_of["redo"].trigger()
    settled()
    assert window.kit.bridge.lists.rows([item])[0]["rating"] == 2


def test_nothing_to_undo_says_why(window: MainWindow, settled: Settled) -> None:
    window.stage.show_page("history")
    settled()
    page = window.stage.made("history")
    assert not page.findChild(QPushButton, "undo-to").isEnabled()
    assert page._reach.text() == "Nothing was done here yet."


def test_the_chosen_line_stays_in_another_language(
    window: MainWindow, add_items: AddItems, settled: Settled,
) -> None:
    [item] = add_items(1)
    for stars in (1, 2, 3):
        window.kit.bridge.tagging.mark([item], "rating", stars)
    window.stage.show_page("history")
    settled()
    page = window.stage.made("history")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    window.kit.speech.use("es")
    settled()
    assert page.table.currentIndex().row() == 1
    assert page.findChild(QPushButton, "undo-to").isEnabled()
