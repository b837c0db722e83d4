"""What an item says without being told: its title, made from its activity's pattern as long as nobody typed one, and
the categories of what it depicts."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from ..domain import naming, variables
from ..domain.fields import BY_ID
from ..domain.inheritance import OwnValue
from ..domain.item import Described
from ..domain.states import ItemState
from ..store import activities, items, reference, values
from ..store.database import Database, Write
from ..store.journal import Entry
from . import filling
from .describing import describe
from .valuing import stored

PATTERN = "pattern"
"""The source of a title that follows its activity's pattern, and of a category that follows what is depicted."""
_OPEN = (ItemState.TO_FINISH, ItemState.READY)
_LONGEST = 90
"""Bytes of one part of a title, so that the number behind it is never cut off."""


def follow(database: Database, write: Write, ids: Sequence[str], fields: Collection[str]) -> list[Entry]:
    """Have what follows from these fields follow, inside the transaction that changed them; for the journal."""
    if not ids:
        return []
    found = _categories(database, write, ids) if "depicts" in fields else []
    return found + _titles(database, write, ids, fields)


def _categories(database: Database, write: Write, ids: Sequence[str]) -> list[Entry]:
    """Give items the Commons categories of the things that they depict, as far as they are known, and take back those
    of things that they depict no more; what a person said of categories stays."""
    before = values.own(database, ids)
    depicted = {item: [one.text for one in before.get(item, ()) if one.field == "depicts" and not one.absent]
                for item in ids}
    known = {thing: row["category"] for thing, row in reference.rows(
        database, {thing for things in depicted.values() for thing in things}).items() if row["category"]}
    under = items.columns(database, ids, "state")
    changed = {}
    for item in ids:
        own = [one for one in before.get(item, ()) if one.field == "categories"]
        if under.get(item, ("",))[0] not in _OPEN or not (known or any(one.source == PATTERN for one in own)):
            continue
        said = {one.text for one in own if one.source != PATTERN or one.absent}
        wanted = dict.fromkeys(known[thing] for thing in depicted[item] if thing in known)
        changed[item] = [one for one in own if one.source != PATTERN or one.absent] + [
            OwnValue("categories", "", 0, text, PATTERN) for text in wanted if text not in said]
    return stored(write, BY_ID["categories"], before, changed)


def _titles(database: Database, write: Write, ids: Sequence[str], fields: Collection[str]) -> list[Entry]:
    patterns = title_patterns(database)
    if not patterns:
        return []
    names = {name for pattern in patterns.values() for name in variables.names(pattern)}
    if not fields & ({"title"} | set().union(*(FROM.get(name, frozenset()) for name in names))):
        return []
    return titles(database, write, ids, patterns)


FROM: Mapping[str, frozenset[str]] = {
    "subject": frozenset({"depicts", "caption"}), "depicts": frozenset({"depicts"}), "caption": frozenset({"caption"}),
    "place": frozenset({"place_created"}), "place_category": frozenset({"place_created"}),
    "institution": frozenset({"institution"}),
    "collection": frozenset({"collection"}), "inventory": frozenset({"inventory_number"}),
    "author": frozenset({"author"}),
    **dict.fromkeys(("date", "year", "month", "day", "time"), frozenset({"date"})),
}
"""By variable, the fields that it is made of."""


def title_patterns(database: Database) -> dict[str, str]:
    """The patterns of titles, by activity."""
    return {activity: default.text for activity, found in activities.all_defaults(database).items()
            for default in found if default.field == "title"}


def titles(database: Database, write: Write, ids: Sequence[str], patterns: Mapping[str, str]) -> list[Entry]:
    """Bring the titles of items up to date that nobody typed, and that are not on their way yet."""
    under = items.columns(database, ids, "activity", "state")
    before = values.own(database, ids)
    open_ids = [item for item in ids if item in under and under[item][0] in patterns and under[item][1] in _OPEN
                and all(value.source == PATTERN for value in before.get(item, ()) if value.field == "title")]
    if not open_ids:
        return []
    made = _made(database, open_ids, {item: patterns[under[item][0]] for item in open_ids}, {
        item: value.text for item in open_ids for value in before.get(item, ()) if value.field == "title"})
    return stored(write, BY_ID["title"], before, {
        item: [OwnValue("title", "", 0, made[item], PATTERN)] if made.get(item) else [] for item in open_ids})


def _made(
    database: Database, ids: Sequence[str], patterns: Mapping[str, str], present: Mapping[str, str],
) -> dict[str, str]:
    """The title of each item that has a subject; one that only counts otherwise keeps its number."""
    facts, described = filling.Facts(database, ids), describe(database, ids)
    known = {item: said for item in ids if (said := _known(facts, described[item], patterns[item])) is not None}
    found = {item: present[item] for item in known
             if item in present and _fits(present[item], patterns[item], known[item], described[item])}
    taken = {naming.key(title) for title in found.values()}
    mine = set(ids).difference(found)

    def is_free(item: str, text: str) -> bool:
        key = naming.key(_tidy(text, described[item]))
        return key not in taken and mine.issuperset(values.namesakes(database, [key]).get(key, ()))

    by_pattern: dict[str, list[str]] = {}
    for item in ids:
        if item in mine and item in known:
            by_pattern.setdefault(patterns[item], []).append(item)
    for pattern, alike in by_pattern.items():
        good = [item for item in alike if _tidy(variables.filled(pattern, known[item], 1), described[item])]
        given = variables.sequence(pattern, good, is_free, known) if variables.counts(pattern) else {
            item: variables.filled(pattern, known[item]) for item in good}
        found |= {item: _tidy(text, described[item]) for item, text in given.items()}
    return found


def _known(facts: filling.Facts, item: Described, pattern: str) -> dict[str, str] | None:
    """What the variables of a pattern stand for, None where none of those that tell items apart stands for anything."""
    names = variables.names(pattern) - {variables.SEQUENCE, "title"}
    said = {name: _short(text) for name, text in filling.known(facts, item, names).items()}
    telling = [name for name in variables.TELLING if name in names]
    return said if not telling or any(said[name] for name in telling) else None


def _short(text: str) -> str:
    """A part of a title: its first sentence, cut between words."""
    text = re.split(r"(?<=\w{3})[.!?;]\s|\n", text.strip())[0].rstrip(".")
    if len(text.encode()) <= _LONGEST:
        return text
    cut = text.encode()[:_LONGEST].decode(errors="ignore")
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:-–—")


def _fits(title: str, pattern: str, known: Mapping[str, str], item: Described) -> bool:
    if not variables.counts(pattern):
        return title == _tidy(variables.filled(pattern, known), item)
    number = next(reversed(re.findall(r"\d+", title)), "0")
    return title == _tidy(variables.filled(pattern, known, int(number)), item)


def _tidy(text: str, item: Described) -> str:
    return naming.tidy(text, item.file.extension if item.file else "jpg")
