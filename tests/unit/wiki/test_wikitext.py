"""The page is the one of commons-contract 4a, and keeps its structure whatever was typed into any field."""

from __future__ import annotations

from dataclasses import replace

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.fields import FIELDS, Kind
from minoties_desktop.domain.item import Described, Value
from minoties_desktop.domain.licences import licences
from minoties_desktop.domain.people import Contributor
from minoties_desktop.wiki import wikitext
from tests.unit.wiki.described import described, values
from tests.unit.wiki.test_markup import typed

OWN_PHOTO = """=={{int:filedesc}}==
{{Information
|description={{es|1=Tejedora mapuche en un telar, Temuco}}{{arn|1=Düwekafe}}
|date=2026-10-01
|source={{own}}
|author=[[User:AnaPerez|Ana Pérez]]
|permission=
|other versions=
}}
{{Location|-38.735902|-72.590374|heading:245}}
{{Object location|-38.7362|-72.5901}}

=={{int:license-header}}==
{{self|cc-by-sa-4.0}}

[[Category:Looms in Chile]]
[[Category:Wiki for Minorities 2026]]"""


def test_an_own_photo_is_exactly_the_page_of_the_contract():
    item = described(description=values(("Tejedora mapuche en un telar, Temuco", "es"), ("Düwekafe", "arn")),
                     categories=values("Looms in Chile", "Wiki for Minorities 2026"))
    assert wikitext.page(item) == OWN_PHOTO


def test_without_a_category_it_asks_for_one():
    assert wikitext.page(described(categories=())).endswith("\n\n{{subst:unc}}")


def test_a_caption_serves_where_there_is_no_description():
    item = described(description=values(("Larga", "es")), caption=values(("Corta", "es"), ("Short", "en")))
    assert "|description={{en|1=Short}}{{es|1=Larga}}\n" in wikitext.page(item) \
        or "|description={{es|1=Larga}}{{en|1=Short}}\n" in wikitext.page(item)


@pytest.mark.parametrize(("date", "shown"), [
    ("2026-10-01", "2026-10-01"), ("2026-10-01T14:05:09-03:00", "2026-10-01"), ("2026-10", "2026-10"),
    ("1890", "1890"), ("1890~", "{{other date|~|1890}}"), ("189X", "1890/1899"), ("18XX", "1800/1899"),
    ("{{delete}}", "&#123;&#123;delete&#125;&#125;")])
def test_dates(date, shown):
    assert f"\n|date={shown}\n" in wikitext.page(described(date=values(date)))


def test_somebody_elses_work_has_its_licence_alone_and_its_source_as_typed():
    item = described(source=values("https://example.org/picture | 5"), licence=values("cc-by-4.0"))
    page = wikitext.page(item)
    assert "|source=https://example.org/picture &#124; 5\n" in page
    assert "\n{{cc-by-4.0}}\n" in page and "{{self" not in page


def test_own_work_that_another_account_uploads_says_whose_it_is_and_how_it_was_released():
    author = Contributor("1", "Ana Pérez", "AnaPerez", release="https://example.org/release")
    page = wikitext.page(described(author_is=author, uploader="Volunteer"))
    assert "|source=Own work of Ana Pérez, who released it: https://example.org/release\n" in page
    assert "\n{{cc-by-sa-4.0}}\n" in page


def test_an_author_without_an_account_is_a_name():
    page = wikitext.page(described(author_is=Contributor("1", "Ana [[Pérez]]")))
    assert "|author=Ana &#91;&#91;Pérez&#93;&#93;\n" in page


@pytest.mark.parametrize("position", ["95,10", "0,0", "0.0000001,0", "nowhere", "10,181", ""])
def test_positions_that_are_none_are_not_written(position):
    page = wikitext.page(described(camera_position=values(position), subject_position=values(position)))
    assert "ocation|" not in page


@pytest.mark.parametrize(("heading", "shown"), [
    ("245", "|heading:245}}"), ("245.5", "|heading:245.5}}"), ("360", "|heading:0}}"), ("400", "374}}"), ("", "374}}"),
    ("nan", "374}}"), ("|x", "374}}")])
