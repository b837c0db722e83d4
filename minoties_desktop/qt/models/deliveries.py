"""The queue as people see it: one line per file, its state in words, what it waits for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ...config.messages import Message
from ...domain.sites import PRACTICE
from ...domain.states import State
from ...services import comparing
from ...services.lists import Row
from ...services.receipts import DELETED, findings, notes
from ...services.standing import needs_look

Key = tuple[str, str]
"""Item and wiki, which tell a delivery from others: an item may go to the practice Commons and to Commons."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file's way: all its rows together, shown by the one that is furthest from done."""

    item: str
    title: str
    state: State
    message: Message | None = None
    remedy: Message | None = None
    question: Mapping[str, Any] | None = None
    choices: tuple[str, ...] = ()
    next_try: float = 0
    size: int = 0
    done: int = 0
    total: int = 0
    changed: str = ""
    picture: Path | None = None
    url: str = ""
    wiki: str = ""
    needs_account: bool = False
    """Only another password, or another account, lets it go on."""
    is_gone: bool = False
    """Delivered, and deleted by others since, as the last recheck found."""
    is_adopted: bool = False
    """The wiki's own file, which `title` names, counts as this one: nothing of it is sent."""
    is_stashed: bool = False
    """All its bytes are on the wiki already, unpublished."""

    @property
    def key(self) -> Key:
        """What tells it from others."""
        return self.item, self.wiki

    @property
    def practice(self) -> bool:
        """Whether it goes to the practice Commons, or went there."""
        return self.wiki == PRACTICE

    @property
    def practised(self) -> bool:
        """Whether it went to the practice Commons, where nothing is published."""
        return self.practice and self.state is State.DONE


@dataclass(frozen=True, slots=True)
class Totals:
    """All deliveries together."""

    files: int
    done: int
    size: int
    sent: int
    states: Mapping[State, int]

    @property
    def open(self) -> int:
        """Files that are not done."""
        return self.files - self.done


_RANK = (State.ASKS, State.REFUSED, State.HELD)


def deliveries(
    rows: Sequence[Row], progress: Mapping[str, Mapping[str, Any]], pictures: Mapping[str, Path | None],
) -> list[Delivery]:
    """One delivery per output, in the order they were queued, those that are finished below the others.

    `progress` is that of rows that are being sent, by row.
    """
    by_output: dict[str, list[Row]] = {}
    for row in rows:
        by_output.setdefault(row.output, []).append(row)
    found = [_delivery(group, progress, pictures) for group in by_output.values()]
    return sorted(found, key=lambda one: one.state is State.DONE)


def _delivery(
    group: Sequence[Row], progress: Mapping[str, Mapping[str, Any]], pictures: Mapping[str, Path | None],
) -> Delivery:
    file = next((row for row in group if row.depends_on is None), group[0])
    shown = next((row for state in _RANK for row in group if row.state is state), None)
    shown = shown or next((row for row in group if row.state is not State.DONE), file)
    running = progress.get(shown.id, {})
    receipt = file.receipt or {}
    found = findings(receipt) if shown.state is State.DONE else []
    left = [note for row in group for note in notes(row.receipt)] if shown.state is State.DONE else []
    return Delivery(
        file.item, _title(file), shown.state,
        next((one.message for one in found), None) or next(iter(left), shown.message),
        shown.remedy, shown.question,
        tuple((shown.question or {}).get("choices", ())), shown.next_try,
        0 if file.is_adopted else int(file.payload.get("size", 0)),
        int(running.get("done", 0)), int(running.get("total", 0)), shown.changed, pictures.get(file.item),
        str(receipt.get("url", "")), file.wiki, needs_look(shown),
        is_gone=any(one.kind == DELETED for one in found), is_adopted=file.is_adopted,
        is_stashed=bool(file.facts.get("complete")))


def _title(file: Row) -> str:
    """The file's name on the wiki: where its own file counts as this one, that one's, as it was proven or asked."""
    own = str(file.payload.get("title", ""))
    if not file.is_adopted:
        return own
    answer, named = file.answer or {}, comparing.other_title(file.question or {})
    asked = file.facts.get("adopt") or answer.get("title") or next(iter(file.facts.get("there") or ()), named)
    title = str((file.receipt or {}).get("title") or asked or "")
    return f"= {title.removeprefix('File:').replace('_', ' ')}" if title else own


def totals(found: Sequence[Delivery]) -> Totals:
    """The sums of the head line."""
    states: dict[State, int] = {}
    for one in found:
        states[one.state] = states.get(one.state, 0) + 1
    finished = [one for one in found if one.state is State.DONE]
    sent = sum(one.size for one in finished) + sum(one.done for one in found if one.state is not State.DONE)
    return Totals(len(found), len(finished), sum(one.size for one in found), sent, states)


def by_wiki(keys: Iterable[Key]) -> dict[str, list[str]]:
    """The items of some deliveries by the wiki they go to."""
    found: dict[str, list[str]] = {}
    for item, wiki in keys:
        found.setdefault(wiki, []).append(item)
    return found


class DeliveryRole(IntEnum):
    """The role that gives a whole Delivery."""

    DELIVERY = Qt.ItemDataRole.UserRole + 1


class DeliveryModel(QAbstractListModel):
    """Deliveries as rows; `words` says one for a screen reader."""

    def __init__(self, words: Any) -> None:
        super().__init__()
        self._words = words
        self._rows: list[Delivery] = []

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """How many deliveries there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The delivery, or its words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == DeliveryRole.DELIVERY:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(row)
        return None

    def show(self, rows: Sequence[Delivery]) -> None:
        """Show these; rows stay in place while only their states differ, and new ones above them push them down."""
        rows = list(rows)
        fresh = len(rows) - len(self._rows)
        if fresh > 0 and self._rows and [row.key for row in rows[fresh:]] == [row.key for row in self._rows]:
            self.beginInsertRows(QModelIndex(), 0, fresh - 1)
            self._rows = rows
            self.endInsertRows()
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        places = {row.key: place for place, row in enumerate(rows)}
        if len(rows) == len(self._rows) and all(row.key in places for row in self._rows):
            # Only the order differs: what is chosen and where the list stands stays.
            self.layoutAboutToBeChanged.emit()
            before = self.persistentIndexList()
            after = [self.createIndex(places[self._rows[index.row()].key], 0) for index in before]
            self._rows = rows
            self.changePersistentIndexList(before, after)
            self.layoutChanged.emit()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
