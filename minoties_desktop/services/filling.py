"""What the variables of a text stand for, item by item."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..domain import dates, variables
from ..domain.checks import is_item_id
from ..domain.community import Community
from ..domain.fields import FIELDS, Kind
from ..domain.inheritance import DefaultValue
from ..domain.item import Described, Value
from ..domain.reference import preferred
from ..store import activities, communities, items, reference
from ..store.database import Database
from ..store.registers import names

TAKING = frozenset({Kind.TITLE, Kind.TEXT, Kind.LONG_TEXT, Kind.CATEGORY, Kind.ENTITY})
"""Kinds of fields whose texts may hold variables."""


class Facts:
    """What variables may stand for beside the values of an item: read when it is first asked for."""

    def __init__(self, database: Database, ids: Collection[str]) -> None:
        self._db, self._ids = database, ids
        self._known: dict[str, dict[str, Any]] = {}

    @functools.cached_property
    def rows(self) -> dict[str, tuple[str, str]]:
        """By item its activity's id and its file's name as the camera gave it, without ending."""
        return {row["id"]: (row["activity"] or "", (row["name"] or "").rpartition(".")[0] or row["name"] or "")
                for row in items.rows(self._db, list(self._ids))}

    @functools.cached_property
    def activities(self) -> dict[str, tuple[str, str, str]]:
        """Title, place and institution (id) of each activity."""
        return activities.named(self._db)

    @functools.cached_property
    def institutions(self) -> dict[str, str]:
        """The names of institutions by id."""
        return names(self._db, "institution")

    def activity(self, item: str) -> tuple[str, str, str]:
        """Title, place and institution of an item's activity, empty without one."""
        return self.activities.get(self.rows.get(item, ("", ""))[0], ("", "", ""))

    def words(self, text: str, languages: Sequence[str]) -> str:
        """A value of an entity in words, "" for an id that nothing is known of."""
        if not is_item_id(text):
            return text
        ours = self.communities.get(text)
        if ours and (typed := ours.called(languages)):
            return typed
        return preferred(self._thing(text).get("labels", {}), languages) or (ours.name if ours else "")

    @functools.cached_property
    def communities(self) -> dict[str, Community]:
        """The communities that are linked to a thing, by its QID."""
        return {one.item: one for one in communities.listed(self._db) if one.item}

    def category(self, text: str) -> str:
        """The Commons category of a value of an entity, "" where none is known."""
        return self._thing(text).get("category", "") if is_item_id(text) else ""

    def _thing(self, thing: str) -> Mapping[str, Any]:
        if thing not in self._known:
            self._known[thing] = reference.rows(self._db, [thing]).get(thing, {})
        return self._known[thing]


def known(facts: Facts, item: Described, wanted: Collection[str], lang: str = "") -> dict[str, str]:
    """What each of these names stands for in an item, in a language as far as it is spoken; "" for nothing."""
    languages = [code for code in (lang, *item.languages) if code]
    return {name: _SAID[name](facts, item, languages) for name in wanted if name in _SAID}


def _caption(_facts: Facts, item: Described, languages: Sequence[str]) -> str:
    given = item.by_language("caption")
    return next((given[code] for code in languages if code in given), "") or next(iter(given.values()), "")


def _depicts(facts: Facts, item: Described, languages: Sequence[str]) -> list[str]:
    return [words for value in item.all("depicts") if (words := facts.words(value.text, languages))]


def _subject(facts: Facts, item: Described, languages: Sequence[str]) -> str:
    return next(iter(_depicts(facts, item, languages)), "") or _caption(facts, item, languages).rstrip(". ")


def _place(facts: Facts, item: Described, languages: Sequence[str]) -> str:
    return facts.words(item.first("place_created"), languages) or facts.activity(item.id)[1]


def _place_category(facts: Facts, item: Described, _languages: Sequence[str]) -> str:
    return facts.category(item.first("place_created"))


def _institution(facts: Facts, item: Described, _languages: Sequence[str]) -> str:
    named = item.first("institution") or facts.activity(item.id)[2]
    return facts.institutions.get(named, named)


def _date(item: Described) -> dates.Date | None:
    try:
        return dates.parse(item.first("date"))
    except ValueError:
        return None


def _digits(item: Described, start: int, end: int) -> str:
    date = _date(item)
    return date.iso[start:end] if date else ""


_SAID = {
    "date": lambda facts, item, languages: _digits(item, 0, 10),
    "year": lambda facts, item, languages: _digits(item, 0, 4),
    "month": lambda facts, item, languages: _digits(item, 5, 7),
    "day": lambda facts, item, languages: _digits(item, 8, 10),
    "time": lambda facts, item, languages: (found.time[:5].replace(":", ".") if (found := _date(item)) else ""),
    "subject": _subject,
    "depicts": lambda facts, item, languages: ", ".join(_depicts(facts, item, languages)),
    "caption": _caption,
    "title": lambda facts, item, languages: item.first("title"),
    "place": _place,
    "place_category": _place_category,
    "activity": lambda facts, item, languages: facts.activity(item.id)[0],
    "institution": _institution,
    "collection": lambda facts, item, languages: item.first("collection"),
    "inventory": lambda facts, item, languages: item.first("inventory_number"),
    "author": lambda facts, item, languages: item.author.name if item.author else "",
    "filename": lambda facts, item, languages: facts.rows.get(item.id, ("", ""))[1],
}


def hold_variables(defaults: Mapping[str, Sequence[DefaultValue]]) -> set[str]:
    """The activities whose defaults have something to be filled in."""
    return {activity for activity, found in defaults.items() if any(not variables.is_plain(one.text) for one in found)}


def with_defaults_filled(facts: Facts, item: Described) -> Described:
    """The same item, what it inherits filled in for it; a text of which nothing is left is no value."""
    found = dict(item.values)
    for field in FIELDS:
        given = found.get(field.id, ())
        if field.kind not in TAKING or all(value.origin != "activity" or variables.is_plain(value.text)
                                           for value in given):
            continue
        others = replace(item, values={name: values for name, values in found.items() if name != field.id})
        fresh = [_filled(facts, others, value) for value in given]
        found[field.id] = tuple(value for value in dict.fromkeys(fresh) if value.text)
        if not found[field.id]:
            del found[field.id]
    return replace(item, values=found)


def _filled(facts: Facts, item: Described, value: Value) -> Value:
    if value.origin != "activity" or variables.is_plain(value.text):
        return value
    return value._replace(text=variables.filled(
        value.text, known(facts, item, variables.names(value.text), value.lang)))
