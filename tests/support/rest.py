"""Whether a page comes to rest: a layout that is made anew without end costs a whole core, and nobody sees it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.walls import path

_TURNS, _MOST = 20, 4
"""Turns of the event loop after another, in which no time passes, and the layouts in them that are no endless ones: one
of those takes a turn or two."""


class _Asking(QObject):
    """Counts how often each widget is asked to lay itself out."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on."""
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            self.asked[path(watched)] += 1
        return False


def restless(app: QApplication) -> list[str]:
    """The widgets that are laid out again and again, though nothing has happened."""
    asking = _Asking()
    app.installEventFilter(asking)
    for _ in range(_TURNS):
        app.processEvents()
    app.removeEventFilter(asking)
    return sorted(name for name, times in asking.asked.items() if times > _MOST)
