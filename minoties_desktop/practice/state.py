"""What the practice Commons remembers: one SQLite file and a folder of bytes named by their SHA-1."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

# What an older version of the app has stored counts for nothing, so another number means beginning anew.
_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS account (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, password TEXT NOT NULL, groups TEXT NOT NULL, block TEXT);
CREATE TABLE IF NOT EXISTS app (
    account INTEGER NOT NULL, name TEXT NOT NULL, secret TEXT NOT NULL, grants TEXT NOT NULL,
    PRIMARY KEY (account, name));
CREATE TABLE IF NOT EXISTS session (
    id TEXT PRIMARY KEY, secret TEXT NOT NULL, account INTEGER, app TEXT);
CREATE TABLE IF NOT EXISTS page (
    id INTEGER PRIMARY KEY AUTOINCREMENT, ns INTEGER NOT NULL, title TEXT NOT NULL UNIQUE, latest INTEGER,
    touched TEXT NOT NULL, protection TEXT);
CREATE TABLE IF NOT EXISTS revision (
    id INTEGER PRIMARY KEY AUTOINCREMENT, page INTEGER NOT NULL, parent INTEGER NOT NULL, user TEXT NOT NULL,
    comment TEXT NOT NULL, time TEXT NOT NULL, text TEXT NOT NULL, entity TEXT);
CREATE INDEX IF NOT EXISTS revision_page ON revision (page);
CREATE TABLE IF NOT EXISTS category (
    page INTEGER NOT NULL, title TEXT NOT NULL, PRIMARY KEY (page, title));
CREATE TABLE IF NOT EXISTS version (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, sha1 TEXT NOT NULL, size INTEGER NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, mime TEXT NOT NULL, user TEXT NOT NULL, userid INTEGER NOT NULL,
    comment TEXT NOT NULL, time TEXT NOT NULL, current INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS version_sha1 ON version (sha1);
CREATE INDEX IF NOT EXISTS version_name ON version (name, current);
CREATE TABLE IF NOT EXISTS deleted (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, sha1 TEXT NOT NULL, size INTEGER NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, time TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS stash (
    number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, owner INTEGER NOT NULL, sha1 TEXT NOT NULL,
    size INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, mime TEXT NOT NULL, name TEXT NOT NULL,
    time TEXT NOT NULL, status TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS chunk (
    key TEXT NOT NULL, start INTEGER NOT NULL, sha1 TEXT NOT NULL, size INTEGER NOT NULL, PRIMARY KEY (key, start));
CREATE TABLE IF NOT EXISTS progress (
    key TEXT PRIMARY KEY, owner INTEGER NOT NULL, status TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS ping (account INTEGER NOT NULL, action TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS warned (account INTEGER NOT NULL, filter TEXT NOT NULL, title TEXT NOT NULL,
    PRIMARY KEY (account, filter, title));
CREATE TABLE IF NOT EXISTS consent (account INTEGER NOT NULL, client TEXT NOT NULL, PRIMARY KEY (account, client));
CREATE TABLE IF NOT EXISTS code (
    hash TEXT PRIMARY KEY, client TEXT NOT NULL, account INTEGER NOT NULL, redirect TEXT NOT NULL,
    challenge TEXT NOT NULL, at REAL NOT NULL, used INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS token (
    hash TEXT PRIMARY KEY, kind TEXT NOT NULL, client TEXT NOT NULL, account INTEGER NOT NULL, until REAL NOT NULL,
    used INTEGER NOT NULL, owner_only INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS log (
    id INTEGER PRIMARY KEY AUTOINCREMENT, page INTEGER NOT NULL, title TEXT NOT NULL, action TEXT NOT NULL,
    user TEXT NOT NULL, comment TEXT NOT NULL, time TEXT NOT NULL, sha1 TEXT NOT NULL);
"""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Received:
    """A file part that came in: where its bytes lie, how many, their SHA-1 (hex), and the name it was sent with."""

    path: Path
    size: int
    sha1: str
    name: str = ""


class State:
    """One practice wiki's memory in a folder. Survives a killed process; one process serves it at a time."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self.clock = clock
        self._lock = threading.RLock()
        for name in ("blobs", "incoming"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for leftover in (folder / "incoming").iterdir():
            leftover.unlink()
        self._db = sqlite3.connect(folder / "practice.sqlite", check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._make_tables()
        self._sweep()

    def _make_tables(self) -> None:
        if self._db.execute("PRAGMA user_version").fetchone()[0] != _VERSION:
            for table in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
                self._db.execute(f"DROP TABLE {table['name']}")
        self._db.executescript(f"{_SCHEMA} PRAGMA user_version = {_VERSION};")

    def _sweep(self) -> None:
        """Delete bytes that nothing refers to: of used chunks, or of a request that was cut short."""
        used = {row["sha1"] for table in ("version", "stash", "chunk")
                for row in self.rows(f"SELECT DISTINCT sha1 FROM {table}")}
        for path in (self.folder / "blobs").glob("*/*"):
            if path.name not in used:
                path.unlink()

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All or nothing: what is changed inside is on disk when this ends, or not changed at all."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """All rows that a query gives."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """The first row that a query gives, if any."""
        with self._lock:
            return self._db.execute(sql, values).fetchone()

    def insert(self, table: str, **values: Any) -> int:
        """Insert or replace one row; its number comes back."""
        columns, marks = ", ".join(values), ", ".join("?" * len(values))
        with self._lock:
            cursor = self._db.execute(
                f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))
            return int(cursor.lastrowid or 0)

    def change(self, sql: str, *values: Any) -> int:
        """Run one changing statement; the number of rows it touched comes back."""
        with self._lock:
            return self._db.execute(sql, values).rowcount

    def wipe(self) -> None:
        """Forget everything: pages, files, sessions, accounts."""
        with self.writing():
            for table in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
                self.change(f"DELETE FROM {table['name']}")
        shutil.rmtree(self.folder / "blobs")
        (self.folder / "blobs").mkdir()

    def now(self) -> str:
        """The time as the API writes it."""
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.clock()))

    def incoming(self) -> Path:
        """A fresh place for bytes that are arriving."""
        return self.folder / "incoming" / os.urandom(12).hex()

    def blob(self, sha1: str) -> Path:
        """Where the bytes with this SHA-1 are kept."""
        return self.folder / "blobs" / sha1[:2] / sha1

    def keep(self, received: Received) -> Path:
        """Move received bytes to their place among the kept ones."""
        place = self.blob(received.sha1)
        place.parent.mkdir(exist_ok=True)
        if received.path.exists():
            received.path.replace(place)
        return place

    def join(self, sha1s: list[str]) -> Received:
        """The given blobs one after the other as one new incoming file."""
        path, digest, size = self.incoming(), hashlib.sha1(), 0
        with path.open("wb") as whole:
            for sha1 in sha1s:
                with self.blob(sha1).open("rb") as part:
                    size += _copy(part, whole, digest.update)
        return Received(path, size, digest.hexdigest())


def _copy(source: BinaryIO, target: BinaryIO, watch: Callable[[bytes], None]) -> int:
    size = 0
    while block := source.read(_BLOCK):
        target.write(block)
        watch(block)
        size += len(block)
    return size
