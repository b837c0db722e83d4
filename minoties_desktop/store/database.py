"""Connections and transactions: WAL, FULL, one connection per thread, every write one BEGIN IMMEDIATE."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import EnvironmentFault
from .backup import back_up

VERSION = 5
"""How many migrations there are; equal to the file's user_version when nothing is pending."""
_NEEDED = 64 << 10  # bytes of a disk without which SQLite does not even read
BUSY_SECONDS = 30
KEPT_CHANGES = 100_000


def now() -> str:
    """This moment, as it is stored: UTC, ISO 8601, microseconds: what came later sorts later."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def new_id() -> str:
    """A fresh id."""
    return str(uuid.uuid4())


class Write:
    """An open write transaction; collects what it touched."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._touched: dict[str, set[str]] = {}

    @property
    def changes(self) -> Changes:
        """What it touched so far."""
        return Changes({table: frozenset(ids) for table, ids in self._touched.items()})

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.connection.execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for many rows."""
        self.connection.executemany(sql, rows)

    def insert(self, table: str, **values: Any) -> None:
        """Insert one row. Table and column names come from code, never from outside."""
        self.insert_many(table, [values])

    def insert_many(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows that have the same columns."""
        if not rows:
            return
        columns = list(rows[0])
        marks = ", ".join(f":{column}" for column in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        self.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)

    def touched(self, table: str, ids: Iterable[str]) -> None:
        """Say which rows of a table this transaction added, changed or removed."""
        self._touched.setdefault(table, set()).update(ids)


class Database:
    """One library's database file.

    `run` names this process in the change log. Raises EnvironmentFault, with the file untouched, when it was
    written by a newer version or is no database.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.run = new_id()
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._written = 0
        self._prepare()

    def _prepare(self) -> None:
        try:
            version = self._version()
            if version > VERSION:
                raise EnvironmentFault(
                    Message("error-library-newer"), Message("error-library-newer-remedy"), code="library-newer")
            if version < VERSION:
                self._migrate(version)
        except BaseException as error:
            self.close()
            if isinstance(error, sqlite3.DatabaseError):
                raise fault(error, self.path) from error
            raise

    def _version(self) -> int:
        """The file's version, 0 for none yet; read without the right to change anything, not even a log left over."""
        if not self.path.exists():
            return 0
        address = self.path.absolute().as_uri()
        try:
            return _user_version(f"{address}?mode=ro")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
                raise
        # Whoever was making the tables was killed at it: what is half done is taken back by whoever may write.
        return _user_version(f"{address}?mode=rw")

    def _migrate(self, version: int) -> None:
        from .migrations import migrate  # late: it needs sqlite_utils, which costs a start-up 0.15 s

        if version:
            back_up(self.path, self.path.parent / "backups", reason=f"version{version}")
        connection = self.reading()
        connection.execute("BEGIN IMMEDIATE")
        try:
            migrate(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        # After the transaction: two first openers otherwise meet "locked".
        connection.execute("PRAGMA journal_mode = WAL")

    def reading(self) -> sqlite3.Connection:
        """This thread's connection, for SELECT. Rows answer to column names."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
            with self._lock:
                self._connections.append(connection)
        return connection

    def _connect(self) -> sqlite3.Connection:
        try:
            # Closed by whichever thread ends the app, hence no thread check; used by one thread only.
            connection = sqlite3.connect(
                self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256)
        except sqlite3.DatabaseError as error:
            raise fault(error, self.path) from error
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
        except sqlite3.DatabaseError as error:
            connection.close()
            raise fault(error, self.path) from error
        return connection

    @property
    def edition(self) -> tuple[int, int]:
        """Another one as soon as anybody has written anything, in whatever process or thread, but for what this one
        writes `aside`. Whoever remembers what was read asks before, and only in the thread that read it."""
        return self.reading().execute("PRAGMA data_version").fetchone()[0], self._written

    @property
    def whole_edition(self) -> tuple[int, int]:
        """As `edition`, and another one too for what this process writes `aside`."""
        connection = self.reading()
        return connection.execute("PRAGMA data_version").fetchone()[0], connection.total_changes

    @contextmanager
    def writing(self, *, soon: bool = False, wipe: bool = False, aside: bool = False) -> Iterator[Write]:
        """A write transaction: committed durably at the end, rolled back on any exception.

        What is written `aside` is the queue's own: nothing that items are described by, and no other `edition`.
        With `soon` the disk is not waited for: whoever reads sees it at once and a killed process loses nothing of it,
        but until the next write that waits for the disk a power cut may. For what can be found out again.
        With `wipe` nothing of what is deleted or replaced is left in the file. For what is private.
        Raises EnvironmentFault when the disk is full or can't be written, or the file is damaged.
        """
        connection = self.reading()
        write = Write(connection)
        try:
            if soon:
                connection.execute("PRAGMA synchronous = NORMAL")
            if wipe:
                connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield write
                self._log(write)
                connection.execute("COMMIT")
                self._written += not aside
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        except sqlite3.DatabaseError as error:
            raise fault(error, self.path) from error
        finally:
            if soon:
                connection.execute("PRAGMA synchronous = FULL")
            if wipe:
                connection.execute("PRAGMA secure_delete = OFF")

    def forget_written(self) -> None:
        """Empty the log of the last writes, which still has what was wiped since; as far as nobody is reading it."""
        self.reading().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _log(self, write: Write) -> None:
        rows = [(self.run, table, row) for table, ids in write.changes.rows.items() for row in sorted(ids)]
        write.executemany("INSERT INTO change_log (run, table_name, row) VALUES (?, ?, ?)", rows)

    def trim_log(self) -> None:
        """Forget old entries of the change log; views that slept longer read everything anew."""
        with self.writing() as write:
            write.execute(
                "DELETE FROM change_log WHERE seq <= (SELECT max(seq) FROM change_log) - ?", (KEPT_CHANGES,))

    def close(self) -> None:
        """Close every thread's connection. No other thread may be using the database any more."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()


def _user_version(address: str) -> int:
    # As patient as any other: while the first opener makes the tables on a slow disk, nobody else may even read.
    with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def fault(error: Exception, path: Path) -> Exception:
    """What an error of SQLite means for people, with the database at a path; any other error is itself."""
    code = getattr(error, "sqlite_errorname", "")
    # A disk without a byte left can't hold what SQLite needs for reading, either, and that has another name.
    if code.startswith("SQLITE_FULL") or (code.startswith("SQLITE_IOERR") and _is_full(path.parent)):
        return EnvironmentFault(
            Message("error-disk-full", str(path.parent)), Message("error-disk-full-remedy"), code="disk-full")
    if code.startswith(("SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return EnvironmentFault(
            Message("error-disk", str(path.parent), code), Message("error-disk-remedy"), code="disk")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")):
        return EnvironmentFault(
            Message("error-library-busy"), Message("error-library-busy-remedy"), code="library-busy")
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return EnvironmentFault(
            Message("error-library-damaged", path.name), Message("error-library-damaged-remedy"),
            code="library-damaged")
    return error


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NEEDED
    except OSError:
        return False
