"""What is known of the world without a connection: names of things, their categories, what is near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..domain.positions import Position
from ..domain.reference import Reference, is_id, preferred
from ..store import reference
from .library import Library

RADIUS = 400.0
"""Metres within which a thing may be what a photograph shows."""
_LOOKED_AT = 200


def label(library: Library, thing: str, languages: Sequence[str]) -> str:
    """What a thing (a QID) is called in the first of some languages that has a name, "" where nothing is known."""
    return labels(library, [thing], languages).get(thing, "")


def labels(library: Library, things: Iterable[str], languages: Sequence[str]) -> dict[str, str]:
    """What things are called, by QID, of those that are known."""
    return {one: preferred(row["labels"], languages) for one, row in reference.rows(library.database, things).items()}


def names(library: Library, things: Iterable[str]) -> dict[str, list[str]]:
    """All that things are called, in all languages, of those that are known."""
    return reference.names(library.database, things)


def told(library: Library, things: Iterable[str], languages: Sequence[str]) -> dict[str, Reference]:
    """What is known of things, by QID."""
    return {one: _reference(row, languages) for one, row in reference.rows(library.database, things).items()}


def category(library: Library, thing: str) -> str:
    """The Commons category of a thing without its namespace, "" where none is known."""
    row = reference.rows(library.database, [thing]).get(thing)
    return row["category"] if row else ""


def found(library: Library, text: str, languages: Sequence[str], limit: int = 12) -> tuple[Reference, ...]:
    """The things that have a name which begins like a text, or are it; those first whose name is in a language of
    the reader."""
    if is_id(text.strip().upper()):
        return tuple(told(library, [text.strip().upper()], languages).values())
    names = reference.named(library.database, text, _LOOKED_AT)
    own = {code.partition("-")[0] for code in languages}
    matches: dict[str, str] = {}
    for thing, _, name in sorted(names, key=lambda one: one[1].partition("-")[0] not in own):
        matches.setdefault(thing, name)
    first = list(matches)[:limit]
    known = told(library, first, languages)
    return tuple(Reference(one.id, one.label, one.description, one.category, one.position,
                           "" if matches[one.id] == one.label else matches[one.id])
                 for one in (known[thing] for thing in first))


def near(library: Library, position: Position, languages: Sequence[str], limit: int = 8,
         ) -> tuple[tuple[Reference, float], ...]:
    """The known things near a position, and their distances in metres, the nearest first."""
    places = reference.near(library.database, position, RADIUS, limit)
    known = told(library, [thing for thing, _ in places], languages)
    return tuple((known[thing], distance) for thing, distance in places)


def _reference(row: dict[str, object], languages: Sequence[str]) -> Reference:
    latitude, longitude = row["latitude"], row["longitude"]
    place = Position(latitude, longitude) if isinstance(latitude, float) and isinstance(longitude, float) else None
    return Reference(str(row["id"]), preferred(row["labels"], languages),  # type: ignore[arg-type]
                     preferred(row["descriptions"], languages), str(row["category"]), place)  # type: ignore[arg-type]
