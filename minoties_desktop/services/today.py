"""What the day's first page tells: what holds items back, how far each activity is, what was done last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.problems import Severity
from ..domain.states import ItemState
from ..store import overview, scans
from ..store.journal import Done
from .institutions import Reminder, reminders
from .library import Library
from .lists import Lists
from .tagging import Tagging

OWN_WORK = ("author", "source")
"""Fields that one press fills for all: whoever works here made the photographs."""

_EXAMPLES, _ACTIVITIES, _RECENT = 3, 6, 5
_UNFINISHED = (ItemState.TO_FINISH, ItemState.REJECTED)


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason that holds items back: its code, the field that mends it, a sentence, how many have it.

    `scans`: those of them (ids) that were scanned, where the cause is a missing author or source: they are no own work.
    `alike`: the sentence is the same for all; else it is an example. `pictures`: thumbnails of a few of them.
    """

    code: str
    blocks: bool
    field: str
    message: Message
    items: int
    alike: bool
    pictures: Sequence[Path]
    scans: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """An activity, how many items it has, how many of them are ready or further, and its best picture."""

    row: dict[str, Any]
    items: int
    through: int
    picture: Path | None


@dataclass(frozen=True, slots=True)
class Today:
    """All of it, as of now."""

    reminders: Sequence[Reminder]
    causes: Sequence[Cause]
    activities: Sequence[Progress]
    recent: Sequence[Done]


def today(library: Library) -> Today:
    """Read it; may take a moment in a large library."""
    lists = Lists(library)
    return Today(reminders(library), _causes(library, lists), _activities(library, lists),
                 library.journal.history(limit=_RECENT))


def with_problem(library: Library, code: str) -> list[str]:
    """Ids of all items that a cause holds back."""
    return overview.with_problem(library.database, code)


def is_own_work(code: str, field: str) -> bool:
    """Whether a problem goes away once somebody says that they made the photographs."""
    return field in OWN_WORK and code == f"{field}-missing"


def make_mine(library: Library, tagging: Tagging, code: str, field: str) -> Changes:
    """Say of all items that a missing author or source holds back, and that are no scans, that whoever works here made
    them."""
    value, held = library.setting("me") if field == "author" else "own", with_problem(library, code)
    others = set(scans.scanned(library.database, held))
    return tagging.replace([item for item in held if item not in others], field, [value])


def _causes(library: Library, lists: Lists) -> list[Cause]:
    found = []
    for held in overview.problems(library.database):
        examples = overview.with_problem(library.database, held.code, limit=_EXAMPLES)
        pictures = [path for path in lists.thumbnails(examples).values() if path]
        whose = scans.scanned(library.database, overview.with_problem(library.database, held.code)) if (
            is_own_work(held.code, held.field)) else ()
        found.append(Cause(
            held.code, held.severity is Severity.BLOCKS, held.field, Message.from_json(json.loads(held.message)),
            held.items, held.messages == 1, pictures, whose))
    return found


def _activities(library: Library, lists: Lists) -> list[Progress]:
    counts = overview.by_activity(library.database)
    rows = [row for row in lists.register("activity") if row["id"] in counts][-_ACTIVITIES:][::-1]
    best = overview.first_of_activities(library.database, [row["id"] for row in rows])
    thumbnails = lists.thumbnails(best.values())
    return [Progress(row, sum(counts[row["id"]].values()),
                     sum(count for state, count in counts[row["id"]].items() if state not in _UNFINISHED),
                     thumbnails.get(best.get(row["id"], ""))) for row in rows]
