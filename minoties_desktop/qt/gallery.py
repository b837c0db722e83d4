"""Opens the gallery of the practice Commons in the person's browser, and serves it as long as nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from ..config.messages import Message
from ..config.paths import log_folder
from .bridge import Bridge
from .starting import LOOK_MS, detached

if TYPE_CHECKING:
    import subprocess

_PATIENCE_MS = 30_000
_LOG = "practice.log"


def open_in_browser(address: str) -> bool:
    """Hand an address to the system's browser; False where there is none."""
    return QDesktopServices.openUrl(QUrl(address))


class PracticeGallery(QObject):
    """The gallery of a window's library; what goes wrong is told to everybody by the bridge."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.browse: Callable[[str], bool] = open_in_browser
        self._bridge = bridge
        self._process: subprocess.Popen[bytes] | None = None
        self._waited = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._on_tick)

    def show(self) -> None:
        """Open the gallery, as soon as it is served."""
        if self._open() or self._timer.isActive():
            return
        try:
            self._process = detached("practice", "--library", str(self._bridge.library.root), told="practice.json",
                                     log=_LOG)
        except OSError:
            self._fail()
            return
        self._waited = 0
        self._timer.start()

    def close(self) -> None:
        """Stop serving, unless a sync that goes on without the window may be sending there."""
        self._timer.stop()
        if self._process is not None and not self._bridge.lists.sync_runs():
            self._process.terminate()
            self._process.wait()
        self._process = None

    def _on_tick(self) -> None:
        self._waited += LOOK_MS
        if self._open():
            self._timer.stop()
        elif self._waited > _PATIENCE_MS or (self._process and self._process.poll() is not None):
            self._timer.stop()
            self._fail()

    def _open(self) -> bool:
        from ..services import practising  # late: a start-up does without

        address = practising.gallery(self._bridge.library)
        if address and not self.browse(address):
            self._bridge.failed.emit(Message("error-no-browser", address), None)
        return bool(address)

    def _fail(self) -> None:
        self._bridge.failed.emit(
            Message("error-practice-gallery"), Message("error-practice-gallery-remedy", str(log_folder() / _LOG)))
