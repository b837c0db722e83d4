"""The short path to the rights of a work: what is known of it goes into the items, and so does what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime

from ..config.messages import Message
from ..domain import dates, rights
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.fields import BY_ID, Kind
from ..domain.item import Described, Value
from ..domain.licences import licences
from ..domain.presets import Part
from ..domain.rights import Conclusion
from ..domain.works import PHOTO, work_of, works
from .accepting import remedy
from .describing import describe
from .library import Library
from .tagging import Tagging


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person says of a work, each the text of the field of that name; "" for what they do not say."""

    work: str = PHOTO
    creator: str = ""
    creator_died: str = ""
    work_date: str = ""
    published: str = ""
    published_in: str = ""
    copied: str = ""
    source: str = ""
    leave: str = ""
    licence: str = ""

    @classmethod
    def of(cls, library: Library, ids: Sequence[str]) -> Answers:
        """What all of some items say already."""
        told = list(describe(library.database, ids).values())
        given = {one.name: {item.first(one.name) for item in told} for one in fields(cls)}
        shared = {name: next(iter(texts)) if len(texts) == 1 else "" for name, texts in given.items()}
        free = licences().get(shared["licence"])
        return cls(**{**shared, "work": shared["work"] if shared["work"] in works() else PHOTO,
                      "licence": shared["licence"] if free and free.rule is None else ""})


def begun(library: Library, ids: Sequence[str], language: str = "") -> Answers:
    """What the questions on some items begin with: what these say already. Scans are hardly ever one's own work: of
    them nothing is taken for granted, but what their items and lists tell of the works answers what nobody has said
    yet; the institution is named in a language if it has a name in it."""
    told, said = list(describe(library.database, ids).values()), Answers.of(library, ids)
    if not all(one.occasion == _SCANNED for one in told):
        return said
    known = {"work_date": {one.told("date") for one in told}, "copied": {"scan"},
             "creator": {one.told("author_told") for one in told}, "source": {_held(one, language) for one in told}}
    shared = {name: next(iter(texts)) for name, texts in known.items()
              if len(texts) == 1 and all(one.first(name) in ("", "own") for one in told)}
    return replace(said, **shared, work="" if not any(one.first("work") for one in told) else said.work)


def _held(item: Described, language: str) -> str:
    house = item.house.called([language]) if item.house else ""
    return ", ".join(filter(None, (house, item.first("inventory_number") if house else "")))


def concluded(answers: Answers, now: datetime | None = None) -> Conclusion:
    """Where the path ends with these answers."""
    work = works()[answers.work]
    told = Described("", {one.name: (Value(getattr(answers, one.name)),) for one in fields(answers)
                          if getattr(answers, one.name)})
    chosen = licences().get(answers.licence)
    licence = answers.licence if chosen and chosen.rule is None else rights.FREE
    return rights.conclude(work if work.id == PHOTO or work_of(told).id != PHOTO else works()[PHOTO],
                           rights.facts_of(told), leave=answers.leave, licence=licence, now=now or datetime.now(UTC))


def unreadable(answers: Answers) -> list[Message]:
    """What can't be meant by the answers that are days, each with what a day looks like."""
    found = []
    for wanted in (BY_ID[one.name] for one in fields(answers)):
        text = getattr(answers, wanted.id)
        if text and wanted.kind is Kind.DATE:
            try:
                dates.parse(text)
            except ValueError:
                found += [Message("error-value", wanted.label, text), remedy(wanted)]
    return found


def settle(library: Library, tagging: Tagging, ids: Sequence[str], answers: Answers) -> Changes:
    """Write the answers into items, and the licence that follows (`concluded`); all of it one step. Where none follows
    yet, what was said is kept all the same, and a licence that it speaks against is not left standing.

    Raises UsageFault, before anything is written, for an answer that can't be.
    """
    if answers.work not in works():
        raise UsageFault(Message("error-value", BY_ID["work"].label, answers.work),
                         remedy(BY_ID["work"]), code="value")
    end, before = concluded(answers), Answers.of(library, ids)
    texts = {one.name: getattr(answers, one.name) for one in fields(answers) if one.name != "licence"}
    texts["licence"] = end.licence
    if works()[answers.work].own and answers.work != PHOTO:
        texts["object_licence"] = end.object_licence
    used = {name: text for name, text in texts.items()
            if not BY_ID[name].works or answers.work in BY_ID[name].works}
    used = {name: text for name, text in used.items() if text or name in _EMPTIED or getattr(before, name)}
    parts = [Part(name, "", (text,) if text else ()) for name, text in used.items()]
    return tagging.apply(ids, parts, Message("action-rights", len(ids)))


_SCANNED = "scan_session"
_EMPTIED = ("licence", "object_licence")
"""Fields that an answer empties where nothing follows from it."""
