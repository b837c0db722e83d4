"""A thumbnail that stands in a page by itself, filled as soon as its picture is decoded."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..models.thumbnails import Thumbnails
from ..theme import Theme


class Thumb(QWidget):
    """Paints a picture file cut to its own shape; `width` and `height` are names of sizes, no width takes the room.

    One `on_top` fills the upper part of a card, inside its frame.
    """

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, picture: Path | None, height: str, width: str = "",
        parent: QWidget | None = None, *, on_top: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme, self._thumbnails, self._picture = theme, thumbnails, picture
        self._height, self._width, self._on_top = height, width, on_top
        across = QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Ignored
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        thumbnails.some_arrived.connect(self.update)

    def sizeHint(self) -> QSize:
        """From the tokens."""
        tokens = self._theme.tokens
        high = tokens.size(self._height)
        return QSize(tokens.size(self._width) if self._width else high, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, or the flat surface that stands for it."""
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            shape = QPainterPath()
            if self._on_top:
                line, round_ = tokens.size("hairline"), tokens.radius("large") - tokens.size("hairline")
                shape.addRoundedRect(QRectF(self.rect()).adjusted(line, line, -line, round_), round_, round_)
            else:
                shape.addRoundedRect(QRectF(self.rect()), tokens.radius("small"), tokens.radius("small"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(shape)
            painter.fillRect(self.rect(), tokens.colour("surface-hover"))
            ratio = self.devicePixelRatioF()
            wanted = round(max(self.width(), self.height()) * ratio * 1.5)
            pixmap = self._thumbnails.pixmap(self._picture, wanted) if self._picture else None
            if pixmap is None or pixmap.isNull():
                return
            size = pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            target = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2,
                            size.width(), size.height())
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
