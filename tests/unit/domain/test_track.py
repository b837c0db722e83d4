"""Where somebody was at a moment: laws that hold for every track, and the places where others go wrong."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.track import Point, Track, Why, between, histogram, metres, stretch

coordinates = st.tuples(st.floats(-89, 89), st.floats(-180, 180)).filter(
    lambda place: abs(place[0]) > 1e-3 or abs(place[1]) > 1e-3)
steps = st.lists(st.tuples(st.floats(0, 900), coordinates), min_size=1, max_size=30)


def track_of(found: list[tuple[float, tuple[float, float]]], start: float = 1_790_000_000.0) -> list[Point]:
    points, time = [], start
    for wait, (latitude, longitude) in found:
        time += round(wait)
        points.append(Point(time, latitude, longitude))
    return points


@given(steps, st.randoms(use_true_random=False))
def test_the_order_of_the_points_does_not_matter(found, chance) -> None:
    points = track_of(found)
    shuffled = {point.time: point for point in reversed(points)}
    mixed = list(shuffled.values())
    chance.shuffle(mixed)
    assert Track.of(mixed) == Track.of(points)


@given(steps)
def test_every_point_is_found_at_its_own_time_and_times_are_strictly_rising(found) -> None:
    track = Track.of(track_of(found))
    assert all(one < other for one, other in zip(track.times, track.times[1:], strict=False))
    for point in track.points:
        match = track.at(point.time)
        assert (match.why, match.position) == (Why.ON, Position(point.latitude, point.longitude))


@given(steps, st.floats(-2000, 30_000), st.floats(1, 2000))
def test_a_moment_has_a_place_only_between_points_that_are_near_in_time(found, after, join) -> None:
    track = Track.of(track_of(found))
    moment = 1_790_000_000.0 + after
    match = track.at(moment, join)
    earlier = [point for point in track.points if point.time <= moment]
    later = [point for point in track.points if point.time >= moment]
    if match.position is None:
        assert match.why is (Why.BEFORE if not earlier else Why.AFTER if not later else Why.GAP)
        assert match.why is not Why.GAP or later[0].time - earlier[-1].time == match.apart > join
    else:
        assert earlier and later and later[0].time - earlier[-1].time <= join
        low, high = sorted((earlier[-1].latitude, later[0].latitude))
        assert low - 1e-9 <= match.position.latitude <= high + 1e-9
        assert -180 <= match.position.longitude <= 180


@given(coordinates, coordinates, st.floats(0, 1))
def test_the_way_between_is_the_short_one_wherever_it_is_on_the_globe(one, other, part) -> None:
    start, end = Point(0, *one), Point(10, *other)
    found = between(start, end, part)
    step = (found.longitude - start.longitude + 540) % 360 - 180
    whole = (end.longitude - start.longitude + 540) % 360 - 180
    assert math.isclose(step, whole * part, abs_tol=1e-7) or math.isclose(abs(abs(step) - abs(whole * part)), 360)


@given(steps)
def test_the_parts_and_gaps_are_the_whole_track(found) -> None:
    track = Track.of(track_of(found))
    parts = track.parts()
    assert [point for part in parts for point in part] == list(track.points)
    assert len(parts) == len(track.gaps()) + 1


@pytest.mark.parametrize(("one", "other", "middle"), [
    ((-17.0, 179.9), (-17.2, -179.9), (-17.1, 180.0)),  # Fiji, across the date line
    ((-33.4, -70.6), (-33.6, -70.8), (-33.5, -70.7)),  # Santiago: south and west
    ((59.9, 10.7), (59.7, 10.9), (59.8, 10.8)),
    ((0.1, -0.1), (-0.1, 0.1), (0.0, 0.0)),
])
def test_the_middle_of_two_points(one, other, middle) -> None:
    found = Track.of([Point(0, *one), Point(10, *other)]).at(5).position
    assert (found.latitude, abs(found.longitude)) == pytest.approx((middle[0], abs(middle[1])))


def test_nowhere_is_no_point_and_of_two_at_one_time_the_first_counts() -> None:
    track = Track.of([Point(0, 0, 0), Point(1, 10, 20), Point(1, 11, 21), Point(0, 1e-9, 0)])
    assert track.points == (Point(1, 10, 20),)
    assert Track.of([Point(5, 0.0, 20.0)]).at(5).position == Position(0.0, 20.0)


def test_without_points_there_is_no_track() -> None:
    assert Track().at(1).why is Why.NO_TRACK
    assert Track().parts() == [] and Track().gaps() == []


def test_distances() -> None:
    assert metres(Position(0, 0), Position(0, 1)) == pytest.approx(111_195, rel=1e-3)
    assert metres(Position(10, 179.5), Position(10, -179.5)) == pytest.approx(109_500, rel=1e-2)


@given(st.lists(st.tuples(st.floats(0, 1e6), st.booleans()), min_size=1, max_size=60), st.integers(1, 40))
def test_a_histogram_loses_none_of_its_time(found, columns) -> None:
    moments = [moment for moment, _ in found]
    whole = min(moments), max(moments)
    counted = histogram(moments, [placed for _, placed in found], columns, whole)
    assert len(counted) == columns
    assert sum(one for one, _ in counted) == sum(placed for _, placed in found)
    assert sum(other for _, other in counted) == sum(not placed for _, placed in found)
    span = stretch(moments)
    assert whole[0] <= span[0] <= span[1] <= whole[1]


def test_one_photograph_of_years_ago_does_not_press_an_afternoon_into_a_line() -> None:
    afternoon = [1_000_000_000.0 + minute * 60 for minute in range(120)]
    assert stretch([5.0, *afternoon]) == (afternoon[0], afternoon[-1])
    assert stretch([5.0, *afternoon[:3]], [afternoon[0], afternoon[-1]]) == (afternoon[0], afternoon[-1])
    assert stretch([5.0], [afternoon[0], afternoon[-1]]) == (5.0, 5.0), "nothing of the track's time"
    assert stretch([]) is None and stretch([5.0, 5.0 + 86_400]) == (5.0, 5.0 + 86_400)
