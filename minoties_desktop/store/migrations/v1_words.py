"""Version 1: the tables of design's words."""

from __future__ import annotations

import sqlite_utils

from .making import create, migrations


@migrations()
def m001_words(db: sqlite_utils.Database) -> None:
    """The tables of design's words."""
    _library(db)
    _people_and_places(db)
    _items(db)
    _values(db)
    _queue(db)
    _history(db)


def _library(db: sqlite_utils.Database) -> None:
    create(db, "library", {"id": str, "created": str})
    create(db, "setting", {"key": str, "value": str}, "key")


def _people_and_places(db: sqlite_utils.Database) -> None:
    common = {"id": str, "created": str, "deleted": str}
    create(db, "contributor",
           {**common, "name": str, "user_name": str, "licence": str, "captions_cc0": int, "release": str},
           optional=("deleted",), defaults={"user_name": "", "licence": "", "captions_cc0": 0, "release": ""})
    create(db, "institution",
           {**common, "name": str, "item": str, "category": str, "template": str},
           optional=("deleted",), defaults={"item": "", "category": "", "template": ""})
    create(db, "community", {**common, "name": str, "item": str}, optional=("deleted",), defaults={"item": ""})
    create(db, "agreement",
           {**common, "institution": str, "title": str, "kind": str, "status": str, "granted_by": str,
            "since": str, "until": str, "licences": str, "scope": str, "vrt_ticket": str, "vrt_status": str},
           optional=("deleted",),
           defaults={"kind": "", "status": "asked", "granted_by": "", "since": "", "until": "", "licences": "",
                     "scope": "", "vrt_ticket": "", "vrt_status": ""},
           keys=(("institution", "institution", "id"),))
    create(db, "activity",
           {**common, "title": str, "kind": str, "starts": str, "ends": str, "place": str, "zone": str,
            "institution": str, "agreement": str, "programme": str, "event_page": str, "languages": str},
           optional=("deleted", "institution", "agreement"),
           defaults={"kind": "photo_walk", "starts": "", "ends": "", "place": "", "zone": "", "programme": "",
                     "event_page": "", "languages": ""},
           keys=(("institution", "institution", "id"), ("agreement", "agreement", "id")))
    create(db, "activity_default",
           {"activity": str, "field": str, "lang": str, "position": int, "value": str},
           ("activity", "field", "lang", "position"), keys=(("activity", "activity", "id"),))


def _items(db: sqlite_utils.Database) -> None:
    create(db, "import_run",
           {"id": str, "created": str, "contributor": str, "operator": str, "origin": str, "finished": str},
           optional=("contributor", "operator", "finished"))
    create(db, "item",
           {"seq": int, "id": str, "activity": str, "import_run": str, "created": str, "deleted": str,
            "kind": str, "flag": str, "rating": int, "label": int,
            # Kept by the refreshing of dirty items, so that lists and counts need no second look:
            "state": str, "title": str, "title_key": str, "taken": str, "blocking": int,
            "advising": int, "languages": str},
           "seq", optional=("activity", "import_run", "deleted", "seq"),
           defaults={"kind": "photo", "flag": "", "rating": 0, "label": 0, "state": "to_finish", "title": "",
                     "title_key": "", "taken": "", "blocking": 0, "advising": 0, "languages": ""},
           keys=(("activity", "activity", "id"), ("import_run", "import_run", "id")))
    db["item"].create_index(["id"], unique=True)
    for columns in (("activity", "taken", "seq"), ("state", "taken", "seq"), ("taken", "seq"), ("title_key",)):
        db["item"].create_index(columns)
    create(db, "file",
           {"id": str, "item": str, "role": str, "page": int, "path": str, "name": str, "mime": str,
            "extension": str, "size": int, "sha1": str, "sha256": str, "width": int, "height": int,
            "orientation": int, "bits": int, "created": str, "camera": str},
           defaults={"role": "master", "page": 1, "orientation": 1, "bits": 8, "camera": ""},
           indexes=(("item",), ("sha1",), ("sha256",)))
    db["file"].create_index(["path"], unique=True)
    # Items whose bytes are still to be copied: what an interrupted import goes on with. `source` is the path's bytes
    # in hex, since names on cards need not be text; `options` is JSON.
    create(db, "incoming",
           {"item": str, "import_run": str, "source": str, "name": str, "size": int, "modified": int, "taken": str,
            "options": str},
           "item", defaults={"taken": "", "options": "{}"}, keys=(("import_run", "import_run", "id"),),
           indexes=(("import_run",),))


