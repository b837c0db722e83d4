"""The pages of items: their order, their names, what they are; every step can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.fields import field
from ..domain.inheritance import OwnValue
from ..domain.scanning import Area, Colour, Gap, Leaf, Page, missing, next_label, run_of
from ..domain.shaping import Shape
from ..store import items, scans, values
from ..store.database import Write, now
from ..store.journal import Entry
from .accepting import several
from .describing import refresh
from .library import Library

TABLE, SESSION = "scan_page", "scan_session"
PLACE = "place"
"""In the journal: the place of a page in its item, 0 for aside."""
LONGEST_LABEL = 40
INVENTORY = "inventory_number"


def pages(library: Library, item: str) -> list[Page]:
    """The pages of an item in order."""
    return [page_of(row) for row in scans.pages(library.database, item)]


def some(library: Library, ids: Iterable[str]) -> dict[str, Page]:
    """Some pages by id, those that lie aside too."""
    return {row["id"]: page_of(row) for row in scans.some_pages(library.database, ids)}


def aside(library: Library, item: str) -> list[Page]:
    """The pages of an item that were retaken or removed, newest first."""
    return [page_of(row) for row in scans.aside(library.database, item)]


def gaps(library: Library, item: str) -> list[Gap]:
    """Where pages of an item seem to be missing, by their labels; not where a person said that there are none."""
    return gaps_of(pages(library, item))


def gaps_of(found: Sequence[Page]) -> list[Gap]:
    """The same for pages in order."""
    counted = [page for page in found if page.label]
    lost = missing([page.label for page in counted])
    return [Gap(counted[place].id, labels) for place, labels in lost.items() if not counted[place].jump]


def remove(library: Library, ids: Sequence[str], *, actor: str = "") -> Changes:
    """Take pages out of their items; their bytes stay. An item without any page left goes too.

    Raises UsageFault for the last page of one that was queued.
    """
    found = _live(library, ids)
    with library.database.writing() as write:
        entries = [entry for page in found for entry in placed(write, page.id, 0)]
        for item in dict.fromkeys(page.item for page in found):
            if not scans.live(library.database, item):
                entries.append(_delete(library, write, item))
        _keep(library, write, Message("action-page-remove", len(found), found[0].label), entries, actor)
    return write.changes


def bring_back(library: Library, page: str, *, actor: str = "") -> Changes:
    """Put a page that lies aside where its label belongs, else at the end; one of that label lies aside instead."""
    [found] = some(library, [page]).values()
    there = pages(library, found.item)
    number = next((one.number + 1 for one in there if next_label(one.label) == found.label and found.label),
                  len(there) + 1)
    same = next((one for one in there if one.label == found.label and found.label), None)
    with library.database.writing() as write:
        entries = placed(write, same.id, 0) if same else []
        entries += placed(write, page, same.number if same else number)
        _keep(library, write, Message("action-page-back", found.label), entries, actor)
    return write.changes


def move(library: Library, page: str, number: int, *, actor: str = "") -> Changes:
    """Put a page at another place of its item, from 1; labels stay with their pages."""
    [found] = _live(library, [page])
    with library.database.writing() as write:
        _keep(library, write, Message("action-page-move", found.label or found.number),
              placed(write, page, max(1, number)), actor)
    return write.changes


def label(library: Library, page: str, text: str, *, onwards: bool = True, actor: str = "") -> Changes:
    """Call a page otherwise; with `onwards` those that were counted on from it, too. Raises UsageFault for too long."""
    text = " ".join(text.split())
    if len(text) > LONGEST_LABEL:
        raise UsageFault(Message("error-page-label", LONGEST_LABEL), code="value")
    [found] = _live(library, [page])
    there = pages(library, found.item)
    with library.database.writing() as write:
        entries = relabel(write, there, found.number - 1, text) if onwards else [_set(write, found, "label", text)]
        _keep(library, write, Message("action-page-label", text), entries, actor)
    return write.changes


def relabel(write: Write, there: Sequence[Page], start: int, text: str) -> list[Entry]:
    """Count anew from a place (from 0) of an item's pages, as far as they were counted without a gap."""
    entries: list[Entry] = []
    for page in there[start:start + run_of([page.label for page in there], start)]:
        entries.append(_set(write, page, "label", text))
        text = next_label(text)
    return entries


def mark(library: Library, ids: Sequence[str], leaf: Leaf, *, actor: str = "") -> Changes:
    """Say what pages are."""
    return _set_all(library, ids, "leaf", str(leaf), Message(f"action-page-leaf-{leaf}", len(ids)), actor)


def none_there(library: Library, page: str, *, actor: str = "") -> Changes:
    """Say that what seems to be missing before a page is not in the volume either."""
    return _set_all(library, [page], "jump", 1, Message("action-page-jump"), actor)


def shape(library: Library, ids: Sequence[str], wanted: Shape, *, actor: str = "") -> Changes:
    """Say how the pages that are published are made of what was scanned."""
    return _set_all(library, ids, "shape", wanted.to_json(), Message("action-page-shape", len(ids)), actor)


