"""`minoties place` and `import --gpx`: positions, clocks and reasons, in JSON and in words."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.track import metres
from tests.support import walks
from tests.support.walks import Walk
from tests.unit.cli.calling import Called

CAMERA = "NIKON D750 6012345"


@pytest.fixture
def minoties(tmp_path: Path) -> Called:
    return Called(tmp_path / "library")


def near(found: dict, walk: Walk, name: str) -> bool:
    position = Position(found["latitude"], found["longitude"])
    late = abs((datetime.fromisoformat(found["taken"]) - walk.moments[name]).total_seconds())
    return metres(position, walk.positions[name]) < 25 and late <= 2


def test_import_with_a_track_reports_the_places(minoties: Called, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 21, photos=20, phones=False)
    report = minoties("import", str(walk.card), "--gpx", str(walk.gpx), "--offset", str(-walk.offset),
                      "--zone", walk.zone)
    assert len(report["items"]) == 20
    for one in report["items"]:
        name = Path(one["path"]).name
        if name in walk.in_gap:
            assert one["latitude"] is None
        else:
            assert near(one, walk, name), name


def test_place_what_is_in_already(minoties: Called, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 22, photos=16, qr=True)
    activity = minoties("activity", "add", "--title", "Walk")["id"]
    items = {one["id"]: Path(one["path"]).name
             for one in minoties("import", str(walk.card), "--activity", activity)["items"]}
    dry = minoties.run("place", "--activity", activity, "--gpx", str(walk.gpx), "--dry-run")[1]
    assert minoties.run("place", "--activity", activity, "--dry-run")[1]["placed"] == []  # it was not kept
    assert (dry["zone"], dry["zone_from"]) == (walk.zone, "track")
    assert {one["body"] for one in dry["clocks"]} == {CAMERA, "NIKON D750 PHONE1"}
    found = minoties.run("place", "--activity", activity, "--gpx", str(walk.gpx))[1]
    assert found["placed"] == dry["placed"]
    [clock] = [one for one in found["clocks"] if one["body"] == CAMERA]
    assert clock["offset"] == pytest.approx(-walk.offset, abs=1.2)
    assert clock["from"].startswith("qr:")
    for one in found["placed"]:
        assert near(one, walk, items[one["item"]])
    assert {items[item] for item in found["kept"]} == walk.phone
    assert {items[one["item"]] for one in found["unplaced"]} == walk.in_gap - walk.phone
    assert all(one["code"] == "gap" and "11" in one["reason"] for one in found["unplaced"])
    again = minoties.run("place", "--activity", activity, "--offset", "0", "--body", CAMERA)[1]
    assert {one["code"] for one in again["unplaced"]} <= {"after", "before", "gap"}


def test_a_photographed_clock(minoties: Called, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 23, photos=6, phones=False)
    items = minoties("import", str(walk.card), "--zone", walk.zone)["items"]
    name = Path(items[0]["path"]).name
    shown = walk.moments[name].astimezone(UTC).isoformat()
    found = minoties.run("place", "--gpx", str(walk.gpx), "--clock", f"{items[0]['id'][:8]}={shown}",
                     "--zone", walk.zone)[1]
    [clock] = found["clocks"]
    assert clock["offset"] == pytest.approx(-walk.offset, abs=1)
    assert clock["from"] == f"clock:{items[0]['id']}"


@pytest.mark.parametrize("words", [
    ("--body", "No such camera"), ("--clock", "nonsense"), ("--zone", "Mars/Olympus"), ("--offset", "nan"),
    ("--gap", "0"), ("--activity", "none"),
])
def test_words_that_make_no_sense(minoties: Called, tmp_path: Path, words: tuple[str, str]) -> None:
    walk = walks.make(tmp_path, 24, photos=1, phones=False)
    minoties("import", str(walk.card))
    assert minoties("place", *words, code=2)["error"]["remedy"] is not None


def test_a_file_that_is_no_track(minoties: Called, tmp_path: Path) -> None:
    (tmp_path / "a.gpx").write_text("<kml/>")
    assert minoties("place", "--gpx", str(tmp_path / "a.gpx"), code=1)["error"]["code"] == "track"


def test_privacy_is_said_and_refused(minoties: Called) -> None:
    activity = minoties("activity", "add", "--title", "A", "--privacy", "remove-position remove-serials")["id"]
    assert minoties("activity", "show", activity)["privacy"] == "remove-position remove-serials"
    minoties("activity", "edit", activity, "--privacy", "keep")
    assert minoties("activity", "edit", activity, "--privacy", "all", code=2)["error"]["code"] == "value"
