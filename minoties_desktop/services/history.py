"""The history of a library as people read it, and undo down to any place in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..config.messages import Message
from ..domain.changes import Changes
from ..store import overview
from .library import Library
from .lists import Lists
from .tagging import Tagging

LONGEST = 5000
"""Actions that are listed at once; undo itself goes on as far back as the journal does."""


@dataclass(frozen=True, slots=True)
class Line:
    """One action: its id, when, who ("" if nobody said), what, how many things it touched, whether it was undone."""

    action: str
    at: datetime
    who: str
    what: Message
    rows: int
    undone: bool


def history(library: Library, *, item: str | None = None, limit: int = LONGEST) -> list[Line]:
    """Actions, newest first; of one item if it is given."""
    people = Lists(library).people()
    return [Line(done.action, datetime.fromisoformat(done.at).astimezone(),
                 people[done.actor].name if done.actor in people else "", done.label, done.rows, done.undone)
            for done in library.journal.history(row=item, limit=limit)]


def reach(library: Library, action: str) -> int:
    """How many actions would be taken back by undoing down to this one, itself included; 0 if it is undone."""
    return overview.newer_actions(library.database, action)


def undo_to(library: Library, tagging: Tagging, action: str) -> Changes:
    """Take back the newest actions down to this one, itself included; redo brings them back one by one.

    Raises UsageFault at one that can't be taken back; those after it are undone then.
    """
    changes = Changes()
    for _ in range(reach(library, action)):
        changes |= tagging.undo()
    return changes
