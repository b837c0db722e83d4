"""The history page: what was done, and undo down to a line of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from minoties_desktop.domain.changes import Changes
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.ingest import ingest
from tests.support import photographs
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


def test_imports_and_institutions_are_lines_and_an_import_is_no_step(
    window: MainWindow, tmp_path: Path, settled: Settled,
) -> None:
    photographs.jpeg(tmp_path / "EOS" / "IMG_1.JPG")
    ingest(window.kit.bridge.library, [tmp_path / "EOS"])
    window.stage.show_page("history")
    window.kit.bridge.tell(Changes())
    window.kit.bridge.tagging.create("institution", {"name": "Museum of the Loom"})
    window.stage.made("history").refresh()
    settled()
    page = window.stage.made("history")
    assert [page._model.index(row, 2).data() for row in range(2)] == [
        "Institution “Museum of the Loom” added", "Imported from EOS"]
    page.table.setCurrentIndex(page._model.index(1, 0))
    assert not page.findChild(QPushButton, "undo-to").isEnabled() and "press Del" in page._reach.text()


def test_the_lines_are_no_wider_than_can_be_read(window: MainWindow, settled: Settled) -> None:
    window.stage.show_page("history")
    settled()
    page, most = window.stage.made("history"), window.kit.theme.tokens.size("card-measure")
    for width in (most // 2, 3 * most):
        page.setFixedWidth(width)
        QApplication.processEvents()
        table = page.table
        assert 0.95 * min(width, most) <= table.width() <= most
        assert abs(table.mapTo(page, table.rect().center()).x() - width // 2) <= 2
