"""What was sent: bytes of each day, and when something happened that a wiki counts against a limit."""

from __future__ import annotations

from .database import Database, Write


def ping(write: Write, *, wiki: str, account: str, action: str, at: float, oldest: float) -> None:
    """Note that something was done which counts; what is older than `oldest` counts no more and is forgotten."""
    write.execute("DELETE FROM ping WHERE wiki = ? AND account = ? AND action = ? AND at < ?",
                  (wiki, account, action, oldest))
    write.execute("INSERT OR IGNORE INTO ping VALUES (?, ?, ?, ?)", (wiki, account, action, at))


def pings(database: Database, *, wiki: str, account: str, action: str, since: float) -> list[float]:
    """When (seconds since 1970) something was done which counts, oldest first."""
    return [row[0] for row in database.reading().execute(
        "SELECT at FROM ping WHERE wiki = ? AND account = ? AND action = ? AND at > ? ORDER BY at",
        (wiki, account, action, since))]


def count(write: Write, *, day: str, wiki: str, account: str, size: int) -> None:
    """So many more bytes went on a day (ISO, by this computer's clock)."""
    write.execute("INSERT INTO traffic VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes",
                  (day, wiki, account, size))


def rename_account(write: Write, wiki: str, before: str, after: str) -> None:
    """What an account has used up of its limits goes by its new name."""
    write.execute("UPDATE OR REPLACE ping SET account = ? WHERE wiki = ? AND account = ?", (after, wiki, before))
    write.execute("""INSERT INTO traffic SELECT day, wiki, ?, bytes FROM traffic WHERE wiki = ? AND account = ?
                     ON CONFLICT DO UPDATE SET bytes = bytes + excluded.bytes""", (after, wiki, before))
    write.execute("DELETE FROM traffic WHERE wiki = ? AND account = ?", (wiki, before))


def sent(database: Database, day: str, *, besides: str) -> int:
    """The bytes that went on a day, to all wikis together but one."""
    return database.reading().execute("SELECT coalesce(sum(bytes), 0) FROM traffic WHERE day = ? AND wiki <> ?",
                                      (day, besides)).fetchone()[0]
