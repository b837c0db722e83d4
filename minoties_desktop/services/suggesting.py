"""What is offered while somebody types: texts of the library's own history, the nearest first."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence

from ..domain import positions
from ..domain.checks import is_item_id
from ..domain.reference import Reference
from ..domain.searching import searchable
from ..domain.suggesting import Near, Used, nearest, ranked
from ..store import activities, items, values
from ..store import communities as kept_communities
from . import glossary, reference
from .glossary import Glossary
from .library import Library

SHOWN = 8
_DEPICTED, _COMMUNITIES = "depicts", "communities"
_KEPT = 500
_TERMS = 3
"""How many terms are offered beside what was said before."""
_FRESH = 5.0
"""Seconds for which what was read of a large library is good enough, though items have changed."""


class Suggestions:
    """The texts of one library by field and language, read when they are first asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[tuple[str, str], tuple[float, list[Used]]] = {}
        self._stale = True
        self._terms: Glossary | None = None

    def forget(self) -> None:
        """Something changed: read again, though not at every key."""
        self._stale = True

    def offered(self, field: str, lang: str, typed: str, item: str, limit: int = SHOWN) -> list[str]:
        """Texts for a field of an item that go on from what is typed, the nearest first, then terms of the glossary;
        before anything is typed in a language, what the terms in the item's other captions are called in it."""
        if lang and not typed.strip():
            return self.told(lang, item)[:limit]
        found = [one.text for one in ranked(self._read(field, lang), typed, self._near(item), limit)]
        terms = self._glossary().going_on(lang, typed, _TERMS) if lang else []
        return list(dict.fromkeys([*found[:limit - len(terms)], *terms]))

    def told(self, lang: str, item: str) -> list[str]:
        """What the terms in an item's captions in other languages are called in a language."""
        terms = self._glossary()
        captions = values.effective(self._library.database, [item]).get(item, {}).get("caption", ())
        return list(dict.fromkeys(text for caption in captions if caption.lang != lang
                                  for text in terms.told(caption.lang, caption.text, lang)))

    def _glossary(self) -> Glossary:
        if self._terms is None:
            self._terms = Glossary(glossary.listed(self._library))
        return self._terms

    def forget_terms(self) -> None:
        """The glossary changed."""
        self._terms = None

    def things(self, field: str, typed: str, item: str, languages: Sequence[str]) -> list[tuple[str, str]]:
        """Things of the world, each in words and as its QID: what begins with what is typed, things used before first;
        without anything typed what is near to where the photograph was taken."""
        if field == _COMMUNITIES:
            found: dict[str, str] = {}
            for words, thing in (*self._communities(typed), *self._named(field, typed, item, languages)):
                found.setdefault(thing, words)
            return [(words, thing) for thing, words in found.items()][:SHOWN]
        if not typed.strip():
            around = [(f"{said(one)} · {distance:.0f} m", one.id) for one, distance in self._around(item, languages)]
            spoken = reference.told(self._library, self._spoken_of(item), languages) if field == _DEPICTED else {}
            return [*((said(one), thing) for thing, one in spoken.items()), *around][:SHOWN]
        return self._named(field, typed, item, languages)

    def _communities(self, typed: str) -> list[tuple[str, str]]:
        """The communities of the library that are called so, by any of their names or of those that their item is
        known to have, each in words and as its QID, or its name without one."""
        wanted, known = searchable(typed).strip(), kept_communities.listed(self._library.database)
        others, found = reference.names(self._library, [one.item for one in known if one.item]), []
        for one in known:
            called = next((name for name in (*one.all_names, *others.get(one.item, ()))
                           if f" {wanted}" in f" {searchable(name)}"), None)
            if called is not None:
                found.append((one.name if called == one.name else f"{one.name} · {called}", one.value))
        return found

    def _named(self, field: str, typed: str, item: str, languages: Sequence[str]) -> list[tuple[str, str]]:
        found = reference.found(self._library, typed, languages, SHOWN)
        used = {one.text: place for place, one in enumerate(nearest(self._read(field, ""), self._near(item), _KEPT))}
        ranked_things = sorted(found, key=lambda one: used.get(one.id, _KEPT))
        texts = [(text, text) for text in self.offered(field, "", typed, item) if not is_item_id(text)]
        alike = Counter(said(one) for one in ranked_things)
        things = [(f"{words} · {one.id}" if alike[words := said(one)] > 1 else words, one.id) for one in ranked_things]
        return [*things, *texts][:SHOWN]

    def _spoken_of(self, item: str) -> list[str]:
        """The things that the glossary's terms in an item's captions stand for."""
        captions = values.effective(self._library.database, [item]).get(item, {}).get("caption", ())
        return list(dict.fromkeys(thing for caption in captions
                                  for thing in self._glossary().items(caption.lang, caption.text)))

    def _around(self, item: str, languages: Sequence[str]) -> Sequence[tuple[Reference, float]]:
        given = values.effective(self._library.database, [item]).get(item, {})
        where = next((one.text for name in ("subject_position", "camera_position") for one in given.get(name, ())), "")
        try:
            return reference.near(self._library, positions.parse(where), languages, SHOWN) if where else ()
        except ValueError:
            return ()

    def _read(self, field: str, lang: str) -> Sequence[Used]:
        read, known = self._known.get((field, lang), (float("-inf"), []))
        if read == float("-inf") or (self._stale and time.monotonic() - read > _FRESH):
            known = [Used(text, count, frozenset(under.split()), latest or "", searchable(text))
                     for text, count, under, latest in values.used_where(self._library.database, field, lang)]
            self._known[field, lang] = (time.monotonic(), known)
        return known

    def _near(self, item: str) -> Near:
        database = self._library.database
        activity, taken = items.columns(database, [item], "activity", "taken").get(item, ("", ""))
        return Near(activity or "", activities.alike(database, activity) if activity else frozenset(),
                    (taken or "")[:10])


def communities(library: Library, typed: str, languages: Sequence[str]) -> list[tuple[str, str]]:
    """The library's communities, and things of the world, that are called like a text: in words, and what they are."""
    return Suggestions(library).things(_COMMUNITIES, typed, "", languages)


def said(thing: Reference) -> str:
    """A thing in words: its label, and what it is."""
    return f"{thing.label or thing.id} · {thing.description}" if thing.description else thing.label or thing.id


def meant(library: Library, text: str, languages: Sequence[str]) -> str:
    """The QID of the one thing that is called exactly so, else the text itself."""
    exact = [one.id for one in reference.found(library, text, languages, SHOWN)
             if searchable(one.label).strip() == searchable(text).strip()]
    return exact[0] if len(exact) == 1 else text
