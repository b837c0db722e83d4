"""One import under way: in a thread of its own, telling how far it is, stopped when asked."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from ..config.messages import Message
from ..domain.errors import Fault
from .bridge import Bridge


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: phase (reading, copying), photographs done and in all, the file it is at, files a second,
    seconds left (None while unknown)."""

    phase: str = "reading"
    done: int = 0
    total: int = 0
    name: str = ""
    rate: float = 0
    left: float | None = None


class Import(QObject):
    """Imports paths under an activity. `progress` may be read at any time."""

    ended = Signal(object)
    """The Report, or None if it failed as a whole."""
    _changed = Signal(object)
    _stopped = Signal(object, object)

    def __init__(self, bridge: Bridge, paths: Sequence[Path], activity: str | None) -> None:
        super().__init__(bridge)
        self.activity = activity
        self.progress = Progress()
        self._bridge, self._paths = bridge, list(paths)
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="import")
        self._stopped.connect(self._on_stopped, Qt.ConnectionType.QueuedConnection)
        self._changed.connect(bridge.tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop after the photographs that are being copied now; what is in stays in."""
        self._cancelled.set()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        from ..services.ingest import Wishes, ingest  # late: it costs a start-up 0.1 s

        report, error = None, None
        try:
            report = ingest(self._bridge.library, self._paths, Wishes(activity=self.activity), tell=self._tell,
                            cancelled=self._cancelled.is_set, changed=self._changed.emit)
        except Exception as caught:  # raised again on the window's thread
            error = caught
        self._stopped.emit(report, error)

    def _tell(self, event: dict[str, Any]) -> None:
        self.progress = Progress(
            event["phase"], event["done"], event["total"], event["name"], event["rate"], event["left"])

    def _on_stopped(self, report: Any, error: Exception | None) -> None:
        self._thread.join()
        self._bridge.tell_everything()
        self.ended.emit(report)
        if isinstance(error, Fault):
            self._bridge.failed.emit(error.message, error.remedy)
        elif error is not None:
            self._bridge.failed.emit(Message("error-bug", type(error).__name__), Message("error-bug-remedy"))
            raise error
