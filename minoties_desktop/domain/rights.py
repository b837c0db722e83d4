"""Who holds rights in a work, and until when: what is known of it ends in a licence, or in why there is none yet.

The rules are those of `resources/vocab/licences.toml`, each with its source; what has none is not claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ..config.messages import Day, Message
from . import dates
from .agreement import RELEASE
from .item import Described
from .licences import Licence, Rule, licences
from .problems import Problem, Severity, advice, blocking, one
from .works import PHOTO, UNKNOWN, Work, work_of, works

AUTHOR, HEIRS = "author", "heirs"
HEIRS_LICENCE = "cc-by-sa-4.0-heirs"
FREE = "cc-by-sa-4.0"
"""What is proposed where the person has no habit (commons-contract 7: own, default)."""
_COUNTRY = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a work: the last years that its dates may mean, and where it was first published.

    `died` is the year of its maker's death; `unknown`: nobody knows who made it, or when they died. `country` is two
    small letters (ISO 3166-1), "" while unknown.
    """

    died: int | None = None
    unknown: bool = False
    made: int | None = None
    published: int | None = None
    country: str = ""
    sound: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a rule does not hold for a work: `code` (message `rights-lack-<code>`), a year if it
    is about one, and whether it is only that something is not known yet."""

    code: str
    year: int = 0
    asks: bool = False

    @property
    def message(self) -> Message:
        """The reason in words."""
        return Message(f"rights-lack-{self.code}", *([str(self.year)] if self.year else []))


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Where the path ends: the licence of the picture, that of the object in it ("" without one), the kind of mail that
    still has to come ("" for none), and why it ends nowhere yet, () if it ends."""

    licence: str = ""
    object_licence: str = ""
    leave: str = ""
    lacks: tuple[Lack, ...] = ()

    @property
    def reasons(self) -> list[Message]:
        """Why it ends nowhere yet, and whom to ask where no answer that is lacking would help."""
        helps = [] if all(lack.asks for lack in self.lacks) else [Message("rights-whom-to-ask")]
        return [*(lack.message for lack in self.lacks), *helps]


def facts_of(item: Described) -> Facts:
    """What an item says of its work; what is no year or country is not known."""
    died, country = item.first("creator_died").strip(), item.first("published_in").strip()
    return Facts(
        last_year(died), UNKNOWN in (died, item.first("creator")), last_year(item.first("work_date")),
        last_year(item.first("published")), country.lower() if _COUNTRY.fullmatch(country) else "",
        work_of(item).sound)


def last_year(text: str) -> int | None:
    """The latest year that a date may mean, None for what is none."""
    try:
        return dates.parse(text).last_year
    except ValueError:
        return None


def lacks(rule: Rule, facts: Facts, year: int) -> list[Lack]:
    """Why a rule does not hold in a year for a work, nothing if it does."""
    return list(_lacks(rule, facts, year))


def _lacks(rule: Rule, facts: Facts, year: int) -> Iterator[Lack]:
    if facts.sound and not rule.sound:
        yield Lack("sound")
    if rule.unknown and facts.died is not None:
        yield Lack("died-known")
    elif rule.unknown and not facts.unknown:
        yield Lack("died-asked", asks=True)
    for name, known, wanted in (("died", facts.died, rule.died), ("published", facts.published, rule.published),
                                ("made", facts.made, rule.made)):
        if wanted and known is None:
            yield Lack(f"{name}-unknown" if name == "died" and facts.unknown else f"{name}-asked", asks=True)
        elif wanted and known is not None and year - known < wanted:
            yield Lack(f"{name}-late", known + wanted)
    if rule.died_before and facts.died is not None and facts.died >= rule.died_before:
        yield Lack("restored", rule.died_before)
    if rule.countries and not facts.country:
        yield Lack("country-asked", asks=True)
    elif rule.countries and facts.country not in rule.countries:
        yield Lack("country-other")


def public_domain(facts: Facts, now: datetime) -> tuple[str, tuple[Lack, ...]]:
    """The licence of a work in the public domain, or "" and why it is not known to be there.

    Of several rules that do not hold, the reason is that of the one which the fewest things are in the way of.
    """
    found = [(licence, lacks(licence.rule, facts, now.year)) for licence in licences().values()
             if licence.rule and licence.rule.unknown == (facts.unknown and facts.died is None)]
    for licence, reasons in found:
        if not reasons:
            return licence.id, ()
    nearest = min(found, key=lambda one: (sum(not reason.asks for reason in one[1]), len(one[1]),
                                          max((reason.year for reason in one[1]), default=0)))
    return "", tuple(nearest[1])


