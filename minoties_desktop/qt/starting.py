"""Starts the sync in a process of its own, which goes on when the window is closed or killed."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ..config.paths import log_folder
from ..config.start import ourselves

if TYPE_CHECKING:
    import subprocess

LOOK_MS = 300
_ANSWER = "sync-answer.json"


def start_sync(library: Path, words: Sequence[str] = ()) -> subprocess.Popen[bytes]:
    """Start `minoties sync` for a library, detached. What it tells goes into the log folder; its rows tell the window.

    `words` are more of the command line, for this time.

    Raises OSError if it cannot be started.
    """
    return detached("sync", *words, "--library", str(library), told=_ANSWER, log="sync.log")


def detached(*words: str, told: str, log: str) -> subprocess.Popen[bytes]:
    """Start one of our commands in a process of its own, which tells its answer and its errors to files in the log
    folder.

    Raises OSError if it cannot be started.
    """
    import subprocess  # late: a window that sends nothing does without

    log_folder().mkdir(parents=True, exist_ok=True)
    apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS} \
        if sys.platform == "win32" else {"start_new_session": True}
    with (log_folder() / told).open("wb") as out, (log_folder() / log).open("ab") as errors:
        return subprocess.Popen(ourselves(*words, "--json"), stdin=subprocess.DEVNULL, stdout=out, stderr=errors,
                                **apart)


class SyncStarter(QObject):
    """Starts the sync, and tells why it ended if it could not even begin."""

    failed = Signal(str, str, str)
    """Code, sentence and remedy, as the process said them."""
    started = Signal()
    not_started = Signal(str)
    """Why one that had waited for another to end could not be started."""

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting: list[list[str]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._on_tick)

    def start(self, words: Sequence[str] = ()) -> bool:
        """Start it, or where one that was started here still runs, as soon as that has ended: it sends only for the
        accounts that it found when it began. Returns whether it waits for that. Raises OSError if it cannot be started.
        """
        if self._process is not None:
            if list(words) not in self._waiting:
                self._waiting.append(list(words))
            return True
        self._process = start_sync(self._library, words)
        self._timer.start()
        self.started.emit()
        return False

    @property
    def is_waiting(self) -> bool:
        """Whether another one is to be started when the one that lives has ended."""
        return bool(self._waiting)

    def forget_waiting(self) -> None:
        """Start no other one when the one that lives has ended."""
        self._waiting.clear()

    @property
    def is_running(self) -> bool:
        """Whether a sync that was started here lives, though it may not have begun yet."""
        return self._process is not None and self._process.poll() is None

    def end(self) -> None:
        """End it before it has begun; whatever it was at goes on there the next time."""
        self.forget_waiting()
        if self._process is not None:
            self._process.terminate()

    def _on_tick(self) -> None:
        if self._process is None or self._process.poll() is None:
            return
        self._timer.stop()
        self._process = None
        try:
            answer = json.loads((log_folder() / _ANSWER).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            answer = {"error": {}}
        self._start_waiting()  # before a failure is told: what starts takes an old one away
        if "error" in answer:
            error = answer["error"]
            self.failed.emit(error.get("code") or "", error.get("message") or "", error.get("remedy") or "")

    def _start_waiting(self) -> None:
        if self._waiting:
            try:
                self.start(self._waiting.pop(0))
            except OSError as error:
                self.not_started.emit(str(error))
