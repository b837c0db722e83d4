"""Python's garbage, collected by the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000  # ms


class Collector(QObject):
    """Takes the place of Python's own collector, which runs in whatever thread happens to fill a list.

    A Qt object that is destroyed by another thread than the window's takes the program down with it: timers, models
    and widgets of a page that was left are garbage in circles, and a thread that reads a card would find them.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(_collect)
        self._timer.start()


def _collect() -> None:
    """Collect the oldest generation that is due by Python's own thresholds."""
    due = [count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    for generation in (2, 1, 0):
        if due[generation]:
            gc.collect(generation)
            return
