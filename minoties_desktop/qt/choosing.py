"""Settings that a person changes: kept, and at once in effect on the open window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from ..config import settings
from .kit import Kit


class Choosing(QObject):
    """The one place that changes settings of the app from the window."""

    changed = Signal(str, object)
    """A setting (name) has another value now; look and language have changed already."""

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit

    def choose(self, name: str, value: Any) -> None:
        """Keep a setting beside the window's thread, and bring it into effect."""
        self._kit.bridge.write(lambda: settings.change(**{name: value}))
        match name:
            case "theme":
                self._kit.theme.choose(value)
            case "contrast":
                self._kit.theme.set_contrast(value)
            case "language":
                self._kit.speech.use(value)
        self.changed.emit(name, value)
