"""What an institution allowed; an item never goes beyond it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ..config.messages import Day, Message
from . import dates
from .dates import Date, Precision
from .licences import licences
from .problems import Problem, advice, blocking

GRANTED = "granted"
STATUSES = ("asked", GRANTED, "refused", "withdrawn", "expired")
ROOMS, OBJECTS, SCANS, RELEASE = "rooms", "objects", "scans", "release"
ACTS = (ROOMS, OBJECTS, SCANS)
"""What one does there: photograph the rooms, photograph objects, scan."""
KINDS = (*ACTS, RELEASE)
"""What an agreement may be about: the acts, and that rights of the institution itself are released."""
YES, NO = "yes", "no"
ANSWERS = ("", YES, NO)
SENT = "sent"
VRT = ("", "drafted", SENT, "confirmed", "refused")
"""How far the volunteers' confirmation by e-mail is."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is allowed in one collection (its id): for each act yes, no, or "" where it was not asked."""

    collection: str
    rooms: str = ""
    objects: str = ""
    scans: str = ""
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement: its status, since and until when (as typed, "" for open), what it covers.

    No licences, no kinds or no scopes mean that it does not limit them. `vrt` is one of VRT.
    """

    id: str
    title: str
    status: str
    since: str = ""
    until: str = ""
    licences: tuple[str, ...] = ()
    institution: str = ""
    kinds: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    vrt: str = ""

    @property
    def is_pending(self) -> bool:
        """Whether the mail that confirms it is on its way to the volunteers, who have not answered yet."""
        return self.status == GRANTED and self.vrt == SENT


@dataclass(frozen=True, slots=True)
class Use:
    """What an item asks of an agreement: its licence, the act, the collection (id and name, "" where that is not told),
    and the day of the photograph, "" where it has none of its own."""

    licence: str = ""
    act: str = ""
    collection: str = ""
    named: str = ""
    day: str = ""


def problems(agreement: Agreement, use: Use, now: datetime) -> list[Problem]:
    """Why an item under an agreement may not be published now, and what it has to mind."""
    title = agreement.title
    if agreement.status != GRANTED:
        return [blocking("agreement-not-granted", "permission", title, Message(f"agreement-{agreement.status}"))]
    found = []
    if agreement.since and _first(dates.parse(agreement.since)) > now.date():
        found.append(blocking("agreement-not-yet", "permission", title, Day(agreement.since)))
    if agreement.until and last(dates.parse(agreement.until)) < now.date():
        found.append(blocking("agreement-over", "permission", title, Day(agreement.until)))
    if agreement.licences and use.licence and use.licence not in agreement.licences:
        found.append(blocking("agreement-licence", "licence", title, ", ".join(map(_named, agreement.licences))))
    if agreement.vrt == "refused":
        found.append(blocking("agreement-vrt-refused", "permission", title))
    if _is_outside(agreement, use.day):
        found.append(blocking("agreement-day", "date", title, Day(use.day)))
    acts = [kind for kind in agreement.kinds if kind in ACTS]
    if acts and use.act and use.act not in acts:
        found.append(blocking("agreement-act", "permission", title, Message(f"agreement-act-{use.act}")))
    return found + _scope(agreement, use)


def _scope(agreement: Agreement, use: Use) -> list[Problem]:
    if not agreement.scopes or not use.act:
        return []
    title, act = agreement.title, Message(f"agreement-act-{use.act}")
    scope = next((one for one in agreement.scopes if one.collection == use.collection), None)
    if scope is None and not use.named:
        return [blocking("agreement-collection-needed", "collection", title)]
    if scope is None or getattr(scope, use.act) != YES:
        return [blocking("agreement-collection", "collection", title, use.named, act)]
    return [advice("agreement-conditions", "permission", use.named, scope.conditions)] if scope.conditions else []


def _named(licence: str) -> str:
    """The proper name of a licence, the id of one that has none."""
    known = licences().get(licence)
    return known.name if known and known.address else licence


def _is_outside(agreement: Agreement, day: str) -> bool:
    """Whether a photograph was certainly taken before an agreement began, or after it had ended."""
    try:
        taken = dates.parse(day)
    except ValueError:
        return False  # none, or said by the date's own check
    return bool((agreement.since and last(taken) < _first(dates.parse(agreement.since)))
                or (agreement.until and _first(taken) > last(dates.parse(agreement.until))))


def _first(found: Date) -> date:
    return date(found.year, found.month or 1, found.day or 1)


def last(found: Date) -> date:
    """The last day that a date may mean: of a month or a year, the day before the next one begins."""
    if found.precision >= Precision.DAY:
        return date(found.year, found.month, found.day)
    months = found.last_year * 12 + (found.month or 12)
    if months // 12 > date.max.year:
        return date.max
    return date.fromordinal(date(months // 12, months % 12 + 1, 1).toordinal() - 1)
