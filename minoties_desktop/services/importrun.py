"""One import: heads first, then bytes; what has become of each file is stored soon after."""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path

from ..capture import Candidate, Left
from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import EnvironmentFault, Refused, UsageFault
from ..domain.naming import is_of_camera
from ..media.cache import embedded
from ..media.digest import RESERVE, Cancelled, digest
from ..media.faults import disk_full, target_fault
from ..media.medium import free_bytes, medium_of
from ..store import cards, incoming, items, values
from ..store.database import Write, new_id, now
from . import lights, manifest, stacking
from .arriving import Arrivals, Head, Job, Wishes, read_heads, shown
from .copying import AT_ONCE, Arrived, Completed, Copier, Outcome, Rejected, Twin, is_here
from .deriving import derive
from .describing import refresh_dirty
from .hearing import fill, heard_of, told_authors
from .importreport import Report
from .intake import Intake
from .meter import Meter
from .pairing import pair_import
from .places import Places, is_among

_FIRST, _TOGETHER = 60, 250  # Items of one transaction in the first phase; at first as many as a screen shows.
_EVERY = 0.25  # Seconds between the transactions of the second phase.
_MAY_COME_BACK = frozenset({"vanished", "unreadable"})
"""Refusals of a card that is out or dirty: the item stays under way, for the next import."""


