"""Importing photographs: their heads first, then their bytes; nothing is lost when it is stopped anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from ..capture import Candidate, Left, find
from ..config.messages import Message
from ..domain.changes import Changes
from ..store import incoming
from ..store.incoming import Incoming
from .arriving import Wishes
from .importreport import Report
from .importrun import ImportRun
from .intake import Intake
from .library import Library
from .meter import Meter

__all__ = ["Intake", "Report", "Wishes", "ingest", "resume", "waiting"]

Tell = Callable[[dict[str, Any]], None]


def ingest(
    library: Library, paths: Sequence[Path], wishes: Wishes | None = None, *, tell: Tell = lambda event: None,
    cancelled: Callable[[], bool] = lambda: False, changed: Callable[[Changes], None] = lambda changes: None,
    intake: Intake | None = None, run: str | None = None,
) -> Report:
    """Import cards, files and folders. What an interrupted import left under way and is among them goes on.

    `tell` hears, at most ten times a second: `phase` (reading, copying), `done`, `total`, `name`, `rate` (files a
    second), `speed` (bytes a second) and `left` (seconds, None while unknown); `changed` hears what each transaction
    touched. `cancelled` is asked often, from several threads; what has arrived by then stays. Imports that go on side
    by side share an `intake`; `run` is the id that the import is to have. Raises EnvironmentFault when a disk fails or
    lacks room, or another process is importing; what had not arrived stays under way.
    """
    with nullcontext(intake) if intake else Intake(library) as shared:
        return ImportRun(shared, paths, wishes or Wishes(), Meter(tell), cancelled, changed, run).run(
            find(paths, without=[library.root, *([wishes.copy_to] if wishes and wishes.copy_to else [])]))


def resume(
    library: Library, *, tell: Tell = lambda event: None, cancelled: Callable[[], bool] = lambda: False,
    changed: Callable[[Changes], None] = lambda changes: None, intake: Intake | None = None,
) -> Report:
    """Go on with everything that interrupted imports left under way and that can be found, as they were meant."""
    report = Report()
    with nullcontext(intake) if intake else Intake(library) as shared:
        left = incoming.listed(library.database)
        for run, wishes in incoming.wishes(library.database).items():
            rows = [row for row in left if row.import_run == run]
            report.take(ImportRun(shared, None, Wishes.from_json(wishes), Meter(tell), cancelled, changed).run(
                _candidates(library, rows)))
    return report


def waiting(library: Library) -> int:
    """How many photographs interrupted imports left under way."""
    return len(incoming.listed(library.database))


def _candidates(library: Library, rows: Iterable[Incoming]) -> Iterator[Candidate | Left]:
    for row in rows:
        copied = library.path(row.target)
        try:
            facts = row.source.stat()
        except OSError:
            if copied.is_file() and not copied.is_symlink() and copied.stat().st_size == row.size:
                # Its card is gone, but a copy bears its final name only once it was read back and found the same.
                yield Candidate(copied, row.size, row.modified)
            else:
                yield Left(row.source, Message("media-vanished"), refused=True)
        else:
            yield Candidate(row.source, facts.st_size, facts.st_mtime_ns)
