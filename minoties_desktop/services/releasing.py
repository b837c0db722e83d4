"""What dead sync runs left in their hands."""

from __future__ import annotations

from ..domain.changes import Changes
from ..store import outbox
from .describing import restate
from .library import Library


def bury(library: Library) -> Changes:
    """Let what dead runs had in hand wait, as nobody sends it now; where it goes on is kept."""
    dead = [run for run in outbox.claimants(library.database) if not library.is_locked(f"run-{run}")]
    if not dead:
        return Changes()
    with library.database.writing() as write:
        restate(library.database, write, outbox.release(write, dead))
    return write.changes
