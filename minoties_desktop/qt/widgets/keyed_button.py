"""A button that shows the key it can be pressed with."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ..kit import Kit

_FAINT = 0.55  # of the text's colour, for the frame of the key


class KeyedButton(QPushButton):
    """Its text, then its key in a frame; without a key it is like any other button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit: Kit | None = None
        self._key = ""
        self._is_heard = True

    def show_key(self, kit: Kit, key: str) -> None:
        """Show a key, by the name that people know it by; "" shows none."""
        self._kit, self._key = kit, key
        self.updateGeometry()
        self.update()

    def hear_key(self, *, heard: bool) -> None:
        """Show the key only while pressing it presses this button; its room stays."""
        self._is_heard = heard
        self.update()

    @property
    def shown_key(self) -> str:
        """The key that stands on it now."""
        return self._key if self._is_heard else ""

    def sizeHint(self) -> QSize:
        """Room for the key too."""
        return super().sizeHint() + QSize(self._room(), 0)

    def minimumSizeHint(self) -> QSize:
        """As much as it needs: a button is never cut."""
        return self.sizeHint()

    def _room(self) -> int:
        if self._kit is None or not self._key:
            return 0
        return self._width() + self._kit.theme.tokens.space(3)

    def _width(self) -> int:
        tokens = self._kit.theme.tokens
        return QFontMetrics(tokens.text("small")).horizontalAdvance(self._key) + 2 * tokens.space(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, its words before its key."""
        if not self._room() or not self._is_heard:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        words = super().sizeHint().width()
        start = max(0, (self.width() - words - self._room()) // 2)
        option.rect = self._placed(QRect(start, 0, words, self.height()))
        painter.drawControl(QStyle.ControlElement.CE_PushButtonLabel, option)
        self._paint_key(painter, start + words - self._padding() + self._kit.theme.tokens.space(3))

    def _padding(self) -> int:
        tokens = self._kit.theme.tokens
        return tokens.space(3 if self.property("small") else 4)

    def _paint_key(self, painter: QPainter, start: int) -> None:
        tokens = self._kit.theme.tokens
        font = tokens.text("small")
        high = min(QFontMetrics(font).height(), self.height() - 2 * tokens.space(2))
        frame = self._placed(QRect(start, (self.height() - high) // 2, self._width(), high))
        ink = self._ink()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QColor(ink)
        line.setAlphaF(_FAINT)
        painter.setPen(line)
        painter.drawRoundedRect(frame.toRectF().translated(0.5, 0.5), tokens.radius("track"), tokens.radius("track"))
        painter.setFont(font)
        painter.setPen(ink)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as keys are written in every language
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, self._key)

    def _ink(self) -> QColor:
        tokens = self._kit.theme.tokens
        if not self.isEnabled():
            return tokens.colour("text-disabled")
        return tokens.colour("on-accent" if self.property("primary") else "text-subtle")

    def _placed(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), rect)
