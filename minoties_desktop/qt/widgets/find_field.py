"""The field in the top bar that finds: a glass before the words, its key behind them while it is empty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from .pieces import icon, key


class FindField(QLineEdit):
    """One line to type into; what stands in it besides is only to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glass, self._key = icon("search", "text-subtle"), key("")
        self.setProperty("margins", "3 0 3 0")
        layout = QHBoxLayout(self)
        layout.addWidget(self._glass)
        layout.addStretch(1)
        layout.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        for shown in self.findChildren(QLabel):
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._on_text_changed)

    def show_key(self, key: str) -> None:
        """Show the key that leads here."""
        self._key.setText(key)
        self._key.setVisible(bool(key) and not self.text())
        self._keep_clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words clear of what stands beside them."""
        super().resizeEvent(event)
        self._keep_clear()

    def _on_text_changed(self, text: str) -> None:
        self._key.setVisible(bool(self._key.text()) and not text)
        self._keep_clear()

    def _keep_clear(self) -> None:
        gap = self._glass.fontMetrics().averageCharWidth()
        ends = [self._glass.sizeHint().width() + gap, 0 if self._key.isHidden() else self._key.sizeHint().width() + gap]
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            ends.reverse()
        self.setTextMargins(ends[0], 0, ends[1], 0)
