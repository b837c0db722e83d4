"""What is kept as text is looked up while there is a connection: things that may be meant, categories that there are.

Nothing is taken by itself: what was found is offered until a person says what is meant, or goes on doing without.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import Fault
from ..domain.fields import BY_ID, FIELDS, Kind
from ..domain.reference import Reference, is_id, read
from ..domain.searching import searchable
from ..domain.sites import PRACTICE
from ..domain.works import UNKNOWN
from ..store import activities, answers, reference
from . import reference as known_things
from .accounts import Account
from .library import Library
from .preflight import PAGE
from .reaching import reading

if TYPE_CHECKING:
    from ..wiki.session import Session
    from .tagging import Tagging

MEANT = "meant"
"""The kind of answers that tell which things are called like a text: QIDs, those called exactly so before others."""
AGAIN = 7 * 86_400.0
"""Seconds after which something is looked up again."""
SHOWN = 5
_AT_ONCE = 200
"""Texts that are looked up at a time: one request each and language."""
_WIKI = "wikidata"
_THINGS = tuple(field.id for field in FIELDS if field.kind is Kind.ENTITY)
_CATEGORIES = tuple(field.id for field in FIELDS if field.kind is Kind.CATEGORY)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What was looked up: texts, how many of them something is called like, and categories."""

    texts: int
    found: int
    categories: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A thing that a text may mean; `exact` says that it is called just so, and nothing else is."""

    text: str
    thing: Reference
    exact: bool


def _repository(site: str) -> str:
    """Under which name the answers about things are kept that count for a wiki: what the practice Commons says counts
    for it alone."""
    return site if site == PRACTICE else _WIKI


def texts(library: Library, site: str) -> list[str]:
    """The texts that stand for things and were not looked up lately."""
    spoken = [text for text in reference.spoken_of(library.database, _THINGS) if not is_id(text) and text != UNKNOWN]
    return _unasked(library, _repository(site), MEANT, spoken)


def categories(library: Library, wiki: str) -> list[str]:
    """The categories (full titles) that the library speaks of and a wiki was not asked about lately."""
    return _unasked(library, wiki, PAGE, [
        f"Category:{name}" for name in reference.spoken_of(library.database, _CATEGORIES)])


def _unasked(library: Library, wiki: str, kind: str, keys: Iterable[str]) -> list[str]:
    keys = list(dict.fromkeys(keys))
    known = answers.known(library.database, wiki, kind, keys, within=AGAIN)
    return [key for key in keys if key not in known]


def look_up(library: Library, account: Account, languages: Sequence[str], session: Session | None = None) -> LookedUp:
    """Ask the wikis about what is kept as text, and keep what they say; `session` is one with the account's wiki that
    is there already. Raises Faults; what came before stays."""
    wanted, pages = texts(library, account.site)[:_AT_ONCE], categories(library, account.site)
    found = 0
    if wanted:
        with nullcontext(session) if session and account.site == PRACTICE else reading(
                library, account) as asked:
            for text in wanted:
                found += bool(_ask(library, asked, _repository(account.site), text, [*languages, "en"]))
    if pages:
        with nullcontext(session) if session else reading(library, account, own=True) as asked:
            _ask_pages(library, asked, account.site, pages)
    return LookedUp(len(wanted), found, len(pages))


def look_up_quietly(library: Library, account: Account, session: Session) -> None:
    """The same beside other work, which it must not disturb."""
    try:
        look_up(library, account, library.setting("languages").split(), session)
    except Fault as fault:
        _log.info("looking up: %s", fault.code)


def _ask(library: Library, session: Session, wiki: str, text: str, languages: Sequence[str]) -> list[str]:
    from ..wiki import repository  # late: only who asks needs it

    ids: list[str] = []
    for lang in dict.fromkeys(languages):
        ids += repository.search(session, text, lang)
    ids = list(dict.fromkeys(one for one in ids if is_id(one)))[:SHOWN * 2]
    entries = [entry for several in repository.items(session, ids, [*languages, "mul"])
               for entry in map(read, several) if entry is not None]
    called = searchable(text).strip()
    exact = [entry.id for entry in entries if called in {
        searchable(name).strip() for name in (*entry.labels.values(), *sum(entry.aliases.values(), ()))}]
    others = [entry.id for entry in entries if entry.id not in exact]
    with library.database.writing() as write:
        if entries:
            reference.keep(write, entries)
        answers.keep(write, wiki, MEANT, {text: {"exact": exact, "others": others}})
    return [*exact, *others]


def _ask_pages(library: Library, session: Session, wiki: str, pages: Sequence[str]) -> None:
    from ..wiki import lookup

    told = lookup.exist(session, pages)
    with library.database.writing() as write:
        answers.keep(write, wiki, PAGE, told)


def offers(library: Library, site: str, spoken: Iterable[str], languages: Sequence[str]) -> list[Offer]:
    """What texts may mean, as it was found: things called exactly so before others."""
    spoken = [text for text in spoken if not is_id(text)]
    told = answers.known(library.database, _repository(site), MEANT, spoken, within=answers.EVER)
    found = []
    for text in spoken:
        answer = told[text].value if text in told else {}
        exact, others = answer.get("exact", []), answer.get("others", [])
        things = known_things.told(library, [*exact, *others], languages)
        found += [Offer(text, things[one], exact == [one]) for one in [*exact, *others] if one in things]
    return found[:SHOWN]


def is_there(library: Library, wiki: str, category: str) -> bool | None:
    """Whether a wiki has a category, as it was told last; None where nobody asked."""
    page = f"Category:{category}"
    told = answers.known(library.database, wiki, PAGE, [page], within=answers.EVER)
    if page in told:
        return bool(told[page].value)
    return True if reference.has_category(library.database, category) else None


def settle(library: Library, tagging: Tagging, field_id: str, text: str, thing: str) -> Changes:
    """Have a thing (QID) in the place of a text, wherever the field says it: on items and in what activities give.

    One step of undo.
    """
    database, changes = library.database, Changes()
    ids, given = reference.saying(database, field_id, text)
    name = known_things.label(library, thing, library.setting("languages").split()) or thing
    with tagging.as_one(Message("action-settle", text, name, len(ids))):
        for activity in given:
            texts_there = [value.text for value in activities.defaults(database, activity) if value.field == field_id]
            changes |= tagging.set_default(activity, field_id, list(dict.fromkeys(
                thing if one == text else one for one in texts_there)))
        if ids and BY_ID[field_id].many:
            changes |= tagging.remove(ids, field_id, [text])
            changes |= tagging.add(ids, field_id, [thing])
        elif ids:
            changes |= tagging.replace(ids, field_id, [thing])
    return changes
