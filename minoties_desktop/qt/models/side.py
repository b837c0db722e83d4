"""The rows of the side bar: pages, activities, states, each with its count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ..translator import Speech


@dataclass(frozen=True, slots=True)
class Place:
    """One row. `kind` is page, activity, state, search or caption; `text` is already in words; `count` None shows
    none."""

    kind: str
    id: str
    text: str
    icon: str = ""
    tint: str = "text-subtle"
    count: int | None = None
    note: str = ""
    """What else is to be said of the count."""

    @property
    def key(self) -> tuple[str, str]:
        """What tells one place from another."""
        return (self.kind, self.id)


class SideRole(IntEnum):
    """The role that gives a whole Place."""

    PLACE = Qt.ItemDataRole.UserRole + 1


class SideModel(QAbstractListModel):
    """The side bar's rows in order; captions cannot be chosen."""

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._places: list[Place] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are, captions included."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The place, or its words."""
        if not index.isValid() or index.row() >= len(self._places):
            return None
        place = self._places[index.row()]
        if role == SideRole.PLACE:
            return place
        if role == Qt.ItemDataRole.DisplayRole:
            return place.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            if place.count is None:
                return place.text
            row = self._speech.say("window-side-row", place.text, place.count)
            return f"{row}. {place.note}" if place.note else row
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Captions are only read."""
        if not index.isValid() or self._places[index.row()].kind == "caption":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show(self, places: Sequence[Place]) -> None:
        """Show these rows; where only words and counts differ the rows stay."""
        places = list(places)
        same = [place.key for place in places] == [place.key for place in self._places]
        if same:
            before, self._places = self._places, places
            for row, (old, new) in enumerate(zip(before, places, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._places = places
        self.endResetModel()

    def row(self, key: tuple[str, str]) -> int | None:
        """The row of a place."""
        return next((row for row, place in enumerate(self._places) if place.key == key), None)

    def place(self, row: int) -> Place:
        """The place of a row."""
        return self._places[row]
