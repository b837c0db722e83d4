"""Institutions with their collections, and what they allowed; which items are theirs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from ..domain.agreement import Agreement, Scope
from ..domain.institution import Collection, Institution
from .database import Database, Write

THEIRS = """deleted IS NULL AND (activity IN (SELECT part.id FROM activity AS part LEFT JOIN activity AS whole
        ON whole.id = part.parent WHERE coalesce(nullif(part.institution, ''), whole.institution) = :house)
    OR id IN (SELECT item FROM effective WHERE field = 'institution' AND value = :house))"""
"""The condition of the items that are an institution's (`house`), by their activity, by the residency that it
is a part of, or by themselves."""


class Occasion(NamedTuple):
    """What an activity is: its kind, its institution and its agreement, "" for none."""

    kind: str
    institution: str
    agreement: str


def houses(database: Database) -> dict[str, Institution]:
    """All institutions by id, those that were removed too: their items still name them."""
    found: dict[str, list[Collection]] = {}
    for row in database.reading().execute(
            "SELECT institution, id, name, pattern FROM collection WHERE deleted IS NULL ORDER BY name, id"):
        found.setdefault(row[0], []).append(Collection(*row[1:]))
    return {row["id"]: Institution(
        row["id"], row["name"], json.loads(row["names"]), row["item"], row["category"], row["template"],
        row["credit"], tuple(found.get(row["id"], ())))
        for row in database.reading().execute("SELECT * FROM institution")}


def agreements(database: Database) -> dict[str, Agreement]:
    """All agreements by id, the earliest first."""
    scopes: dict[str, list[Scope]] = {}
    for row in database.reading().execute(
            """SELECT agreement, collection, rooms, objects, scans, conditions FROM agreement_scope
               WHERE deleted IS NULL ORDER BY created, id"""):
        scopes.setdefault(row[0], []).append(Scope(*row[1:]))
    return {row["id"]: Agreement(
        row["id"], row["title"], row["status"], row["since"], row["until"],
        tuple(row["licences"].replace(",", " ").split()), row["institution"],
        tuple(row["kind"].replace(",", " ").split()), tuple(scopes.get(row["id"], ())), row["vrt_status"])
        for row in database.reading().execute("SELECT * FROM agreement WHERE deleted IS NULL ORDER BY created, id")}


def dated(database: Database) -> list[Agreement]:
    """The agreements that begin or end on some day."""
    return [one for one in agreements(database).values() if one.since or one.until]


def occasions(database: Database) -> dict[str, Occasion]:
    """What each activity is, by id; a part of a residency has its institution and agreement unless it has its own."""
    rows = {row["id"]: row for row in database.reading().execute(
        "SELECT id, kind, institution, agreement, parent FROM activity")}

    def whole(row: Any, column: str) -> str:
        parent = rows.get(row["parent"])
        return row[column] or (parent[column] if parent else "") or ""

    return {one: Occasion(row["kind"], whole(row, "institution"), whole(row, "agreement")) for one, row in rows.items()}


def items(database: Database, institution: str) -> list[str]:
    """The items that are an institution's, by their activity or by themselves, in the order in which they came."""
    return [row[0] for row in database.reading().execute(
        f"SELECT id FROM item WHERE {THEIRS} ORDER BY seq", {"house": institution})]


def kept_lists(database: Database) -> list[tuple[str, str, str]]:
    """Institution, name and rows (JSON) of each inventory list that was kept, oldest first; of those that an
    institution gave under one name only the last."""
    rows = [tuple(row) for row in database.reading().execute(
        "SELECT institution, name, numbers FROM inventory_list WHERE deleted IS NULL ORDER BY created, id")]
    last = {row[:2]: place for place, row in enumerate(rows)}
    return [row for place, row in enumerate(rows) if last[row[:2]] == place]


def make_dirty(write: Write, institutions: Iterable[str]) -> None:
    """Have all items of institutions looked at again."""
    for house in institutions:
        write.execute(f"INSERT OR IGNORE INTO dirty SELECT id FROM item WHERE {THEIRS}", {"house": house})
        # Parts of a residency are at its institution.
        write.execute("""INSERT OR IGNORE INTO dirty SELECT item.id FROM item
            JOIN activity ON activity.id = item.activity JOIN activity AS whole ON whole.id = activity.parent
            WHERE whole.institution = ? AND item.deleted IS NULL""", (house,))


def numbers(database: Database, items: Iterable[str]) -> dict[str, str]:
    """The inventory numbers of items, by item; those without any are left out."""
    return dict(database.reading().execute(
        """SELECT item, value FROM effective WHERE field = 'inventory_number' AND value != ''
           AND item IN (SELECT value FROM json_each(?))""", (json.dumps(list(items)),)).fetchall())
