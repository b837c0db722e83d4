"""Version 4: what the scanning desk and the glossaries keep."""

from __future__ import annotations

import sqlite_utils

from .making import create, migrations


@migrations()
def m004_scans(db: sqlite_utils.Database) -> None:
    """Profiles of scanners, sessions at them, and the pages that they gave."""
    _profiles(db)
    _glossary(db)
    _sessions(db)
    _pages(db)


def _profiles(db: sqlite_utils.Database) -> None:
    """How a scanner is set up, by name (`content` is JSON: device, source, resolution, depth, colour, area)."""
    create(db, "scan_profile", {"id": str, "created": str, "deleted": str, "name": str, "content": str},
           optional=("deleted",), defaults={"content": "{}"})


def _sessions(db: sqlite_utils.Database) -> None:
    """One person's work at one scanner: what goes on after it was interrupted. A session's id is its import's.

    `item` is the one that the next page goes to (none: a new one with the number `inventory`), `label` what that page
    is called, `first` what an item's first page is; `setup` how the device is set up
    now (JSON), `target` what the last target came to (JSON).
    """
    create(db, "scan_session",
           {"id": str, "created": str, "deleted": str, "activity": str, "operator": str, "profile": str, "item": str,
            "inventory": str, "label": str, "first": str, "setup": str, "target": str, "ended": str},
           optional=("deleted", "activity", "operator", "profile", "item", "ended"),
           defaults={"inventory": "", "label": "", "first": "1r", "setup": "{}", "target": ""},
           keys=(("activity", "activity", "id"),))


def _pages(db: sqlite_utils.Database) -> None:
    """What is known of a file as a scanned page; its id is the file's, whose `role` is master or aside.

    `dpi` is what pixels and `area` (JSON, millimetres) come to, `told` what the file says of itself; `shape` (JSON) is
    how the page is made of its master.
    """
    create(db, "scan_page",
           {"id": str, "created": str, "deleted": str, "session": str, "label": str, "leaf": str, "jump": int,
            "retaken": int, "dpi": int, "told": int, "colour": str, "area": str, "device": str, "shape": str},
           optional=("deleted",),
           defaults={"label": "", "leaf": "page", "jump": 0, "retaken": 0, "dpi": 0, "told": 0, "colour": "colour",
                     "area": "", "device": "", "shape": ""},
           indexes=(("session",),))


def _glossary(db: sqlite_utils.Database) -> None:
    """Terms of a community's trade and what they are called (`texts` is JSON, by language); words that are spelt right;
    files of map tiles, by their path, which may lie outside of the library."""
    common = {"id": str, "created": str, "deleted": str}
    create(db, "glossary", {**common, "community": str, "name": str, "lang": str, "item": str, "texts": str},
           optional=("deleted", "community"), defaults={"lang": "", "item": "", "texts": "{}"},
           keys=(("community", "community", "id"),))
    create(db, "spelling", {**common, "lang": str, "name": str}, optional=("deleted",))
    create(db, "tiles", {**common, "name": str, "path": str}, optional=("deleted",))
