"""Whether an item may be published for the sake of those in it, and whether it is time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from ..config.messages import Day, Message
from . import dates
from .item import Described
from .portrayed import NAME, Person
from .problems import Problem, advice, blocking

RECOGNISED = ("public", "consent")
"""Answers that say that somebody can be recognised."""


def permissions(item: Described, now: datetime) -> list[Problem]:
    """Why an item may not be published for the sake of those in it, or not yet; nobody is named in any sentence."""
    return [*_consent(item, now), *_embargo(item, now)]


def _consent(item: Described, now: datetime) -> list[Problem]:
    people, answer = item.portrayed, item.first("people")
    if not (people or item.named or answer in RECOGNISED):
        return []
    found = []
    if gone := sum(bool(person.withdrawn) for person in people):
        found.append(blocking("consent-withdrawn", "people", gone))
    agreeing = [person for person in people if not person.withdrawn]
    if answer == "consent":
        lacking = [lack for person in agreeing if (lack := person.lacks(now))]
        if not people:
            found.append(blocking("consent-nobody", "people"))
        elif lacking:
            found.append(blocking("consent-incomplete", "people", len(lacking), Message(f"consent-lacks-{lacking[0]}")))
    elif unled := sum(person.minor and not person.guardian for person in agreeing):
        found.append(blocking("consent-guardian", "people", unled))
    if answer == "public" and item.first("premises") == "private":
        found.append(advice("consent-premises", "people"))
    if field := _telling(item, agreeing):
        found.append(blocking("consent-name", field))
    if item.named and answer not in RECOGNISED and not any(person.has_said for person in people):
        found.append(advice("people-named", "people", item.named))
    unasked = sum(NAME not in person.scope for person in people)
    if unasked and item.file is not None and item.file.names:
        found.append(advice("consent-embedded", "people", unasked))
    return found


def _telling(item: Described, people: list[Person]) -> str:
    """The field that names somebody who agreed to be seen, but not to be named; "" for none."""
    hidden = [f" {name} " for person in people if person.has_said and NAME not in person.scope
              if (name := _words(person.name))]
    if not hidden:
        return ""
    for field in ("title", "caption", "description", "categories", "depicts", "keywords"):
        for value in item.all(field):
            text = f" {_words(value.text)} "
            if any(name in text for name in hidden):
                return field
    return ""


def _words(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def _embargo(item: Described, now: datetime) -> list[Problem]:
    text = item.first("embargo")
    if not text:
        return []
    try:
        ends = opens(text)
    except ValueError:
        return [blocking("embargo-invalid", "embargo", text)]
    return [blocking("embargo-until", "embargo", Day(text))] if now < ends else []


def opens(text: str) -> datetime:
    """The moment from which something with this day may be published: it has begun everywhere on earth.

    Raises ValueError for a text that is no date.
    """
    found = dates.parse(text)
    if found.instant is not None:
        return found.instant
    day = datetime(found.year, found.month or 1, found.day or 1, tzinfo=UTC)
    at = time.fromisoformat(found.time) if found.time else time()
    # In the last zone that a day comes to (UTC-12).
    return day + timedelta(hours=at.hour + 12, minutes=at.minute, seconds=at.second)
