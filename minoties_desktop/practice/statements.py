"""Statements of a file: new ones, replaced ones, removed ones, each checked before any is kept."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Callable
from typing import Any

from .answers import say
from .values import check_snak, refuse

_GUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
Statements = dict[str, list[dict[str, Any]]]


def change_statements(
    entity_id: str, present: Statements, wanted: Any, item_exists: Callable[[str], bool],
) -> Statements:
    """The statements after applying `claims` of wbeditentity: a list, or lists by property. Raises Refusal."""
    if isinstance(wanted, dict):
        wanted = [statement for group in wanted.values() for statement in group]
    kept = [statement for group in present.values() for statement in group]
    for given in wanted:
        number = given.get("id")
        if "remove" in given:
            kept = [statement for statement in kept if statement["id"] != number]
            continue
        # The id stays with what was asked for, so that a second application gives the same statement.
        given.setdefault("id", f"{entity_id}${str(uuid.uuid4()).upper()}")
        statement = _checked(entity_id, given, item_exists)
        places = [index for index, other in enumerate(kept) if number and other["id"].upper() == number.upper()]
        if places:
            kept[places[0]] = {**statement, "id": kept[places[0]]["id"]}
        else:
            kept.append(statement)
    grouped: Statements = {}
    for statement in kept:
        grouped.setdefault(statement["mainsnak"]["property"], []).append(statement)
    return grouped


def _checked(entity_id: str, given: dict[str, Any], item_exists: Callable[[str], bool]) -> dict[str, Any]:
    if given.get("type") != "statement":
        raise refuse("wikibase-api-invalid-claim", "", code="invalid-claim")
    number = str(given["id"])
    owner, _, rest = number.partition("$")
    if owner.upper() != entity_id or not _GUID.fullmatch(rest):
        raise refuse("wikibase-api-modification-failed", say("statement-guid-invalid"))
    statement: dict[str, Any] = {
        "mainsnak": _with_hash(check_snak(given.get("mainsnak") or {}, item_exists)), "type": "statement"}
    if qualifiers := given.get("qualifiers"):
        statement["qualifiers"], statement["qualifiers-order"] = _snaks(
            qualifiers, given.get("qualifiers-order"), item_exists)
    statement.update(id=number, rank=given.get("rank", "normal"))
    if references := given.get("references"):
        statement["references"] = [_reference(reference, item_exists) for reference in references]
    return statement


def _snaks(
    given: Any, order: list[str] | None, item_exists: Callable[[str], bool],
) -> tuple[Statements, list[str]]:
    listed = given if isinstance(given, list) else [snak for group in given.values() for snak in group]
    grouped: Statements = {}
    for snak in listed:
        checked = _with_hash(check_snak(snak, item_exists))
        grouped.setdefault(checked["property"], []).append(checked)
    return grouped, [name for name in order or grouped if name in grouped]


def _reference(given: dict[str, Any], item_exists: Callable[[str], bool]) -> dict[str, Any]:
    snaks, order = _snaks(given.get("snaks") or {}, given.get("snaks-order"), item_exists)
    return {"hash": _hash([snaks, order]), "snaks": snaks, "snaks-order": order}


def _with_hash(snak: dict[str, Any]) -> dict[str, Any]:
    kept = {"snaktype": snak["snaktype"], "property": snak["property"], "hash": _hash(snak)}
    return {**kept, **({"datavalue": snak["datavalue"]} if "datavalue" in snak else {})}


def _hash(value: Any) -> str:
    return hashlib.sha1(json.dumps(value, sort_keys=True).encode()).hexdigest()
