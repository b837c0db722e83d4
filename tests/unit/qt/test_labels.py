"""Labels that have little room."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.widgets.field_parts import LabelLine
from minoties_desktop.qt.widgets.labels import ElidedLabel


def test_the_first_digits_of_a_number_are_not_shown_as_the_number(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("223 of 250 left")
    metrics = label.fontMetrics()
    for shown, left_out in (("22…", True), ("223 of…", False)):
        label.resize(metrics.horizontalAdvance(shown) + 1, metrics.height())
        image = label.grab().toImage()
        colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        assert (len(colours) == 1) is left_out
        assert label.toolTip() == label.text()


def test_the_label_of_a_field_stands_above_its_buttons_before_one_of_them_is_cut(
    qapp: QApplication, qtbot: QtBot,
) -> None:
    line, label, buttons = LabelLine(None), ElidedLabel(), [QToolButton(), QToolButton(), QToolButton()]
    qtbot.addWidget(line)
    label.setText("Leyenda")
    for button, words in zip(buttons, ("→", "Mantener", "Sustituir"), strict=True):
        button.setText(words)
    line.hold([label], buttons)
    for half in line._halves:
        half.layout().setSpacing(6)
    line.show()
    least = line._halves[1].minimumSizeHint().width()
    for width in range(least, least + 2 * label.sizeHint().width()):
        line.resize(width, line.sizeHint().height())
        QApplication.processEvents()
        assert all(button.width() >= button.minimumSizeHint().width() for button in buttons), width
