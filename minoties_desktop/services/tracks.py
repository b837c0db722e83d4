"""Tracks of activities: taken in whole, kept in the library, read again when they are wanted."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..capture.track import parse_gpx, read_gpx
from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import EnvironmentFault, Refused
from ..domain.track import Track
from ..media.digest import copy_verified
from ..media.faults import source_fault, target_fault
from ..store import tracks
from ..store.database import new_id, now
from ..store.journal import Entry
from .library import Library

FOLDER = "originals/tracks"


def add(library: Library, path: Path, activity: str | None, *, actor: str = "") -> Changes:
    """Keep a GPX file with an activity; one that is kept there already changes nothing. One step of undo.

    Raises Refused for a file that is no track, EnvironmentFault when the library's disk fails.
    """
    data = _bytes(path)
    track = parse_gpx(data, path.name)
    sha256 = hashlib.sha256(data).hexdigest()
    if any(row["sha256"] == sha256 for row in tracks.listed(library.database, activity)):
        return Changes()
    relative = f"{FOLDER}/{sha256[:16]}.gpx"
    _keep(path, library.path(relative))
    row = {"id": new_id(), "activity": activity, "name": path.name, "path": relative, "sha256": sha256,
           "starts": _iso(track.times[0]), "ends": _iso(track.times[-1]), "points": len(track.points)}
    with library.database.writing() as write:
        tracks.add(write, row)
        action = library.journal.action(Message("action-track", path.name), actor=actor, laptop=library.laptop)
        library.journal.record(write, action, [Entry("track", row["id"], "deleted", now(), None)])
    return write.changes


def read(path: Path) -> Track:
    """The track of a GPX file that is not kept. Raises Refused for a file that is none."""
    return parse_gpx(_bytes(path), path.name)


def _bytes(path: Path) -> bytes:
    try:
        return read_gpx(path)
    except OSError as error:
        raise source_fault(error) from error


def _keep(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        copy_verified(source, target)
    except FileExistsError:
        return  # the same bytes: the name is their digest
    except OSError as error:
        raise target_fault(error, target.parent) from error


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat().replace("+00:00", "Z")


def drop(library: Library, track: str, *, actor: str = "") -> Changes:
    """Take a track away from its activity; its file stays, and undo brings it back."""
    action = library.journal.action(Message("action-track-drop"), actor=actor, laptop=library.laptop)
    when = now()
    with library.database.writing() as write:
        tracks.set_deleted(write, track, when)
        library.journal.record(write, action, [Entry("track", track, "deleted", None, when)])
    return write.changes


def listed(library: Library, activity: str | None) -> list[dict[str, Any]]:
    """The tracks of an activity, the earliest first."""
    return tracks.listed(library.database, activity)


def in_use(library: Library, activities: Sequence[str | None]) -> list[dict[str, Any]]:
    """The tracks that photographs under some activities are placed by: theirs, and those of no activity."""
    return [row for activity in dict.fromkeys([*activities, None]) for row in tracks.listed(library.database, activity)]


def way(library: Library, activities: Sequence[str | None]) -> Track:
    """All tracks in use as one way. Raises EnvironmentFault when a kept file is gone or spoilt."""
    return _way(tuple((str(library.path(row["path"])), row["name"]) for row in in_use(library, activities)))


@functools.lru_cache(8)
def _way(files: tuple[tuple[str, str], ...]) -> Track:
    points = []
    for path, name in files:
        try:
            points += parse_gpx(Path(path).read_bytes(), name).points
        except (OSError, Refused) as error:
            raise EnvironmentFault(Message("track-gone", name), Message("track-gone-remedy"), code="track") from error
    return Track.of(points)
