"""Scan sessions, the pages of items, and profiles of scanners."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .database import Database, Write, now

ASIDE = "aside"
"""The role of a page's file that was retaken or removed; its bytes stay."""
PAGE_COLUMNS = ("label", "leaf", "jump", "retaken", "shape")
"""Columns of a page that a person changes."""
SESSION_COLUMNS = ("item", "inventory", "profile", "setup", "label", "first", "ended", "target")

_PAGES = """SELECT file.id, file.item, CASE file.role WHEN 'master' THEN file.page ELSE 0 END AS number,
       file.path, file.mime, file.size, file.sha1, file.sha256, file.width, file.height, file.bits, file.advice,
       scan_page.label, scan_page.leaf, scan_page.jump, scan_page.retaken, scan_page.shape, scan_page.dpi,
       scan_page.told, scan_page.colour, scan_page.area, scan_page.session, scan_page.device,
       scan_page.created AS scanned
    FROM scan_page JOIN file ON file.id = scan_page.id"""


def add_session(write: Write, session: str, values: Mapping[str, Any]) -> None:
    """Remember that a session began."""
    write.insert("scan_session", id=session, created=now(), **values)
    write.touched("scan_session", [session])


def set_session(write: Write, session: str, values: Mapping[str, Any]) -> None:
    """Change columns of a session."""
    for column, value in values.items():
        if column not in SESSION_COLUMNS:
            raise ValueError(column)
        write.execute(f"UPDATE scan_session SET {column} = ? WHERE id = ?", (value, session))
    write.touched("scan_session", [session])


def session(database: Database, session_id: str) -> dict[str, Any] | None:
    """One session's row."""
    row = database.reading().execute("SELECT * FROM scan_session WHERE id = ?", (session_id,)).fetchone()
    return dict(row) if row else None


def sessions(database: Database) -> list[dict[str, Any]]:
    """All sessions, newest first."""
    return [dict(row) for row in database.reading().execute(
        "SELECT * FROM scan_session WHERE deleted IS NULL ORDER BY created DESC, id")]


def scanned(database: Database, ids: Iterable[str]) -> list[str]:
    """Those of some items that were scanned: at the desk, or under an activity that is a scan session."""
    return [row[0] for row in database.reading().execute(
        """SELECT item.id FROM item LEFT JOIN activity ON activity.id = item.activity
           WHERE item.id IN (SELECT value FROM json_each(?))
               AND (activity.kind = 'scan_session' OR item.import_run IN (SELECT id FROM scan_session))
           ORDER BY item.taken, item.seq""", (json.dumps(list(ids)),))]


def add_page(write: Write, item: str, file: Mapping[str, Any], page: Mapping[str, Any]) -> None:
    """Insert a page that lies aside: the columns of its file and of its scan, of one `id`."""
    created = now()
    write.insert("file", item=item, role=ASIDE, page=0, created=created, **file)
    write.insert("scan_page", id=file["id"], created=created, **page)
    write.touched("scan_page", [file["id"]])


def place(write: Write, page: str, number: int) -> str:
    """Put a page at a place of its item, those after it moving on, or aside with 0; returns the item."""
    row = write.execute("SELECT item FROM file WHERE id = ?", (page,)).fetchone()
    item = row["item"]
    before = _live(write, item)
    after = [one for one in before if one != page]
    if number:
        after.insert(min(number, len(after) + 1) - 1, page)
    old = {one: place for place, one in enumerate(before, 1)}
    moved = [(place, one) for place, one in enumerate(after, 1) if old.get(one) != place]
    write.executemany("UPDATE file SET role = 'master', page = ? WHERE id = ?", moved)
    if not number:
        write.execute("UPDATE file SET role = ?, page = 0 WHERE id = ?", (ASIDE, page))
    write.execute("INSERT OR IGNORE INTO dirty VALUES (?)", (item,))
    write.touched("scan_page", {page, *(one for _, one in moved)})
    write.touched("item", [item])
    return item


