"""Positions on Earth: none off the globe, none misread, all written as they were read."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minoties_desktop.domain.positions import Position, parse, parse_heading


@pytest.mark.parametrize("text", [
    "95,10", "-90.0001,0", "10,180.5", "10,-181", "40", "40,", ",40", "40,5,-3,7", "40,5 -3,7", "40,5;-3,7", "N40,W3",
    "40°25'N 3°42'W", "1e1,2", "nan,nan", "inf,0", "0x10,1", "40.,3", ".5,3", "", " ", ",", "1000,1", "40,3,2", "4_0,3",
])
def test_what_is_no_position_is_refused(text):
    with pytest.raises(ValueError):
        parse(text)


@pytest.mark.parametrize(("text", "latitude", "longitude"), [
    ("40.4168,-3.7038", 40.4168, -3.7038), (" 40.4168 , -3.7038 ", 40.4168, -3.7038), ("+40.4 -3.7", 40.4, -3.7),
    ("40.4;-3.7", 40.4, -3.7), ("90,180", 90, 180), ("-90,-180", -90, -180), ("40,5", 40, 5),
])
def test_positions_are_read(text, latitude, longitude):
    assert parse(text) == Position(latitude, longitude)


@given(st.floats(-90, 90), st.floats(-180, 180))
@example(-0.0, -0.0000001)
def test_a_position_is_written_to_a_decimetre_and_read_back(latitude, longitude):
    text = Position(latitude, longitude).text
    found = parse(text)
    assert abs(found.latitude - latitude) <= 5.1e-7
    assert abs(found.longitude - longitude) <= 5.1e-7
    assert found.text == text
    assert "-0.000000" not in text


@given(st.text())
@example("\ud800,1")
def test_any_text_is_a_position_or_none(text):
    try:
        found = parse(text)
    except ValueError:
        return
    assert abs(found.latitude) <= 90 and abs(found.longitude) <= 180


@pytest.mark.parametrize(("text", "nowhere"), [
    ("0,0", True), ("0.0000000,-0.0", True), ("0,0.00001", False), ("0,10", False), ("51.48,0", False),
])
def test_nowhere_is_zero_zero_only(text, nowhere):
    assert parse(text).is_nowhere is nowhere


@pytest.mark.parametrize(("text", "degrees"), [
    ("0", 0), ("360", 0), ("359.999", 0), ("123.456", 123.46), (" 90 ", 90), ("+7", 7), ("0.0000001", 0),
])
def test_headings_are_degrees_clockwise(text, degrees):
    assert parse_heading(text) == degrees


@pytest.mark.parametrize("text", ["-1", "361", "nan", "inf", "1e2", "1_0", "N", "", "12,5", "0x1"])
def test_what_is_no_heading_is_refused(text):
    with pytest.raises(ValueError):
        parse_heading(text)


@given(st.floats(0, 360))
def test_a_heading_is_never_a_full_turn(degrees):
    found = parse_heading(f"{degrees:.6f}")
    assert 0 <= found < 360
    assert parse_heading(f"{found:g}") == found