def conclude(work: Work, facts: Facts, *, leave: str = "", licence: str = FREE, now: datetime) -> Conclusion:
    """Where the path ends for a kind of work. `licence` is what the photographer gives, or who gave leave."""
    if work.id == PHOTO:
        return Conclusion(licence)
    if leave:
        given = HEIRS_LICENCE if leave == HEIRS else licence
        return Conclusion(licence, given, leave) if work.own else Conclusion(given, leave=leave)
    free, reasons = public_domain(facts, now)
    return Conclusion(licence, free, lacks=reasons) if work.own else Conclusion(free, lacks=reasons)


def country_of(item: Described) -> str:
    """The country of first publication as templates name it, "" while it is none."""
    return facts_of(item).country


def problems(item: Described, now: datetime) -> list[Problem]:
    """What does not fit together in the rights of an item."""
    found = [*_dates(item, now), *_reasons(item, "licence", now)]
    work = work_of(item)
    if work.id == PHOTO:
        presumed = item.house and item.own_work and not item.first("work") and item.all("source")[0].origin != "own"
        return [*found, *([_presumed(item)] if presumed else [])]
    if work.own:
        found += _reasons(item, "object_licence", now)
    if not work.own and item.own_work:
        found.append(blocking("work-own", "source"))
    date = "published" if work.published else "work_date"
    if not (item.first(date) or item.first("work_date") or item.first("published")):
        found.append(blocking("work-date-missing", date))
    if not (item.first("creator") or item.first("work_item")):
        found.append(blocking("creator-missing", "creator"))
    if work.own and not item.first("object_licence"):
        found.append(blocking("object-licence-missing", "object_licence"))
    return found


def borrowed(item: Described) -> list[Problem]:
    """What a copy of a work lacks whose licence nobody who may has given: neither a mail nor the institution."""
    return [blocking("work-licence", "licence")] if not work_of(item).own and _is_anothers(item) else []


def _presumed(item: Described) -> Problem:
    """That nobody has said whether a thing of an institution is one's own work: a scan never is, a photograph may."""
    return blocking("work-asked", "work") if item.occasion == "scan_session" else advice("work-asked", "work")


def _is_anothers(item: Described) -> bool:
    """Whether the licence of a copy is only the one that a person or an activity gives to photographs."""
    given = item.all("licence")
    licence = licences().get(item.first("licence"))
    released = item.agreement and RELEASE in item.agreement.kinds
    return bool(given and licence and licence.rule is None and given[0].origin != "own"
                and not (item.first("leave") or released))


def _dates(item: Described, now: datetime) -> Iterator[Problem]:
    for name in ("work_date", "published", "creator_died"):
        text = item.first(name)
        try:
            if text and dates.is_future(dates.parse(text), now):
                yield blocking("work-date-future", name, Day(text))
        except ValueError:
            if text != UNKNOWN or name != "creator_died":
                yield blocking("date-invalid", name, text)
    country = item.first("published_in").strip()
    if country and not _COUNTRY.fullmatch(country):
        yield blocking("country-invalid", "published_in", country)


def _reasons(item: Described, name: str, now: datetime) -> Iterator[Problem]:
    """Why the reason that was chosen is not one: of a work whose kind was said everything has to be known, of any other
    nothing may be against it."""
    licence = licences().get(item.first(name))
    if licence is None or licence.rule is None:
        return
    said = item.first("work") in works() and item.first("work") != PHOTO
    for lack in lacks(licence.rule, facts_of(item), now.year):
        if said or not lack.asks or (lack.code.startswith("died") and licence.names_death):
            yield one(Problem(f"rights-{lack.code}", Severity.BLOCKS, _FIELDS.get(lack.code.partition("-")[0], name),
                              Message("problem-rights", licence.label, lack.message)))


_FIELDS = {"died": "creator_died", "published": "published", "made": "work_date", "country": "published_in",
           "restored": "creator_died"}


def reason(licence: Licence, item: Described) -> str:
    """A licence's template for an item, without braces."""
    died = last_year(item.first("creator_died"))
    return licence.reason(str(died) if died else "", country_of(item))
