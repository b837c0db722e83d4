"""Chips that name the parts of a filter, each with a cross that takes it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ..kit import Kit
from ..painting import elided
from .layouts import clear

_LEAST = 10  # letters that stay where there is little room
_LEAST_OF_MANY = 3
_LETTERS = 27  # that several chips share


class Chip(QPushButton):
    """A round button with a cross; it gives up letters instead of room, and says all of them in its tool tip."""

    def __init__(self, kit: Kit, words: str, tip: str, parent: QWidget, least: int = _LEAST) -> None:
        super().__init__(words, parent)
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for name, value in (("chip", True), ("textStyle", "small"), ("iconName", "close"), ("iconAtEnd", True),
                            ("iconLength", "icon-small")):
            self.setProperty(name, value)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        kit.dresser.dress(self)

    def minimumSizeHint(self) -> QSize:
        """Room for some letters."""
        whole, metrics = super().sizeHint(), self.fontMetrics()
        spare = metrics.horizontalAdvance(self.text()) - self._least * metrics.averageCharWidth()
        return whole - QSize(max(0, spare), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chip, its words elided where they do not fit."""
        option, painter = QStyleOptionButton(), QStylePainter(self)
        self.initStyleOption(option)
        missing = super().sizeHint().width() - self.width()
        if missing > 0:
            room = self.fontMetrics().horizontalAdvance(option.text) - missing
            option.text = elided(self.fontMetrics(), option.text, max(0, room))
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)


def fill_chips(kit: Kit, frame: QWidget, chips: Sequence[tuple[str, str]], drop: Callable[[str], object]) -> None:
    """Show these and no others in a frame: (part of the filter, words); `drop` hears the part that is not wanted."""
    wanted = [(part, words, kit.speech.language) for part, words in chips]
    if frame.property("chips") == wanted:
        return  # the keyboard may be on one of them
    frame.setProperty("chips", wanted)
    clear(frame.layout())
    least = min(_LEAST, max(_LEAST_OF_MANY, _LETTERS // max(1, len(chips))))
    for part, words in chips:
        chip = Chip(kit, words, kit.speech.say("grid-drop-filter", words), frame, least)
        chip.clicked.connect(lambda _checked=False, part=part: drop(part))
        frame.layout().addWidget(chip)
