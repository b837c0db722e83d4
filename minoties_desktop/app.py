"""Qt's start: the window on one library."""

from __future__ import annotations

import argparse
import builtins
import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .config import settings
from .config.messages import Message, Messages
from .config.paths import default_library
from .domain.errors import EnvironmentFault, Fault

_NO_WINDOW = 3
_TURN = 0.001  # seconds that another thread may keep the window waiting for Python; an import has several
_LIBRARIES = ("Qt/lib/libQt6Core.so.6", "Qt/lib/libQt6Gui.so.6", "Qt/lib/libQt6Widgets.so.6", "QtCore.abi3.so",
              "QtGui.abi3.so", "QtWidgets.abi3.so", "Qt/plugins/platforms/libqxcb.so", "Qt/lib/libQt6XcbQpa.so.6")


def guard(version: str, python: tuple[int, int]) -> None:
    """Raise EnvironmentFault for a PySide6 that is known to abort.

    6.12 on Python before 3.12 loses references to None and True and dies after a few hundred signals; 6.10.1
    crashes when a signal of a model is connected.
    """
    found = tuple(int(part) for part in version.split(".")[:3])
    if (found >= (6, 12) and python < (3, 12)) or found == (6, 10, 1):
        raise EnvironmentFault(
            Message("error-pyside", version, ".".join(map(str, python))), Message("error-pyside-remedy"), code="pyside")


def main(argv: list[str] | None = None) -> int:
    """Open the window; returns the exit code of the command line's table."""
    parser = argparse.ArgumentParser("minoties-desktop")
    parser.add_argument("--library", type=Path)
    parser.add_argument("files", nargs="*", type=Path)
    asked = parser.parse_args(argv)
    chosen = asked.library
    import PySide6  # late, so that the modules above are imported in Python's own way

    # PySide6's own way reads the source of each module, to look for a feature that nobody uses here, and keeps it.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    _read_ahead(Path(PySide6.__file__).parent)
    kept = settings.load()
    try:
        guard(PySide6.__version__, sys.version_info[:2])
        known = chosen or (Path(kept.last_library) if kept.last_library else default_library())
        unfinished = kept.welcome is not None or not (kept.last_library or known.exists())
        return _run(known, kept, asked.files, first=unfinished and not chosen)
    except Fault as fault:
        messages = Messages(kept.language or "en")
        print(messages.text(fault.message), file=sys.stderr)  # noqa: T201
        if fault.remedy:
            print(messages.text(fault.remedy), file=sys.stderr)  # noqa: T201
        return _NO_WINDOW


def _read_ahead(qt: Path) -> None:
    """Have the system read Qt from the disk while Python does other things: a first start is 0.2 s sooner by it."""
    if not hasattr(os, "posix_fadvise"):
        return
    for name in _LIBRARIES:
        with contextlib.suppress(OSError), (qt / name).open("rb", buffering=0) as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_WILLNEED)


def _run(root: Path, kept: settings.Settings, files: Sequence[Path], *, first: bool) -> int:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    gc.disable()  # for good: from here on Collector does it

    from .qt.garbage import Collector
    from .qt.handover import hand_over
    from .qt.opening import Opened, open_library, window_of
    from .qt.refusing import refuse
    from .qt.turns import Turns, at_once
    from .qt.window import MainWindow

    if not first and hand_over(root, files):
        return 0
    sys.setswitchinterval(_TURN)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    gc.freeze()  # what is imported stays, and need not be looked through over and over
    app = QApplication(sys.argv[:1])
    Collector(app)
    app.setApplicationName("minoties-desktop")
    app.setDesktopFileName("minoties-desktop")

    def show(folder: Path) -> MainWindow:
        try:
            opened = open_library(folder, settings.load())
        except EnvironmentFault as fault:
            other = refuse(fault, kept.language)
            if other is None:
                raise
            return show(other)
        return at_once(furnish(opened))

    def furnish(opened: Opened) -> Turns[MainWindow]:
        window = yield from window_of(app, opened, settings.load())
        window.deeds.library_wanted.connect(lambda other: replace(window, other))
        window.show()
        shown.append(window)
        if waiting:  # "open with", from the system's file manager
            given = tuple(waiting)
            waiting.clear()
            QTimer.singleShot(0, window, lambda: window.receive(given))
        return window

    def replace(window: MainWindow, folder: Path) -> None:
        if window not in shown:  # asked for twice, and left by now
            return
        window.leave()
        shown.remove(window)
        try:
            show(folder)
        except EnvironmentFault:
            show(window.kit.bridge.library.root)

    shown: list[MainWindow] = []
    waiting = list(files)
    app.setQuitOnLastWindowClosed(True)
    if first:
        from .qt.first_run import welcome

        asked = welcome(app, kept, furnish)
        asked.show()
    else:
        show(root)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
