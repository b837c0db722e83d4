"""Version 5: communities have names in several languages."""

from __future__ import annotations

import sqlite_utils

from .making import migrations


@migrations()
def m005_names(db: sqlite_utils.Database) -> None:
    """What communities are called, by language (`names` is JSON, as an institution's)."""
    db["community"].add_column("names", str, not_null_default="{}")
