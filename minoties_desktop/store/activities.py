"""The defaults that an activity gives to its items."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ..domain.inheritance import DefaultValue
from .database import Database, Write


def defaults(database: Database, activity: str) -> list[DefaultValue]:
    """The defaults of one activity."""
    return all_defaults(database).get(activity, [])


def all_defaults(database: Database) -> dict[str, list[DefaultValue]]:
    """The defaults of all activities, by activity."""
    found: dict[str, list[DefaultValue]] = {}
    for row in database.reading().execute(
            "SELECT * FROM activity_default ORDER BY activity, field, lang, position"):
        found.setdefault(row["activity"], []).append(
            DefaultValue(row["field"], row["lang"], row["position"], row["value"]))
    return found


def set_defaults(write: Write, activity: str, field: str, values: list[tuple[str, str]]) -> None:
    """Replace an activity's defaults of one field by (language, text) pairs; its items become dirty."""
    write.execute("DELETE FROM activity_default WHERE activity = ? AND field = ?", (activity, field))
    write.insert_many("activity_default", [
        {"activity": activity, "field": field, "lang": lang, "position": position, "value": text}
        for position, (lang, text) in enumerate(values)])
    write.touched("activity", [activity])
    make_dirty(write, activity)


def make_dirty(write: Write, activity: str) -> None:
    """Have all items of an activity looked at again."""
    write.execute(
        "INSERT OR IGNORE INTO dirty SELECT id FROM item WHERE activity = ? AND deleted IS NULL", (activity,))


def languages(database: Database) -> dict[str, tuple[str, ...]]:
    """The languages of each activity, in order."""
    return {row["id"]: tuple(row["languages"].split())
            for row in database.reading().execute("SELECT id, languages FROM activity")}


def named(database: Database) -> dict[str, tuple[str, str, str]]:
    """Title, place and institution (id, "" for none) of each activity."""
    return {row["id"]: (row["title"], row["place"], row["institution"] or "") for row in database.reading().execute(
        "SELECT id, title, place, institution FROM activity")}


def alike(database: Database, activity: str) -> frozenset[str]:
    """The other activities at the same institution or place."""
    return frozenset(row[0] for row in database.reading().execute(
        """SELECT other.id FROM activity JOIN activity AS other ON other.id != activity.id
               AND ((other.institution IS NOT NULL AND other.institution = activity.institution)
                    OR (other.place != '' AND other.place = activity.place))
           WHERE activity.id = ?""", (activity,)))


def privacies(database: Database) -> dict[str, str]:
    """What each activity withholds, in the words of `domain.privacy`; without those that withhold nothing."""
    return {row["id"]: row["privacy"]
            for row in database.reading().execute("SELECT id, privacy FROM activity WHERE privacy != ''")}


def under_agreement(database: Database, agreement: str) -> list[str]:
    """The activities that go by an agreement."""
    return [row[0] for row in database.reading().execute("SELECT id FROM activity WHERE agreement = ?", (agreement,))]


def of_items(database: Database, items: Iterable[str]) -> list[str]:
    """The activities that some items are under, each once."""
    return [row[0] for row in database.reading().execute(
        """SELECT DISTINCT activity FROM item
           WHERE activity IS NOT NULL AND id IN (SELECT value FROM json_each(?))""",
        (json.dumps(list(items)),))]
