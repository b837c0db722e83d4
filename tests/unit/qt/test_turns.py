"""Work that is done in turns, so that the window answers between them."""

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from minoties_desktop.qt.turns import Turns, at_once, in_turn


def counted(said: list[str]) -> Turns[int]:
    for number in range(3):
        said.append(str(number))
        yield
    return 3


def test_all_turns_at_once_return_what_they_made(qapp: QApplication) -> None:
    said: list[str] = []
    assert (at_once(counted(said)), said) == (3, ["0", "1", "2"])


def test_what_waits_is_done_between_two_turns(qtbot: QtBot) -> None:
    said: list[str] = []
    owner, made = QObject(), []
    QTimer.singleShot(0, owner, lambda: said.append("event"))
    in_turn(owner, counted(said), made.append)
    assert said == ["0"]
    qtbot.waitUntil(lambda: made == [3])
    assert said == ["0", "event", "1", "2"]


def test_turns_end_with_their_owner(qapp: QApplication) -> None:
    said: list[str] = []
    owner, made = QObject(), []
    in_turn(owner, counted(said), made.append)
    delete(owner)
    for _ in range(5):
        qapp.processEvents()
    assert (said, made) == (["0"], [])


def test_an_error_in_a_turn_is_not_swallowed(qapp: QApplication) -> None:
    def fails() -> Turns[int]:
        yield from ()
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        in_turn(qapp, fails(), lambda _made: None)
