"""Letting go: of what dead sync runs left in their hands, and of sync runs that a person has had enough of."""

from __future__ import annotations

import time

from ..domain.changes import Changes
from ..store import outbox, pauses, runs
from .describing import restate
from .library import Library
from .progress import METERED, STOP
from .setbacks import LONGEST_WAIT


def bury(library: Library, moment: float | None = None) -> Changes:
    """Let what dead runs had in hand wait, as nobody sends it now; where it goes on is kept. Waits that a wrong clock
    has stored end, too."""
    false = forget_false_waits(library, time.time() if moment is None else moment)
    dead = [run for run in outbox.claimants(library.database) if not library.is_locked(f"run-{run}")]
    if not dead:
        return false
    with library.database.writing() as write:
        restate(library.database, write, outbox.release(write, dead))
    return false | write.changes


def forget_false_waits(library: Library, moment: float) -> Changes:
    """End the waits of rows and accounts that were stored by a wrong clock: they would last for years."""
    database, told = library.database, {"moment": moment, "longest": LONGEST_WAIT}
    scopes = pauses.false_waits(database, **told)
    if not (scopes or outbox.has_false_waits(database, **told)):
        return Changes()
    with database.writing() as write:
        outbox.forget_waits(write, **told)
        for scope in scopes:
            pauses.lift(write, scope)
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
        runs.wish(library.database, run["id"], STOP)
