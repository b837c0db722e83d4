"""Whether a page comes to rest: a layout that is made anew without end costs a whole core, and nobody sees it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.support.walls import path

_TURNS = 8
"""Turns of the event loop after another; what moves by a timer asks in some of them, never in all."""


class _Asking(QObject):
    """Notes the widgets that are asked to lay themselves out."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on."""
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            self.asked.add(path(watched))
        return False


def restless(app: QApplication) -> list[str]:
    """The widgets that are laid out in each of several turns, though nothing has happened."""
    asking, turns = _Asking(), list[set[str]]()
    app.installEventFilter(asking)
    for _ in range(_TURNS):
        asking.asked = set()
        app.processEvents()
        turns.append(asking.asked)
    app.removeEventFilter(asking)
    return sorted(set.intersection(*turns))
