"""Values of structured data in the one form that Wikibase takes (commons-contract 5.1)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..domain.dates import Date, Precision
from ..domain.positions import Position

Json = dict[str, Any]

ENTITY = "http://www.wikidata.org/entity/"
"""Units, globes and calendars are named by http, never https (5.1)."""
GREGORIAN, JULIAN = f"{ENTITY}Q1985727", f"{ENTITY}Q1985786"
EARTH = f"{ENTITY}Q2"
DEGREE = f"{ENTITY}Q28390"
LONGEST = 1500


def item(property_id: str, item_id: str) -> Json:
    """An item by its Q-id."""
    value = {"entity-type": "item", "numeric-id": int(item_id[1:]), "id": item_id}
    return _snak(property_id, "wikibase-entityid", value)


def string(property_id: str, text: str) -> Json:
    """A string, trimmed, on one line, cut to what is allowed."""
    return _snak(property_id, "string", " ".join(text.split())[:LONGEST].strip())


def text_in(property_id: str, lang: str, text: str) -> Json:
    """A text in a language."""
    return _snak(property_id, "monolingualtext", {"text": " ".join(text.split())[:LONGEST].strip(), "language": lang})


def unknown(property_id: str) -> Json:
    """Some value that has no item."""
    return {"snaktype": "somevalue", "property": property_id}


def time(property_id: str, date: Date) -> Json:
    """A date; a century is named by its last year, days before 15 October 1582 are Julian."""
    year = date.year + 100 if date.precision is Precision.CENTURY else date.year
    julian = (date.year, date.month or 12, date.day or 31) < (1582, 10, 15)
    value = {
        "time": f"+{year:04d}-{date.month:02d}-{date.day:02d}T00:00:00Z", "timezone": 0, "before": 0, "after": 0,
        "precision": int(date.precision), "calendarmodel": JULIAN if julian else GREGORIAN,
    }
    return _snak(property_id, "time", value)


def coordinate(property_id: str, position: Position) -> Json:
    """A position; its precision is that of its decimals, at best about a metre."""
    decimals = min(5, max(_decimals(position.latitude), _decimals(position.longitude)))
    value = {"latitude": position.latitude, "longitude": position.longitude, "altitude": None,
             "precision": float(Decimal(1).scaleb(-decimals)), "globe": EARTH}
    return _snak(property_id, "globecoordinate", value)


def quantity(property_id: str, amount: float, unit: str) -> Json:
    """A number with its unit."""
    text = f"{amount:+.6f}".rstrip("0").rstrip(".")
    return _snak(property_id, "quantity", {"amount": text, "unit": unit})


def statement(mainsnak: Json, qualifiers: list[Json] | None = None, *, rank: str = "normal") -> Json:
    """A statement with its qualifiers in order."""
    made: Json = {"type": "statement", "mainsnak": mainsnak, "rank": rank}
    if qualifiers:
        made["qualifiers"] = {}
        for snak in qualifiers:
            made["qualifiers"].setdefault(snak["property"], []).append(snak)
        made["qualifiers-order"] = list(made["qualifiers"])
    return made


def _snak(property_id: str, kind: str, value: Any) -> Json:
    return {"snaktype": "value", "property": property_id, "datavalue": {"type": kind, "value": value}}


def _decimals(value: float) -> int:
    return len(f"{abs(value):.6f}".rstrip("0").partition(".")[2])
