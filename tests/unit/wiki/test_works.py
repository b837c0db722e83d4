"""Each kind of work, with its rights: the page and the statements are the reviewed ones (tests/data/golden), and have
the shape of what a real Wikibase has accepted (tests/data/sdc)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.checks import is_item_id
from minoties_desktop.domain.fields import FIELDS, Kind
from minoties_desktop.domain.institution import Institution
from minoties_desktop.domain.item import Value
from minoties_desktop.domain.licences import licences
from minoties_desktop.domain.works import works
from minoties_desktop.wiki import structured, wikitext
from tests.unit.wiki.cases import CASES
from tests.unit.wiki.described import values
from tests.unit.wiki.test_markup import typed
from tests.unit.wiki.test_structured import accepted, by_property, ordered
from tests.unit.wiki.test_wikitext import structure

GOLDEN = Path(__file__).parents[2] / "data" / "golden"
FREE = [field.id for field in FIELDS if field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.ENTITY, Kind.DATE)
        and not field.private]


@pytest.mark.parametrize("name", CASES)
def test_a_page_is_the_reviewed_one(name):
    assert wikitext.page(CASES[name]) + "\n" == (GOLDEN / f"{name}.wikitext").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_statements_are_the_reviewed_ones(name):
    assert structured.claims(CASES[name]) == json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def test_there_is_a_reviewed_page_for_every_kind_of_work_and_every_reason():
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)
    assert {case.first("work") for case in CASES.values()} >= set(works()) - {"photo"}
    used = {case.first(name) for case in CASES.values() for name in ("licence", "object_licence")}
    assert {licence.id for licence in licences().values() if licence.rule} - used <= {"pd-old-70-expired"}


@pytest.mark.parametrize("name", CASES)
def test_a_page_parses_without_leftovers(name):
    code = mwparserfromhell.parse(wikitext.page(CASES[name]))
    assert not set(code.strip_code()) & set("{}|[]")


@pytest.mark.parametrize(("name", "document", "besides"), [
    ("scan_2d_with_item", "3_scan_2d_pd_with_item", set()),
    ("scan_2d_without_item", "4_scan_2d_pd_without_item", set()),
    ("book_with_item", "5_book_pdf", {"P180"}), ("object_with_item", "6_glam_3d_object_photo", set())])
def test_statements_have_the_shape_of_an_accepted_document(name, document, besides):
    """The same properties with the same qualifiers in the same order, but for what the document leaves open."""
    ours, theirs = (_shapes(claims) for claims in (structured.claims(CASES[name]), accepted(document)["claims"]))
    open_ = _OPEN.get(document, set())
    assert {shape for shape in ours if shape[0] not in open_} == {shape for shape in theirs if shape[0] not in open_}
    assert not besides & {shape[0] for shape in ours}


_OPEN = {"3_scan_2d_pd_with_item": set(), "4_scan_2d_pd_without_item": {"P7482", "P1071", "P6216"},
         "5_book_pdf": {"P31", "P7482"}, "6_glam_3d_object_photo": {"P195"}}
"""What an accepted document says nothing of, or of an item that we do not know."""


def _shapes(claims):
    return {(one["mainsnak"]["property"], one["mainsnak"]["snaktype"],
             one["mainsnak"].get("datavalue", {}).get("type", ""), tuple(one.get("qualifiers-order", ())))
            for one in map(ordered, claims)}


def test_the_grounds_are_those_of_the_accepted_documents():
    ours = by_property(structured.claims(CASES["scan_2d_with_item"]), "P6216")
    assert ours == by_property([ordered(one) for one in accepted("3_scan_2d_pd_with_item")["claims"]], "P6216")


@pytest.mark.parametrize("work", [work for work in works() if work not in ("photo",)])
@given(st.dictionaries(st.sampled_from(FREE), typed), typed)
def test_nothing_that_is_typed_changes_the_structure_of_the_page(work, texts, house):
    case = next(case for case in CASES.values() if case.first("work") == work)
    fields = {name: text for name, text in texts.items() if not is_item_id(text) and text != "unknown"}

    def page(given_: dict[str, str], house_: str) -> list[str]:
        told = {**case.values, **{name: (Value(text, "es"),) for name, text in given_.items()}}
        found = replace(_with(case, told), house=Institution("1", house_, {"es": house_}, credit=house_))
        return [part for part in structure(wikitext.page(found)) if part not in _OPTIONAL]

    assert page(fields, house) == page(dict.fromkeys(fields, "x"), "x")


_OPTIONAL = {"{es|1}", "{arn|1}", "[Category]", "{other date|1,2}", "{Size|1,2,3}", "{Size|1,2,3,4}"}


def _with(case, told):
    return replace(case, values=told)


def test_every_kind_of_work_names_its_source_and_writes_fields_that_there_are():
    known = {field.id for field in FIELDS}
    for work in works().values():
        assert "commons-contract" in work.source
        assert work.writes <= known
        assert len(dict(work.rows)) == len(work.rows)


@pytest.mark.parametrize(("typed_", "written"), [
    ("24 x 18 cm", "{{Size|cm|24|18}}"), ("24×18cm", "{{Size|cm|24|18}}"), ("2,5 x 3 x 4 MM", "{{Size|mm|2.5|3|4}}"),
    ("large", "large"), ("24 x 18", "24 x 18"), ("{{x}} cm", "&#123;&#123;x&#125;&#125; cm")])
def test_dimensions(typed_, written):
    case = CASES["scan_2d_without_item"]
    page = wikitext.page(_with(case, {**case.values, "dimensions": values(typed_)}))
    assert f"\n|dimensions={written}\n" in page


def test_the_sign_of_a_permission_that_came_is_never_ours():
    assert not [name for name, case in CASES.items() if "PermissionTicket" in wikitext.page(case)]
