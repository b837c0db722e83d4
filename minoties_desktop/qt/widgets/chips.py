"""Chips that name the parts of a filter, each with a cross that takes it away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from ..kit import Kit
from .layouts import clear


def fill_chips(kit: Kit, frame: QWidget, chips: Sequence[tuple[str, str]], drop: Callable[[str], object]) -> None:
    """Show these and no others in a frame: (part of the filter, words); `drop` hears the part that is not wanted."""
    clear(frame.layout())
    for part, words in chips:
        chip = QPushButton(words, frame)
        for name, value in (("chip", True), ("textStyle", "small"), ("iconName", "close"), ("iconAtEnd", True),
                            ("iconLength", "icon-small")):
            chip.setProperty(name, value)
        chip.setToolTip(kit.speech.say("grid-drop-filter", words))
        chip.setAccessibleName(chip.toolTip())
        chip.clicked.connect(lambda _checked=False, part=part: drop(part))
        frame.layout().addWidget(chip)
        kit.dresser.dress(chip)
