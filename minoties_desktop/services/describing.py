"""Looks at items: which values count, what is missing, in which state they are; and keeps the answer for lists."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from ..config.resources import resource
from ..domain import dates, institution, naming, permits
from ..domain.changes import Changes
from ..domain.checks import Surroundings, problems
from ..domain.fields import BY_ID, Kind
from ..domain.inheritance import effective, match_author, with_habits
from ..domain.item import Described, FileFacts, Value
from ..domain.people import Contributor
from ..domain.privacy import is_strict, parse
from ..domain.problems import Problem
from ..domain.scanning import UNPUBLISHED
from ..domain.sites import PRACTICE
from ..domain.states import item_state
from ..media.kinds import JPEG, PDF, TIFF, is_cleanable, is_derived
from ..store import activities, institutions, items, leaves, outbox, persons, values
from ..store.database import Database, Write
from ..store.institutions import Occasion
from ..store.registers import contributors
from . import filling, holding, senders

_SEARCHED = frozenset(name for name, field in BY_ID.items() if field.kind in (
    Kind.TEXT, Kind.LONG_TEXT, Kind.CATEGORY, Kind.ENTITY, Kind.INSTITUTION))
CHUNK = 500
SEPARATE = {"jpeg": JPEG, "tiff": TIFF}
"""The kinds of files that pages become one by one, by the choice of the field `sent_as`."""


def caption_languages() -> frozenset[str]:
    """Codes that Commons takes for captions, as of the snapshot that ships with the app."""
    return frozenset(json.loads(resource("vocab", "caption_languages.json").read_text(encoding="utf-8")))


class Registers:
    """What items inherit from: people, imports, activities, and what institutions allowed their guests. Read once."""

    def __init__(self, database: Database) -> None:
        self.people = contributors(database)
        self.importers = items.importers(database)
        self.defaults = activities.all_defaults(database)
        self.variable = filling.hold_variables(self.defaults)
        self.languages = activities.languages(database)
        self.withheld = {activity: parse(words) for activity, words in activities.privacies(database).items()}
        self._houses, self._agreements = institutions.houses(database), institutions.agreements(database)
        self._occasions = institutions.occasions(database)
        self._database = database

    @functools.cached_property
    def _lists(self) -> list[tuple[str, str, str]]:
        return institutions.kept_lists(self._database)

    def agreed(self, item: Described, activity: str, now: datetime) -> Described:
        """An item with the institution that it is from, and the agreement that it goes by."""
        occasion = self._occasions.get(activity) or Occasion("", "", "")
        house = self._houses.get(item.first("institution") or occasion.institution)
        if house is None and not occasion.agreement:
            return replace(item, occasion=occasion.kind) if occasion.kind else item
        known = [one for one in self._agreements.values()
                 if (one.id == occasion.agreement if occasion.agreement else house and one.institution == house.id)]
        item = replace(item, house=house, occasion=occasion.kind,
                       unlisted=bool(house and self._is_unlisted(house.id, item.first("inventory_number"))),
                       agreed=not occasion.agreement and occasion.kind not in permits.HOSTED)
        return replace(item, agreement=permits.counting(item, known, now))

    def _is_unlisted(self, house: str, number: str) -> bool:
        given = [rows for owner, _, rows in self._lists if owner == house] if number else []
        return bool(given) and not any(institution.key(number) in _numbers(rows) for rows in given)


def describe(
    database: Database, ids: Iterable[str], *, uploader: str = "", registers: Registers | None = None,
) -> dict[str, Described]:
    """Items with the values that count for them now, by id. `uploader` is the wiki user who would send them.

    Whoever asks often gives the `registers`, as they are at this moment.
    """
    ids = list(ids)
    known = registers or Registers(database)
    columns = items.columns(database, ids, "activity", "import_run")
    own = values.own(database, ids)
    named = persons.listed(database, ids)
    bound = leaves.counted(database, ids, UNPUBLISHED)
    files = {item: _judged(_bound(file, bound.get(item, 1)), known.withheld.get(columns[item][0], frozenset()),
                           item in named)
             for item, file in items.files(database, ids).items()}
    facts, now = filling.Facts(database, ids), datetime.now(UTC)
    found = {}
    for item, (activity, import_run) in columns.items():
        author, operator = (known.people.get(person) for person in known.importers.get(import_run, ("", "")))
        counted = effective(own.get(item, ()), known.defaults.get(activity, ()), author=author, operator=operator)
        author = _author(counted, known.people)
        counted = with_habits(counted, author)
        found[item] = Described(
            item, counted, _separate(files.get(item), bound.get(item, 1), counted), author, uploader,
            known.languages.get(activity, ()),
            named=len(named.get(item, ())), portrayed=tuple(named.get(item, ())))
        if activity in known.variable:
            found[item] = filling.with_defaults_filled(facts, found[item])
        found[item] = known.agreed(found[item], activity or "", now)
    return found


@functools.lru_cache(16)
def _numbers(rows: str) -> frozenset[str]:
    """The numbers of a kept list: it may be a long one, and an item is looked at after each word that is typed."""
    return frozenset(map(institution.key, json.loads(rows)))


def _bound(file: FileFacts, pages: int) -> FileFacts:
    """What an item of several pages will be sent as, though that is not made yet."""
    return file._replace(extension=PDF.extension, mime=PDF.mime) if pages > 1 and not file.recipe else file


def _separate(file: FileFacts | None, pages: int, counted: Mapping[str, tuple[Value, ...]]) -> FileFacts | None:
    """The same for an item whose pages are files of their own."""
    kind = SEPARATE.get(next((value.text for value in counted.get("sent_as", ())), ""))
    return file._replace(extension=kind.extension, mime=kind.mime) if file and kind and pages > 1 else file


def _judged(file: FileFacts, withheld: frozenset[str], has_people: bool) -> FileFacts:
    unmade = not file.recipe and is_derived(file.master)
    tells = bool(withheld) and not is_cleanable(file.master)
    names = has_people and not is_strict(withheld)
    return file._replace(unmade=unmade, tells=tells, names=names) if unmade or tells or names else file


def _author(counted: Mapping[str, tuple[Value, ...]], people: Mapping[str, Contributor]) -> Contributor | None:
    chosen = counted.get("author", ())
    return match_author(chosen[0].text, people) if chosen else None


def refresh(database: Database, write: Write, ids: Iterable[str]) -> None:
    """Look at items anew, inside the transaction of the write that touched them.

    Items whose names were or now are the same as theirs are looked at too.
    """
    ids = list(dict.fromkeys(ids))
    described = _as_sent(database, ids)
    columns = items.columns(database, ids, "title_key", "deleted")
    # A binned item gives its name back.
    keys = {item: "" if columns[item][1] else naming.key(found.first("title")) for item, found in described.items()}
    before = {item: key for item, (key, _) in columns.items()}
    moved = {key for item in described for key in (keys[item], before.get(item, "")) if keys[item] != before.get(item)}
    touched = {other for others in values.namesakes(database, moved).values() for other in others} - set(described)
    if touched:
        described.update(_as_sent(database, touched))
        keys.update({item: naming.key(described[item].first("title")) for item in touched})
    twice = _twice(database, keys)
    found = {item: look(one, title_taken=item in twice) for item, one in described.items()}
    old_values = values.effective(database, described)
    values.set_effective(write, old_values, {item: one.values for item, one in described.items()})
    values.set_problems(write, values.placed_problems(database, described), found)
    values.set_looked(write, {item: _looked(one, keys[item]) for item, one in described.items()})
    holding.settle(database, write, found, described)
    restate(database, write, described)


def _as_sent(database: Database, ids: Iterable[str]) -> dict[str, Described]:
    """Items with those who would send them."""
    names = senders.users(database)
    found = {}
    for item, one in describe(database, ids).items():
        uploader = senders.uploader(one, names)
        found[item] = replace(one, uploader=uploader) if uploader != one.uploader else one
    return found


def restate(database: Database, write: Write, ids: Iterable[str]) -> None:
    """Bring the states of items up to date, by their deliveries, problems and flags as they are stored."""
    ids = list(ids)
    deliveries = outbox.states(database, ids)
    known, found = items.columns(database, ids, "blocking", "flag", "state"), {}
    for item, (blocking, flag, before) in known.items():
        states = deliveries.get(item, ())
        state = item_state(
            [state for wiki, state in states if wiki != PRACTICE], blocked=blocking > 0, rejected=flag == "reject",
            practice=[state for wiki, state in states if wiki == PRACTICE])
        if state != before:
            found[item] = state
    items.set_states(write, found)
    write.touched("item", known)  # their deliveries are another where their states are not


def _twice(database: Database, keys: Mapping[str, str]) -> set[str]:
    """The items of `keys` that share their name with another one, inside or outside of `keys`."""
    bearers: dict[str, set[str]] = {}
    for key, others in values.namesakes(database, [key for key in keys.values() if key]).items():
        bearers[key] = {other for other in others if other not in keys}
    for item, key in keys.items():
        if key:
            bearers.setdefault(key, set()).add(item)
    return {item for item, key in keys.items() if key and len(bearers[key]) > 1}


def look(item: Described, *, title_taken: bool = False) -> list[Problem]:
    """The problems of an item as it stands now."""
    return problems(item, Surroundings(datetime.now(UTC), _CAPTION_LANGUAGES, title_taken))


_CAPTION_LANGUAGES = caption_languages()


def _looked(item: Described, title_key: str) -> values.Looked:
    texts = [value.text for field, found in item.values.items() if field in _SEARCHED for value in found]
    if item.author:
        texts.append(item.author.name)
    if item.file:
        texts.append(item.file.path.rpartition("/")[2])
    return values.Looked(
        item.first("title"), title_key, _sortable(item.first("date")),
        " ".join(item.by_language("caption")), "\n".join(texts))


def _sortable(date: str) -> str:
    try:
        found = dates.parse(date)
    except ValueError:
        return date
    moment = found.instant
    return moment.isoformat() if moment else f"{found.iso}T{found.time}"


def refresh_dirty(database: Database, *, limit: int | None = None) -> Changes:
    """Look at items that were marked dirty, in chunks of one transaction each; at most `limit` of them."""
    senders.mark_changed(database)
    changes, left = Changes(), limit
    while left is None or left > 0:
        found = values.dirty(database, min(CHUNK, left or CHUNK))
        if not found:
            break
        with database.writing() as write:
            refresh(database, write, found)
            values.forget_dirty(write, found)
        changes |= write.changes
        left = None if left is None else left - len(found)
    return changes


