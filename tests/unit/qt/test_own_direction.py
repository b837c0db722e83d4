"""Names of the other direction, in a window from right to left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.painting import in_own_direction
from minoties_desktop.qt.widgets.labels import ElidedLabel
from minoties_desktop.qt.widgets.pieces import label


def _elided_label(text: str) -> QLabel:
    found = ElidedLabel()
    found.setText(text)
    return found


@pytest.mark.parametrize(("text", "shown"), [
    ("Rosa M.", "\u2068Rosa M."), ("IMG_2038 (1)", "\u2068IMG_2038 (1)"), ("\u2068Rosa…", "\u2068Rosa…"),
    ("\u05d0\u05d1.", "\u05d0\u05d1."), ("SONY_A7 \u05d0\u05d1.", "SONY_A7 \u05d0\u05d1."), ("12 / 40", "12 / 40"),
    ("", "")])
def test_a_name_of_the_other_direction_keeps_its_marks(text: str, shown: str) -> None:
    assert in_own_direction(text) == shown


@pytest.mark.parametrize("make", [label, _elided_label])
def test_the_dot_of_a_name_stands_behind_it_in_a_window_from_right_to_left(
    qtbot: QtBot, make: Callable[[str], QLabel],
) -> None:
    shown = make("HHHH.")
    qtbot.addWidget(shown)
    shown.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown.resize(400, 40)
    image = shown.grab().toImage()
    ground = image.pixel(0, 0)
    inked = [x for x in range(image.width()) if any(image.pixel(x, y) != ground for y in range(image.height()))]
    rows = [sum(image.pixel(x, y) != ground for y in range(image.height())) for x in (inked[0], inked[-1])]
    assert rows[0] > 2 * rows[1]  # at its right edge there is no more ink than a dot has
