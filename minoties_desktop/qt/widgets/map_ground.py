"""What lies under the pins: land, sea and the names of places, kept as one picture until the map moves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTransform

from ...services import gazetteer
from ...services.gazetteer import Place
from ..mercator import TILE, world
from ..theme import Tokens

FINE_FROM = 5.0
"""The zoom from which the finer land is drawn."""
_LEVELS = (1, 2, 4, 5)
"""Zooms up to which the coarse land is thinned."""
_NAMES_FROM = (2.5, 7.0)  # of large places, of all


@dataclass(frozen=True, slots=True)
class View:
    """The part of the world that is seen: its middle in the square, the pixels of the world's width, and a size."""

    middle: QPointF
    scale: float
    size: QSize

    @property
    def zoom(self) -> float:
        """0 for a world of 256 pixels, one more each time it doubles."""
        return math.log2(self.scale / TILE)

    @property
    def box(self) -> QRectF:
        """What is seen of the square; it may reach beside it, where the world goes on."""
        wide, high = self.size.width() / self.scale, self.size.height() / self.scale
        return QRectF(self.middle.x() - wide / 2, self.middle.y() - high / 2, wide, high)

    def pixel(self, x: float, y: float) -> QPointF:
        """Where a point of the square is seen, in the world that is nearest to the middle."""
        x += round(self.middle.x() - x)
        return QPointF((x - self.middle.x()) * self.scale + self.size.width() / 2,
                       (y - self.middle.y()) * self.scale + self.size.height() / 2)

    def point(self, pixel: QPointF) -> QPointF:
        """The point of the square that is seen at a pixel."""
        return QPointF(self.middle.x() + (pixel.x() - self.size.width() / 2) / self.scale,
                       self.middle.y() + (pixel.y() - self.size.height() / 2) / self.scale)


@lru_cache(4)
def _world(level: int) -> QPainterPath:
    """The whole world, as fine as can be seen up to a zoom."""
    step = 0.7 / (TILE * 2 ** level)
    path = QPainterPath()
    for ring in gazetteer.atlas().world:
        points = thinned([QPointF(*world(latitude, longitude)) for longitude, latitude in ring], step)
        if len(points) > 3:
            path.addPolygon(QPolygonF(points))
            path.closeSubpath()
    return path


def thinned(points: Sequence[QPointF], step: float) -> list[QPointF]:
    """Points of which none is nearer than a step to the one before it; the first and the last stay."""
    found = list(points[:1])
    for point in points[1:]:
        last = found[-1]
        if abs(point.x() - last.x()) + abs(point.y() - last.y()) >= step:
            found.append(point)
    return [*found, points[-1]] if points and found[-1] != points[-1] else found


def _level(view: View) -> int:
    return min((level for level in _LEVELS if level >= view.zoom), default=_LEVELS[-1])


@cache  # all of them take 10 MB, and what was read once (MapView) is painted without waiting for it again
def _tile(row: int, column: int) -> QPainterPath:
    return _path(gazetteer.atlas().tile(row, column))


def _path(rings: Sequence[Sequence[tuple[float, float]]]) -> QPainterPath:
    path = QPainterPath()  # odd and even: lakes in land, islands in lakes
    for ring in rings:
        path.addPolygon(QPolygonF([QPointF(*world(latitude, longitude)) for longitude, latitude in ring]))
        path.closeSubpath()
    return path


class Tiles(Protocol):
    """What others have drawn of the world; `generation` counts its changes."""

    generation: int

    def paint(self, painter: QPainter, view: View) -> bool:
        """Paint what there is of a view; whether that was anything."""


