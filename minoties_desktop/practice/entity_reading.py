"""Structured data read: wbgetentities, wbsearchentities."""

from __future__ import annotations

import json
import re
from typing import Any

from . import catalogue
from .calls import Call
from .titles import FILE, BadTitle, read_title
from .values import refuse
from .wiki import Wiki

Entity = dict[str, Any]


def parts(entity: Entity) -> Entity:
    """Captions, descriptions and statements, each a map that may be empty."""
    return {name: entity.get(name) or {} for name in ("labels", "descriptions", "statements")}


def tell(entity_id: str, entity: Entity) -> Entity:
    """An entity as the API tells it."""
    # PHP answers an empty list of statements as a list, and an empty map of terms as a map.
    statements: Any = entity["statements"] or []
    return {"type": "mediainfo", "id": entity_id, "labels": entity["labels"] or {},
            "descriptions": entity["descriptions"] or {}, "statements": statements}


def get_entities(wiki: Wiki, call: Call) -> dict[str, Any]:
    """Answer action=wbgetentities for files, items and properties."""
    numbers = call.several("ids")
    for text in call.several("titles"):
        try:
            page = wiki.page(read_title(text))
        except BadTitle:
            page = None
        numbers.append(f"M{page['id']}" if page else "-1")
    wanted = call.several("props", "info|labels|descriptions|claims|datatype")
    languages = call.several("languages")
    return {"entities": {number: _entity(wiki, number, wanted, languages) for number in numbers}, "success": 1}


def _entity(wiki: Wiki, number: str, wanted: list[str], languages: list[str]) -> Entity:
    if re.fullmatch(r"M[1-9]\d*", number):
        return _media(wiki, number, wanted, languages)
    if number in catalogue.properties() or catalogue.is_item_id(number):
        return _named(wiki, number, wanted, languages)
    refusal = refuse("wikibase-api-no-such-entity", number, code="no-such-entity")
    refusal.data["id"] = number
    raise refusal


def _media(wiki: Wiki, number: str, wanted: list[str], languages: list[str]) -> Entity:
    page = wiki.page_by_id(int(number[1:]))
    revision = wiki.revision(page["latest"]) if page and page["ns"] == FILE else None
    if page is None or revision is None or not revision["entity"]:
        return {"id": number, "missing": ""}
    entity = tell(number, parts(json.loads(revision["entity"])))
    told: Entity = {}
    if "info" in wanted:
        told.update(pageid=page["id"], ns=FILE, title=page["title"], lastrevid=revision["id"],
                    modified=revision["time"])
    told.update(type="mediainfo", id=number)
    for part in ("labels", "descriptions"):
        if part in wanted:
            told[part] = {code: term for code, term in entity[part].items() if not languages or code in languages}
    if "claims" in wanted:
        told["statements"] = entity["statements"]
    return told


def _named(wiki: Wiki, number: str, wanted: list[str], languages: list[str]) -> Entity:
    known = catalogue.properties().get(number)
    label = known["label"] if known else catalogue.items().get(number)
    if label is None and wiki.known_items_only:
        return {"id": number, "missing": ""}
    told: Entity = {"type": "property" if known else "item", "id": number}
    if known and "datatype" in wanted:
        told["datatype"] = known["datatype"]
    if "labels" in wanted:
        shown = label is not None and (not languages or "en" in languages)
        told["labels"] = {"en": {"language": "en", "value": label}} if shown else {}
    return told


def search_entities(wiki: Wiki, call: Call) -> dict[str, Any]:
    """Answer action=wbsearchentities: items and properties whose label begins like the text."""
    text, kind = call.text("search") or "", call.text("type") or "item"
    limit, start = call.limit("limit", 7), int(call.text("continue") or 0)
    if kind == "property":
        named = {number: entry["label"] for number, entry in catalogue.properties().items()}
    else:
        named = catalogue.items()
    found = [(number, label) for number, label in named.items()
             if label.lower().startswith(text.lower()) or number == text.upper()]
    more = {"search-continue": start + limit} if len(found) > start + limit else {}
    return {"searchinfo": {"search": text},
            "search": [_hit(call, kind, number, label) for number, label in found[start:start + limit]], **more,
            "success": 1}


def _hit(call: Call, kind: str, number: str, label: str) -> dict[str, Any]:
    page = f"{'Item' if kind == 'item' else 'Property'}:{number}"
    told: dict[str, Any] = {"id": number, "title": page, "pageid": 0}
    if kind == "property":
        told["datatype"] = catalogue.properties()[number]["datatype"]
    return {
        **told, "concepturi": f"http://www.wikidata.org/entity/{number}", "repository": "local",
        "url": f"{call.server}/wiki/{page}", "display": {"label": {"value": label, "language": "en"}},
        "label": label, "match": {"type": "label", "language": "en", "text": label}}
