"""EXIF is read whole where it is whole, and nothing broken in it raises."""

import json
import struct
import subprocess
from datetime import datetime
from pathlib import Path

import piexif
import pytest
from hypothesis import given
from hypothesis import strategies as st
from piexif import GPSIFD, ExifIFD, ImageIFD

from minoties_desktop.media import exif as exif_module
from minoties_desktop.media import rawheads
from minoties_desktop.media.exif import Exif, read, read_head
from minoties_desktop.media.tiffview import TiffView
from tests.support import photographs, specimens
from tests.support.photographs import MAKE, MODEL, TAKEN, dms, exif, jpeg_bytes

ATHENS = (37.983810, 23.727539)
VALPARAISO = (-33.047238, -71.612688)


def _head(**tags) -> Exif:
    return read_head(jpeg_bytes(size=(16, 16), block=exif(**tags)))


def test_what_a_camera_writes() -> None:
    found = _head(taken=TAKEN.replace(microsecond=250_000), offset="-03:00", position=VALPARAISO, heading=271.5,
                  orientation=6, artist="Ana Pérez", copyright="© Ana Pérez, CC BY-SA 4.0")
    assert found.taken == datetime(2026, 10, 3, 14, 5, 9, 250_000)
    assert found.offset == "-03:00"
    assert found.position == pytest.approx(VALPARAISO, abs=1e-7)
    assert (found.heading, found.magnetic, found.orientation) == (271.5, False, 6)
    assert (found.make, found.model) == (MAKE, MODEL)
    assert (found.artist, found.copyright) == ("Ana Pérez", "© Ana Pérez, CC BY-SA 4.0")


def test_the_embedded_thumbnail_comes_as_it_is() -> None:
    block = exif(thumbnail=photographs.thumbnail(photographs.picture()))
    found = read_head(jpeg_bytes(size=(16, 16), block=block)).thumbnail
    assert found == piexif.load(block)["thumbnail"]
    assert len(found) > 500


def test_the_first_64_kib_are_enough(tmp_path: Path) -> None:
    path = photographs.jpeg(tmp_path / "a.jpg", size=(900, 600), position=ATHENS)
    assert path.stat().st_size > 100_000
    assert read_head(path.read_bytes()[:65_536]) == read(path)
    assert read(path).thumbnail


@pytest.mark.parametrize("make", [photographs.png, photographs.jpeg])
def test_png_says_the_same_as_jpeg(tmp_path: Path, make) -> None:
    found = read(make(tmp_path / "a", taken=TAKEN, position=ATHENS))
    assert (found.taken, found.position) == (TAKEN, pytest.approx(ATHENS, abs=1e-7))


def test_tiff_with_its_directory_at_the_end(tmp_path: Path) -> None:
    entries = [(271, 2, 6, 8), (274, 3, 1, 8)]
    body = b"NIKON\0" + bytes(300_000)
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHLL", *entry) for entry in entries) + bytes(4)
    path = tmp_path / "a.tif"
    path.write_bytes(struct.pack("<2sHL", b"II", 42, 8 + len(body)) + body + directory)
    assert (read(path).make, read(path).orientation) == ("NIKON", 8)


@pytest.mark.parametrize("stamp", [
    b"0000:00:00 00:00:00", b"    :  :     :  :  ", b"2026:02:31 10:00:00", b"2026:10:03 25:00:00", b"yesterday", b""])
def test_a_clock_that_was_never_set_is_no_date(stamp: bytes) -> None:
    assert _head(taken=None, more={"Exif": {ExifIFD.DateTimeOriginal: stamp}}).taken is None


@pytest.mark.parametrize(("offset", "meant"), [
    ("+05:45", "+05:45"), ("-09:30", "-09:30"), ("Z", "+00:00"), ("+25:00", None), ("CEST", None), ("+1:00", None)])
def test_offsets(offset: str, meant: str | None) -> None:
    assert _head(offset=offset).offset == meant


def test_the_zone_of_a_later_change_is_not_that_of_the_photograph() -> None:
    assert _head(more={"Exif": {ExifIFD.OffsetTime: "+09:00"}}).offset is None


