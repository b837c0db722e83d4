"""The button above the rights of items that asks the questions which end in a licence."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ..kit import Kit
from .keyed_button import KeyedButton


class RightsButton(KeyedButton):
    """Says what it does, with its key."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shared = kit
        for name, value in (("small", True), ("textStyle", "small"), ("iconName", "logo-CC")):
            self.setProperty(name, value)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it again."""
        self.setText(self._shared.speech.say("deed-find-rights"))
        self.show_key(self._shared, self._shared.keys.native("find-rights"))
