"""A window with the time as a QR code: photograph it once with every camera."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...services import clockpage
from ..kit import Kit
from ..widgets.code_view import CodeView


class ClockCode(QDialog):
    """Shows the code; saves a page that does the same on a phone."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        say = kit.speech.say
        self.setWindowTitle(say("clock-page-title"))
        self.setProperty("gap", "4")
        self.setProperty("margins", "6 6 6 6")
        layout = QVBoxLayout(self)
        self._code = CodeView(self)
        self._code.furnish(kit.theme)
        self._code.setAccessibleName(say("clock-page-title"))
        self._time = QLabel(self)
        self._time.setProperty("textStyle", "heading")
        self._time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel(say("clock-page-help"), self)
        words.setWordWrap(True)
        words.setProperty("ink", "subtle")
        layout.addWidget(self._code, 1)
        layout.addWidget(self._time)
        layout.addWidget(words)
        line = QHBoxLayout()
        for key, press in (("clock-page-save", self._save), ("clock-page-close", self.accept)):
            button = QPushButton(say(key), self)
            button.setProperty("minHeight", "button")
            button.setProperty("textStyle", "strong")
            button.clicked.connect(press)
            line.addWidget(button)
        layout.addLayout(line)
        self._code.ticked.connect(self._on_ticked)
        kit.dresser.dress(self)

    def _on_ticked(self, moment: datetime) -> None:
        self._time.setText(self._kit.speech.say("clock-page-time", f"{moment:%Y-%m-%d %H:%M:%S}"))

    def _save(self) -> None:
        say = self._kit.speech.say
        name, _ = QFileDialog.getSaveFileName(
            self, say("clock-page-save"), "clock.html", say("clock-page-filter"))
        if name:
            words = self._kit.speech.messages
            self._kit.bridge.write(lambda: clockpage.save_page(Path(name), words))
