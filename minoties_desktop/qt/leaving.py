"""Asks what becomes of the sending when the window is closed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from .kit import Kit


class Leaving(QMessageBox):
    """Three answers: the sending goes on without the window, it stops, or the window stays."""

    leaving = Signal(bool)
    """The window may close; True: the sending is to stop."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
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

    def _on_answered(self) -> None:
        if self.clickedButton() in (self._on, self._stop):
            self.leaving.emit(self.clickedButton() is self._stop)
