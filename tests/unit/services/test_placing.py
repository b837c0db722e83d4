"""Walks whose truth is known, placed by their tracks: within 25 metres of where they were taken, or not at all."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from piexif import ExifIFD, ImageIFD

from minoties_desktop.domain import positions
from minoties_desktop.domain.errors import EnvironmentFault, Refused, UsageFault
from minoties_desktop.domain.placing import Setting, Spot, bodies, seconds_off
from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.track import Why, metres
from minoties_desktop.services import placing, tracks
from minoties_desktop.services.ingest import Wishes, ingest
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items, values
from tests.support import libraries, photographs, walks
from tests.support.libraries import library
from tests.support.walks import Walk

__all__ = ["library"]

NEAR = 25.0
CAMERA = "NIKON D750 6012345"


def imported(library: Library, walk: Walk, *, zone: str = "", offset: float = 0) -> dict[str, str]:
    """Ids by file name, under an activity that has the track."""
    activity = libraries.activity(library, zone=zone)
    tracks.add(library, walk.gpx, activity)
    report = ingest(library, [walk.card], Wishes(activity=activity, offset=offset))
    assert not report.refused
    return {Path(one["path"]).name: one["id"] for one in report.items}


def placed(library: Library, ids: dict[str, str], setting: Setting | None = None, **named: str) -> dict[str, Spot]:
    found = placing.ground(library, list(ids.values()), **named)
    setting = placing.by_clocks(found, setting or Setting())
    spots = placing.match(found, setting)
    placing.apply(library, spots, setting)
    names = {item: name for name, item in ids.items()}
    return {names[spot.shot.item]: spot for spot in spots}


def own(library: Library, item: str) -> dict[str, tuple[str, str]]:
    return {value.field: (value.text, value.source) for value in values.own(library.database, [item]).get(item, [])}


def is_true(library: Library, walk: Walk, ids: dict[str, str]) -> None:
    """Everything outside the gap is near the truth at its true moment; in the gap nothing is placed."""
    for name, item in ids.items():
        found = own(library, item)
        moment = datetime.fromisoformat(found["date"][0])
        assert abs((moment - walk.moments[name]).total_seconds()) <= 2.0, name
        if name in walk.in_gap and name not in walk.phone:
            assert "camera_position" not in found, name
        else:
            position = positions.parse(found["camera_position"][0])
            assert metres(position, walk.positions[name]) < NEAR, name


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_walk_is_placed_where_it_was(library: Library, tmp_path: Path, seed: int) -> None:
    walk = walks.make(tmp_path, seed)
    ids = imported(library, walk, zone=walk.zone)
    placed(library, ids, Setting({CAMERA: -walk.offset}, {CAMERA: "typed"}))
    assert walk.in_gap
    is_true(library, walk, ids)


def test_a_track_of_no_activity_and_the_zone_of_the_import_count_too(library: Library, tmp_path: Path) -> None:
    """As when a track is added while all photographs are shown, and the zone was said to the import alone."""
    walk = walks.make(tmp_path, 1)
    activity = libraries.activity(library)
    report = ingest(library, [walk.card], Wishes(activity=activity, zone=walk.zone))
    ids = {Path(one["path"]).name: one["id"] for one in report.items}
    tracks.add(library, walk.gpx, None)
    found = placing.ground(library, list(ids.values()))
    assert (found.zone_name, found.zone_from) == (walk.zone, "import")
    assert [row["name"] for row in found.tracks] == [walk.gpx.name]
    placed(library, ids, Setting({CAMERA: -walk.offset}, {CAMERA: "typed"}))
    is_true(library, walk, ids)


def test_a_frame_with_a_qr_code_sets_the_clock_by_itself(library: Library, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 4, qr=True, offset=-3600 * 24 * 365 * 6 + 137)
    ids = imported(library, walk)
    spots = placed(library, ids)
    added = {spot.shot.body: placing.shots(library, [spot.shot.item])[0] for spot in spots.values()}[CAMERA]
    assert added.added == pytest.approx(-walk.offset, abs=1.1)
    assert added.word == f"qr:{ids[walk.qr]}"
    is_true(library, walk, ids)


def test_a_photographed_clock_sets_it_too(library: Library, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 5, zone="Europe/Athens", centre=(40.6316, 22.9372))
    ids = imported(library, walk)
    name = next(name for name in ids if name not in walk.phone)
    found = placing.ground(library, list(ids.values()))
    assert (found.zone_name, found.zone_from) == ("Europe/Athens", "track")
    shot = next(shot for shot in found.shots if shot.item == ids[name])
    shown = walk.moments[name].astimezone(found.zone).replace(tzinfo=None, microsecond=0)
    placed(library, ids, Setting({CAMERA: seconds_off(shot, shown, found.zone)}))
    is_true(library, walk, ids)


@pytest.mark.parametrize(("zone", "start", "centre"), [
    # Summer time ends at 1 UTC of 25 October: local 03:00 becomes 02:00 in the middle of the walk.
    ("Europe/Madrid", datetime(2026, 10, 24, 23, 30, tzinfo=UTC), (40.4168, -3.7038)),
    # It begins at 1 UTC of 29 March.
    ("Europe/Madrid", datetime(2026, 3, 28, 23, 30, tzinfo=UTC), (40.4168, -3.7038)),
    ("Asia/Kathmandu", datetime(2026, 6, 1, 3, 0, tzinfo=UTC), (27.7172, 85.324)),
    ("Pacific/Auckland", datetime(2026, 1, 1, 21, 0, tzinfo=UTC), (-36.8485, 174.7633)),
    # Across the date line, on Taveuni, in the south.
    ("Pacific/Fiji", datetime(2026, 7, 1, 21, 0, tzinfo=UTC), (-16.8, 179.999)),
    ("Africa/Accra", datetime(2026, 7, 1, 10, 0, tzinfo=UTC), (5.56, -0.001)),
])
def test_zones_and_the_change_of_summer_time(
    library: Library, tmp_path: Path, zone: str, start: datetime, centre: tuple[float, float],
) -> None:
    walk = walks.make(tmp_path, 6, photos=24, zone=zone, start=start, centre=centre, offset=0, phones=False)
    ids = imported(library, walk, zone=zone)
    placed(library, ids)
    is_true(library, walk, ids)


def test_a_clock_that_nobody_puts_back_keeps_the_offset_of_the_start(library: Library, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 7, zone="Europe/Madrid", start=datetime(2026, 10, 24, 23, 30, tzinfo=UTC), offset=0,
                      centre=(40.4168, -3.7038), adjusted=False, phones=False)
    ids = imported(library, walk)
    placed(library, ids, zone_name="+02:00")
    is_true(library, walk, ids)


def test_the_zone_is_the_given_one_then_the_activitys_then_that_of_the_track(library: Library, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 8, photos=4)
    ids = list(imported(library, walk).values())
    assert placing.ground(library, ids).zone_from == "track"
    assert placing.ground(library, ids, zone_name="Asia/Tokyo").zone_name == "Asia/Tokyo"
    [activity] = library.registers["activity"].list()
    Tagging(library).edit("activity", activity["id"], {"zone": "America/Lima"})
    assert placing.ground(library, ids).zone_name == "America/Lima"
    with pytest.raises(UsageFault):
        placing.ground(library, ids, zone_name="Mars/Olympus")


def test_placing_is_one_step_of_undo_and_keeps_what_was_read(library: Library, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 9, photos=12)
    ids = imported(library, walk, zone=walk.zone)
    before = {item: own(library, item) for item in ids.values()}
    shots = placing.shots(library, list(ids.values()))
    placed(library, ids, Setting({CAMERA: -walk.offset}))
    after = {item: own(library, item) for item in ids.values()}
    assert after != before
    moved = placing.shots(library, list(ids.values()))
    assert [shot.clock for shot in moved] == [shot.clock for shot in shots]
    assert {shot.added for shot in moved if shot.body == CAMERA} == {-walk.offset}
    tagging = Tagging(library)
    tagging.undo()
    assert {item: own(library, item) for item in ids.values()} == before
    assert placing.shots(library, list(ids.values())) == shots
    tagging.redo()
    assert {item: own(library, item) for item in ids.values()} == after


def test_what_two_cameras_saw_lies_on_one_stack_once_their_clocks_agree(library: Library, tmp_path: Path) -> None:
    """The same picture, taken ten seconds apart with two cameras of which one is an hour ahead; undone in one step."""
    late, moment = timedelta(hours=1), datetime(2026, 10, 3, 14, 5, 9)
    serial = {"Exif": {ExifIFD.BodySerialNumber: "6012345"}}
    photographs.jpeg(tmp_path / "card" / "a.jpg", 1, taken=moment + late, more=serial)
    phone = {"0th": {ImageIFD.Make: "Fairphone", ImageIFD.Model: "FP5"}}
    photographs.jpeg(tmp_path / "card" / "b.jpg", 1, taken=moment + timedelta(seconds=10), more=phone)
    photographs.jpeg(tmp_path / "card" / "c.jpg", 2, taken=moment + late, more=serial)
    report = ingest(library, [tmp_path / "card"], Wishes(activity=libraries.activity(library, zone="America/Santiago")))
    ids = {Path(one["path"]).name: one["id"] for one in report.items}

    def stacked() -> list[str]:
        found = items.columns(library.database, ids.values(), "stack")
        return [name for name, item in sorted(ids.items()) if found[item][0]]

    assert stacked() == []
    placed(library, ids, Setting({CAMERA: -late.total_seconds()}))
    assert stacked() == ["a.jpg", "b.jpg"]
    Tagging(library).undo()
    assert stacked() == []
    Tagging(library).redo()
    assert stacked() == ["a.jpg", "b.jpg"]


def test_placing_again_with_another_offset_moves_its_own_pins_and_no_others(library: Library, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 10, photos=15)
    ids = imported(library, walk, zone=walk.zone)
    mine = next(name for name in ids if name not in walk.phone)
    placing.put_at(library, [ids[mine]], Position(-33.0, -70.0))
    phone = next(iter(walk.phone))
    said = own(library, ids[phone])["camera_position"]
    placed(library, ids, Setting({CAMERA: 0.0}))
    placed(library, ids, Setting({CAMERA: -walk.offset}))
    assert own(library, ids[mine])["camera_position"] == ("-33.000000,-70.000000", "person")
    assert own(library, ids[phone])["camera_position"] == said
    spots = placed(library, ids, Setting({CAMERA: -walk.offset - 40 * 3600}))
    assert {spots[name].match.why for name in ids if name not in walk.phone} == {Why.BEFORE}
    others = [item for name, item in ids.items() if name not in {*walk.phone, mine}]
    assert not any("camera_position" in own(library, item) for item in others)
    placed(library, ids, Setting({CAMERA: -walk.offset}, replace=True))
    position = positions.parse(own(library, ids[mine])["camera_position"][0])
    assert metres(position, walk.positions[mine]) < NEAR or mine in walk.in_gap


def test_a_typed_date_stays(library: Library, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 11, photos=4, phones=False)
    ids = imported(library, walk, zone=walk.zone)
    item = next(iter(ids.values()))
    Tagging(library).replace([item], "date", ["1890~"])
    placed(library, ids, Setting({CAMERA: -walk.offset}))
    assert own(library, item)["date"] == ("1890~", "person")


def test_a_longer_gap_can_be_joined(library: Library, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 12, photos=60, phones=False)
    ids = imported(library, walk, zone=walk.zone)
    spots = placed(library, ids, Setting({CAMERA: -walk.offset}, join=700.0))
    assert {name for name, spot in spots.items() if spot.position is None} == set()
    assert walk.in_gap
    assert all(spots[name].match.apart > 600 for name in walk.in_gap)


def test_the_offset_of_the_import_counts_once(library: Library, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 13, photos=12, phones=False)
    ids = imported(library, walk, zone=walk.zone, offset=-walk.offset)
    assert [(body.name, body.added, body.word) for body in bodies(placing.shots(library, list(ids.values())))] == [
        (CAMERA, -walk.offset, "typed")]
    placed(library, ids)
    is_true(library, walk, ids)


def test_tracks_are_kept_once_and_can_go_and_come_back(library: Library, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 14, photos=1)
    activity = libraries.activity(library)
    assert tracks.add(library, walk.gpx, activity)
    assert not tracks.add(library, walk.gpx, activity)
    [row] = tracks.listed(library, activity)
    assert (row["name"], row["points"]) == ("track.gpx", 3 * 720 - walks.GAP)
    assert library.path(row["path"]).read_bytes() == walk.gpx.read_bytes()
    tracks.drop(library, row["id"])
    assert tracks.listed(library, activity) == []
    Tagging(library).undo()
    assert len(tracks.listed(library, activity)) == 1
    Tagging(library).undo()
    assert tracks.listed(library, activity) == []
    assert tracks.way(library, [activity]).points == ()


def test_a_track_that_is_none_or_gone_is_said_so(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.gpx").write_text("no track")
    with pytest.raises(Refused):
        tracks.add(library, tmp_path / "a.gpx", None)
    with pytest.raises(Refused):
        tracks.add(library, tmp_path / "missing.gpx", None)
    walk = walks.make(tmp_path, 15, photos=1)
    tracks.add(library, walk.gpx, None)
    [row] = tracks.listed(library, None)
    library.path(row["path"]).unlink()
    tracks._way.cache_clear()
    with pytest.raises(EnvironmentFault):
        tracks.way(library, [None])


def test_items_from_before_clocks_were_kept_are_placed_by_their_dates(library: Library, tmp_path: Path) -> None:
    walk = walks.make(tmp_path, 16, photos=6, phones=False, offset=0)
    ids = imported(library, walk, zone=walk.zone)
    with library.database.writing() as write:
        write.execute("UPDATE file SET clock = '', clock_zone = '', body = ''")
    placed(library, ids)
    is_true(library, walk, ids)
