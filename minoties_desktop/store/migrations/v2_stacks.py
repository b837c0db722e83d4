"""Version 2: what likeness of pictures needs."""

from __future__ import annotations

import sqlite_utils

from .making import migrations


@migrations()
def m002_stacks(db: sqlite_utils.Database) -> None:
    """Bursts and near duplicates: the stack of an item, and the perceptual hash of a file (16 hex digits)."""
    db["item"].add_column("stack", str, not_null_default="")
    db["item"].create_index(["stack"])
    db["file"].add_column("likeness", str, not_null_default="")
