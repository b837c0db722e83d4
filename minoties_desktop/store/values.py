"""Values of items: their own, those that count, their problems, and which items have to be looked at again."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..config.messages import Message
from ..domain import sorting
from ..domain.fields import FIELDS
from ..domain.inheritance import OwnValue
from ..domain.item import Value
from ..domain.problems import Problem, Severity, one
from ..domain.searching import searchable
from .database import Database, Write

_ORDER = {field.id: place for place, field in enumerate(FIELDS, 1)}
_APART, _ADVICE = 100, 1_000_000  # Between the places of two fields' problems; from blocking problems to advice.


class Looked(NamedTuple):
    """What a look at an item found, kept in its row for lists, counts and search."""

    title: str
    title_key: str
    taken: str
    languages: str
    text: str


def own(database: Database, items: Iterable[str]) -> dict[str, list[OwnValue]]:
    """The stored values of items, by item."""
    found: dict[str, list[OwnValue]] = {}
    for item, *told, absent in database.reading().execute(
            """SELECT item, field, lang, position, value, source, absent FROM field_value
               WHERE item IN (SELECT value FROM json_each(?)) ORDER BY item, field, position, lang""", (_ids(items),)):
        found.setdefault(item, []).append(OwnValue(*told, bool(absent)))
    return found


def set_own(write: Write, item: str, field: str, values: Sequence[OwnValue]) -> None:
    """Replace an item's own values of one field; positions are given anew, in order."""
    set_own_of_many(write, field, {item: values})


def set_own_of_many(write: Write, field: str, values: Mapping[str, Sequence[OwnValue]]) -> None:
    """Replace the own values of many items of one field, by item."""
    write.execute("DELETE FROM field_value WHERE field = ? AND item IN (SELECT value FROM json_each(?))",
                  (field, _ids(values)))
    add_own(write, [(item, value if (value.field, value.position) == (field, position)
                     else value._replace(field=field, position=position))
                    for item, found in values.items() for position, value in enumerate(found)])
    mark_dirty(write, values)


def add_own(write: Write, rows: Iterable[tuple[str, OwnValue]]) -> None:
    """Insert own values of items that have none at these places, each with its item; they have to be dirty."""
    write.executemany(
        "INSERT INTO field_value (item, field, lang, position, value, source, absent) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(item, value.field, value.lang, value.position, value.text, value.source, int(value.absent))
         for item, value in rows])


def mark_dirty(write: Write, items: Iterable[str]) -> None:
    """Have items looked at again."""
    items = list(items)
    write.execute("INSERT OR IGNORE INTO dirty SELECT value FROM json_each(?)", (_ids(items),))
    write.touched("item", items)


def dirty(database: Database, limit: int) -> list[str]:
    """Some items that have to be looked at again."""
    return [row[0] for row in database.reading().execute("SELECT item FROM dirty LIMIT ?", (limit,))]


def forget_dirty(write: Write, items: Iterable[str]) -> None:
    """Clear the dirty marks of items that were looked at, or that do not exist."""
    write.execute("DELETE FROM dirty WHERE item IN (SELECT value FROM json_each(?))", (_ids(items),))


def effective(database: Database, items: Iterable[str]) -> dict[str, dict[str, tuple[Value, ...]]]:
    """The values that counted at the last look, by item and field."""
    found: dict[str, dict[str, list[Value]]] = {}
    for item, field, *told in database.reading().execute(
            """SELECT item, field, value, lang, origin, source FROM effective
               WHERE item IN (SELECT value FROM json_each(?)) ORDER BY item, field, position""", (_ids(items),)):
        found.setdefault(item, {}).setdefault(field, []).append(Value(*told))
    return {item: {field: tuple(values) for field, values in fields.items()} for item, fields in found.items()}


def first(database: Database, field: str, items: Iterable[str]) -> dict[str, str]:
    """The text of a field's first value that counted at the last look, by item; items without one are left out."""
    return dict(database.reading().execute(
        """SELECT item, value FROM effective WHERE field = ? AND item IN (SELECT value FROM json_each(?))
           ORDER BY item, position DESC""", (field, _ids(items))).fetchall())


def languages(database: Database, items: Iterable[str]) -> list[str]:
    """The languages that some items have values in."""
    return [row[0] for row in database.reading().execute(
        """SELECT DISTINCT lang FROM effective
           WHERE lang != '' AND item IN (SELECT value FROM json_each(?)) ORDER BY lang""", (_ids(items),))]


