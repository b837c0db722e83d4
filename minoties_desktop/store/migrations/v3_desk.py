"""Version 3: what the tagging desk and the institutions' page keep."""

from __future__ import annotations

import sqlite_utils

from ...domain import sorting
from .making import create, migrations


@migrations()
def m003_desk(db: sqlite_utils.Database) -> None:
    """What is kept to be used again: presets, saved searches."""
    _kept(db)
    _sending(db)
    _portrayed(db)
    _applied(db)
    _reference(db)
    _institutions(db)
    _sorted(db)


def _sorted(db: sqlite_utils.Database) -> None:
    """Titles as they are sorted for people (domain/sorting)."""
    db["item"].add_column("title_order", str, not_null_default="")
    titles = db.execute("SELECT seq, title FROM item WHERE title <> ''").fetchall()
    db.conn.executemany("UPDATE item SET title_order = ? WHERE seq = ?", [
        (sorting.order(title), seq) for seq, title in titles])
    db["item"].create_index(["title_order"])


def _kept(db: sqlite_utils.Database) -> None:
    """Presets (`content` is JSON: which fields, and what they become) and saved searches (`query` is JSON)."""
    common = {"id": str, "created": str, "deleted": str, "name": str}
    create(db, "preset", {**common, "content": str}, optional=("deleted",), defaults={"content": "{}"})
    create(db, "saved_search", {**common, "query": str}, optional=("deleted",), defaults={"query": "{}"})


def _sending(db: sqlite_utils.Database) -> None:
    """What tells which row of the queue goes next, kept where an index can have it.

    `ready` says that what a row depends on is done, `wanted`, `size` and `taken` stand for what is told of its item
    and file; triggers keep them true, whoever writes.
    """
    outbox = db["outbox"]
    outbox.add_column("ready", int, not_null_default=1)
    outbox.add_column("wanted", int, not_null_default=0)
    outbox.add_column("size", int, not_null_default=0)
    outbox.add_column("taken", str, not_null_default="9")
    db.execute("CREATE INDEX idx_output_file ON output (file)")
    db.execute("CREATE INDEX idx_outbox_depends_on ON outbox (depends_on) WHERE depends_on IS NOT NULL")
    db.execute("CREATE INDEX idx_outbox_claimed_by ON outbox (claimed_by) WHERE claimed_by IS NOT NULL")
    for name, key in (("queued", ""), ("wanted", "wanted DESC, "), ("small", "size, "), ("old", "taken, ")):
        db.execute(f"""CREATE INDEX idx_outbox_next_{name}
            ON outbox (wiki, account, resume_state = 'queued', depends_on IS NULL, {key}seq)
            WHERE ready = 1 AND state NOT IN ('done', 'asks', 'refused', 'held')""")
    told = """ready = depends_on IS NULL OR EXISTS (
            SELECT 1 FROM outbox AS parent WHERE parent.id = outbox.depends_on AND parent.state = 'done'),
        wanted = coalesce((SELECT (flag = 'pick') * 10 + rating FROM item WHERE item.id = outbox.item), 0),
        size = coalesce((SELECT file.size FROM output JOIN file ON file.id = output.file
                         WHERE output.id = outbox.output), 0),
        taken = coalesce((SELECT nullif(item.taken, '') FROM item WHERE item.id = outbox.item), '9')"""
    db.execute(f"UPDATE outbox SET {told}")
    db.execute("CREATE INDEX idx_file_clock ON file (clock, body) WHERE clock <> ''")
    followers = "UPDATE outbox SET ready = (NEW.state = 'done') WHERE depends_on = NEW.id"
    for trigger in (
        f"outbox_added AFTER INSERT ON outbox BEGIN UPDATE outbox SET {told} WHERE seq = NEW.seq; {followers}; END",
        f"""outbox_moved AFTER UPDATE OF state ON outbox WHEN (NEW.state = 'done') <> (OLD.state = 'done')
            BEGIN {followers}; END""",
        """outbox_gone AFTER DELETE ON outbox BEGIN
            UPDATE outbox SET ready = 0 WHERE depends_on = OLD.id; END""",
        """item_wanted AFTER UPDATE OF flag, rating, taken ON item
            WHEN (OLD.flag, OLD.rating, OLD.taken) IS NOT (NEW.flag, NEW.rating, NEW.taken) BEGIN
            UPDATE outbox SET wanted = (NEW.flag = 'pick') * 10 + NEW.rating,
                taken = coalesce(nullif(NEW.taken, ''), '9') WHERE item = NEW.id; END""",
        """file_grown AFTER UPDATE OF size ON file WHEN OLD.size IS NOT NEW.size BEGIN
            UPDATE outbox SET size = NEW.size WHERE output IN (SELECT id FROM output WHERE file = NEW.id); END""",
    ):
        db.execute(f"CREATE TRIGGER {trigger}")


