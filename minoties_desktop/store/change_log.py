"""What other processes wrote, for views that have to follow."""

from __future__ import annotations

from ..domain.changes import Changes
from .database import Database


def position(database: Database) -> int:
    """The number of the newest change."""
    return database.reading().execute("SELECT coalesce(max(seq), 0) FROM change_log").fetchone()[0]


def since(database: Database, after: int) -> tuple[int, Changes | None]:
    """The newest number, and what others than this process changed after a number; None if that was forgotten."""
    connection = database.reading()
    first, last = connection.execute(
        "SELECT coalesce(min(seq), 0), coalesce(max(seq), 0) FROM change_log").fetchone()
    if first > after + 1:
        return last, None
    rows: dict[str, set[str]] = {}
    for table, row in connection.execute(
            "SELECT table_name, row FROM change_log WHERE seq > ? AND run <> ?", (after, database.run)):
        rows.setdefault(table, set()).add(row)
    return last, Changes({table: frozenset(ids) for table, ids in rows.items()})


def is_ours(database: Database, table: str, row: str) -> bool:
    """Whether it was this process that changed a row last."""
    query = "SELECT run FROM change_log WHERE table_name = ? AND row = ? ORDER BY seq DESC LIMIT 1"
    found = database.reading().execute(query, (table, row)).fetchone()
    return found is not None and found["run"] == database.run


class Watch:
    """Notices that another connection wrote; costs microseconds a look, on the thread that made it."""

    def __init__(self, database: Database) -> None:
        self._db = database
        # A connection of its own: the version counts the writes of all other connections.
        self._version = self._look()
        self._seen = position(database)

    def changes(self) -> Changes | None:
        """What others changed since the last call; None if everything has to be read anew."""
        version = self._look()
        if version == self._version:
            return Changes()
        self._version = version
        self._seen, changes = since(self._db, self._seen)
        return changes

    def _look(self) -> int:
        return self._db.reading().execute("PRAGMA data_version").fetchone()[0]
