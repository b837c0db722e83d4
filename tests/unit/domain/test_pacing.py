"""When a queue may be sent and when it will be through."""

from __future__ import annotations

import math
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.pacing import DAY, Hours, Limit, Line, Work, after_work, end_of, next_midnight

COMMONS = Limit(380, 4320)


def at(text: str) -> float:
    return datetime.fromisoformat(f"2026-11-{text}").timestamp()


def test_nothing_waits_below_a_limit() -> None:
    taken = [float(second) for second in range(379)]
    assert COMMONS.next(taken, 400) == 400
    assert COMMONS.next([*taken, 399.0], 400) == 4320, "the first one counts no more then"
    assert COMMONS.used([*taken, 399.0], 400) == 380
    assert COMMONS.used(taken, 4320 + 100) == 278


def test_what_a_wrong_clock_has_stored_for_later_does_not_count() -> None:
    assert COMMONS.next([10_000.0] * 500, 400) == 400


def test_the_evening_of_four_people() -> None:
    # 800 files: 380 at once, 380 after 72 minutes, 40 after 144.
    assert COMMONS.end([], 0, 800) == 2 * 4320
    assert COMMONS.end([], 0, 380) == 0
    assert COMMONS.end([0.0] * 380, 60, 1) == 4320
    assert Limit(0, 60).end([], 0, 1) == math.inf


@given(st.integers(1, 9), st.integers(1, 100), st.integers(0, 40), st.lists(st.integers(0, 200), max_size=12))
def test_the_end_is_when_the_last_goes_if_each_goes_as_soon_as_it_may(hits, seconds, count, before) -> None:
    limit, taken, moment = Limit(hits, seconds), [float(one) for one in before], 200.0
    foretold = limit.end(taken, moment, count)
    for _ in range(count):
        moment = limit.next(taken, moment)
        taken.append(moment)
        assert limit.used(taken, moment) <= max(hits, Limit(hits, seconds).used([float(one) for one in before], 200.0))
    assert foretold == moment


@pytest.mark.parametrize(("hours", "now", "opens"), [
    ("22:00-06:00", "10T21:30", "10T22:00"), ("22:00-06:00", "10T23:30", "10T23:30"),
    ("22:00-06:00", "10T05:59", "10T05:59"), ("22:00-06:00", "10T06:00", "10T22:00"),
    ("9:00-17:00", "10T08:00", "10T09:00"), ("09:00-17:00", "10T17:00", "11T09:00"),
    ("09:00-17:00", "10T12:00", "10T12:00")])
def test_hours_open_and_go_over_midnight(hours: str, now: str, opens: str) -> None:
    found = Hours.parse(hours)
    assert found is not None and found.opens(at(now)) == at(opens)


def test_hours_that_are_none() -> None:
    assert Hours.parse("") is None and Hours.parse("08:00-08:00") is None
    for text in ("soon", "25:00-26:00", "10:00", "10:00-11:00-12:00", "22:00Z-06:00Z", "22:00-06:00Z",
                 "22-06", "-", "٢٢:٠٠-٠٦:٠٠"):
        with pytest.raises(UsageFault):
            Hours.parse(text)


def test_work_goes_on_the_next_evening() -> None:
    hours = Hours.parse("22:00-06:00")
    assert after_work(at("10T20:00"), 3600, hours) == at("10T23:00")
    assert after_work(at("10T20:00"), 9 * 3600, hours) == at("11T23:00")
    assert after_work(at("10T23:00"), 3600, None) == at("11T00:00")


def line(rate: float | None = 1e6, **named: object) -> Line:
    return Line(rate, {"upload": COMMONS}, lambda action: [], **named)


def test_the_end_is_that_of_the_bytes_or_of_the_count_whichever_is_later() -> None:
    assert end_of(Work(10_000_000, {"upload": 5}), line(), 100) == 110
    assert end_of(Work(10_000_000, {"upload": 400}), line(), 100) == 100 + 4320
    assert end_of(Work(10_000_000_000, {"upload": 400}), line(), 100) == 100 + 10_000
    assert end_of(Work(10, {"upload": 1}), line(None), 100) is None, "nobody knows how fast it goes"
    assert end_of(Work(0, {"upload": 0}), line(None), 100) == 100


def test_a_budget_of_the_day_puts_the_rest_off() -> None:
    evening = at("10T20:00")
    spread = line(day_size=100_000_000, day_left=50_000_000)
    assert end_of(Work(50_000_000, {}), spread, evening) == evening + 50
    assert end_of(Work(60_000_000, {}), spread, evening) == next_midnight(evening)
    assert end_of(Work(260_000_000, {}), spread, evening) == next_midnight(evening) + 2 * DAY
