"""Lists that drop down."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.painting import elided
from minoties_desktop.qt.theme import Theme
from minoties_desktop.qt.widgets.combo import Combo

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
