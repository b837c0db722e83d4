"""Filters: each part of a query finds what it says and nothing else, and parts narrow each other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.inheritance import OwnValue
from minoties_desktop.domain.query import PARTS, Query, from_json
from minoties_desktop.domain.reference import Entry
from minoties_desktop.services.describing import refresh
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import answers, filters, items, persons, reference, values
from minoties_desktop.store.database import new_id

# By item: taken, flag, rating, label, and what is said of it.
_ITEMS = {
    "a": ("2026-11-14T10:00:00", "pick", 5, 7, {
        "title": "Weaver", "camera_position": "-38.738000,-72.590000", "place_created": "Q4086", "author": "Ana Lee"}),
    "b": ("2026-11-14T23:59:59", "reject", 3, 0, {"caption": "Φωτογραφία", "camera_position": "-38.745000,-72.590000"}),
    "c": ("2026-10-02T08:00:00", "", 0, 0, {"place_created": "Padre Las Casas", "author": "ME"}),
    "d": ("", "", 4, 9, {"caption": "Loom", "camera_position": "10.000000,179.995000",
                         "subject_position": "-39.814000,-73.245000"}),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Four items that differ in everything one can filter by."""
    found = Library(tmp_path_factory.mktemp("filters") / "library")
    tagging = Tagging(found)
    me = tagging.create("contributor", {"name": "Rayen Huenchul", "user_name": "RayenH"})
    house = tagging.create("institution", {"name": "Museum"})
    visit = tagging.create("activity", {"title": "Visit", "institution": house})
    with found.database.writing() as write:
        for number, (item, (taken, flag, rating, label, said)) in enumerate(_ITEMS.items()):
            items.add(write, {"id": item, "flag": flag, "rating": rating, "label": label,
                              "activity": visit if item == "c" else None}, [{
                "id": new_id(), "path": f"originals/{item}.jpg", "name": f"{item}.jpg", "mime": "image/jpeg",
                "extension": "jpg", "size": 1, "sha1": f"{number:040x}", "sha256": f"{number:064x}", "width": 6,
                "height": 4}])
            dated = {**said, "date": taken} if taken else said
            values.add_own(write, [
                (item, OwnValue(field, "el" if text == "Φωτογραφία" else "en" if field == "caption" else "", 0,
                                me if text == "ME" else text)) for field, text in dated.items()])
        persons.add(write, "b", ["José Núñez"])
        reference.keep(write, [Entry("Q4086", {"en": "Temuco", "el": "Τεμούκο"}, {}, {}, "", None)])
        refresh(found.database, write, list(_ITEMS))
    with found.database.writing() as write:
        answers.keep(write, "https://commons.wikimedia.org/w/api.php", answers.BYTES,
                     {f"{0:040x}": {"holders": [{"title": "A.jpg"}]}, f"{1:040x}": {"holders": []}})
    yield found
    found.close()


@pytest.mark.parametrize(("part", "value", "found"), [
    ("date", "2026-11-14", "ab"), ("date", "2026-11", "ab"), ("date", "2026", "abc"),
    ("date", "2026-10..2026-11", "abc"),
    ("date", "..2026-10", "c"), ("date", "2026-11-14..", "ab"), ("date", "2025", ""),
    ("flag", "pick", "a"), ("flag", "reject", "b"), ("flag", "none", "cd"),
    ("rating", "3", "abd"), ("rating", "5", "a"), ("rating", "0", "c"),
    ("label", "7", "a"), ("label", "none", "bc"),
    ("missing", "caption", "ac"), ("missing", "caption:el", "acd"), ("missing", "title", "bcd"),
    ("place", "Q4086", "a"), ("place", "temuc", "ab"), ("place", "Τεμούκο", "a"),
    ("place", "padre las", "c"), ("place", "valdi", "d"),
    ("words", "temuc", "a"), ("words", "Τεμούκο", "a"), ("words", "weav", "a"), ("words", "t", ""),
    ("place", "nowhere", ""), ("place", "  ", ""),
    ("near", "-38.738,-72.59", "ab"), ("near", "-38.738,-72.59,0.5", "a"), ("near", "10,-179.99,5", "d"),
    ("person", "jose nunez", "b"), ("person", "José", ""),
    ("author", "rayenh", "c"), ("author", "ana", "a"), ("author", "Ana Lee", "a"),
    ("there", "yes", "a"), ("problem", "wiki-there", "a"), ("words", "φωτογραφια", "b"), ("words", "weav", "a"),
    ("imports", "none", ""),
])
def test_a_part_finds_what_it_says(library: Library, part: str, value: str, found: str) -> None:
    query = Query(**{part: value})
    assert sorted(items.ids(library.database, query)) == list(found)
    assert filters.count(library.database, query) == len(found)


def test_an_institution_has_the_items_of_its_activities(library: Library) -> None:
    [house] = library.registers["institution"].list()
    assert items.ids(library.database, Query(institution=house["id"])) == ["c"]


_VALUES = {"rating": ["3", "0"], "flag": ["pick", "none"], "missing": ["caption", "title"], "date": ["2026-11"],
           "words": ["weaver", "l"], "near": ["-38.738,-72.59"], "label": ["none", "9"]}


@given(st.dictionaries(st.sampled_from(sorted(_VALUES)), st.integers(0, 1), max_size=4))
def test_parts_narrow_each_other(library: Library, chosen: dict[str, int]) -> None:
    parts = {name: _VALUES[name][number % len(_VALUES[name])] for name, number in chosen.items()}
    alone = [set(items.ids(library.database, Query(**{name: value}))) for name, value in parts.items()]
    assert set(items.ids(library.database, Query(**parts))) == set(_ITEMS).intersection(*alone)


def test_what_items_have_is_told_with_how_many_have_it(library: Library) -> None:
    found = filters.facets(library.database)
    assert found["date"] == [("2026-11-14", 2), ("2026-10-02", 1)]
    assert found["flag"] == [("pick", 1), ("", 2), ("reject", 1)]
    assert found["person"] == [("José Núñez", 1)]
    assert found["there"] == [("yes", 1)]


@given(st.dictionaries(st.sampled_from([*PARTS, "sort", "reverse", "x"]), st.text(max_size=8) | st.integers()))
def test_what_was_kept_and_cannot_be_is_left_out(library: Library, kept: dict[str, object]) -> None:
    query = from_json(json.loads(json.dumps(kept)))
    items.ids(library.database, query)
    assert from_json(query.to_json()) == query


def test_what_was_kept_may_be_anything(tmp_path: Path) -> None:
    assert from_json([1]) == from_json(None) == Query()
