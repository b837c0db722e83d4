"""Questions to wikis that take a while: in a thread of their own, telling how far they are, stopped when asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from ..config.messages import Message
from ..domain.errors import Fault, Stopped

Told = Callable[[int, int], None]
Ask = Callable[[Told, Callable[[], bool]], Any]
"""Called with who hears how much of all is done, and who tells whether it is to end."""


class Asking(QObject):
    """One question at a time. All signals come on the window's thread."""

    told = Signal(int, int)
    ended = Signal(object, object)
    """What came of it, or None; and the Fault that ended it, or None. Being stopped is none."""
    _done = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    @property
    def is_running(self) -> bool:
        """Whether a question is under way."""
        return self._thread is not None

    def start(self, ask: Ask) -> None:
        """Ask, unless something is being asked already."""
        if self._thread is not None:
            return
        self._cancelled.clear()
        self._thread = threading.Thread(target=self._work, args=(ask,), name="ask")
        self._thread.start()

    def cancel(self) -> None:
        """End it soon; what was told until then is kept."""
        self._cancelled.set()

    def stop(self) -> None:
        """End it, and wait for that."""
        self.cancel()
        if self._thread is not None:
            self._thread.join()

    def _work(self, ask: Ask) -> None:
        try:
            self._done.emit(ask(self.told.emit, self._cancelled.is_set), None)
        except Exception as error:  # carried to the window's thread
            self._done.emit(None, error)

    def _on_done(self, result: Any, error: Exception | None) -> None:
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        if error is not None and not isinstance(error, Fault):
            self.ended.emit(None, Fault(Message("error-bug", type(error).__name__), Message("error-bug-remedy")))
            raise error
        self.ended.emit(result, None if isinstance(error, Stopped) else error)
