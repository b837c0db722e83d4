"""The field in the top bar that finds: a glass before the words; behind them its key while it is empty, else a cross
that empties it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStyle, QStyleOptionFrame, QToolButton, QWidget

from .pieces import icon, key

_CARET = 4
"""Pixels that Qt keeps free at both ends of a line."""


class FindField(QLineEdit):
    """One line to type into; what stands in it besides is only to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glass, self._key, self._cross = icon("search", "text-subtle"), key(""), self._made_cross()
        self._hints: tuple[str, ...] = ()
        self.setProperty("margins", "3 0 3 0")
        layout = QHBoxLayout(self)
        layout.addWidget(self._glass)
        layout.addStretch(1)
        for end in (self._key, self._cross):
            layout.addWidget(end, 0, Qt.AlignmentFlag.AlignVCenter)
        for shown in self.findChildren(QLabel):
            shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._on_text_changed)

    def _made_cross(self) -> QToolButton:
        """The cross, an icon of ours: Qt's own is as small at every size of text."""
        cross = QToolButton(self)
        for name, value in (("iconName", "close"), ("tint", "text-subtle"), ("tiny", True)):
            cross.setProperty(name, value)
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.setCursor(Qt.CursorShape.ArrowCursor)
        cross.clicked.connect(lambda _checked=False: self.clear())
        cross.hide()
        return cross

    def show_hints(self, *hints: str) -> None:
        """Say while it is empty the first of these for which there is room, else the last."""
        self._hints = hints
        self._keep_clear()

    def name_cross(self, words: str) -> None:
        """Say what the cross does."""
        self._cross.setToolTip(words)
        self._cross.setAccessibleName(words)

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
        self._cross.setVisible(bool(text))
        self._keep_clear()

    def _keep_clear(self) -> None:
        gap = self._glass.fontMetrics().averageCharWidth()
        ends = [self._glass.sizeHint().width() + gap, sum(
            end.sizeHint().width() + gap for end in (self._key, self._cross) if not end.isHidden())]
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            ends.reverse()
        self.setTextMargins(ends[0], 0, ends[1], 0)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        line = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        inside = line.width() - sum(ends) - 2 * _CARET
        fitting = (words for words in self._hints if self.fontMetrics().horizontalAdvance(words) <= inside)
        self.setPlaceholderText(next(fitting, self._hints[-1] if self._hints else ""))
