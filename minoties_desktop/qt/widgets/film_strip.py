"""The strip of small pictures below the loupe. Time runs from left to right in every language."""

from __future__ import annotations

import math

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..kit import Kit
from ..models.grid import Cell, GridModel, Role
from ..models.thumbnails import Thumbnails
from ..painting import Line, fitted, kept, stars

_REJECTED = 0.38


class FilmStrip(QListView):
    """Shows the grid's items in one line, and shares its selection."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def furnish(self, kit: Kit, model: GridModel, selection: QItemSelectionModel, thumbnails: Thumbnails) -> None:
        """Give the strip the grid's items and selection."""
        self._kit = kit
        self.setModel(model)
        self.setSelectionModel(selection)
        self._delegate = _FrameDelegate(kit, thumbnails)
        self._delegate.current = selection.currentIndex().row()
        self.setItemDelegate(self._delegate)
        selection.currentChanged.connect(self._on_current_changed)
        model.rowsInserted.connect(self._on_rows_moved)
        model.rowsRemoved.connect(self._on_rows_moved)
        thumbnails.some_arrived.connect(lambda: self.viewport().update())
        kit.theme.changed.connect(self._measure)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the surround, then paint the pictures."""
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), self._kit.theme.tokens.colour("surround-grid"))
        super().paintEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: single letters are actions here."""

    def _measure(self) -> None:
        self.setFixedHeight(self._delegate.frame_size().height() + self._kit.theme.tokens.space(3))

    def _on_rows_moved(self) -> None:
        self._delegate.current = self.selectionModel().currentIndex().row()

    def _on_current_changed(self, current: QModelIndex) -> None:
        self._delegate.current = current.row()
        if self.isVisible():
            self.scrollTo(current, QListView.ScrollHint.PositionAtCenter)
        self.viewport().update()


class _FrameDelegate(QStyledItemDelegate):
    def __init__(self, kit: Kit, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._kit, self._thumbnails = kit, thumbnails
        self.current = -1

    def frame_size(self) -> QSize:
        tokens = self._kit.theme.tokens
        pad = 2 * tokens.size("cell-gap")
        return QSize(tokens.size("film-width") + pad, tokens.size("film-height") + pad + tokens.size("cell-line"))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self.frame_size()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        cell: Cell | None = index.data(Role.CELL)
        if cell is None:
            return
        tokens, rect = self._kit.theme.tokens, QRect(option.rect.topLeft(), self.frame_size())
        if option.state & QStyle.StateFlag.State_Selected or index.row() == self.current:
            self._ground(painter, rect, index.row() == self.current)
        gap = tokens.size("cell-gap")
        box = QRect(rect.x() + gap, rect.y() + gap, tokens.size("film-width"), tokens.size("film-height"))
        ratio = painter.device().devicePixelRatio()
        pixmap = self._thumbnails.pixmap(cell.picture, math.ceil(box.width() * ratio)) if cell.picture else None
        painter.setOpacity(_REJECTED if cell.flag == "reject" else 1)
        if pixmap is None or pixmap.isNull():
            painter.fillRect(fitted(QSize(cell.width, cell.height), box), tokens.colour("surface-hover"))
        else:
            painter.drawPixmap(fitted(pixmap.size(), box), pixmap)
        painter.setOpacity(1)
        marks = QRect(box.x(), box.bottom() + 1, box.width(), tokens.size("cell-line"))
        self._marks(Line(painter, marks, False, tokens.space(2)), cell, ratio)

    def _ground(self, painter: QPainter, rect: QRect, current: bool) -> None:
        tokens = self._kit.theme.tokens
        with kept(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(tokens.colour("selection-fill"))
            frame = QPen(tokens.colour("selection-frame"), tokens.size("cell-frame"))
            painter.setPen(frame if current else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), tokens.radius("base"), tokens.radius("base"))

    def _marks(self, line: Line, cell: Cell, ratio: float) -> None:
        tokens = self._kit.theme.tokens
        if cell.flag:
            side = tokens.size("icon-small")
            icon, colour = ("flag", "success") if cell.flag == "pick" else ("close", "error")
            rect = line.take(side)
            line.painter.drawPixmap(
                rect.x(), rect.y() + (rect.height() - side) // 2, self._kit.icons.pixmap(icon, colour, side, ratio))
        if cell.rating:
            side = tokens.size("star")
            rect = line.take(side * cell.rating)
            line.painter.drawPixmap(rect.x(), rect.y() + (rect.height() - side) // 2,
                                    stars(cell.rating, side, ratio, tokens.colour("text-base")))
