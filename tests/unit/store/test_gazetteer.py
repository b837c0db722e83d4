"""Places by position: what is found is the nearest there is, at every latitude and across the date line."""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minoties_desktop.config.resources import resource
from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.track import metres
from minoties_desktop.store.atlas import Atlas
from minoties_desktop.store.gazetteer import FARTHEST, Gazetteer, Place


@functools.cache
def gazetteer() -> Gazetteer:
    return Gazetteer(resource("gazetteer", "places.bin"))


@functools.cache
def large() -> list[Place]:
    return gazetteer().within(-90, -180, 90, 180, large=True)


@given(st.floats(-84, 84), st.floats(-180, 180))
@settings(max_examples=40)
def test_what_is_found_is_near_and_no_large_place_is_nearer(latitude: float, longitude: float) -> None:
    position = Position(latitude, longitude)
    found = gazetteer().nearest(position)
    best = min(metres(position, place.position) for place in large())
    if found is None:
        assert best > FARTHEST
    else:
        assert metres(position, found[0].position) == found[1] <= min(best, FARTHEST)


@given(st.integers(0, 4000), st.floats(-0.02, 0.02), st.floats(-0.02, 0.02))
@settings(max_examples=40)
def test_nobody_in_the_neighbourhood_is_nearer(number: int, north: float, east: float) -> None:
    there = large()[number % len(large())].position
    position = Position(there.latitude + north, (there.longitude + east + 540) % 360 - 180)
    found = gazetteer().nearest(position)
    assert found is not None
    box = (position.latitude - 0.3, position.longitude - 0.3, position.latitude + 0.3, position.longitude + 0.3)
    assert found[1] <= min(metres(position, place.position) for place in gazetteer().within(*box)) + 1e-6


@pytest.mark.parametrize(("latitude", "longitude", "name", "country", "zone"), [
    (-38.7387, -72.5863, "Temuco", "CL", "America/Santiago"),
    (40.6316, 22.9372, "Thessaloníki", "GR", "Europe/Athens"),
    (46.6354, 32.6169, "Kherson", "UA", "Europe/Kyiv"),
    (-16.78, 179.335, "Savusavu", "FJ", "Pacific/Fiji"),
    (-17.0, -179.9, "Savusavu", "FJ", "Pacific/Fiji"),
    (78.22, 15.65, "Longyearbyen", "SJ", "Arctic/Longyearbyen"),
])
def test_known_places(latitude: float, longitude: float, name: str, country: str, zone: str) -> None:
    place, distance = gazetteer().nearest(Position(latitude, longitude))
    assert (place.name, place.country, place.zone) == (name, country, zone)
    assert distance < 100_000


@pytest.mark.parametrize("position", [Position(0, 0), Position(89.9, 3), Position(-89.9, 3), Position(-60, -140)])
def test_nowhere_is_nowhere(position: Position) -> None:
    assert gazetteer().nearest(position) is None


def test_land_is_land() -> None:
    atlas = Atlas(resource("gazetteer", "land.bin"))
    assert len(atlas.world) > 1000
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for ring in atlas.world for x, y in ring)
    [(row, column)] = atlas.tiles(46, 8, 46.1, 8.1)
    assert atlas.tile(row, column)
    assert len(atlas.tiles(-90, -180, 90, 180)) == 18 * 36


def test_a_file_of_another_kind_is_not_read() -> None:
    with pytest.raises(ValueError):
        Gazetteer(resource("gazetteer", "land.bin"))
