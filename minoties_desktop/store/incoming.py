"""Items whose bytes are still to be copied: what an import that was interrupted goes on with."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .database import Database, Write, now


@dataclass(frozen=True, slots=True)
class Incoming:
    """One item under way: its source with size (bytes) and time (ns), and the path in the library it will have."""

    item: str
    import_run: str
    source: Path
    name: str
    size: int
    modified: int
    target: str


def begin(
    write: Write, run: str, origin: str, contributor: str | None, operator: str | None, wishes: str = "{}",
) -> None:
    """Remember that an import began. `origin` says where from, for people; `contributor` is whose pictures they
    are, where that was said; `operator` is who worked here; `wishes` (JSON) is what was wanted of it.
    """
    write.insert("import_run", id=run, created=now(), contributor=contributor, operator=operator, origin=origin,
                 wishes=wishes)


def contributors(database: Database, items: Iterable[str]) -> dict[str, str | None]:
    """The imports that brought items, each with the contributor whose pictures they are, where that was said."""
    return dict(database.reading().execute(
        """SELECT DISTINCT import_run.id, import_run.contributor FROM item JOIN import_run ON import_run.id = import_run
           WHERE item.id IN (SELECT value FROM json_each(?))""", (json.dumps(list(items)),)).fetchall())


def credit(write: Write, run: str, contributor: str | None) -> None:
    """Remember whose pictures an import brought; its items become dirty."""
    write.execute("UPDATE import_run SET contributor = ? WHERE id = ?", (contributor, run))
    ids = [row[0] for row in write.execute("SELECT id FROM item WHERE import_run = ?", (run,))]
    write.execute("INSERT OR IGNORE INTO dirty SELECT id FROM item WHERE import_run = ?", (run,))
    write.touched("item", ids)


def end(write: Write, run: str) -> None:
    """Remember that an import came to its end."""
    write.execute("UPDATE import_run SET finished = ? WHERE id = ?", (now(), run))


def add(write: Write, rows: Sequence[Incoming]) -> None:
    """Remember items as under way."""
    write.insert_many("incoming", [
        # A name on a card need not be text: the path is kept as its bytes, in hex.
        {"item": row.item, "import_run": row.import_run, "source": os.fsencode(row.source).hex(), "name": row.name,
         "size": row.size, "modified": row.modified, "options": json.dumps({"target": row.target})} for row in rows])


def forget(write: Write, ids: Iterable[str]) -> None:
    """These items are no longer under way."""
    write.execute("DELETE FROM incoming WHERE item IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def listed(database: Database) -> list[Incoming]:
    """All items under way that were not removed, in the order in which they came."""
    return [
        Incoming(row["item"], row["import_run"], Path(os.fsdecode(bytes.fromhex(row["source"]))), row["name"],
                 row["size"], row["modified"], json.loads(row["options"])["target"])
        for row in database.reading().execute(
            """SELECT incoming.* FROM incoming JOIN item ON item.id = incoming.item
               WHERE item.deleted IS NULL ORDER BY item.seq""")]


def touched_by_person(database: Database, ids: Iterable[str]) -> set[str]:
    """Those of some items that somebody has already worked on."""
    return {row[0] for row in database.reading().execute(
        "SELECT DISTINCT row FROM journal WHERE row IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))}


def interrupted(database: Database) -> list[str]:
    """The imports that did not come to their end."""
    return [row[0] for row in database.reading().execute("SELECT id FROM import_run WHERE finished IS NULL")]


def runs(database: Database, limit: int) -> list[dict[str, Any]]:
    """The imports that brought anything, newest first: id, created, contributor, operator, origin, brought (how many
    items). Sessions at a scanner are none: each of their pages is a step of its own."""
    return [dict(row) for row in database.reading().execute(
        """SELECT import_run.id, import_run.created, contributor, operator, origin, count(*) AS brought
           FROM item JOIN import_run ON import_run.id = item.import_run
           WHERE (item.deleted IS NULL OR EXISTS (SELECT 1 FROM file WHERE file.item = item.id))
               AND import_run.id NOT IN (SELECT id FROM scan_session)
           GROUP BY import_run.id ORDER BY import_run.created DESC LIMIT ?""", (limit,))]


def wished(database: Database, runs: Iterable[str]) -> list[str]:
    """What was wanted (JSON) of some imports, the latest first."""
    return [row[0] for row in database.reading().execute(
        "SELECT wishes FROM import_run WHERE id IN (SELECT value FROM json_each(?)) ORDER BY created DESC",
        (json.dumps(list(runs)),))]


def wishes(database: Database) -> dict[str, str]:
    """What was wanted (JSON) of the imports that left something under way, by import."""
    return dict(database.reading().execute(
        """SELECT DISTINCT import_run.id, import_run.wishes FROM incoming
           JOIN import_run ON import_run.id = incoming.import_run""").fetchall())


def files_by_size(database: Database, sizes: Iterable[int]) -> list[dict[str, Any]]:
    """Files of items that exist, of those sizes: item, file (id), path, size, sha1, sha256, and whether the device has
    ever given its bytes back (`proven`)."""
    return [dict(row) for row in database.reading().execute(
        """SELECT file.item, file.id AS file, file.path, file.size, file.sha1, file.sha256,
                  EXISTS (SELECT 1 FROM copy WHERE copy.file = file.id AND copy.place = '' AND copy.cold
                          AND copy.fault = '') AS proven
           FROM file JOIN item ON item.id = file.item
           WHERE item.deleted IS NULL AND file.size IN (SELECT value FROM json_each(?))""",
        (json.dumps(sorted(set(sizes))),))]


def add_file(write: Write, item: str, file: dict[str, Any]) -> None:
    """The bytes of an item have arrived and are proven: it is no longer under way, and to be looked at again."""
    write.insert("file", item=item, created=now(), **file)
    forget(write, [item])
    write.execute("INSERT OR IGNORE INTO dirty VALUES (?)", (item,))
    write.touched("item", [item])
