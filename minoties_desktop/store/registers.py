"""Contributors, institutions, communities, agreements, activities, presets and lists of codes: plain rows with an id
and a tombstone."""

from __future__ import annotations

import re
from typing import Any

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..domain.people import Contributor
from .database import Database, Write, new_id, now

TABLES = ("contributor", "institution", "community", "agreement", "activity", "preset", "saved_search", "code_list",
          "collection", "contact", "inventory_list", "agreement_scope", "agreement_step", "letter", "scan_profile",
          "glossary", "spelling", "tiles")
_CALLED = ("institution", "community")
"""Tables whose rows have `names` by language beside their name."""
_MADE_BY_NAME = ("contributor", "institution", "community", "agreement", "activity")
LONGEST_PREFIX = 36
_SHORT, _TOLD = 8, 5
"""Letters of an id that are shown, and ids that are said to fit."""
_ID = re.compile(r"[0-9a-fA-F-]+")


def resolve(database: Database, table: str, text: str, *, names: tuple[str, ...] = (), shortest: int = 1) -> str:
    """The id that a text means: the exact `names` column of one row, its name in some language, an id, or a unique
    beginning of one.

    Names go first: one that consists of a to f could begin an id too. `shortest` is how many characters a beginning
    must have. Raises UsageFault if there is none, or several.
    """
    connection, most = database.reading(), _TOLD + 1
    found: list[Any] = []
    for name in names:
        if text and not found:
            found = connection.execute(
                f'SELECT id FROM "{table}" WHERE "{name}" = ? AND deleted IS NULL LIMIT {most}', (text,)).fetchall()
    if text and not found and table in _CALLED:
        found = connection.execute(f"""SELECT id FROM "{table}" WHERE deleted IS NULL
            AND EXISTS (SELECT 1 FROM json_each(names) WHERE json_each.value = ?) LIMIT {most}""", (text,)).fetchall()
    if not found and shortest <= len(text) <= LONGEST_PREFIX and _ID.fullmatch(text):
        found = connection.execute(
            f'SELECT id FROM "{table}" WHERE id LIKE ? AND deleted IS NULL LIMIT {most}', (text + "%",)).fetchall()
    if len(found) == 1:
        return found[0]["id"]
    if found:
        raise UsageFault(Message("error-ambiguous-id", Message(f"word-{table}"), text, _told_apart(found, text)),
                         Message("error-ambiguous-id-remedy"), code="ambiguous-id")
    raise UsageFault(Message("error-unknown-id", Message(f"word-{table}"), text), _remedy(table, text),
                     code="unknown-id")


def _told_apart(found: list[Any], text: str) -> str:
    """The beginnings of some ids, long enough for each to be one thing's, as they are shown elsewhere."""
    long = max([_SHORT, *(len(text) + 1 for row in found if row["id"].startswith(text))])
    return ", ".join([row["id"][:long] for row in found[:_TOLD]] + ["…"] * (len(found) > _TOLD))


def _remedy(table: str, text: str) -> Message | None:
    """How one finds out what there is, and makes what there is not."""
    if table not in _MADE_BY_NAME:
        return Message("error-unknown-item-remedy") if table == "item" else None
    return Message("error-unknown-id-remedy", table, "title" if table in ("activity", "agreement") else "name", text)


class Register:
    """The rows of one of TABLES, as dictionaries by column."""

    def __init__(self, database: Database, table: str) -> None:
        if table not in TABLES:
            raise ValueError(table)
        self._db = database
        self.table = table
        rows = database.reading().execute(f'PRAGMA table_info("{table}")').fetchall()
        self.columns = tuple(row["name"] for row in rows if row["name"] not in ("id", "created", "deleted"))

    def list(self) -> list[dict[str, Any]]:
        """All rows that were not removed, oldest first."""
        return [dict(row) for row in self._db.reading().execute(
            f'SELECT * FROM "{self.table}" WHERE deleted IS NULL ORDER BY created, id')]

    def get(self, row_id: str) -> dict[str, Any]:
        """One row. Raises UsageFault if there is none."""
        row = self._db.reading().execute(f'SELECT * FROM "{self.table}" WHERE id = ?', (row_id,)).fetchone()
        if row is None:
            raise UsageFault(Message("error-unknown-id", Message(f"word-{self.table}"), row_id), code="unknown-id")
        return dict(row)

    def add(self, write: Write, values: dict[str, Any]) -> str:
        """Insert a row and return its id."""
        row_id = new_id()
        write.insert(self.table, id=row_id, created=now(), **self._known(values))
        write.touched(self.table, [row_id])
        return row_id

    def set(self, write: Write, row_id: str, values: dict[str, Any]) -> None:
        """Change columns of a row; `deleted` may be among them (a time, or None to bring it back)."""
        known = self._known(values)
        assignments = ", ".join(f'"{column}" = :{column}' for column in known)
        write.execute(f'UPDATE "{self.table}" SET {assignments} WHERE id = :id', {**known, "id": row_id})
        write.touched(self.table, [row_id])

    def erase(self, write: Write, row_id: str) -> None:
        """Destroy a row, leaving no tombstone: for what is private and has to be gone."""
        write.execute(f'DELETE FROM "{self.table}" WHERE id = ?', (row_id,))
        write.touched(self.table, [row_id])

    def _known(self, values: dict[str, Any]) -> dict[str, Any]:
        for column in values:
            if column not in (*self.columns, "deleted"):
                raise UsageFault(
                    Message("error-unknown-column", column, ", ".join(self.columns)), code="unknown-column")
        return values


def names(database: Database, table: str) -> dict[str, str]:
    """The names of the rows of one of TABLES by id, of those that were removed too."""
    if table not in TABLES:
        raise ValueError(table)
    return dict(database.reading().execute(f'SELECT id, name FROM "{table}"').fetchall())


def contributors(database: Database) -> dict[str, Contributor]:
    """All contributors by id, those who were removed too: their pictures still name them."""
    return {
        row["id"]: Contributor(row["id"], row["name"], row["user_name"], row["licence"],
                               bool(row["captions_cc0"]), row["release"])
        for row in database.reading().execute("SELECT * FROM contributor ORDER BY created, id")
    }
