"""Asks what becomes of the sending when the window is closed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from .kit import Kit

_LOOK = 250
"""Milliseconds between two looks whether there is still anything to ask about."""


class Leaving(QMessageBox):
    """Three answers: the sending goes on without the window, it stops, or the window stays. When the sending ends
    meanwhile, the question goes, and the window closes as it was asked to."""

    leaving = Signal(bool)
    """The window may close; True: the sending is to stop."""

    def __init__(self, kit: Kit, is_sending: Callable[[], bool], parent: QWidget) -> None:
        say = kit.speech.say
        super().__init__(QMessageBox.Icon.Question, say("app-name"), say("leave-question"),
                         QMessageBox.StandardButton.NoButton, parent)
        self.setInformativeText(say("leave-explained"))
        self._on = self.addButton(say("leave-go-on"), QMessageBox.ButtonRole.AcceptRole)
        self._stop = self.addButton(say("leave-stop"), QMessageBox.ButtonRole.DestructiveRole)
        stay = self.addButton(say("leave-stay"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self._on)
        self.setEscapeButton(stay)
        self.buttonClicked.connect(self._on_answered)
        self._is_sending = is_sending
        self._watch = QTimer(self, interval=_LOOK)
        self._watch.timeout.connect(self._look)
        self._watch.start()

    def _look(self) -> None:
        if not self._is_sending():
            self._watch.stop()
            self.close()
            self.leaving.emit(False)

    def _on_answered(self) -> None:
        self._watch.stop()
        if self.clickedButton() in (self._on, self._stop):
            self.leaving.emit(self.clickedButton() is self._stop)
