"""What is read of an entity, and which of its names a reader gets."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.reference import LONGEST, is_id, preferred, read
from tests.support.entities import entity

MARKET = entity("Q7", {"es": "Mercado", "en": "Market"}, {"es": "edificio"}, {"es": ["Plaza vieja", "Feria"]},
                category="Mercado Central", position=(-33.43, -70.65))


def test_an_entity_as_wikidata_tells_it() -> None:
    entry = read(MARKET)
    assert entry is not None
    assert (entry.id, entry.labels["es"], entry.descriptions) == ("Q7", "Mercado", {"es": "edificio"})
    assert entry.aliases == {"es": ("Plaza vieja", "Feria")}
    assert (entry.category, entry.position) == ("Mercado Central", Position(-33.43, -70.65))


def test_a_preferred_statement_goes_first_and_a_deprecated_one_not_at_all() -> None:
    spoken = entity("Q7", {"en": "A"}, category="Old")
    claims = spoken["claims"]["P373"]
    claims[0]["rank"] = "deprecated"
    assert read(spoken).category == ""
    claims.append({**claims[0], "rank": "normal"} | {"mainsnak": {"datavalue": {"value": "New"}}})
    claims.append({"rank": "preferred", "mainsnak": {"datavalue": {"value": "Best"}}})
    assert read(spoken).category == "Best"


def test_a_place_on_another_globe_or_off_ours_is_none() -> None:
    moon = entity("Q7", {"en": "Crater"}, position=(1.0, 2.0))
    value = moon["claims"]["P625"][0]["mainsnak"]["datavalue"]["value"]
    value["globe"] = "http://www.wikidata.org/entity/Q405"
    assert read(moon).position is None
    value |= {"globe": "http://www.wikidata.org/entity/Q2", "latitude": 95}
    assert read(moon).position is None


@pytest.mark.parametrize("broken", [
    None, [], "Q7", {}, {"id": "Q0"}, {"id": "P7", "labels": {"en": {"value": "x"}}}, {"id": "Q7"},
    {"id": "Q7", "labels": []}, {**MARKET, "missing": ""}, {"id": "Q7", "labels": {"en": {"value": " \u202e\n"}}}])
def test_what_is_no_entity(broken: object) -> None:
    assert read(broken) is None


def test_a_text_stays_on_its_line_and_within_measure() -> None:
    entry = read(entity("Q7", {"en": "a\n\u202eb" + "c" * 900}))
    assert entry.labels["en"].startswith("a b") and len(entry.labels["en"]) == LONGEST


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
                        st.sampled_from(["labels", "claims", "P373", "P625", "en", "value", "mainsnak", "datavalue",
                                         "latitude", "longitude", "aliases", "rank"]), inner, max_size=4),
                    max_leaves=12))
def test_nothing_from_outside_breaks_it(found: object) -> None:
    for claims in (found, {"P373": found, "P625": found}, {"P373": [found], "P625": [{"mainsnak": found}]}):
        entry = read({"id": "Q7", "labels": {"en": {"value": "a"}}, "aliases": found, "claims": claims})
        assert entry is not None
        json.dumps(entry.category)


def test_the_name_a_reader_gets() -> None:
    assert preferred({"es": "a", "en": "b", "fr": "c"}, ["arn", "es-419"]) == "a"
    assert preferred({"fr": "c", "en": "b"}, ["arn"]) == "b"
    assert preferred({"fr": "c"}, ["arn"]) == "c"
    assert preferred({}, ["arn"]) == ""
    assert is_id("Q42") and not is_id("Q042") and not is_id("42")
