"""The history as a table: when, who, what, how many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ...services.history import Line
from ..moments import moment
from ..translator import Speech

COLUMNS = ("when", "who", "what", "rows")
"""Message `history-<column>` names each."""

_SIDES = {False: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
          True: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter}
"""Words and numbers; Qt mirrors them."""


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
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES[COLUMNS[section] == "rows"]
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell; for a screen reader the whole line stands in the first one."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        cells = self._cells(line)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _SIDES[COLUMNS[index.column()] == "rows"]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cells) if index.column() == 0 else cells[index.column()]
        return None

    def _cells(self, line: Line) -> tuple[str, str, str, str]:
        say = self._speech.say
        what = say(line.what)
        return (moment(line.at.timestamp(), self._speech.locale), line.who or say("history-nobody"),
                say("history-undone", what) if line.undone else what, say("window-number", line.rows))
