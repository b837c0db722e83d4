"""GPX as recorders write it, and as nobody should believe it."""

import os
from pathlib import Path

import pytest

from minoties_desktop.capture.track import LARGEST, parse_gpx, read_gpx
from minoties_desktop.domain.errors import Refused
from minoties_desktop.domain.track import Point

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def gpx(body: str, version: str = "1/1") -> bytes:
    return f'{HEAD}<gpx version="1.1" xmlns="http://www.topografix.com/GPX/{version}">{body}</gpx>'.encode()


def point(latitude: object, longitude: object, time: str = "2026-10-03T17:00:00Z", tag: str = "trkpt") -> str:
    return f'<{tag} lat="{latitude}" lon="{longitude}"><ele>5</ele><time>{time}</time></{tag}>'


def test_all_segments_tracks_and_routes_are_one_way_by_time() -> None:
    track = parse_gpx(gpx(
        "<metadata><time>2001-01-01T00:00:00Z</time></metadata>"
        f"<rte>{point(3, 3, '2026-10-03T17:00:09Z', 'rtept')}</rte>"
        f"<trk><trkseg>{point(-33.5, -70.5)}</trkseg>"
        f"<trkseg>{point(2, 2, '2026-10-03T14:00:05.5-03:00')}</trkseg></trk>"
    ), "walk.gpx")
    start = 1_791_046_800.0
    assert track.points == (Point(start, -33.5, -70.5), Point(start + 5.5, 2, 2), Point(start + 9, 3, 3))


def test_old_files_files_without_a_namespace_and_times_without_a_z() -> None:
    assert parse_gpx(gpx(point(1, 2), "1/0"), "a").points
    bare = f'<gpx><trk><trkseg>{point(1, 2, "2026-10-03T17:00:00")}</trkseg></trk></gpx>'.encode()
    assert parse_gpx(bare, "a").points == (Point(1_791_046_800.0, 1, 2),)


@pytest.mark.parametrize("broken", [
    point(91, 2), point(1, 181), point("nan", 2), point("", 2), point(1, 2, "noon"), point(1, 2, ""),
    '<trkpt lat="1"><time>2026-10-03T17:00:00Z</time></trkpt>', point(0, 0),
    point(1, 2, "9999-12-31T23:59:59-14:00"), point(1, 2, "0001-01-01T00:00:00+14:00"),
])
def test_points_that_cannot_be_are_left_out(broken: str) -> None:
    good = point(5, 6, "2026-10-03T18:00:00Z")
    assert [found[1:] for found in parse_gpx(gpx(broken + good), "a").points] == [(5, 6)]


BOMB = HEAD + '<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><gpx>&b;</gpx>'
THIEF = HEAD + '<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx>&a;</gpx>'


@pytest.mark.parametrize(("data", "key"), [
    (b"", "track-broken"), (b"no xml", "track-broken"), (gpx(point(1, 2))[:-20], "track-broken"),
    (b"<kml></kml>", "track-no-gpx"), (gpx(""), "track-no-times"), (BOMB.encode(), "track-broken"),
    (THIEF.encode(), "track-broken"), (b"\xff\xfe\x00", "track-broken"),
])
def test_what_is_no_track_is_refused_in_words(data: bytes, key: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_gpx(data, "a.gpx")
    assert refused.value.message.key == key
    assert refused.value.remedy


def test_a_file_without_end_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "long.gpx").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Refused) as refused:
        read_gpx(tmp_path / "long.gpx")
    assert refused.value.message.key == "track-large"


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gpx")
    for path in (tmp_path, tmp_path / "pipe.gpx", Path("/dev/zero")):
        with pytest.raises(Refused) as refused:
            read_gpx(path)
        assert refused.value.message.key == "track-no-file"
