"""The program, with every key that reaches it written down as well: `python -m tests.support.overheard LOG ...`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

from minoties_desktop import app


class Ear(QObject):
    """Writes each printable key into a file before anything of the program sees it, whether or not it is taken up."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._last = (0, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks whether a key is a shortcut before it presses it; several widgets may be asked of the same one."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = (event.timestamp(), event.key())
            if key != self._last and event.text().isprintable():
                os.write(self._file, event.text().encode())
            self._last = key
        return False


def main() -> int:
    """Run the program with an ear at its door."""
    ear = Ear(Path(sys.argv[1]))

    class Application(QtWidgets.QApplication):
        def __init__(self, arguments: list[str]) -> None:
            super().__init__(arguments)
            self.installEventFilter(ear)

    QtWidgets.QApplication = Application
    return app.main(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
