"""The pages of items that have several, as they are bound into what is sent."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import NamedTuple

from .database import Database


class Leaf(NamedTuple):
    """A page that is published: its file's id, path, MIME type, sums and EXIF orientation, what it is called and what
    it is in its volume, its dots an inch (0 if nobody knows), and its shape as it is stored."""

    id: str
    path: str
    mime: str
    sha1: str
    sha256: str
    orientation: int
    label: str
    leaf: str
    dpi: int
    shape: str


def leaves(database: Database, items: Iterable[str], without: Collection[str] = ()) -> dict[str, list[Leaf]]:
    """The scanned pages of items in their order, but for those that are `without` in their volume; items that were
    not scanned are not in it."""
    found: dict[str, list[Leaf]] = {}
    for row in database.reading().execute(
            """SELECT file.item, file.id, file.path, file.mime, file.sha1, file.sha256, file.orientation,
                      scan_page.label, scan_page.leaf, coalesce(nullif(scan_page.dpi, 0), scan_page.told) AS dpi,
                      scan_page.shape
               FROM scan_page JOIN file ON file.id = scan_page.id
               WHERE file.role = 'master' AND file.item IN (SELECT value FROM json_each(?)) ORDER BY file.page""",
            (json.dumps(list(items)),)):
        pages = found.setdefault(row["item"], [])
        if row["leaf"] not in without:
            pages.append(Leaf(*tuple(row)[1:]))
    return found


def counted(database: Database, items: Iterable[str], without: Collection[str] = ()) -> dict[str, int]:
    """How many scanned pages items have, but for those that are `without` in their volume."""
    return dict(database.reading().execute(
        """SELECT file.item, count(*) FROM scan_page JOIN file ON file.id = scan_page.id
           WHERE file.role = 'master' AND file.item IN (SELECT value FROM json_each(?))
                 AND scan_page.leaf NOT IN (SELECT value FROM json_each(?)) GROUP BY file.item""",
        (json.dumps(list(items)), json.dumps(list(without)))).fetchall())
