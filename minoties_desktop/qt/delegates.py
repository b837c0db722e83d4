"""Paints the thumbnail cell from the tokens: picture, name, state, problems, marks, languages. It reads roles only."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from .icons import Icons
from .looks import ITEM, SEVERITY, THERE
from .models.grid import Cell, Role
from .models.thumbnails import Thumbnails
from .painting import Line, elided, fitted, kept, stars
from .theme import Theme

_REJECTED = 0.38
_FAINT = 0.85


class CellDelegate(QStyledItemDelegate):
    """One cell of the grid. `width`, the `current` row and whether the view is `focused` are set by the view; the
    height follows from the width and from the text."""

    def __init__(self, theme: Theme, icons: Icons, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._theme, self._icons, self._thumbnails = theme, icons, thumbnails
        self.width = theme.tokens.size("cell")
        self.current = -1
        self.focused = False
        self._stars: dict[tuple[int, int, float, str], QPixmap] = {}
        self._elided: dict[tuple[str, int], str] = {}
        self._refresh_fonts()
        theme.changed.connect(self._refresh_fonts)

    def _refresh_fonts(self) -> None:
        tokens = self._theme.tokens
        self._small, self._micro = tokens.text("small"), tokens.text("micro")
        self._small_metrics, self._micro_metrics = QFontMetrics(self._small), QFontMetrics(self._micro)
        self._line = max(tokens.size("cell-line"), self._small_metrics.height())
        self._stars.clear()
        self._elided.clear()

    def set_width(self, width: int) -> None:
        """Take another cell width in device independent pixels."""
        self.width = width
        self._elided.clear()

    def cell_size(self) -> QSize:
        """The size of every cell."""
        tokens = self._theme.tokens
        pad = tokens.size("cell-padding") + tokens.size("cell-frame")
        lines = 2 * self._line + tokens.size("cell-caption-gap")
        return QSize(self.width, 2 * pad + self._picture_height() + lines)

    def _picture_height(self) -> int:
        tokens = self._theme.tokens
        return (self.width - 2 * (tokens.size("cell-padding") + tokens.size("cell-frame"))) * 2 // 3

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        """The same for all cells."""
        return self.cell_size()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one cell."""
        cell: Cell | None = index.data(Role.CELL)
        if cell is None:
            return
        tokens = self._theme.tokens
        size = self.cell_size()
        rect = QRect(option.rect.topLeft(), size)
        # The view gives each cell its share of the row; the rest is the gap between cells.
        rect.moveLeft(option.rect.x() + (option.rect.width() - size.width()) // 2)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, rect, selected, index.row() == self.current)
        if cell.starts:
            self._beginning(painter, rect, option.direction == Qt.LayoutDirection.RightToLeft)
        pad = tokens.size("cell-padding") + tokens.size("cell-frame")
        inner = rect.adjusted(pad, pad, -pad, -pad)
        box = QRect(inner.x(), inner.y(), inner.width(), self._picture_height())
        self._picture(painter, box, cell)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        first = QRect(inner.x(), box.bottom() + 1 + tokens.size("cell-caption-gap"), inner.width(), self._line)
        self._first_line(Line(painter, first, rtl, tokens.space(2)), cell)
        second = first.translated(0, self._line)
        self._second_line(Line(painter, second, rtl, tokens.space(2)), cell, selected)

    def _ground(self, painter: QPainter, rect: QRect, selected: bool, current: bool) -> None:
        tokens = self._theme.tokens
        if not selected and not current:
            return
        with kept(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            frame = tokens.size("mark" if tokens.contrast else "cell-frame")
            painter.setBrush(tokens.colour("selection-fill") if selected else Qt.BrushStyle.NoBrush)
            framed = current or (selected and tokens.contrast)
            colour = tokens.colour("selection-frame" if self.focused else "border-control")
            painter.setPen(QPen(colour, frame) if framed else Qt.PenStyle.NoPen)
            half = frame // 2 if framed else 0
            radius = tokens.radius("base")
            painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)

    def _beginning(self, painter: QPainter, rect: QRect, rtl: bool) -> None:
        """The bar before the first photograph of a subject, in the gap between the cells."""
        wide = self._theme.tokens.size("mark")
        left = rect.right() + 1 if rtl else rect.x() - wide
        painter.fillRect(QRect(left, rect.y(), wide, rect.height()), self._theme.tokens.colour("selection-frame"))

    def _picture(self, painter: QPainter, box: QRect, cell: Cell) -> None:
        tokens = self._theme.tokens
        ratio = painter.device().devicePixelRatio()
        if cell.flag == "reject":
            painter.setOpacity(_REJECTED)
        pixmap = self._thumbnails.pixmap(cell.picture, math.ceil(box.width() * ratio)) if cell.picture else None
        if cell.broken or (pixmap is not None and pixmap.isNull()):
            side = tokens.size("icon-huge")
            painter.fillRect(box, tokens.colour("surface-hover"))
            broken = self._icons.pixmap("imageBroken", "text-subtle", side, ratio)
            painter.drawPixmap(box.center().x() - side // 2, box.center().y() - side // 2, broken)
        elif pixmap is None:
            painter.fillRect(fitted(QSize(cell.width, cell.height), box), tokens.colour("surface-hover"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = fitted(pixmap.size(), box)
            if cell.stacked and not cell.opened:
                place = self._second_frame(painter, place)
            painter.drawPixmap(place, pixmap)
            if cell.stacked:
                self._count(painter, place, "articles", cell.stacked)
            if cell.pages:
                self._count(painter, place, "book", cell.pages, low=True)
        painter.setOpacity(1)

    def _second_frame(self, painter: QPainter, place: QRect) -> QRect:
        """The frame that peeps out behind a closed stack; the room that is left for the picture."""
        tokens = self._theme.tokens
        offset = tokens.size("stack-offset")
        painter.fillRect(place, tokens.colour("surface-base"))
        painter.setPen(QPen(tokens.colour("border-control"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(offset, offset, -1, -1))
        front = place.adjusted(0, 0, -offset, -offset)
        painter.fillRect(front.adjusted(0, 0, 1, 1), tokens.colour("surround-grid"))
        return front

    def _count(self, painter: QPainter, place: QRect, sign: str, count: int, *, low: bool = False) -> None:
        """How many lie on a stack, in the picture's upper corner; how many pages there are, in the lower one."""
        tokens = self._theme.tokens
        side, gap = tokens.size("icon-small"), tokens.space(2)
        painter.setFont(self._micro)
        text = str(count)
        width = side + self._micro_metrics.horizontalAdvance(text) + 3 * gap
        rect = QRect(place.right() + 1 - gap - width, place.y() + gap, width, max(side, self._line))
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            rect.moveLeft(place.x() + gap)
        if low:
            rect.moveBottom(place.bottom() - gap)
        with kept(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("over-picture"))
            painter.setOpacity(_FAINT)
            painter.drawRoundedRect(rect, tokens.radius("base"), tokens.radius("base"))
            painter.setOpacity(1)
            line = Line(painter, rect.adjusted(gap, 0, -gap, 0), False, gap)
            self._icon(line, sign, "on-picture")
            line.at_start(line.room(), text, tokens.colour("on-picture"))

    def _first_line(self, line: Line, cell: Cell) -> None:
        tokens = self._theme.tokens
        look = ITEM[cell.state]
        self._icon(line, look.icon, look.colour)
        severity = SEVERITY["blocks" if cell.blocking else "advises"]
        count = cell.blocking or cell.advising
        line.painter.setFont(self._small)
        if count:
            line.at_end(self._small_metrics.horizontalAdvance(str(count)), str(count), tokens.colour(severity.colour))
            self._icon(line, *severity, end=True)
        if cell.there:
            self._icon(line, *THERE, end=True)
        room = line.room()
        key = (cell.title, room)
        if key not in self._elided:
            self._elided[key] = elided(self._small_metrics, cell.title, room, Qt.TextElideMode.ElideMiddle)
        line.at_start(room, self._elided[key], tokens.colour("text-base"))

    def _second_line(self, line: Line, cell: Cell, selected: bool) -> None:
        tokens = self._theme.tokens
        if cell.flag:
            self._icon(line, *(("flag", "success") if cell.flag == "pick" else ("close", "error")))
        if cell.rating:
            self._draw_stars(line, cell.rating)
        if cell.label:
            self._draw_label(line, cell.label)
        if self.width >= tokens.size("cell-small"):
            self._languages(line, cell, tokens.colour("text-base" if selected else "text-subtle"))

    def _icon(self, line: Line, name: str, colour: str, *, end: bool = False) -> None:
        side = self._theme.tokens.size("icon-small")
        rect = line.take(side, end=end)
        ratio = line.painter.device().devicePixelRatio()
        line.painter.drawPixmap(
            rect.x(), rect.y() + (rect.height() - side) // 2, self._icons.pixmap(name, colour, side, ratio))

    def _draw_stars(self, line: Line, rating: int) -> None:
        # Ratings are not mirrored, only their place is.
        side = self._theme.tokens.size("star")
        ratio = line.painter.device().devicePixelRatio()
        key = (rating, side, ratio, self._theme.tokens.colour("text-base").name())
        if key not in self._stars:
            self._stars[key] = stars(rating, side, ratio, self._theme.tokens.colour("text-base"))
        rect = line.take(side * rating)
        line.painter.drawPixmap(rect.x(), rect.y() + (rect.height() - side) // 2, self._stars[key])

    def _draw_label(self, line: Line, label: int) -> None:
        tokens, painter = self._theme.tokens, line.painter
        side = tokens.size("label-square")
        rect = line.take(side)
        square = QRect(rect.x(), rect.y() + (rect.height() - side) // 2, side, side)
        with kept(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour(f"label-{label}"))
            painter.drawRoundedRect(square, tokens.radius("small"), tokens.radius("small"))
            painter.setPen(tokens.colour("label-digit"))
            painter.setFont(self._micro)
            painter.drawText(square, Qt.AlignmentFlag.AlignCenter, str(label))

    def _languages(self, line: Line, cell: Cell, colour: QColor) -> None:
        tokens, painter = self._theme.tokens, line.painter
        painter.setFont(self._micro)
        there = [code for code, present in cell.languages if present]
        shown: list[tuple[str, bool]] = list(cell.languages)
        if len(shown) > 1 and self.width < tokens.size("cell-few-languages"):
            shown = [(f"{len(there)}/{len(shown)}", len(there) == len(shown))]
        elif len(shown) > 3:
            rest = len(shown) - 1
            shown = [shown[0], (f"+{rest}", len(there) == len(cell.languages))]
        for code, present in reversed(shown):
            width = self._micro_metrics.horizontalAdvance(code) + 2 * tokens.space(2) - tokens.space(1)
            if width > line.room():
                return
            rect = line.take(width, end=True)
            height = self._micro_metrics.height()
            frame = QRect(rect.x(), rect.y() + (rect.height() - height) // 2, width - 1, height)
            painter.setOpacity(1 if present else _FAINT)
            painter.setPen(QPen(colour, 1, Qt.PenStyle.SolidLine if present else Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(frame)
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, code)
            painter.setOpacity(1)
