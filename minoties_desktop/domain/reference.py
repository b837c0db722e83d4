"""Things of the world as Wikidata knows them: what is kept of an entity, so that it can be named without a connection.

`category` is its property P373, without the namespace (https://www.wikidata.org/wiki/Property_talk:P373), `position`
its P625 (https://www.wikidata.org/wiki/Wikidata:Geodata_task_force/Data_structure).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .positions import Position

LONGEST = 250
"""Characters of a label or description that are kept."""
MOST_ALIASES = 20
"""Other names that are kept of a thing in one language."""
_ID = re.compile(r"Q[1-9]\d{0,11}")
_LANGUAGE = re.compile(r"[a-z][a-z0-9-]{1,30}")
_CATEGORY, _PLACE = "P373", "P625"
_EARTH = "http://www.wikidata.org/entity/Q2"  # commons-contract 5.1
_RANKS = {"preferred": 0, "normal": 1}
_ANY = ("mul", "en")
"""Languages that are better than none (Wikidata's own for all languages, and the one it has most of)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing: its QID, labels, descriptions and other names by language, its category ("" for none), its position."""

    id: str
    labels: Mapping[str, str]
    descriptions: Mapping[str, str]
    aliases: Mapping[str, tuple[str, ...]]
    category: str
    position: Position | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing in words for one reader: its QID, label ("" where nobody gave it one), description, category, position.

    `match` is the other name by which it was found, "" for its label.
    """

    id: str
    label: str
    description: str
    category: str
    position: Position | None
    match: str = ""


def is_id(text: str) -> bool:
    """Whether a text is the id of a Wikidata item."""
    return bool(_ID.fullmatch(text))


def read(entity: object) -> Entry | None:
    """The entry of an entity in Wikidata's JSON, as the API and its dumps have it; None for what is none."""
    if not isinstance(entity, Mapping) or not is_id(str(entity.get("id", ""))) or "missing" in entity:
        return None
    labels, descriptions = dict(_texts(entity.get("labels"))), dict(_texts(entity.get("descriptions")))
    if not labels:
        return None
    claims = entity.get("claims") or entity.get("statements")
    category = next((text for text in _values(claims, _CATEGORY) if isinstance(text, str)), "")
    return Entry(str(entity["id"]), labels, descriptions, dict(_lists(entity.get("aliases"))), _line(category),
                 next(filter(None, map(_position, _values(claims, _PLACE))), None))


def preferred(texts: Mapping[str, str], languages: Sequence[str]) -> str:
    """The text in the first language that has one, a region's in its language's too; else any, "" for none."""
    wanted = [code for language in languages for code in (language, language.partition("-")[0])]
    for code in (*wanted, *_ANY):
        if texts.get(code):
            return texts[code]
    return next(iter(texts.values()), "")


def _texts(terms: object) -> Iterator[tuple[str, str]]:
    """Language and text; an empty map comes as a list."""
    for language, term in terms.items() if isinstance(terms, Mapping) else ():
        text = _line(term.get("value")) if isinstance(term, Mapping) else ""
        if text and isinstance(language, str) and _LANGUAGE.fullmatch(language):
            yield language, text


def _lists(terms: object) -> Iterator[tuple[str, tuple[str, ...]]]:
    for language, several in terms.items() if isinstance(terms, Mapping) else ():
        if isinstance(several, Sequence) and not isinstance(several, str):
            texts = [text for one in several for _, text in _texts({language: one})]
            if texts:
                yield language, tuple(texts[:MOST_ALIASES])


def _values(claims: object, property_id: str) -> list[Any]:
    """The values of the statements of a property, the preferred ones first, the deprecated ones not."""
    found = claims.get(property_id) if isinstance(claims, Mapping) else None
    ranked: list[tuple[int, Any]] = []
    for claim in found if isinstance(found, list) else ():
        snak = claim.get("mainsnak") if isinstance(claim, Mapping) else None
        value = snak.get("datavalue") if isinstance(snak, Mapping) else None
        rank = _RANKS.get(str(claim.get("rank", "normal"))) if isinstance(claim, Mapping) else None
        if rank is not None and isinstance(value, Mapping):
            ranked.append((rank, value.get("value")))
    return [value for _, value in sorted(ranked, key=lambda one: one[0])]


def _position(value: object) -> Position | None:
    if not isinstance(value, Mapping) or value.get("globe", _EARTH) != _EARTH:
        return None
    numbers = (value.get("latitude"), value.get("longitude"))
    if not all(isinstance(number, int | float) and not isinstance(number, bool) for number in numbers):
        return None
    if not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):  # type: ignore[operator]
        return None
    return Position(float(numbers[0]), float(numbers[1]))  # type: ignore[arg-type]


def _line(text: object) -> str:
    """A text from outside on one line, without signs that no reader sees."""
    if not isinstance(text, str):
        return ""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:LONGEST]
