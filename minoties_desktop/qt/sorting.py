"""Lists for people are sorted as their language sorts: letters with marks at their place, numbers by their value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale, Qt

T = TypeVar("T")


def in_order(things: Iterable[T], words: Callable[[T], str], locale: QLocale, *, down: bool = False) -> list[T]:
    """Things by their words, as the language of `locale` sorts; those of the same words stay as they came."""
    collator = QCollator(locale)
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    listed = list(things)
    keys = {text: _Key(collator.sortKey(text)) for text in set(map(words, listed))}
    return sorted(listed, key=lambda thing: keys[words(thing)], reverse=down)


class _Key:
    """Lets Python sort by a key of a collator."""

    def __init__(self, key: QCollatorSortKey) -> None:
        self._key = key

    def __lt__(self, other: _Key) -> bool:
        return self._key.compare(other._key) < 0
