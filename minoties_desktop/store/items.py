"""Items and their files."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ..domain.item import FileFacts
from ..domain.query import Query
from ..domain.sites import PRACTICE
from ..domain.states import State
from .database import Database, Write, now
from .filters import condition
from .stacks import folded

MARKS = ("flag", "rating", "label", "starts")
"""Columns that a person sets with a key."""
FLAGS = ("", "pick", "reject")

_ORDERS = {"taken": "taken {0}, seq {0}", "title": "title_order {0}, seq {0}", "added": "seq {0}"}
_FACTS = "id, path, mime, extension, size, sha1, sha256, width, height, recipe, mime, advice"
"""The columns that the first FileFacts are, in their order."""


def add(write: Write, item: dict[str, Any], files: Sequence[dict[str, Any]]) -> None:
    """Insert an item with its files; it is dirty until its values have been looked at.

    `item` has at least an `id`; each file at least id, path, name, mime, extension, size, sha1, sha256, width
    and height.
    """
    add_all(write, [item])
    for file in files:
        write.insert("file", item=item["id"], created=now(), **file)


def add_all(write: Write, rows: Sequence[dict[str, Any]]) -> None:
    """Insert items of the same columns, without files."""
    created = now()
    write.insert_many("item", [{"created": created, **row} for row in rows])
    write.executemany("INSERT OR IGNORE INTO dirty VALUES (?)", [(row["id"],) for row in rows])
    write.touched("item", [row["id"] for row in rows])


def set_column(write: Write, ids: Iterable[str], column: str, value: Any) -> None:
    """Set a mark, the activity, the stack, or the tombstone of items."""
    if column not in (*MARKS, "activity", "deleted", "stack"):
        raise ValueError(column)
    ids = list(ids)
    write.execute(
        f"UPDATE item SET {column} = ? WHERE id IN (SELECT value FROM json_each(?))", (value, json.dumps(ids)))
    write.touched("item", ids)


def set_states(write: Write, states: Mapping[str, str]) -> None:
    """Keep the states of items."""
    write.executemany("UPDATE item SET state = ? WHERE id = ?", [(state, item) for item, state in states.items()])
    write.touched("item", states)


def columns(database: Database, ids: Iterable[str], *names: str) -> dict[str, tuple[Any, ...]]:
    """Some columns of some items, by id."""
    picked = ", ".join(names)
    return {row[0]: row[1:] for row in database.reading().execute(
        f"SELECT id, {picked} FROM item WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))}


def rows(database: Database, ids: Sequence[str]) -> list[dict[str, Any]]:
    """What a list shows of some items, in the order of the ids: the item's columns and its master file's.

    `file_id`, `path`, `name`, `sha1`, `size`, `width`, `height`, `pages` and `seconds` are the file's.
    """
    found = {row["id"]: dict(row) for row in database.reading().execute(
        """SELECT item.*, file.id AS file_id, file.path, file.name, file.sha1, file.size, file.width, file.height,
                  file.camera, file.mime, file.orientation, file.pages, file.seconds
           FROM item LEFT JOIN file ON file.item = item.id AND file.role = 'master' AND file.page = 1
           WHERE item.id IN (SELECT value FROM json_each(?))""", (json.dumps(list(ids)),))}
    return [found[item] for item in ids if item in found]


def page_counts(database: Database, ids: Iterable[str]) -> dict[str, int]:
    """How many pages items have of which each is a file; only those with several."""
    return dict(database.reading().execute(
        """SELECT item, count(*) FROM file WHERE role = 'master' AND item IN (SELECT value FROM json_each(?))
           GROUP BY item HAVING count(*) > 1""", (json.dumps(list(ids)),)))


def ids(database: Database, query: Query, opened: Collection[str] | None = None) -> list[str]:
    """The ids of the items that a query wants, in its order.

    With `opened` (stacks), of each other stack only the first item.
    """
    return listed(database, query, opened)[0]


def listed(
    database: Database, query: Query, opened: Collection[str] | None = None,
) -> tuple[list[str], int]:
    """The same ids, and how many items the query wants in all."""
    where, parameters = condition(database, query)
    order = _ORDERS[query.sort].format("DESC" if query.reverse else "ASC")
    sql = f"SELECT id, stack FROM item WHERE {where} ORDER BY {order}"
    found = database.reading().execute(sql, parameters).fetchall()
    return [row[0] for row in found] if opened is None else folded(found, opened), len(found)


def counts(database: Database) -> dict[str, dict[str, int]]:
    """How many items there are: by `state` (all of them), by `activity` id, and in `total`."""
    connection = database.reading()
    by_state = dict(connection.execute("SELECT state, count(*) FROM item WHERE deleted IS NULL GROUP BY state"))
    by_activity = dict(connection.execute(
        "SELECT coalesce(activity, ''), count(*) FROM item WHERE deleted IS NULL GROUP BY activity"))
    return {"state": by_state, "activity": by_activity, "total": {"items": sum(by_state.values())}}


def files(database: Database, item_ids: Iterable[str]) -> dict[str, FileFacts]:
    """The file that each item is sent as: the derivative of its master where there is one, else the master itself."""
    found: dict[str, FileFacts] = {}
    for item, *told in database.reading().execute(
            f"""SELECT item, {_FACTS} FROM file WHERE role IN ('master', 'derivative') AND page = 1
                AND item IN (SELECT value FROM json_each(?)) ORDER BY role DESC""", (json.dumps(list(item_ids)),)):
        one = FileFacts(*told)
        master = found.get(item)  # which came first
        found[item] = one._replace(master=master.mime, advice=master.advice, original=master.sha1) if master else one
    return found


def facts(database: Database, file_ids: Iterable[str]) -> dict[str, FileFacts]:
    """Some files, by their ids."""
    return {row["id"]: FileFacts(*row) for row in database.reading().execute(
        f"SELECT {_FACTS} FROM file WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(file_ids)),))}


def derivatives(database: Database, item: str) -> dict[tuple[str, str], FileFacts]:
    """All that is made to be sent of an item, by the id of the file that it was made of and how."""
    made = [(row[0], FileFacts(*row[1:])) for row in database.reading().execute(
        f"SELECT made_of, {_FACTS} FROM file WHERE item = ? AND role = 'derivative'", (item,))]
    return {(master, one.recipe): one for master, one in made}


def pages(database: Database, item: str) -> list[dict[str, Any]]:
    """All columns of the master files of an item, page by page."""
    return [dict(row) for row in database.reading().execute(
        "SELECT * FROM file WHERE item = ? AND role = 'master' ORDER BY page", (item,))]


def masters(database: Database, item_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """All columns of the master file of each item."""
    return {row["item"]: dict(row) for row in database.reading().execute(
        """SELECT * FROM file WHERE role = 'master' AND page = 1
           AND item IN (SELECT value FROM json_each(?))""", (json.dumps(list(item_ids)),))}


def delivered_twins(database: Database, item_ids: Iterable[str], wiki: str) -> list[tuple[str, str, str, str]]:
    """Of items, each with others that are on a wiki and that the same camera took in the same moment by its clock: the
    item, the likenesses of both (16 hex digits), and the other's title there."""
    return [tuple(row) for row in database.reading().execute(
        """SELECT mine.item, mine.likeness, theirs.likeness, json_extract(outbox.receipt, '$.title')
           FROM file AS mine JOIN file AS theirs ON theirs.clock = mine.clock AND theirs.body = mine.body
               AND theirs.item <> mine.item AND theirs.role = 'master' AND theirs.likeness <> ''
           JOIN outbox ON outbox.item = theirs.item AND outbox.wiki = ? AND outbox.state = 'done'
               AND outbox.depends_on IS NULL
           WHERE mine.role = 'master' AND mine.clock <> '' AND mine.body <> '' AND mine.likeness <> ''
               AND mine.item IN (SELECT value FROM json_each(?))""", (wiki, json.dumps(list(item_ids))))]


