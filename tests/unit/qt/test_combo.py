"""Lists that drop down."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QSlider,
    QSpinBox,
    QStyleOptionComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.painting import elided
from minoties_desktop.qt.theme import Theme
from minoties_desktop.qt.widgets.combo import Combo
from minoties_desktop.qt.widgets.still import keep_still

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize("count", [2, 3, 7])
def test_a_short_list_is_seen_whole(qapp: QApplication, qtbot: QtBot, count: int) -> None:
    theme, combo = Theme(qapp, "light"), Combo()
    qtbot.addWidget(combo)
    combo.addItems([f"a wiki with rather a long name {number}" for number in range(count)])
    combo.resize(60, combo.sizeHint().height())
    combo.show()
    combo.showPopup()
    view = combo.view()
    shown = view.viewport().rect()
    last = view.visualRect(view.model().index(count - 1, 0))
    assert shown.contains(last) and last.width() >= view.sizeHintForColumn(0)
    assert last.height() > combo.fontMetrics().height()
    combo.hidePopup()
    theme.leave()


def test_a_choice_that_does_not_fit_ends_in_dots(qapp: QApplication, qtbot: QtBot) -> None:
    theme, combo, other = Theme(qapp, "light"), Combo(), Combo()
    style, option = combo.style(), QStyleOptionComboBox()
    for one in (combo, other):
        qtbot.addWidget(one)
        one.addItem("Canon EOS R6 214, 24 photographs")
        one.resize(140, one.sizeHint().height())
    combo.initStyleOption(option)
    place = style.subControlRect(
        style.ComplexControl.CC_ComboBox, option, style.SubControl.SC_ComboBoxEditField, combo)
    other.setItemText(0, elided(combo.fontMetrics(), combo.currentText(), place.width()))
    assert other.currentText().endswith("…")
    assert combo.grab().toImage() == other.grab().toImage()
    theme.leave()


@pytest.mark.parametrize("pixels", [13, 26])
def test_a_list_has_room_for_each_of_its_entries(qapp: QApplication, qtbot: QtBot, pixels: int) -> None:
    font, larger = QApplication.font(), QApplication.font()
    larger.setPixelSize(pixels)
    QApplication.setFont(larger)
    theme, combo, option = Theme(qapp, "light"), Combo(), QStyleOptionComboBox()
    qtbot.addWidget(combo)
    combo.addItems(["Hora de la toma", "Título"])
    combo.resize(combo.sizeHint())
    combo.initStyleOption(option)
    assert option.currentText == "Hora de la toma"
    theme.leave()
    QApplication.setFont(font)


def test_a_name_keeps_its_last_mark_in_a_list_from_right_to_left(qapp: QApplication, qtbot: QtBot) -> None:
    combo, option = Combo(), QStyleOptionComboBox()
    qtbot.addWidget(combo)
    combo.addItems(["Rosa M.", "\u05d0\u05d1 (Rosa)"])
    combo.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    combo.resize(combo.sizeHint())
    combo.initStyleOption(option)
    assert option.currentText == "\u2068Rosa M."
    combo.setCurrentIndex(1)
    combo.initStyleOption(option)
    assert option.currentText == combo.itemText(1)


@pytest.mark.parametrize("make", [Combo, QSpinBox, QSlider])
def test_the_wheel_scrolls_the_page_and_changes_no_choice(
    qapp: QApplication, qtbot: QtBot, make: type[QWidget],
) -> None:
    control = make()
    qtbot.addWidget(control)
    if isinstance(control, Combo):
        control.addItems(["not needed", "asked for", "not accepted"])
        start = 0
    else:
        keep_still(control)
        control.setValue(start := 50)
    control.show()
    control.setFocus()
    at = control.rect().center()
    # Qt hands on only what comes from a mouse: whether it would be is whether it was ignored.
    turn = QWheelEvent(
        QPointF(at), QPointF(control.mapToGlobal(at)), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    qapp.sendEvent(control, turn)
    assert (control.currentIndex() if isinstance(control, Combo) else control.value()) == start
    assert not turn.isAccepted()