class ImportRun:
    """Takes in what was found at some places. `run` does it, once."""

    def __init__(
        self, intake: Intake, paths: Sequence[Path] | None, wishes: Wishes, meter: Meter,
        cancelled: Callable[[], bool], changed: Callable[[Changes], None], run: str | None = None,
    ) -> None:
        """`paths` are what a person named; None goes on with what earlier imports left."""
        self._intake, self._paths, self._wishes, self._meter = intake, paths, wishes, meter
        self._library, self._db = intake.library, intake.library.database
        self._asked, self._changed = cancelled, changed
        self._stopped = threading.Event()
        self._run = run or new_id()
        self._report = Report()

    def run(self, found: Iterable[Candidate | Left]) -> Report:
        """Import what was found; what a card holds that is not taken in stays known, for its light."""
        if self._wishes.copy_to:
            self._prepare(self._wishes.copy_to)
        self._arrivals = Arrivals(self._library, self._wishes, self._run, self._intake.names)
        candidates = self._sorted_out(found)
        with self._db.writing() as write:
            incoming.begin(
                write, self._run, ", ".join(shown(path) for path in self._paths or ()), self._wishes.contributor,
                self._library.setting("me") or None, self._wishes.to_json())
            self._places = Places.named(write, self._paths, candidates) if self._paths is not None else None
        if self._places is None:
            self._places = Places.known(self._db)
        self._report.cards = [] if self._paths is None else self._places.ids
        self._intake.learn(one.size for one in candidates)
        self._copier = Copier(
            self._library.root, self._intake.pool, self._intake.names, self._intake.owners,
            copy_to=self._wishes.copy_to, cancelled=self._cancelled)
        try:
            jobs, suspects = self._read(candidates)
            self._meter.begin("copying", len(jobs) + len(suspects), sum(
                one.incoming.size for one in jobs) + sum(one.candidate.size for one in suspects))
            self._guard_space(jobs)
            self._copy(jobs)
            self._copy(self._insert(self._unknown(suspects)))
        except BaseException:
            with contextlib.suppress(EnvironmentFault):  # What stopped the import is what has to be said.
                self._list(candidates)
            raise
        self._list(candidates)
        self._finish(candidates)
        return self._report

    def _list(self, candidates: Sequence[Candidate]) -> None:
        self._report.manifest = manifest.write(
            self._library.root, self._wishes.copy_to, self._run, self._report, len(candidates))

    def _cancelled(self) -> bool:
        if not self._stopped.is_set() and self._asked():
            self._report.cancelled = True
            self._stopped.set()
        return self._stopped.is_set()

    def _prepare(self, folder: Path) -> None:
        if folder.resolve().is_relative_to(self._library.root):
            raise UsageFault(Message("error-copy-to", str(folder)), Message("error-copy-to-remedy"), code="copy-to")
        if source := is_among(folder, self._paths or ()):
            raise UsageFault(Message("error-copy-to-source", str(folder), str(source)),
                             Message("error-copy-to-source-remedy"), code="copy-to")
        if held := next((path for path in (self._library.root, *(self._paths or ()))
                         if path.resolve().is_relative_to(folder.resolve())), None):
            raise UsageFault(Message("error-copy-to-holds", str(folder), str(held)),
                             Message("error-copy-to-holds-remedy"), code="copy-to")
        if folder.is_file():
            raise UsageFault(Message("error-copy-to-file", str(folder)), Message("error-copy-to-source-remedy"),
                             code="copy-to")
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
        return _cameras_first(candidates)

    def _guard_space(self, jobs: Sequence[Job]) -> None:
        """Raise EnvironmentFault before anything is copied that does not fit, here or where the second copy goes."""
        needed = sum(job.incoming.size for job in jobs if not is_here(self._library.root, job))
        folders = [self._library.root, *([self._wishes.copy_to] if self._wishes.copy_to else [])]
        try:
            shared = len({medium_of(folder) for folder in folders}) < len(folders)
            for folder in folders:
                missing = needed * (2 if shared else 1) + RESERVE - free_bytes(folder)
                if jobs and missing > 0:
                    raise disk_full(folder, missing)
        except OSError as error:
            raise target_fault(error, folder) from error

    def _read(self, candidates: Sequence[Candidate]) -> tuple[list[Job], list[Head]]:
        """Items for the files that are new for sure, and the heads of those that may be here already."""
        under_way = incoming.listed(self._db)
        rows = {self._library.path(row.target): row for row in under_way} | {row.source: row for row in under_way}
        jobs: list[Job] = []
        suspects: list[Head] = []
        replaced: list[str] = []
        refused: list[tuple[Path, str, str | None]] = []
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
                    refused.append((candidate.path, cards.REFUSED, None))
                    continue
                row = rows.get(candidate.path.absolute())
                if row and (row.size, row.modified) == (candidate.size, candidate.modified):
                    jobs.append(self._arrivals.again(row, head))
                    continue
                if row:
                    replaced.append(row.item)
                (heads if self._intake.is_first(head.fingerprint) else suspects).append(head)
            jobs += self._insert(heads)
        with self._db.writing() as write:
            # Another card with files of the same names: what was under way from the first one is out of reach.
            self._drop(write, replaced)
            self._places.decide(write, refused)
        self._changed(write.changes)
        return jobs, suspects

    def _insert(self, heads: Sequence[Head]) -> list[Job]:
        jobs = self._arrivals.insert(heads)
        self._changed(refresh_dirty(self._db) | Changes.of("item", [job.incoming.item for job in jobs]))
        return jobs

    def _copy(self, jobs: Sequence[Job]) -> None:
        """Bring jobs in, several at once; each is stored soon after it has arrived."""
        with ThreadPoolExecutor(AT_ONCE, "import") as threads:
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
        said: dict[str, tuple[list[list[str]], str]] = {}
        with self._db.writing() as write:
            for one in outcomes:
                if isinstance(one, Arrived):
                    incoming.add_file(write, one.job.incoming.item, one.file)
                    cards.add_copies(write, one.file["id"], one.copies)
                    said[one.job.incoming.item] = one.words, _camera_date(one.job)
                elif isinstance(one, Twin) and one.known:
                    cards.add_copies(write, one.known.file, one.known.copies)
            fill(self._db, write, heard_of(self._db, said))
            self._places.decide(write, [decided for one in outcomes for decided in _decided(one)])
            if gone:
                items.set_column(write, gone, "deleted", now())
                incoming.forget(write, gone)
        self._changed(write.changes | refresh_dirty(self._db))
        ids = [one.job.incoming.item for one in outcomes]
        activities, told = items.columns(self._db, ids, "activity"), told_authors(self._db, ids)
        for one in outcomes:
            item = one.job.incoming.item
            self._report.add(one, *activities[item], told.get(item, ""))
            embedded(self._library.root / "cache", item).unlink(missing_ok=True)
            self._meter.step(one.job.incoming.name, one.job.incoming.size)

    def _unknown(self, suspects: Sequence[Head]) -> list[Head]:
        """Of files that look like one in the library those that are not, by all their bytes."""
        unknown = []
        with ThreadPoolExecutor(AT_ONCE, "import") as threads:
            for head, future in [(head, threads.submit(self._hash, head)) for head in suspects]:
                path = shown(head.candidate.path)
                try:
                    sha1 = future.result()
                    owner = self._intake.owners.of(sha1)
                    if owner is None:
                        unknown.append(head)
                        continue
                    self._note_twin(head, owner, self._copier.complete(sha1, head.candidate.path))
                except Cancelled:
                    continue
                except EnvironmentFault:
                    self._stopped.set()
                    raise
                except Refused as fault:
                    self._report.refused.append((path, fault.message))
                self._meter.step(shown(Path(head.candidate.path.name)), head.candidate.size)
        return unknown

    def _note_twin(self, head: Head, owner: str, known: Completed | None) -> None:
        with self._db.writing() as write:
            if known:
                cards.add_copies(write, known.file, known.copies)
            self._places.decide(write, [(head.candidate.path, cards.HERE, owner)])
        self._report.add_twin(shown(head.candidate.path), owner, known)

    def _hash(self, head: Head) -> str:
        return digest(head.candidate.path, cancelled=self._cancelled).sha1

    def _finish(self, candidates: Sequence[Candidate]) -> None:
        with self._db.writing() as write:
            if self._report.cancelled:
                # Whoever stops an import does not want the rest of it.
                self._drop(write, [row.item for row in incoming.listed(self._db) if row.import_run == self._run])
            incoming.end(write, self._run)
        joined, changes = pair_import(self._library, self._run)
        self._report.join(joined)
        self._intake.owners.join(joined)
        self._changed(write.changes | changes | refresh_dirty(self._db))
        self._changed(stacking.stack_import(self._library, self._run))
        self._derive()
        for card in self._places.ids if self._paths is not None else ():
            lights.turn_on_if_safe(self._library, card)
        self._report.sort([shown(candidate.path) for candidate in candidates])

    def _derive(self) -> None:
        """Make the JPEGs that are sent instead of RAW, HEIC and the like, also those an earlier import left unmade."""
        unmade = values.with_code(self._db, "derivative-missing")
        self._meter.begin("deriving", len(unmade))
        derived = derive(self._library, unmade, tell=self._meter.step, cancelled=self._cancelled)
        self._changed(derived.changes)
        self._report.needs_derivative = [item for item in self._report.needs_derivative if item not in derived.made]

    def _drop(self, write: Write, ids: Sequence[str]) -> None:
        """Remove items under way, save those that somebody has worked on meanwhile."""
        unwanted = set(ids) - incoming.touched_by_person(self._db, ids)
        items.set_column(write, unwanted, "deleted", now())
        incoming.forget(write, unwanted)


def _camera_date(job: Job) -> str:
    taken = job.exif.taken
    return f"{taken:%Y-%m-%dT%H:%M:%S}" if taken else ""


def _decided(one: Outcome) -> list[tuple[Path, str, str | None]]:
    match one:
        case Arrived():
            return [(one.job.path, cards.HERE, one.job.incoming.item)]
        case Twin():
            return [(one.job.path, cards.HERE, one.item)]
        case Rejected() if one.fault.code not in _MAY_COME_BACK:
            return [(one.job.path, cards.REFUSED, None)]
    return []


def _cameras_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The same files; among those of one size, which may be copies of each other, the first has its camera's name."""
    places: dict[int, list[int]] = {}
    for place, one in enumerate(candidates):
        places.setdefault(one.size, []).append(place)
    found = list(candidates)
    for alike in places.values():
        if len(alike) > 1:
            ranked = sorted((candidates[place] for place in alike), key=lambda one: not is_of_camera(one.path.stem))
            for place, one in zip(alike, ranked, strict=True):
                found[place] = one
    return found
