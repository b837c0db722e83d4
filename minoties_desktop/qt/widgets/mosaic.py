"""The pictures of what is selected, four of them at most, in one small place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..models.thumbnails import Thumbnails
from ..theme import Theme

MOST = 4
"""Pictures that find room."""


class Mosaic(QWidget):
    """Paints pictures side by side, each cut to its place; a screen reader is told by the words beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._thumbnails: Thumbnails | None = None
        self._pictures: Sequence[Path | None] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def furnish(self, theme: Theme, thumbnails: Thumbnails) -> None:
        """Give it its look, and where pictures come from."""
        self._theme, self._thumbnails = theme, thumbnails
        thumbnails.some_arrived.connect(self.update)
        theme.changed.connect(self.updateGeometry)

    def show_pictures(self, pictures: Sequence[Path | None]) -> None:
        """Show the first of these thumbnails; None stands for one that is not there yet."""
        self._pictures = pictures[:MOST]
        self.setVisible(bool(pictures) and self._theme is not None)
        self.update()

    def sizeHint(self) -> QSize:
        """From the tokens."""
        if self._theme is None:
            return QSize(0, 0)
        tokens = self._theme.tokens
        return QSize(tokens.size("head-picture-width"), tokens.size("head-picture-height"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each picture fills its place; where it is not at hand a flat surface stands for it."""
        if self._theme is None or self._thumbnails is None:
            return
        wanted = round(self.width() * self.devicePixelRatioF() * 1.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for picture, place in zip(self._pictures, self._places(), strict=False):
                painter.fillRect(place, self._theme.tokens.colour("surface-hover"))
                pixmap = self._thumbnails.pixmap(picture, wanted) if picture else None
                if pixmap is not None and not pixmap.isNull():
                    size = place.size().scaled(pixmap.size(), Qt.AspectRatioMode.KeepAspectRatio)
                    cut = QRectF((pixmap.width() - size.width()) / 2, (pixmap.height() - size.height()) / 2,
                                 size.width(), size.height())
                    painter.drawPixmap(QRectF(place), pixmap, cut)

    def _places(self) -> list[QRect]:
        count, gap = len(self._pictures), self._theme.tokens.size("hairline")
        across, down = (1 if count == 1 else 2), (1 if count < 3 else 2)
        width, height = (self.width() - gap * (across - 1)) // across, (self.height() - gap * (down - 1)) // down
        found = [QRect((n % across) * (width + gap), (n // across) * (height + gap), width, height)
                 for n in range(count)]
        if count == 3:
            found[0].setHeight(self.height())
            found[1].moveTo(width + gap, 0)
            found[2].moveTo(width + gap, height + gap)
        return found