def number_of(write: Write, page: str) -> int:
    """The place of a page in its item, 0 for aside, as this transaction has it."""
    return write.execute("SELECT page FROM file WHERE id = ?", (page,)).fetchone()[0]


def set_page(write: Write, page: str, column: str, value: Any) -> None:
    """Change one of PAGE_COLUMNS of a page."""
    if column not in PAGE_COLUMNS:
        raise ValueError(column)
    write.execute(f"UPDATE scan_page SET {column} = ? WHERE id = ?", (value, page))
    write.touched("scan_page", [page])


def pages(database: Database, item: str) -> list[dict[str, Any]]:
    """The pages of an item in order, each with its file's columns; not those that lie aside."""
    return [dict(row) for row in database.reading().execute(
        f"{_PAGES} WHERE file.item = ? AND file.role = 'master' ORDER BY file.page", (item,))]


def some_pages(database: Database, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Some pages by id, those that lie aside too."""
    return [dict(row) for row in database.reading().execute(
        f"{_PAGES} WHERE file.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))]


def aside(database: Database, item: str) -> list[dict[str, Any]]:
    """The pages of an item that were retaken or removed, newest first."""
    return [dict(row) for row in database.reading().execute(
        f"{_PAGES} WHERE file.item = ? AND file.role = ? ORDER BY scan_page.created DESC", (item, ASIDE))]


def counted(database: Database, session_id: str) -> tuple[int, int, int]:
    """Of a session: its items, its pages, and how many of them were scanned again."""
    row = database.reading().execute(
        """SELECT count(DISTINCT CASE WHEN file.role = 'master' THEN file.item END),
                  coalesce(sum(file.role = 'master'), 0),
                  coalesce(sum(CASE WHEN file.role = 'master' THEN scan_page.retaken ELSE 0 END), 0)
           FROM scan_page JOIN file ON file.id = scan_page.id JOIN item ON item.id = file.item
           WHERE scan_page.session = ? AND item.deleted IS NULL""", (session_id,)).fetchone()
    return row[0], row[1], row[2]


def since(database: Database, session_id: str, moment: str) -> tuple[str, int]:
    """When the first page of a session after a moment was scanned ("" for none), and how many were."""
    row = database.reading().execute(
        "SELECT coalesce(min(created), ''), count(*) FROM scan_page WHERE session = ? AND created > ?",
        (session_id, moment)).fetchone()
    return row[0], row[1]


def items_of(database: Database, session_id: str) -> list[str]:
    """The items that a session made, in order."""
    return [row[0] for row in database.reading().execute(
        "SELECT id FROM item WHERE import_run = ? AND deleted IS NULL ORDER BY seq", (session_id,))]


def numbered(database: Database, activity: str | None, inventory: str) -> str | None:
    """The newest item of an activity that bears an inventory number of its own."""
    row = database.reading().execute(
        """SELECT item.id FROM item JOIN field_value ON field_value.item = item.id
           WHERE field_value.field = 'inventory_number' AND field_value.value = ? AND item.deleted IS NULL
               AND item.activity IS ? ORDER BY item.seq DESC LIMIT 1""", (inventory, activity)).fetchone()
    return row[0] if row else None


def is_there(database: Database, item: str) -> bool:
    """Whether an item exists that was not removed."""
    return database.reading().execute(
        "SELECT 1 FROM item WHERE id = ? AND deleted IS NULL", (item,)).fetchone() is not None


def is_known(database: Database, page: str) -> bool:
    """Whether a page is kept already."""
    return database.reading().execute("SELECT 1 FROM file WHERE id = ?", (page,)).fetchone() is not None


def live(database: Database, item: str) -> Sequence[str]:
    """The ids of an item's pages in order."""
    return [row[0] for row in database.reading().execute(
        "SELECT id FROM file WHERE item = ? AND role = 'master' ORDER BY page", (item,))]


def _live(write: Write, item: str) -> list[str]:
    return [row[0] for row in write.execute(
        "SELECT id FROM file WHERE item = ? AND role = 'master' ORDER BY page", (item,))]
