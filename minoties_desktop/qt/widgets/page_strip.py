"""The strip of an item's pages, with what they are called and what seems to be missing among them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..kit import Kit
from ..models.thumbnails import Thumbnails
from ..painting import fitted, kept

ENTRY = Qt.ItemDataRole.UserRole
PAGE = "application/x-minoties-page"
"""What is dragged: the id of a page."""
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the strip: a page's id, label, note in words ("blank", "" for none) and picture; or, without an id,
    a page that seems to be missing. `words` are all of it, for who listens."""

    page: str
    label: str
    note: str
    picture: Path | None
    words: str


class _Entries(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def fill(self, entries: Sequence[Entry]) -> None:
        if self.entries == list(entries):
            return
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        return {ENTRY: entry, Qt.ItemDataRole.DisplayRole: entry.words,
                Qt.ItemDataRole.AccessibleTextRole: entry.words}.get(Qt.ItemDataRole(role))


class PageStrip(QListView):
    """Shows the pages in one line, left to right in every language, as FilmStrip does."""

    page_chosen = Signal(str)
    """A page (id), or "" and then `missing_chosen` tells which."""
    missing_chosen = Signal(str)
    """A label of which there is no page."""
    page_moved = Signal(str, int)
    """A page (id) was dropped at a place of the item, from 1."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._gap = -1
        """Before which row what is dragged would go, -1 while nothing is."""
        self._entries = _Entries()
        self.setModel(self._entries)
        self.setItemDelegate(_PageDelegate(kit, thumbnails, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        thumbnails.some_arrived.connect(self.viewport().update)
        kit.theme.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """Take the height that the look of now wants."""
        self.setFixedHeight(frame_size(self._kit).height() + self._kit.theme.tokens.space(4))

    def show_entries(self, entries: Sequence[Entry], current: str) -> None:
        """Show these, one of them (a page's id) being the one that keys work on."""
        with_focus = self.hasFocus()
        self.selectionModel().blockSignals(True)
        self._entries.fill(entries)
        row = next((place for place, entry in enumerate(entries) if entry.page == current and current), -1)
        self.setCurrentIndex(self._entries.index(row) if row >= 0 else QModelIndex())
        self.selectionModel().blockSignals(False)
        if row >= 0:
            self.scrollTo(self._entries.index(row), QListView.ScrollHint.EnsureVisible)
        if with_focus:
            self.setFocus()
        self.viewport().update()

    def step(self, by: int) -> None:
        """Go on by so many places."""
        count = self._entries.rowCount()
        if count:
            row = self.currentIndex().row() if self.currentIndex().isValid() else count - 1
            self.setCurrentIndex(self._entries.index(min(count - 1, max(0, row + by))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the surround, then paint the pages."""
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), self._kit.theme.tokens.colour("surround-grid"))
        super().paintEvent(event)
        if self._gap >= 0:
            with QPainter(self.viewport()) as painter:
                wide = self._kit.theme.tokens.size("cell-frame")
                painter.fillRect(QRect(self._edge() - wide // 2, 0, wide, self.viewport().height()),
                                 self._kit.theme.tokens.colour("selection-frame"))

    # Dragging a page to another place

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Take the chosen page along; what is missing stays."""
        entry: Entry | None = self.currentIndex().data(ENTRY)
        if entry is None or not entry.page:
            return
        drag, what = QDrag(self), QMimeData()
        what.setData(PAGE, entry.page.encode())
        drag.setMimeData(what)
        drag.setPixmap(self.viewport().grab(self.visualRect(self.currentIndex())))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only pages of this very strip are moved in it."""
        self._show_gap(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Scroll at the edges, and show where the page would go."""
        super().dragMoveEvent(event)
        self._show_gap(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It goes nowhere."""
        super().dragLeaveEvent(event)
        self._clear_gap()

    def dropEvent(self, event: QDropEvent) -> None:
        """Have the page moved to where it was dropped, unless that is where it was."""
        page, pages = _page_of(event), [entry.page for entry in self._entries.entries]
        if page in pages:
            before = [one for one in pages[:self._gap_at(event.position().toPoint())] if one]
            number = len([one for one in before if one != page]) + 1
            event.acceptProposedAction()
            if number != [one for one in pages if one].index(page) + 1:
                self.page_moved.emit(page, number)
        self._clear_gap()

    def _show_gap(self, event: QDragMoveEvent) -> None:
        if _page_of(event) not in [entry.page for entry in self._entries.entries]:
            event.ignore()
            return
        event.acceptProposedAction()
        self._gap = self._gap_at(event.position().toPoint())
        self.viewport().update()

    def _clear_gap(self) -> None:
        self._gap = -1
        self.stopAutoScroll()
        self.viewport().update()

    def _gap_at(self, position: QPoint) -> int:
        """Before which row a point is."""
        rows = range(self._entries.rowCount())
        return next((row for row in rows if position.x() < self.visualRect(self._entries.index(row)).center().x()),
                    len(rows))

    def _edge(self) -> int:
        count = self._entries.rowCount()
        if self._gap < count:
            return self.visualRect(self._entries.index(self._gap)).left()
        return self.visualRect(self._entries.index(count - 1)).right()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose; everything else is the desk's."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End) and \
                not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _on_current(self, current: QModelIndex) -> None:
        entry = current.data(ENTRY) if current.isValid() else None
        if entry is None:
            return
        self.page_chosen.emit(entry.page)
        if not entry.page:
            self.missing_chosen.emit(entry.label)
        self.viewport().update()


def _page_of(event: QDropEvent) -> str:
    return bytes(event.mimeData().data(PAGE)).decode(errors="replace")


def frame_size(kit: Kit) -> QSize:
    """The room of one page, with its label."""
    tokens = kit.theme.tokens
    pad = 2 * tokens.size("cell-gap")
    return QSize(tokens.size("page-width") + pad, tokens.size("page-height") + pad + tokens.size("cell-line"))


class _PageDelegate(QStyledItemDelegate):
    def __init__(self, kit: Kit, thumbnails: Thumbnails, view: PageStrip) -> None:
        super().__init__(view)
        self._kit, self._thumbnails, self._view = kit, thumbnails, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return frame_size(self._kit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(ENTRY)
        tokens, rect = self._kit.theme.tokens, QRect(option.rect.topLeft(), frame_size(self._kit))
        current = index.row() == self._view.currentIndex().row()
        with kept(painter):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if current:
                painter.setBrush(tokens.colour("selection-fill"))
                painter.setPen(QPen(tokens.colour("selection-frame"), tokens.size("cell-frame")))
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), tokens.radius("base"), tokens.radius("base"))
            gap = tokens.size("cell-gap")
            box = QRect(rect.x() + gap, rect.y() + gap, tokens.size("page-width"), tokens.size("page-height"))
            if entry.page:
                self._picture(painter, entry, box)
            else:
                self._missing(painter, entry, box)
            painter.setFont(tokens.text("small"))
            painter.setPen(tokens.colour("text-base" if entry.page else "warning"))
            line = QRect(rect.x(), box.bottom() + 1, rect.width(), tokens.size("cell-line"))
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter,
                             painter.fontMetrics().elidedText(entry.label or "–", Qt.TextElideMode.ElideRight,
                                                              line.width()))

    def _picture(self, painter: QPainter, entry: Entry, box: QRect) -> None:
        tokens, ratio = self._kit.theme.tokens, painter.device().devicePixelRatio()
        pixmap = self._thumbnails.pixmap(entry.picture, math.ceil(box.height() * ratio)) if entry.picture else None
        if pixmap is None or pixmap.isNull():
            painter.fillRect(fitted(QSize(70, 99), box), tokens.colour("surface-hover"))
        else:
            painter.drawPixmap(fitted(pixmap.size(), box), pixmap)
        if entry.note:
            self._note(painter, entry.note, box)

    def _note(self, painter: QPainter, note: str, box: QRect) -> None:
        tokens = self._kit.theme.tokens
        painter.setFont(tokens.text("micro"))
        high = painter.fontMetrics().height() + tokens.space(1)
        strip = QRect(box.x(), box.bottom() + 1 - high, box.width(), high)
        painter.fillRect(strip, tokens.colour("over-picture"))
        painter.setPen(tokens.colour("on-picture"))
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter,
                         painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, strip.width()))

    def _missing(self, painter: QPainter, entry: Entry, box: QRect) -> None:
        tokens = self._kit.theme.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(tokens.colour("warning"), tokens.size("hairline"), Qt.PenStyle.DashLine))
        painter.drawRoundedRect(fitted(QSize(70, 99), box), tokens.radius("small"), tokens.radius("small"))
        side, ratio = tokens.size("icon"), painter.device().devicePixelRatio()
        painter.drawPixmap(box.center().x() - side // 2, box.center().y() - side // 2,
                           self._kit.icons.pixmap("alert", "warning", side, ratio))
