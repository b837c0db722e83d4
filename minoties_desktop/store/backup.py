"""Copies of the database, made while it is in use, checked before they count."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from ..config.messages import Message
from ..domain.errors import EnvironmentFault

KEPT = 10


def back_up(source: Path, folder: Path, *, reason: str) -> Path:
    """Copy a database into a folder under a name that tells time and reason; the oldest above KEPT are removed.

    Raises EnvironmentFault if the copy can't be made or is not sound; nothing counts as a copy before it is checked.
    """
    target = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{reason}.sqlite"
    partial = target.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Not to be made where there is none, as a plain name would be.
        address = f"{source.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True)) as original, closing(sqlite3.connect(partial)) as copy:
            original.backup(copy)
            sound = copy.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        if not sound:
            raise EnvironmentFault(
                Message("error-library-damaged", source.name), Message("error-library-damaged-remedy"),
                code="library-damaged")
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise EnvironmentFault(
            Message("error-backup", str(folder), str(error)), Message("error-disk-remedy"), code="backup") from error
    finally:
        if partial.exists():
            partial.unlink()
    for old in sorted(folder.glob("*.sqlite"))[:-KEPT]:
        old.unlink()
    return target


def newest(folder: Path) -> Path | None:
    """The newest copy, or None."""
    return max(folder.glob("*.sqlite"), default=None)
