"""The second phase of an import: each photograph copied, proven, looked at, for several threads at once."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..domain.errors import EnvironmentFault, Refused
from ..media.cache import pictures
from ..media.digest import Digest, copy_verified, digest
from ..media.faults import target_fault
from ..media.pool import Pool
from ..media.probe import Probed
from .arriving import Job, file_row
from .originals import FOLDER, Names


@dataclass(frozen=True, slots=True)
class Arrived:
    """A photograph that is in the library: its job, the columns of its file, and a fault of the second copy."""

    job: Job
    file: dict[str, Any]
    needs_derivative: bool
    fault: EnvironmentFault | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """A photograph whose bytes the library has already, as those of `item`."""

    job: Job
    item: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A photograph that could not be taken in, and why."""

    job: Job
    fault: Refused


Outcome = Arrived | Twin | Rejected


class _IsTwin(Exception):
    def __init__(self, item: str) -> None:
        super().__init__(item)
        self.item = item


class Copier:
    """Brings photographs into the library's folder. `known` are files that are there: item, path, sha1 of each."""

    def __init__(
        self, root: Path, pool: Pool, names: Names, known: Sequence[Mapping[str, Any]], *, copy_to: Path | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self._root, self._pool, self._names = root, pool, names
        self._owners = {row["sha1"]: row["item"] for row in known}
        self._paths = {row["item"]: row["path"] for row in known}
        self._copy_to, self._cancelled = copy_to, cancelled
        self._lock = threading.Lock()

    def owner(self, sha1: str) -> str | None:
        """The item that has these bytes, if there is one."""
        with self._lock:
            return self._owners.get(sha1)

    def bring(self, job: Job) -> Arrived | Twin | Rejected:
        """Copy one photograph; nothing of it is left in the library unless it has arrived.

        Raises EnvironmentFault when the library's disk fails, Cancelled when a person stops it.
        """
        try:
            try:
                target, found, probed = self._into_library(job)
            except _IsTwin as twin:
                self.complete(twin.item, job.incoming.source)
                return Twin(job, twin.item)
        except Refused as fault:
            return Rejected(job, fault)
        file = {
            **file_row(job), "path": target, "mime": probed.mime, "extension": probed.extension, "size": found.size,
            "sha1": found.sha1, "sha256": found.sha256, "width": probed.width, "height": probed.height,
            "orientation": probed.orientation, "bits": probed.bits}
        try:
            self._second_copy(target)
        except EnvironmentFault as fault:
            return Arrived(job, file, probed.needs_derivative, fault)
        return Arrived(job, file, probed.needs_derivative)

    def complete(self, item: str, source: Path) -> None:
        """Make an item that was there before as good as one that comes now, from a file with the same bytes: bring a
        lost original back, and copy it to the second folder."""
        relative = self._paths.get(item)
        if relative is None:
            return
        original = self._root / relative
        if not original.exists():
            try:
                original.parent.mkdir(parents=True, exist_ok=True)
                copy_verified(source, original, cancelled=self._cancelled)
            except OSError as error:
                raise target_fault(error, original.parent) from error
        self._second_copy(relative)

    def _second_copy(self, relative: str) -> None:
        """Copy a file of the library to the second folder, unless it is there."""
        if self._copy_to is None:
            return
        original = self._root / relative
        target = self._copy_to / relative.removeprefix(f"{FOLDER}/")
        number = 1
        while True:
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                copy_verified(original, target, cancelled=self._cancelled)
                return
            except FileExistsError:
                if target.is_file() and digest(target) == digest(original):
                    return
                number += 1
                target = target.with_name(f"{original.stem}-{number}{original.suffix}")
            except OSError as error:
                raise target_fault(error, target.parent) from error

    def _into_library(self, job: Job) -> tuple[str, Digest, Probed]:
        relative, seen = job.incoming.target, []

        def accept(part: Path, found: Digest) -> None:
            seen.append(self._accept(job, part, found))

        while True:
            target = self._root / relative
            try:
                if target.exists():
                    found = self._adopt(job, target, accept)
                else:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    found = copy_verified(job.incoming.source, target, cancelled=self._cancelled, accept=accept)
                return relative, found, seen[-1]
            except FileExistsError:
                with self._lock:
                    relative = self._names.choose(relative.rpartition("/")[0], target.name)
            except OSError as error:
                raise target_fault(error, target.parent) from error

    def _adopt(self, job: Job, target: Path, accept: Callable[[Path, Digest], None]) -> Digest:
        """Take the whole copy that an import left behind when it was killed; FileExistsError if it is none."""
        found = digest(target, cancelled=self._cancelled)
        if found.size != job.incoming.size or found != digest(job.incoming.source, cancelled=self._cancelled):
            raise FileExistsError(target)
        try:
            accept(target, found)
        except (_IsTwin, Refused):
            target.unlink()
            raise
        return found

    def _accept(self, job: Job, part: Path, found: Digest) -> Probed:
        """Look at a copy that has no name yet. Raises Refused, or _IsTwin for bytes that are there already."""
        item = job.incoming.item
        with self._lock:
            owner = self._owners.setdefault(found.sha1, item)
        if owner != item:
            raise _IsTwin(owner)
        try:
            probed = self._pool.look(part, pictures(self._root / "cache", found.sha1), job.incoming.name)
        except BaseException:
            with self._lock:
                del self._owners[found.sha1]
            raise
        if os.name != "nt":  # Windows could not remove it any more, nor the library that holds it.
            with contextlib.suppress(OSError):  # Some disks know no such thing; it only guards against other programs.
                part.chmod(0o444)
        return probed
