"""Small pictures that are missing or torn are drawn again from their originals, beside everything else."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer, Signal

from .bridge import Bridge
from .models.grid import Cell
from .models.thumbnails import Thumbnails

_TOGETHER_MS = 500
_KNOWN = 5000
"""Pictures whose items are remembered, those that were listed last."""


class Mending(QObject):
    """Hears which pictures cannot be shown, and has each drawn anew once."""

    _drawn = Signal(list)

    def __init__(self, bridge: Bridge, thumbnails: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._thumbnails = bridge, thumbnails
        self._whose: OrderedDict[str, str] = OrderedDict()
        self._wanted: set[str] = set()
        self._tried: set[str] = set()
        self._stopped = False
        self._threads = ThreadPoolExecutor(1, "mend")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TOGETHER_MS)
        self._timer.timeout.connect(self._on_time)
        thumbnails.torn.connect(self._on_torn)
        self._drawn.connect(self._on_drawn)

    def look(self, cells: Iterable[Cell]) -> None:
        """Remember whose pictures these are; those without any are wanted."""
        for cell in cells:
            for path in filter(None, (cell.picture, cell.preview)):
                self._whose[str(path)] = cell.id
                self._whose.move_to_end(str(path))
            if cell.picture is None:
                self._want(cell.id)
        while len(self._whose) > 2 * _KNOWN:
            self._whose.popitem(last=False)

    def close(self) -> None:
        """Begin nothing more, and wait for the picture that is being drawn."""
        self._stopped = True
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _on_torn(self, path: str) -> None:
        if path in self._whose:
            self._want(self._whose[path])

    def _want(self, item: str) -> None:
        if item not in self._tried:
            self._wanted.add(item)
            self._timer.start()

    def _on_time(self) -> None:
        wanted, library = sorted(self._wanted), self._bridge.library
        self._tried |= self._wanted
        self._wanted = set()

        def draw() -> None:
            from ..services.picturing import redraw  # late: a start-up does without

            self._drawn.emit(redraw(library, wanted, cancelled=lambda: self._stopped))

        if not self._stopped:
            self._threads.submit(draw)

    def _on_drawn(self, ids: list[str]) -> None:
        drawn = set(ids)
        for path in [path for path, item in self._whose.items() if item in drawn]:
            self._thumbnails.forget(path)
        if drawn:
            self._bridge.items_changed.emit(frozenset(drawn))
