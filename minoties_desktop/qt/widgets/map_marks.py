"""What is painted on a map: the track with its casing, piles of photographs, an arrow, the scale and the sources."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTextOption, QTransform

from ...domain.track import JOIN, Track
from ..kit import Kit
from ..mercator import TILE, metres_a_pixel, world
from ..pins import Pin
from ..theme import Tokens
from .map_ground import View, thinned


@dataclass(frozen=True, slots=True)
class Pile:
    """Photographs that would cover each other: their ids, the one on top, the pixel of its place, and whether some of
    them are selected."""

    items: tuple[str, ...]
    top: str
    at: QPointF
    chosen: bool


def piled(
    pins: Sequence[Pin], view: View, tokens: Tokens, chosen: Collection[str], current: str,
) -> list[Pile]:
    """Pins that are seen, in piles; a pile with selected ones comes last, on top of the others."""
    wide, high = tokens.size("map-pile-width") * 1.1, tokens.size("map-pile-height") * 1.2
    groups: list[list[tuple[str, QPointF]]] = []
    near: dict[tuple[int, int], list[list[tuple[str, QPointF]]]] = defaultdict(list)
    room = view.box.adjusted(-wide / view.scale, -high / view.scale, wide / view.scale, 2 * high / view.scale)
    for pin in pins:
        at = view.pixel(*world(pin.at.latitude, pin.at.longitude))
        if not room.contains(view.point(at)):
            continue
        column, row = math.floor(at.x() / wide), math.floor(at.y() / high)
        beside = (group for x in (column - 1, column, column + 1) for y in (row - 1, row, row + 1)
                  for group in near[x, y])
        # The first of a pile says where it lies.
        group = next((one for one in beside if abs(one[0][1].x() - at.x()) < wide
                      and abs(one[0][1].y() - at.y()) < high), None)
        if group is None:
            group = []
            groups.append(group)
            near[column, row].append(group)
        group.append((pin.item, at))
    found = []
    for group in groups:
        ids = tuple(item for item, _ in group)
        marked = [(item, at) for item, at in group if item in chosen]
        top = next((item for item, _ in group if item == current), (marked or group)[0][0])
        found.append(Pile(ids, top, group[0][1], bool(marked)))
    return sorted(found, key=lambda pile: (pile.chosen, pile.at.y()))


class Marks:
    """Paints from the tokens of a kit; `picture` gives the thumbnail of an item in a number of device pixels."""

    def __init__(self, kit: Kit, picture: Callable[[str, int], QPixmap | None]) -> None:
        self._kit, self._picture = kit, picture
        self.track = Track()
        self.generation = 0
        self._lines: list[list[QPointF]] = []
        self._thinned: dict[int, list[QPainterPath]] = {}
        self._gaps: list[QPainterPath] = []
        self._origin = QPointF()

    @property
    def grip(self) -> int:
        """How near one has to be to take hold of an arrow's tip."""
        return self._kit.theme.tokens.size("icon-large")

    @property
    def height(self) -> int:
        """How far a pile reaches above its place."""
        tokens = self._kit.theme.tokens
        return tokens.size("map-pile-height") + tokens.size("map-pin") + tokens.size("map-bubble")

    def set_track(self, track: Track, join: float = JOIN) -> None:
        """Take a track, in parts between gaps that are longer than `join` seconds."""
        self.track = track
        self.generation += 1
        points = [QPointF(*world(point.latitude, point.longitude)) for point in track.points]
        self._origin = points[0] if points else QPointF()
        x = self._origin.x()
        at: dict[float, QPointF] = {}
        for point, there in zip(track.points, points, strict=True):
            x = there.x() + round(x - there.x())  # on across the date line
            at[point.time] = QPointF(x, there.y()) - self._origin
        self._lines = [[at[point.time] for point in part] for part in track.parts(join)]
        self._gaps = [_line([at[one.time], at[other.time]]) for one, other in track.gaps(join)]
        self._thinned.clear()

    def _parts(self, view: View) -> list[QPainterPath]:
        """The track without points that nobody could tell apart at this zoom."""
        level = math.ceil(view.zoom)
        if level not in self._thinned:
            self._thinned[level] = [_line(thinned(line, 0.7 / (TILE * 2.0 ** level))) for line in self._lines]
        return self._thinned[level]

    def paint_track(self, painter: QPainter, view: View) -> None:
        """The track in a casing, so that it is told from any ground; gaps dotted in warning."""
        tokens = self._kit.theme.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        start = view.pixel(self._origin.x(), self._origin.y())
        shape = QTransform(view.scale, 0, 0, view.scale, start.x(), start.y())
        parts = self._parts(view)
        for paths, colour, length in (
            (parts, "surface-base", "map-casing"), (self._gaps, "surface-base", "map-casing"),
            (parts, "progress-fill", "map-track"),
        ):
            painter.setPen(_pen(tokens, colour, length))
            for path in paths:
                painter.drawPath(shape.map(path))
        dots = _pen(tokens, "warning", "map-track")
        dots.setDashPattern([0.1, 1.8])
        painter.setPen(dots)
        for path in self._gaps:
            painter.drawPath(shape.map(path))

    def box(self, pile: Pile) -> QRectF:
        """The picture of a pile: it stands on its place."""
        tokens = self._kit.theme.tokens
        size = QSizeF(tokens.size("map-pile-width"), tokens.size("map-pile-height"))
        return QRectF(pile.at - QPointF(size.width() / 2, size.height() + tokens.size("map-pin")), size)

    def paint_pile(self, painter: QPainter, pile: Pile, shift: QPointF) -> None:
        """A picture with a frame, a foot at its place, and how many there are."""
        tokens = self._kit.theme.tokens
        box, foot = self.box(pile).translated(shift), pile.at + shift
        frame = tokens.colour("selection-frame" if pile.chosen else "surface-base")
        half = tokens.size("map-pin") / 2
        painter.setPen(QPen(tokens.colour("border-control"), tokens.size("hairline")))
        painter.setBrush(frame)
        painter.drawPolygon(QPolygonF([
            foot, QPointF(foot.x() - half, box.bottom()), QPointF(foot.x() + half, box.bottom())]))
        edge = tokens.size("cell-frame")
        painter.drawRoundedRect(box.adjusted(-edge, -edge, edge, edge), tokens.radius("small"), tokens.radius("small"))
        ratio = painter.device().devicePixelRatio()
        pixmap = self._picture(pile.top, math.ceil(box.width() * ratio))
        painter.fillRect(box, tokens.colour("surface-hover"))
        if pixmap is not None and not pixmap.isNull():
            painter.drawPixmap(box, pixmap, _filling(pixmap, box))

    def paint_count(self, painter: QPainter, pile: Pile, shift: QPointF) -> None:
        """How many photographs a pile has, above all pictures."""
        box, count = self.box(pile).translated(shift), len(pile.items)
        if count == 1:
            return
        tokens = self._kit.theme.tokens
        text = self._kit.speech.locale.toString(count)
        painter.setFont(tokens.text("strong-small"))
        high = tokens.size("map-bubble")
        wide = max(high, painter.fontMetrics().horizontalAdvance(text) + tokens.space(4))
        rect = QRectF(box.right() - wide * 0.6, box.top() - high / 2, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("over-picture"))
        painter.drawRoundedRect(rect, high / 2, high / 2)
        painter.setPen(tokens.colour("on-picture"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def tip(self, foot: QPointF, heading: float) -> QPointF:
        """Where an arrow ends."""
        length = self._kit.theme.tokens.size("map-pile-width")
        return foot + length * QPointF(math.sin(math.radians(heading)), -math.cos(math.radians(heading)))

    def paint_arrow(self, painter: QPainter, foot: QPointF, heading: float) -> None:
        """Where the current photograph's camera looked."""
        tokens, tip = self._kit.theme.tokens, self.tip(foot, heading)
        for colour, length in (("surface-base", "map-casing"), ("focus-ring", "map-track")):
            painter.setPen(_pen(tokens, colour, length))
            painter.drawLine(foot, tip)
        painter.setPen(QPen(tokens.colour("surface-base"), tokens.size("cell-frame")))
        painter.setBrush(tokens.colour("focus-ring"))
        painter.drawEllipse(tip, tokens.size("map-pin") / 1.5, tokens.size("map-pin") / 1.5)

    def paint_middle(self, painter: QPainter, view: View, words: str) -> None:
        """A thin cross in the middle with its words beside it, seen on land, water and maps that were added."""
        tokens, line = self._kit.theme.tokens, self._kit.theme.tokens.size("focus")
        middle, arm = QPointF(view.size.width() / 2, view.size.height() / 2), QPointF(tokens.space(5), 0)
        for name, width in (("surface-base", 3 * line), ("text-base", line)):
            painter.setPen(QPen(tokens.colour(name), width))
            painter.drawLine(middle - arm, middle + arm)
            painter.drawLine(middle - arm.transposed(), middle + arm.transposed())
        painter.setFont(tokens.text("small"))
        pad = tokens.space(2)
        rect = QRectF(painter.fontMetrics().boundingRect(words)).adjusted(-pad, -pad / 2, pad, pad / 2)
        away = QPointF(arm.x() + pad + rect.width() / 2, 0)
        rect.moveCenter(middle - away if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft else middle + away)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("surface-base"))
        painter.drawRoundedRect(rect, tokens.radius("small"), tokens.radius("small"))
        painter.setPen(tokens.colour("text-base"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def paint_frame(self, painter: QPainter, view: View, focused: bool, names: Sequence[str] = ()) -> None:
        """The scale below the map's buttons, the sources with those of maps that were added, and where the focus is."""
        tokens, say = self._kit.theme.tokens, self._kit.speech.say
        rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setFont(tokens.text("small"))
        gap, text = tokens.space(4), " · ".join([*names, say("place-map-sources")])
        room = QRectF(0, 0, view.size.width() * 2 // 3, view.size.height())  # the scale stands beside it
        needed = painter.fontMetrics().boundingRect(room.toRect(), Qt.TextFlag.TextWordWrap, text)
        wide, line = needed.width() + 2 * gap, needed.height() + tokens.space(3)
        left = view.size.width() - gap - wide if rtl else gap
        rect = QRectF(left, view.size.height() - line - gap, wide, line)
        painter.setPen(QPen(tokens.colour("border-hairline"), tokens.size("hairline")))
        painter.setBrush(tokens.colour("surface-base"))
        painter.drawRoundedRect(rect, tokens.radius("small"), tokens.radius("small"))
        painter.setPen(tokens.colour("text-base"))
        option = QTextOption(Qt.AlignmentFlag.AlignCenter)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        painter.drawText(rect.adjusted(gap / 2, 0, -gap / 2, 0), text, option)
        self._scale(painter, view, rtl)
        if focused:
            painter.setPen(QPen(tokens.colour("focus-ring"), tokens.size("focus")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            edge = tokens.size("focus") / 2
            painter.drawRect(QRectF(0, 0, view.size.width(), view.size.height()).adjusted(edge, edge, -edge, -edge))
            middle, arm = QPointF(view.size.width() / 2, view.size.height() / 2), QPointF(tokens.space(3), 0)
            painter.drawLine(middle - arm, middle + arm)
            painter.drawLine(middle - arm.transposed(), middle + arm.transposed())

    def _scale(self, painter: QPainter, view: View, rtl: bool) -> None:
        tokens, say, gap = self._kit.theme.tokens, self._kit.speech.say, self._kit.theme.tokens.space(4)
        pixel = metres_a_pixel(view.middle.y(), view.scale)
        most = pixel * tokens.size("map-pile-width") * 2
        metres = 10.0 ** math.floor(math.log10(most))
        metres *= next(part for part in (5, 2, 1) if part * metres <= most)
        text = say("place-scale-km", round(metres / 1000)) if metres >= 1000 else say("place-scale-m", round(metres))
        wide = metres / pixel
        high, pad = painter.fontMetrics().height(), tokens.space(2)
        room = max(wide, painter.fontMetrics().horizontalAdvance(text))
        corner = QPointF(gap + room if rtl else view.size.width() - gap, view.size.height() - gap)
        start = corner - QPointF(wide, 0)
        painter.setPen(Qt.PenStyle.NoPen)  # maps that were added are light in a dark look, too: words need their ground
        painter.setBrush(tokens.colour("surface-base"))
        painter.drawRoundedRect(QRectF(corner.x() - room - pad, corner.y() - high - 2 * pad, room + 2 * pad,
                                       high + 3 * pad), tokens.radius("small"), tokens.radius("small"))
        painter.setPen(QPen(tokens.colour("text-base"), tokens.size("focus")))
        painter.drawPolyline(QPolygonF([start - QPointF(0, tokens.space(2)), start, corner,
                                        corner - QPointF(0, tokens.space(2))]))
        painter.drawText(QRectF(corner.x() - room, corner.y() - high - pad, room, high),
                         Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute, text)


def _line(points: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    return path


def _pen(tokens: Tokens, colour: str, length: str) -> QPen:
    return QPen(tokens.colour(colour), tokens.size(length), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin)


def _filling(pixmap: QPixmap, box: QRectF) -> QRectF:
    """The middle part of a picture that has the shape of a box."""
    size = box.size().scaled(QSizeF(pixmap.size()), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF((pixmap.width() - size.width()) / 2, (pixmap.height() - size.height()) / 2, size.width(),
                  size.height())
