"""The second phase of an import: each photograph copied, proven, looked at, for several threads at once."""

from __future__ import annotations

import contextlib
import functools
import itertools
import json
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..config.messages import Message
from ..domain.errors import EnvironmentFault, Refused
from ..media.cache import pictures
from ..media.digest import Digest, copy_verified, digest, read_from_device
from ..media.faults import make_folder, target_fault
from ..media.medium import medium_of
from ..media.pool import Pool
from ..media.probe import Probed
from ..media.sidecars import beside
from ..store.cards import Proven
from .arriving import Job, file_row
from .originals import DAMAGED, FOLDER, Names


def cores() -> int:
    """How many processors we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


AT_ONCE = min(cores(), 8) + 4
"""Photographs on their way at a time: one for each processor that looks at them, and four that are read, hashed or wait
for a disk meanwhile."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A photograph that is in the library: its job, the columns of its file, its proven copies, a fault of the second
    copy, and what the file and its sidecars say (`hearing.Word`)."""

    job: Job
    file: dict[str, Any]
    needs_derivative: bool
    copies: list[Proven]
    fault: EnvironmentFault | None = None
    words: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Completed:
    """A file of the library that was there before: its id, its path there, the copies of it that were proven now, and
    whether damaged bytes were put aside for it."""

    file: str
    path: str
    copies: list[Proven]
    healed: bool


@dataclass(frozen=True, slots=True)
class Twin:
    """A photograph whose bytes the library has already, as those of `item`, or of an item that came in this import.

    `known` is what became of the library's own copies of those bytes, None where there were none before."""

    job: Job
    item: str
    known: Completed | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A photograph that could not be taken in, and why."""

    job: Job
    fault: Refused


Outcome = Arrived | Twin | Rejected


class _IsTwin(Exception):
    def __init__(self, item: str, sha1: str) -> None:
        super().__init__(item)
        self.item, self.sha1 = item, sha1


class Owners:
    """Which item has which bytes, for imports that go on side by side; `known` are files of the library: item, file,
    path, size, sha1, sha256, and whether it is `proven`, by its SHA-1."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owners: dict[str, str] = {}
        self.known: dict[str, dict[str, Any]] = {}

    def learn(self, known: Iterable[dict[str, Any]]) -> None:
        """Know these files of the library too."""
        with self._lock:
            for row in known:
                self._owners.setdefault(row["sha1"], row["item"])
                self.known[row["sha1"]] = row

    def of(self, sha1: str) -> str | None:
        """The item that has these bytes, if there is one."""
        with self._lock:
            return self._owners.get(sha1)

    def claim(self, sha1: str, item: str) -> str:
        """The item that has these bytes, which is the one given if there was none."""
        with self._lock:
            return self._owners.setdefault(sha1, item)

    def join(self, pairs: Mapping[str, str]) -> None:
        """Items that have become one with another: what was theirs is that one's."""
        with self._lock:
            self._owners = {sha1: pairs.get(item, item) for sha1, item in self._owners.items()}

    def give_up(self, sha1: str) -> None:
        """Nobody has these bytes after all."""
        with self._lock:
            del self._owners[sha1]


def is_here(root: Path, job: Job) -> bool:
    """Whether a whole copy in the library is all that is left of a photograph: its card is gone."""
    return job.incoming.source == root / job.incoming.target


def _same(found: Digest, sha256: str, source: Path) -> None:
    """Raises EnvironmentFault for a device that gives other bytes than it gave before."""
    if found.sha256 != sha256:
        raise EnvironmentFault(Message("disk-differs", source.parent.as_posix()), Message("disk-differs-remedy"),
                               code="differs")