@pytest.mark.parametrize("gps", [
    {GPSIFD.GPSLatitude: ((0, 1), (0, 1), (0, 1)), GPSIFD.GPSLongitude: ((0, 1), (0, 1), (0, 1))},
    {GPSIFD.GPSLatitude: ((95, 1), (0, 1), (0, 1))},
    {GPSIFD.GPSLatitude: ((37, 0), (0, 1), (0, 1))},
    {GPSIFD.GPSLatitude: ((0, 0), (0, 0), (0, 0))},
    {GPSIFD.GPSLatitude: ((37, 1), (75, 1), (0, 1))},
    {GPSIFD.GPSLatitude: (37, 1)},
    {GPSIFD.GPSLatitudeRef: b""},
    {GPSIFD.GPSLongitudeRef: b"N"},
    {GPSIFD.GPSStatus: b"V"},
])
def test_half_void_and_impossible_positions_are_none(gps: dict) -> None:
    assert _head(position=ATHENS, more={"GPS": gps}).position is None


def test_seconds_that_were_not_measured_count_as_none() -> None:
    gps = {GPSIFD.GPSLatitude: ((37, 1), (5902, 100), (0, 0))}
    assert _head(position=ATHENS, more={"GPS": gps}).latitude == pytest.approx(37.983667, abs=1e-6)


@given(st.floats(-90, 90).filter(lambda v: abs(v) > 1e-3), st.floats(-180, 180))
def test_every_position_comes_back(latitude: float, longitude: float) -> None:
    block = piexif.dump({"GPS": {
        GPSIFD.GPSLatitudeRef: "N" if latitude >= 0 else "S", GPSIFD.GPSLatitude: dms(latitude),
        GPSIFD.GPSLongitudeRef: "E" if longitude >= 0 else "W", GPSIFD.GPSLongitude: dms(longitude)}})
    found = read_head(b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 2) + block)
    assert found.position == pytest.approx((latitude, longitude), abs=1e-6)


def test_magnetic_north_and_headings_off_the_circle() -> None:
    assert _head(heading=10, reference="M").magnetic
    assert _head(heading=360).heading == 0
    assert _head(heading=361).heading is None


def test_altitude_below_the_sea() -> None:
    gps = {GPSIFD.GPSAltitude: (430, 1), GPSIFD.GPSAltitudeRef: 1}
    assert _head(position=ATHENS, more={"GPS": gps}).altitude == -430


@pytest.mark.parametrize("orientation", [0, 9, 700])
def test_an_orientation_that_is_none_is_upright(orientation: int) -> None:
    assert _head(orientation=orientation).orientation == 1


@pytest.mark.parametrize(("written", "meant"), [
    ("Ana Pérez".encode("latin-1"), "Ana Pérez"), ("Αθηνά".encode(), "Αθηνά"), (b"  \x00junk", None),
    (b"line\r\nbreak", "line break")])
def test_text_as_cameras_mean_it(written: bytes, meant: str | None) -> None:
    assert _head(more={"0th": {ImageIFD.Artist: written}}).artist == meant


def test_text_that_lacks_its_nul_keeps_its_last_letter() -> None:
    block = _tiff([(271, 2, 5, 26)], b"NIKON")
    assert _of_tiff(block).make == "NIKON"


def _tiff(entries: list[tuple[int, int, int, int]], data: bytes) -> bytes:
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHLL", *entry) for entry in entries) + bytes(4)
    return struct.pack("<2sHL", b"II", 42, 8) + directory + data


