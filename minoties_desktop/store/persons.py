"""Persons portrayed and what they agreed to: private, never published by themselves, and erased for good if wished."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..domain.portrayed import Person
from .database import Database, Write, new_id, now

_TEXTS = ("agreed", "how", "language", "guardian", "document", "withdrawn", "asked")
COLUMNS = ("name", *_TEXTS, "scope", "minor")
"""What can be said of a person."""


def add(write: Write, item: str, names: Iterable[str]) -> None:
    """Remember who is in an item's picture, each once."""
    known = {row[0] for row in write.execute("SELECT name FROM person WHERE item = ?", (item,))}
    write.insert_many("person", [
        {"id": new_id(), "item": item, "name": name, "created": now()} for name in names if name not in known])


def put(write: Write, person: str, row: Mapping[str, Any] | None) -> None:
    """Have a person's row be this one, or with None no longer there; its item has to be looked at again."""
    items = [found[0] for found in write.execute("SELECT item FROM person WHERE id = ?", (person,))]
    write.execute("DELETE FROM person WHERE id = ?", (person,))
    if row is not None:
        write.insert("person", **{**row, "id": person})
        items.append(row["item"])
    write.touched("person", [person])
    write.touched("item", items)
    write.executemany("INSERT OR IGNORE INTO dirty (item) VALUES (?)", [(item,) for item in items])


def nameless(row: Mapping[str, Any]) -> dict[str, Any]:
    """What is left of a row whose person is forgotten and had withdrawn: on which item, and since when."""
    return {"item": row["item"], "name": "", "created": row["created"], "withdrawn": row["withdrawn"],
            "asked": row["asked"]}


def rows(database: Database, persons: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The rows of persons by their ids."""
    return {row["id"]: dict(row) for row in database.reading().execute(
        "SELECT * FROM person WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(persons)),))}


def listed(database: Database, items: Iterable[str]) -> dict[str, list[Person]]:
    """The persons in items' pictures, by item; items without any are left out."""
    found: dict[str, list[Person]] = {}
    for row in database.reading().execute(
            """SELECT * FROM person WHERE item IN (SELECT value FROM json_each(?))
               ORDER BY created, name""", (json.dumps(list(items)),)):
        found.setdefault(row["item"], []).append(Person(
            row["id"], row["item"], row["name"], scope=tuple(row["scope"].split()), minor=bool(row["minor"]),
            **{column: row[column] for column in _TEXTS}))
    return found


def names(database: Database, items: Iterable[str]) -> dict[str, list[str]]:
    """The names of the persons in items' pictures, by item; items without any are left out."""
    return {item: [person.name for person in found] for item, found in listed(database, items).items()}


def documents(database: Database, persons: Iterable[str]) -> set[str]:
    """The forms that were ever kept with persons and that no other record needs."""
    ids = json.dumps(list(persons))
    connection = database.reading()
    found = {row[0] for row in connection.execute(
        """SELECT json_extract(told.value, '$.document') FROM journal, json_each(json_array(before, after)) AS told
           WHERE journal.table_name = 'person' AND journal.row IN (SELECT value FROM json_each(?))
           UNION SELECT document FROM person WHERE id IN (SELECT value FROM json_each(?))""", (ids, ids))}
    needed = {row[0] for row in connection.execute(
        "SELECT document FROM person WHERE id NOT IN (SELECT value FROM json_each(?))", (ids,))}
    return found - needed - {None, ""}
