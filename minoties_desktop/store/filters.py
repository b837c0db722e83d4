"""What a query means for the tables: its conditions, for lists and for counts."""

from __future__ import annotations

import functools
import json
import math
import re
from typing import Any

from ..domain.fields import FIELDS, Kind
from ..domain.positions import Position
from ..domain.query import Query, days, reach
from ..domain.searching import searchable
from . import communities
from .database import Database
from .gazetteer import places
from .institutions import THEIRS

THERE = "wiki-there"
"""The problem that no item is looked at for: a wiki has said that it holds the very bytes."""
_DEGREE_KM = 111.32
_NOT_IN_WORDS = re.compile(r'["\x00-\x1f\ud800-\udfff]')

_SPOT = """CAST(round(CAST(value AS REAL) * 100) AS INTEGER) || ','
        || CAST(round(CAST(substr(value, instr(value, ',') + 1) AS REAL) * 100) AS INTEGER)"""
"""A position in hundredths of a degree, which is a kilometre: as near as a place of the gazetteer needs it."""
_HUNDREDTHS = 100
_AROUND_KM = 30.0
"""How far a photograph may be from a populated place and still be looked for by its name."""

_TEXT = "seq IN (SELECT rowid FROM item_text_fts WHERE item_text_fts MATCH :words)"
_TOLD = f"""id IN (SELECT id FROM item WHERE {_TEXT}
            UNION SELECT item FROM effective WHERE field IN (SELECT value FROM json_each(:fields))
            AND value IN (SELECT value FROM json_each(:things)))"""
"""The same, or with a thing of the world of that name: the texts know of things by their QIDs only."""
_ENTITIES = [field.id for field in FIELDS if field.kind is Kind.ENTITY]
_MOST_THINGS = 400
_SHORTEST = 2

_CONDITIONS = {
    "activity": "activity = :activity",
    "state": "state = :state",
    "imports": "import_run IN (SELECT value FROM json_each(:imports))",
    "problem": "id IN (SELECT item FROM problem WHERE code = :problem)",
    "missing": """NOT EXISTS (SELECT 1 FROM effective WHERE effective.item = item.id AND field = :missing
                  AND value <> '' AND (:missing_lang = '' OR lang = :missing_lang))""",
    "date": "taken >= :date_first AND (:date_last = '' OR taken < :date_last || '~') AND taken <> ''",
    "place": f"""id IN (SELECT item FROM effective WHERE field = 'place_created'
                AND value IN (SELECT value FROM json_each(:place))
                UNION SELECT item FROM effective WHERE field IN ('camera_position', 'subject_position')
                AND {_SPOT} IN (SELECT value FROM json_each(:spots)))""",
    "person": "id IN (SELECT item FROM person WHERE name IN (SELECT value FROM json_each(:person)))",
    "author": """id IN (SELECT item FROM effective WHERE field = 'author'
                 AND value IN (SELECT value FROM json_each(:author)))""",
    "flag": "flag = :flag",
    "label": "label = :label",
    "institution": THEIRS.replace(":house", ":institution"),
    "there": """id IN (SELECT item FROM file JOIN wiki_answer ON kind = 'bytes' AND key = file.sha1
                WHERE json_array_length(answer, '$.holders') > 0)""",
    "near": """id IN (SELECT item FROM (
                SELECT item, abs(CAST(value AS REAL) - :latitude) AS north,
                       abs(CAST(substr(value, instr(value, ',') + 1) AS REAL) - :longitude) AS east
                FROM effective WHERE field = 'camera_position')
               WHERE north * north + min(east, 360 - east) * min(east, 360 - east) * :narrowing <= :far)""",
}


def condition(database: Database, query: Query) -> tuple[str, dict[str, Any]]:
    """The SQL condition of the rows of `item` that a query wants, and its parameters; for removed items it is never
    true."""
    where, parameters = ["deleted IS NULL"], {}
    for name, value in query.parts.items():
        match name:
            case "words":
                if expression := match_expression(value):
                    parameters["words"] = expression
                    things = _things(database, value)
                    where.append(_TOLD if things else _TEXT)
                    parameters |= {"things": json.dumps(things), "fields": json.dumps(_ENTITIES)} if things else {}
                continue
            case "rating":
                where.append("rating >= :rating" if value != "0" else "rating = :rating")
                parameters["rating"] = int(value)
                continue
            case "problem" if value == THERE:
                where.append(_CONDITIONS["there"])
                continue
        where.append(_CONDITIONS[name])
        parameters |= _parameters(database, name, value)
    return " AND ".join(where), parameters


def _things(database: Database, words: str) -> list[str]:
    """The things of the world (QIDs) that have a name which begins so, in any language; of communities that do also
    their names, since some are kept as text."""
    key = _NOT_IN_WORDS.sub(" ", searchable(words)).strip()
    told = database.reading().execute(
        "SELECT DISTINCT reference FROM reference_name WHERE key >= ? AND key < ? LIMIT ?",
        (key, f"{key}\U0010ffff", _MOST_THINGS))
    if len(key) < _SHORTEST:
        return []
    ours = [text for one in communities.beginning(database, key) for text in (one.value, *one.all_names)]
    return list(dict.fromkeys([*(thing for thing, in told), *ours]))


