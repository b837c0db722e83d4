"""Importing photographs: their heads first, then their bytes; nothing is lost when it is stopped anywhere."""

from __future__ import annotations

import itertools
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from ..capture import Candidate, Left, find
from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import EnvironmentFault, Refused, UsageFault
from ..media.blocks import HEAD
from ..media.cache import embedded
from ..media.digest import Cancelled, digest, sweep
from ..media.faults import target_fault
from ..media.pool import Pool
from ..store import incoming, items
from ..store.database import Write, new_id, now
from ..store.incoming import Incoming
from .arriving import Arrivals, Fingerprint, Head, Job, Wishes, fingerprint, read_heads, shown
from .copying import Arrived, Copier, Outcome, Rejected, Twin
from .describing import refresh_dirty
from .importreport import Report
from .library import Library
from .meter import Meter
from .originals import FOLDER

__all__ = ["Report", "Wishes", "ingest", "resume", "waiting"]

_FIRST, _TOGETHER = 60, 250  # Items of one transaction in the first phase; at first as many as a screen shows.
_EVERY = 0.25  # Seconds between the transactions of the second phase.
_MAY_COME_BACK = frozenset({"vanished", "unreadable"})
"""Refusals of a card that is out or dirty: the item stays under way, for the next import."""

def ingest(
    library: Library, paths: Sequence[Path], wishes: Wishes | None = None, *,
    tell: Callable[[dict[str, Any]], None] = lambda event: None, cancelled: Callable[[], bool] = lambda: False,
    changed: Callable[[Changes], None] = lambda changes: None,
) -> Report:
    """Import files and folders. What an interrupted import left under way and is among them goes on.

    `tell` hears, at most ten times a second: `phase` (reading, copying), `done`, `total`, `name`, `rate` (files a
    second) and `left` (seconds, None while unknown); `changed` hears what each transaction touched. `cancelled` is
    asked often, from several threads; what has arrived by then stays. Raises EnvironmentFault when the library's
    disk fails or another import is running; what had not arrived stays under way.
    """
    origin = ", ".join(shown(path) for path in paths)
    return _import(library, find(paths, without=[library.root]), origin, wishes or Wishes(), tell, cancelled, changed)


def resume(
    library: Library, *, tell: Callable[[dict[str, Any]], None] = lambda event: None,
    cancelled: Callable[[], bool] = lambda: False, changed: Callable[[Changes], None] = lambda changes: None,
) -> Report:
    """Go on with everything that interrupted imports left under way and that can be found."""
    return _import(library, _candidates(incoming.listed(library.database)), "", Wishes(), tell, cancelled, changed)


def waiting(library: Library) -> int:
    """How many photographs interrupted imports left under way."""
    return len(incoming.listed(library.database))


def _candidates(rows: Iterable[Incoming]) -> Iterator[Candidate | Left]:
    for row in rows:
        try:
            facts = row.source.stat()
        except OSError:
            yield Left(row.source, Message("media-vanished"), refused=True)
        else:
            yield Candidate(row.source, facts.st_size, facts.st_mtime_ns)


