"""What is offered below a field while somebody types."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.widgets.completion import Completion

_LONG = "Quechua · Margos-Yarowilca-Lauricocha Quechua · qvm"


@pytest.fixture
def edit(kit: Kit, qtbot: QtBot) -> Iterator[QLineEdit]:
    """A narrow field at the end of a window, that offers one long line."""
    window = QWidget()
    qtbot.addWidget(window)
    frame = QFrame(window)
    edit = QLineEdit(frame)
    QHBoxLayout(frame).addWidget(edit)
    window.resize(900, 400)
    frame.setGeometry(760, 40, 140, 40)
    Completion(kit, edit, lambda _typed, tell: tell([(_LONG, "qvm")]))
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    edit.setFocus()
    yield edit
    window.close()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_line_longer_than_the_field_is_seen_whole_within_the_window(
    edit: QLineEdit, qtbot: QtBot, direction: Qt.LayoutDirection,
) -> None:
    window = edit.window()
    window.setLayoutDirection(direction)
    if direction == Qt.LayoutDirection.RightToLeft:
        edit.parentWidget().move(0, 40)
    QTest.keyClicks(edit, "que")
    completion = edit.findChild(Completion)
    qtbot.waitUntil(lambda: completion.shown == [_LONG])
    shown = window.findChild(QListView)
    assert window.rect().contains(shown.geometry())
    assert shown.viewport().width() >= shown.sizeHintForColumn(0) > edit.width()


def test_a_field_that_is_not_seen_offers_nothing(edit: QLineEdit, qtbot: QtBot) -> None:
    completion = edit.findChild(Completion)
    completion._asked = edit.text()
    edit.parentWidget().hide()
    edit.hasFocus = lambda: True  # as a field has that was never seen
    completion._on_found([(_LONG, "qvm")])
    assert not completion.shown and edit.window().findChild(QListView) is None
