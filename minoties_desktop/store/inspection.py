"""One item looked at closely: its files, what lies on its stack, what was done to its values."""

from __future__ import annotations

import json
from typing import Any

from ..domain.stacks import APART
from .database import Database


def value_entries(database: Database, item: str) -> dict[str, list[tuple[str, list[Any], list[Any]]]]:
    """By action what it made of an item's own values: field, values before, values after."""
    found: dict[str, list[tuple[str, list[Any], list[Any]]]] = {}
    for row in database.reading().execute(
            """SELECT action, field, before, after FROM journal
               WHERE row = ? AND table_name = 'field_value' ORDER BY seq""", (item,)):
        found.setdefault(row["action"], []).append(
            (row["field"], json.loads(row["before"] or "[]"), json.loads(row["after"] or "[]")))
    return found


def item_files(database: Database, item: str) -> list[dict[str, Any]]:
    """Every file of an item in the order of its pages, what came first, then what was made of it: role (master,
    companion, derivative, former, aside), page, name, mime, size, width, height, pages, sha256, and
    the label of a scanned page ("" for others)."""
    return [dict(row) for row in database.reading().execute(
        """SELECT role, page, name, mime, size, width, height, pages, sha256, coalesce(
               (SELECT label FROM scan_page WHERE scan_page.id = file.id), '') AS label FROM file WHERE item = ?
           ORDER BY role = 'aside', page, role = 'former', role = 'derivative', role = 'companion', created""",
        (item,))]


def stacked_with(database: Database, item: str) -> list[tuple[str, str]]:
    """The items (id, name) on an item's stack, itself among them, in the order of time; nothing where it is alone."""
    found = [tuple(row) for row in database.reading().execute(
        """SELECT other.id, coalesce(nullif(other.title, ''), file.name, '') FROM item
           JOIN item AS other ON other.stack = item.stack AND other.deleted IS NULL
           LEFT JOIN file ON file.item = other.id AND file.role = 'master' AND file.page = 1
           WHERE item.id = ? AND item.stack NOT IN ('', ?) ORDER BY other.taken, other.seq""", (item, APART))]
    return found if len(found) > 1 else []