def _values(db: sqlite_utils.Database) -> None:
    value = {"item": str, "field": str, "lang": str, "position": int, "value": str}
    key = ("item", "field", "lang", "position")
    # `absent` marks an inherited value that the item does without; "*" stands for all of them.
    create(db, "field_value", {**value, "source": str, "absent": int}, key, defaults={"source": "person", "absent": 0})
    create(db, "effective", {**value, "source": str, "origin": str}, key, indexes=(("field", "value"),))
    create(db, "problem",
           {"item": str, "position": int, "code": str, "severity": str, "field": str, "message": str},
           ("item", "position"), indexes=(("code",),))
    create(db, "dirty", {"item": str}, "item")
    create(db, "draft", {"key": str, "value": str, "created": str}, "key")
    create(db, "person",
           {"id": str, "item": str, "name": str, "agreed": str, "how": str, "language": str, "scope": str,
            "minor": int, "withdrawn": str, "created": str},
           defaults={"agreed": "", "how": "", "language": "", "scope": "", "minor": 0, "withdrawn": ""},
           indexes=(("item",),))
    db["item_text"].create({"title": str, "body": str})
    db["item_text"].enable_fts(["title", "body"], tokenize="unicode61 remove_diacritics 2", create_triggers=True)


def _queue(db: sqlite_utils.Database) -> None:
    create(db, "output",
           {"id": str, "item": str, "file": str, "created": str}, indexes=(("item",),))
    create(db, "outbox",
           {"seq": int, "id": str, "output": str, "item": str, "target": str, "wiki": str, "account": str,
            "depends_on": str, "state": str, "resume_state": str, "title_key": str, "payload": str, "facts": str,
            "question": str, "answer": str, "receipt": str, "error": str, "tries": int, "next_try": float,
            "claimed_by": str, "created": str, "changed": str},
           "seq", optional=("seq", "depends_on", "question", "answer", "receipt", "error", "claimed_by"),
           defaults={"resume_state": "queued", "title_key": "", "facts": "{}", "tries": 0, "next_try": 0},
           keys=(("output", "output", "id"),))
    db["outbox"].create_index(["id"], unique=True)
    db["outbox"].create_index(["output", "target"], unique=True)
    for columns in (("item",), ("wiki", "account", "state", "next_try"), ("title_key",)):
        db["outbox"].create_index(columns)
    create(db, "sync_run",
           {"id": str, "wiki": str, "account": str, "started": str, "ended": str, "wish": str, "progress": str},
           optional=("ended",), defaults={"wish": "", "progress": "{}"})
    create(db, "wiki_answer", {"wiki": str, "kind": str, "key": str, "answer": str, "asked": str},
           ("wiki", "kind", "key"))
    create(db, "pause", {"scope": str, "until": float}, "scope")


def _history(db: sqlite_utils.Database) -> None:
    create(db, "journal",
           {"seq": int, "action": str, "at": str, "actor": str, "laptop": str, "label": str, "table_name": str,
            "row": str, "field": str, "before": str, "after": str, "undone": int},
           "seq", optional=("seq", "before", "after"),
           defaults={"actor": "", "field": "", "undone": 0}, indexes=(("action",), ("row", "field")))
    # AUTOINCREMENT: a number is never given twice, so a reader who saw n knows all up to n.
    db.execute("""CREATE TABLE change_log (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL, table_name TEXT NOT NULL, row TEXT NOT NULL)""")
