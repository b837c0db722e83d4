"""Photographs far away from a walk are told from the walk."""

from hypothesis import given, seed
from hypothesis import strategies as st

from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.strays import strays

TEMUCO, SEVILLE = Position(-38.74, -72.6), Position(37.39, -5.99)


def _walk(count: int, around: Position = TEMUCO) -> list[Position]:
    return [Position(around.latitude + number * 0.0005, (around.longitude + number * 0.0005 + 180) % 360 - 180)
            for number in range(count)]


def test_one_odd_photograph_is_told_from_the_walk() -> None:
    assert strays([*_walk(12), SEVILLE]) == {12}


def test_two_places_are_two_places() -> None:
    assert strays([*_walk(6), *_walk(6, SEVILLE)]) == frozenset()


def test_a_track_tells_where_the_walk_was() -> None:
    assert strays([*_walk(2), SEVILLE, SEVILLE, SEVILLE], _walk(50)) == {2, 3, 4}


def test_few_are_all_shown() -> None:
    assert strays([TEMUCO, SEVILLE]) == strays([]) == frozenset()


@seed(6)
@given(st.integers(4, 40), st.floats(-60, 60), st.floats(-180, 179))
def test_a_walk_has_no_strays_wherever_it_is(count: int, latitude: float, longitude: float) -> None:
    assert strays(_walk(count, Position(latitude, longitude))) == frozenset()
