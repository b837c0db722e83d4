"""What is offered while somebody types: texts of the library's own history, the nearest first."""

from __future__ import annotations

import time
from collections.abc import Sequence

from ..domain.searching import searchable
from ..domain.suggesting import Near, Used, nearest, ranked
from ..store import activities, items, values
from .library import Library

SHOWN = 8
_FRESH = 5.0
"""Seconds for which what was read of a large library is good enough, though items have changed."""


class Suggestions:
    """The texts of one library by field and language, read when they are first asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[tuple[str, str], tuple[float, list[Used]]] = {}
        self._stale = True

    def forget(self) -> None:
        """Something changed: read again, though not at every key."""
        self._stale = True

    def offered(self, field: str, lang: str, typed: str, item: str, limit: int = SHOWN) -> list[str]:
        """Texts for a field of an item that go on from what is typed, the nearest first."""
        return [one.text for one in ranked(self._read(field, lang), typed, self._near(item), limit)]

    def usual(self, field: str, item: str, limit: int) -> list[str]:
        """The texts of a field, the nearest first."""
        return [one.text for one in nearest(self._read(field, ""), self._near(item), limit)]

    def _read(self, field: str, lang: str) -> Sequence[Used]:
        read, known = self._known.get((field, lang), (float("-inf"), []))
        if read == float("-inf") or (self._stale and time.monotonic() - read > _FRESH):
            known = [Used(text, count, frozenset(under.split()), latest or "", searchable(text))
                     for text, count, under, latest in values.used_where(self._library.database, field, lang)]
            self._known[field, lang] = (time.monotonic(), known)
        return known

    def _near(self, item: str) -> Near:
        database = self._library.database
        activity, taken = items.columns(database, [item], "activity", "taken").get(item, ("", ""))
        return Near(activity or "", activities.alike(database, activity) if activity else frozenset(),
                    (taken or "")[:10])
