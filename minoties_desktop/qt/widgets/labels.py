"""A label that gives up characters instead of room, and says all of them in its tool tip."""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QStaticText, QTextOption
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QWidget

from ..painting import elided, in_own_direction

_FEWEST = 5
"""Letters, the dots and the mark of the direction among them, below which what is left of a text is left out."""
_NUMBER = re.compile(r"(?<![\w&#])\d(?:[\d.,]*\d)?")


class ElidedLabel(QLabel):
    """One line of text, elided where it does not fit; with the property strongNumbers its numbers stand out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.elide = Qt.TextElideMode.ElideRight

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())

    def whole_width(self) -> int:
        """The width (pixels) in which all of the text is seen. Not the hint, which is never less than the minimum: who
        would take that away to measure would have the layout made anew, without end where a layout asks for it."""
        margins = self.contentsMargins()
        return self.fontMetrics().horizontalAdvance(self.text()) + margins.left() + margins.right()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much of the text as there is room for."""
        with QPainter(self) as painter:
            option = QStyleOption()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
            rect = self.contentsRect()
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            if self.property("strongNumbers") and self._paint_strong(painter, rect):
                self.setToolTip("")
                return
            text = elided(self.fontMetrics(), self.text(), rect.width(), self.elide)
            self.setToolTip(self.text() if text != self.text() else "")
            if text != self.text() and len(text) < _FEWEST:
                return  # dots by themselves say nothing; the tool tip does
            text = in_own_direction(text) if self.isRightToLeft() else text
            painter.drawText(rect, int(self.alignment()) | Qt.TextFlag.TextSingleLine, text)

    def _paint_strong(self, painter: QPainter, rect: QRect) -> bool:
        """Paint the text with its numbers stronger; False, and nothing, where it does not fit."""
        words = QStaticText(_NUMBER.sub(r"<b>\g<0></b>", html.escape(self.text(), quote=False)))
        words.setTextFormat(Qt.TextFormat.RichText)
        unbroken = QTextOption()
        unbroken.setWrapMode(QTextOption.WrapMode.NoWrap)
        words.setTextOption(unbroken)
        words.prepare(painter.transform(), self.font())
        size = words.size()
        if size.width() > rect.width():
            return False
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start = rect.right() + 1 - size.width() if rtl else rect.left()
        painter.setFont(self.font())
        painter.drawStaticText(QPointF(start, rect.top() + (rect.height() - size.height()) / 2), words)
        return True