def _parameters(database: Database, name: str, value: str) -> dict[str, Any]:
    match name:
        case "imports":
            return {"imports": json.dumps(value.split())}
        case "missing":
            field, _, lang = value.partition(":")
            return {"missing": field, "missing_lang": lang}
        case "date":
            first, last = days(value) or ("", "")
            return {"date_first": first, "date_last": last}
        case "place":
            return {"place": json.dumps(_named(database, name, value)), "spots": json.dumps(_spots(database, value))}
        case "person" | "author":
            return {name: json.dumps(_named(database, name, value))}
        case "flag":
            return {"flag": "" if value == "none" else value}
        case "label":
            return {"label": 0 if value == "none" else int(value)}
        case "near":
            found = reach(value)
            if found is None:
                return {"latitude": 0, "longitude": 0, "narrowing": 1, "far": -1}
            position, kilometres = found
            return {"latitude": position.latitude, "longitude": position.longitude,
                    "narrowing": math.cos(math.radians(position.latitude)) ** 2,
                    "far": (kilometres / _DEGREE_KM) ** 2}
    return {} if name == "there" else {name: value}


def _named(database: Database, name: str, value: str) -> list[str]:
    """The values in the tables that somebody means who says a name: itself, those that begin so whatever their case and
    accents, and ids of what is called so."""
    connection, wanted = database.reading(), searchable(value).strip()
    if name == "person":
        told = connection.execute("SELECT DISTINCT name FROM person")
        return [one for one, in told if searchable(one).strip() == wanted]
    field = "author" if name == "author" else "place_created"
    held = [one for one, in connection.execute("SELECT DISTINCT value FROM effective WHERE field = ?", (field,))]
    called: dict[str, list[str]] = {}
    if name == "author":
        for row in connection.execute("SELECT id, name, user_name FROM contributor"):
            called[row["id"]] = [row["name"], row["user_name"]]
    else:
        for thing, text in connection.execute(
                """SELECT reference, key FROM reference_name WHERE key <> ''
                   AND reference IN (SELECT value FROM json_each(?))""", (json.dumps(held),)):
            called.setdefault(thing, []).append(text)
    return [one for one in held if one == value or any(
        wanted and searchable(text).startswith(wanted) for text in (one, *called.get(one, ())))]


def _spots(database: Database, value: str) -> list[str]:
    """Where photographs or what they show are, as _SPOT, if the nearest populated place is called as somebody says."""
    wanted = searchable(value).strip()
    told = database.reading().execute(f"""SELECT DISTINCT {_SPOT} FROM effective
                                          WHERE field IN ('camera_position', 'subject_position')""")
    return [spot for spot, in told if wanted and _called(spot).startswith(wanted)]


@functools.lru_cache(16_384)
def _called(spot: str) -> str:
    """What the populated place that is nearest to a spot is called, for searching; "" far from any."""
    latitude, longitude = (int(part) / _HUNDREDTHS for part in spot.split(","))
    found = places().nearest(Position(latitude, longitude))
    return searchable(found[0].name).strip() if found and found[1] <= _AROUND_KM * 1000 else ""


def count(database: Database, query: Query) -> int:
    """How many items a query wants."""
    where, parameters = condition(database, query)
    return database.reading().execute(f"SELECT count(*) FROM item WHERE {where}", parameters).fetchone()[0]


def facets(database: Database) -> dict[str, list[tuple[str, int]]]:
    """By part of a query the values that items have, each with how many have it: those of most items first, days and
    marks in their order."""
    connection, found = database.reading(), {}
    for name, sql in {
        "date": """SELECT substr(taken, 1, 10), count(*) FROM item WHERE deleted IS NULL AND taken <> ''
                   GROUP BY 1 ORDER BY 1 DESC""",
        "rating": "SELECT rating, count(*) FROM item WHERE deleted IS NULL GROUP BY 1 ORDER BY 1 DESC",
        "flag": "SELECT flag, count(*) FROM item WHERE deleted IS NULL GROUP BY 1 ORDER BY flag <> 'pick', flag",
        "label": "SELECT label, count(*) FROM item WHERE deleted IS NULL AND label > 0 GROUP BY 1 ORDER BY 1",
        "person": """SELECT name, count(DISTINCT item) FROM person WHERE name <> '' GROUP BY 1 ORDER BY 2 DESC, 1""",
        "author": "SELECT value, count(*) FROM effective WHERE field = 'author' GROUP BY 1 ORDER BY 2 DESC, 1",
        "place": "SELECT value, count(*) FROM effective WHERE field = 'place_created' GROUP BY 1 ORDER BY 2 DESC, 1",
        "there": f"SELECT 'yes', count(*) FROM item WHERE deleted IS NULL AND {_CONDITIONS['there']}",
    }.items():
        found[name] = [(str(value), number) for value, number in connection.execute(sql) if number]
    return found


def match_expression(words: str) -> str:
    """An FTS5 expression: every word has to begin some word of the text; nothing typed has a special meaning.

    "" if there is no word in it.
    """
    found = (_NOT_IN_WORDS.sub(" ", searchable(word)) for word in words.split())
    return " ".join(f'"{word}"*' for word in found if any(sign.isalnum() for sign in word))
