"""A label that gives up characters instead of room, and says all of them in its tool tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QWidget


class ElidedLabel(QLabel):
    """One line of text, elided where it does not fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.elide = Qt.TextElideMode.ElideRight

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        with QPainter(self) as painter:
            option = QStyleOption()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
            rect = self.contentsRect()
            text = self.fontMetrics().elidedText(self.text(), self.elide, rect.width())
            self.setToolTip(self.text() if text != self.text() else "")
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawText(rect, int(self.alignment()) | Qt.TextFlag.TextSingleLine, text)
