"""Packs come in whole or line by line, and what they know is found without a connection."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.positions import Position
from minoties_desktop.services import packs, reference
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.practising import served
from tests.support import libraries
from tests.support.entities import entity
from tests.unit.cli.calling import call

THINGS = [
    entity("Q11", {"es": "Mercado Central", "en": "Central Market"}, {"es": "mercado de Santiago"},
           {"es": ["La Vega chica"]}, category="Mercado Central de Santiago", position=(-33.4337, -70.6506)),
    entity("Q12", {"en": "Mercedes Church"}, position=(-33.4376, -70.6474)),
    entity("Q13", {"el": "Μερκάδο"}),
]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def pack(folder: Path, *lines: object, zipped: bool = False) -> Path:
    text = "[\n" + ",\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n]\n"
    path = folder / "trip.json"
    path.write_bytes(gzip.compress(text.encode()) if zipped else text.encode())
    return path


@pytest.mark.parametrize("zipped", [False, True])
def test_a_pack_is_known_afterwards(library: Library, tmp_path: Path, zipped: bool) -> None:
    done = packs.load(library, pack(tmp_path, *THINGS, "{broken", {"id": "P1"}, zipped=zipped))
    assert (done.kept, done.skipped) == (3, 2)
    assert reference.label(library, "Q11", ["es"]) == "Mercado Central"
    assert reference.label(library, "Q11", ["arn", "el"]) == "Central Market"
    assert reference.category(library, "Q11") == "Mercado Central de Santiago"
    assert reference.label(library, "Q99", ["es"]) == reference.category(library, "Q99") == ""


def test_a_thing_is_found_by_any_name_and_without_accents(library: Library, tmp_path: Path) -> None:
    packs.load(library, pack(tmp_path, *THINGS))
    assert [one.id for one in reference.found(library, "merca", ["es"])] == ["Q11"]
    assert [one.id for one in reference.found(library, "MÉRC", ["en"])] == ["Q12", "Q11"]
    one, = reference.found(library, "la vega", ["es"])
    assert (one.id, one.label, one.match) == ("Q11", "Mercado Central", "La Vega chica")
    assert [one.id for one in reference.found(library, "μερκαδο", ["es"])] == ["Q13"]
    assert [one.id for one in reference.found(library, "q12", ["es"])] == ["Q12"]
    assert reference.found(library, "  ", ["es"]) == reference.found(library, "zzz", ["es"]) == ()


def test_what_is_near_comes_nearest_first(library: Library, tmp_path: Path) -> None:
    packs.load(library, pack(tmp_path, *THINGS))
    near = reference.near(library, Position(-33.4350, -70.6490), ["es"])
    assert [one.id for one, _ in near] == ["Q11", "Q12"]
    assert 0 < near[0][1] < near[1][1] <= reference.RADIUS
    assert reference.near(library, Position(-33.4350, 109.35), ["es"]) == ()


def test_what_is_near_over_the_date_line(library: Library, tmp_path: Path) -> None:
    packs.load(library, pack(tmp_path, entity("Q5", {"en": "Wairiki"}, position=(-16.8, -179.999))))
    assert [one.id for one, _ in reference.near(library, Position(-16.8, 179.999), ["en"])] == ["Q5"]


def test_a_later_pack_takes_the_place_of_what_was_known(library: Library, tmp_path: Path) -> None:
    packs.load(library, pack(tmp_path, *THINGS))
    packs.load(library, pack(tmp_path, entity("Q11", {"es": "Otro"})))
    assert reference.label(library, "Q11", ["en"]) == "Otro" and reference.category(library, "Q11") == ""
    assert reference.found(library, "la vega", ["es"]) == ()


@pytest.mark.parametrize("content", [b"", b"\x1f\x8bnot gzip", b"\xff\xfe\x00", b"[1, 2]\n", b'{"a": ' * 99_999])
def test_what_is_no_pack_is_said(library: Library, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "no.json").write_bytes(content)
    with pytest.raises(UsageFault) as caught:
        packs.load(library, tmp_path / "no.json")
    assert caught.value.code == "no-pack"


def test_a_cut_off_pack_keeps_what_came_before_and_says_so(library: Library, tmp_path: Path) -> None:
    whole = gzip.compress("\n".join(
        json.dumps(entity(f"Q{number}", {"en": f"Thing {number}"})) for number in range(1, 2000)).encode())
    (tmp_path / "cut.json.gz").write_bytes(whole[: len(whole) * 9 // 10])
    with pytest.raises(UsageFault) as caught:
        packs.load(library, tmp_path / "cut.json.gz")
    assert caught.value.code == "pack-cut-off"
    name, kept = caught.value.message.args
    assert name == "cut.json.gz" and 1500 < kept < 2000 and kept % packs.CHUNK
    assert [reference.label(library, f"Q{number}", ["en"]) for number in (1, kept, kept + 1)] == [
        "Thing 1", f"Thing {kept}", ""]


def test_a_thing_with_a_number_that_none_can_hold_spoils_nothing(library: Library, tmp_path: Path) -> None:
    huge = json.dumps(entity("Q14", {"en": "Far"}, position=(1.0, 2.0))).replace("1.0", "1" + "0" * 400)
    assert packs.load(library, pack(tmp_path, *THINGS, huge)).kept == 4
    assert reference.told(library, ["Q14"], ["en"])["Q14"].position is None


def test_what_is_no_file_is_not_waited_for(library: Library, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageFault):
        packs.load(library, tmp_path / "pipe")


def test_the_wiki_is_asked_about_what_the_library_speaks_of(library: Library) -> None:
    libraries.photograph(library, {"title": "One", "depicts": ["Q90", "a thing without number"]})
    assert packs.wanted(library) == ["Q90"]
    with served(library):
        kept = packs.fetch(library, Account("practice", "Learner"), [*packs.wanted(library), "Q999999999"], ["es"])
    assert kept == 1 and packs.wanted(library) == []
    assert reference.label(library, "Q90", ["es"]) == "Paris"


def test_the_command_line(library: Library, tmp_path: Path) -> None:
    here = ("--library", str(library.root), "--json")
    assert call("pack", "add", str(pack(tmp_path, *THINGS, "[7")), *here).json == {"kept": 3, "skipped": 1}
    found = call("pack", "find", "vega", *here).json["found"]
    assert found == []
    assert call("pack", "find", "la vega", *here).json["found"][0]["position"] == "-33.433700,-70.650600"
    assert call("pack", "fetch", "42", *here).error == "no-thing"
    assert call("pack", "fetch", *here).json == {"asked": 0, "kept": 0, "texts": 0, "found": 0, "categories": 0}
    assert "Mercado" in call("pack", "find", "merc", "--language", "es", "--library", str(library.root)).out
