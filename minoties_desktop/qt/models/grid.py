"""The photographs of the grid: ids in order, and their cells, fetched some at a time as they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ..looks import state_key
from ..translator import Speech
from .rows import ItemRows

PAGE = 60
"""Cells that are fetched together: about as many as a window shows."""
_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell shows. `languages`: those of the activity, each with whether there is a caption in it.

    `flag` is pick, reject or ""; `rating` 0 to 5; `label` 0 or 6 to 9; `picture` the thumbnail's file, `preview` a
    larger one; `broken` says why there is none. `stack` names the stack, `stacked` says how
    many lie on it (0 for none), `opened` whether all of them are shown. `there` is the file on the wiki that has its
    bytes already, though nothing here has sent them. A subject `starts` with it. `pages`: how many it has, 0 for one.
    """

    id: str
    title: str
    state: str = "to_finish"
    blocking: int = 0
    advising: int = 0
    flag: str = ""
    rating: int = 0
    label: int = 0
    languages: tuple[tuple[str, bool], ...] = ()
    picture: Path | None = None
    preview: Path | None = None
    width: int = 3
    height: int = 2
    broken: str = ""
    stack: str = ""
    stacked: int = 0
    opened: bool = False
    there: str = ""
    starts: bool = False
    pages: int = 0


class Role(IntEnum):
    """Roles beside Qt's own."""

    CELL = Qt.ItemDataRole.UserRole + 1
    ID = Qt.ItemDataRole.UserRole + 2


class GridModel(ItemRows, QAbstractListModel):
    """A list of items. `fetch` gives the cells of some ids, in any order, quickly (one indexed query)."""

    def __init__(self, fetch: Callable[[Sequence[str]], Iterable[Cell]], speech: Speech) -> None:
        super().__init__()
        self._fetch = fetch
        self._speech = speech
        self._cells: OrderedDict[str, Cell | None] = OrderedDict()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many items the filter lets through."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell, the id, or words for tool tips and screen readers."""
        if not index.isValid() or index.row() >= len(self._ids):  # a view may still paint what has just gone
            return None
        if role == Role.CELL:
            return self.cell(index.row())
        if role == Role.ID:
            return self._ids[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self.cell(index.row())
            return cell.title if cell else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words(index.row())
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = self.cell(index.row())
            return (cell.broken or self._tip(cell)) if cell else None
        return None

    def _tip(self, cell: Cell) -> str:
        return f"{cell.title}\n{self._speech.say('problem-wiki-there', cell.there)}" if cell.there else cell.title

    def refresh(self, ids: Iterable[str]) -> None:
        """Fetch these items anew when they are next seen; their order stays."""
        ids = list(ids)
        for item in ids:
            self._cells.pop(item, None)
        touched = sorted(row for row in map(self.row, ids) if row is not None)
        if touched:
            self.dataChanged.emit(self.index(touched[0]), self.index(touched[-1]))

    def may_fold(self, ids: Iterable[str], opened: Collection[str]) -> bool:
        """Whether any of these items may lie on a stack that is not `opened`: where its cell says so, and where its
        cell is not at hand."""
        cells = (self._cells.get(item) for item in ids)
        return any(cell is None or (cell.stacked and cell.stack not in opened) for cell in cells)

    def cell(self, row: int) -> Cell | None:
        """The cell of a row; None when the item has gone in the meantime."""
        item = self._ids[row]
        if item not in self._cells:
            start = row - row % PAGE
            wanted = [one for one in self._ids[start:start + PAGE] if one not in self._cells]
            self._cells.update(dict.fromkeys(wanted), **{cell.id: cell for cell in self._fetch(wanted)})
            while len(self._cells) > _KEPT:
                self._cells.popitem(last=False)
        return self._cells[item]

    def cells(self, ids: Sequence[str]) -> list[Cell]:
        """The cells of some items, which need not be listed here; those that have gone are left out."""
        known = {item: self._cells[item] for item in ids if self._cells.get(item)}
        missing = [item for item in ids if item not in known]
        known.update({cell.id: cell for cell in self._fetch(missing)} if missing else {})
        return [cell for item in ids if (cell := known.get(item)) is not None]

    def words(self, row: int) -> str:
        """A cell in words: name, state, marks, problems, captions, place in the list."""
        cell = self.cell(row)
        if cell is None:
            return ""
        say = self._speech.say
        parts = [cell.title, say(state_key(cell.state))]
        if cell.flag:
            parts.append(say(f"mark-{cell.flag}"))
        if cell.rating:
            parts.append(say("mark-stars", cell.rating))
        if cell.label:
            parts.append(say(f"mark-label-{cell.label}"))
        if cell.there:
            parts.append(say("mark-there", cell.there))
        if cell.blocking:
            parts.append(say("mark-problems", cell.blocking))
        if cell.advising:
            parts.append(say("mark-advice", cell.advising))
        if cell.stacked:
            parts.append(say("mark-stack", cell.stacked))
        if cell.pages:
            parts.append(say("desk-pages", cell.pages))
        if cell.starts:
            parts.append(say("mark-starts"))
        if captions := [code for code, there in cell.languages if there]:
            parts.append(say("mark-captions", ", ".join(map(self._speech.language_name, captions))))
        parts.append(say("mark-place", row + 1, len(self._ids)))
        return ", ".join(parts)
