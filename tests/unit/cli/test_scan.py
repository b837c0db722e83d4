"""`minoties scan`, `scanner` and `profile`, with devices that answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.media.digest import digest
from tests.support.escl import Device, scanner
from tests.support.sane import sane
from tests.unit.cli.calling import call

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
    assert set(found.json) == {"item", "pages"}
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


def test_profiles_and_scanners(tmp_path: Path, sane: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minoties_desktop.capture.scanner.escl.announced", lambda: [])
    assert [one["id"] for one in call("scanner", "list", "--json").json["scanners"]] == [sane]
    assert {one["way"] for one in call("scanner", "show", "noname", "--json").json["ways"]} == {"glass", "feeder"}
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
