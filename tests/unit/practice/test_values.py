"""Values are taken and refused as a real Wikibase does (commons-contract section 5.1)."""

from typing import Any

import pytest

from minoties_desktop.practice.answers import Refusal
from minoties_desktop.practice.values import check_snak

ENTITY = "http://www.wikidata.org/entity/"
DAY = {"time": "+2026-10-01T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": 11,
       "calendarmodel": f"{ENTITY}Q1985727"}
PLACE = {"latitude": -38.7, "longitude": -72.5, "altitude": None, "precision": 0.0001, "globe": f"{ENTITY}Q2"}


def check(number: str, kind: str, value: Any) -> Any:
    snak = {"snaktype": "value", "property": number, "datavalue": {"type": kind, "value": value}}
    return check_snak(snak, lambda item: item == "Q42")["datavalue"]["value"]


@pytest.mark.parametrize(("number", "kind", "value", "kept"), [
    ("P180", "wikibase-entityid", {"entity-type": "item", "numeric-id": 42},
     {"entity-type": "item", "numeric-id": 42, "id": "Q42"}),
    ("P180", "wikibase-entityid", {"id": "Q42"}, {"entity-type": "item", "numeric-id": 42, "id": "Q42"}),
    ("P571", "time", DAY, DAY),
    ("P571", "time", {**DAY, "time": "+2026-02-31T00:00:00Z"}, {**DAY, "time": "+2026-02-31T00:00:00Z"}),
    ("P571", "time", {**DAY, "time": "+1890-00-00T00:00:00Z", "precision": 8},
     {**DAY, "time": "+1890-00-00T00:00:00Z", "precision": 8}),
    ("P1259", "globecoordinate", {**PLACE, "latitude": 95.0}, {**PLACE, "latitude": 95.0}),
    ("P7787", "quantity", {"amount": "245", "unit": f"{ENTITY}Q28390"}, {"amount": "+245", "unit": f"{ENTITY}Q28390"}),
    ("P1476", "monolingualtext", {"text": "Vai", "language": "rap"}, {"text": "Vai", "language": "rap"}),
    ("P973", "string", "https://example.org/a_b", "https://example.org/a_b"),
])
def test_values_that_are_taken(number: str, kind: str, value: Any, kept: Any) -> None:
    assert check(number, kind, value) == kept


@pytest.mark.parametrize(("number", "kind", "value", "name"), [
    ("P180", "wikibase-entityid", {"id": "Q43"}, "no-such-entity"),
    ("P180", "wikibase-entityid", {"id": "P31"}, "bad-entity-type"),
    ("P180", "wikibase-entityid", "Q42", "bad-value"),
    ("P180", "string", "Q42", "bad-value-type"),
    ("P99999", "string", "x", "no-such-property"),
    ("P571", "time", {**DAY, "time": "2026-10-01"}, "bad-value"),
    ("P571", "time", {**DAY, "time": "+2026-10-01T10:00:00Z"}, "malformed-value"),
    ("P571", "time", {**DAY, "precision": 12}, "malformed-value"),
    ("P571", "time", {**DAY, "time": "+2026-00-00T00:00:00Z"}, "malformed-value"),
    ("P571", "time", {**DAY, "calendarmodel": "https://www.wikidata.org/entity/Q1985727"}, "malformed-value"),
    ("P571", "time", {**DAY, "before": None}, "missing-field"),
    ("P1259", "globecoordinate", {**PLACE, "precision": None}, "missing-field"),
    ("P1259", "globecoordinate", {**PLACE, "latitude": 361}, "bad-value"),
    ("P7787", "quantity", {"amount": "+1e3", "unit": "1"}, "bad-value"),
    ("P7787", "quantity", {"amount": "+1", "unit": "https://www.wikidata.org/entity/Q28390"}, "not-allowed"),
    ("P7787", "quantity", {"amount": "+1", "unit": "Q28390"}, "not-allowed"),
    ("P1476", "monolingualtext", {"text": "x", "language": "tzo"}, "not-a-language"),
    ("P217", "string", "a\tb", "illegal-string-chars"),
    ("P217", "string", "", "too-short"),
    ("P217", "string", "x" * 1501, "too-long"),
    ("P973", "string", "example.org", "url-scheme-missing"),
    ("P973", "string", "https://example.org/a b", "url-scheme-missing"),
])
def test_values_that_are_refused(number: str, kind: str, value: Any, name: str) -> None:
    with pytest.raises(Refusal) as caught:
        check(number, kind, value)
    assert caught.value.code == "modification-failed"
    assert caught.value.messages
    assert caught.value.messages[0][0] == f"wikibase-validator-{name}"
