"""Photographs over time: a column for each stretch, those without a place in warning. Time runs left to right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..theme import Theme

COLUMNS = 90


class MomentBars(QWidget):
    """Shows counts, and the times at which the row begins, is half through and ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._counts: Sequence[tuple[int, int]] = ()
        self._times: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def furnish(self, theme: Theme) -> None:
        """Paint in the colours of a theme."""
        self._theme = theme
        theme.changed.connect(self.updateGeometry)

    def show_counts(self, counts: Sequence[tuple[int, int]], times: Sequence[str], words: str) -> None:
        """Show (placed, not placed) for each stretch, times in words, and all of it in a sentence for those who hear
        it."""
        self._counts, self._times = counts, times
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Three lines of small text high."""
        if self._theme is None:
            return QSize()
        line = self._theme.tokens.size("cell-line")
        return QSize(line, self._theme.tokens.size("map-bars") + line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the columns, then the times below them."""
        if self._theme is None or not self._counts:
            return
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            high = tokens.size("map-bars")
            most = max(1, max(one + other for one, other in self._counts))
            wide = self.width() / len(self._counts)
            gap = min(tokens.size("hairline") * 2, wide / 3)
            for number, (one, other) in enumerate(self._counts):
                bottom = float(high)
                for count, colour in ((one, "progress-fill"), (other, "warning")):
                    tall = high * count / most
                    if count:
                        painter.fillRect(QRectF(number * wide, bottom - tall, wide - gap, tall), tokens.colour(colour))
                    bottom -= tall
            painter.fillRect(QRectF(0, high, self.width(), tokens.size("hairline")), tokens.colour("border-hairline"))
            painter.setFont(tokens.text("small"))
            painter.setPen(tokens.colour("text-subtle"))
            below = QRectF(0, high + tokens.size("hairline"), self.width(), self.height() - high)
            sides = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
            for text, side in zip(self._times, sides, strict=False):
                painter.drawText(below, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop, text)
