"""The button above the rights of items that asks the questions which end in a licence."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from ..kit import Kit


class RightsButton(QPushButton):
    """Says what it does, and in its tool tip its key: the inspector of a small screen has no room for both."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shared = kit
        for name, value in (("small", True), ("textStyle", "small"), ("iconName", "logo-CC")):
            self.setProperty(name, value)
        self.retranslate()

    def retranslate(self) -> None:
        """Say it again."""
        say = self._shared.speech.say
        self.setText(say("deed-find-rights"))
        self.setToolTip(say("table-with-key", self.text(), self._shared.keys.native("find-rights")))
