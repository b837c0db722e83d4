"""Notices memory cards that are put in while the window is open, whatever page is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from .bridge import Bridge

_LOOK_MS = 2000


class CardWatch(QObject):
    """Looks every two seconds, beside the window's thread."""

    noticed = Signal(str)
    """The name of a card that was put in."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._known: set[str] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look now; those that are there at the first look were put in before."""
        from ..services.mounts import plugged_in  # late: a start-up does without

        self._bridge.compute(plugged_in, self._on_looked)

    def _on_looked(self, found: Sequence[tuple[str, str]]) -> None:
        for key, name in found:
            if self._known is not None and key not in self._known:
                self.noticed.emit(name)
        self._known = {key for key, _ in found}