def _portrayed(db: sqlite_utils.Database) -> None:
    """Who gave the word for a minor; the form that was signed, relative to the library; the day on which the deletion
    of what was published was asked for."""
    for column in ("guardian", "document", "asked"):
        db["person"].add_column(column, str, not_null_default="")


def _applied(db: sqlite_utils.Database) -> None:
    """Lists of codes (`columns` and `entries` are JSON: the names of the texts, and by code its texts); where a subject
    begins among the photographs (`starts`)."""
    create(db, "code_list", {"id": str, "created": str, "deleted": str, "name": str, "columns": str, "entries": str},
           optional=("deleted",), defaults={"columns": "[]", "entries": "{}"})
    db["item"].add_column("starts", int, not_null_default=0)
    db.execute("CREATE INDEX idx_item_starts ON item (id) WHERE starts = 1")


def _reference(db: sqlite_utils.Database) -> None:
    """Things of the world for use without a connection. `kind` of a name is label, alias or description; `key` is the
    text as it is looked for."""
    create(db, "reference", {"id": str, "category": str, "latitude": float, "longitude": float, "asked": str},
           optional=("latitude", "longitude"), defaults={"category": ""}, indexes=(("latitude", "longitude"),))
    create(db, "reference_name",
           {"reference": str, "lang": str, "kind": str, "position": int, "text": str, "key": str},
           ("reference", "lang", "kind", "position"), keys=(("reference", "reference", "id"),))
    db.execute("CREATE INDEX idx_reference_name_key ON reference_name (key) WHERE key <> ''")


def _institutions(db: sqlite_utils.Database) -> None:
    """What institutions own, whom one writes to there, and what they allowed.

    `names` (by language) and `columns` (by field, of an inventory list) and `numbers` are JSON; a scope's `rooms`,
    `objects` and `scans` are yes, no or "" for not asked; of an activity `participants` is a JSON list. Contacts and
    letters are private.
    """
    for table, columns in {
        "institution": ("language", "credit"),
        "agreement": ("conditions", "signatory", "vrt_sent", "vrt_language"),
        "activity": ("category",),
    }.items():
        for column in columns:
            db[table].add_column(column, str, not_null_default="")
    db["institution"].add_column("names", str, not_null_default="{}")
    db["activity"].add_column("participants", str, not_null_default="[]")
    db["activity"].add_column("parent", str)
    common = {"id": str, "created": str, "deleted": str}
    house, allowed = (("institution", "institution", "id"),), (("agreement", "agreement", "id"),)
    for table, columns, keys in (
        ("collection", ("institution", "name", "pattern", "item"), house),
        ("contact", ("institution", "name", "role", "email", "phone", "notes"), house),
        ("inventory_list", ("institution", "name", "columns", "numbers"), house),
        ("agreement_scope", ("agreement", "collection", "rooms", "objects", "scans", "conditions"), allowed),
        ("agreement_step", ("agreement", "status", "day", "who", "note"), allowed),
        ("letter", ("agreement", "name", "path", "mime", "sha256"), allowed),
    ):
        own = keys[0][0]
        create(db, table, {**common, **dict.fromkeys(columns, str)}, optional=("deleted",),
               defaults={column: "" for column in columns if column not in (own, "collection")},
               keys=keys, indexes=((own,),))
    db["letter"].add_column("size", int, not_null_default=0)
