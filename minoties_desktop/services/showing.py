"""One thing with all that is known of it, found by an id or its beginning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..config.messages import Message
from ..domain.fields import BY_ID, Kind
from ..domain.licences import licences
from ..domain.notices import notices
from ..domain.people import Contributor
from ..store import activities, items, outbox, values
from ..store.registers import contributors, resolve
from .describing import describe
from .library import Library

_NAMES = {
    "contributor": ("name", "user_name"), "institution": ("name",), "community": ("name",), "activity": ("title",),
    "agreement": ("title",), "item": (), "preset": ("name",), "saved_search": ("name",), "code_list": ("name",),
    "collection": ("name",), "contact": ("name",), "letter": ("name",),
    "scan_profile": ("name",), "glossary": ("name",), "spelling": ("name",), "tiles": ("name",),
}
_REFERENCES = ("institution", "agreement")
"""Columns that hold the id of another register's row."""


def find(library: Library, table: str, text: str) -> str:
    """The id that a text means: an id, a unique beginning of one, or an exact name. Raises UsageFault otherwise."""
    return resolve(library.database, table, text, names=_NAMES[table])


def find_items(library: Library, texts: Iterable[str]) -> list[str]:
    """The ids of items, each once, in the order given. Raises UsageFault for one that there is not."""
    return list(dict.fromkeys(find(library, "item", text) for text in texts))


def whole_item(library: Library, item: str) -> dict[str, Any]:
    """An item: its row, its values with origin and source, its problems, its deliveries with their receipts."""
    database = library.database
    [row] = items.rows(database, [item])
    people = contributors(database)
    institutions = {one["id"]: one["name"] for one in library.registers["institution"].list()}
    described = describe(database, [item])[item]
    found = []
    for field, given in described.values.items():
        for value in given:
            label = institutions.get(value.text) or _label(field, value.text, people)
            found.append({"field": field, "lang": value.lang, "value": value.text, "origin": value.origin,
                          "source": value.source, "label": label})
    return {
        **row, "values": found, "problems": values.problems(database, [item]).get(item, []),
        "deliveries": [
            {"id": one.id, "target": one.target, "wiki": one.wiki, "account": one.account, "state": str(one.state),
             "message": one.message, "remedy": one.remedy, "question": one.question, "receipt": one.receipt,
             "title": one.payload.get("title", ""), "next_try": one.next_try or None}
            for one in outbox.of_items(database, [item])],
    }


def whole_row(library: Library, table: str, row_id: str) -> dict[str, Any]:
    """A row of a register, with the names of those that it points to; of an activity with its defaults."""
    row = library.registers[table].get(row_id)
    if table == "activity":
        row["defaults"] = [{"field": value.field, "lang": value.lang, "value": value.text}
                           for value in activities.defaults(library.database, row_id)]
    for column in _REFERENCES:
        if row.get(column):
            row[f"{column}_name"] = library.registers[column].get(row[column])[_NAMES[column][0]]
    return row


def _label(field: str, text: str, people: Mapping[str, Contributor]) -> str | Message:
    """What a value that is an id is called."""
    match BY_ID[field].kind:
        case Kind.CONTRIBUTOR if text in people:
            return people[text].name
        case Kind.LICENCE if text in licences():
            return licences()[text].label
        case Kind.NOTICE if text in notices():
            return notices()[text].name
        case Kind.CHOICE:
            return Message(f"{field}-{text}")
        case Kind.SOURCE if text == "own":
            return Message("source-own")
    return ""
