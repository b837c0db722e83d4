"""Sync runs: what each is doing, and what a person wishes of it; rows, so that any window or terminal can attach."""

from __future__ import annotations

import json
from typing import Any

from . import traffic
from .database import Database, new_id, now


def begin(database: Database, *, wiki: str, account: str) -> str:
    """Start the record of a run; returns its id."""
    run = new_id()
    with database.writing() as write:
        write.insert("sync_run", id=run, wiki=wiki, account=account, started=now())
        write.touched("sync_run", [run])
    return run


def report(database: Database, run: str, progress: dict[str, Any], *, sent: int = 0, day: str = "") -> str:
    """Store how far a run is, and the bytes that it has `sent` since on a `day`; returns what is wished of it: "",
    pause or stop."""
    with database.writing(soon=True, aside=True) as write:
        write.execute("UPDATE sync_run SET progress = ? WHERE id = ?", (json.dumps(progress), run))
        write.touched("sync_run", [run])
        wish, wiki, account = write.execute("SELECT wish, wiki, account FROM sync_run WHERE id = ?", (run,)).fetchone()
        if sent:
            traffic.count(write, day=day, wiki=wiki, account=account, size=sent)
        return wish


def wish_of(database: Database, run: str) -> str:
    """What is wished of a run."""
    return database.reading().execute("SELECT wish FROM sync_run WHERE id = ?", (run,)).fetchone()[0]


def wish(database: Database, run: str, wanted: str) -> None:
    """Wish that a run stops, or with "" that it goes on."""
    with database.writing() as write:
        write.execute("UPDATE sync_run SET wish = ? WHERE id = ?", (wanted, run))
        write.touched("sync_run", [run])


def end(database: Database, run: str) -> None:
    """Record that a run ended."""
    with database.writing() as write:
        write.execute("UPDATE sync_run SET ended = ? WHERE id = ?", (now(), run))
        write.touched("sync_run", [run])


def newest(database: Database) -> str:
    """The id of the run that began last, "" while there was none."""
    found = database.reading().execute("SELECT id FROM sync_run ORDER BY started DESC, rowid DESC LIMIT 1").fetchone()
    return str(found[0]) if found else ""


def open_runs(database: Database) -> list[dict[str, Any]]:
    """Runs that did not record their end, newest first; whether their process lives, their lock tells."""
    return [{**dict(row), "progress": json.loads(row["progress"])} for row in database.reading().execute(
        "SELECT * FROM sync_run WHERE ended IS NULL ORDER BY started DESC")]
