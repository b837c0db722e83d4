"""Things of the world that are known without a connection: their names in languages, categories, positions."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

from ..domain.positions import Position
from ..domain.reference import Entry
from ..domain.searching import searchable
from ..domain.track import METRES_A_DEGREE, metres
from .database import Database, Write, now

LABEL, ALIAS, DESCRIPTION = "label", "alias", "description"


def keep(write: Write, entries: Iterable[Entry]) -> None:
    """Keep entries in the place of what was known of the same things."""
    at, things, names = now(), [], []
    for entry in entries:
        place = entry.position
        things.append((entry.id, entry.category, place and place.latitude, place and place.longitude, at))
        texts = [(lang, LABEL, 0, text) for lang, text in entry.labels.items()]
        texts += [(lang, DESCRIPTION, 0, text) for lang, text in entry.descriptions.items()]
        texts += [(lang, ALIAS, number, text) for lang, several in entry.aliases.items()
                  for number, text in enumerate(several)]
        names += [(entry.id, lang, kind, number, text, "" if kind == DESCRIPTION else searchable(text).strip())
                  for lang, kind, number, text in texts]
    ids = [thing[0] for thing in things]
    write.execute("DELETE FROM reference_name WHERE reference IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
    write.executemany("INSERT OR REPLACE INTO reference (id, category, latitude, longitude, asked)"
                      " VALUES (?, ?, ?, ?, ?)", things)
    write.executemany("INSERT OR REPLACE INTO reference_name (reference, lang, kind, position, text, key)"
                      " VALUES (?, ?, ?, ?, ?, ?)", names)
    write.touched("reference", ["names"])  # of thousands nobody needs to hear one by one


def count(database: Database) -> int:
    """How many things are known."""
    return int(database.reading().execute("SELECT count(*) FROM reference").fetchone()[0])


def unknown(database: Database, ids: Iterable[str]) -> list[str]:
    """Which of some ids nothing is known of, each once."""
    return [row["value"] for row in database.reading().execute(
        "SELECT DISTINCT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM reference)",
        (json.dumps(list(ids)),))]


def spoken_of(database: Database, fields: Iterable[str]) -> list[str]:
    """The values that items and the defaults of activities have in some fields, each once."""
    wanted = json.dumps(list(fields))
    return [row["value"] for row in database.reading().execute(
        """SELECT value FROM effective WHERE field IN (SELECT value FROM json_each(?1))
           UNION SELECT value FROM activity_default WHERE field IN (SELECT value FROM json_each(?1))""", (wanted,))]


def rows(database: Database, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Category, latitude and longitude (None for none) of things, and their `labels` and `descriptions` by language."""
    wanted = json.dumps(list(ids))
    found: dict[str, dict[str, Any]] = {
        row["id"]: {**dict(row), "labels": {}, "descriptions": {}} for row in database.reading().execute(
            "SELECT id, category, latitude, longitude FROM reference WHERE id IN (SELECT value FROM json_each(?))",
            (wanted,))}
    for row in database.reading().execute(
            """SELECT reference, lang, kind, text FROM reference_name
               WHERE kind <> 'alias' AND reference IN (SELECT value FROM json_each(?))""", (wanted,)):
        if row["reference"] in found:
            found[row["reference"]][f"{row['kind']}s"][row["lang"]] = row["text"]
    return found


def named(database: Database, text: str, limit: int) -> list[tuple[str, str, str]]:
    """Id, language and name of what has a name that begins like a text, however it is accented; the shortest first."""
    key = searchable(text).strip()
    if not key:
        return []
    return [(row["reference"], row["lang"], row["text"]) for row in database.reading().execute(
        """SELECT reference, lang, text FROM reference_name WHERE key >= ? AND key < ?
           ORDER BY kind = 'alias', length(key), key LIMIT ?""", (key, f"{key}\U0010ffff", limit))]


def names(database: Database, ids: Iterable[str]) -> dict[str, list[str]]:
    """All that things are called, in all languages, each name once; labels before other names."""
    found: dict[str, list[str]] = {}
    for thing, text in database.reading().execute(
            """SELECT reference, text FROM reference_name WHERE kind <> 'description'
               AND reference IN (SELECT value FROM json_each(?)) ORDER BY kind = 'alias', lang, position""",
            (json.dumps(list(ids)),)):
        if text not in found.setdefault(thing, []):
            found[thing].append(text)
    return found


def near(database: Database, position: Position, radius: float, limit: int) -> list[tuple[str, float]]:
    """Id and distance of things at most `radius` metres from a position, the nearest first."""
    high = radius / METRES_A_DEGREE
    wide = min(180.0, high / max(0.01, math.cos(math.radians(position.latitude))))
    boxes: Sequence[tuple[float, float]] = [(position.longitude - wide, position.longitude + wide)]
    if boxes[0][0] < -180:
        boxes = [(-180, boxes[0][1]), (boxes[0][0] + 360, 180)]
    elif boxes[0][1] > 180:
        boxes = [(boxes[0][0], 180), (-180, boxes[0][1] - 360)]
    found = []
    for west, east in boxes:
        for row in database.reading().execute(
                "SELECT id, latitude, longitude FROM reference WHERE latitude BETWEEN ? AND ? AND longitude"
                " BETWEEN ? AND ?", (position.latitude - high, position.latitude + high, west, east)):
            distance = metres(position, Position(row["latitude"], row["longitude"]))
            if distance <= radius:
                found.append((row["id"], distance))
    return sorted(found, key=lambda one: (one[1], one[0]))[:limit]


def has_category(database: Database, category: str) -> bool:
    """Whether a category is known to be that of some thing."""
    return bool(database.reading().execute(
        "SELECT 1 FROM reference WHERE category = ? LIMIT 1", (category,)).fetchone())


def saying(database: Database, field: str, text: str) -> tuple[list[str], list[str]]:
    """The items that say a text themselves in a field, and the activities that give it."""
    read = database.reading()
    return ([row["item"] for row in read.execute(
        """SELECT item FROM field_value JOIN item ON item.id = field_value.item
           WHERE field = ? AND value = ? AND absent = 0 AND deleted IS NULL""", (field, text))],
            [row["activity"] for row in read.execute(
                "SELECT activity FROM activity_default WHERE field = ? AND value = ?", (field, text))])
