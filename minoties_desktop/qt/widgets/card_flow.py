"""Cards side by side, equally wide, as many as fit; below each other where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

_LETTERS = 50
"""The least width of a card beside another, in letters of the text's font."""


class CardFlow(QFrame):
    """Holds cards in one column, or in two."""

    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for key, value in (("band", "window"), ("margins", "6 3 6 5"), ("gap", "5")):
            self.setProperty(key, value)
        self._grid = QGridLayout(self)
        self._cards: list[QWidget] = []
        self._columns = 1

    def event(self, event: QEvent) -> bool:
        """Tell when what is shown needs another height."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.grown.emit()
        return done

    def add(self, card: QWidget) -> None:
        """Show a card after the others."""
        self._cards.append(card)
        self._arrange()

    def take(self, card: QWidget) -> None:
        """Show a card no longer."""
        self._cards.remove(card)
        self._grid.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the number of columns."""
        super().resizeEvent(event)
        self._arrange()

    def heightForWidth(self, width: int) -> int:
        """The height of all cards at a width."""
        return self._grid.heightForWidth(width) if self._grid.hasHeightForWidth() else self._grid.sizeHint().height()

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def _arrange(self) -> None:
        fits = self.width() >= 2 * _LETTERS * self.fontMetrics().averageCharWidth()
        self._columns = 2 if fits and len(self._cards) > 1 else 1
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // self._columns, number % self._columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
