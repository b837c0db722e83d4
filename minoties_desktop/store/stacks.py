"""Stacks of items."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ..domain.stacks import APART
from .database import Database, Write


def frames(database: Database) -> list[dict[str, Any]]:
    """What stacking looks at, of every item that exists: id, taken, camera, likeness, stack."""
    return [dict(row) for row in database.reading().execute(
        """SELECT item.id, item.taken, item.stack, file.camera, file.likeness FROM item
           JOIN file ON file.item = item.id AND file.role = 'master' AND file.page = 1
           WHERE item.deleted IS NULL""")]


def brought(database: Database, run: str) -> set[str]:
    """The items that an import brought."""
    return {row[0] for row in database.reading().execute("SELECT id FROM item WHERE import_run = ?", (run,))}


def put(write: Write, found: Mapping[str, str]) -> None:
    """Lay items on stacks, "" on none."""
    write.executemany("UPDATE item SET stack = ? WHERE id = ?", [(stack, item) for item, stack in found.items()])
    write.touched("item", found)


def folded(rows: Iterable[Sequence[str]], opened: Collection[str]) -> list[str]:
    """Of rows of (item, stack) the items, of each stack that is not `opened` only the first."""
    found: list[str] = []
    closed: set[str] = set()
    for item, stack in rows:
        if stack and stack != APART and stack not in opened:
            if stack in closed:
                continue
            closed.add(stack)
        found.append(item)
    return found


def sizes(database: Database, names: Iterable[str]) -> dict[str, int]:
    """How many items lie on stacks."""
    return dict(database.reading().execute(
        """SELECT stack, count(*) FROM item WHERE deleted IS NULL AND stack IN (SELECT value FROM json_each(?))
           GROUP BY stack""", (json.dumps(list(names)),)).fetchall())


def members(database: Database, names: Iterable[str]) -> dict[str, list[str]]:
    """The items of stacks, by stack, the oldest first."""
    found: dict[str, list[str]] = {}
    for row in database.reading().execute(
            """SELECT stack, id FROM item WHERE deleted IS NULL AND stack IN (SELECT value FROM json_each(?))
               ORDER BY taken, seq""", (json.dumps(list(names)),)):
        found.setdefault(row["stack"], []).append(row["id"])
    return found
