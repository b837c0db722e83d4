"""A file's structured data as a wiki gives it, and what of ours it still lacks."""

from __future__ import annotations

from typing import Any

from . import errors
from .session import Session

Json = dict[str, Any]


def read(session: Session, mid: str) -> Json:
    """The entity of a file; one that has no data yet has neither labels nor statements."""
    with errors.told(session.host):
        entity = session.ask(action="wbgetentities", ids=mid)["entities"][mid]
    # Empty maps come as lists (commons-contract 5.1).
    return {"labels": entity.get("labels") or {}, "statements": entity.get("statements") or {},
            "revid": entity.get("lastrevid", 0)}


def own_id(mid: str, guid: str) -> str:
    """The id that one of our statements has on the wiki, decided before it is sent."""
    return f"{mid}${guid}"


def lacking_captions(labels: Json, entity: Json) -> Json:
    """Captions in languages that have none there; somebody's caption is never written over."""
    return {lang: label for lang, label in labels.items() if lang not in entity["labels"]}


def lacking_claims(claims: list[Json], entity: Json, mid: str) -> list[Json]:
    """Statements whose value is not there yet, by us or by anybody, each with the id that is its own."""
    there = [statement for found in entity["statements"].values() for statement in found]
    ids = {statement["id"].upper() for statement in there}
    wanted = []
    for claim in claims:
        ready = {key: value for key, value in claim.items() if key != "guid"} | {"id": own_id(mid, claim["guid"])}
        known = ready["id"].upper() in ids or any(same(claim["mainsnak"], found["mainsnak"]) for found in there)
        if not known:
            wanted.append(ready)
    return wanted


def same(one: Json, other: Json) -> bool:
    """Whether two snaks say the same, whatever form the wiki gave the value."""
    return _essence(one) == _essence(other)


def _essence(snak: Json) -> tuple[Any, ...]:
    kind = (snak["property"], snak["snaktype"])
    if snak["snaktype"] != "value":
        return kind
    value = snak["datavalue"]["value"]
    if not isinstance(value, dict):
        return (*kind, str(value))
    if "entity-type" in value:
        return (*kind, value.get("id") or f"Q{value['numeric-id']}")
    if "latitude" in value:
        # A ten-thousandth of a degree is eleven metres: the same place, written by a bot from the same page.
        return (*kind, round(value["latitude"], 4), round(value["longitude"], 4))
    if "time" in value:
        return (*kind, value["time"][: 1 + 4 + 3 * max(0, int(value["precision"]) - 9)], value["precision"])
    if "amount" in value:
        return (*kind, float(value["amount"]), value.get("unit"))
    return (*kind, value.get("language"), value.get("text"))
