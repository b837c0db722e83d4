"""The maps below the photographs: a menu at the map that adds a file of tiles, and takes one away again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton, QWidget

from ...services import maps
from ...services.maps import Map
from ..kit import Kit


class LayerSide(QObject):
    """Adds and removes maps; each is one step of undo."""

    def __init__(self, kit: Kit, button: QPushButton, page: QWidget) -> None:
        super().__init__(page)
        self._kit, self._button, self._page = kit, button, page
        button.clicked.connect(self._on_clicked)

    def take(self, path: Path) -> None:
        """Use a file of tiles from now on."""
        bridge = self._kit.bridge
        bridge.write(lambda: maps.add(bridge.library, bridge.tagging, path),
                     lambda _made: bridge.registers_changed.emit())

    def choose(self) -> None:
        """Ask for a file, in the platform's own dialog."""
        say = self._kit.speech.say
        name, _ = QFileDialog.getOpenFileName(self._page, say("place-map-add"), "", say("place-map-filter"))
        if name:
            self.take(Path(name))

    def _on_clicked(self) -> None:
        library = self._kit.bridge.library
        self._kit.bridge.compute(lambda: maps.listed(library), self._on_listed)

    def _on_listed(self, found: list[Map]) -> None:
        self.menu(found).popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def menu(self, found: list[Map]) -> QMenu:
        """What can be done with these maps."""
        menu, say = QMenu(self._button), self._kit.speech.say
        for one in found:
            key = "place-map-remove" if one.is_there else "place-map-remove-gone"
            menu.addAction(say(key, one.name).replace("&", "&&"), partial(self._remove, one.id))
        if found:
            menu.addSeparator()
        menu.addAction(say("place-map-add"), self.choose)
        return menu

    def _remove(self, row: str) -> None:
        tagging = self._kit.bridge.tagging
        self._kit.bridge.write(lambda: maps.remove(tagging, row))
