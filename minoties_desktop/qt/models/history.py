"""The history as a table: when, who, what, how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QDate, QLocale, QModelIndex, QPersistentModelIndex, Qt

from ...services.history import Line
from ..translator import Speech

COLUMNS = ("when", "who", "what", "rows")
"""Message `history-<column>` names each."""


class HistoryModel(QAbstractTableModel):
    """Lines of the history, newest first."""

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """As many as are named above."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._speech.say(f"history-{COLUMNS[section]}")
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; for a screen reader the whole line stands in the first one."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        cells = self._cells(line)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cells) if index.column() == 0 else cells[index.column()]
        return None

    def _cells(self, line: Line) -> tuple[str, str, str, str]:
        say = self._speech.say
        what = say(line.what)
        return (when(line.at, self._speech.locale), line.who or say("history-nobody"),
                say("history-undone", what) if line.undone else what, say("window-number", line.rows))


def when(at: datetime, locale: QLocale) -> str:
    """A moment as people write it: today by its time alone."""
    time = f"{at:%H:%M:%S}"
    if at.date() == datetime.now().date():
        return time
    return f"{locale.toString(QDate(at.year, at.month, at.day), 'd MMM yyyy')}, {time}"
