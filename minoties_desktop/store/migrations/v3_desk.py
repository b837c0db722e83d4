"""Version 3: what the tagging desk and the institutions' page keep."""

from __future__ import annotations

import sqlite_utils

from .making import create, migrations


@migrations()
def m003_desk(db: sqlite_utils.Database) -> None:
    """What is kept to be used again: presets, saved searches."""
    _kept(db)


def _kept(db: sqlite_utils.Database) -> None:
    """Presets (`content` is JSON: which fields, and what they become) and saved searches (`query` is JSON)."""
    common = {"id": str, "created": str, "deleted": str, "name": str}
    create(db, "preset", {**common, "content": str}, optional=("deleted",), defaults={"content": "{}"})
    create(db, "saved_search", {**common, "query": str}, optional=("deleted",), defaults={"query": "{}"})
