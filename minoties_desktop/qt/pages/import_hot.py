"""The watched folder: what a camera on a cable or a scanning program puts there comes in by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ...domain.errors import Fault
from ..folders import ask_folder
from ..importing import Watch
from ..kit import Kit
from ..widgets.pieces import button, label, leading
from ..widgets.said import Said

if TYPE_CHECKING:
    from ...services.arriving import Wishes
    from ...services.importreport import Report


class ImportHot(QFrame):
    """Begins and ends the watch, and counts what came; `wishes` tells what is wished of it."""

    arrived = Signal()
    """Something came in."""

    def __init__(self, kit: Kit, said: Said, wishes: Callable[[], Wishes]) -> None:
        super().__init__()
        self._kit, self._wishes = kit, wishes
        self.watch: Watch | None = None
        self.came = self._waiting = 0
        self.setProperty("gap", "1")
        heading, self.state = label("", "strong"), label("", "small", "subtle")
        self.press = button("", self._on_pressed, style="small", small=True)
        said.word("import-hot", heading.setText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (heading, self.state, self.press):
            layout.addWidget(widget, 0, leading(widget))

    def start(self, folder: Path) -> None:
        """Import what comes into a folder from now on."""
        self.stop()
        self.came = self._waiting = 0
        self.watch = Watch(self._kit.bridge, folder, self._wishes())
        self.watch.arrived.connect(self._on_arrived)
        self.watch.waiting.connect(self._on_waiting)
        self.watch.ended.connect(self._on_ended)
        self.watch.start()
        self.refresh()

    def stop(self) -> None:
        """Watch no longer."""
        if self.watch is not None:
            watch, self.watch = self.watch, None
            watch.stop()
            self.refresh()

    def refresh(self) -> None:
        """Say what is watched, and what came."""
        if self.watch is None:
            self.say(None, 0, 0)
        else:
            self.say(self.watch.folder, self.came, self._waiting)

    def say(self, folder: Path | None, came: int, waiting: int) -> None:
        """Say that a folder is watched, from which so many came and where so many are being written; None for none."""
        say = self._kit.speech.say
        self.state.setText(say("import-hot-on", str(folder), came, waiting) if folder else say("import-hot-off"))
        self.press.setText(say("import-hot-stop" if folder else "import-hot-choose"))

    def _on_pressed(self) -> None:
        if self.watch is not None:
            self.stop()
        elif folder := ask_folder(self, self._kit.speech.say("import-hot-title")):
            self.start(folder)

    def _on_arrived(self, report: Report) -> None:
        self.came += len(report.items)
        self.refresh()
        self.arrived.emit()

    def _on_waiting(self, count: int) -> None:
        if count != self._waiting:
            self._waiting = count
            self.refresh()

    def _on_ended(self, fault: Fault | None) -> None:
        if fault is not None:
            self.watch = None
            self.refresh()
            self._kit.bridge.failed.emit(fault.message, fault.remedy)
