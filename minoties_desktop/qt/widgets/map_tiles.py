"""The tiles of maps that were added: asked for when they come into view, painted when they are there."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap

from ...services.maps import Tile
from ..kit import Kit
from .map_ground import View

_AT_ONCE = 6
_MOST = 120
"""Tiles of one view; more are none that anybody could look at."""
_KEPT = 300
_Key = tuple[int, int, int]


class MapTiles(QObject):
    """Holds what was painted last; `arrived` says that there is more to paint."""

    arrived = Signal()

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._known: OrderedDict[_Key, QPixmap | None] = OrderedDict()
        self._wanted: list[_Key] = []
        self._is_asking = False
        self._zooms: tuple[int, int] | None = None
        self.names: list[str] = []
        """Whose the maps are."""
        self.generation = 0
        kit.bridge.registers_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Look again which maps there are."""
        tiles = self._kit.bridge.tiles

        def found() -> tuple[list[str], tuple[int, int] | None]:
            tiles.forget()
            maps = tiles.maps()
            zooms = (min(one.farthest for one in maps), max(one.nearest for one in maps)) if maps else None
            return list(dict.fromkeys(one.attribution or one.name for one in maps)), zooms

        self._kit.bridge.draw(found, self._on_maps)

    def _on_maps(self, told: tuple[list[str], tuple[int, int] | None]) -> None:
        if told == (self.names, self._zooms):
            return
        self.names, self._zooms = told
        self._known.clear()
        self._tell()

    def paint(self, painter: QPainter, view: View) -> bool:
        """Paint what is known of a view, from coarse to fine, and ask for the rest; whether anything was painted."""
        if self._zooms is None:
            return False
        low, high = self._zooms
        best = max(low, min(high, round(view.zoom)))
        painted = False
        wanted: list[_Key] = []
        for zoom in sorted({max(low, best - 2), best}):
            for key, rect in _tiles(view, zoom):
                pixmap = self._known.get(key)
                if pixmap is not None:
                    self._known.move_to_end(key)
                    painter.drawPixmap(rect, pixmap, QRectF(pixmap.rect()))
                    painted = True
                elif key not in self._known and zoom == best:
                    wanted.append(key)
        self._wanted = wanted[:_MOST]
        self._ask()
        return painted

    def _ask(self) -> None:
        if self._is_asking or not self._wanted:
            return
        self._is_asking = True
        some, tiles = self._wanted[:_AT_ONCE], self._kit.bridge.tiles
        self._kit.bridge.draw(lambda: [(key, tiles.tile(*key)) for key in some], self._on_tiles)

    def _on_tiles(self, found: list[tuple[_Key, Tile | None]]) -> None:
        self._is_asking = False
        for key, tile in found:
            self._known[key] = _pixmap(tile) if tile else None
            if key in self._wanted:
                self._wanted.remove(key)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        self._tell()
        self._ask()

    def _tell(self) -> None:
        self.generation += 1
        self.arrived.emit()


def _pixmap(tile: Tile) -> QPixmap:
    image = QImage(tile.pixels, tile.width, tile.height, tile.width * 4, QImage.Format.Format_RGBA8888)
    return QPixmap.fromImage(image.copy())


def _tiles(view: View, zoom: int) -> Iterator[tuple[_Key, QRectF]]:
    """The tiles of a zoom that a view shows, and where: the world goes on beside itself."""
    many, box = 2 ** zoom, view.box
    left, right = math.floor(box.left() * many), math.floor(box.right() * many)
    top, bottom = max(0, math.floor(box.top() * many)), min(many - 1, math.floor(box.bottom() * many))
    if (right - left + 1) * (bottom - top + 1) > _MOST:
        return
    side = view.scale / many
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            corner_x = (column / many - box.left()) * view.scale
            corner_y = (row / many - box.top()) * view.scale
            yield (zoom, column % many, row), QRectF(corner_x, corner_y, side, side)