def set_derivatives(write: Write, made: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Give items other derivatives, or none where there are no columns; the paths of files that nothing needs now.

    Former ones that the queue was given stay, as such.
    """
    paths = keep_derivatives(write, made, ())
    for item, file in made.items():
        if file:
            add_derivative(write, item, file)
    write.touched("item", made)
    return paths


def add_derivative(write: Write, item: str, file: Mapping[str, Any]) -> None:
    """Give an item one more derivative: the file of one of its pages."""
    write.insert("file", item=item, created=now(), **file)


def keep_derivatives(write: Write, item_ids: Iterable[str], kept: Iterable[str]) -> list[str]:
    """Let items have no derivatives but those that are `kept`; the paths of files that nothing needs now.

    Others that the queue was given stay, as former ones.
    """
    ids = json.dumps(list(item_ids))
    write.execute("""UPDATE file SET role = 'former' WHERE role = 'derivative'
                     AND id NOT IN (SELECT value FROM json_each(?))
                     AND item IN (SELECT value FROM json_each(?))""", (json.dumps(list(kept)), ids))
    unneeded = """role = 'former' AND item IN (SELECT value FROM json_each(?))
                  AND id NOT IN (SELECT file FROM output)
                  AND path NOT IN (SELECT json_extract(payload, '$.file') FROM outbox
                                   WHERE json_extract(payload, '$.file') IS NOT NULL)"""
    paths = [row[0] for row in write.execute(f"SELECT path FROM file WHERE {unneeded}", (ids,))]
    write.execute(f"DELETE FROM file WHERE {unneeded}", (ids,))
    return paths


def imported(database: Database, runs: Iterable[str]) -> list[str]:
    """The items that some imports brought, by the time they were taken."""
    return [row[0] for row in database.reading().execute(
        """SELECT id FROM item WHERE deleted IS NULL AND import_run IN (SELECT value FROM json_each(?))
           ORDER BY taken, seq""", (json.dumps(list(runs)),))]


def arrived(database: Database, runs: Iterable[str]) -> int:
    """How many of the items that some imports brought have their bytes."""
    return database.reading().execute(
        """SELECT count(DISTINCT file.item) FROM file JOIN item ON item.id = file.item
           WHERE item.deleted IS NULL AND import_run IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(runs)),)).fetchone()[0]


