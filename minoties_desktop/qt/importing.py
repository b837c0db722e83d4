"""Imports under way: each in a thread of its own, telling how far it is, stopped when asked."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from ..config.messages import Message
from ..domain.errors import Fault
from .bridge import Bridge

if TYPE_CHECKING:
    from ..services.arriving import Wishes
    from ..services.intake import SharedIntake


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: phase ("" while it looks what is there, reading, copying, verifying), photographs done and
    in all, the file it is at, files and bytes a second, seconds left (None while unknown)."""

    phase: str = ""
    done: int = 0
    total: int = 0
    name: str = ""
    rate: float = 0
    speed: float = 0
    left: float | None = None


class Intakes:
    """What the imports of a window share; made by the first of them, beside the window's thread."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._lock = threading.Lock()
        self._made: SharedIntake | None = None

    def shared(self) -> SharedIntake:
        """The one for all imports."""
        from ..services.intake import SharedIntake  # late: it costs a start-up 0.1 s

        with self._lock:
            if self._made is None:
                self._made = SharedIntake(self._bridge.library)
            return self._made


class Work(QObject):
    """Something long in a thread of its own. `progress` may be read at any time."""

    ended = Signal(object, object)
    """What came of it or None, and the Fault that ended it or None."""
    _changed = Signal(object)
    _stopped = Signal(object, object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.progress = Progress()
        self._bridge = bridge
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._work, name="import")
        self._stopped.connect(self._on_stopped, Qt.ConnectionType.QueuedConnection)
        self._changed.connect(bridge.tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop after what is in hand now; what is done stays done."""
        self._cancelled.set()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def call(self) -> Any:
        """Do it, in the thread."""
        raise NotImplementedError

    def _work(self) -> None:
        result, error = None, None
        try:
            result = self.call()
        except Exception as caught:  # raised again on the window's thread
            error = caught
        self._stopped.emit(result, error)

    def _tell(self, event: dict[str, Any]) -> None:
        self.progress = Progress(**event)

    def _on_stopped(self, result: Any, error: Exception | None) -> None:
        self._thread.join()
        self._bridge.tell_everything()
        fault = error if isinstance(error, Fault) or error is None else Fault(
            Message("error-bug", type(error).__name__), Message("error-bug-remedy"), code="bug")
        self.ended.emit(result, fault)
        if error is not None and fault is not error:
            raise error


class Import(Work):
    """Imports paths as wished; without paths it goes on with what is left. Ends with a Report.

    Where no photographer was named, whoever seems to be it is, as soon as `wishes` tells so.
    """

    def __init__(self, bridge: Bridge, intake: Intakes, paths: Sequence[Path], wishes: Wishes) -> None:
        super().__init__(bridge)
        self.run = str(uuid.uuid4())
        self.wishes = wishes
        self._intake, self._paths = intake, list(paths)

    def call(self) -> Any:
        """Import."""
        from ..services import ingest  # late: it costs a start-up 0.1 s

        if self._paths and self.wishes.contributor is None:
            from ..services.photographers import presumed

            self.wishes = replace(self.wishes, contributor=presumed(self._bridge.library, self._paths))
        named: dict[str, Any] = {"tell": self._tell, "cancelled": self._cancelled.is_set, "changed": self._changed.emit}
        with self._intake.shared().taken() as intake:
            if self._paths:
                return ingest.ingest(self._bridge.library, self._paths, self.wishes, intake=intake, run=self.run,
                                     **named)
            return ingest.resume(self._bridge.library, intake=intake, **named)


class Check(Work):
    """Reads all copies of what came from a card again. Ends with its Light."""

    def __init__(self, bridge: Bridge, card: str) -> None:
        super().__init__(bridge)
        self._card = card

    def call(self) -> Any:
        """Check."""
        from ..services.verifying import verify_card  # late: as for an import

        return verify_card(self._bridge.library, self._card, tell=self._tell, cancelled=self._cancelled.is_set)[1]


class Watch(QObject):
    """Imports what comes into a folder, until it is stopped."""

    arrived = Signal(object)
    """A Report of what came."""
    waiting = Signal(int)
    """How many files are still being written."""
    ended = Signal(object)
    """The Fault that ended it, None if a person did."""

    def __init__(self, bridge: Bridge, folder: Path, wishes: Wishes) -> None:
        super().__init__(bridge)
        self.folder = folder
        self._bridge, self._wishes = bridge, wishes
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="watch")
        self.arrived.connect(lambda _report: bridge.tell_everything(), Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop and wait for what is being copied."""
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        from ..services.tethering import watch  # late: as for an import

        try:
            watch(self._bridge.library, self.folder, self._wishes, stopped=self._stop.is_set,
                  arrived=self.arrived.emit, waiting=self.waiting.emit, wait=self._stop.wait)
        except Fault as fault:
            self.ended.emit(fault)
        else:
            self.ended.emit(None)
