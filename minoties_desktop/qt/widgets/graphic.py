"""A widget that paints itself and is a picture for screen readers, which QWidget alone is not."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget


class Graphic(QLabel):
    """Base of what is painted by hand. It wants no room of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt gives the role of a picture to labels that hold one.
        self.setPixmap(QPixmap(1, 1))

    def sizeHint(self) -> QSize:
        """None: layouts decide."""
        return QSize()

    def minimumSizeHint(self) -> QSize:
        """None: layouts decide."""
        return QSize()
