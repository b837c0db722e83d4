"""How far a sync is, on the program's own icon: where the desktop has docks that listen (the launcher interface that
KDE's, Ubuntu's and others' understand). Windows' and macOS' need what Qt's essentials do not have."""

from __future__ import annotations

import os
import sys
from typing import Any

from PySide6.QtGui import QGuiApplication

_INTERFACE, _PATH = "com.canonical.Unity.LauncherEntry", "/com/canonical/unity/launcherentry/1"
_STEP = 0.01


class Taskbar:
    """Shows a share of 1 on the icon; None takes it away."""

    def __init__(self) -> None:
        self._shown: float | None = None

    def show(self, share: float | None) -> None:
        """Show it unless hardly anything has changed."""
        if share == self._shown or (
                share is not None and self._shown is not None and abs(share - self._shown) < _STEP):
            return
        self._shown = share
        self._tell({"progress": float(share or 0.0), "progress-visible": share is not None})

    def _tell(self, what: dict[str, Any]) -> None:
        if sys.platform != "linux" or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            return
        from PySide6.QtDBus import QDBusConnection, QDBusMessage  # late: a window that sends nothing does without

        signal = QDBusMessage.createSignal(_PATH, _INTERFACE, "Update")
        signal.setArguments([f"application://{QGuiApplication.desktopFileName()}.desktop", what])
        QDBusConnection.sessionBus().send(signal)
