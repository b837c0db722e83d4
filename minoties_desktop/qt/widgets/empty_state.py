"""What a page says when it has nothing to show: an icon, one sentence, one action."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..dress import Dresser


class EmptyState(QWidget):
    """Centred at two fifths of the height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._text, self._button = QLabel(self), QLabel(self), QPushButton(self)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._button.setProperty("textStyle", "strong")
        self._button.setProperty("minHeight", "button")
        self._press: Callable[[], None] | None = None
        self._button.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        self.setProperty("gap", "4")
        layout.addStretch(2)
        layout.addWidget(self._icon)
        layout.addWidget(self._text)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self._button)
        line.addStretch()
        layout.addLayout(line)
        layout.addStretch(3)

    def say(
        self, dresser: Dresser, icon: str, text: str, button: str = "", press: Callable[[], None] | None = None,
    ) -> None:
        """Show an icon, a sentence, and a button if there is something to do."""
        self._icon.setProperty("iconName", icon)
        self._icon.setProperty("iconLength", "icon-huge")
        self._icon.setProperty("tint", "text-subtle")
        self._text.setText(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._press = press
        dresser.dress(self)

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def _on_clicked(self) -> None:
        if self._press is not None:
            self._press()
