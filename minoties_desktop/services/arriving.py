"""The first phase of an import: from the head of each file an item, so that a card is on screen at once."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ..capture import Candidate
from ..domain.errors import Refused
from ..domain.renaming import Naming
from ..media.blocks import HEAD
from ..media.cache import keep_embedded
from ..media.faults import source_fault
from ..media.probe import sniff
from ..store import activities, incoming, items, values
from ..store.database import new_id
from ..store.incoming import Incoming
from ..store.registers import contributors
from .filing import Filing
from .library import Library
from .originals import Names
from .recognising import Clock, body_of, camera_of, values_of, zone

if TYPE_CHECKING:
    from ..media.exif import Exif

_One, _Found = TypeVar("_One"), TypeVar("_Found")
_TOGETHER = 4  # files that are waited for at once: cards are slow, and so is making files


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants of an import.

    `activity` and `contributor` are ids; `copy_to` a folder for a second copy; `offset` seconds to add to the
    camera's clock; `zone` the camera's time zone, by name or as ±HH:MM, for files that do not tell it; `rename` a
    template of names ("" keeps the camera's).
    """

    activity: str | None = None
    contributor: str | None = None
    copy_to: Path | None = None
    offset: float = 0
    zone: str = ""
    rename: str = ""

    def to_json(self) -> str:
        """All of it, for an import that goes on another day."""
        return json.dumps({**asdict(self), "copy_to": os.fsencode(self.copy_to).hex() if self.copy_to else None})

    @classmethod
    def from_json(cls, text: str) -> Wishes:
        """The wishes that were stored."""
        found = json.loads(text)
        folder = found.pop("copy_to", None)
        return cls(**found, copy_to=Path(os.fsdecode(bytes.fromhex(folder))) if folder else None)


class Fingerprint(NamedTuple):
    """Size and checksum of the head: files that differ in it are different; all bytes of those that don't are compared.
    """

    size: int
    head: int


@dataclass(frozen=True, slots=True)
class Head:
    """What the beginning of a file tells."""

    candidate: Candidate
    exif: Exif
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Job:
    """A photograph under way: where a person said it is, how it is stored, and what it says of itself."""

    path: Path
    incoming: Incoming
    exif: Exif
    taken: tuple[datetime, str] | None


def shown(path: Path) -> str:
    """A path as text, with a sign for each byte that is none."""
    return os.fsencode(path).decode("utf-8", "replace")


def read_head(candidate: Candidate) -> Head:
    """Read the beginning of a file. Raises Refused for what is not taken in."""
    from ..media import exif  # late: a window starts without piexif

    try:
        with candidate.path.open("rb", buffering=0) as file:
            start = file.read(HEAD)
        sniff(start, candidate.path.name)
        found = exif.read(candidate.path, start)
    except OSError as error:
        raise source_fault(error) from error
    return Head(candidate, found, fingerprint(candidate.size, start))


def read_heads(candidates: Sequence[Candidate]) -> list[Head | Refused]:
    """The heads of files, or why one is not taken in; several are waited for at once, since a card is slow."""
    def read(candidate: Candidate) -> Head | Refused:
        try:
            return read_head(candidate)
        except Refused as fault:
            return fault

    return _together(read, candidates)


def _together(work: Callable[[_One], _Found], things: Sequence[_One]) -> list[_Found]:
    """What some work makes of each thing, in their order; a few threads share them evenly, since handing over each
    by itself takes as long as the work."""
    found: list[Any] = [None] * len(things)

    def share(first: int) -> None:
        found[first::_TOGETHER] = [work(thing) for thing in things[first::_TOGETHER]]

    with ThreadPoolExecutor(_TOGETHER, "heads") as threads:
        list(threads.map(share, range(_TOGETHER)))
    return found


def fingerprint(size: int, head: bytes) -> Fingerprint:
    """The fingerprint of a file of that size with that head."""
    return Fingerprint(size, zlib.crc32(head))


def free_names(library: Library) -> Names:
    """Names for files of the library that none has and none was promised."""
    return Names(library.root, [row.target for row in incoming.listed(library.database)])


class Arrivals:
    """Makes items of heads, in one import. Raises UsageFault for an activity, zone or template that there is not."""

    def __init__(self, library: Library, wishes: Wishes, run: str, names: Names | None = None) -> None:
        self._library, self._wishes, self._run = library, wishes, run
        self._people = contributors(library.database)
        activity = library.registers["activity"].get(wishes.activity) if wishes.activity else {}
        self._clock = Clock(wishes.offset, zone(wishes.zone or activity.get("zone", "")))
        defaults = activities.defaults(library.database, wishes.activity) if wishes.activity else []
        self._author = wishes.contributor or next((one.text for one in defaults if one.field == "author"), "")
        self.names = names or free_names(library)
        photographer = self._people.get(wishes.contributor or "")
        self._known = Naming("", activity=activity.get("title", ""), place=activity.get("place", ""),
                             photographer=photographer.name if photographer else "")
        self._filing = Filing(self.names, wishes.rename)

    def insert(self, heads: Sequence[Head]) -> list[Job]:
        """An item for each head, under way: what it says of itself, and the camera's small picture."""
        if not heads:
            return []
        # Those with a date first: their partners without one, a RAW that nothing here reads, are filed beside them.
        jobs = [self._job(head) for head in sorted(heads, key=lambda head: head.exif.taken is None)]
        _together(self._keep_thumbnail, jobs)
        with self._library.database.writing() as write:
            items.add_all(write, [
                {"id": job.incoming.item, "activity": self._wishes.activity, "import_run": self._run} for job in jobs])
            values.add_own(write, [
                (job.incoming.item, value) for job in jobs
                for value in values_of(job.exif, job.taken, self._people, author=self._author)])
            incoming.add(write, [job.incoming for job in jobs])
        return jobs

    def _keep_thumbnail(self, job: Job) -> None:
        if job.exif.thumbnail:
            keep_embedded(self._library.root / "cache", job.incoming.item, job.exif.thumbnail, job.exif.orientation)

    def again(self, row: Incoming, head: Head) -> Job:
        """The job of an item that an earlier import left under way, from where its bytes are now."""
        path = head.candidate.path
        return Job(path, replace(row, source=path.absolute()), head.exif, self._clock.read(head.exif))

    def _job(self, head: Head) -> Job:
        taken = self._clock.read(head.exif)
        path = head.candidate.path
        target = self._filing.place(path, replace(
            self._known, name=path.stem, taken=taken[0] if taken else None, camera=camera_of(head.exif)))
        row = Incoming(new_id(), self._run, path.absolute(), shown(Path(path.name)), head.candidate.size,
                       head.candidate.modified, target)
        return Job(path, row, head.exif, taken)


def file_row(job: Job) -> dict[str, Any]:
    """The columns of a file that its head tells: its name, its camera, and what that one's clock said."""
    read = job.exif.taken
    added = (job.taken[0] - read).total_seconds() if job.taken and read else 0.0
    return {"id": new_id(), "name": job.incoming.name, "camera": camera_of(job.exif), "body": body_of(job.exif),
            "clock": read.isoformat() if read else "", "clock_zone": job.exif.offset or "", "clock_added": added,
            "clock_source": "typed" if added else ""}
