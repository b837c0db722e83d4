"""One photograph as large as the room allows, on a surround without tint."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ..theme import Theme
from .graphic import Graphic

SURROUNDS = ("surround-loupe", "surround-black", "surround-mid", "surround-white")
"""The key L goes round these."""


class PictureView(Graphic):
    """Paints a pixmap fitted to its size, never larger than its own pixels."""

    stepped = Signal(int)
    """An arrow key asks for the next (1) or the previous (-1) picture, as one sees them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self._theme: Theme | None = None
        self._surround = 0

    def furnish(self, theme: Theme) -> None:
        """Take the look."""
        self._theme = theme
        theme.changed.connect(self.update)

    def show_picture(self, pixmap: QPixmap, words: str) -> None:
        """Show a picture; a null pixmap shows the surround alone. `words` describe it to a screen reader."""
        self._pixmap = pixmap
        self.setAccessibleDescription(words)
        self.update()

    def next_surround(self) -> None:
        """Go on to the next grey around the picture."""
        self._surround = (self._surround + 1) % len(SURROUNDS)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on; left is back where one reads from left to right."""
        forward = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        step = {Qt.Key.Key_Right: forward, Qt.Key.Key_Left: -forward, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
                Qt.Key.Key_Space: 1}.get(event.key())
        if step is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the surround and paint the picture in the middle."""
        if self._theme is None:
            return
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.colour(SURROUNDS[self._surround]))
            self._paint_picture(painter)
            if self.hasFocus():
                thick = tokens.size("focus")
                painter.setPen(QPen(tokens.colour("focus-ring"), thick))
                painter.drawRect(QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys are heard here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they are not any more."""
        super().focusOutEvent(event)
        self.update()

    def _paint_picture(self, painter: QPainter) -> None:
        if self._theme is None or self._pixmap.isNull():
            return
        tokens = self._theme.tokens
        margin = tokens.space(5)
        room = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        own = QSizeF(self._pixmap.size()) / self.devicePixelRatioF()
        size = own.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if size.width() > own.width():
            size = own
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(room.center().x() - size.width() / 2, room.center().y() - size.height() / 2,
                       size.width(), size.height())
        painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
