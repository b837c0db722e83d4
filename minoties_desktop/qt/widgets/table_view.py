"""The table of items: one range of cells is selected as in a spreadsheet, framed, with a handle that fills."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from ..kit import Kit
from ..models.rows import runs
from ..models.table import TableModel
from ..painting import Line, kept
from ..table_delegate import TableDelegate

_MOST = 1.5  # wide columns, for a column of short words
_ACTS = {Qt.Key.Key_D: "fill", Qt.Key.Key_H: "replace"}
_ENDS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_TO_END = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class TableHeader(QHeaderView):
    """Names of columns, each with its language in a frame, and an arrow on the one that is sorted by."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._kit = kit
        self.setSectionsClickable(True)
        self.setSectionsMovable(False)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    def needed(self, section: int, *, spoken: bool = True) -> int:
        """The width in which the name of a column is read whole, with its language, by name or as a code, and the
        arrow."""
        model, tokens = self.model(), self._kit.theme.tokens
        column = model.column(section) if isinstance(model, TableModel) else None
        name = model.headerData(section, self.orientation()) if column is None else self._kit.speech.say(
            column.field.label)
        found = QFontMetrics(tokens.text("strong-small")).horizontalAdvance(f"{name}↑") + 2 * tokens.space(3)
        if column and column.lang:
            said = self._kit.speech.language_name(column.lang) if spoken else column.lang
            found += QFontMetrics(tokens.text("small")).horizontalAdvance(said) + 3 * tokens.space(2)
        return found + 2 * tokens.space(2)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the name, the code and the arrow."""
        model, tokens = self.model(), self._kit.theme.tokens
        with kept(painter):
            painter.fillRect(rect, tokens.colour("surface-window"))
            painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, tokens.colour("border-hairline"))
            if isinstance(model, TableModel) and section:
                self._name(painter, rect, model, section)

    def _name(self, painter: QPainter, rect: QRect, model: TableModel, section: int) -> None:
        tokens, column = self._kit.theme.tokens, model.column(section)
        pad = tokens.space(3)
        line = Line(painter, rect.adjusted(pad, 0, -pad, 0), self.isRightToLeft(), tokens.space(2))
        painter.setFont(tokens.text("strong-small"))
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            ascending = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            line.at_end(painter.fontMetrics().horizontalAdvance("↑"), "↑" if ascending else "↓",
                        tokens.colour("text-base"))
        name = self._kit.speech.say(column.field.label) if column else model.title(section)
        metrics = painter.fontMetrics()
        code = column.lang if column else ""
        spoken, small = self._kit.speech.language_name(code) if code else "", QFontMetrics(tokens.text("small"))
        if metrics.horizontalAdvance(name) + small.horizontalAdvance(spoken) + 4 * tokens.space(2) <= line.room():
            code = spoken  # in words where there is room for them; the tool tip has both
        room = line.room() - (small.horizontalAdvance(code) + 3 * tokens.space(2) if code else 0)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        line.at_start(min(room, metrics.horizontalAdvance(shown) + 1), shown, tokens.colour("text-subtle"))
        if code:
            painter.setFont(tokens.text("small"))
            taken = line.take(painter.fontMetrics().horizontalAdvance(code) + 2 * tokens.space(2))
            high = painter.fontMetrics().height()
            frame = QRect(taken.x(), taken.y() + (taken.height() - high) // 2, taken.width() - 1, high)
            painter.setPen(tokens.colour("border-subtle"))
            painter.drawRect(frame)
            painter.setPen(tokens.colour("text-subtle"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, code)


class TableView(QTableView):
    """Shows a TableModel. Nothing here walks over all selected cells one by one."""

    chosen = Signal()
    """Another range is selected, or another cell is current."""
    acted = Signal(str)
    """Somebody wants copy, cut, paste, clear, fill or replace done."""
    filled = Signal(int)
    """The handle was drawn down to this row."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._drawn: int | None = None
        self._is_spreading = self._by_hand = False
        self._head = TableHeader(kit, self)
        self._head.setResizeContentsPrecision(0)  # of the rows that are seen
        self.setHorizontalHeader(self._head)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
                             | QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionsClickable(True)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def furnish(self, model: TableModel, delegate: TableDelegate) -> None:
        """Give the view what it shows and who paints it."""
        self._table, self._delegate = model, delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.selectionModel().selectionChanged.connect(self._on_chosen)
        self.selectionModel().currentChanged.connect(self._on_chosen)
        model.modelReset.connect(self.measure)
        self._kit.theme.changed.connect(self.measure)
        self.horizontalHeader().sectionResized.connect(lambda *_: self._on_resized())
        self.measure()

    def measure(self) -> None:
        """Take heights and widths from the tokens."""
        tokens = self._kit.theme.tokens
        self.verticalHeader().setDefaultSectionSize(tokens.size("row-table"))
        self.horizontalHeader().setMinimumSectionSize(tokens.size("table-picture"))
        self.horizontalHeader().setFixedHeight(tokens.size("field"))
        self._by_hand = False
        self._spread()

    def _spread(self) -> None:
        """Give each column the room of its name and of short words, and share the rest among the columns of long texts,
        until a person chooses widths."""
        if self._by_hand or self.model() is None:
            return
        tokens, head = self._kit.theme.tokens, self._head
        sections = range(self._table.columnCount())
        wide = [section for section in sections if (column := self._table.column(section)) is not None and (
            column.field.by_language or column.field.many or column.field.id == "title")]
        most, beside = round(tokens.size("table-wide") * _MOST), tokens.space(6)
        seen = self.isVisible()  # else Qt would ask every row how wide it is
        narrow = {section: max(head.needed(section), min(most, self.sizeHintForColumn(section) + beside) if seen else 0)
                  if section else tokens.size("table-picture") for section in sections if section not in wide}
        room = self.viewport().width() - sum(narrow.values())
        least = {section: max(head.needed(section), tokens.size("table-column")) for section in wide}
        if sum(least.values()) > room:  # codes in place of the languages' names keep a column in sight
            least = {section: max(head.needed(section, spoken=False), tokens.size("table-column")) for section in wide}
        spare = max(0, room - sum(least.values())) // max(1, len(wide))
        self._is_spreading = True
        for section in sections:
            self.setColumnWidth(section, narrow[section] if section in narrow else least[section] + spare)
        self._is_spreading = False

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width by what is seen now."""
        super().showEvent(event)
        self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width; a bar that comes or goes below takes none."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._spread()

    def _on_resized(self) -> None:
        if not self._is_spreading:
            self._by_hand = True

    # The range

    def ranges(self) -> Sequence[tuple[int, int, int, int]]:
        """The selected ranges of cells: first and last row, first and last column."""
        selection = self.selectionModel().selection() if self.selectionModel() else []
        return [(one.top(), one.bottom(), one.left(), one.right()) for one in selection]

    def rows(self) -> list[int]:
        """The rows that the ranges touch, ascending."""
        return sorted({row for top, bottom, _, _ in self.ranges() for row in range(top, bottom + 1)})

    def select_rows(self, rows: Sequence[int], current: int | None, column: int) -> None:
        """Select the cells of a column in some rows, and stand on one of them."""
        selection = QItemSelection()
        for first, last in runs(rows):
            selection.select(self._table.index(first, column), self._table.index(last, column))
        if current is not None:
            self.selectionModel().setCurrentIndex(
                self._table.index(current, column), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(self._table.index(current, column))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_range(self, top: int, bottom: int, left: int, right: int) -> None:
        """Select a range, the first cell of it being current."""
        selection = QItemSelection(self._table.index(top, left), self._table.index(bottom, right))
        self.selectionModel().setCurrentIndex(
            self._table.index(top, left), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def step(self, by: int) -> None:
        """Go on down the selected cells, from the last one to the first again; where one alone is selected, to the cell
        below, or above."""
        now, rows, spans = self.currentIndex(), self.rows(), self.ranges()
        first = max(1, min((left for _, _, left, _ in spans), default=1))
        last = min(self._table.columnCount() - 2, max((right for _, _, _, right in spans), default=0))
        high, wide = len(rows), last - first + 1
        if high * wide < 2 or not self.selectionModel().isSelected(now) or not first <= now.column() <= last:
            self.go(by, 0)
            return
        across, down = divmod(((now.column() - first) * high + bisect_left(rows, now.row()) + by) % (high * wide), high)
        wanted = self._table.index(rows[down], first + across)
        self.selectionModel().setCurrentIndex(wanted, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(wanted)

    def select_to_end(self, key: Qt.Key) -> None:
        """Select from the current cell to the end of the table, as an arrow points."""
        now, (top, bottom, left, right) = self.currentIndex(), self.ranges()[-1]
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            top, bottom = (0, now.row()) if key == Qt.Key.Key_Up else (now.row(), self._table.rowCount() - 1)
        else:
            back = (key == Qt.Key.Key_Left) != self.isRightToLeft()
            left, right = (1, now.column()) if back else (now.column(), self._table.columnCount() - 2)
        self.selectionModel().select(
            QItemSelection(self._table.index(top, left), self._table.index(bottom, right)),
            QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def go(self, rows: int, columns: int) -> None:
        """Go so many cells on, and select that one alone."""
        now = self.currentIndex()
        wanted = self._table.index(
            max(0, min(now.row() + rows, self._table.rowCount() - 1)),
            max(0, min(now.column() + columns, self._table.columnCount() - 1)))
        self.selectionModel().setCurrentIndex(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(wanted)

    def commit(self) -> None:
        """End an edit that is under way, as Enter does."""
        editor = self.indexWidget(self.currentIndex())
        if self.state() == QAbstractItemView.State.EditingState and editor is not None:
            self.commitData(editor)
            super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _on_chosen(self) -> None:
        self.viewport().update()
        self.chosen.emit()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Typing belongs to the cells here, and to no action of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        if self._to_end(event):
            return True
        plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if not plain:
            return (bool(event.text().strip()) and event.key() != Qt.Key.Key_Escape) or event.key() in (
                Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space)
        return self._act(event) is not None

    def _to_end(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return event.key() in _ENDS and held == _TO_END and bool(self.ranges())

    @staticmethod
    def _act(event: QKeyEvent) -> str | None:
        for key, act in ((QKeySequence.StandardKey.Copy, "copy"), (QKeySequence.StandardKey.Cut, "cut"),
                         (QKeySequence.StandardKey.Paste, "paste"), (QKeySequence.StandardKey.SelectAll, "all")):
            if event.matches(key):
                return act
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            return "clear"
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return _ACTS.get(Qt.Key(event.key()))
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Tab go on, Delete clears, Ctrl+C, X, V, D and H and Ctrl+Shift with an arrow do what they do in
        spreadsheets."""
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the editor lets Enter through, and goes on by itself
        act = self._act(event)
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if act == "all":
            self.select_range(0, self._table.rowCount() - 1, 1, self._table.columnCount() - 1)
        elif act is not None:
            self.acted.emit(act)
        elif self._to_end(event):
            self.select_to_end(Qt.Key(key))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            self.step(-1 if shift else 1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._stays(back=key == Qt.Key.Key_Backtab):
            self.go(0, -1 if key == Qt.Key.Key_Backtab else 1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab goes from cell to cell; past the last column it leaves the table."""
        if self._stays(back=not following):
            self.go(0, 1 if following else -1)
            return True
        return super().focusNextPrevChild(following)

    def _stays(self, *, back: bool) -> bool:
        column = self.currentIndex().column()
        return column > 0 if back else 0 <= column < self._table.columnCount() - 1

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters are typed into cells."""

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter the next of the selected cells, or the one below, after Tab the one beside; Escape gives up what
        was typed."""
        hints = QAbstractItemDelegate.EndEditHint
        index = self.currentIndex()
        super().closeEditor(editor, hints.NoHint)
        if hint == hints.RevertModelCache:
            self._delegate.given_up.emit(index)
        elif hint == hints.SubmitModelCache:
            self.step(1)
        elif hint in (hints.EditNextItem, hints.EditPreviousItem):
            self.go(0, 1 if hint == hints.EditNextItem else -1)

    # The frame and its handle

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, then the frame of the range and its handle."""
        super().paintEvent(event)
        tokens, found = self._kit.theme.tokens, self.ranges()
        if not found:
            return
        with QPainter(self.viewport()) as painter:
            width = tokens.size("mark" if tokens.contrast else "focus")
            colour = tokens.colour("selection-frame" if self._has_focus() else "border-control")
            for span in found[:64]:
                frame = self._rect(span)
                painter.setPen(QPen(colour, width))
                half = width // 2
                painter.drawRect(frame.adjusted(half, half, -half - 1, -half - 1))
            if len(found) == 1:
                handle = self._handle(found[0])
                painter.fillRect(handle.adjusted(-1, -1, 1, 1), tokens.colour("surface-base"))
                painter.fillRect(handle, colour)
            if self._drawn is not None:
                top, bottom, left, right = found[0]
                painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
                painter.drawRect(self._rect((top, max(bottom, self._drawn), left, right)).adjusted(0, 0, -1, -1))

    def _has_focus(self) -> bool:
        focused = self.focusWidget()
        return self.hasFocus() or (focused is not None and focused.hasFocus())

    def _rect(self, span: tuple[int, int, int, int]) -> QRect:
        top, bottom, left, right = span
        # Rows have one height: rows far outside need not be laid out.
        high = self.verticalHeader().defaultSectionSize()
        y = top * high - self.verticalOffset()
        xs = [(self.columnViewportPosition(column), self.columnWidth(column)) for column in (left, right)]
        x = min(start for start, _ in xs)
        return QRect(x, y, max(start + width for start, width in xs) - x, (bottom - top + 1) * high)

    def _handle(self, span: tuple[int, int, int, int]) -> QRect:
        frame, side = self._rect(span), self._kit.theme.tokens.size("table-handle")
        x = frame.left() if self.isRightToLeft() else frame.right() - side + 1
        return QRect(x, frame.bottom() - side + 1, side, side)

    def _on_handle(self, point: QPoint) -> bool:
        found, reach = self.ranges(), self._kit.theme.tokens.space(2)
        return len(found) == 1 and self._handle(found[0]).adjusted(-reach, -reach, reach, reach).contains(point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle, or select."""
        if event.button() == Qt.MouseButton.LeftButton and self._on_handle(event.position().toPoint()):
            self._drawn = self.ranges()[0][1]
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the handle down."""
        if self._drawn is None:
            over = self._on_handle(event.position().toPoint())
            self.viewport().setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)
            super().mouseMoveEvent(event)
            return
        row = self.rowAt(int(event.position().y()))
        self._drawn = row if row >= 0 else self._table.rowCount() - 1
        self.scrollTo(self._table.index(self._drawn, self.currentIndex().column()))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Fill down to where the handle was let go."""
        drawn, self._drawn = self._drawn, None
        if drawn is None:
            super().mouseReleaseEvent(event)
            return
        if drawn > self.ranges()[0][1]:
            self.filled.emit(drawn)
        self.viewport().update()
