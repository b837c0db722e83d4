"""Items as a table: what its cells hold, and writing many of them as one action, checked before anything changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from ..config.messages import Message
from ..domain import table, variables
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.fields import Kind
from ..domain.item import Value
from ..domain.problems import Problem
from ..domain.table import Column
from ..store import activities, values
from ..store.database import Database
from . import drafts
from .accepting import several
from .filling import TAKING
from .following import FROM
from .library import Library
from .lists import Lists
from .tagging import Tagging
from .wording import said, worded

FOLLOWS = "caption"
"""The origin of a description that is the caption as long as there is none."""
CHUNK = 500
"""Items that one transaction writes, so that others get at the library between."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What counts in one cell: its values, where they come from ("" for none), and the worst problem that is its own.

    `wanted`: it should have a value. `draft` is what was typed and could not be kept, None if there is none.
    """

    texts: tuple[str, ...] = ()
    origin: str = ""
    problem: Problem | None = None
    wanted: bool = False
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One item: its state, its picture and the cells of some columns, by key; `stacked`: how many lie on its stack,
    where that is closed, else 0."""

    id: str
    state: str
    name: str
    extension: str
    picture: Path | None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    stacked: int = 0


@dataclass(frozen=True, slots=True)
class Edit:
    """A text for one cell; `row` is the number under which a person knows its item."""

    item: str
    column: Column
    text: str
    row: int = 0


@dataclass(slots=True)
class Typed:
    """A text with variables that was typed into a cell of a column. By item to which it was given so far: what `came`
    of it there, and what those variables `said` before that it gave another sense to."""

    text: str
    came: dict[str, str] = field(default_factory=dict)
    said: dict[str, Mapping[str, str]] = field(default_factory=dict)


def rows(library: Library, lists: Lists, ids: Sequence[str], columns: Sequence[Column],
         opened: Collection[str] = ()) -> list[Row]:
    """The rows of some items, as they were at the last look; one stands for all of a stack that is not `opened`."""
    database, under = library.database, lists.under(ids, opened)
    counted, wrong = values.effective(database, ids), values.problems(database, ids)
    typed = {(draft.items[0], draft.field, draft.lang): text for draft, text in drafts.waiting(library).items()
             if not draft.is_next and set(draft.items[1:]) <= set(under.get(draft.items[0], ()))}
    found = []
    for row in lists.rows(ids):
        item, spoken = row["id"], row["wanted"]
        first = spoken[0] if spoken else next((column.lang for column in columns if column.lang), "")
        cells = {column.key: _cell(column, counted.get(item, {}), wrong.get(item, ()), spoken, first,
                                   typed.get((item, column.field.id, column.lang))) for column in columns}
        found.append(Row(item, row["state"], row["name"] or "", (row["name"] or "").rpartition(".")[2].lower() or "jpg",
                         lists.pictures(row)[0], cells, len(under[item]) + 1 if item in under else 0))
    return found


def _cell(column: Column, counted: Mapping[str, tuple[Value, ...]], wrong: Iterable[Problem], spoken: Sequence[str],
          first: str, draft: str | None) -> Cell:
    name, lang = column.field.id, column.lang
    there = [value for value in counted.get(name, ()) if value.lang == lang]
    problem = next((one for one in wrong if one.field == name and one.concerns(lang, first=lang == first)), None)
    if not there and name == "description":
        followed = tuple(value.text for value in counted.get("caption", ()) if value.lang == lang)
        return Cell(followed, FOLLOWS if followed else "", problem, draft=draft)
    inherited = [value for value in there if value.origin != "own"]
    origin = inherited[0].origin if there and len(inherited) == len(there) else "own" if there else ""
    return Cell(tuple(value.text for value in there), origin, problem,
                column.expected and (not lang or lang in spoken), draft)


def languages(library: Library, ids: Sequence[str], fallback: str) -> list[str]:
    """The languages of items: those of their activities first, then those they have values in; else `fallback`."""
    database = library.database
    spoken = activities.languages(database)
    asked = [lang for activity in activities.of_items(database, ids) for lang in spoken.get(activity, ())]
    return list(dict.fromkeys([*asked, *values.languages(database, ids)])) or [fallback]


def texts(library: Library, ids: Sequence[str], column: Column) -> dict[str, str]:
    """What counts in one column, by item; items without a value are left out."""
    found = values.effective(library.database, ids)
    by_item = {item: [value.text for value in fields.get(column.field.id, ()) if value.lang == column.lang]
               for item, fields in found.items()}
    return {item: table.joined(column.field.id, given) for item, given in by_item.items() if given}


