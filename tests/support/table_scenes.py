"""The table page in its states, for screenshots."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLineEdit

from minoties_desktop.qt.pages.table import TablePage
from minoties_desktop.qt.window import MainWindow


def opened(window: MainWindow) -> TablePage:
    """The table of the first activity, with its columns known."""
    window.stage.go_to("activity", window.kit.bridge.lists.register("activity")[0]["id"])
    window.stage.show_page("table")
    page = window.stage.made("table")
    assert isinstance(page, TablePage)
    for _ in range(6):
        QApplication.processEvents()
        window.kit.bridge.wait()
        window.stage.thumbnails.wait()
    return page


def _section(page: TablePage, key: str) -> int:
    return [column.key for column in page.model.columns].index(key) + 1


def table(window: MainWindow) -> None:
    """One cell current."""
    page = opened(window)
    page.view.select_range(2, 2, 1, 1)
    page.view.setFocus()


def ranged(window: MainWindow) -> None:
    """Four captions selected, as in the mock-up."""
    page = opened(window)
    section = _section(page, "caption:arn")
    page.view.select_range(3, 6, section, section)
    page.view.setFocus()


def lacking(window: MainWindow) -> None:
    """A hidden column holds items back."""
    page = opened(window)
    page._choosing.choose("table_columns", {"people": False})
    page._wishes = {"people": False}
    page._show_columns()


def typing(window: MainWindow) -> None:
    """A text with variables is typed while four cells are selected."""
    page = opened(window)
    section, text = _section(page, "caption:es"), "Telar {inventory}, {seq}"
    page.view.select_range(3, 6, section, section)
    page.view.setFocus()
    page.view.edit(page.view.currentIndex())
    editor = page.view.indexWidget(page.view.currentIndex())
    assert isinstance(editor, QLineEdit)
    editor.setText(text)
    page.line.show_text(text, typed=True)


def found(window: MainWindow) -> None:
    """Words to be replaced in a column, counted."""
    page = opened(window)
    section = _section(page, "caption:es")
    page.view.select_range(3, 3, section, section)
    page.act("replace")
    page.find.type("feria", "mercado")
    for _ in range(20):
        QApplication.processEvents()
        window.kit.bridge.wait()
    page.find.count_now()


def stacked(window: MainWindow) -> None:
    """A closed stack, whose row stands for three photographs."""
    page = opened(window)
    bridge = window.kit.bridge
    bridge.tell(bridge.tagging.stack(list(page.model.ids)[1:4]))
    for _ in range(6):
        QApplication.processEvents()
        bridge.wait()
    page.view.select_range(1, 1, 1, 1)
    page.view.setFocus()


def nothing(window: MainWindow) -> None:
    """A filter that finds nothing."""
    opened(window)
    window.form.find.setText("xyzzy")


TABLE_PAGES: dict[str, Callable[[MainWindow], None]] = {
    "table": table, "table-range": ranged, "table-find": found, "table-empty": nothing,
    "table-lacking": lacking, "table-stack": stacked, "table-typing": typing,
}
