"""Photographs go to other programs by dragging or by the clipboard, as copies; and files come from the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QMetaType, QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication

from ..domain.errors import Fault, UsageFault
from .kit import Kit
from .stage import Stage

_FILES, _TEXT = "text/uri-list", "text/plain"


class Promised(QMimeData):
    """Names, and files that are being made: who asks for them waits until they are there."""

    def __init__(self, names: str, files: Future[list[Path]]) -> None:
        super().__init__()
        self._names, self._files = names, files

    def formats(self) -> list[str]:
        """Files and text."""
        return [_FILES, _TEXT]

    def hasFormat(self, mimetype: str) -> bool:
        """Whether it is one of these; asking waits for nothing."""
        return mimetype in self.formats()

    def retrieveData(self, mimetype: str, preferred: QMetaType) -> object:
        """The names, or the places of the files; none where they could not be made."""
        if mimetype == _FILES:
            return [] if self._files.exception() else _urls(self._files.result())
        return self._names


class Carrying:
    """Carries the selection of a stage out, and files in."""

    def __init__(self, kit: Kit, stage: Stage) -> None:
        self._kit, self._stage = kit, stage
        # Not the bridge's own threads: nothing else may keep waiting who drops a file.
        self._copying = ThreadPoolExecutor(1, "lend")

    def drag(self) -> None:
        """Let the selected photographs be dropped somewhere else."""
        data = self.data()
        if data is None:
            return
        held = QDrag(self._stage.grid.view)
        held.setMimeData(data)
        held.exec(Qt.DropAction.CopyAction)

    def copy(self) -> None:
        """Put the selected photographs into the clipboard: the names at once, the files when they are copied."""
        from ..services.lending import promise  # late: a start-up does without

        bridge, ids = self._kit.bridge, list(self._stage.selection())
        if not ids:
            return
        names, clipboard = self._names(ids), QGuiApplication.clipboard()
        clipboard.setText(names)

        def put(paths: list[Path]) -> None:
            if clipboard.text() == names:  # nothing else was copied meanwhile
                data = QMimeData()
                data.setText(names)
                data.setUrls(_urls(paths))
                clipboard.setMimeData(data)

        bridge.compute(lambda: promise(bridge.library, ids).make(), put)

    def paste(self) -> None:
        """Import the files that are in the clipboard."""
        paths = [Path(url.toLocalFile()) for url in QGuiApplication.clipboard().mimeData().urls() if url.isLocalFile()]
        if paths and self._stage.imports.running is None:
            self._stage.show_page("import")
            self._stage.imports.take(paths)

    def data(self) -> QMimeData | None:
        """The selection as files, which are copied from now on, and as text; None for nothing.

        What is too much is said, and its names alone are given.
        """
        from ..services.lending import promise  # late: a start-up does without

        bridge, ids = self._kit.bridge, list(self._stage.selection())
        if not ids:
            return None
        names = self._names(ids)
        try:
            loan = promise(bridge.library, ids)
        except UsageFault as fault:
            bridge.failed.emit(fault.message, fault.remedy)
            data = QMimeData()
            data.setText(names)
            return data
        files = self._copying.submit(loan.make)
        bridge.compute(files.exception, self._on_made)
        return Promised(names, files)

    def _on_made(self, error: BaseException | None) -> None:
        if isinstance(error, Fault):
            self._kit.bridge.failed.emit(error.message, error.remedy)
        elif error is not None:
            raise error

    def _names(self, ids: list[str]) -> str:
        return "\n".join(row["title"] or row["name"] or "" for row in self._kit.bridge.lists.rows(ids))


def _urls(paths: Sequence[Path]) -> list[QUrl]:
    return [QUrl.fromLocalFile(str(path)) for path in paths]
