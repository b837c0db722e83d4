"""Photographs go to other programs by dragging or by the clipboard, as copies; and files come from the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication

from ..domain.errors import UsageFault
from .kit import Kit
from .stage import Stage


class Carrying:
    """Carries the selection of a stage out, and files in."""

    def __init__(self, kit: Kit, stage: Stage) -> None:
        self._kit, self._stage = kit, stage

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
        from ..services.lending import lend  # late: a start-up does without

        bridge, ids = self._kit.bridge, list(self._stage.selection())
        if not ids:
            return
        names, clipboard = self._names(ids), QGuiApplication.clipboard()
        clipboard.setText(names)

        def put(paths: list[Path]) -> None:
            if clipboard.text() == names:  # nothing else was copied meanwhile
                clipboard.setMimeData(_data(names, paths))

        bridge.compute(lambda: lend(bridge.library, ids), put)

    def paste(self) -> None:
        """Import the files that are in the clipboard."""
        paths = [Path(url.toLocalFile()) for url in QGuiApplication.clipboard().mimeData().urls() if url.isLocalFile()]
        if paths and self._stage.imports.running is None:
            self._stage.show_page("import")
            self._stage.imports.take(paths)

    def data(self) -> QMimeData | None:
        """The selection as files and as text, None for nothing; what is too much is said."""
        from ..services.lending import lend  # late: a start-up does without

        bridge, ids = self._kit.bridge, list(self._stage.selection())
        if not ids:
            return None
        names = self._names(ids)
        try:
            return _data(names, lend(bridge.library, ids))
        except UsageFault as fault:
            bridge.failed.emit(fault.message, fault.remedy)
            return _data(names, [])

    def _names(self, ids: list[str]) -> str:
        return "\n".join(row["title"] or row["name"] or "" for row in self._kit.bridge.lists.rows(ids))


def _data(names: str, paths: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setText(names)
    if paths:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data
