"""An institution as its items see it: what it is called, its collections, and which of them a thing is from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..config.messages import Message
from .errors import UsageFault

_RANGE = re.compile(r"(\S*?)(\d+)\.\.(\S*?)(\d+)")


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection or a room of an institution; `pattern` says how its inventory numbers look, "" for anyhow."""

    id: str
    name: str
    pattern: str = ""

    def fits(self, number: str) -> bool:
        """Whether an inventory number looks like one of this collection."""
        return any(_fits(part, number) for part in self.pattern.split())


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution: names by language, Wikidata item, Commons category, institution template, collections."""

    id: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    item: str = ""
    category: str = ""
    template: str = ""
    credit: str = ""
    collections: Sequence[Collection] = ()

    def called(self, languages: Sequence[str]) -> str:
        """Its name in the first of some languages that it has one in, else the one that it is known by here."""
        return next((self.names[lang] for lang in languages if self.names.get(lang)), self.name)

    def collection(self, name: str, number: str) -> Collection | None:
        """The collection that a thing is from: the one of that name, else the only one that its number fits."""
        if name:
            wanted = " ".join(name.split()).casefold()
            return next((one for one in self.collections if one.name.casefold() == wanted), None)
        found = [one for one in self.collections if number and one.fits(number)]
        return found[0] if len(found) == 1 else None

    def is_odd(self, name: str, number: str) -> bool:
        """Whether a number is none of the collection's it is said to be from, or of none that the institution has."""
        named = self.collection(name, number) if name else None
        asked = [one for one in ([named] if named else self.collections) if one.pattern]
        return bool(number and asked) and not any(one.fits(number) for one in asked)


def key(number: str) -> str:
    """What makes two inventory numbers the same one, however they are written."""
    return "".join(number.split()).casefold()


def check_pattern(pattern: str) -> None:
    """Raise UsageFault for a pattern of inventory numbers that can't be read: MT-#### or MT-* or MT-0001..MT-0480."""
    for part in pattern.split():
        if ".." in part:
            match = _RANGE.fullmatch(part)
            if match is None or match[1] != match[3] or int(match[2]) > int(match[4]):
                raise UsageFault(Message("error-pattern", part), Message("error-pattern-remedy"), code="pattern")


def _fits(part: str, number: str) -> bool:
    number = number.strip().casefold()
    if match := _RANGE.fullmatch(part):
        before, first, _, last = (text.casefold() for text in match.groups())
        rest = number.removeprefix(before)
        digits = rest if number.startswith(before) else ""
        # int() takes digits of all scripts; as many of them as a number has at most.
        return digits.isdecimal() and len(digits) <= 18 and int(first) <= int(digits) <= int(last)
    signs = {"#": r"\d", "*": ".*", "?": "."}
    return bool(re.fullmatch("".join(signs.get(sign, re.escape(sign)) for sign in part.casefold()), number))
