"""The table: a row for each item of the grid, a column for each field and language; rows are fetched when seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ...config.messages import Lang
from ...domain.fields import Kind
from ...domain.table import Column
from ...services.tabling import FOLLOWS, Cell, Row
from .. import fonts
from ..looks import state_key
from ..translator import Speech
from .rows import ItemRows
from .values import Vocabulary

PAGE = 60
_KEPT = 3_000

_Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[str], Sequence[Column]], Iterable[Row]]


class TableRole(IntEnum):
    """Roles beside Qt's own."""

    ROW = Qt.ItemDataRole.UserRole + 1
    CELL = Qt.ItemDataRole.UserRole + 2


class TableModel(ItemRows, QAbstractTableModel):
    """Column 0 is the picture, the last one the state, those between are `columns`. It writes nothing itself."""

    edited = Signal(str, object, str, int)
    """An item, a Column, the text that was typed into their cell, and the row."""

    def __init__(self, fetch: Fetch, vocabulary: Vocabulary, speech: Speech) -> None:
        super().__init__()
        self._fetch, self._vocabulary, self._speech = fetch, vocabulary, speech
        self._columns: list[Column] = []
        self._found: OrderedDict[str, Row | None] = OrderedDict()

    # What Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many items there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """The picture, the fields, the state."""
        return 0 if parent.isValid() else len(self._columns) + 2

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, the cell, its text to be edited, or its words."""
        if not index.isValid():
            return None
        if role == TableRole.ROW:
            return self.item_row(index.row())
        if role == TableRole.CELL:
            return self.cell(index)
        if role == Qt.ItemDataRole.EditRole:
            return self.typed(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.said(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(index)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was typed; the cell changes when it has been written."""
        column = self.column(index.column())
        if role != Qt.ItemDataRole.EditRole or column is None:
            return False
        self.edited.emit(self._ids[index.row()], column, str(value), index.row())
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Fields can be edited."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsEditable if self.column(index.column()) else found

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The number of a row, the name of a column."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(section)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.read_title(section)
        return None

    # What pages ask

    @property
    def columns(self) -> Sequence[Column]:
        """The columns of fields."""
        return self._columns

    def column(self, section: int) -> Column | None:
        """The field of a column, None for the picture and the state."""
        return self._columns[section - 1] if 0 < section <= len(self._columns) else None

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these fields."""
        if list(columns) != self._columns:
            self.beginResetModel()
            self._columns = list(columns)
            self._found.clear()
            self.endResetModel()

    def refresh(self, ids: Iterable[str]) -> None:
        """Fetch these items anew when they are next seen; their order stays."""
        ids = list(ids)
        for item in ids:
            self._found.pop(item, None)
        touched = sorted(row for row in map(self.row, ids) if row is not None)
        if touched:
            self.dataChanged.emit(self.index(touched[0], 0), self.index(touched[-1], self.columnCount() - 1))

    def item_row(self, row: int) -> Row | None:
        """What is known of the item of a row; None when it has gone in the meantime."""
        item = self._ids[row]
        if item not in self._found:
            start = row - row % PAGE
            wanted = [one for one in self._ids[start:start + PAGE] if one not in self._found]
            self._found.update(dict.fromkeys(wanted), **{one.id: one for one in self._fetch(wanted, self._columns)})
            while len(self._found) > _KEPT:
                self._found.popitem(last=False)
        return self._found.get(item)

    def cell(self, index: _Index) -> Cell | None:
        """What is in a cell; None for the picture and the state."""
        column = self.column(index.column())
        row = self.item_row(index.row()) if column else None
        return row.cells.get(column.key) if column and row else None

    def title(self, section: int) -> str:
        """What a column is called, with its language, as in spreadsheets."""
        say, column = self._speech.say, self.column(section)
        if column is None:
            return say("table-state") if section else say("table-picture")
        name = say(column.field.label)
        return say("table-column", name, column.lang) if column.lang else name

    def read_title(self, section: int) -> str:
        """The same as people read it: with the language's name."""
        column = self.column(section)
        if column is None or not column.lang:
            return self.title(section)
        return self._speech.say("table-column-read", self._speech.say(column.field.label), Lang(column.lang))

    def texts(self, index: _Index) -> list[str]:
        """The values of a cell, each as a person reads it."""
        column, cell = self.column(index.column()), self.cell(index)
        return [self._vocabulary.words(column.field, text) for text in cell.texts] if column and cell else []

    def said(self, index: _Index) -> str:
        """What a cell says."""
        row = self.item_row(index.row())
        if row is None:
            return ""
        if self.column(index.column()) is None:
            return self._speech.say(state_key(row.state)) if index.column() else row.name
        cell = self.cell(index)
        if cell is not None and cell.draft is not None:
            return cell.draft
        return ", ".join(self.texts(index)) or self.lack(index)

    def lack(self, index: _Index) -> str:
        """What an empty cell says: nothing where it may be empty."""
        column, cell = self.column(index.column()), self.cell(index)
        if column is None or cell is None or cell.texts or not (cell.wanted or cell.problem):
            return ""
        asks = column.field.kind is Kind.CHOICE and cell.problem is not None
        return self._speech.say("table-answer") if asks else self._speech.say("table-missing")

    def typed(self, index: _Index) -> str:
        """The text that an editor of a cell begins with."""
        column, cell = self.column(index.column()), self.cell(index)
        if column is None or cell is None:
            return ""
        return cell.draft if cell.draft is not None else self._vocabulary.typed(column.field, cell.texts)

    def words(self, index: _Index) -> str:
        """A cell in words: column, row, what it says, where it comes from, what is wrong."""
        say, cell, row = self._speech.say, self.cell(index), self.item_row(index.row())
        parts = [say("table-cell", self.read_title(index.column()), index.row() + 1),
                 say("mark-stack", row.stacked) if row and row.stacked else "", self.said(index)]
        if cell is not None:
            if cell.texts and cell.origin != "own":
                parts.append(self.origin(cell))
            if cell.problem:
                parts.append(say(cell.problem.message))
            if lacking := fonts.notice(self.said(index)):
                parts.append(say(lacking))
        return ", ".join(part for part in parts if part)

    def origin(self, cell: Cell) -> str:
        """Where the value of a cell comes from."""
        return self._speech.say("panel-follows-caption" if cell.origin == FOLLOWS else f"origin-{cell.origin}")

    def _hint(self, index: _Index) -> str | None:
        cell = self.cell(index)
        if cell is None:
            return self.said(index)
        problem = [self._speech.say(cell.problem.message)] if cell.problem else []
        origin = [self.origin(cell)] if cell.texts and cell.origin != "own" else []
        lacking = fonts.notice(self.said(index))
        return "\n".join([*problem, self.said(index), *origin, *([self._speech.say(lacking)] if lacking else [])])
