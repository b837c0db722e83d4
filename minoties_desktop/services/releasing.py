"""Letting go: of what dead sync runs left in their hands, and of sync runs that a person has had enough of."""

from __future__ import annotations

from ..domain.changes import Changes
from ..store import outbox, runs
from .describing import restate
from .library import Library
from .progress import METERED


def bury(library: Library) -> Changes:
    """Let what dead runs had in hand wait, as nobody sends it now; where it goes on is kept."""
    dead = [run for run in outbox.claimants(library.database) if not library.is_locked(f"run-{run}")]
    if not dead:
        return Changes()
    with library.database.writing() as write:
        restate(library.database, write, outbox.release(write, dead))
    return write.changes


def allow_metered(library: Library, megabytes: int | None) -> bool:
    """Have the sync runs that live send over a metered connection too, up to so many megabytes (None: as many as there
    are); tells whether any lives."""
    living = [run for run in runs.open_runs(library.database) if library.is_locked(f"run-{run['id']}")]
    for run in living:
        runs.wish(library.database, run["id"], f"{METERED} {megabytes or ''}".strip())
    return bool(living)


def stop_runs(library: Library) -> None:
    """Have every sync run that lives stop as soon as it may; what it had in hand goes on there the next time."""
    for run in runs.open_runs(library.database):
        runs.wish(library.database, run["id"], "stop")