def test_headings(heading, shown):
    assert f"-72.590{shown if shown.startswith('374') else '374' + shown}\n" in wikitext.page(
        described(heading=values(heading)))


@pytest.mark.parametrize("licence", list(licences()))
def test_every_licence_has_its_template_on_the_page(licence):
    known = licences()[licence]
    item = described(licence=values(licence), source=values("own" if known.own else "An archive"))
    template = known.self_template if known.own else known.template.replace("$died", "").replace("$country", "")
    assert template in wikitext.page(item).splitlines()


def test_private_fields_never_reach_the_page():
    for field in FIELDS:
        if field.private:
            assert "sekrit" not in wikitext.page(described(**{field.id: values(("sekrit", "es"))}))


def structure(page: str) -> list[str]:
    """Names of templates, their parameters, links and headings, in order; texts left aside."""
    code = mwparserfromhell.parse(page)
    found = []
    for node in code.ifilter(recursive=True):
        if isinstance(node, mwparserfromhell.nodes.Template):
            found.append(f"{{{node.name.strip()}|{','.join(str(one.name).strip() for one in node.params)}}}")
        elif isinstance(node, mwparserfromhell.nodes.Wikilink):
            found.append(f"[{node.title.split(':')[0]}]")
        elif not isinstance(node, (mwparserfromhell.nodes.Text, mwparserfromhell.nodes.HTMLEntity,
                                   mwparserfromhell.nodes.ExternalLink)):
            found.append(type(node).__name__)
    return found


FREE = [field for field in FIELDS if field.kind in (Kind.TEXT, Kind.LONG_TEXT) and not field.private]


@given(st.fixed_dictionaries({field.id: typed for field in FREE}), typed, typed, typed, typed)
def test_nothing_that_is_typed_changes_the_structure_of_the_page(texts, source, name, user, category):
    def page(value: str, **own: str) -> str:
        return wikitext.page(described(
            source=values(own.get("source", value)), categories=values("A", own.get("category", value)),
            author_is=Contributor("1", own.get("name", value), own.get("user", value)),
            **{field.id: values((texts[field.id] if own else value, "es")) for field in FREE}))

    hostile = structure(page("", source=source, name=name, user=user, category=category))
    plain = structure(page("x"))
    optional = {"{es|1}", "[Category]", "[User]"}
    assert [part for part in hostile if part not in optional] == [part for part in plain if part not in optional]
    assert hostile.count("[Category]") in (1, 2)
    assert hostile.count("[User]") <= 1 and hostile.count("{es|1}") <= 1


@given(typed)
def test_no_code_of_a_language_breaks_out(code):
    page = wikitext.page(described(description=(Value("Text", code),), caption=()))
    allowed = {"Information", "int:filedesc", "int:license-header", "own", "self", "Location", "Object location"}
    names = {str(one.name).strip() for one in mwparserfromhell.parse(page).filter_templates()}
    assert len(names - allowed) <= 1
    assert page.count("|date=") == 1


def test_an_empty_item_still_makes_a_page():
    assert "{{Information" in wikitext.page(Described("item"))



def test_a_language_without_a_template_is_named_by_the_wiki_itself():
    told = described(description=values(("Düwekafe | {{x}}", "arn"), ("Tejedora", "es")))
    text = wikitext.page(replace(told, without_template=frozenset({"arn"})))
    assert ("<div lang=\"arn\" dir=\"auto\">'''{{#language:arn}}:''' Düwekafe &#124; &#123;&#123;x&#125;&#125;</div>"
            in text)
    assert "{{arn|" not in text and "{{es|1=Tejedora}}" in text


def test_templates_of_languages_are_found_and_taken_out_of_a_page_of_ours():
    told = described(description=values(("Düwekafe", "arn"), ("Tejedora", "es"), ("Manghahabi", "tl")))
    before = wikitext.page(told)
    assert wikitext.languages_of(before) == {"arn", "es", "tl"} and "{{tgl|1=" in before
    after = wikitext.page(replace(told, without_template=frozenset({"arn", "tl"})))
    assert wikitext.without_templates(before, {"arn", "tl"}) == after and wikitext.languages_of(after) == {"es"}