class Copier:
    """Brings photographs into the library's folder, and a second copy of each to the folder `copy_to`."""

    def __init__(
        self, root: Path, pool: Pool, names: Names, owners: Owners, *, copy_to: Path | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self._root, self._pool, self._names, self._owners = root, pool, names, owners
        self._copy_to, self._cancelled = copy_to, cancelled
        self._medium = functools.cache(medium_of)

    def bring(self, job: Job) -> Arrived | Twin | Rejected:
        """Copy one photograph; nothing of it is left in the library unless it has arrived.

        Raises EnvironmentFault when the library's disk fails, Cancelled when a person stops it.
        """
        try:
            try:
                target, found, probed = self._into_library(job)
            except _IsTwin as twin:
                known = self.complete(twin.sha1, job.incoming.source)
                if is_here(self._root, job):
                    job.incoming.source.unlink()
                return Twin(job, twin.item, known)
        except Refused as fault:
            return Rejected(job, fault)
        file = {
            **file_row(job), "path": target, "mime": probed.mime, "extension": probed.extension, "size": found.size,
            "sha1": found.sha1, "sha256": found.sha256, "width": probed.width, "height": probed.height,
            "orientation": probed.orientation, "bits": probed.bits,
            "likeness": probed.likeness, "shown_time": probed.shown_time,
            "pages": probed.pages, "seconds": probed.seconds,
            "advice": json.dumps(probed.complaints) if probed.complaints else ""}
        copies = [self._here(target, cold=found.cold)]
        try:
            copies += self._second_copy(target, found.sha256, self._root / target)
        except EnvironmentFault as fault:
            return Arrived(job, file, probed.needs_derivative, copies, fault, probed.words)
        return Arrived(job, file, probed.needs_derivative, copies, words=probed.words)

    def complete(self, sha1: str, source: Path) -> Completed | None:
        """Make a file of the library as good as one that comes now, from a file with the same bytes: bring back an
        original that is lost or damaged, prove one that never was, and copy it to the second folder.

        None for bytes that came in this very import: they were proven there.
        """
        row = self._owners.known.get(sha1)
        if row is None:
            return None
        original, copies, aside = self._root / row["path"], [], None
        # Its old proof is enough for an import that promises nothing more.
        if not row["proven"] or self._copy_to is not None or not original.exists():
            cold, aside = self._whole(original, row["sha256"], source)
            copies.append(self._here(row["path"], cold=cold))
        copies += self._second_copy(row["path"], row["sha256"], source)
        return Completed(row["file"], row["path"], copies, aside is not None)

    def _whole(self, original: Path, sha256: str, source: Path) -> tuple[bool, Path | None]:
        """Have an original with those bytes; whether the device gave them back, and where damaged ones went."""
        aside = None
        if original.exists():
            with contextlib.suppress(Refused):  # What cannot be read is no better than what differs.
                found = read_from_device(original, cancelled=self._cancelled)
                if found.sha256 == sha256:
                    return found.cold, None
            aside = self._free(self._root / DAMAGED / original.relative_to(self._root / FOLDER))

        def accept(part: Path, found: Digest) -> None:
            _same(found, sha256, source)
            if aside is not None:  # kept: perhaps another program wrote into it, and somebody wants that
                aside.parent.mkdir(parents=True, exist_ok=True)
                original.rename(aside)

        try:
            original.parent.mkdir(parents=True, exist_ok=True)
            return copy_verified(source, original, cancelled=self._cancelled, accept=accept).cold, aside
        except OSError as error:
            raise target_fault(error, original.parent) from error

    def _free(self, path: Path) -> Path:
        names = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in itertools.count(2))
        return next(one for one in itertools.chain([path], names) if not one.exists())

    def _here(self, relative: str, *, cold: bool) -> Proven:
        return Proven(None, Path(relative), self._medium(self._root), cold)

    def _second_copy(self, relative: str, sha256: str, source: Path) -> list[Proven]:
        """Copy a file of the library to the second folder, from a `source` of the same bytes, unless it is there."""
        if self._copy_to is None:
            return []
        wished = self._copy_to / relative.removeprefix(f"{FOLDER}/")
        target, number = wished, 1
        make_folder(target.parent)
        while True:
            try:
                found = copy_verified(source, target, cancelled=self._cancelled,
                                      accept=lambda part, found: _same(found, sha256, source))
                return [self._there(target, cold=found.cold)]
            except FileExistsError:
                if target.is_file():
                    there = read_from_device(target, cancelled=self._cancelled)
                    if there.sha256 == sha256:
                        return [self._there(target, cold=there.cold)]
                number += 1
                target = wished.with_name(f"{wished.stem}-{number}{wished.suffix}")
            except OSError as error:
                raise target_fault(error, target.parent) from error

    def _there(self, target: Path, *, cold: bool) -> Proven:
        return Proven(self._copy_to, target.relative_to(self._copy_to), self._medium(self._copy_to), cold)

    def _into_library(self, job: Job) -> tuple[str, Digest, Probed]:
        relative, seen = job.incoming.target, []

        def accept(part: Path, found: Digest) -> None:
            seen.append(self._accept(job, part, found))

        while True:
            target = self._root / relative
            make_folder(target.parent)
            try:
                if target.exists():
                    found = self._adopt(job, target, accept)
                else:
                    found = copy_verified(job.incoming.source, target, cancelled=self._cancelled, accept=accept)
                return relative, found, seen[-1]
            except FileExistsError:
                relative = self._names.choose(relative.rpartition("/")[0], target.name)
            except OSError as error:
                raise target_fault(error, target.parent) from error

    def _adopt(self, job: Job, target: Path, accept: Callable[[Path, Digest], None]) -> Digest:
        """Take the whole copy that an import left behind when it was killed; FileExistsError if it is none."""
        found = read_from_device(target, cancelled=self._cancelled)
        if found.size != job.incoming.size or (
                found.sha256 != digest(job.incoming.source, cancelled=self._cancelled).sha256):
            raise FileExistsError(target)
        try:
            accept(target, found)
        except (_IsTwin, Refused):
            if not is_here(self._root, job):  # else these are the last bytes of it
                target.unlink()
            raise
        return found

    def _accept(self, job: Job, part: Path, found: Digest) -> Probed:
        """Look at a copy that has no name yet. Raises Refused, or _IsTwin for bytes that are there already."""
        item = job.incoming.item
        owner = self._owners.claim(found.sha1, item)
        if owner != item:
            raise _IsTwin(owner, found.sha1)
        try:
            probed = self._pool.look(part, pictures(self._root / "cache", found.sha1), job.incoming.name,
                                     beside(job.incoming.source))
        except BaseException:
            self._owners.give_up(found.sha1)
            raise
        if os.name != "nt":  # Windows could not remove it any more, nor the library that holds it.
            with contextlib.suppress(OSError):  # Some disks know no such thing; it only guards against other programs.
                part.chmod(0o444)
        return probed