def _import(
    library: Library, found: Iterable[Candidate | Left], origin: str, wishes: Wishes,
    tell: Callable[[dict[str, Any]], None], cancelled: Callable[[], bool], changed: Callable[[Changes], None],
) -> Report:
    with library.lock("import"), Pool(_cores()) as pool:
        run = _Import(library, origin, wishes, pool, Meter(tell), cancelled, changed)
        return run.run(found)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Import:
    def __init__(
        self, library: Library, origin: str, wishes: Wishes, pool: Pool, meter: Meter,
        cancelled: Callable[[], bool], changed: Callable[[Changes], None],
    ) -> None:
        self._library, self._db, self._wishes, self._meter = library, library.database, wishes, meter
        self._asked, self._changed = cancelled, changed
        self._stopped = threading.Event()
        self._run, self._origin, self._pool = new_id(), origin, pool
        self._report = Report()

    def run(self, found: Iterable[Candidate | Left]) -> Report:
        dead = incoming.interrupted(self._db)
        if dead:
            sweep(self._library.root / FOLDER)
        if self._wishes.copy_to:
            self._prepare(self._wishes.copy_to)
        self._arrivals = Arrivals(self._library, self._wishes, self._run)
        candidates = self._sorted_out(found)
        with self._db.writing() as write:
            for run in dead:
                incoming.end(write, run)
            incoming.begin(write, self._run, self._origin, self._wishes.contributor,
                           self._library.setting("me") or None)
        known = incoming.files_by_size(self._db, (one.size for one in candidates))
        self._copier = Copier(
            self._library.root, self._pool, self._arrivals.names, known, copy_to=self._wishes.copy_to,
            cancelled=self._cancelled)
        jobs, suspects = self._read(candidates, self._prints(known))
        self._meter.begin("copying", len(jobs) + len(suspects))
        self._copy(jobs)
        self._copy(self._insert(self._unknown(suspects)))
        self._finish(candidates)
        return self._report

    def _cancelled(self) -> bool:
        if not self._stopped.is_set() and self._asked():
            self._report.cancelled = True
            self._stopped.set()
        return self._stopped.is_set()

    def _prepare(self, folder: Path) -> None:
        if folder.resolve().is_relative_to(self._library.root):
            raise UsageFault(Message("error-copy-to", str(folder)), Message("error-copy-to-remedy"), code="copy-to")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise target_fault(error, folder) from error

    def _sorted_out(self, found: Iterable[Candidate | Left]) -> list[Candidate]:
        candidates = []
        for one in found:
            if isinstance(one, Candidate):
                candidates.append(one)
            else:
                (self._report.refused if one.refused else self._report.ignored).append((shown(one.path), one.reason))
        return candidates

    def _prints(self, known: Iterable[dict[str, Any]]) -> set[Fingerprint]:
        found = set()
        for row in known:
            try:
                with self._library.path(row["path"]).open("rb") as file:
                    found.add(fingerprint(row["size"], file.read(HEAD)))
            except OSError:
                continue  # Its twin is then found out by its SHA-1, after copying.
        return found

    def _read(self, candidates: Sequence[Candidate], prints: set[Fingerprint]) -> tuple[list[Job], list[Head]]:
        """Items for the files that are new for sure, and the heads of those that may be here already."""
        rows = {row.source: row for row in incoming.listed(self._db)}
        jobs: list[Job] = []
        suspects: list[Head] = []
        replaced: list[str] = []
        self._meter.begin("reading", len(candidates))
        starts = [0, *range(_FIRST, len(candidates), _TOGETHER), len(candidates)]
        for start, end in itertools.pairwise(starts):
            if self._cancelled():
                break
            heads = []
            together = candidates[start:end]
            for candidate, head in zip(together, read_heads(together), strict=True):
                self._meter.step(shown(Path(candidate.path.name)))
                if isinstance(head, Refused):
                    self._report.refused.append((shown(candidate.path), head.message))
                    continue
                row = rows.get(candidate.path.absolute())
                if row and (row.size, row.modified) == (candidate.size, candidate.modified):
                    jobs.append(self._arrivals.again(row, head))
                    continue
                if row:
                    replaced.append(row.item)
                if head.fingerprint in prints:
                    suspects.append(head)
                else:
                    prints.add(head.fingerprint)
                    heads.append(head)
            jobs += self._insert(heads)
        with self._db.writing() as write:
            # Another card with files of the same names: what was under way from the first one is out of reach.
            self._drop(write, replaced)
        self._changed(write.changes)
        return jobs, suspects

    def _insert(self, heads: Sequence[Head]) -> list[Job]:
        jobs = self._arrivals.insert(heads)
        self._changed(refresh_dirty(self._db) | Changes.of("item", [job.incoming.item for job in jobs]))
        return jobs

    def _copy(self, jobs: Sequence[Job]) -> None:
        """Bring jobs in, as many at once as there are cores; each is stored soon after it has arrived."""
        with ThreadPoolExecutor(_cores(), "import") as threads:
            futures = [threads.submit(self._copier.bring, job) for job in jobs]
            try:
                self._store_as_completed(futures)
            finally:
                self._stopped_if_unfinished(futures)

    def _store_as_completed(self, futures: Sequence[Future[Outcome]]) -> None:
        batch: list[Outcome] = []
        stored, failure = time.monotonic(), None
        for future in as_completed(futures):
            try:
                outcome = future.result()
            except Cancelled:
                continue
            except EnvironmentFault as fault:
                failure = failure or fault
                self._stopped.set()
                continue
            if isinstance(outcome, Arrived) and outcome.fault:
                failure = failure or outcome.fault
                self._stopped.set()
            batch.append(outcome)
            if time.monotonic() - stored > _EVERY:
                self._store(batch)
                batch, stored = [], time.monotonic()
        self._store(batch)
        if failure:
            raise failure

    def _stopped_if_unfinished(self, futures: Sequence[Future[Outcome]]) -> None:
        if not all(future.done() for future in futures):
            self._stopped.set()

    def _store(self, outcomes: Sequence[Outcome]) -> None:
        gone = [one.job.incoming.item for one in outcomes
                if isinstance(one, Twin) or (isinstance(one, Rejected) and one.fault.code not in _MAY_COME_BACK)]
        with self._db.writing() as write:
            for one in outcomes:
                if isinstance(one, Arrived):
                    incoming.add_file(write, one.job.incoming.item, one.file)
            if gone:
                items.set_column(write, gone, "deleted", now())
                incoming.forget(write, gone)
        self._changed(write.changes | refresh_dirty(self._db))
        activities = items.columns(self._db, [one.job.incoming.item for one in outcomes], "activity")
        for one in outcomes:
            item = one.job.incoming.item
            self._report.add(one, *activities[item])
            embedded(self._library.root / "cache", item).unlink(missing_ok=True)
            self._meter.step(one.job.incoming.name)

    def _unknown(self, suspects: Sequence[Head]) -> list[Head]:
        """Of files that look like one in the library those that are not, by all their bytes."""
        unknown = []
        with ThreadPoolExecutor(_cores(), "import") as threads:
            for head, future in [(head, threads.submit(self._hash, head)) for head in suspects]:
                path = shown(head.candidate.path)
                try:
                    owner = self._copier.owner(future.result())
                    if owner is None:
                        unknown.append(head)
                        continue
                    self._copier.complete(owner, head.candidate.path)
                    self._report.already.append({"path": path, "item": owner})
                except Cancelled:
                    continue
                except EnvironmentFault:
                    self._stopped.set()
                    raise
                except Refused as fault:
                    self._report.refused.append((path, fault.message))
                self._meter.step(shown(Path(head.candidate.path.name)))
        return unknown

    def _hash(self, head: Head) -> str:
        return digest(head.candidate.path, cancelled=self._cancelled).sha1

    def _finish(self, candidates: Sequence[Candidate]) -> None:
        with self._db.writing() as write:
            if self._report.cancelled:
                # Whoever stops an import does not want the rest of it.
                self._drop(write, [row.item for row in incoming.listed(self._db) if row.import_run == self._run])
            incoming.end(write, self._run)
        self._changed(write.changes)
        self._report.sort([shown(candidate.path) for candidate in candidates])

    def _drop(self, write: Write, ids: Sequence[str]) -> None:
        """Remove items under way, save those that somebody has worked on meanwhile."""
        unwanted = set(ids) - incoming.touched_by_person(self._db, ids)
        items.set_column(write, unwanted, "deleted", now())
        incoming.forget(write, unwanted)
