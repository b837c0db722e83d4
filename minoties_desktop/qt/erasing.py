"""Asks before something private is destroyed: it can't be brought back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from .kit import Kit


def consequences(kit: Kit, about: str) -> str:
    """What erasing does (`about` is its message), and which copies of somebody's own it leaves as they are."""
    own = kit.bridge.library.own_copies()
    return kit.speech.say(about) + (" " + kit.speech.say("erase-own-copies", len(own), ", ".join(own)) if own else "")


class Erasing(QMessageBox):
    """Two answers: it goes, and `erase` is called; or it stays."""

    def __init__(self, kit: Kit, name: str, erase: Callable[[], object], parent: QWidget) -> None:
        say = kit.speech.say
        super().__init__(QMessageBox.Icon.Question, say("app-name"), say("house-erase-title", name),
                         QMessageBox.StandardButton.NoButton, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setInformativeText(consequences(kit, "house-erase-about"))
        self._do, self._erase = self.addButton(say("house-erase"), QMessageBox.ButtonRole.DestructiveRole), erase
        stay = self.addButton(say("form-cancel"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        self.buttonClicked.connect(self._on_answered)

    def _on_answered(self) -> None:
        if self.clickedButton() is self._do:
            self._erase()
