"""The field that finds: its hint is whole in every language and size, its cross as large as its text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionFrame, QToolButton

from minoties_desktop.qt.widgets.find_field import FindField
from minoties_desktop.qt.window import MainWindow
from tests.support import shots

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Settled = Callable[[], None]


@pytest.fixture
def doubled(window: MainWindow, settled: Settled) -> MainWindow:
    """The window with text of double size."""
    large = QFont(QApplication.font())
    large.setPixelSize(2 * shots.PIXELS)
    window.kit.theme.set_font(large)
    settled()
    return window


def room(field: FindField) -> QRect:
    """Where the words of the field stand."""
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    line = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field)
    return line.marginsRemoved(field.textMargins())


def test_its_hint_is_whole_where_the_text_is_large(doubled: MainWindow, settled: Settled) -> None:
    field, said = doubled.form.find, set()
    for language in ("en", "es", "el"):
        doubled.kit.speech.use(language)
        doubled.stage.count()
        settled()
        said.add(field.placeholderText())
        assert field.fontMetrics().horizontalAdvance(field.placeholderText()) < room(field).width(), language
    field.show_hints("words that are far too long to be seen in any field at all", "Find")
    assert field.placeholderText() == "Find"
    field.show_hints("In 3", "Find")
    assert field.placeholderText() == "In 3" and all(said)


def test_its_cross_is_as_large_as_the_text_and_empties_it(doubled: MainWindow, settled: Settled) -> None:
    field = doubled.form.find
    [cross] = field.findChildren(QToolButton)
    assert cross.isHidden()
    field.setText("loom")
    settled()
    assert cross.isVisible() and cross.accessibleName() == "Empty the field"
    assert cross.iconSize().width() == doubled.kit.theme.tokens.size("icon") > 16
    assert field.rect().contains(cross.geometry()) and cross.x() > room(field).right()
    cross.click()
    assert field.text() == "" and cross.isHidden()
