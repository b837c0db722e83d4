"""Many items seen as one: which values they have and how many have each. One query each, for one or 100,000."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..domain.problems import Problem
from ..store import activities, items, scans, values
from .consenting import Portrayed, people
from .library import Library


@dataclass(frozen=True, slots=True)
class Shared:
    """A value, where it comes from (own, activity, contributor, import; person, exif), and how many items have it."""

    text: str
    origin: str = "own"
    source: str = "person"
    count: int = 1


@dataclass(frozen=True, slots=True)
class Summary:
    """Items together. `values` by field and language ("" where the field has none); `problems` with how many items
    have each; `languages` of their activities, and `spoken_in` which those are; `extension` of the first one's file;
    `defaults`: field and language of what their activities give them; `people` who is in the pictures, by name; whether
    any was `scanned`."""

    ids: tuple[str, ...] = ()
    values: Mapping[tuple[str, str], tuple[Shared, ...]] = field(default_factory=dict)
    problems: tuple[tuple[Problem, int], ...] = ()
    languages: tuple[str, ...] = ()
    extension: str = "jpg"
    defaults: frozenset[tuple[str, str]] = frozenset()
    people: tuple[Portrayed, ...] = ()
    spoken_in: tuple[str, ...] = ()
    scanned: bool = False

    @property
    def total(self) -> int:
        """How many items there are."""
        return len(self.ids)

    def all(self, field_id: str, lang: str = "") -> tuple[Shared, ...]:
        """The different values of a field in a language."""
        return self.values.get((field_id, lang), ())


def summed(library: Library, ids: Sequence[str]) -> Summary:
    """Items together, as they were at the last look."""
    database = library.database
    found: dict[tuple[str, str], list[Shared]] = {}
    for name, lang, text, origin, source, count in values.summed(database, ids):
        found.setdefault((name, lang), []).append(Shared(text, origin, source, count))
    under = activities.of_items(database, ids)
    spoken, given = activities.languages(database), activities.all_defaults(database)
    file = items.files(database, ids[:1]).get(ids[0]) if ids else None
    return Summary(
        tuple(ids), {key: tuple(shared) for key, shared in found.items()},
        tuple(values.problems_summed(database, ids)),
        tuple(dict.fromkeys(lang for activity in under for lang in spoken.get(activity, ()))),
        file.extension if file else "jpg",
        frozenset((value.field, value.lang) for activity in under for value in given.get(activity, ())),
        tuple(people(library, ids)), tuple(activity for activity in under if spoken.get(activity)),
        bool(scans.scanned(database, ids)))
