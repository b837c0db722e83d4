"""Puts the first run together, and what follows from its answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from ..config import settings
from ..config.settings import Settings
from ..domain.errors import EnvironmentFault
from .dress import Dresser
from .icons import Icons
from .pages.welcome import Choices, Welcome
from .theme import Theme
from .translator import Speech
from .window import MainWindow

Open = Callable[[Path], MainWindow]


def welcome(app: QApplication, kept: Settings, open_window: Open) -> Welcome:
    """The window of the first run; when it is done it gives way to the window of the library."""
    theme, speech = Theme(app, kept.theme, contrast=kept.contrast), Speech(kept.language, app)
    icons = Icons(theme)
    asked = Welcome(theme, icons, speech, Dresser(theme, icons))
    tokens = theme.tokens
    room = app.primaryScreen().availableSize() - QSize(0, tokens.size("top-bar"))
    asked.resize(QSize(tokens.count("window-width"), tokens.count("window-height")).boundedTo(room))
    asked.language_chosen.connect(lambda code: settings.change(language=code))

    def go_on(choices: Choices) -> None:
        speech.leave()
        theme.leave()
        try:
            window = open_window(choices.library)
        except EnvironmentFault:
            return
        begin(window, choices)
        asked.close()
        asked.deleteLater()

    asked.done.connect(go_on)
    return asked


def begin(window: MainWindow, choices: Choices) -> None:
    """Bring into effect what was answered: somebody works here, and the practice walk is taken or not."""
    bridge = window.kit.bridge

    def signed(contributor: str) -> None:
        bridge.sign(contributor)
        go_on()

    def go_on() -> None:
        if choices.walk:
            window.deeds.guide.begin()
        else:
            window.stage.show_page("import")

    if choices.person:
        tagging, person = bridge.tagging, choices.person
        bridge.write(lambda: tagging.create("contributor", person), signed)
    else:
        go_on()
