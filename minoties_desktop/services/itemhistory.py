"""What was done to one item, step by step: who, when, and what each value was before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..store import inspection
from . import history
from .history import Line
from .library import Library

LONGEST = 100
"""Steps of one item that are listed; the history of the library goes on from there."""
_TEXT, _LANG = 3, 1


@dataclass(frozen=True, slots=True)
class Change:
    """A field's values in one language ("" for none), before and after."""

    field: str
    lang: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One action as it touched the item; `reach` is how many actions undoing down to it takes back, 0 if that cannot
    be done."""

    line: Line
    changes: tuple[Change, ...]
    reach: int


def steps(library: Library, item: str) -> list[Step]:
    """What was done to an item, newest first."""
    entries = inspection.value_entries(library.database, item)
    return [Step(line, tuple(found for field, before, after in entries.get(line.action, ())
                             for found in _changes(field, before, after)),
                 0 if line.undone or line.kept else history.reach(library, line.action))
            for line in history.history(library, item=item, limit=LONGEST)]


def _changes(field: str, before: Sequence[Sequence], after: Sequence[Sequence]) -> list[Change]:
    languages = dict.fromkeys(value[_LANG] for value in (*before, *after))
    found = [Change(field, lang, _texts(before, lang), _texts(after, lang)) for lang in languages]
    return [change for change in found if change.before != change.after]


def _texts(values: Sequence[Sequence], lang: str) -> tuple[str, ...]:
    return tuple(str(value[_TEXT]) for value in values if value[_LANG] == lang and value[_TEXT])
