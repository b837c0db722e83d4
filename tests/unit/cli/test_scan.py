"""`minoties scan`, `scanner` and `profile`, with devices that answer."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from minoties_desktop.cli.scanning import _device
from minoties_desktop.config.messages import Message
from minoties_desktop.domain import scanning
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.media.digest import digest
from minoties_desktop.services import scankeeping, scanpages
from minoties_desktop.services.library import Library
from tests.support.escl import Device, scanner
from tests.support.sane import sane
from tests.unit.cli.calling import Call, call

__all__ = ["sane"]


@pytest.fixture
def device() -> Device:
    return Device(fed=3)


@pytest.fixture
def escl(device: Device) -> Iterator[str]:
    with scanner(device) as address:
        yield f"escl:{address}"


def test_pages_of_a_feeder_become_one_item(tmp_path: Path, device: Device, escl: str) -> None:
    found = call("scan", "--library", tmp_path, "--device", escl, "--way", "feeder", "--dpi", 25, "--depth", 16,
                 "--inventory", "PL-012", "--json")
    assert found.code == 0
    assert set(found.json) == {"item", "pages", "recovered", "advice"}
    assert [json.loads(line)["name"] for line in found.err.splitlines()] == ["1r", "1v", "2r"]
    assert [(page["label"], page["width"], page["height"], page["dpi"], page["bits"]) for page in found.json["pages"]
            ] == [("1r", 100, 125, 25, 16), ("1v", 100, 125, 25, 16), ("2r", 100, 125, 25, 16)]
    assert all(digest(Path(page["path"])).sha256 == page["sha256"] for page in found.json["pages"])
    shown = call("show", "--library", tmp_path, found.json["item"], "--json").json
    assert [one["value"] for one in shown["values"] if one["field"] == "inventory_number"] == ["PL-012"]


def test_a_jam_tells_the_pages_that_are_safe_and_what_to_do(tmp_path: Path, device: Device, escl: str) -> None:
    device.faults = {2: "jam"}
    found = call("scan", "--library", tmp_path, "--device", escl, "--way", "feeder", "--dpi", 25, "--json")
    assert found.code == 1
    assert len(found.json["pages"]) == 1
    assert found.json["error"]["code"] == "scan-jam"
    assert "Loopback Flatbed 1" in found.json["error"]["message"]
    device.faults = {2: "cover"}
    assert call("scan", "--library", tmp_path, "--device", escl, "--json").error == "scan-cover"


def labels(library: Path, item: str) -> list[str]:
    with closing(Library(library)) as opened:
        return [page.label for page in scanpages.pages(opened, item)]


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Has scanning end before the n-th page is kept, as when the process dies."""
    prepare, calls = scankeeping.prepare, itertools.count(1)

    def at(number: int) -> None:
        def prepared(*args: Any) -> scankeeping.Kept:
            if next(calls) == number:
                raise KeyboardInterrupt
            return prepare(*args)

        monkeypatch.setattr(scankeeping, "prepare", prepared)

    return at


@pytest.mark.parametrize("words", [("--inventory", "PL-1"), ()])
def test_what_was_broken_off_is_told_and_goes_on_with_the_page_that_follows(
        tmp_path: Path, device: Device, escl: str, dying: Callable[[int], None], words: tuple[str, ...]) -> None:
    def scan(*more: object) -> Call:
        return call("scan", "--library", tmp_path, "--device", escl, "--way", "feeder", "--dpi", 25, *words, *more)

    dying(3)
    device.fed = 3
    first = scan("--json")
    assert first.code == 1 and first.json["error"]["code"] == "interrupted"
    assert [page["label"] for page in first.json["pages"]] == ["1r", "1v"]
    device.fed = 2
    again = scan("--json").json
    assert [page["label"] for page in again["recovered"]] == ["2r"]
    assert [page["label"] for page in again["pages"]] == ["2v", "3r"]
    assert again["item"] == first.json["item"]
    assert labels(tmp_path, again["item"]) == ["1r", "1v", "2r", "2v", "3r"]
    device.fed = 1
    fresh = scan("--json").json
    assert (fresh["item"] == again["item"]) is bool(words) and not fresh["recovered"]


def test_pages_of_a_killed_process_are_told_in_words(
        tmp_path: Path, device: Device, escl: str, dying: Callable[[int], None]) -> None:
    words = ("scan", "--library", tmp_path, "--device", escl, "--way", "feeder", "--dpi", 25)
    dying(2)
    assert "goes on where it was" in call(*words).err
    found = call(*words)
    assert "One page that was scanned before the program ended is kept." in found.err
    assert "Page 1v is safe" in found.err and "with page 2r" in found.err
    assert len(found.out.splitlines()) == 2


def test_after_a_jam_the_same_command_goes_on_unless_another_item_is_asked_for(
        tmp_path: Path, device: Device, escl: str) -> None:
    words = ("scan", "--library", tmp_path, "--device", escl, "--way", "feeder", "--dpi", 25, "--json")
    device.faults = {2: "jam", 3: "jam"}
    first = call(*words).json
    device.faults = {3: "jam"}
    assert call(*words).json["item"] == first["item"]
    assert labels(tmp_path, first["item"]) == ["1r", "1v"]
    device.faults = {}
    other = call(*words, "--new").json
    assert other["item"] != first["item"] and [page["label"] for page in other["pages"]] == ["1r"]


