"""The button above the rights of items that asks the questions which end in a licence."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from .. import actions
from ..kit import Kit
from .keyed_button import KeyedButton


class RightsButton(KeyedButton):
    """Says what it does, with its key."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = kit.speech
        for name, value in (("small", True), ("textStyle", "small"), ("iconName", "logo-CC")):
            self.setProperty(name, value)
        self.show_key(kit, actions.native("find-rights"))
        self.retranslate()

    def retranslate(self) -> None:
        """Say it again."""
        self.setText(self._words.say("deed-find-rights"))
