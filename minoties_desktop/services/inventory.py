"""Inventory lists of institutions: their rows meet items by inventory number, and fill what nobody has typed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.checks import is_language_code
from ..domain.errors import UsageFault
from ..domain.fields import BY_ID, field
from ..domain.institution import key
from ..media import spreadsheet
from ..store import institutions, values
from . import headings
from .library import Library
from .listed import NUMBER, texts_of
from .tagging import Tagging

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that was read: its headings, and its rows below them."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Met:
    """How a list met the items: matched items, cells that were filled, cells left as somebody had typed them.

    `without_item` are numbers of rows that no item has, `without_row` items of the institution that no row has (ids),
    `twice` numbers that several rows have, `wrong` cells that can't be values: number, heading, why.
    """

    items: int
    filled: int
    kept: int
    without_item: tuple[str, ...]
    without_row: tuple[str, ...]
    twice: tuple[str, ...]
    wrong: tuple[tuple[str, str, Message], ...]
    changes: Changes

    @property
    def told(self) -> list[Message]:
        """What came of it in sentences; what did not happen is not said."""
        found = [Message("inventory-met", self.items)] if self.items else [Message("inventory-met-none")]
        counts = (("inventory-filled", self.filled), ("inventory-kept", self.kept))
        return found + [Message(key, count) for key, count in counts if count]


def read(path: Path) -> Sheet:
    """The table of a CSV or XLSX file. Raises Refused for a file that is none."""
    first, *rest = spreadsheet.read(path)
    width = max(map(len, (first, *rest)))
    headings = [" ".join(text.split()) or f"#{place + 1}" for place, text in enumerate([*first, *[""] * width][:width])]
    for place, text in enumerate(headings):
        if text in headings[:place]:
            headings[place] = f"{text} #{place + 1}"
    return Sheet(path.name, tuple(headings), tuple(tuple([*row, *[""] * width][:width]) for row in rest))


def mapping(library: Library, institution: str, sheet: Sheet, language: str = "") -> dict[str, str]:
    """Which field (`field` or `field:language`) each heading stands for: as it was the last time, else by its words, in
    the person's `language` first; a mere “number” is the inventory's where nothing else is."""
    known = latest(library, institution)
    remembered = json.loads(known["columns"]) if known else {}
    found: dict[str, str] = {}
    for heading in sheet.headings:
        name, _, lang = (part.strip() for part in heading.casefold().rpartition(":"))
        offered = (remembered.get(heading, ""), f"{headings.field_of(name)}:{lang}" if is_language_code(lang) else "",
                   "creator" if heading.strip().casefold() in headings.makers() else "",  # an author is the work's
                   headings.field_of(heading), headings.in_language(heading, language))
        column = next((one for one in offered if _is_column(one)), "")
        if column and column not in found.values():
            found[heading] = column
    numbers = [heading for heading in sheet.headings if heading not in found and headings.is_number(heading)]
    if NUMBER not in found.values() and len(numbers) == 1:
        found[numbers[0]] = NUMBER
    return found


def check(columns: Mapping[str, str], sheet: Sheet) -> None:
    """Raise UsageFault for a mapping without the inventory number, of a heading or a field that there is not."""
    for heading, column in columns.items():
        name, _, lang = column.partition(":")
        wanted = field(name)
        if heading not in sheet.headings:
            raise UsageFault(Message("error-sheet-heading", heading),
                             Message("error-sheet-heading-remedy", ", ".join(sheet.headings)), code="heading")
        if wanted.by_language != bool(lang):
            raise UsageFault(Message("error-language-needed" if wanted.by_language else "error-no-language",
                                     *([wanted.label, wanted.id] if wanted.by_language else [wanted.label])),
                             code="language-needed")
    if NUMBER not in columns.values():
        raise UsageFault(Message("error-sheet-number"),
                         Message("error-sheet-number-remedy", ", ".join(sheet.headings)), code="number")


def take(library: Library, tagging: Tagging, institution: str, sheet: Sheet, columns: Mapping[str, str]) -> Met:
    """Give the institution's items what the rows with their numbers say, where nothing is said yet; remember the
    list, its columns and its rows: an item that gets its number later meets its row then. One action.

    Raises UsageFault, before anything is written, for a mapping that can't be.
    """
    check(columns, sheet)
    at = {heading: place for place, heading in enumerate(sheet.headings)}
    place = next(at[heading] for heading, column in columns.items() if column == NUMBER)
    rows, twice = _by_number(sheet.rows, place)
    ids = institutions.items(library.database, institution)
    numbers = {item: key(text) for item, text in institutions.numbers(library.database, ids).items()}
    matched = {item: rows[number] for item, number in numbers.items() if number in rows}
    wrong: dict[tuple[str, str], Message] = {}
    given, kept = _given(library, matched, {heading: column for heading, column in columns.items()
                                            if column != NUMBER}, at, place, wrong)
    with tagging.as_one(Message("action-inventory", sheet.name, len(matched))):
        changes = tagging.put(given, Message("action-inventory", sheet.name, len(matched)), chunk=CHUNK)
        made = tagging.create("inventory_list", {
            "institution": institution, "name": sheet.name, "columns": json.dumps(dict(columns), ensure_ascii=False),
            "numbers": json.dumps({row[place].strip(): {
                column: row[at[heading]].strip() for heading, column in columns.items()
                if column != NUMBER and row[at[heading]].strip()} for row in rows.values()}, ensure_ascii=False)})
    there = set(numbers.values())
    return Met(
        len(matched), sum(map(len, given.values())), kept,
        tuple(row[place] for number, row in rows.items() if number not in there),
        tuple(item for item in ids if item not in matched), tuple(twice),
        tuple((number, heading, why) for (number, heading), why in wrong.items()),
        changes | Changes.of("inventory_list", [made]))


def latest(library: Library, institution: str) -> dict[str, str] | None:
    """The list that an institution gave last, None for none."""
    found = [row for row in library.registers["inventory_list"].list() if row["institution"] == institution]
    return found[-1] if found else None


def kept(library: Library, institution: str) -> dict[str, int]:
    """The lists of an institution that count, by name, each with how many numbers it has."""
    return {name: len(json.loads(rows)) for owner, name, rows in institutions.kept_lists(library.database)
            if owner == institution}


def remove(library: Library, tagging: Tagging, institution: str, name: str) -> Changes:
    """Take a list of an institution away, with those that came before it under its name; items keep what they took
    from it. One step of undo. Raises UsageFault if there is none of that name."""
    found = [row["id"] for row in library.registers["inventory_list"].list()
             if (row["institution"], row["name"]) == (institution, name)]
    if not found:
        there = ", ".join(kept(library, institution))
        raise UsageFault(Message("error-unknown-id", Message("word-inventory_list"), name),
                         Message("error-inventory-remedy", there) if there else None, code="unknown-id")
    changes = Changes()
    with tagging.as_one(Message("action-remove-inventory_list", name)):
        for row in found:
            changes |= tagging.remove_row("inventory_list", row)
    return changes


def lacking(library: Library, institution: str, numbers: Iterable[str]) -> list[str]:
    """The numbers of the institution's lists that none of these has."""
    there = {key(number) for number in numbers}
    listed = {key(number): number for owner, _, rows in institutions.kept_lists(library.database)
              if owner == institution for number in json.loads(rows)}
    return [number for one, number in listed.items() if one not in there]


