"""Copies of the database, made while it is in use, checked before they count."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ..config.messages import Message
from ..domain.errors import EnvironmentFault

KEPT = 10
_NAME = re.compile(r"\d{8}T\d{12}-[a-z0-9]+\.sqlite")
_UNFINISHED = re.compile(r"\d{8}T\d{12}-[a-z0-9]+\.part")


def back_up(source: Path, folder: Path, *, reason: str) -> Path:
    """Copy a database into a folder under a name that tells time and reason; the oldest above KEPT are removed.

    Only what was made here is, and never the copy made now: a clock that was ahead once leaves names from the future.

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
    others = [path for path in _made(folder) if path != target]
    # Those from the future first: how old they are nobody knows.
    for old in sorted(others, key=lambda path: (path.name < target.name, path.name))[: max(0, len(others) + 1 - KEPT)]:
        old.unlink()
    return target


def erase(folder: Path, table: str, rows: Iterable[str]) -> None:
    """Destroy rows of a table, and what the journal has of them, in the copies that were made here in a folder; what
    somebody else put there (`foreign`) is theirs and stays as it is.

    Raises EnvironmentFault where a copy can't be written.
    """
    gone = [(row,) for row in rows]
    for part in _unfinished(folder):  # a copy that is under way, or that a killed one left: it has what goes
        part.unlink(missing_ok=True)
    for copy in _made(folder):
        try:
            with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=rw", uri=True)) as database, database:
                database.execute("PRAGMA secure_delete = ON")
                if database.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
                    database.executemany(f'DELETE FROM "{table}" WHERE id = ?', gone)  # else an older version's copy
                database.executemany("DELETE FROM journal WHERE row = ?", gone)
        except sqlite3.Error as error:
            raise EnvironmentFault(Message("error-backup", str(folder), str(error)), Message("error-disk-remedy"),
                                   code="backup") from error


def foreign(folder: Path) -> list[Path]:
    """What lies in a folder of copies and was not made here: a person's own copies, by whatever name."""
    made = {*_made(folder), *_unfinished(folder)}
    return sorted(path for path in folder.rglob("*") if path.is_file() and path not in made)


def is_recent(folder: Path, within: timedelta) -> bool:
    """Whether a copy was made within some time, before or, by a clock that was ahead, after now."""
    now = datetime.now(UTC)
    return any(abs(now - datetime.fromtimestamp(path.stat().st_mtime, UTC)) < within for path in _made(folder))


def _unfinished(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.part") if _UNFINISHED.fullmatch(path.name)]


def _made(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.sqlite") if _NAME.fullmatch(path.name)]
