"""Settings that a person changes: kept, and at once in effect on the open window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ..config import settings
from .kit import Kit

_FLASH = 1000  # milliseconds: Qt's own default


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
            case "still":
                be_still(value)
            case "spelling":
                self._kit.bridge.spelling.wanted = value
                self._kit.bridge.spelling_changed.emit()
        self.changed.emit(name, value)


def be_still(still: bool) -> None:
    """Have nothing move that need not: neither menus nor the cursor of a field; or as the system has it."""
    app = QGuiApplication.instance()
    if isinstance(app, QApplication):
        for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeMenu,
                       Qt.UIEffect.UI_FadeTooltip, Qt.UIEffect.UI_AnimateTooltip):
            app.setEffectEnabled(effect, not still)
        app.setCursorFlashTime(0 if still else _FLASH)