def _by_number(rows: Sequence[Sequence[str]], place: int) -> tuple[dict[str, Sequence[str]], list[str]]:
    found: dict[str, Sequence[str]] = {}
    twice = []
    for row in rows:
        number = key(row[place])
        if number and number in found:
            twice.append(row[place])
        elif number:
            found[number] = row
    return found, twice


def _given(
    library: Library, matched: Mapping[str, Sequence[str]], columns: Mapping[str, str], at: Mapping[str, int],
    place: int, wrong: dict[tuple[str, str], Message],
) -> tuple[dict[str, dict[tuple[str, str], list[str]]], int]:
    given: dict[str, dict[tuple[str, str], list[str]]] = {}
    own, kept = values.own(library.database, matched), 0
    for item, row in matched.items():
        mine = {(value.field, value.lang) for value in own.get(item, ()) if not value.absent}
        for heading, column in columns.items():
            name, _, lang = column.partition(":")
            if not (text := row[at[heading]].strip()):
                continue
            if (name, lang) in mine:
                kept += 1
                continue
            try:
                texts = texts_of(library.database, name, text, lang)
            except UsageFault as fault:
                wrong[row[place], heading] = fault.message
            else:
                given.setdefault(item, {})[name, lang] = texts
    return given, kept


def _is_column(column: str) -> bool:
    name, _, lang = column.partition(":")
    return name in BY_ID and BY_ID[name].by_language == bool(lang)
