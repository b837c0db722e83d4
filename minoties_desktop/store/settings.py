"""The library's own row and its settings."""

from __future__ import annotations

from .database import Database, new_id, now


def introduce(database: Database) -> str:
    """The library's id, given at the first opening."""
    with database.writing() as write:
        write.execute("INSERT INTO library SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM library)", (new_id(), now()))
    return database.reading().execute("SELECT id FROM library").fetchone()[0]


def library_id(database: Database) -> str:
    """The library's id."""
    row = database.reading().execute("SELECT id FROM library").fetchone()
    return row[0] if row else introduce(database)


def get(database: Database, key: str) -> str:
    """A setting of the library, "" if it was never made."""
    row = database.reading().execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    return row[0] if row else ""


def put(database: Database, key: str, value: str) -> None:
    """Keep a setting of the library."""
    with database.writing() as write:
        write.execute(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value))
        write.touched("setting", [key])
