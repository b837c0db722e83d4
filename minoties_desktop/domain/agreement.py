"""What an institution allowed; an item never goes beyond it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ..config.messages import Message
from . import dates
from .dates import Precision
from .problems import Problem, blocking

GRANTED = "granted"
STATUSES = ("asked", GRANTED, "refused", "withdrawn", "expired")


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement: its status, since and until when (as typed, "" for open), and the licences that it covers.

    No licences means that it does not limit them.
    """

    id: str
    title: str
    status: str
    since: str = ""
    until: str = ""
    licences: tuple[str, ...] = ()


def problems(agreement: Agreement, licence: str, now: datetime) -> list[Problem]:
    """Why an item under an agreement, with a licence, may not be published now."""
    if agreement.status != GRANTED:
        return [blocking("agreement-not-granted", "permission", agreement.title,
                         Message(f"agreement-{agreement.status}"))]
    found = []
    if agreement.since and _first(agreement.since) > now.date():
        found.append(blocking("agreement-not-yet", "permission", agreement.title, agreement.since))
    if agreement.until and _last(agreement.until) < now.date():
        found.append(blocking("agreement-over", "permission", agreement.title, agreement.until))
    if agreement.licences and licence and licence not in agreement.licences:
        found.append(blocking("agreement-licence", "licence", agreement.title, ", ".join(agreement.licences)))
    return found


def _first(text: str) -> date:
    found = dates.parse(text)
    return date(found.year, found.month or 1, found.day or 1)


def _last(text: str) -> date:
    """The last day that a date may mean: of a month or a year, the day before the next one begins."""
    found = dates.parse(text)
    if found.precision >= Precision.DAY:
        return date(found.year, found.month, found.day)
    months = found.last_year * 12 + (found.month or 12)
    if months // 12 > date.max.year:
        return date.max
    return date.fromordinal(date(months // 12, months % 12 + 1, 1).toordinal() - 1)
