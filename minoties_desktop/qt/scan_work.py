"""The scanner at work beside the window's thread: one thing at a time, each page told as soon as it is on the disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from ..config.messages import Message
from ..domain.errors import Fault
from .calls import Calls
from .kit import Kit

if TYPE_CHECKING:
    from ..services.scandesk import Batch, Desk

_TELL_EVERY = 0.1  # seconds


class ScanWork(QObject):
    """Drives one desk (`services/scandesk`); all signals come on the window's thread."""

    kept = Signal(object)
    """A page (domain/scanning.Page) that is on the disk."""
    told = Signal(float)
    """How much of the page under way has come, 0 to 1."""
    ended = Signal(object)
    """What a scan came to (services/scandesk.Batch)."""
    failed = Signal(object)
    """A Fault that no batch tells of."""

    def __init__(self, kit: Kit, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._thread = ThreadPoolExecutor(1, "scan")
        self._cancel = Event()
        self._desk: Desk | None = None
        self._session = ""
        self._over = False
        self._calls = Calls(self)

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return len(self._calls) > 0

    def open(self, session: str, then: Callable[[int, int], None] = lambda recovered, waiting: None) -> None:
        """Work for a session from now on; `then` hears how many pages of a killed process were still kept, and how many
        pictures have come to a copy stand meanwhile."""
        def opened() -> tuple[int, int]:
            if self._desk is not None:
                self._desk.close()
            self._desk, self._session = None, session
            desk = self._opened()
            return len(desk.recovered), desk.waiting

        self._do(opened, lambda found: then(*found))

    def _opened(self) -> Desk:
        """The desk of the session, once nobody else has it; on the scanner's thread. Raises EnvironmentFault."""
        if self._desk is None:
            from ..services.scandesk import Desk  # late: what it needs is loaded on its thread

            library = self._kit.bridge.library
            self._desk = Desk(library, self._session, actor=library.setting("me"))
        return self._desk

    def scan(self, **wish: Any) -> None:
        """Scan as `Desk.scan` is told to."""
        self._cancel.clear()
        self._do(lambda: self._opened().scan(
            **wish, cancelled=self._cancel.is_set, tell=self._told(), kept=self.kept.emit), self._on_scanned)

    def _on_scanned(self, batch: Batch) -> None:
        self._kit.bridge.tell(batch.changes)
        self.ended.emit(batch)

    def look(self, then: Callable[[Any], None]) -> None:
        """See what lies on the glass (services/scandesk.Glass)."""
        self._cancel.clear()
        self._do(lambda: self._opened().preview(cancelled=self._cancel.is_set, tell=self._told()), then)

    def ask(self, call: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Have something asked of scanners, after what is under way."""
        self._do(call, then)

    def cancel(self) -> None:
        """End what is under way; whole pages stay."""
        self._cancel.set()

    def close(self) -> None:
        """End everything; what is wished from now on is not begun."""
        self._over = True
        self.cancel()
        self._thread.shutdown(wait=True, cancel_futures=True)
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def _told(self) -> Callable[[float], None]:
        """Tells how much has come, a few times a second: scanners say it with every line."""
        last = 0.0

        def tell(share: float) -> None:
            nonlocal last
            moment = time.monotonic()
            if moment - last >= _TELL_EVERY:
                last = moment
                self.told.emit(share)

        return tell

    def _do(self, call: Callable[[], Any], then: Callable[[Any], None] | None = None) -> None:
        if self._over:
            return  # A page that was shown in the very last moment asks, too.
        self._calls.begin(self._thread, call, lambda result, error: self._on_answer(result, error, then))

    def _on_answer(self, result: Any, error: Exception | None, then: Callable[[Any], None] | None) -> None:
        if isinstance(error, Fault):
            self.failed.emit(error)
        elif error is not None:
            self._kit.bridge.failed.emit(Message("error-bug", type(error).__name__), Message("error-bug-remedy"))
            raise error
        else:
            if then is not None:
                then(result)

