"""Where an import's copies go: the library, and a second disk; how much room each has."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ..folders import ask_folder
from ..kit import Kit
from ..theme import mark
from ..widgets.pieces import button, label, leading
from ..widgets.said import Said

_GIGABYTE = 1_000_000_000


class ImportCopies(QFrame):
    """The folder of second copies, None for none."""

    chosen = Signal()
    """Another folder is to be remembered."""

    def __init__(self, kit: Kit, said: Said) -> None:
        super().__init__()
        self._kit = kit
        self.folder: Path | None = None
        self._needed = 0
        self.disks = 1
        """On how many disks the copies are."""
        self.setProperty("gap", "1")
        self._first, self._second = label("", "small"), label("", "small")
        self.same, self.room = label("", "small", "warning"), label("", "small", "success")
        self._add = button("", self.choose, style="small", small=True)
        self._remove = button("", lambda: self.set(None), style="small", link=True)
        heading = label("", "strong")
        for key, shown in (("import-copies", heading), ("import-copies-same", self.same),
                           ("import-copies-add", self._add), ("import-copies-remove", self._remove)):
            said.word(key, shown.setText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (heading, self._first, self._second, self.room, self.same, self._add, self._remove):
            layout.addWidget(widget, 0, leading(widget))

    def choose(self) -> None:
        """Ask for the folder of the second copies."""
        if folder := ask_folder(self, self._kit.speech.say("import-copies-title")):
            self.set(folder)

    def set(self, folder: Path | None) -> None:
        """Copy to this folder too, or to the library alone."""
        self.folder = folder
        self.refresh()
        self.chosen.emit()

    def need(self, size: int) -> None:
        """Tell whether there is room for so many bytes, those that wait on cards."""
        if size != self._needed:
            self._needed = size
            self._say_room()

    def refresh(self) -> None:
        """Say how much room there is now."""
        say, second = self._kit.speech.say, self.folder
        self._first.setText(say("import-copies-library", self._room(self._kit.bridge.library.root)))
        self._second.setText(
            say("import-copies-second", str(second), self._room(second)) if second else say("import-copies-none"))
        mark(self._second, ink="" if second else "subtle")
        self.disks = 1 if second is None or self._kit.bridge.lists.is_same_disk(second) else 2
        self.same.setVisible(second is not None and self.disks == 1)
        self._add.setVisible(second is None)
        self._remove.setVisible(second is not None)
        self._say_room()

    def _say_room(self) -> None:
        lists, speech = self._kit.bridge.lists, self._kit.speech
        places = [lists.room(folder) for folder in (self._kit.bridge.library.root, self.folder) if folder]
        needed = self._needed if self.disks == len(places) else 2 * self._needed
        fits = all(room > needed for room in places)
        key = "import-room-none" if not fits else "import-room-both" if self.disks > 1 else "import-room"
        self.room.setText(speech.say(key, speech.locale.toString(needed / _GIGABYTE, "f", 1)))
        self.room.setVisible(self._needed > 0)
        mark(self.room, ink="success" if fits else "error")

    def _room(self, folder: Path) -> str:
        free = self._kit.bridge.lists.room(folder)
        return self._kit.speech.say("import-gigabytes", round(free / _GIGABYTE))