def put(tagging: Tagging, library: Library, edits: Sequence[Edit], label: str) -> Changes:
    """Write cells as one action, called `label` with the number of cells; what is in a cell already is left alone,
    so that what is inherited stays so. An empty text forgets the item's own values.

    Raises UsageFault, naming the row and the column, before anything is written if one of them can't be.
    """
    wanted = _changed(library, edits)
    _check(library, wanted)
    by_item: dict[str, dict[tuple[str, str], list[str]]] = {}
    for edit in wanted:
        by_item.setdefault(edit.item, {})[edit.column.field.id, edit.column.lang] = _texts(edit)
    return tagging.put(by_item, Message(label, len(wanted)), chunk=CHUNK)


def _changed(library: Library, edits: Sequence[Edit]) -> list[Edit]:
    found: list[Edit] = []
    # A cell that is given twice has the last text.
    last = {(edit.item, edit.column.key): edit for edit in edits}
    edits = list(last.values())
    for start in range(0, len(edits), CHUNK):
        part = edits[start:start + CHUNK]
        counted = values.effective(library.database, {edit.item for edit in part})
        for edit in part:
            there = [value.text for value in counted.get(edit.item, {}).get(edit.column.field.id, ())
                     if value.lang == edit.column.lang]
            if _texts(edit) != there:
                found.append(edit)
    return found


def standing(library: Library, items: Sequence[str], column: Column, text: str) -> str | None:
    """How a text that was typed into the cell of the first of some items has to be written to mean what was typed:
    words that were given back as they stand there hold no variables. None where it stands in the cells of all."""
    found = texts(library, items, column)
    if found.get(items[0], "") != text:
        return text
    if all(found.get(item, "") == text for item in items):
        return None
    return table.joined(column.field.id, [_typed(column, one) for one in table.parted(column.field.id, text)])


def _texts(edit: Edit) -> list[str]:
    return table.parted(edit.column.field.id, edit.text)


def _check(library: Library, edits: Sequence[Edit]) -> None:
    known: set[tuple[str, str]] = set()
    for edit in edits:
        key = (edit.column.key, edit.text)
        if key in known:
            continue
        try:
            several(library.database, edit.column.field, _texts(edit), edit.column.lang)
        except UsageFault as fault:
            cell = Message("error-table-cell", edit.row, edit.column.field.label, fault.message)
            raise UsageFault(cell, fault.remedy, code=fault.code) from fault
        known.add(key)


def spread(edits: Iterable[Edit], under: Mapping[str, Sequence[str]]) -> list[Edit]:
    """Edits of rows, also for those that lie under their items on closed stacks."""
    return [replace(edit, item=one) for edit in edits for one in (edit.item, *under.get(edit.item, ()))]


