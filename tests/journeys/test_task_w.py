"""A walk of photographs from the card to the queue with few actions, all of it right in the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support import task_w
from tests.support.hands import at_work
from tests.support.window_journey import person

# What the offscreen platform says about the pop-ups of completers.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_walk_goes_from_the_card_to_the_queue_with_few_actions(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, tell: Callable[[str], None],
) -> None:
    hands = task_w.do(qapp, tmp_path, task_w.SMALL)
    tell(task_w.table(hands, rivals=False))
    took = {name: one for name, one in hands.ledger}
    assert took["cull at full size, mark subjects"].actions == 1 + 20
    assert hands.count.actions <= task_w.SMALL.bar


def test_nothing_is_done_past_the_hands(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with person(qapp, qtbot, tmp_path / "library") as ana:
        with pytest.raises(AssertionError, match="past the hands"), at_work(qapp, ana.window) as hands:
            hands.key(Qt.Key.Key_F9)
            QTest.keyClick(ana.window, Qt.Key.Key_F9)
        assert hands.count.actions == 1
