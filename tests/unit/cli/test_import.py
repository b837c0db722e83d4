"""`minoties import`: one JSON object, progress beside it, and exit codes."""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.support import photographs
from tests.unit.cli.calling import Called


@pytest.fixture
def minoties(tmp_path: Path) -> Called:
    return Called(tmp_path / "library")


@pytest.fixture
def card(tmp_path: Path) -> Path:
    for seed in range(4):
        photographs.jpeg(tmp_path / "card" / f"IMG_{seed}.JPG", seed, (90, 60))
    return tmp_path / "card"


def test_a_whole_report(minoties: Called, card: Path) -> None:
    (card / "IMG_1.THM").write_bytes(b"x")
    (card / "text.jpg").write_text("Only words", encoding="utf-8")
    report = minoties("import", str(card), code=1)
    assert set(report) == {
        "items", "already", "refused", "ignored", "needs_derivative", "healed", "told", "verified", "manifest", "cards"}
    assert [Path(one["path"]).name for one in report["items"]] == [f"IMG_{seed}.JPG" for seed in range(4)]
    assert set(report["items"][0]) == {"id", "path", "sha1", "taken", "latitude", "longitude", "activity"}
    assert [set(one) for one in report["refused"] + report["ignored"]] == [{"path", "reason"}] * 2
    (card / "text.jpg").unlink()
    again = minoties("import", str(card))
    assert [set(one) for one in again["already"]] == [{"path", "item"}] * 4


@pytest.mark.parametrize("offset", ["nan", "inf", "1e300", "99999999999999", "-99999999999999"])
def test_no_clock_is_wrong_by_as_much(minoties: Called, card: Path, offset: str) -> None:
    assert minoties("import", str(card), "--offset", offset, code=2)["error"]["message"]


def test_progress_is_json_lines_beside_the_answer(minoties: Called, card: Path) -> None:
    done = subprocess.run(minoties.words("import", str(card)), capture_output=True, text=True, check=True)
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert {
        key: events[-1][key] for key in ("phase", "done", "total")} == {"phase": "copying", "done": 4, "total": 4}
    assert len(json.loads(done.stdout)["items"]) == 4


@pytest.mark.parametrize(("words", "code"), [
    (["--activity", "nothing"], "unknown-id"), (["--zone", "Mars/Base"], "zone"), (["--offset", "soon"], "usage")])
def test_wrong_wishes_are_wrong_usage(minoties: Called, card: Path, words: list[str], code: str) -> None:
    assert minoties("import", str(card), *words, code=2)["error"]["code"] == code


def test_a_folder_that_is_not_there(minoties: Called, tmp_path: Path) -> None:
    [refused] = minoties("import", str(tmp_path / "none"), code=1)["refused"]
    assert refused["path"] == str(tmp_path / "none")


def test_a_second_disk_that_cannot_be_written(minoties: Called, card: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"a file where the folder should be")
    error = minoties("import", str(card), "--copy-to", str(tmp_path / "other" / "copies"), code=3)["error"]
    assert error["message"] and error["remedy"]


def test_an_interrupted_import_goes_on_without_a_path(minoties: Called, card: Path) -> None:
    for seed in range(4, 60):
        photographs.jpeg(card / f"IMG_{seed}.JPG", seed, (90, 60))
    with subprocess.Popen(minoties.words("import", str(card)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True) as process:
        while json.loads(process.stderr.readline())["phase"] != "copying":
            pass
        os.kill(process.pid, signal.SIGKILL)
    arrived = len(list((minoties.library / "originals").rglob("IMG_*.JPG")))
    report = minoties("import")
    rest = minoties("import", str(card))
    assert len(rest["already"]) == 60
    assert len(report["items"]) >= 60 - arrived
    assert len(list((minoties.library / "originals").rglob("*.*"))) == 60