def replacements(
    library: Library, ids: Sequence[str], columns: Sequence[Column], words: str, by: str, *, exact_case: bool = False,
    first: int = 1, under: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[Edit]:
    """The cells of these items and columns that hold some words, each with its text after they are replaced; also of
    those that lie `under` items on closed stacks, each in its own words.

    `first` is the number of the first item.

    Only items' own values: what is inherited is changed where it comes from. Columns of choices have no words.
    """
    if not words:
        return []
    found = []
    wanted = [column for column in columns if column.is_text]
    for start in range(0, len(ids), CHUNK):
        part = [(one, number) for number, item in enumerate(ids[start:start + CHUNK], start + first)
                for one in (item, *under.get(item, ()))]
        counted = values.effective(library.database, [item for item, _ in part])
        for item, number in part:
            for column in wanted:
                there = [value for value in counted.get(item, {}).get(column.field.id, ())
                         if value.lang == column.lang]
                if not any(value.origin == "own" for value in there):
                    continue
                before = table.joined(column.field.id, [_typed(column, value.text) for value in there])
                after = table.joined(column.field.id, [
                    _typed(column, value.text) if value.origin != "own" else
                    _replaced(column, value.text, words, by, exact_case=exact_case) for value in there])
                if after != before:
                    found.append(Edit(item, column, after, number))
    return found


def _typed(column: Column, text: str) -> str:
    """How a text has to be typed into a column to be just that there."""
    return variables.literal(text) if column.field.kind in TAKING else text


def _replaced(column: Column, text: str, words: str, by: str, *, exact_case: bool) -> str:
    typed = _typed(column, text)
    return table.replaced(typed, words if typed == text else words.replace("{", "\\{"), by, exact_case=exact_case)


def coming(database: Database, items: Sequence[str], column: Column, text: str) -> str | None:
    """What a typed text with variables will be in the cell of the first of some items; None for a text without them,
    for one that can't be, and where the item does not say what is asked for."""
    if variables.is_plain(text):
        return None
    try:
        found = worded(database, items, column.field, table.parted(column.field.id, text), column.lang)
    except UsageFault:
        return None  # nothing will come of it, and writing it says why
    return table.joined(column.field.id, found[items[0]]) if items[0] in found else None


def begun(library: Library, items: Sequence[str], column: Column, text: str, write: Callable[[], Changes],
          ) -> tuple[Typed, Changes]:
    """Have a text written into a column of items, of which the first is the one that is seen, and remember what is
    needed to give it to others."""
    if coming(library.database, items, column, text) is None:
        return Typed(text), write()
    said = _standing(library.database, items, column, text)
    changes = write()
    return Typed(text, texts(library, items, column), said), changes


def _standing(database: Database, ids: Sequence[str], column: Column, text: str) -> dict[str, Mapping[str, str]]:
    """By item, what those variables of a text stand for that are made of the column itself."""
    names = {name for name in variables.names(text) if column.field.id in FROM.get(name, {name})}
    every = said(database, ids, [text], column.lang) if names else {}
    return {item: {name: one.get(name, "") for name in names} for item, one in every.items()}


def filled(library: Library, source: str, ids: Sequence[str], columns: Sequence[Column], first: int,
           typed: Mapping[Column, Typed] = MappingProxyType({}),
           under: Mapping[str, Sequence[str]] = MappingProxyType({})) -> list[Edit]:
    """Cells of items that repeat what a `source` has, in each of the columns; `first` is the number of the first.

    A text with variables that was `typed` into the source, and of which came what stands there now, is filled in anew
    for each item, also for those `under` them on closed stacks. Where it names its own column, that is the words from
    before it was given to an item: filling twice gives the same, and the source is counted with the others.
    """
    rows = [source, *(item for item in ids if item != source)]
    there = {column: texts(library, [source], column).get(source, "") for column in columns}
    anew = {column: _anew(library, [one for item in rows for one in (item, *under.get(item, ()))], column, one)
            for column, one in typed.items() if column in there and one.came.get(source) == there[column]}
    # The source is counted with the others where that leaves it as it is.
    leading = {column for column, given in anew.items() if column.field.kind is not Kind.TITLE
               and coming(library.database, [source], column, given[source]) == there[column]}
    wanted = [(source, column, first - 1) for column in leading if source not in ids] + [
        (item, column, first + number) for number, item in enumerate(ids) for column in columns
        if item != source or column not in anew or column in leading]
    return [Edit(one, column, anew[column][one] if column in anew else _typed(column, there[column]), row)
            for item, column, row in wanted for one in (item, *(under.get(item, ()) if column in anew else ()))]


def _anew(library: Library, ids: Sequence[str], column: Column, typed: Typed) -> dict[str, str]:
    """By item the text that was typed, with what its own column says there, or said before it was given to the item."""
    said, now = _standing(library.database, ids, column, typed.text), texts(library, ids, column)
    again = {item for item in ids if item in typed.came and typed.came[item] == now.get(item)}
    typed.said |= {item: one for item, one in said.items() if item not in again}
    # What says nothing stays a variable, so that the item is left as it is where there is no other.
    return {item: variables.partly(typed.text, {name: one for name, one in typed.said.get(item, {}).items()
                                                if one or item in again}) for item in ids}


def laid(
    block: Sequence[Sequence[str]], ids: Sequence[str], columns: Sequence[Column], first: int,
    meant: Callable[[Column, str], str],
) -> list[Edit]:
    """Cells for a block of texts that begins at the first item and column; what does not fit is left out.

    `meant` gives the value that a text of a column means.
    """
    return [Edit(item, column, meant(column, text), first + number)
            for number, (item, line) in enumerate(zip(ids, block, strict=False))
            for column, text in zip(columns, line, strict=False)]


def headed(
    rows: Sequence[Sequence[str]], ids: Sequence[str], columns: Sequence[Column | None], first: int,
    meant: Callable[[Column, str], str],
) -> list[Edit]:
    """Cells for rows under headings that name their columns; empty cells, and those of no column, say nothing."""
    return [Edit(item, column, meant(column, text), first + number)
            for number, (item, line) in enumerate(zip(ids, rows, strict=False))
            for column, text in zip(columns, line, strict=False) if column is not None and text.strip()]


def lines(library: Library, ids: Sequence[str], columns: Sequence[Column],
          said: Callable[[Column, str], str]) -> list[list[str]]:
    """Cells as texts, row by row; `said` gives a value as a person reads it."""
    found = []
    for start in range(0, len(ids), CHUNK):
        counted = values.effective(library.database, ids[start:start + CHUNK])
        for item in ids[start:start + CHUNK]:
            fields = counted.get(item, {})
            found.append([table.joined(column.field.id, [
                said(column, value.text) for value in fields.get(column.field.id, ()) if value.lang == column.lang])
                for column in columns])
    return found
