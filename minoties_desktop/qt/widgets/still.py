"""Controls on pages that scroll: the wheel scrolls the page, and never changes what it passes over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class _Stillness(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand a turn of the wheel on to what is around."""
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True


def keep_still(control: QWidget) -> None:
    """Let a box, a number or a slider change by key or click alone."""
    control.installEventFilter(_Stillness(control))
