"""An institution as its page and its report show it: what it allowed, its items by state, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..domain.institution import Institution
from ..domain.item import Described
from ..domain.permits import use
from ..domain.states import ItemState
from ..store import institutions, items, values
from . import agreeing, inventory
from .describing import describe, look
from .library import Library


@dataclass(frozen=True, slots=True)
class Allowed:
    """An agreement: its row, where it is today, its history, what it allows by collection, how many letters it has."""

    row: dict[str, Any]
    status: str
    steps: Sequence[dict[str, Any]]
    scopes: Mapping[str, dict[str, Any]]
    letters: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class House:
    """An institution with everything that is kept of it.

    `states` counts its items by state, `inside` by collection (its id, "" where that is not told), `held` are those
    that go beyond what it allowed, with the collection they are from; `lacking` are numbers of its inventory lists that
    no item has, `lists` those lists by name, each with how many numbers it has, `unlisted` items (ids) whose number is
    in none of them, `unnumbered` items without any number.
    """

    row: dict[str, Any]
    institution: Institution
    contacts: Sequence[dict[str, Any]]
    agreements: Sequence[Allowed]
    items: Sequence[str]
    states: Mapping[str, int]
    inside: Mapping[str, int]
    held: Mapping[str, str]
    lacking: Sequence[str]
    unlisted: Sequence[str]
    unnumbered: Sequence[str]
    lists: Mapping[str, int]


def house(library: Library, institution: str) -> House:
    """An institution as it stands now. Raises UsageFault if there is none."""
    row = library.registers["institution"].get(institution)
    known = institutions.houses(library.database)[institution]
    ids = institutions.items(library.database, institution)
    described = describe(library.database, ids)
    collections = {item: use(one).collection for item, one in described.items()}
    numbers = institutions.numbers(library.database, ids)
    states = items.columns(library.database, ids, "state")
    return House(
        row, known, _theirs(library, "contact", institution), agreements(library, institution), ids,
        Counter(state for state, in states.values()), Counter(collections.values()),
        _held(described, {item for item, (state,) in states.items() if state not in _OUT}, collections),
        inventory.lacking(library, institution, numbers.values()),
        [item for item, one in described.items() if one.unlisted],
        [item for item in ids if item not in numbers], inventory.kept(library, institution))


_OUT = (ItemState.DONE, ItemState.REJECTED)
"""What is published, or was taken out, is held by nothing any more."""


def agreements(library: Library, institution: str) -> list[Allowed]:
    """The agreements with an institution, the latest first."""
    return [Allowed(row, agreeing.status(row), agreeing.steps(library, row["id"]),
                    agreeing.scopes(library, row["id"]), agreeing.letters(library, row["id"]))
            for row in reversed(_theirs(library, "agreement", institution))]


def listed(library: Library) -> list[tuple[dict[str, Any], int, str]]:
    """All institutions with how many items each has, and where its latest agreement is ("" for none)."""
    found = []
    for row in library.registers["institution"].list():
        allowed = _theirs(library, "agreement", row["id"])
        found.append((row, len(institutions.items(library.database, row["id"])),
                      agreeing.status(allowed[-1]) if allowed else ""))
    return found


PATIENCE = 30
"""Days for which a page may say that a permission is on its way (commons-contract 7); a month before an end."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What should be done about an agreement: `vrt`, the volunteers have not answered for `days` since a `day`; or
    `ends`, it will be over in so many, on that day. `house` is the institution's id."""

    kind: str
    house: str
    title: str
    day: str
    days: int


def reminders(library: Library, today: date | None = None) -> list[Reminder]:
    """What is due about all agreements, the most pressing first."""
    now, found = today or date.today(), []
    for row in library.registers["agreement"].list():
        if agreeing.status(row, now) != "granted":
            continue
        if (days := agreeing.waiting(row, now)) >= PATIENCE:
            found.append(Reminder("vrt", row["institution"], row["title"], row["vrt_sent"], days))
        if row["until"] and (left := (agreeing.last_day(row) - now).days) <= PATIENCE:
            found.append(Reminder("ends", row["institution"], row["title"], row["until"], left))
    return sorted(found, key=lambda one: (one.kind, -one.days if one.kind == "vrt" else one.days))


def missing(one: House) -> list[str]:
    """What is still to be said of an institution: names of what is missing (`institution-missing-<name>`)."""
    now = {allowed.status for allowed in one.agreements}
    return [name for name, lacks in (
        ("agreement", not one.agreements), ("granted", bool(one.agreements) and "granted" not in now),
        ("letter", any(allowed.status == "granted" and not allowed.letters for allowed in one.agreements)),
        ("item", not one.row["item"]), ("category", not one.row["category"]),
        ("collections", not one.institution.collections)) if lacks]


def problems(library: Library, ids: Sequence[str]) -> dict[str, list[Any]]:
    """What stands in the way of items, as it was last looked at."""
    return values.problems(library.database, ids)


def _held(described: Mapping[str, Described], working: set[str], collections: Mapping[str, str]) -> dict[str, str]:
    return {item: collections[item] for item, one in described.items()
            if item in working and any(problem.blocks and problem.code.startswith("agreement-")
                                       for problem in look(one))}


def _theirs(library: Library, table: str, institution: str) -> list[dict[str, Any]]:
    return [row for row in library.registers[table].list() if row["institution"] == institution]