def number_of(library: Library, item: str) -> str:
    """The inventory number of an item, "" without one."""
    found = values.effective(library.database, [item]).get(item, {}).get(INVENTORY, ())
    return found[0].text if found else ""


def next_item(library: Library, session: str, inventory: str = "", *, actor: str = "") -> Changes:
    """Have the next page begin another item, or go on with that item of the activity that bears the number already.

    Raises UsageFault for what can be no inventory number.
    """
    text = " ".join(inventory.split())
    if text:
        [text] = several(library.database, field(INVENTORY), [text], "")
    with library.database.writing() as write:
        entries = turn_to(library, write, session, text)
        _keep(library, write, Message("action-scan-item", text), entries, actor)
    return write.changes


def turn_to(library: Library, write: Write, session: str, inventory: str) -> list[Entry]:
    """Have a session go on with another item, inside a transaction; what is to be journaled of it."""
    row = scans.session(library.database, session) or {}
    known = scans.numbered(library.database, row["activity"], inventory) if inventory else None
    there = pages(library, known) if known else []
    told = next((next_label(page.label) for page in reversed(there) if page.label), row["first"])
    fresh = {"item": known, "inventory": inventory, "label": told}
    return set_session(write, session, row, fresh)


def set_session(write: Write, session: str, row: dict[str, Any], fresh: dict[str, Any]) -> list[Entry]:
    """Change columns of a session inside a transaction; what is to be journaled of it."""
    changed = {column: value for column, value in fresh.items() if row[column] != value}
    scans.set_session(write, session, changed)
    return [Entry(SESSION, session, column, row[column], value) for column, value in changed.items()]


def put(write: Write, table: str, row: str, column: str, target: Any) -> None:
    """Bring back what undo has kept of a page or of a session."""
    if table == SESSION:
        scans.set_session(write, row, {column: target})
    elif column == PLACE:
        scans.place(write, row, target)
    else:
        scans.set_page(write, row, column, target)


def placed(write: Write, page: str, number: int) -> list[Entry]:
    """Put a page at a place of its item or aside (0), inside a transaction; what is to be journaled of it."""
    # Its place now, not when it was read: others of the same step may have moved it.
    before = scans.number_of(write, page)
    scans.place(write, page, number)
    return [Entry(TABLE, page, PLACE, before, scans.number_of(write, page))]


def named(write: Write, page: Page, text: str) -> Entry:
    """Call a page otherwise, inside a transaction; what is to be journaled of it."""
    return _set(write, page, "label", text)


def add_item(write: Write, item: str, activity: str | None, session: str, inventory: str) -> Entry:
    """Make an item of a session, inside a transaction; what is to be journaled of it."""
    items.add_all(write, [{"id": item, "activity": activity, "import_run": session}])
    if inventory:
        values.add_own(write, [(item, OwnValue(INVENTORY, "", 0, inventory))])
    return Entry("item", item, "deleted", now(), None)


def page_of(row: dict[str, Any]) -> Page:
    """A page of its stored columns."""
    area = json.loads(row["area"]) if row["area"] else None
    advice = tuple(Message.from_json(one) for one in json.loads(row["advice"])) if row["advice"] else ()
    return Page(
        row["id"], row["item"], row["number"], row["label"], Leaf(row["leaf"]), bool(row["jump"]), row["path"],
        row["mime"], row["size"], row["sha1"], row["sha256"], row["width"], row["height"], row["dpi"], row["told"],
        row["bits"], Colour(row["colour"]), Area.from_json(area) if area else None, row["session"], row["device"],
        row["scanned"], row["retaken"], Shape.from_json(row["shape"]), advice)


def _live(library: Library, ids: Sequence[str]) -> list[Page]:
    """Pages in the order given. Raises UsageFault for one that is in no item (any more)."""
    found = some(library, ids)
    for page in ids:
        if page not in found or not found[page].number:
            raise UsageFault(Message("error-no-page", page[:8]), code="no-page")
    return [found[page] for page in ids]


def _set_all(library: Library, ids: Sequence[str], column: str, value: Any, label: Message, actor: str) -> Changes:
    found = _live(library, ids)
    with library.database.writing() as write:
        _keep(library, write, label, [_set(write, page, column, value) for page in found], actor)
    return write.changes


def _set(write: Write, page: Page, column: str, value: Any) -> Entry:
    before = getattr(page, column)
    before = before.to_json() if isinstance(before, Shape) else int(before) if column == "jump" else before
    scans.set_page(write, page.id, column, value)
    return Entry(TABLE, page.id, column, before, value)


def _delete(library: Library, write: Write, item: str) -> Entry:
    if items.queued(library.database, [item]):
        raise UsageFault(Message("error-bin-queued"), Message("error-bin-queued-remedy"), code="queued")
    moment = now()
    items.set_column(write, [item], "deleted", moment)
    return Entry("item", item, "deleted", None, moment)


def _keep(library: Library, write: Write, label: Message, entries: list[Entry], actor: str) -> None:
    journal = library.journal
    journal.record(write, journal.action(label, actor=actor, laptop=library.laptop), entries)
    if touched := write.changes.ids("item"):
        refresh(library.database, write, touched)