def _of_tiff(tiff: bytes) -> Exif:
    return read_head(b"\xff\xd8\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff)


@pytest.mark.parametrize("bad", [
    (306, 99, 1, 0), (272, 2, 0xFFFFFFF0, 8), (34665, 4, 1, 0xFFFFFFF0), (34853, 4, 0, 0), (34665, 2, 5, 8),
    (270, 10, 0x20000000, 8), (513, 4, 1, 8), (272, 2, 0, 0)])
def test_a_broken_tag_does_not_hide_the_others(bad: tuple[int, int, int, int]) -> None:
    data = 10 + 2 * 12 + 4
    assert _of_tiff(_tiff([bad, (271, 2, 6, data)], b"NIKON\0")).make == "NIKON"


def test_directories_that_lead_to_themselves_end() -> None:
    assert _of_tiff(_tiff([(34665, 4, 1, 8), (34853, 4, 1, 8)], b"")) == Exif()


@given(st.binary(max_size=400))
def test_garbage_is_no_exif_and_no_error(data: bytes) -> None:
    for head in (data, b"\xff\xd8" + data, b"\xff\xd8\xff\xe1\x01\x00Exif\0\0" + data, b"\x89PNG\r\n\x1a\n" + data):
        assert isinstance(read_head(head), Exif)


@given(st.data())
def test_flipped_bytes_never_raise(data: st.DataObject) -> None:
    small = photographs.thumbnail(photographs.picture(size=(16, 16)))
    block = bytearray(exif(position=ATHENS, heading=5, artist="A", thumbnail=small))
    for _ in range(data.draw(st.integers(1, 12))):
        block[data.draw(st.integers(6, 420))] = data.draw(st.integers(0, 255))
    assert isinstance(_of_tiff(bytes(block[6:])), Exif)


@given(st.integers(0, 420))
def test_cut_exif_never_raises(length: int) -> None:
    assert isinstance(_of_tiff(exif(position=ATHENS, artist="Ana")[6:6 + length]), Exif)


@pytest.mark.parametrize("kind", ["webp", "heic", "avif", "dng"])
def test_other_kinds_tell_of_themselves_too(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    block = photographs.exif(position=(-33.9, 18.4))
    path.write_bytes({"webp": lambda: specimens.webp(block=block), "heic": lambda: specimens.heic(block=block),
                      "avif": specimens.avif, "dng": specimens.dng}[kind]())
    found = read(path)
    assert (found.make, found.model) == (photographs.MAKE, photographs.MODEL)
    if kind != "dng":
        assert found.taken == photographs.TAKEN
        assert found.position == ((37.9, 23.7) if kind == "avif" else (-33.9, 18.4))


@pytest.mark.parametrize("year", [1, 1825, 9999])
def test_a_date_that_no_photograph_can_be_of_is_doubted(tmp_path: Path, year: int) -> None:
    stamp = f"{year:04d}:10:03 14:05:09"
    path = photographs.jpeg(tmp_path / "a.jpg", more={"Exif": {36867: stamp}})
    found = read(path)
    assert (found.taken, found.doubted) == (None, stamp)
    assert read(photographs.jpeg(tmp_path / "b.jpg")).doubted is None


def test_canons_cr3_says_it_in_three_pieces(tmp_path: Path) -> None:
    small = photographs.thumbnail(photographs.picture())
    path = tmp_path / "IMG_1.CR3"
    path.write_bytes(specimens.cr3(exif(taken=TAKEN, offset="+02:00", position=VALPARAISO, orientation=8), small))
    found = read(path)
    assert (found.taken, found.offset, found.orientation) == (TAKEN, "+02:00", 8)
    assert found.position == pytest.approx(VALPARAISO, abs=1e-7)
    assert (found.make, found.model, found.thumbnail) == (MAKE, MODEL, small)
    [told] = json.loads(subprocess.run(
        ["exiftool", "-j", "-n", "-DateTimeOriginal", "-GPSLatitude", "-Orientation", "-Model", path],
        capture_output=True, check=True).stdout)
    assert told["DateTimeOriginal"] == f"{TAKEN:%Y:%m:%d %H:%M:%S}"
    assert (told["GPSLatitude"], told["Orientation"], told["Model"]) == (
        pytest.approx(VALPARAISO[0], abs=1e-6), 8, MODEL)


def test_minoltas_mrw_has_a_block_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.mrw"
    path.write_bytes(specimens.mrw(exif(taken=TAKEN)))
    assert (read(path).taken, read(path).model) == (TAKEN, MODEL)


@given(st.data())
def test_a_broken_cr3_never_raises(data) -> None:
    whole = bytearray(specimens.cr3(exif(taken=TAKEN, position=ATHENS), b"\xff\xd8\xff" + bytes(50)))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(12, len(whole) - 3001))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[:data.draw(st.integers(0, len(whole)))])
    block = rawheads.exif_block(cut)
    assert block is None or exif_module._read(TiffView.of_bytes(block))
    assert rawheads.thumbnail(cut) is None or rawheads.thumbnail(cut).startswith(b"\xff\xd8")
