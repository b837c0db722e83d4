"""A bar of the parts of a whole, each as long as its share; the numbers stand in words beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..theme import Theme


class ShareBar(QWidget):
    """Paints (name of a colour, how many) from the start of the line to its end."""

    def __init__(self, theme: Theme, parts: Sequence[tuple[str, int]], words: str) -> None:
        super().__init__()
        self._theme, self._parts = theme, [part for part in parts if part[1]]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """As high as an icon."""
        high = self._theme.tokens.size("icon-small")
        return QSize(high * 8, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each part, with a gap between two."""
        tokens, total = self._theme.tokens, sum(count for _, count in self._parts)
        gap = tokens.size("focus")
        room = self.width() - gap * max(0, len(self._parts) - 1)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                painter.translate(self.width(), 0)
                painter.scale(-1, 1)
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(self.rect()), tokens.radius("small"), tokens.radius("small"))
            painter.setClipPath(shape)
            if not total:
                painter.fillRect(self.rect(), tokens.colour("surface-hover"))
            left = 0.0
            for colour, count in self._parts:
                wide = room * count / total
                painter.fillRect(QRectF(left, 0, wide, self.height()), tokens.colour(colour))
                left += wide + gap
