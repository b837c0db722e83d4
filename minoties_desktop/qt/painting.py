"""Small things that delegates paint with."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap, QPolygonF

_ISOLATE = "\u2068"
"""The words after it keep their own direction, whichever the line has."""


@contextmanager
def kept(painter: QPainter) -> Iterator[None]:
    """In a `with`: the painter is afterwards as it was before, whatever happened."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()


def elided(
    metrics: QFontMetrics, text: str, room: int, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> str:
    """As much of a text as there is room for (pixels); the dots end the words, also those of the other direction."""
    shown = metrics.elidedText(text, mode, room)
    return shown if shown == text else _ISOLATE + shown


def in_two(metrics: QFontMetrics, text: str, room: int) -> str:
    """A text in up to two lines of so many pixels, parted between words, the second elided; in one where its first word
    alone is too long."""
    if metrics.horizontalAdvance(text) <= room:
        return text
    words = text.split(" ")
    fits = next(count for count in range(1, len(words) + 1)
                if metrics.horizontalAdvance(" ".join(words[:count])) > room) - 1
    if not fits:
        return elided(metrics, text, room)
    return "\n".join([" ".join(words[:fits]), elided(metrics, " ".join(words[fits:]), room)])


class Line:
    """A line of a cell that is filled from both ends, in the reading direction. Lengths in pixels."""

    def __init__(self, painter: QPainter, rect: QRect, rtl: bool, gap: int) -> None:
        self.painter = painter
        self._rest = QRect(rect)
        self._rtl = rtl
        self._gap = gap

    def room(self) -> int:
        """The width that is left."""
        return max(0, self._rest.width())

    def take(self, width: int, *, end: bool = False) -> QRect:
        """Use up some width at the start or at the end."""
        rest = self._rest
        if end is self._rtl:
            taken = QRect(rest.x(), rest.y(), width, rest.height())
            rest.setLeft(rest.x() + width + self._gap)
        else:
            taken = QRect(rest.x() + rest.width() - width, rest.y(), width, rest.height())
            rest.setWidth(rest.width() - width - self._gap)
        return taken

    def at_start(self, width: int, text: str, colour: QColor) -> None:
        """Write a text at the start, with the painter's font."""
        self._write(self.take(width), text, colour)

    def at_end(self, width: int, text: str, colour: QColor) -> None:
        """Write a text at the end, with the painter's font."""
        self._write(self.take(width, end=True), text, colour)

    def _write(self, rect: QRect, text: str, colour: QColor) -> None:
        self.painter.setPen(colour)
        text = in_own_direction(text) if self._rtl else text
        side = Qt.AlignmentFlag.AlignRight if self._rtl else Qt.AlignmentFlag.AlignLeft
        flags = Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute
        self.painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, text)


def in_own_direction(text: str) -> str:
    """A text for a line from right to left: one whose letters all run the other way keeps its marks where they were
    written, as the dot of "Rosa M."."""
    runs = {unicodedata.bidirectional(letter) for letter in text}
    return text if "L" not in runs or runs & {"R", "AL"} else _ISOLATE + text.removeprefix(_ISOLATE)


def fitted(size: QSize, box: QRect) -> QRect:
    """The largest rectangle of a shape that fits into the middle of a box."""
    fitted = size.scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(
        box.x() + (box.width() - fitted.width()) // 2, box.y() + (box.height() - fitted.height()) // 2,
        fitted.width(), fitted.height())


def stars(count: int, side: int, ratio: float, colour: QColor) -> QPixmap:
    """Some filled stars in a row, each in a square of that side, for a screen of that pixel ratio."""
    pixmap = QPixmap(math.ceil(side * count * ratio), math.ceil(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        outer, inner, middle = side * 0.46, side * 0.19, side / 2
        for number in range(count):
            points = [
                QPointF(number * side + middle + radius * math.sin(corner * math.pi / 5),
                        middle - radius * math.cos(corner * math.pi / 5))
                for corner in range(10) for radius in (outer if corner % 2 == 0 else inner,)
            ]
            painter.drawPolygon(QPolygonF(points))
    return pixmap
