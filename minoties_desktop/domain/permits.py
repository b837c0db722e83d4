"""Whether what an institution allowed reaches as far as an item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from . import agreement
from .agreement import Agreement, Use
from .item import Described
from .problems import Problem, blocking

HOSTED = ("glam_visit", "scan_session", "residency")
"""Kinds of activities that are guests of an institution, so that nothing of them goes without its agreement."""


def use(item: Described) -> Use:
    """What an item asks of an agreement."""
    number = item.first("inventory_number")
    act = agreement.SCANS if item.occasion == "scan_session" else agreement.OBJECTS if number else agreement.ROOMS
    named, house = item.first("collection"), item.house
    found = house.collection(named, number) if house else None
    # The day of a scanned letter is when it was written; only one's own photograph was taken under the agreement.
    day = item.first("date") if item.own_work and act != agreement.SCANS else ""
    return Use(item.first("licence"), act, found.id if found else "", found.name if found else named, day)


def problems(item: Described, now: datetime) -> list[Problem]:
    """Why an item may not be published now for what an institution allowed, and what of that it has to mind."""
    if item.agreement is None:
        house = item.house.name if item.house else ""
        return [] if item.agreed else [blocking("agreement-missing", "permission", house)]
    return agreement.problems(item.agreement, use(item), now)


def counting(item: Described, known: Sequence[Agreement], now: datetime) -> Agreement | None:
    """The agreement that an item goes by: the first that lets it go, else the latest; None of none."""
    wanted = use(item)
    for one in known:
        if not any(problem.blocks for problem in agreement.problems(one, wanted, now)):
            return one
    return known[-1] if known else None
