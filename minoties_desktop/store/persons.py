"""Persons portrayed: private, never published by themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable

from .database import Database, Write, new_id, now


def add(write: Write, item: str, names: Iterable[str]) -> None:
    """Remember who is in an item's picture, each once."""
    known = {row[0] for row in write.execute("SELECT name FROM person WHERE item = ?", (item,))}
    write.insert_many("person", [
        {"id": new_id(), "item": item, "name": name, "created": now()} for name in names if name not in known])


def counted(database: Database, items: Iterable[str]) -> list[tuple[str, int]]:
    """The names of the persons in items' pictures, with in how many each is; the most frequent first."""
    return [(name, count) for name, count in database.reading().execute(
        """SELECT name, count(DISTINCT item) FROM person WHERE item IN (SELECT value FROM json_each(?))
           GROUP BY name ORDER BY 2 DESC, name""", (json.dumps(list(items)),))]


def names(database: Database, items: Iterable[str]) -> dict[str, list[str]]:
    """The names of the persons in items' pictures, by item; items without any are left out."""
    found: dict[str, list[str]] = {}
    for item, name in database.reading().execute(
            """SELECT item, name FROM person WHERE item IN (SELECT value FROM json_each(?))
               ORDER BY created, name""", (json.dumps(list(items)),)):
        found.setdefault(item, []).append(name)
    return found
