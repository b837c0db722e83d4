"""Presets and codes on the command line."""

from pathlib import Path

import pytest

from minoties_desktop.services.describing import describe
from tests.support.libraries import activity, library, photographs
from tests.unit.cli.calling import call

__all__ = ["library"]


@pytest.fixture(autouse=True)
def _here(library, monkeypatch):
    monkeypatch.setenv("MINOTIES_HOME", str(library.root.parent / "home"))


def said(library, item, field, lang=""):
    found = describe(library.database, [item])[item].all(field)
    return [value.text for value in found if value.lang == lang]


def test_a_preset_is_added_shown_changed_and_given(library):
    one, two = photographs(library, [{"caption:es": "Telar", "categories": ["Looms"], "title": "A loom"}, {}],
                           under=activity(library, place="Temuco"))
    where = ("--library", library.root, "--json")
    made = call("preset", "add", "--name", "Looms", "--from", one, "--set", "people=nobody", *where).json["id"]
    [listed] = call("preset", "list", *where).json["preset"]
    assert listed["id"] == made and {part["field"] for part in listed["parts"]} == {"caption", "categories", "people"}
    assert call("preset", "edit", "Looms", "--set", "caption:es=Telar de {place}", "--without", "people",
                *where).code == 0
    shown = call("preset", "show", made[:8], *where).json
    assert {part["field"] for part in shown["parts"]} == {"caption", "categories"}
    assert call("tag", two, "--preset", "Looms", "--add", "categories=Weaving", *where).code == 0
    assert said(library, two, "caption", "es") == ["Telar de Temuco"]
    assert said(library, two, "categories") == ["Looms", "Weaving"]
    assert call("preset", "edit", "Looms", "--without", "people", *where).error == "preset-without"
    assert call("tag", two, "--preset", "None", *where).error == "unknown-id"
    assert call("preset", "add", "--name", "", "--set", "people=nobody", *where).error == "name-needed"


def test_codes_are_replaced_in_what_is_tagged_in_the_language_of_the_field(library, tmp_path: Path):
    [item] = photographs(library, [{}])
    where = ("--library", library.root, "--json")
    (tmp_path / "people.tsv").write_text("code\tes\ten\nrh\tRayen, tejedora\tRayen, weaver\n", encoding="utf-8")
    assert call("codes", "add", tmp_path / "people.tsv", *where).json["codes"] == 1
    assert call("tag", item, "--set", "caption:es=Con =rh=", "--set", "caption:en==rh#2=", "--add",
                "categories==zz=", *where).code == 0
    assert said(library, item, "caption", "es") == ["Con Rayen, tejedora"]
    assert said(library, item, "caption", "en") == ["Rayen, weaver"]
    assert said(library, item, "categories") == ["=zz="]
    (tmp_path / "people.tsv").write_bytes(b"rh\tRay\xe9n\n")
    assert call("codes", "add", tmp_path / "people.tsv", *where).error == "codes"
    [known] = call("codes", "list", *where).json["codes"]
    assert call("codes", "remove", known["id"], *where).code == 0
    assert call("codes", "list", *where).json == {"codes": []}


def test_a_variable_that_there_is_not_changes_nothing(library):
    [item] = photographs(library, [{}])
    done = call("tag", item, "--set", "people=nobody", "--set", "caption:es={plcae}", "--library", library.root,
                "--json")
    assert (done.code, done.error) == (2, "variable")
    assert said(library, item, "people") == []
