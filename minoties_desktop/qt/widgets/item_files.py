"""The files and pages of one item in their order, each with its picture and what it is, and the stack it lies on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFrame, QWidget

from ...services import itemfiles
from ...services.itemfiles import Found, ItemFile
from ..kit import Kit
from ..models.thumbnails import Thumbnails
from .layouts import clear
from .pieces import frame, label
from .thumb import Thumb


class ItemFiles(QFrame):
    """Lists what belongs to one item; with several it asks for one."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._thumbnails = kit, thumbnails
        self._ids: Sequence[str] = ()
        self._closely = False
        outer = frame(gap="4")
        self.setLayout(outer.layout())
        self.setProperty("gap", "4")
        self.hide()

    def show_items(self, ids: Sequence[str], *, closely: bool) -> None:
        """Tell the files of the one item that these ids are; `closely` with the sums that prove their bytes."""
        self._ids, self._closely = tuple(ids), closely
        if len(self._ids) != 1:
            self._say("panel-files-several")
            return
        library, item = self._kit.bridge.library, self._ids[0]
        self._kit.bridge.compute(lambda: itemfiles.found(library, item), self._on_read)

    def _on_read(self, found: Found) -> None:
        if self._ids != (found.item,):
            return
        if not found.files:
            self._say("panel-copying")
            return
        clear(self.layout())
        say = self._kit.speech.say
        for place, file in enumerate(found.files, 1):
            name = say("panel-files-place", place, file.label or file.name)
            self.layout().addWidget(self._line(found.picture, name, [
                *([file.name] if file.label else []), say(f"file-role-{file.role}"), self._facts(file),
                *([say("panel-files-sum", _foldable(file.sha256))] if self._closely else [])]))
        if found.stack:
            self.layout().addWidget(label(say("panel-files-stack", len(found.stack)), "strong", "strong"))
            for place, beside in enumerate(found.stack, 1):
                self.layout().addWidget(self._line(
                    beside.picture, say("panel-files-place", place, beside.name),
                    [say("panel-files-this")] if beside.item == found.item else []))
        self._kit.dresser.dress(self)

    def _line(self, picture: Path | None, name: str, facts: Sequence[str]) -> QWidget:
        line, words = frame(gap="3", across=True), frame(gap="1")
        words.layout().addWidget(label(name, "strong"))
        for fact in facts:
            words.layout().addWidget(label(fact, "small", "subtle"))
        words.layout().addStretch(1)
        line.layout().addWidget(Thumb(self._kit.theme, self._thumbnails, picture, "film-height", "film-width"))
        line.layout().addWidget(words, 1)
        line.setAccessibleName(", ".join([name, *facts]))
        return line

    def _facts(self, file: ItemFile) -> str:
        kind, size = file.mime.rpartition("/")[2].upper(), self._kit.megabytes(file.size)
        if file.pages > 1:
            return self._kit.speech.say("panel-files-pages", kind, file.pages, size)
        if file.width:
            return self._kit.speech.say("panel-files-pixels", kind, file.width, file.height, size)
        return self._kit.speech.say("panel-files-other", kind, size)

    def _say(self, key: str) -> None:
        clear(self.layout())
        self.layout().addWidget(label(self._kit.speech.say(key), "body", "subtle"))
        self._kit.dresser.dress(self)


def _foldable(digest: str) -> str:
    """A checksum that may go on in the next line after any eight of its digits."""
    return "\u200b".join(digest[start:start + 8] for start in range(0, len(digest), 8))
