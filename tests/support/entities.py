"""Entities in Wikidata's JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def entity(
    number: str, labels: Mapping[str, str], descriptions: Mapping[str, str] | None = None,
    aliases: Mapping[str, Sequence[str]] | None = None, *, category: str = "",
    position: tuple[float, float] | None = None,
) -> dict[str, Any]:
    """One as the API gives it, with what is read of it."""
    claims: dict[str, Any] = {}
    if category:
        claims["P373"] = [_claim("P373", category, "string")]
    if position:
        claims["P625"] = [_claim("P625", {
            "latitude": position[0], "longitude": position[1], "altitude": None, "precision": 0.0001,
            "globe": "http://www.wikidata.org/entity/Q2"}, "globecoordinate")]
    return {"type": "item", "id": number, "labels": _terms(labels), "descriptions": _terms(descriptions or {}),
            "aliases": {lang: [{"language": lang, "value": text} for text in texts]
                        for lang, texts in (aliases or {}).items()}, "claims": claims}


def _terms(texts: Mapping[str, str]) -> dict[str, Any]:
    return {lang: {"language": lang, "value": text} for lang, text in texts.items()}


def _claim(property_id: str, value: Any, kind: str) -> dict[str, Any]:
    return {"mainsnak": {"snaktype": "value", "property": property_id, "datavalue": {"value": value, "type": kind}},
            "type": "statement", "id": f"Q1${property_id}", "rank": "normal"}