def test_what_the_scanner_cannot_is_said_and_what_it_has_not_is_refused(
        tmp_path: Path, device: Device, escl: str) -> None:
    device.duplex = False

    def scan(*more: object) -> Call:
        return call("scan", "--library", tmp_path, "--device", escl, "--dpi", 50, *more)

    assert scan("--way", "duplex", "--json").error == "scan-way"
    assert scan("--area", "500,500,5,5", "--json").error == "scan-area"
    cut = scan("--area", "50,50,500,500", "--json").json
    assert [(page["width"], page["height"]) for page in cut["pages"]] == [(102, 152)]
    assert cut["advice"] == ["Only 51.6 × 77 mm of the area lie on the glass."]
    coarse = scan("--dpi", 20, "--depth", 16)
    assert coarse.code == 0 and "It has 25 dots per inch, not the 20 that were asked for." in coarse.err
    assert scan("--json").json["advice"] == []
    device.picture = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    refused = scan("--new", "--json")
    assert refused.code == 1 and refused.error == "foreign"
    assert "damaged" in refused.json["error"]["remedy"]
    assert [path.read_bytes() for path in (tmp_path / "damaged").iterdir()] == [device.picture]


def test_it_says_which_item_the_pages_are_and_what_becomes_of_them(tmp_path: Path, escl: str) -> None:
    words = ("scan", "--library", tmp_path, "--device", escl, "--dpi", 25)
    [item] = {page["item"] for page in call(*words, "--inventory", "PL-1", "--json").json["pages"]}
    assert call(*words, "--inventory", "PL-1").err.splitlines()[-3:] == [
        f"Item {item[:8]} has 2 pages now.",
        "They are sent as one PDF, which is made when they are queued. Page by page instead: "
        f"minoties tag {item[:8]} --set sent_as=jpeg",
        f"What it still needs: minoties check {item[:8]} – and when that is nothing: minoties queue {item[:8]}"]
    assert call("tag", "--library", tmp_path, item[:8], "--set", "sent_as=jpeg", "--json").json["items"] == [item]
    told = call(*words, "--new").err
    assert "has one page now" in told and "PDF" not in told


@pytest.mark.parametrize(("typed", "meant"), [
    ("test", "sane:test"), ("TEST", "sane:test"), ("noname front", "sane:test"), ("epson", "sane:epson:2"),
    ("epson:1", "sane:epson:1"), ("perfection", ""), ("e", ""), ("sane:any", "sane:any")])
def test_a_scanner_is_named_by_the_beginning_of_its_id_or_name(
        monkeypatch: pytest.MonkeyPatch, typed: str, meant: str) -> None:
    known = [scanning.Device(f"sane:{name}", maker, model) for name, maker, model in (
        ("test", "Noname", "frontend-tester"), ("epson:1", "Epson", "V600"), ("epson:2", "Epson", ""),
        ("test:1", "Other", ""))]
    monkeypatch.setattr("minoties_desktop.services.scanners.devices", lambda: known)
    if meant:
        assert _device(typed) == meant
        return
    with pytest.raises(UsageFault) as caught:
        _device(typed)
    several = Message("error-scanner-several-remedy", "sane:epson:1, sane:epson:2")
    assert caught.value.remedy == (several if typed == "e" else Message("error-scanner-name-remedy"))


def test_a_folder_that_is_not_there_is_named_and_no_session_begins(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "away", tmp_path / "file"):
        found = call("scan", "--library", tmp_path / "library", "--device", f"folder:{place}", "--pages", 1, "--json")
        assert (found.code, found.error) == (2, "scanner")
        assert str(place) in found.json["error"]["message"] and found.json["error"]["remedy"]


def test_profiles_and_scanners(tmp_path: Path, sane: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minoties_desktop.capture.scanner.escl.announced", lambda: [])
    assert [one["id"] for one in call("scanner", "list", "--json").json["scanners"]] == [sane]
    for typed in ("noname", "test"):
        assert {one["way"] for one in call("scanner", "show", typed, "--json").json["ways"]} == {"glass", "feeder"}
    made = call("profile", "add", "--library", tmp_path, "--name", "Letters", "--device", sane, "--dpi", 20,
                "--colour", "gray", "--area", "0,0,50,25", "--area", "0,50,25,25", "--json")
    assert made.code == 0
    [kept] = call("profile", "list", "--library", tmp_path, "--json").json["profiles"]
    assert (kept["name"], kept["setup"]["dpi"], len(kept["setup"]["areas"])) == ("Letters", 20, 2)
    pages = call("scan", "--library", tmp_path, "--profile", "Letters", "--json").json["pages"]
    assert [(page["width"], page["height"]) for page in pages] == [(39, 19), (19, 19)]
    assert call("profile", "remove", "--library", tmp_path, "Letters").code == 0
    assert call("profile", "list", "--library", tmp_path, "--json").json["profiles"] == []


@pytest.mark.parametrize("words", [
    ("--device", "nothing:here"), ("--device", "escl:ftp://x"), ("--device", "sane:"), (), ("--profile", "none"),
    ("--device", "sane:x", "--area", "1,2,3"), ("--device", "sane:x", "--area", "0,0,-5,1"),
    ("--device", "sane:x", "--extra", "--mode=1")])
def test_what_makes_no_sense_is_wrong_usage(
        tmp_path: Path, sane: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minoties_desktop.capture.scanner.escl.announced", lambda: [])
    found = call("scan", "--library", tmp_path, *words, "--json")
    assert found.code == 2
    assert found.error
