"""The window's menu, made from the table of actions."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from .actions import DEEDS, MENUS, Actions
from .translator import Speech


class MainMenu(QMenu):
    """All actions that name a menu, in the order of the table."""

    def __init__(self, parent: QWidget, actions: Actions, speech: Speech) -> None:
        super().__init__(parent)
        self._speech = speech
        self._menus: dict[str, QMenu] = {}
        for name in MENUS:
            menu = self._menus[name] = self.addMenu(name)
            for deed in DEEDS:
                if deed.menu == name:
                    menu.addAction(actions[deed.id])
        self.activities = self._menus["edit"].addMenu("activities")
        self._menus["activities"] = self.activities
        self.languages = self.addMenu("languages")
        self._menus["languages"] = self.languages
        self.retranslate()

    def retranslate(self) -> None:
        """Name the menus in the language of now."""
        for name, menu in self._menus.items():
            menu.setTitle(self._speech.say(f"menu-{name}"))
