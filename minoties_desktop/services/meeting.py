"""Which community of the library each line of a list means; what both say is kept, or told where it can't be."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from ..config.messages import Message
from ..domain.community import Community
from ..domain.glossary import Term
from ..domain.searching import searchable


@dataclass(slots=True, eq=False)
class Meant:
    """A community as it will be; `id` is "" for a new one, `line` the first line that means it (0 for none)."""

    id: str
    name: str
    item: str
    names: dict[str, str]
    line: int = 0
    changed: bool = False

    def agrees(self, term: Term) -> bool:
        """Whether it can say all that a line says without losing a name."""
        return all(self.names.get(lang, text) == text for lang, text in term.all_texts.items())


class Meeting:
    """A list meeting the communities that there are: `written` is what is new or other, in the order of the list, and
    `told` has a sentence for each name that was replaced or stays as it was.

    Each line means another community, unless it has the item (or without one the name) of an earlier line and says
    nothing else in a language. Every line is looked up, never compared with all.
    """

    def __init__(self, known: Iterable[Community], terms: Iterable[Term]) -> None:
        self.told: list[Message] = []
        self._there = [Meant(one.id, one.name, one.item, dict(one.names)) for one in known]
        self._free: defaultdict[Hashable, deque[Meant]] = defaultdict(deque)
        self._latest: dict[tuple[str, ...], Meant] = {}
        self._count: defaultdict[str, int] = defaultdict(int)
        for one in self._there:
            self._count[_key(one.name)] += 1
            for where in _places(one):
                self._free[where].append(one)
        fresh: list[Meant] = []
        for number, term in self._in_order(terms):
            meant = self._joined(term) or self._among(term)
            if meant is None:
                meant = Meant("", term.name, term.item, {})
                fresh.append(meant)
            self._say(meant, term, number)
        self.written = sorted((one for one in (*self._there, *fresh) if one.changed or not one.id),
                              key=lambda one: one.line)

    def _in_order(self, terms: Iterable[Term]) -> Iterator[tuple[int, Term]]:
        """The lines with their numbers: those that say just what is there take it first, then those with an item."""
        left = []
        for number, term in enumerate(terms, 1):
            if found := self._first((term.name, term.item, frozenset(term.all_texts.items()))):
                self._say(found, term, number)
            else:
                left.append((number, term))
        yield from sorted(left, key=lambda line: not line[1].item)

    def _joined(self, term: Term) -> Meant | None:
        """What an earlier line meant, if this one goes on about it."""
        who = _identity(term)
        for place in (*((*who, *pair) for pair in term.all_texts.items()), who):
            found = self._latest.get(place)
            if found and found.agrees(term) and (
                    found.id or term.lang or _key(term.name) in map(_key, (found.name, *found.names.values()))):
                return found
        return None

    def _among(self, term: Term) -> Meant | None:
        """The community of the library that a line means, and no other line did so far."""
        key, texts = _key(term.name), list(term.all_texts.items())
        if term.item:
            found = self._any([(term.item, key), *((term.item, *pair) for pair in texts), (term.item,)])
            if found is None and (bare := self._any([("", key, *pair) for pair in texts] + [("", key)])):
                found = bare if bare.agrees(term) else None
            return found
        found = self._any([("", key, *pair) for pair in texts] + [("named", key, *pair) for pair in texts])
        bare = found or self._first(("", key))
        if bare is not None and (self._count[key] == 1 or bare.agrees(term)):
            return bare
        return self._first(("named", key)) if self._count[key] == 1 or not texts else None

    def _any(self, places: Iterable[Hashable]) -> Meant | None:
        return next(filter(None, map(self._first, places)), None)

    def _first(self, place: Hashable) -> Meant | None:
        """The oldest one of a place that no line has meant yet."""
        waiting = self._free.get(place)
        while waiting and waiting[0].line:
            waiting.popleft()
        return waiting[0] if waiting else None

    def _say(self, meant: Meant, term: Term, number: int) -> None:
        """Have it say what a line says beside what it says itself."""
        meant.line = meant.line or number
        who = _identity(term)
        self._latest[who] = meant
        for lang, text in term.all_texts.items():
            self._latest[*who, lang, text] = meant
            before = meant.names.get(lang, text)
            if before != text:
                self.told.append(Message("community-replaced", meant.name, lang, text, before))
            meant.changed |= meant.names.get(lang) != text
            meant.names[lang] = text
        if term.item and meant.item != term.item:
            meant.item, meant.changed = term.item, True
        if term.name not in (meant.name, *meant.names.values()):
            self.told.append(Message("community-known-as", term.name, meant.name))


def _key(name: str) -> str:
    return searchable(name).strip()


def _identity(term: Term) -> tuple[str, str]:
    return (term.item, "") if term.item else ("", _key(term.name))


def _places(one: Meant) -> Iterator[Hashable]:
    """Where it is looked for: as it stands, by its item, and by its name with or without one; each with a name too."""
    key = _key(one.name)
    yield one.name, one.item, frozenset(one.names.items())
    starts: list[tuple[str, ...]] = [(one.item,), ("named", key)] if one.item else [("", key)]
    for start in starts:
        yield start
        yield from ((*start, *pair) for pair in one.names.items())
    if one.item:
        yield one.item, key