def set_effective(
    write: Write, before: Mapping[str, Mapping[str, tuple[Value, ...]]],
    after: Mapping[str, Mapping[str, tuple[Value, ...]]],
) -> None:
    """Store the values that count now; only fields that differ from `before` are written."""
    gone, new = [], []
    for item, fields in after.items():
        old = before.get(item, {})
        for field in {*old, *fields}:
            if old.get(field, ()) == fields.get(field, ()):
                continue
            if field in old:
                gone.append((item, field))
            new += [(item, field, value.lang, position, value.text, value.source, value.origin)
                    for position, value in enumerate(fields.get(field, ()))]
    write.executemany("DELETE FROM effective WHERE item = ? AND field = ?", gone)
    write.executemany(
        "INSERT INTO effective (item, field, lang, position, value, source, origin) VALUES (?, ?, ?, ?, ?, ?, ?)", new)


def problems(database: Database, items: Iterable[str]) -> dict[str, list[Problem]]:
    """The problems found at the last look, by item, blocking ones first."""
    return {item: list(found.values()) for item, found in placed_problems(database, items).items()}


def placed_problems(database: Database, items: Iterable[str]) -> dict[str, dict[int, Problem]]:
    """The problems found at the last look, by item and by the place at which each is stored."""
    return {item: dict(_told(told)) for item, told in database.reading().execute(
        """SELECT item, json_group_array(json_array(position, code, severity, field, message)) FROM problem
           WHERE item IN (SELECT value FROM json_each(?)) GROUP BY item""", (_ids(items),))}


@functools.lru_cache(4096)
def _told(rows: str) -> dict[int, Problem]:
    # Many items have the same problems.
    return {position: _problem(*words) for position, *words in sorted(json.loads(rows))}


def _placed(problems: Iterable[Problem]) -> dict[int, Problem]:
    """Problems at places that keep their order, and that hardly change when one comes or goes."""
    found: dict[int, Problem] = {}
    for problem in problems:
        place = (0 if problem.severity is Severity.BLOCKS else _ADVICE) + _ORDER.get(problem.field, 0) * _APART
        while place in found:
            place += 1
        found[place] = problem
    return found


@functools.lru_cache(4096)
def _problem(code: str, severity: str, field: str, message: str) -> Problem:
    # Many items have the same few problems.
    return one(Problem(code, Severity(severity), field, Message.from_json(json.loads(message))))


@functools.lru_cache(4096)
def _written(message: Message) -> str:
    return json.dumps(message.to_json(), ensure_ascii=False)


def with_code(database: Database, code: str) -> list[str]:
    """The items that have a problem."""
    return [row[0] for row in database.reading().execute(
        "SELECT DISTINCT item FROM problem WHERE code = ?", (code,))]


def set_problems(
    write: Write, before: Mapping[str, Mapping[int, Problem]], after: Mapping[str, list[Problem]],
) -> None:
    """Store problems; only those that came or went since `before` (as `placed_problems` gives it) are written."""
    gone, come, counted = [], [], []
    for item, found in after.items():
        old, new = before.get(item, {}), _placed(found)
        if old == new:
            continue
        blocking = len([place for place in new if place < _ADVICE])
        counted.append((blocking, len(new) - blocking, item))
        gone += [(item, place) for place, problem in old.items() if new.get(place) is not problem]
        come += [(item, place, problem.code, problem.severity, problem.field, _written(problem.message))
                 for place, problem in new.items() if old.get(place) is not problem]
    write.executemany("DELETE FROM problem WHERE item = ? AND position = ?", gone)
    write.executemany(
        "INSERT INTO problem (item, position, code, severity, field, message) VALUES (?, ?, ?, ?, ?, ?)", come)
    write.executemany(
        "UPDATE item SET blocking = ?, advising = ? WHERE id = ?", counted)


