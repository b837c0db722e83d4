"""Where in an item a scanned page goes: at its end, in place of another, before one, or behind its leaf's front."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ..domain.scanning import Area, Device, Page, Setup, Sides, Way, is_back, next_label
from ..store import scans
from ..store.database import Write, new_id
from ..store.journal import Entry
from . import scanpages
from .library import Library
from .scanning import after

Columns = dict[str, Any]
Placed = tuple[str, list[Entry]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the pages of one run go: after those of the session's item, in place of `retake`, before `before`, or with
    `backs` behind the last front that has no back yet."""

    session: str
    setup: Setup
    device: Device
    retake: str = ""
    before: str = ""
    backs: bool = False

    def to_json(self, area: Area | None) -> str:
        """All of it, for going on after a crash."""
        return json.dumps({**asdict(self), "setup": self.setup.to_json(), "taken": asdict(area) if area else None})

    @classmethod
    def from_json(cls, text: str) -> tuple[Plan, Area | None]:
        """A plan as it was stored, and the area of its pages. Raises ValueError, KeyError or TypeError otherwise."""
        found = json.loads(text)
        taken = found.pop("taken")
        area = Area.from_json(taken) if taken else None
        setup, device = Setup.from_json(found.pop("setup")), Device(**found.pop("device"))
        return cls(**found, setup=setup, device=device), area


def live(library: Library, page: str) -> Page | None:
    """A page that is in its item now."""
    found = scanpages.some(library, [page]).get(page) if page else None
    return found if found and found.number else None


def front(library: Library, item: str | None) -> Page | None:
    """The last front of an item that has no back: the stack was turned over as a whole."""
    return front_of(scanpages.pages(library, item)) if item else None


def front_of(there: Sequence[Page]) -> Page | None:
    """The last front of these pages of an item that has no back."""
    labels = {one.label for one in there}
    first = next((one.label for one in there if one.label), "")
    return next((one for one in reversed(there) if next_label(one.label) not in {"", *labels}
                 and not is_back(one.label, first)), None)


class Placing:
    """Puts one page where its plan wants it, inside a transaction; `session` is the session's row."""

    def __init__(self, library: Library, write: Write, plan: Plan, session: Columns) -> None:
        self._library, self._write, self._plan, self._session = library, write, plan, session

    def place(self, page: str, file: Columns, scan: Columns) -> Placed:
        """Insert a page by the columns of its file and of its scan; its label, and what is to be journaled."""
        old = live(self._library, self._plan.retake or self._plan.before)
        ahead = front(self._library, self._session["item"]) if self._plan.backs else None
        if old and self._plan.retake:
            return self._in_place(old, page, file, scan)
        if old:
            return self._put_in(old, page, file, scan)
        if ahead:
            return self._behind(ahead, page, file, scan)
        # Also where somebody has taken away what it was scanned for: no page is lost.
        return self._at_end(page, file, scan)

    def _at_end(self, page: str, file: Columns, scan: Columns) -> Placed:
        write, setup, row = self._write, self._plan.setup, self._session
        entries: list[Entry] = []
        item, fresh = row["item"], {}
        if not item or not scans.is_there(self._library.database, item):
            item = new_id()
            number = scanpages.number_of(self._library, row["item"]) if row["item"] else row["inventory"]
            entries.append(scanpages.add_item(write, item, row["activity"], row["id"], number))
            fresh["item"] = item
        label, count = row["label"], len(scans.live(self._library.database, item))
        fresh["label"] = after(label, setup.way is Way.FEEDER and setup.sides is Sides.BACKS_AFTER)
        scans.add_page(write, item, file, {**scan, "label": label})
        entries += scanpages.placed(write, page, count + 1)
        if setup.way is Way.DUPLEX and setup.sides is Sides.BACK_FIRST and count % 2:
            entries += self._swap(item, page, count)
        return label, entries + scanpages.set_session(write, row["id"], row, fresh)

    def _swap(self, item: str, page: str, number: int) -> list[Entry]:
        """Put a front at the place of the back that came first; each gets the other's label."""
        found = scanpages.some(self._library, scans.live(self._library.database, item)[-2:])
        ahead = found.pop(page)
        [back] = found.values()
        return [*scanpages.placed(self._write, page, number), scanpages.named(self._write, ahead, back.label),
                scanpages.named(self._write, back, ahead.label)]

    def _in_place(self, old: Page, page: str, file: Columns, scan: Columns) -> Placed:
        scans.add_page(self._write, old.item, file, {
            **scan, "label": old.label, "leaf": str(old.leaf), "jump": int(old.jump), "retaken": old.retaken + 1})
        return old.label, [*scanpages.placed(self._write, old.id, 0),
                           *scanpages.placed(self._write, page, old.number)]

    def _put_in(self, old: Page, page: str, file: Columns, scan: Columns) -> Placed:
        """Before a page: as the first that is missing there, else by its name, and those that follow are counted on."""
        write, row = self._write, self._session
        there = scanpages.pages(self._library, old.item)
        lost = next((gap.labels[0] for gap in scanpages.gaps_of(there) if gap.before == old.id), "")
        entries: list[Entry] = []
        if not lost and old.label:
            entries += scanpages.relabel(write, there, old.number - 1, next_label(old.label))
            if row["item"] == old.item and next_label(there[-1].label) == row["label"]:
                entries += scanpages.set_session(write, row["id"], row, {"label": next_label(row["label"])})
        label = lost or old.label
        scans.add_page(write, old.item, file, {**scan, "label": label})
        return label, entries + scanpages.placed(write, page, old.number)

    def _behind(self, ahead: Page, page: str, file: Columns, scan: Columns) -> Placed:
        label = next_label(ahead.label)
        scans.add_page(self._write, ahead.item, file, {**scan, "label": label})
        return label, scanpages.placed(self._write, page, ahead.number + 1)
