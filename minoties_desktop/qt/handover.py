"""Hands files that were opened from elsewhere to the window that the library has already."""

from __future__ import annotations

import contextlib
import json
import os
import time
import uuid
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ..domain.errors import EnvironmentFault
from ..services.library import held, lock_folder

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalSocket

_NAME = "window.name"
_TAKEN = b"taken\n"
_LONGEST = 4_000_000  # bytes of one call: tens of thousands of paths
_PATIENCE, _AGAIN = 10.0, 0.1  # seconds: a window that is just being opened does not listen yet
_ANSWER_MS, _TOKEN = 5000, "XDG_ACTIVATION_TOKEN"


class Reception(QObject):
    """Listens for files as long as its window is open; nobody but the same person may call."""

    handed = Signal(list)
    """The files (paths) that somebody opened; none where only the window is wanted."""

    def __init__(self, root: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = lock_folder(root) / _NAME
        from PySide6.QtNetwork import QLocalServer  # late: it costs a start-up 0.1 s and 3 MB

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def listen(self) -> bool:
        """Begin, under a name that nobody can have taken before; whether that was possible."""
        name = f"minoties-{uuid.uuid4().hex}"
        if not self._server.listen(name):
            return False
        fresh = self._place.with_suffix(".part")
        fresh.write_text(name, encoding="ascii")
        fresh.replace(self._place)
        return True

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()
        self._place.unlink(missing_ok=True)

    def _on_connection(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.readyRead.connect(partial(self._hear, caller))
            self._hear(caller)

    def _hear(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() > _LONGEST:
                caller.abort()
            return
        files = _files(bytes(caller.readLine().data()))
        if files is None:
            caller.abort()
            return
        caller.write(_TAKEN)
        caller.flush()
        caller.disconnectFromServer()
        # Not from here: whoever hears it may show a question, and the caller waits for its answer.
        QTimer.singleShot(0, self, lambda: self.handed.emit(files))


def _files(line: bytes) -> list[Path] | None:
    """The files of a call, None where it makes no sense. It may bring the right to come to the front (Wayland)."""
    try:
        call = json.loads(line)
        files = [Path(os.fsdecode(bytes.fromhex(text))) for text in call["files"]]
        token = call.get("token", "")
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    if isinstance(token, str) and token.isascii() and token.isprintable() and token:
        os.environ[_TOKEN] = token
    return files if all(file.is_absolute() for file in files) else None


def hand_over(root: Path, files: Sequence[Path]) -> bool:
    """Hand files to the open window of the library in a folder; whether it took them. False where there is none.

    Waits for a window that is just being opened.
    """
    place = lock_folder(root) / _NAME
    until = time.monotonic() + _PATIENCE
    while _is_open(root):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            if _call(place.read_text(encoding="ascii"), files):
                return True
        if time.monotonic() > until:
            return False
        time.sleep(_AGAIN)
    return False


def _is_open(root: Path) -> bool:
    if not lock_folder(root).exists():
        return False
    try:
        with held(root, "window"):
            return False
    except EnvironmentFault:
        return True


def _call(name: str, files: Sequence[Path]) -> bool:
    from PySide6.QtNetwork import QLocalSocket  # late: as above

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_ANSWER_MS):
        return False
    paths = [os.fsencode(file.absolute()).hex() for file in files]
    socket.write(json.dumps({"files": paths, "token": os.environ.get(_TOKEN, "")}).encode() + b"\n")
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_ANSWER_MS):
            return False
    return bytes(socket.readLine().data()) == _TAKEN
