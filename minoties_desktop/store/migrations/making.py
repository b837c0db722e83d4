"""What the steps are made of."""

from __future__ import annotations

import sqlite_utils
from sqlite_utils import Migrations

migrations = Migrations("minoties")

_COLUMNS = dict[str, type]


def create(
    db: sqlite_utils.Database, name: str, columns: _COLUMNS, pk: str | tuple[str, ...] = "id", *,
    optional: tuple[str, ...] = (), defaults: dict[str, object] | None = None,
    keys: tuple[tuple[str, str, str], ...] = (), indexes: tuple[tuple[str, ...], ...] = (),
) -> None:
    """Make a table; every column is required but the `optional` ones."""
    required = [column for column in columns if column not in optional]
    db[name].create(columns, pk=pk, not_null=required, defaults=defaults or {}, foreign_keys=list(keys))
    for index in indexes:
        db[name].create_index(index)
