"""Version 4: what the scanning desk and the glossaries keep."""

from __future__ import annotations

import sqlite_utils

from .making import create, migrations


@migrations()
def m004_scans(db: sqlite_utils.Database) -> None:
    """Profiles of scanners."""
    _profiles(db)
    _glossary(db)


def _profiles(db: sqlite_utils.Database) -> None:
    """How a scanner is set up, by name (`content` is JSON: device, source, resolution, depth, colour, area)."""
    create(db, "scan_profile", {"id": str, "created": str, "deleted": str, "name": str, "content": str},
           optional=("deleted",), defaults={"content": "{}"})


def _glossary(db: sqlite_utils.Database) -> None:
    """Terms of a community's trade and what they are called (`texts` is JSON, by language); words that are spelt right;
    files of map tiles, by their path, which may lie outside of the library."""
    common = {"id": str, "created": str, "deleted": str}
    create(db, "glossary", {**common, "community": str, "name": str, "lang": str, "item": str, "texts": str},
           optional=("deleted", "community"), defaults={"lang": "", "item": "", "texts": "{}"},
           keys=(("community", "community", "id"),))
    create(db, "spelling", {**common, "lang": str, "name": str}, optional=("deleted",))
    create(db, "tiles", {**common, "name": str, "path": str}, optional=("deleted",))
