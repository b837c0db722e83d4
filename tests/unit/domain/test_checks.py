"""What is missing: each problem appears for its cause and not otherwise; ready is exactly what was promised."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.checks import Surroundings, is_item_id, is_language_code, problems
from minoties_desktop.domain.fields import BY_ID, FIELDS
from minoties_desktop.domain.item import Described, FileFacts, Value, same_user
from minoties_desktop.domain.people import Contributor

AROUND = Surroundings(datetime(2026, 11, 22, 8, 0, tzinfo=UTC), frozenset({"en", "es", "el"}))
ANA = Contributor("ana", "Ana Ruiz", "Ana R")
FILE = FileFacts("f", "originals/a.jpg", "image/jpeg", "jpg", 1000, "0" * 40, "0" * 64, 4000, 3000)
READY = {
    "title": "Plaza del Sol at dawn", "author": "ana", "source": "own", "licence": "cc-by-sa-4.0",
    "date": "2026-10-01", "caption": {"es": "La plaza al amanecer"}, "categories": ["Puerta del Sol"],
    "people": "nobody",
}


def item(by=ANA, file=FILE, uploader="", **changes):
    values = {}
    for field, given_ in {**READY, **changes}.items():
        if isinstance(given_, dict):
            values[field] = tuple(Value(text, lang) for lang, text in given_.items())
        elif given_ is not None:
            values[field] = tuple(Value(text) for text in ([given_] if isinstance(given_, str) else given_))
    return Described("i", values, file, by, uploader)


def codes(described, around=AROUND):
    return {(problem.code, problem.blocks) for problem in problems(described, around)}


def test_a_complete_item_has_no_problem():
    assert problems(item(), AROUND) == []


@pytest.mark.parametrize(("change", "code"), [
    ({"title": None}, "title-missing"), ({"author": None, "by": None}, "author-missing"),
    ({"source": None}, "source-missing"),
    ({"licence": None}, "licence-missing"), ({"date": None}, "date-missing"),
    ({"caption": None}, "description-missing"),
    ({"caption": {"es": ""}}, "description-missing"), ({"categories": None}, "categories-missing"),
    ({"people": None}, "people-missing"), ({"file": None}, "file-missing"), ({"title": ""}, "title-missing"),
    ({"date": "2026-02-31"}, "date-invalid"), ({"date": "2027-01-01"}, "date-future"),
    ({"date": "2026-12"}, "date-future"),
    ({"caption": {"es": "á" * 251}}, "caption-too-long"),
    ({"camera_position": "95,0"}, "position-invalid"), ({"subject_position": "x"}, "position-invalid"),
    ({"camera_position": "0,0"}, "position-nowhere"), ({"heading": "400", "camera_position": "1,1"}, "heading-invalid"),
    ({"people": "somebody"}, "choice-unknown"), ({"licence": "cc-by-nc-4.0"}, "licence-unknown"),
    ({"licence": "fal"}, "licence-not-own"), ({"licence": "pd-old-100-expired"}, "licence-not-own"),
    ({"licence": "cc-by-sa-4.0+gfdl", "source": "https://example.org"}, "licence-only-own"),
    ({"author": "Eva", "by": None}, "own-work-author"),
    ({"by": Contributor("ana", "Ana")}, "own-work-author"),
    ({"uploader": "Ben"}, "own-work-account"),
    ({"licence": "pd-old-100-expired", "source": "Archive", "date": "1927"}, "licence-too-young"),
    ({"licence": "pd-old-70-expired", "source": "Archive", "date": "193X"}, "licence-too-young"),
    ({"title": "IMG 2042"}, "title-camera"),
])
def test_one_cause_gives_one_blocking_problem(change, code):
    assert codes(item(**change)) == {(code, True)}


@pytest.mark.parametrize(("change", "code"), [
    ({"caption": {"es": "Sol"}}, "caption-too-short"), ({"caption": {"rom": "La plaza"}}, "caption-language"),
    ({"heading": "90"}, "heading-alone"), ({"depicts": ["horse"]}, "item-unresolved"),
    ({"communities": ["Romani people"]}, "item-unresolved"), ({"place_created": "Madrid"}, "item-unresolved"),
    ({"title": "PLAZA DE LA PUERTA DEL SOL DE MADRID ESPANA"}, "title-capitals"),
])
def test_what_is_only_poor_is_advice(change, code):
    assert codes(item(**change)) == {(code, False)}


@pytest.mark.parametrize("change", [
    {"caption": {"es": "á" * 250}}, {"caption": None, "description": {"rom": "Largo"}},
    {"camera_position": "0,0.1", "heading": "359.9"}, {"depicts": ["Q42", "Q1"]},
    {"people": "crowd"}, {"people": "public"}, {"uploader": "ana R"}, {"uploader": "Ana_R"},
    {"licence": "cc-by-sa-4.0+gfdl"}, {"licence": "fal", "source": "https://example.org"},
    {"licence": "pd-old-100-expired", "source": "Archive", "date": "1926"},
    {"licence": "pd-old-70-expired", "source": "Archive", "date": "1930"},
    {"licence": "pd-old-70-expired", "source": "Archive", "date": "18XX"},
    {"date": "189X~"}, {"date": "2026-11-22T23:59:59+14:00"},
])
def test_what_is_right_is_not_complained_of(change):
    assert problems(item(**change), AROUND) == []


def test_a_name_that_another_item_bears_blocks():
    assert codes(item(), replace(AROUND, title_taken=True)) == {("title-twice", True)}
    assert codes(item(title=None), replace(AROUND, title_taken=True)) == {("title-missing", True)}


def test_own_work_needs_its_uploader_or_a_release():
    released = Contributor("ana", "Ana Ruiz", "", release="VRT ticket 2026")
    assert codes(item(by=released, uploader="Ben")) == set()
    assert codes(item(by=released, uploader="Ben", licence="cc-by-sa-4.0+gfdl")) == {("licence-only-own", True)}
    assert codes(item(by=None)) == {("own-work-author", True)}
    assert codes(item(by=None, source="https://example.org")) == set()


def test_blocking_problems_come_first_each_group_in_the_order_of_the_fields():
    found = problems(
        item(title=None, people=None, caption={"es": "Sol"}, depicts=["x"], camera_position="95,0"), AROUND)
    assert [p.blocks for p in found] == sorted((p.blocks for p in found), reverse=True)
    order = [field.id for field in FIELDS]
    for blocks in (True, False):
        places = [order.index(p.field) for p in found if p.blocks is blocks and p.field]
        assert places == sorted(places)


def test_every_problem_names_a_field_that_mends_it():
    for described in (item(), Described("i"), item(title="x", date="x", camera_position="x", heading="x", people="x",
                                                    licence="x", depicts=["x"], caption={"xx": "x" * 300})):
        assert all(problem.field in BY_ID or problem.code == "file-missing"
                   for problem in problems(described, AROUND))


@given(st.dictionaries(st.sampled_from([field.id for field in FIELDS]),
                       st.lists(st.tuples(st.text(max_size=20), st.sampled_from(["", "es"])), max_size=2)))
def test_no_value_breaks_the_checks(values):
    described = Described("i", {f: tuple(Value(t, lang) for t, lang in v) for f, v in values.items()}, FILE, ANA, "Ana")
    found = problems(described, AROUND)
    ready = not any(problem.blocks for problem in found)
    first = {field: described.first(field) for field in BY_ID}
    needed = ("title", "author", "source", "licence", "date", "people", "categories")
    if ready:
        assert all(first[field] for field in needed) and described.descriptions()


@pytest.mark.parametrize(("text", "right"), [
    ("Q1", True), ("Q42", True), ("Q0", False), ("q42", False), ("P31", False), ("Q", False), ("Q4 2", False),
    ("Q٤", False), ("", False), ("Q42\n", False),
])
def test_item_ids(text, right):
    assert is_item_id(text) is right


@pytest.mark.parametrize(("text", "right"), [
    ("es", True), ("arn", True), ("zh-hant", True), ("be-x-old", True), ("es-419", True), ("ES", False), ("e", False),
    ("spanish", False), ("", False), ("es_ES", False), ("es-", False),
])
def test_language_codes(text, right):
    assert is_language_code(text) is right


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Ana R", "Ana_R", True), ("ana R", "Ana R", True), ("Ana R", "ana r", False), ("", "", False), ("", "Ana", False),
    (" Ana ", "Ana", True),
])
def test_user_names(one, other, same):
    assert same_user(one, other) is same
