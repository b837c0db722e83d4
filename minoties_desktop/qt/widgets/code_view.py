"""A QR code with the time of now, for a camera to photograph."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ...services import clockpage
from ..theme import Theme

_MS = 100


class CodeView(QWidget):
    """Shows the time as a code while it is seen, black on white in every look."""

    ticked = Signal(object)
    """The moment (datetime, UTC) that the code tells now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme | None = None
        self._image = QImage()
        self._timer = QTimer(self)
        self._timer.setInterval(_MS)
        self._timer.timeout.connect(self._on_tick)

    def furnish(self, theme: Theme) -> None:
        """Take the look."""
        self._theme = theme
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Large enough to be photographed from an arm's length."""
        side = self._theme.tokens.size("qr-code") if self._theme else 0
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """It may not be made smaller."""
        return self.sizeHint()

    def showEvent(self, event: QShowEvent) -> None:
        """Run while it is seen."""
        self._on_tick()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody sees it."""
        self._timer.stop()

    def _on_tick(self) -> None:
        moment = datetime.now(UTC)
        code = clockpage.code(moment)
        self._image = QImage(code.pixels, code.side, code.side, code.side, QImage.Format.Format_Grayscale8).copy()
        self.update()
        self.ticked.emit(moment)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the code as large as it fits, its modules square and sharp."""
        side = min(self.width(), self.height())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side), self._image)


