"""The history of a library as people read it, and undo down to any place in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from pathlib import PurePath

from ..config.messages import Message
from ..domain.changes import Changes
from ..store import incoming, overview
from .library import Library
from .lists import Lists
from .tagging import Tagging

LONGEST = 5000
"""Actions that are listed at once; undo itself goes on as far back as the journal does."""


@dataclass(frozen=True, slots=True)
class Line:
    """One action: its id, when, who ("" if nobody said), what, how many things it touched, whether it was undone,
    whether that can be (an import is none of the steps of undo), and whether it was tried in vain."""

    action: str
    at: datetime
    who: str
    what: Message
    rows: int
    undone: bool
    is_step: bool = True
    kept: bool = False


def history(library: Library, *, item: str | None = None, limit: int = LONGEST) -> list[Line]:
    """Actions and imports, newest first; with an item, its actions alone."""
    people = Lists(library).people()

    def name(person: str | None) -> str:
        return people[person].name if person in people else ""

    lines = [Line(done.action, _at(done.at), name(done.actor), done.label, done.rows, done.undone,
                  kept=done.kept)
             for done in library.journal.history(row=item, limit=limit)]
    if item is not None:
        return lines
    imports = [Line(run["id"], _at(run["created"]), name(run["operator"] or run["contributor"]),
                    Message("history-import", PurePath(run["origin"]).name or run["origin"]), run["brought"],
                    undone=False, is_step=False)
               for run in incoming.runs(library.database, limit)]
    # Merged, not sorted: undo follows the order of the actions, whatever the clock said.
    return list(merge(lines, imports, key=lambda line: line.at, reverse=True))[:limit]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone()


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
