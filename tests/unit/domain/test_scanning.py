"""How pages are counted, what is missing, and how many dots an inch really has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.scanning import (
    Area,
    Colour,
    Device,
    Setup,
    Sides,
    Way,
    bytes_of,
    dpi_of,
    missing,
    next_label,
    next_number,
    run_of,
)


@pytest.mark.parametrize(("label", "following"), [
    ("1r", "1v"), ("1v", "2r"), ("9v", "10r"), ("12", "13"), ("p. 9", "p. 10"), ("a1r", "a1v"), ("", ""), ("xiv", ""),
    ("cover", ""), ("r", ""), ("1234567890", "")])
def test_what_follows_a_label(label: str, following: str) -> None:
    assert next_label(label) == following


@pytest.mark.parametrize(("number", "following"), [
    ("PL-012", "PL-013"), ("PL-099", "PL-100"), ("1902.5", "1902.6"), ("PL", ""), ("", "")])
def test_what_follows_an_inventory_number(number: str, following: str) -> None:
    assert next_number(number) == following


@pytest.mark.parametrize(("labels", "lost"), [
    (["1r", "1v", "2r"], {}), (["4r", "5r"], {1: ("4v",)}), (["1", "4"], {1: ("2", "3")}),
    (["1", "", "3"], {2: ("2",)}),
    (["cover", "1r"], {}), (["i", "1"], {}), (["1", "1r"], {}), (["5", "3"], {}), (["1", "900"], {}), ([], {})])
def test_what_seems_to_be_missing(labels: list[str], lost: dict[int, tuple[str, ...]]) -> None:
    assert missing(labels) == lost


@given(st.integers(1, 500), st.integers(2, 60), st.sampled_from(["{}", "{}r", "{}v", "f. {}"]), st.data())
def test_whatever_is_taken_out_of_a_count_is_missed(
        start: int, length: int, form: str, data: st.DataObject) -> None:
    labels = [form.format(start)]
    while len(labels) < length:
        labels.append(next_label(labels[-1]))
    assert missing(labels) == {} and run_of(labels, 0) == length
    if length > 2:
        first = data.draw(st.integers(1, length - 2))
        last = data.draw(st.integers(first, min(length - 2, first + 19)))
        assert missing(labels[:first] + labels[last + 1:]) == {first: tuple(labels[first:last + 1])}


@pytest.mark.parametrize(("asked", "width", "height", "dpi"), [
    (300, 1181, 1772, 300), (300, 1180, 1770, 300), (300, 1181, 900, 300), (300, 590, 886, 150), (600, 1181, 1772, 300),
    (300, 700, 900, 300)])
def test_the_resolution_is_what_the_pixels_say(asked: int, width: int, height: int, dpi: int) -> None:
    assert dpi_of(asked, Area(0, 0, 100, 150), width, height) == dpi


@given(st.floats(20, 300), st.floats(20, 430), st.sampled_from([75, 150, 200, 300, 400, 600, 1200]))
def test_a_page_of_its_area_has_the_resolution_that_was_asked_for(width: float, height: float, dpi: int) -> None:
    pixels = [int(side / 25.4 * dpi) for side in (width, height)]
    assert dpi_of(dpi, Area(0, 0, width, height), *pixels) == dpi


def test_a_setup_is_stored_and_hostile_ones_are_refused() -> None:
    setup = Setup("sane:x", Way.DUPLEX, 600, 16, Colour.GRAY, (Area(1, 2, 3, 4),), Sides.BACK_FIRST,
                  (("brightness", "3"),), "Flatbed")
    assert Setup.from_json(setup.to_json()) == setup
    for wrong in ({"dpi": 0}, {"dpi": 10**9}, {"depth": 12}, {"way": "air"}, {"areas": [{"left": 0}]},
                  {"extra": [["--mode", "x"]]}, {"extra": [["mode x", "1"]]},
                  {"areas": [{"left": 0, "top": 0, "width": float("nan"), "height": 1}]}):
        with pytest.raises((ValueError, KeyError, TypeError)):
            Setup.from_json({**setup.to_json(), **wrong})


def test_sizes_and_names() -> None:
    assert bytes_of(Setup(dpi=254, depth=16), Area(0, 0, 100, 100)) == 6_000_000
    assert Device("sane:a", "HP", "HP Scanjet").name == "HP Scanjet"
    assert Device("sane:a", "Noname", "tester").name == "Noname tester"
    assert Device("sane:a").name == "sane:a"