def set_looked(write: Write, looked: Mapping[str, Looked]) -> None:
    """Store what a look found, the text for searching with it, and clear the dirty marks."""
    # Most looks find what is there already, and then no index needs to be written.
    fresh, texts = [], []
    for seq, item, title, body, *known in write.execute(
            """SELECT seq, id, item_text.title, body, item.title, title_key, taken, languages
               FROM item LEFT JOIN item_text ON item_text.rowid = seq
               WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq""", (_ids(looked),)):
        found = looked[item]
        if known != [found.title, found.title_key, found.taken, found.languages]:
            fresh.append((found.title, found.title_key, found.taken, found.languages, sorting.order(found.title), item))
        if (text := (searchable(found.title), searchable(found.text))) != (title, body):
            texts.append((seq, *text))
    write.executemany(
        "UPDATE item SET title = ?, title_key = ?, taken = ?, languages = ?, title_order = ? WHERE id = ?", fresh)
    # In one statement, by rising numbers: the index is then written once, and not after each text.
    write.execute(
        """INSERT INTO item_text (rowid, title, body)
           SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')
           FROM json_each(?) WHERE true
           ON CONFLICT (rowid) DO UPDATE SET title = excluded.title, body = excluded.body""",
        (json.dumps(texts, ensure_ascii=False),))
    forget_dirty(write, looked)
    write.touched("item", looked)


def namesakes(database: Database, keys: Iterable[str]) -> dict[str, list[str]]:
    """Items by the key of their title, for some keys."""
    found: dict[str, list[str]] = {}
    for row in database.reading().execute(
            """SELECT title_key, id FROM item WHERE deleted IS NULL AND title_key <> ''
               AND title_key IN (SELECT value FROM json_each(?))""", (_ids(keys),)):
        found.setdefault(row[0], []).append(row[1])
    return found


def _ids(items: Iterable[str]) -> str:
    return json.dumps(list(items), ensure_ascii=False)


def own_works(database: Database, authors: Iterable[str]) -> list[str]:
    """Items that count as somebody's own work, by what their author's field says."""
    return [row[0] for row in database.reading().execute(
        """SELECT author.item FROM effective AS author JOIN effective AS source ON source.item = author.item
           WHERE author.field = 'author' AND author.value IN (SELECT value FROM json_each(?))
               AND source.field = 'source' AND source.value = 'own'""", (_ids(authors),))]


def used(database: Database, field: str, limit: int = -1) -> list[str]:
    """Values that count for items in a field, the most used first."""
    return [row[0] for row in database.reading().execute(
        "SELECT value FROM effective WHERE field = ? GROUP BY value ORDER BY count(*) DESC, value LIMIT ?",
        (field, limit))]


def used_where(database: Database, field: str, lang: str) -> list[tuple[str, int, str, str]]:
    """The texts of a field in a language that items say themselves: how many, ids of their activities with blanks
    between, and when the latest was taken."""
    return [tuple(row) for row in database.reading().execute(
        """SELECT value, sum(items), coalesce(group_concat(activity, ' '), ''), max(latest) FROM (
               SELECT effective.value, item.activity, count(*) AS items, max(item.taken) AS latest
               FROM effective JOIN item ON item.id = effective.item
               WHERE effective.field = ? AND effective.lang = ? AND item.deleted IS NULL
               GROUP BY effective.value, item.activity)
           GROUP BY value""", (field, lang))]


def counts_for(database: Database, field: str, text: str) -> int:
    """How many items that are not binned a value counts for."""
    return database.reading().execute(
        """SELECT count(DISTINCT item) FROM effective JOIN item ON item.id = effective.item
           WHERE field = ? AND value = ? AND deleted IS NULL""", (field, text)).fetchone()[0]


def summed(database: Database, items: Iterable[str]) -> list[tuple[str, str, str, str, str, int]]:
    """The values that counted at the last look, over many items: field, language, value, origin, source, how many."""
    return [tuple(row) for row in database.reading().execute(
        """SELECT field, lang, value, origin, source, count(*) FROM effective
           WHERE item IN (SELECT value FROM json_each(?))
           GROUP BY field, lang, value, origin, source ORDER BY field, lang, min(position), value""", (_ids(items),))]


def problems_summed(database: Database, items: Iterable[str]) -> list[tuple[Problem, int]]:
    """The different problems of many items, each with how many have it."""
    return [(_problem(*row[:4]), row[4])
            for row in database.reading().execute(
                """SELECT code, severity, field, message, count(*) FROM problem
                   WHERE item IN (SELECT value FROM json_each(?)) GROUP BY code, severity, field, message
                   ORDER BY count(*) DESC, min(position), message""", (_ids(items),))]
