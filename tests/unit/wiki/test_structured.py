"""The data is what a real Wikibase has accepted (tests/data/sdc), and nothing that it would refuse."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.fields import CAPTION_LIMIT, FIELDS
from minoties_desktop.domain.licences import licences
from minoties_desktop.domain.people import Contributor
from minoties_desktop.domain.positions import parse_heading
from minoties_desktop.wiki import snaks, structured
from tests.unit.wiki.described import described, values
from tests.unit.wiki.test_markup import typed

SDC = Path(__file__).parents[2] / "data" / "sdc"


def accepted(name: str) -> dict:
    """A document that a real Wikibase took."""
    return json.loads((SDC / f"{name}.json").read_text(encoding="utf-8"))


def by_property(claims: list[dict], property_id: str) -> list[dict]:
    """The statements of a property."""
    return [one for one in claims if one["mainsnak"]["property"] == property_id]


def test_an_own_photo_says_what_the_accepted_document_says():
    item = described(depicts=values("Q42", "Q1"), place_created=values("Q2"))
    document = accepted("1_own_photo")
    ours = structured.claims(item)
    # What EXIF tells of the camera, and the event, have no field here.
    without = {"P4082", "P6757", "P6790", "P2151", "P6789", "P1344"}
    theirs = [one for one in document["claims"] if one["mainsnak"]["property"] not in without]
    assert sorted(map(json.dumps, ours)) == sorted(map(json.dumps, map(ordered, theirs)))
    assert structured.labels(item) == document["labels"]


def ordered(claim: dict) -> dict:
    """A statement with its keys in our order."""
    keys = ("type", "mainsnak", "rank", "qualifiers", "qualifiers-order")
    return {key: claim[key] for key in keys if key in claim}


def test_an_own_photo_under_cc0_says_what_the_accepted_document_says():
    item = described(licence=values("cc-zero"), date=(), camera_position=(), subject_position=())
    ours = structured.claims(item)
    assert sorted(map(json.dumps, ours)) == sorted(map(json.dumps, map(ordered, accepted("2_own_photo_cc0")["claims"])))


def test_the_public_domain_has_its_grounds_in_each_jurisdiction():
    item = described(licence=values("pd-old-100-expired"), source=values("https://archive.example/FOT-0123"))
    claims = structured.claims(item)
    status = by_property(claims, "P6216")
    assert len(status) == len(licences()["pd-old-100-expired"].grounds) == 2
    assert all(one["mainsnak"] == snaks.item("P6216", "Q19652") for one in status)
    assert [list(one["qualifiers"]) for one in status] == [["P1001", "P459"]] * 2
    assert by_property(claims, "P275") == []
    assert by_property(claims, "P7482") == [
        snaks.statement(snaks.item("P7482", "Q74228490"), [snaks.string("P973", "https://archive.example/FOT-0123")])]


@pytest.mark.parametrize("source", ["An archive", "https://", "ftp://x.example/y", "https://x.example/a b", "x" * 2000])
def test_a_source_that_is_no_address_says_nothing(source):
    assert by_property(structured.claims(described(source=values(source))), "P7482") == []


def test_the_main_thing_of_several_is_preferred_and_words_stay_with_us():
    claims = structured.claims(described(depicts=values("a loom", "Q42", "Q1", "Q42")))
    assert [(one["mainsnak"]["datavalue"]["value"]["id"], one["rank"]) for one in by_property(claims, "P180")] == [
        ("Q42", "preferred"), ("Q1", "normal")]
    alone = structured.claims(described(depicts=values("Q42")))
    assert [one["rank"] for one in by_property(alone, "P180")] == ["normal"]


@pytest.mark.parametrize(("date", "time", "precision", "calendar"), [
    ("2026-10-01T14:05:09-03:00", "+2026-10-01T00:00:00Z", 11, "Q1985727"),
    ("2026-10", "+2026-10-00T00:00:00Z", 10, "Q1985727"), ("1890", "+1890-00-00T00:00:00Z", 9, "Q1985727"),
    ("189X", "+1890-00-00T00:00:00Z", 8, "Q1985727"), ("18XX", "+1900-00-00T00:00:00Z", 7, "Q1985727"),
    ("1582-10-15", "+1582-10-15T00:00:00Z", 11, "Q1985727"), ("1582-10-04", "+1582-10-04T00:00:00Z", 11, "Q1985786")])
def test_dates(date, time, precision, calendar):
    [made] = by_property(structured.claims(described(date=values(date))), "P571")
    value = made["mainsnak"]["datavalue"]["value"]
    assert (value["time"], value["precision"]) == (time, precision)
    assert value["calendarmodel"] == f"http://www.wikidata.org/entity/{calendar}"
    assert "qualifiers" not in made


def test_about_is_a_qualifier():
    [made] = by_property(structured.claims(described(date=values("1890~"))), "P571")
    assert made["qualifiers"] == {"P1480": [snaks.item("P1480", "Q5727902")]}


@pytest.mark.parametrize("date", ["2026-02-31", "2026-13-01", "0000", "yesterday", ""])
def test_days_that_never_were_say_nothing(date):
    assert by_property(structured.claims(described(date=values(date))), "P571") == []


@pytest.mark.parametrize("position", ["95,10", "-138.7,10", "10,181", "0,0", "-0.0000001,0.0000001", "nowhere", ""])
def test_places_that_are_none_say_nothing(position):
    item = described(camera_position=values(position), subject_position=values(position))
    assert by_property(structured.claims(item), "P1259") == by_property(structured.claims(item), "P9149") == []


@pytest.mark.parametrize(("position", "precision"), [
    ("-38.735902,-72.590374", 1e-05), ("-38.7362,-72.5901", 0.0001), ("12,13.5", 0.1), ("12,13", 1.0)])
def test_a_place_is_as_precise_as_its_decimals(position, precision):
    [made] = by_property(structured.claims(described(camera_position=values(position))), "P1259")
    assert made["mainsnak"]["datavalue"]["value"]["precision"] == precision


def test_no_position_no_heading():
    assert "P7787" not in json.dumps(structured.claims(described(camera_position=())))


@given(st.floats(0, 360))
def test_a_heading_is_a_plain_number_of_degrees(heading):
    [made] = by_property(structured.claims(described(heading=values(repr(heading)))), "P1259")
    for snak in made.get("qualifiers", {}).get("P7787", []):
        amount = snak["datavalue"]["value"]["amount"]
        assert amount[0] == "+" and "e" not in amount
        assert math.isclose(float(amount), parse_heading(repr(heading)), abs_tol=1e-6)


def test_somebody_without_an_account_has_a_name_alone():
    [made] = by_property(structured.claims(described(author_is=Contributor("1", "Ana"))), "P170")
    assert list(made["qualifiers"]) == ["P3831", "P2093"]


def test_a_user_name_is_part_of_an_address():
    [made] = by_property(structured.claims(described(author_is=Contributor("1", "Ana", "Ana_Pérez x"))), "P170")
    assert made["qualifiers"]["P4174"] == [snaks.string("P4174", "Ana Pérez x")]
    assert made["qualifiers"]["P2699"] == [
        snaks.string("P2699", "https://commons.wikimedia.org/wiki/User:Ana_P%C3%A9rez_x")]


@pytest.mark.parametrize("lang", ["rap", "rom", "mam", "lad-latn", "und", "", "xx-none"])
def test_captions_in_languages_that_are_not_taken_stay_with_us(lang):
    assert structured.labels(described(caption=values(("Tangata", lang), ("Weaver", "arn")))) == {
        "arn": {"language": "arn", "value": "Weaver"}}


def test_a_caption_has_one_line_and_its_limit_counts_characters():
    item = described(caption=values(("  one\n two\t three ", "en"), ("ß" * 250, "de"), ("ß" * 251, "es")))
    assert {lang: label["value"] for lang, label in structured.labels(item).items()} == {
        "en": "one two three", "de": "ß" * 250}


def test_the_languages_are_those_of_the_contract():
    assert len(structured.caption_languages()) == 633
    assert {"arn", "lad", "rmy", "quc", "mul", "zgh-latn"} <= structured.caption_languages()


def test_private_fields_never_reach_the_data():
    for field in FIELDS:
        if field.private:
            item = described(**{field.id: values(("sekrit", "es"))})
            assert "sekrit" not in json.dumps([structured.claims(item), structured.labels(item)])


@given(st.dictionaries(st.sampled_from([field.id for field in FIELDS]), typed))
def test_whatever_is_typed_makes_values_of_a_form_that_is_taken(texts):
    item = described(author_is=Contributor("1", texts.get("author", ""), texts.get("author", "")),
                     **{field: values((text, "es")) for field, text in texts.items()})
    for made in structured.claims(item):
        every = [made["mainsnak"], *(one for found in made.get("qualifiers", {}).values() for one in found)]
        for snak in every:
            value = snak.get("datavalue", {}).get("value")
            if isinstance(value, str):
                assert 0 < len(value) <= snaks.LONGEST and value == value.strip() and "\n" not in value
    for label in structured.labels(item).values():
        assert 0 < len(label["value"]) <= CAPTION_LIMIT
