"""What is being typed right now, kept until it is committed as a value, so that no power cut takes it."""

from __future__ import annotations

from .database import Database, now


def keep(database: Database, key: str, text: str) -> None:
    """Keep an unfinished text under a key; an empty one too, since emptying a field is typing as well."""
    with database.writing() as write:
        write.execute(
            """INSERT INTO draft VALUES (?, ?, ?)
               ON CONFLICT (key) DO UPDATE SET value = excluded.value, created = excluded.created""",
            (key, text, now()))


def all_drafts(database: Database) -> dict[str, str]:
    """Every kept text by its key."""
    return dict(database.reading().execute("SELECT key, value FROM draft ORDER BY created").fetchall())


def drop(database: Database, key: str) -> None:
    """Forget a text: it was committed, or given up."""
    with database.writing() as write:
        write.execute("DELETE FROM draft WHERE key = ?", (key,))
