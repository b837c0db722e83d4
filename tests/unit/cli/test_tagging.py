"""What can't be right in what is tagged is said at once, and with it that somebody is needed."""

import pytest

from minoties_desktop.services.describing import describe
from tests.support.libraries import library, photographs
from tests.unit.cli.calling import call

__all__ = ["library"]


@pytest.fixture(autouse=True)
def _here(library, monkeypatch):
    monkeypatch.setenv("MINOTIES_HOME", str(library.root.parent / "home"))


@pytest.mark.parametrize(("assigned", "code"), [
    ("date=2926-10-03", "date-future"), ("creator_died=99999999999", "date-invalid"), ("published=2999",
    "work-date-future"), ("published_in=Ruritania", "country-invalid"), (f"title={'long ' * 100}", "title-too-long"),
    (f"caption:en={'long ' * 100}", "caption-too-long"), ("camera_position=0,0", "position-nowhere")])
def test_a_value_that_cannot_be_right_is_kept_and_told(library, assigned, code):
    [item] = photographs(library, [{"work": "object"}])
    done = call("tag", item, "--set", assigned, "--library", library.root, "--json")
    assert done.code == 1
    assert [(problem["item"], problem["code"], problem["severity"]) for problem in done.json["problems"]] == [
        (item, code, "blocks")]
    assert describe(library.database, [item])[item].first(assigned.partition("=")[0].partition(":")[0])


def test_nothing_is_said_of_what_is_right_nor_of_other_fields(library):
    [item] = photographs(library, [{"date": "2926-10-03"}])
    done = call("tag", item, "--set", "author=Somebody", "--set", "embargo=2926-10-03",
                "--set", "title=Loom in Farsa", "--library", library.root, "--json")
    assert (done.code, done.json) == (0, {"items": [item]})
    assert call("tag", item, "--set", "date=2026-02-31", "--library", library.root, "--json").code == 2


def test_it_is_said_in_words_once_for_all_items(library):
    first, second = photographs(library, [{}, {}])
    done = call("tag", first, second, "--set", "date=2926-10-03", "--library", library.root)
    assert done.code == 1 and done.out.count("has not come yet") == 1


def test_items_that_do_not_say_what_a_text_asks_for_are_counted_and_keep_theirs(library):
    first, second = photographs(library, [{"inventory_number": "MT-1"}, {"title": "Quay at dusk"}])
    rest = (first, second, "--library", library.root)
    done = call("tag", "--set", "title=Pot {inventory}", *rest)
    assert done.code == 0 and "One of them does not say what a text asks for" in done.out
    assert [describe(library.database, [one])[one].first("title") for one in (first, second)] == [
        "Pot MT-1", "Quay at dusk"]
    assert call("preset", "add", "--name", "Pots", "--set", "caption:en=Pot {inventory}",
                "--library", library.root).code == 0
    assert call("tag", "--preset", "Pots", *rest, "--json").json == {"items": [first, second], "unsaid": [second]}
    assert call("tag", "--add", "categories={inventory}", *rest, "--json").json["unsaid"] == [second]
    assert call("tag", "--set", "title=Pot {seq}", *rest, "--json").json == {"items": [first, second]}


def test_a_death_that_cannot_be_is_told_with_the_rights(library):
    [item] = photographs(library, [{}])
    done = call("rights", item, "--kind", "object", "--died", "9" * 20, "--library", library.root, "--json")
    assert done.code == 1 and [problem["code"] for problem in done.json["problems"]] == ["date-invalid"]


def test_only_those_that_are_another_now_are_said_to_have_changed(library):
    first, second = photographs(library, [{"collection": "Pots"}, {}])
    given = ("tag", first, second, "--set", "collection=Pots", "--library", library.root)
    assert call(*given).out.splitlines()[:2] == [
        "One item changed.", "One item was like this already, and is as before."]
    assert call(*given).out.splitlines()[:2] == [
        "Nothing changed.", "2 items were like this already, and are as before."]
    assert call(*given, "--json").json == {"items": [first, second], "unchanged": [first, second]}
    assert call("tag", first, second, "--clear", "collection", "--library", library.root).out == "2 items changed.\n"


def test_languages_are_named_in_any_case(library):
    [item] = photographs(library, [{}])
    rest = ("--library", library.root)
    assert call("tag", item, "--set", "caption:EN=Loom", "--set", "caption:Pt-BR=Tear", *rest).code == 0
    captions = describe(library.database, [item])[item].all("caption")
    assert {value.lang: value.text for value in captions} == {"en": "Loom", "pt-br": "Tear"}
    assert call("tag", item, "--clear", "caption:EN", *rest).code == 0
    assert [value.lang for value in describe(library.database, [item])[item].all("caption")] == ["pt-br"]
    assert call("tag", item, "--set", "caption:QQZZ=Loom", *rest, "--json").json["error"]["code"] == "language-needed"
    assert call("preset", "add", "--name", "Looms", "--set", "caption:ES=Telar", *rest).code == 0
    assert call("preset", "edit", "Looms", "--set", "title=Loom", "--without", "caption:Es", *rest).code == 0
    assert call("glossary", "add", "loom", "--lang", "EN", "--text", "ES=telar", *rest).code == 0
    assert call("word", "add", "EN", "Witral", *rest).code == 0
    assert [one["lang"] for one in call("word", "list", *rest, "--json").json["word"]] == ["en"]