class Ground:
    """Paints land and names for a view."""

    def __init__(self) -> None:
        self._kept: tuple[object, QPixmap] | None = None

    def picture(self, view: View, tokens: Tokens, ratio: float, tiles: Tiles | None = None) -> QPixmap:
        """The ground as a picture, painted anew only when the view, the look or the tiles have changed; where there
        are tiles they lie on the land, and say the names of places themselves."""
        key = (view, tokens.generation, ratio, tiles.generation if tiles else 0)
        if self._kept is not None and self._kept[0] == key:
            return self._kept[1]
        pixmap = QPixmap(view.size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(tokens.colour("map-water"))
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._land(painter, view, tokens)
            if tiles is None or not tiles.paint(painter, view):
                self._names(painter, view, tokens)
        self._kept = (key, pixmap)
        return pixmap

    def _land(self, painter: QPainter, view: View, tokens: Tokens) -> None:
        # A line of the land's own colour hides the seams between tiles.
        seam = QPen(tokens.colour("map-land"), tokens.size("hairline"))
        seam.setCosmetic(True)
        painter.setPen(seam)
        painter.setBrush(tokens.colour("map-land"))
        box = view.box
        for shift in range(math.floor(box.left()), math.floor(box.right()) + 1):
            painter.setTransform(QTransform(
                view.scale, 0, 0, view.scale, (shift - box.left()) * view.scale, -box.top() * view.scale))
            if view.zoom < FINE_FROM:
                painter.drawPath(_world(_level(view)))
                continue
            for row, column in gazetteer.atlas().tiles(*_degrees(box.translated(-shift, 0))):
                painter.drawPath(_tile(row, column))
        painter.resetTransform()

    def _names(self, painter: QPainter, view: View, tokens: Tokens) -> None:
        if view.zoom < _NAMES_FROM[0]:
            return
        painter.setFont(tokens.text("small"))
        metrics = painter.fontMetrics()
        taken: list[QRectF] = []
        for place in _names(view):
            at = view.pixel(*world(place.position.latitude, place.position.longitude))
            wide, dot = metrics.horizontalAdvance(place.name), tokens.space(2)
            rect = QRectF(at.x() + dot, at.y() - metrics.height() / 2, wide, metrics.height())
            room = rect.adjusted(-2 * dot, -dot / 2, dot, dot / 2)
            if any(room.intersects(other) for other in taken) or rect.right() > view.size.width():
                continue
            taken.append(room)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("text-subtle"))
            painter.drawEllipse(at, dot / 2, dot / 2)
            painter.setPen(tokens.colour("text-subtle"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute, place.name)


def _names(view: View) -> list[Place]:
    """The largest places in view, for as many names as there is room for."""
    box, large = view.box, view.zoom < _NAMES_FROM[1]
    found: list[Place] = []
    for shift in range(math.floor(box.left()), math.floor(box.right()) + 1):
        found += gazetteer.places().within(*_degrees(box.translated(-shift, 0)), large=large)
    return sorted(found, key=lambda place: -place.people)[:60]


def _degrees(box: QRectF) -> tuple[float, float, float, float]:
    """South, west, north, east of a part of the square."""
    def latitude(y: float) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * max(0.0, min(1.0, y))))))

    return (latitude(box.bottom()), max(0.0, box.left()) * 360 - 180, latitude(box.top()),
            min(1.0, box.right()) * 360 - 180)


def _tiles(view: View) -> list[tuple[int, int]]:
    """The tiles of the finer land that are seen."""
    box = view.box
    return [tile for shift in range(math.floor(box.left()), math.floor(box.right()) + 1)
            for tile in gazetteer.atlas().tiles(*_degrees(box.translated(-shift, 0)))]


def needed(view: View) -> frozenset[tuple[object, ...]]:
    """What of land and names has to be read before a view can be painted at once."""
    if view.zoom < _NAMES_FROM[0]:
        return frozenset({("land", _level(view))})
    if view.zoom < FINE_FROM:
        return frozenset({("land", _level(view)), ("names",)})
    tiles = _tiles(view)
    names = {("names",)} if view.zoom < _NAMES_FROM[1] else {("names", *tile) for tile in tiles}
    return frozenset(names.union(("land", *tile) for tile in tiles))


def warm(view: View) -> None:
    """Read what a view needs; to be called beside the window's thread, since it takes a while the first time."""
    if view.zoom < FINE_FROM:
        _world(_level(view))
    else:
        for row, column in _tiles(view):
            _tile(row, column)
    if view.zoom >= _NAMES_FROM[0]:
        _names(view)
