"""Items in an order, as the rows of a model: they come and go without the views losing their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex

_MOST_RUNS = 60  # More places than this where rows come or go: the view is quicker with a fresh start.


class ItemRows:
    """For models of Qt: their rows are items, by id."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: list[str] = []
        self._rows: dict[str, int] | None = None

    @property
    def ids(self) -> Sequence[str]:
        """All ids in their order."""
        return self._ids

    def show(self, ids: Sequence[str]) -> bool:
        """Show these items and no others, with what is known of them.

        True if the list starts anew; False where rows only came or went, so that the views keep their place, their
        selection and their current item.
        """
        fresh = list(ids)
        if fresh == self._ids:
            return False
        steps = _steps(self._ids, fresh)
        if steps is None:
            self.beginResetModel()
            self._ids, self._rows = fresh, None
            self.endResetModel()
            return True
        for first, last in reversed(steps.gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._ids[first:last + 1]
            self._rows = None
            self.endRemoveRows()
        for first, last in steps.come:
            self.beginInsertRows(QModelIndex(), first, last)
            self._ids[first:first] = fresh[first:last + 1]
            self._rows = None
            self.endInsertRows()
        return False

    def row(self, item: str) -> int | None:
        """Where an item stands, or None if the filter hides it."""
        if self._rows is None:
            self._rows = {known: row for row, known in enumerate(self._ids)}
        return self._rows.get(item)


class _Steps(NamedTuple):
    """What makes one list of another: spans of rows of the first that go, then spans of the second that come."""

    gone: list[tuple[int, int]]
    come: list[tuple[int, int]]


def runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Ascending rows as spans, from the first row to the last of each."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def _steps(before: Sequence[str], after: Sequence[str]) -> _Steps | None:
    """How rows come and go between two lists; None if what is in both has another order, or there is too little."""
    # What is too much shows after a few hundred rows; most that is looked for is found by a fresh start.
    new = set(after)
    gone = _others(before, new)
    if gone is None:
        return None
    old = set(before)
    come = _others(after, old)
    if come is None or len(gone) + len(come) > _MOST_RUNS:
        return None
    kept = [item for item in after if item in old]
    if not kept or kept != [item for item in before if item in new]:
        return None
    return _Steps(gone, come)


def _others(items: Sequence[str], known: set[str]) -> list[tuple[int, int]] | None:
    """The spans of rows that are not among the known; None if there are too many."""
    found: list[tuple[int, int]] = []
    for row, item in enumerate(items):
        if item in known:
            continue
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        elif len(found) == _MOST_RUNS:
            return None
        else:
            found.append((row, row))
    return found
