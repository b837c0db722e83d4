"""Recorded ways that are kept with activities, and what files say of their cameras' clocks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .database import Database, Write, now

CLOCK_COLUMNS = ("clock_added", "clock_source")


def add(write: Write, row: dict[str, Any]) -> None:
    """Keep a track: id, activity (None for none), name, path, sha256, starts, ends, points."""
    write.insert("track", created=now(), **row)
    write.touched("track", [row["id"]])


def set_deleted(write: Write, track: str, when: str | None) -> None:
    """Remove a track from the lists, or bring it back."""
    write.execute("UPDATE track SET deleted = ? WHERE id = ?", (when, track))
    write.touched("track", [track])


def listed(database: Database, activity: str | None) -> list[dict[str, Any]]:
    """The tracks of an activity, or those of none, the earliest first."""
    return [dict(row) for row in database.reading().execute(
        "SELECT * FROM track WHERE activity IS ? AND deleted IS NULL ORDER BY starts, id", (activity,))]


def clocks(database: Database, items: Iterable[str]) -> list[dict[str, Any]]:
    """Of the master of each item: item, name, clock, clock_zone, clock_added, clock_source, body, shown_time."""
    return [dict(row) for row in database.reading().execute(
        """SELECT item, name, clock, clock_zone, clock_added, clock_source, body, camera, shown_time FROM file
           WHERE role = 'master' AND page = 1 AND item IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(items)),))]


def set_clock(write: Write, item: str, column: str, value: Any) -> None:
    """Keep one of CLOCK_COLUMNS of an item's files."""
    if column not in CLOCK_COLUMNS:
        raise ValueError(column)
    write.execute(f"UPDATE file SET {column} = ? WHERE item = ?", (value, item))
    write.touched("item", [item])
