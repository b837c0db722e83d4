"""The first run, step by step, as `shots` draws it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from minoties_desktop.qt.pages.welcome import STEPS, Welcome
from minoties_desktop.qt.window import MainWindow


def _step(name: str) -> Callable[[MainWindow], Welcome]:
    def show(window: MainWindow) -> Welcome:
        kit = window.kit
        asked = Welcome(kit.theme, kit.icons, kit.speech, kit.dresser, {
            "step": name, "library": str(kit.bridge.library.root)})
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.resize(window.size())
        asked.show()
        return asked

    return show


WELCOME_PAGES: dict[str, Callable[[MainWindow], Welcome]] = {
    f"first-run-{name}": _step(name) for name in STEPS}