def last_author(database: Database, bodies: Iterable[str]) -> str:
    """The author (a contributor's id, or a text) of what one of these camera bodies took last, by the time it came;
    "" where none of them is known."""
    row = database.reading().execute(
        """SELECT effective.value FROM file JOIN item ON item.id = file.item
           JOIN effective ON effective.item = item.id AND effective.field = 'author'
           WHERE item.deleted IS NULL AND file.body IN (SELECT value FROM json_each(?))
           ORDER BY item.seq DESC LIMIT 1""", (json.dumps(list(bodies)),)).fetchone()
    return row[0] if row else ""


def importers(database: Database) -> dict[str, tuple[str, str]]:
    """By import: the contributor whose pictures they are, and the one who worked here; "" where unknown."""
    return {row["id"]: (row["contributor"] or "", row["operator"] or "")
            for row in database.reading().execute("SELECT id, contributor, operator FROM import_run")}


def by_sha1(database: Database, sha1: str) -> tuple[str, str] | None:
    """The id of an item that has these bytes, and the file's path; None if no item that still exists has them."""
    row = database.reading().execute(
        """SELECT item.id, file.path FROM file JOIN item ON item.id = file.item
           WHERE file.sha1 = ? AND item.deleted IS NULL LIMIT 1""", (sha1,)).fetchone()
    return (row["id"], row["path"]) if row else None


def make_all_dirty(write: Write) -> None:
    """Have every item looked at again: something changed that any of them may inherit."""
    write.execute("INSERT OR IGNORE INTO dirty SELECT id FROM item WHERE deleted IS NULL")


def starting(database: Database) -> list[str]:
    """The items that a subject begins with."""
    return [row[0] for row in database.reading().execute(
        "SELECT id FROM item WHERE starts = 1 AND deleted IS NULL")]


def queued(database: Database, ids: Iterable[str]) -> list[str]:
    """Those of some items that have rows in the queue, or had some that were more than practice."""
    return [row[0] for row in database.reading().execute(
        """SELECT DISTINCT item FROM outbox WHERE item IN (SELECT value FROM json_each(?))
           AND NOT (wiki = ? AND state = ?)""", (json.dumps(list(ids)), PRACTICE, State.DONE))]


def sums(database: Database, ids: Iterable[str]) -> tuple[dict[str, int], int]:
    """How many of some items are in each state, and the bytes of their master files."""
    rows = database.reading().execute(
        """SELECT item.state, count(DISTINCT item.id), coalesce(sum(file.size), 0) FROM item
           LEFT JOIN file ON file.item = item.id AND file.role = 'master'
           WHERE item.id IN (SELECT value FROM json_each(?)) GROUP BY item.state""",
        (json.dumps(list(ids)),)).fetchall()
    return {row[0]: row[1] for row in rows}, sum(row[2] for row in rows)
