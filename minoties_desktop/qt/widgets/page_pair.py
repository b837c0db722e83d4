"""The page that was just scanned, large, and dimly the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from ...domain.shaping import Box, Shape
from ..kit import Kit
from ..models.thumbnails import Thumbnails
from ..painting import fitted, kept
from .graphic import Graphic

_DIM = 0.35
_PIXELS = 1500


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it is shown: its picture, its shape, what stands in its corner ("" for nothing), and frames around
    parts of it."""

    picture: Path
    shape: Shape
    words: str = ""
    frames: tuple[Box, ...] = ()


class PagePair(Graphic):
    """Paints one page, or two side by side in the order in which they are read."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._thumbnails = kit, thumbnails
        self._leaves: tuple[Leaf | None, Leaf | None] = (None, None)
        self._words = ""
        thumbnails.some_arrived.connect(self.update)
        kit.theme.changed.connect(self.update)

    def show_leaves(self, before: Leaf | None, now: Leaf | None, words: str) -> None:
        """Show a page and the one before it; `words` are said where there is none, and by a screen reader."""
        self._leaves, self._words = (before, now), words
        self.setAccessibleDescription(words)
        self.update()

    def forget(self, picture: Path) -> None:
        """A picture was drawn anew."""
        self._thumbnails.forget(picture)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages on a surround without tint."""
        tokens = self._kit.theme.tokens
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.colour("surround-loupe"))
            shown = [leaf for leaf in self._leaves if leaf]
            if not shown:
                self._say(painter)
                return
            gap = tokens.space(4)
            room = self.rect().adjusted(gap, gap, -gap, -gap)
            wide = (room.width() - gap * (len(shown) - 1)) // len(shown)
            for place, leaf in enumerate(shown):
                box = QRect(room.x() + place * (wide + gap), room.y(), wide, room.height())
                self._leaf(painter, leaf, box, dim=leaf is not self._leaves[1])

    def _say(self, painter: QPainter) -> None:
        tokens = self._kit.theme.tokens
        painter.setFont(tokens.text("body"))
        painter.setPen(tokens.colour("text-base"))
        painter.drawText(self.rect().adjusted(*[tokens.space(6)] * 2, *[-tokens.space(6)] * 2),
                         Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)

    def _leaf(self, painter: QPainter, leaf: Leaf, box: QRect, *, dim: bool) -> None:
        tokens = self._kit.theme.tokens
        pixmap = self._thumbnails.pixmap(leaf.picture, _PIXELS)
        if pixmap is None or pixmap.isNull():
            place = fitted(QSize(70, 99), box)
            painter.fillRect(place, tokens.colour("surface-hover"))
        else:
            if leaf.shape.turn:
                pixmap = pixmap.transformed(QTransform().rotate(leaf.shape.turn))
            source = QRect(*_source(leaf.shape, pixmap.size()))
            place = fitted(source.size(), box)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setOpacity(_DIM if dim else 1)
            if leaf.shape.skew:
                self._straight(painter, leaf, pixmap, place, source)
            else:
                painter.drawPixmap(place, pixmap, source)
            painter.setOpacity(1)
        for number, frame in enumerate(leaf.frames, 1):
            left, top, right, bottom = frame.pixels(place.width(), place.height())
            part = QRect(place.x() + left, place.y() + top, right - left, bottom - top)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.colour("selection-frame"), tokens.size("cell-frame")))
            painter.drawRect(part)
            self._chip(painter, str(number), part)
        if leaf.words:
            self._chip(painter, leaf.words, place)

    def _straight(self, painter: QPainter, leaf: Leaf, pixmap: QPixmap, place: QRect, source: QRect) -> None:
        middle = QPointF(pixmap.width() / 2, pixmap.height() / 2)
        with kept(painter):
            painter.setClipRect(place)
            painter.translate(QPointF(place.topLeft()))
            painter.scale(place.width() / source.width(), place.height() / source.height())
            painter.translate(middle - QPointF(source.topLeft()))
            painter.rotate(leaf.shape.skew)
            painter.translate(-middle)
            painter.drawPixmap(0, 0, pixmap)

    def _chip(self, painter: QPainter, words: str, place: QRect) -> None:
        tokens = self._kit.theme.tokens
        painter.setFont(tokens.text("strong-small"))
        pad = tokens.space(2)
        size = painter.fontMetrics().size(Qt.TextFlag.TextSingleLine, words)
        chip = QRect(place.x() + tokens.space(3), place.y() + tokens.space(3), size.width() + 2 * pad,
                     size.height() + pad)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("over-picture"))
        painter.drawRoundedRect(chip, tokens.radius("base"), tokens.radius("base"))
        painter.setPen(tokens.colour("on-picture"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)


def _source(shape: Shape, size: QSize) -> tuple[int, int, int, int]:
    left, top, right, bottom = shape.crop.pixels(size.width(), size.height())
    return left, top, right - left, bottom - top
