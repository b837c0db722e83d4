"""The widths of the table's columns."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from minoties_desktop.qt.pages.table import TablePage
from minoties_desktop.qt.window import MainWindow


@pytest.mark.parametrize("language", ["en", "es", "el"])
def test_names_of_columns_and_states_are_read_whole(
    window: MainWindow, add_items: Callable[..., list[str]], settled: Callable[[], None], language: str,
) -> None:
    add_items(2)
    window.resize(1280, 720)
    window.kit.bridge.tell_everything()
    window.kit.speech.use(language)
    settled()
    window.stage.show_page("table")
    settled()
    page = window.stage.made("table")
    assert isinstance(page, TablePage)
    tokens, last = window.kit.theme.tokens, page.model.columnCount() - 1
    names = QFontMetrics(tokens.text("strong-small"))
    for section in range(1, last + 1):
        name = page.model.headerData(section, Qt.Orientation.Horizontal)
        assert page.view.columnWidth(section) >= names.horizontalAdvance(name) + 2 * tokens.space(3)
        told = page.model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        column = page.model.column(section)
        if column and column.lang:
            spoken = window.kit.speech.language_name(column.lang)
            assert told == f"{window.kit.speech.say(column.field.label)}: {spoken} ({column.lang})"
            assert page.view.columnWidth(section) >= names.horizontalAdvance(name.partition(" (")[0]) + (
                QFontMetrics(tokens.text("small")).horizontalAdvance(spoken)) + 2 * tokens.space(3)
        else:
            assert told == name
    said = page.model.index(0, last).data()
    room = page.view.columnWidth(last) - 2 * tokens.space(3) - tokens.size("icon-small") - tokens.space(2)
    assert said and QFontMetrics(tokens.text("body")).horizontalAdvance(said) <= room
