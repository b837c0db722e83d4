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
    _files(db)


def _files(db: sqlite_utils.Database) -> None:
    """Pages or seconds of a file, what reading it complained of, and of a derivative of what and how it was made."""
    files = db["file"]
    files.add_column("pages", int, not_null_default=1)
    files.add_column("seconds", float, not_null_default=0)
    files.add_column("advice", str, not_null_default="")
    files.add_column("made_of", str, not_null_default="")
    files.add_column("recipe", str, not_null_default="")
