"""What a photograph says of itself becomes values; what it says wrongly or by halves does not."""

from dataclasses import replace
from datetime import datetime

import pytest

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.people import Contributor
from minoties_desktop.media.exif import Exif
from minoties_desktop.services.recognising import Clock, camera_of, values_of, zone

TAKEN = datetime(2026, 7, 3, 23, 59, 30)


def _values(exif: Exif, **named) -> dict[str, str]:
    found = values_of(exif, Clock().read(exif), {"a": Contributor("a", "Ana")}, **named)
    assert {value.source for value in found} <= {"exif"}
    return {value.field: value.text for value in found}


def test_nothing_said_is_nothing_known() -> None:
    assert _values(Exif()) == {}


def test_a_heading_by_the_compass_or_without_a_place_is_left_out() -> None:
    assert _values(Exif(latitude=1.0, longitude=2.0, heading=12.0, magnetic=True)) == {
        "camera_position": "1.000000,2.000000"}
    assert _values(Exif(heading=12.0)) == {}


@pytest.mark.parametrize(("name", "written"), [
    ("Europe/Athens", "+03:00"), ("Asia/Kathmandu", "+05:45"), ("America/St_Johns", "-02:30"), ("-0330", "-03:30"),
    ("+14:00", "+14:00"), ("Z", "+00:00"), ("", "")])
def test_zones(name: str, written: str) -> None:
    assert Clock(zone=zone(name)).read(Exif(taken=TAKEN)) == (TAKEN, written)


@pytest.mark.parametrize("name", ["Mars/Base", "+15:00", "../../etc/passwd", "CESTO", "+3"])
def test_zones_that_there_are_not(name: str) -> None:
    with pytest.raises(UsageFault):
        zone(name)


def test_a_clock_that_is_wrong_by_more_than_time_itself() -> None:
    assert Clock(offset=3e9).read(Exif(taken=datetime(9990, 1, 1))) is None
    assert Clock(offset=60).read(Exif(taken=TAKEN)) == (datetime(2026, 7, 4, 0, 0, 30), "")


def test_a_phone_on_the_same_card_keeps_its_own_time():
    phone = Exif(taken=TAKEN, offset="-03:00", latitude=-33.4, longitude=-70.6)
    assert Clock(offset=-4307).read(phone) == (TAKEN, "-03:00")
    for camera in (replace(phone, offset=None), replace(phone, latitude=None, longitude=None)):
        assert Clock(offset=60).read(camera)[0] == datetime(2026, 7, 4, 0, 0, 30)


@pytest.mark.parametrize(("make", "model", "said"), [
    ("NIKON CORPORATION", "NIKON D750", "NIKON D750"), ("Canon", "Canon EOS 40D", "Canon EOS 40D"),
    ("Fairphone", "FP5", "Fairphone FP5"), (None, "FP5", "FP5"), ("Jolla", None, "Jolla"), (None, None, "")])
def test_the_camera_in_words(make: str | None, model: str | None, said: str) -> None:
    assert camera_of(Exif(make=make, model=model)) == said


@pytest.mark.parametrize("offset", [float("nan"), float("inf"), 1e300, -4e9])
def test_an_offset_that_no_clock_has_is_said(offset):
    with pytest.raises(UsageFault) as caught:
        Clock(offset)
    assert caught.value.code == "offset"
