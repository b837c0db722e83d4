"""Version 4: what the scanning desk and the glossaries keep."""

from __future__ import annotations

import sqlite_utils

from .making import create, migrations


@migrations()
def m004_scans(db: sqlite_utils.Database) -> None:
    """Profiles of scanners."""
    _profiles(db)


def _profiles(db: sqlite_utils.Database) -> None:
    """How a scanner is set up, by name (`content` is JSON: device, source, resolution, depth, colour, area)."""
    create(db, "scan_profile", {"id": str, "created": str, "deleted": str, "name": str, "content": str},
           optional=("deleted",), defaults={"content": "{}"})
