"""What an institution's inventory lists say of items that bear one of their numbers; it fills what nobody has typed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..config.messages import Message
from ..domain import variables
from ..domain.errors import UsageFault
from ..domain.fields import BY_ID
from ..domain.inheritance import OwnValue
from ..domain.institution import key
from ..domain.states import ItemState
from ..store import institutions, items, values
from ..store.database import Database, Write
from ..store.journal import Entry
from . import filling
from .accepting import several
from .describing import describe
from .valuing import replaced, stored
from .wording import worded

NUMBER = "inventory_number"
MEETING = frozenset({NUMBER, "institution"})
"""The fields by which an item meets a row."""
_MANY = "|"
_OPEN = (ItemState.TO_FINISH, ItemState.READY)
Cells = Mapping[str, str]
"""What a row says, by column (`field` or `field:language`)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list that was kept: the list's name, the number as it is written there, and what the row says."""

    listed: str
    number: str
    cells: Cells


def meet(database: Database, write: Write, ids: Iterable[str]) -> tuple[list[Entry], Message | None]:
    """Give items that bear a number of their institution's lists what its row says, where nothing is said yet, inside
    the transaction that numbered them; for the journal, and what the action is called then (None: nobody met a row).
    """
    rows = _kept(database)
    if not rows:
        return [], None
    found = {item: row for item, (house, number) in _borne(database, ids).items()
             if (row := rows.get(house, {}).get(key(number)))}
    before = values.own(database, found)
    by_field: dict[str, dict[str, list[OwnValue]]] = {}
    for item, row in found.items():
        for (name, lang), texts in _fresh(database, item, row.cells, before.get(item, ())).items():
            own = by_field.setdefault(name, {}).setdefault(
                item, [value for value in before.get(item, ()) if value.field == name])
            by_field[name][item] = replaced(BY_ID[name], lang, own, texts)
    entries = [entry for name, given in by_field.items() for entry in stored(write, BY_ID[name], before, given)]
    if not entries:
        return [], None
    row = found[entries[0].row]
    return entries, Message("action-inventory-row", row.number, row.listed, len({entry.row for entry in entries}))


def texts_of(database: Database, name: str, text: str, lang: str) -> list[str]:
    """What a cell says, as texts of a field in which no brace stands for a variable. Raises UsageFault where it can be
    no value."""
    wanted = BY_ID[name]
    parts = [part.strip() for part in text.split(_MANY) if part.strip()] if wanted.many else [text]
    several(database, wanted, parts, lang)
    if wanted.kind not in filling.TAKING:
        return parts
    return [part if variables.is_plain(part) else part.replace("\\{", "{").replace("{", "\\{") for part in parts]


def _kept(database: Database) -> dict[str, dict[str, Row]]:
    """The rows of all lists that were kept, by institution and number; what a later list says of a number counts."""
    found: dict[str, dict[str, Row]] = {}
    for house, name, numbers in institutions.kept_lists(database):
        rows = json.loads(numbers)
        if isinstance(rows, dict):  # lists that were kept before by their numbers alone say nothing of them
            found.setdefault(house, {}).update(
                {key(number): Row(name, number, cells) for number, cells in rows.items()})
    return found


def _borne(database: Database, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The institution and the number of each item that has both and is not on its way yet, by item."""
    under = {item: activity for item, (activity, state) in items.columns(database, ids, "activity", "state").items()
             if state in _OPEN}
    occasions, found = institutions.occasions(database), {}
    for item, one in describe(database, under).items():
        numbers, houses = one.all(NUMBER), one.all("institution")
        occasion = occasions.get(under[item] or "")
        house = houses[0].text if houses else occasion.institution if occasion else ""
        if house and numbers:
            found[item] = (house, numbers[0].text)
    return found


def _fresh(
    database: Database, item: str, cells: Cells, own: Sequence[OwnValue],
) -> dict[tuple[str, str], list[str]]:
    mine = {(value.field, value.lang) for value in own if not value.absent}
    found = {}
    for column, text in cells.items():
        name, _, lang = column.partition(":")
        if (name, lang) not in mine:
            try:
                texts = texts_of(database, name, text, lang)
                found[name, lang] = worded(database, [item], BY_ID[name], texts, lang)[item]
            except UsageFault:
                continue  # as where a list meets many: such a cell fills nothing, and the field goes on asking
    return found
