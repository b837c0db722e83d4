"""Cards that are put in are told once; those that were there before are not."""

import pytest
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.card_watch import CardWatch
from minoties_desktop.qt.kit import Kit
from minoties_desktop.services import mounts


def test_a_card_is_told_when_it_is_put_in(kit: Kit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    there = [("a", "Old disk")]
    monkeypatch.setattr(mounts, "plugged_in", lambda: list(there))
    watch, told = CardWatch(kit.bridge), []
    watch._timer.stop()
    watch.noticed.connect(told.append)
    for _ in range(3):
        watch.look()
        qtbot.waitUntil(lambda: not kit.bridge.busy)
        there[1:] = [("b", "EOS_DIGITAL")]
    assert told == ["EOS_DIGITAL"]
    watch.deleteLater()
