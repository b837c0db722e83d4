"""The grid of photographs: an icon list made for a hundred thousand rows, its cells spread over the width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QWidget

from ..delegates import CellDelegate
from ..models.grid import GridModel
from ..models.rows import runs
from ..theme import Theme

_BATCH = 500
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_GOING = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
          Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_WHEEL_STEP = 120


class GridView(QListView):
    """Shows a GridModel. Selections are ranges; nothing here walks over all selected rows one by one."""

    chosen = Signal()
    """Another set of items is selected, or another one is current."""
    opened = Signal(str)
    """An item was opened with Enter or a double click."""
    cell_width_changed = Signal(int)
    drag_wanted = Signal()
    """The selected items are to be dragged out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self._wanted = 0

    def furnish(self, model: GridModel, delegate: CellDelegate, theme: Theme) -> None:
        """Give the view what it shows, who paints it, and the look."""
        self._grid, self._delegate, self._theme = model, delegate, theme
        self._wanted = self._wanted or theme.tokens.count("cell")
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.selectionModel().selectionChanged.connect(self.chosen)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(self._on_rows_moved)
        model.rowsRemoved.connect(self._on_rows_moved)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.ids[index.row()]))
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def set_cell_width(self, width: int) -> None:
        """Make the cells about this wide, in pixels where text has its usual size; they fill the row evenly."""
        tokens = self._theme.tokens
        self._wanted = max(tokens.count("cell-min"), min(width, tokens.count("cell-max")))
        self._spread()
        self.cell_width_changed.emit(self._wanted)

    @property
    def wanted_width(self) -> int:
        """The width of cells that was asked for, in pixels where text has its usual size."""
        return self._wanted

    def selected_ids(self) -> list[str]:
        """Ids of all selected items, in the order of the grid."""
        rows = [row for span in self._spans() for row in range(span[0], span[1] + 1)]
        return [self._grid.ids[row] for row in sorted(rows)]

    def current_id(self) -> str | None:
        """The item that the keyboard stands on."""
        index = self.currentIndex()
        return self._grid.ids[index.row()] if index.isValid() else None

    def select(self, ids: Iterable[str], current: str | None = None) -> None:
        """Select these items, those that the filter shows, and stand on one of them."""
        rows = sorted(row for row in map(self._grid.row, ids) if row is not None)
        selection = QItemSelection()
        for first, last in runs(rows):
            selection.merge(QItemSelection(self._grid.index(first), self._grid.index(last)),
                            QItemSelectionModel.SelectionFlag.Select)
        row = self._grid.row(current) if current else (rows[0] if rows else None)
        if row is not None:
            self.selectionModel().setCurrentIndex(
                self._grid.index(row), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(self._grid.index(row))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def step(self, by: int) -> None:
        """Select the item `by` places further on and no other."""
        row = max(0, min(self.currentIndex().row() + by, len(self._grid.ids) - 1))
        if self._grid.ids:
            self.select([self._grid.ids[row]])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the cells anew over the width."""
        self._spread()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the surround, then paint the cells."""
        with QPainter(self.viewport()) as painter:
            painter.fillRect(event.rect(), self._theme.tokens.colour("surround-grid"))
        super().paintEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, change the size of the cells."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps, tokens = event.angleDelta().y() / _WHEEL_STEP, self._theme.tokens
            self.set_cell_width(self._wanted + round(steps * tokens.space(5) / tokens.scale))
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open; letters are marks and never search the list."""
        if event.key() in _OPENING and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if (item := self.current_id()) is not None:
                self.opened.emit(item)
            return
        before = self.currentIndex()
        super().keyPressEvent(event)
        alone = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _GOING and alone and before.isValid() and self.currentIndex() == before:
            self.step(0)  # Qt leaves all selected where there is no further to go

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Have the selection dragged; the model holds no files."""
        self.drag_wanted.emit()

    def keyboardSearch(self, search: str) -> None:
        """Nothing: single letters are actions here."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Frame the current item in the colour of focus."""
        self._delegate.focused = True
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Frame the current item as one without focus."""
        self._delegate.focused = False
        super().focusOutEvent(event)
        self.viewport().update()

    def _on_current_changed(self, current: QModelIndex) -> None:
        self._delegate.current = current.row()
        self.chosen.emit()

    def _on_rows_moved(self) -> None:
        self._delegate.current = self.currentIndex().row()

    def _on_reset(self) -> None:
        self._delegate.current = -1
        self.chosen.emit()

    def _spans(self) -> Sequence[tuple[int, int]]:
        model = self.selectionModel()
        if model is None:
            return []
        selection = model.selection()
        return [(selection[n].top(), selection[n].bottom()) for n in range(selection.size())]

    def _on_theme_changed(self) -> None:
        margin = self._theme.tokens.space(3)
        self.setViewportMargins(margin, margin, margin // 2, 0)
        self._spread()

    def _spread(self) -> None:
        if self.model() is None:
            return
        tokens = self._theme.tokens
        gap, wanted = tokens.size("cell-gap"), round(self._wanted * tokens.scale)
        # Qt keeps the room of the bar free also while there is none to be seen.
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        width = self.maximumViewportSize().width() - bar - 1
        columns = max(1, width // (wanted + gap))
        pitch = max(tokens.size("cell-min"), width // columns)
        self._delegate.set_width(pitch - gap)
        size = self._delegate.cell_size()
        fresh = QSize(pitch, size.height() + gap)
        if fresh != self.gridSize():
            self.setGridSize(fresh)
        self.viewport().update()
