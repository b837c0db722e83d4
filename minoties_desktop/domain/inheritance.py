"""Which values an item has, its own or inherited live, and from where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .fields import FIELDS, Field
from .item import Value
from .people import Contributor

ALL = "*"
"""As an absent value: the item does without everything that it would inherit in the field."""


class OwnValue(NamedTuple):
    """A stored value of an item itself; `absent` marks an inherited one that it does without."""

    field: str
    lang: str
    position: int
    text: str
    source: str = "person"
    absent: bool = False


class DefaultValue(NamedTuple):
    """A default that an activity gives to its items."""

    field: str
    lang: str
    position: int
    text: str


def effective(
    own: Iterable[OwnValue], defaults: Iterable[DefaultValue], *, author: Contributor | None = None,
    operator: Contributor | None = None,
) -> dict[str, tuple[Value, ...]]:
    """The values that count, by field: own before the import's author before the activity's defaults.

    Of a field with many values the item has those of the activity and its own, less what it marks as absent;
    of any other, its own value (in each language) hides the inherited one. `author` is the contributor whose
    card or folder it was said to be; `operator` is who imported it, the author where nothing else tells.
    """
    own_by, default_by = defaultdict(list), defaultdict(list)
    for value in own:
        own_by[value.field].append(value)
    for default in defaults:
        default_by[default.field].append(default)
    result = {}
    given = {*own_by, *default_by, *(("author",) if author else ())}
    for field in FIELDS:
        if field.id not in given:
            continue
        inherited = _inherited(field, default_by[field.id], author, operator)
        if values := _merge(field, own_by[field.id], inherited):
            result[field.id] = tuple(values)
    return result


def with_habits(values: dict[str, tuple[Value, ...]], author: Contributor | None) -> dict[str, tuple[Value, ...]]:
    """The same values; where no licence is chosen, the author's habitual one."""
    if author and author.licence and "licence" not in values:
        return {**values, "licence": (Value(author.licence, origin="contributor"),)}
    return values


def _inherited(
    field: Field, defaults: list[DefaultValue], author: Contributor | None, operator: Contributor | None,
) -> list[Value]:
    if not field.inherited:
        return []
    if field.id == "author" and author:
        return [Value(author.id, origin="import")]
    if field.id == "author" and operator and not defaults:
        return [Value(operator.id, origin="import")]
    return [Value(value.text, value.lang, "activity") for value in sorted(defaults, key=lambda v: v.position)]


def _merge(field: Field, own: list[OwnValue], inherited: list[Value]) -> list[Value]:
    absent = {(value.lang, value.text) for value in own if value.absent}
    kept = [value for value in inherited
            if (value.lang, value.text) not in absent and (value.lang, ALL) not in absent]
    mine = [Value(value.text, value.lang, "own", value.source)
            for value in sorted(own, key=lambda v: v.position) if not value.absent]
    if field.many:
        texts = {value.text for value in kept}
        return kept + [value for value in mine if value.text not in texts]
    languages = {value.lang for value in mine}
    return mine + [value for value in kept if value.lang not in languages]


def another(told: str, author: str, contributors: Mapping[str, Contributor]) -> str:
    """The name of whom a file names as its author (a contributor's id or a text) where that is somebody else than
    `author`, else ""."""
    one, other = match_author(told, contributors), match_author(author, contributors)
    name = one.name if one else told
    is_same = one == other if one and other else name.casefold() == (other.name if other else author).casefold()
    return "" if is_same else name


def match_author(text: str, contributors: Mapping[str, Contributor]) -> Contributor | None:
    """The contributor that an author's value means: by id, or by exact name or user name."""
    if text in contributors:
        return contributors[text]
    wanted = text.casefold()
    return next((person for person in contributors.values()
                 if wanted and wanted in (person.name.casefold(), person.user_name.casefold())), None)
