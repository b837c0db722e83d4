"""The map: a track, photographs in piles on it, and what is done to them with mouse and keys."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ...domain.positions import Position
from ...domain.strays import strays
from ...domain.track import Track
from ..kit import Kit
from ..mercator import TILE, position, world
from ..pins import Pin
from .graphic import Graphic
from .map_away import AwayButton
from .map_ground import Ground, View, needed, warm
from .map_marks import Marks, Pile, piled
from .map_tiles import MapTiles

_FARTHEST, _NEAREST = 1.0, 19.0  # zooms
_STEP = 0.5
_ROOM = 0.8  # of the map, for what is to be seen whole
_THINNED = 20  # points of a track a step: for its middle that is enough
_WHEEL = 120.0  # an eighth of a degree each, for one notch


class MapView(Graphic):
    """Shows pins and a track. It changes nothing itself: what a person does with pins is told by signals."""

    picked = Signal(list)
    """Ids of the photographs of a pile that was chosen."""
    moved = Signal(list, object)
    """Ids of photographs, and the Position they were dragged to."""
    turned = Signal(str, float)
    """A photograph, and the heading that its arrow was turned to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit: Kit | None = None
        self._ground = Ground()
        self._kept: tuple[object, QPixmap] | None = None
        self._kept_view = View(QPointF(), 1.0, QSize())
        self._read: set[tuple[object, ...]] = set()
        self._asked: set[tuple[object, ...]] = set()
        self._view = View(QPointF(0.5, 0.4), TILE * 2.0, QSize(1, 1))
        self._pins: Sequence[Pin] = ()
        self._strays: frozenset[int] = frozenset()
        self._piles: Sequence[Pile] | None = None
        self._chosen: frozenset[str] = frozenset()
        self._current = ""
        self._middle = ""
        self._grabbed: Pile | None = None
        self._turning = False
        self._from = QPointF()
        self._dragged: QPointF | None = None
        self.setMouseTracking(True)
        self._nearer, self._farther = QPushButton(self), QPushButton(self)
        self.layers = QPushButton(self)
        """What lies below the pins."""
        self.away = AwayButton(self)
        self.away.clicked.connect(self._on_away)

    def furnish(self, kit: Kit, picture: Callable[[str, int], QPixmap | None]) -> None:
        """Give the map its look; `picture` gives the thumbnail of an item in a number of device pixels."""
        self._kit = kit
        self._marks = Marks(kit, picture)
        self.tiles = MapTiles(kit, self)
        self.tiles.arrived.connect(self.update)
        for button, icon, steps in ((self._nearer, "add", 2), (self._farther, "subtract", -2)):
            button.setProperty("iconName", icon)
            button.setProperty("minHeight", "button")
            button.clicked.connect(partial(self._on_zoom, steps))
        self.layers.setProperty("iconName", "map")
        self.layers.setProperty("minHeight", "button")
        self.away.furnish(kit)
        self.away.setProperty("minHeight", "button")
        self.retranslate()

    def retranslate(self) -> None:
        """Name the buttons in the language of now."""
        for button, key in ((self._nearer, "place-map-nearer"), (self._farther, "place-map-farther"),
                            (self.layers, "place-map-layers")):
            button.setAccessibleName(self._kit.speech.say(key))
            button.setToolTip(button.accessibleName())
        self._offer_away()

    def _on_zoom(self, steps: int) -> None:
        self.zoom(steps)

    def show_track(self, track: Track, join: float) -> None:
        """Show a track; gaps longer than `join` seconds are dotted."""
        self._marks.set_track(track, join)
        self.update()

    def show_pins(self, pins: Sequence[Pin]) -> None:
        """Show photographs where they are now."""
        self._pins, self._piles = pins, None
        self._offer_away()
        self.update()

    def _offer_away(self) -> None:
        track = [Position(point.latitude, point.longitude) for point in self._marks.track.points[::_THINNED]]
        self._strays = strays([pin.at for pin in self._pins], track)
        self.away.offer([QPointF(*world(self._pins[number].at.latitude, self._pins[number].at.longitude))
                         for number in sorted(self._strays)])
        self.away.stand(self._view, self._buttons())

    def _on_away(self) -> None:
        self.fit(self._marks.track, everything=True)

    def choose(self, chosen: Collection[str], current: str) -> None:
        """Mark the photographs that are selected, and the current one."""
        self._chosen, self._current = frozenset(chosen), current
        self._piles = None
        self.update()

    def mark_middle(self, words: str) -> None:
        """Show by a cross with these words where the middle is; without words, no longer."""
        self._middle = words
        self.update()

    @property
    def view(self) -> View:
        """The part of the world that is seen."""
        return self._view

    @property
    def centre(self) -> Position:
        """The position in the middle."""
        return position(self._view.middle)

    def fit(self, track: Track, *, everything: bool = False) -> View:
        """Show the whole of a track and all pins, or the world without any; what is seen then.

        Pins far away from the others are left out, unless `everything` is to be seen; they are offered at the edge.
        """
        self._view = replace(self._view, size=self.size())
        found = [world(point.latitude, point.longitude) for point in track.points]
        found += [world(pin.at.latitude, pin.at.longitude) for number, pin in enumerate(self._pins)
                  if everything or number not in self._strays]
        if not found:
            return self._look(QPointF(0.5, 0.4), TILE * 2.0)
        first = found[0][0]
        across = [x + round(first - x) for x, _ in found]  # beside each other on both sides of the date line
        down = [y for _, y in found]
        wide, high = max(across) - min(across), max(down) - min(down)
        size, above = self._view.size, self._marks.height  # pictures stand on their places
        scale = min(size.width() * _ROOM / max(wide, 1e-9), max(1.0, size.height() * _ROOM - above) / max(high, 1e-9),
                    TILE * 2.0 ** 16.5)
        middle = QPointF((max(across) + min(across)) / 2, (max(down) + min(down)) / 2 - above / 2 / scale)
        return self._look(middle, scale)

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Come nearer by steps (less than 0: go farther), around a pixel or the middle."""
        at = at if at is not None else QPointF(self.width() / 2, self.height() / 2)
        held = self._view.point(at)
        zoom = max(_FARTHEST, min(_NEAREST, self._view.zoom + steps * _STEP))
        scale = TILE * 2.0 ** zoom
        away = at - QPointF(self.width() / 2, self.height() / 2)
        self._look(held - away / scale, scale)

    def _look(self, middle: QPointF, scale: float) -> View:
        self._view = replace(
            self._view, middle=QPointF(middle.x() % 1.0, max(0.0, min(1.0, middle.y()))), scale=scale)
        self._piles = None
        self.away.stand(self._view, self._buttons())
        self.update()
        return self._view

    # Qt's events

    def sizeHint(self) -> QSize:
        """As much as there is; at least some."""
        least = self._kit.theme.tokens.size("map-min-height") if self._kit else 0
        return QSize(least * 2, least)

    def minimumSizeHint(self) -> QSize:
        """A map that is smaller shows nothing."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle where it is."""
        self._view = replace(self._view, size=event.size())
        self._piles = None
        if self._kit is not None:
            gap, side = self._kit.theme.tokens.space(4), self._kit.theme.tokens.size("button")
            left = gap if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - side - gap
            self._nearer.setGeometry(left, gap, side, side)
            self._farther.setGeometry(left, 2 * gap + side, side, side)
            inward = gap + side if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else -gap - side
            self.layers.setGeometry(left + inward, gap, side, side)
            self.away.stand(self._view, self._buttons())

    def _buttons(self) -> QRect:
        """Where the buttons in the corner stand."""
        return self.layers.geometry() | self._nearer.geometry() | self._farther.geometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, track, piles, the drag under way, scale and sources."""
        if self._kit is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            self._paint_below(painter)
            for paint in (self._marks.paint_pile, self._marks.paint_count):
                for pile in self.piles():
                    shift = self._dragged - self._from if self._dragged and pile is self._grabbed else QPointF()
                    paint(painter, pile, shift)
            if arrow := self._arrow():
                self._marks.paint_arrow(painter, *arrow)
            if self._middle:
                self._marks.paint_middle(painter, self._view, self._middle)
            self._marks.paint_frame(painter, self._view, self.hasFocus(), self.tiles.names)

    def _paint_below(self, painter: QPainter) -> None:
        """What lies below the pins; while the map is dragged, the picture of before is dragged along."""
        if self._view.size.isEmpty():  # the parts around it have taken all the room
            return
        dragging = self._dragged is not None and self._grabbed is None and not self._turning
        if dragging and self._kept is not None and self._kept_view.scale == self._view.scale:
            away = self._kept_view.middle - self._view.middle
            away.setX(away.x() - round(away.x()))
            painter.fillRect(self.rect(), self._kit.theme.tokens.colour("map-water"))
            painter.drawPixmap(away * self._view.scale, self._kept[1])
        elif self._is_read():
            painter.drawPixmap(QPointF(), self._below())
        else:
            self._paint_before(painter)

    def _is_read(self) -> bool:
        """Whether land and names of what is seen have been read; else they are, beside the window's thread."""
        view, wanted = self._view, needed(self._view)
        if not wanted <= self._read | self._asked:
            self._asked |= wanted
            self._kit.bridge.draw(lambda: warm(view), lambda _done: self._on_read(wanted))
        return wanted <= self._read

    def _on_read(self, wanted: frozenset[tuple[object, ...]]) -> None:
        self._read |= wanted
        self._asked -= wanted
        self.update()

    def _paint_before(self, painter: QPainter) -> None:
        """The picture of before, larger or smaller, until there is one of what is seen now."""
        painter.fillRect(self.rect(), self._kit.theme.tokens.colour("map-water"))
        if self._kept is None:
            return
        grown = self._view.scale / self._kept_view.scale
        size = QSizeF(self._kept_view.size) * grown
        away = self._kept_view.middle - self._view.middle
        away.setX(away.x() - round(away.x()))
        middle = away * self._view.scale + QPointF(self.width() / 2, self.height() / 2)
        target = QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)
        painter.drawPixmap(target, self._kept[1], QRectF(self._kept[1].rect()))

    def _below(self) -> QPixmap:
        """Land, names and track in one picture, painted anew only when the map moves or the track changes."""
        tokens, ratio = self._kit.theme.tokens, self.devicePixelRatioF()
        key = (self._view, tokens.generation, ratio, self._marks.generation, self.tiles.generation)
        if self._kept is None or self._kept[0] != key:
            pixmap = QPixmap(self._ground.picture(self._view, tokens, ratio, self.tiles))
            with QPainter(pixmap) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._marks.paint_track(painter, self._view)
            self._kept, self._kept_view = (key, pixmap), self._view
        return self._kept[1]

    def piles(self) -> Sequence[Pile]:
        """The photographs in piles of those that would cover each other."""
        if self._piles is None and self._kit is not None:
            self._piles = piled(self._pins, self._view, self._kit.theme.tokens, self._chosen, self._current)
        return self._piles or ()

    def _arrow(self) -> tuple[QPointF, float] | None:
        """The foot of the current photograph's arrow, and where it points."""
        pin = next((pin for pin in self._pins if pin.item == self._current), None)
        if pin is None or (pin.heading is None and not self._turning):
            return None
        foot = self._view.pixel(*world(pin.at.latitude, pin.at.longitude))
        if self._turning and self._dragged is not None:
            return foot, _heading(self._dragged - foot)
        return foot, pin.heading or 0.0

    def _tip(self) -> QPointF | None:
        if (arrow := self._arrow()) is None:
            return None
        return self._marks.tip(*arrow)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of an arrow's tip, a pile, or the map."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._from, self._dragged = event.position(), None
        tip = self._tip()
        self._turning = tip is not None and (tip - event.position()).manhattanLength() < self._marks.grip
        self._grabbed = None if self._turning else self._pile_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            pile = self._pile_at(event.position())
            self.setCursor(Qt.CursorShape.PointingHandCursor if pile else Qt.CursorShape.ArrowCursor)
            return
        if self._dragged is None and (
                event.position() - self._from).manhattanLength() < QApplication.startDragDistance():
            return
        if self._grabbed is None and not self._turning:
            before = self._dragged or self._from
            self._look(self._view.middle - (event.position() - before) / self._view.scale, self._view.scale)
        self._dragged = event.position()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: choose a pile, or tell where it or the arrow was brought."""
        grabbed, dragged, turning = self._grabbed, self._dragged, self._turning
        arrow = self._arrow()
        self._grabbed, self._dragged, self._turning = None, None, False
        if turning and dragged is not None and arrow is not None:
            self.turned.emit(self._current, round(arrow[1], 1) % 360)
        elif grabbed is not None and dragged is None:
            self.picked.emit(list(grabbed.items))
        elif grabbed is not None:
            self.moved.emit(list(grabbed.items), position(self._view.point(grabbed.at + dragged - self._from)))
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Come nearer to what was clicked."""
        self.zoom(3, event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Come nearer or go farther around the pointer."""
        self.zoom(2 * event.angleDelta().y() / _WHEEL, event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the map, + and - zoom, Home shows everything."""
        away = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        key = Qt.Key(event.key())
        if key in away:
            step = QPointF(*away[key]) * min(self.width(), self.height()) / 6
            self._look(self._view.middle + step / self._view.scale, self._view.scale)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(-1 if key == Qt.Key.Key_Minus else 1)
        elif key == Qt.Key.Key_Home:
            self.fit(self._marks.track, everything=True)
        else:
            super().keyPressEvent(event)

    def _pile_at(self, pixel: QPointF) -> Pile | None:
        return next((pile for pile in reversed(self.piles()) if self._marks.box(pile).contains(pixel)), None)


def _heading(away: QPointF) -> float:
    return math.degrees(math.atan2(away.x(), -away.y())) % 360


