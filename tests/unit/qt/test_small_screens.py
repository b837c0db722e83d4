"""What is larger than the screen scrolls or shrinks, and what suits another screen is not used again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from minoties_desktop.config import settings
from minoties_desktop.config.settings import Settings
from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.opening import open_window
from minoties_desktop.qt.pages.dialogs import ActivityForm, ContributorForm
from minoties_desktop.qt.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Small:
    def availableSize(self) -> QSize:
        return QSize(640, 320)

    def size(self) -> QSize:
        return QSize(640, 360)


@pytest.mark.parametrize("form", [ActivityForm, ContributorForm])
def test_a_dialog_is_never_higher_than_the_screen_and_keeps_its_buttons_in_sight(
    kit: Kit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, form: Callable[..., QDialog],
) -> None:
    monkeypatch.setattr("minoties_desktop.qt.pages.fitting.screen_of", lambda widget: Small())
    dialog = form(kit)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog.height() <= 320
    assert dialog._scroll.verticalScrollBar().maximum() > 0
    accept = dialog._form.accept
    assert dialog.rect().contains(accept.mapTo(dialog, QPoint(0, 0))), "the button is out of sight"
    assert dialog.rect().contains(accept.mapTo(dialog, accept.rect().bottomRight()))


def test_a_dialog_that_has_room_does_not_scroll(kit: Kit, qtbot: QtBot) -> None:
    dialog = ContributorForm(kit)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert dialog._scroll.verticalScrollBar().maximum() == 0


def test_the_window_asks_for_no_more_than_the_screen_has(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("minoties_desktop.qt.shell.screen_of", lambda widget: Small())
    window.shell.measure()
    assert (window.minimumWidth(), window.minimumHeight()) == (640, 320)


@pytest.mark.parametrize(("screen", "width"), [(None, 700), ([1, 1], 0)])
def test_the_size_of_another_screen_is_left_aside(
    qapp: QApplication, tmp_path: Path, screen: list[int] | None, width: int,
) -> None:
    here = qapp.primaryScreen().size()
    kept = {"width": 700, "height": 500, "screen": screen or [here.width(), here.height()],
            "shown": {"side": False, "inspector": True}}
    window = open_window(qapp, tmp_path / "library", Settings(language="en", window=kept))
    assert (window.width() == 700) is bool(width)
    assert window.form.sidePanel.isHidden() is bool(width)
    window.close()
    assert settings.load().window["shown"]["side"] is not bool(width)
    assert settings.load().window["screen"] == [here.width(), here.height()]
    window.kit.speech.leave()
    window.kit.theme.leave()
    window.deleteLater()
