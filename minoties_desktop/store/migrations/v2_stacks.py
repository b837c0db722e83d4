"""Version 2: what likeness of pictures needs."""

from __future__ import annotations

import sqlite_utils

from .making import create, migrations


@migrations()
def m002_stacks(db: sqlite_utils.Database) -> None:
    """Bursts and near duplicates: the stack of an item, and the perceptual hash of a file (16 hex digits)."""
    db["item"].add_column("stack", str, not_null_default="")
    db["item"].create_index(["stack"])
    db["file"].add_column("likeness", str, not_null_default="")
    _files(db)
    _sending(db)
    _places(db)
    _cards(db)


def _files(db: sqlite_utils.Database) -> None:
    """Pages or seconds of a file, what reading it complained of, and of a derivative of what and how it was made."""
    files = db["file"]
    files.add_column("pages", int, not_null_default=1)
    files.add_column("seconds", float, not_null_default=0)
    files.add_column("advice", str, not_null_default="")
    files.add_column("made_of", str, not_null_default="")
    files.add_column("recipe", str, not_null_default="")


def _sending(db: sqlite_utils.Database) -> None:
    """When a pause was made and why; what counted against a wiki's limits; how many bytes were sent on each day."""
    db["pause"].add_column("made", float, not_null_default=0)
    db["pause"].add_column("reason", str)
    create(db, "ping", {"wiki": str, "account": str, "action": str, "at": float}, ("wiki", "account", "action", "at"))
    create(db, "traffic", {"day": str, "wiki": str, "account": str, "bytes": int}, ("day", "wiki", "account"),
           defaults={"bytes": 0})


def _places(db: sqlite_utils.Database) -> None:
    """Tracks of activities, what an activity withholds, and of each file what its camera's clock said.

    `clock` is the camera's own time as read, `clock_zone` the offset that stood beside it, `clock_added` the seconds
    that were added since and `clock_source` on whose word (typed, clock:ITEM, qr:ITEM); `body` is one camera, by make,
    model and serial number; `shown_time` is the time (UTC) that a QR code in the picture tells.
    """
    create(db, "track",
           {"id": str, "created": str, "deleted": str, "activity": str, "name": str, "path": str, "sha256": str,
            "starts": str, "ends": str, "points": int},
           optional=("deleted", "activity"), keys=(("activity", "activity", "id"),), indexes=(("activity",),))
    db["activity"].add_column("privacy", str, not_null_default="")
    for column in ("clock", "clock_zone", "clock_source", "body", "shown_time"):
        db["file"].add_column(column, str, not_null_default="")
    db["file"].add_column("clock_added", float, not_null_default=0)

def _cards(db: sqlite_utils.Database) -> None:
    """Cards and folders that were imported, what each held, and where the proven copies of files are.

    `name` of a card's file is the path below the card, `place` "" for the library itself, else the folder of a second
    copy, `path` the path there; all are bytes in hex. `medium` is the device of a card, "" for a folder of a disk.
    `state` is waiting, here, refused or left.
    """
    create(db, "card",
           {"id": str, "key": str, "name": str, "path": str, "kind": str, "medium": str, "created": str, "lit": str,
            "revoked": str},
           defaults={"medium": "", "lit": "", "revoked": ""})
    db["card"].create_index(["key"], unique=True)
    create(db, "card_file",
           {"card": str, "name": str, "size": int, "modified": int, "state": str, "item": str},
           ("card", "name"), optional=("item",), defaults={"state": "waiting"}, keys=(("card", "card", "id"),),
           indexes=(("item",),))
    create(db, "copy",
           {"file": str, "place": str, "path": str, "medium": str, "checked": str, "cold": int, "fault": str},
           ("file", "place"), defaults={"fault": ""}, keys=(("file", "file", "id"),))
    db["import_run"].add_column("wishes", str, not_null_default="{}")
