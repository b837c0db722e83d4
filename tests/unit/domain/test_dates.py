"""Dates: no day that never was, no text that breaks the reading, and what was read is written again."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minoties_desktop.domain.dates import Date, Precision, is_future, parse, understood

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("text", [
    "2026-02-31", "2026-02-30", "2025-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
    "2026-01-32", "2026-10-01T24:30", "2026-10-01T12:60", "2026-10-01T12:30:61", "2026-10-01T12:30+25:00",
    "2026-10-01T12", "2026-10-01T12:30+2", "0000", "0000-01-01", "000X", "00XX", "20X6", "189XX", "X", "2026-1-1",
    "01.10.2026", "10/01/2026", "yesterday", "", " ", "~", "2026~~", "2026-10-01~T12:30", "+2026", "-0044",
    "٢٠٢٦-١٠-٠١", "２０２６", "१८९X", "2026-10-01T١٢:٣٠", "2026\x00", "2026-10-01\n2026-10-02",
])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        parse(text)


@pytest.mark.parametrize(("text", "expected"), [
    ("2024-02-29", Date(2024, 2, 29, Precision.DAY)),
    ("2000-02-29", Date(2000, 2, 29, Precision.DAY)),
    ("1890", Date(1890)),
    ("1890~", Date(1890, about=True)),
    ("1890-05", Date(1890, 5, precision=Precision.MONTH)),
    ("1890-05~", Date(1890, 5, precision=Precision.MONTH, about=True)),
    ("189X", Date(1890, precision=Precision.DECADE)),
    ("189X~", Date(1890, precision=Precision.DECADE, about=True)),
    ("18XX", Date(1800, precision=Precision.CENTURY)),
    ("18XX~", Date(1800, precision=Precision.CENTURY, about=True)),
    (" 2026-10-01 ", Date(2026, 10, 1, Precision.DAY)),
    ("2026-10-01T12:30", Date(2026, 10, 1, Precision.DAY, "12:30")),
    ("2026-10-01 12:30:45", Date(2026, 10, 1, Precision.DAY, "12:30:45")),
    ("2026-10-01T12:30:45.123+02:00", Date(2026, 10, 1, Precision.DAY, "12:30:45", "+02:00")),
    ("2026-10-01T12:30:45Z", Date(2026, 10, 1, Precision.DAY, "12:30:45", "+00:00")),
    ("2026-10-01T12:30:45 -03:30", Date(2026, 10, 1, Precision.DAY, "12:30:45", "-03:30")),
])
def test_how_exactly_a_date_is_known_is_read(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(("text", "iso"), [
    ("2026-10-01T12:30:45+02:00", "2026-10-01"), ("1890-05~", "1890-05"), ("1890~", "1890"), ("0800", "0800"),
    ("189X", "1890"), ("18XX", "1800"),
])
def test_iso_tells_as_much_as_is_known(text, iso):
    assert parse(text).iso == iso


def test_a_moment_needs_time_and_offset():
    assert parse("2026-10-01T01:30:00+02:00").instant == datetime(2026, 9, 30, 23, 30, tzinfo=UTC)
    assert parse("2026-10-01T01:30:00").instant is None
    assert parse("2026-10-01").instant is None


@pytest.mark.parametrize("text", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
def test_the_ends_of_the_calendar_have_no_moment_and_break_nothing(text):
    assert parse(text).instant is None
    assert is_future(parse(text), NOW) == text.startswith("9999")


@given(st.dates(min_value=date(1, 1, 1)), st.times(), st.sampled_from(["", "+02:00", "-11:00", "Z"]), st.booleans())
def test_every_day_is_read_back(day, time, offset, seconds):
    clock = time.strftime("%H:%M:%S" if seconds else "%H:%M")
    found = parse(f"{day.isoformat()}T{clock}{offset}")
    assert (found.iso, found.time, found.precision) == (day.isoformat(), clock, Precision.DAY)
    assert found.offset == {"Z": "+00:00"}.get(offset, offset)


@given(st.integers(1, 9999), st.integers(1, 12), st.booleans())
def test_every_month_and_year_is_read_back(year, month, about):
    sign = "~" * about
    assert parse(f"{year:04d}-{month:02d}{sign}") == Date(year, month, 0, Precision.MONTH, about=about)
    assert parse(f"{year:04d}{sign}") == Date(year, about=about)
    assert parse(parse(f"{year:04d}").iso) == Date(year)


@given(st.text() | st.from_regex(re.compile(r"[\dX]{2,4}(-\d\d){0,2}(T\d\d:\d\d)?([+-]\d\d:\d\d)?~?")))
@example("\ud800")
def test_any_text_is_a_date_or_no_date_and_nothing_else(text):
    try:
        found = parse(text)
    except ValueError:
        return
    assert 1 <= found.year <= 9999
    assert found.iso.isascii()
    found.instant  # noqa: B018
    is_future(found, NOW)


@pytest.mark.parametrize(("text", "future"), [
    ("2026-11-22", False), ("2026-11-23", False), ("2027", True), ("2026", False), ("2026-12", True),
    ("2026-11", False), ("2027-01", True), ("202X", False), ("203X", True), ("20XX", False), ("21XX", True),
    ("1890~", False), ("2026-11-22T23:59:59-11:00", False),
])
def test_the_future_begins_where_no_time_zone_explains_it(text, future):
    late = NOW.replace(hour=12)
    assert is_future(parse(text), late) is future


def test_tomorrow_is_the_future_only_while_it_is_tomorrow_everywhere():
    assert is_future(parse("2026-11-23"), NOW - timedelta(hours=0)) is True
    assert is_future(parse("2026-11-23"), NOW + timedelta(hours=2)) is False


@pytest.mark.parametrize(("typed", "language", "meant"), [
    *((typed, language, "2026-11-22") for language in ("es", "el", "en")
      for typed in ("22-11-2026", "22/11/2026", "22.11.2026", " 22. 11. 2026", "2026/11/22", "2026.11.22",
                    "11/22/2026")),
    ("3/4/2026", "es", "2026-04-03"), ("03.04.2026", "el", "2026-04-03"), ("3/4/2026", "en", "3/4/2026"),
    ("5/5/2026", "en", "2026-05-05"), ("2026-4-3", "en", "2026-04-03"), ("31-02-2026", "es", "31-02-2026"),
    ("22/11-2026", "es", "22/11-2026"), ("22-11-26", "es", "22-11-26"), ("189X", "es", "189X"),
    ("0/0/2026", "es", "0/0/2026"),
    ("2026-11-22", "es", "2026-11-22"), ("2026-11", "es", "2026-11"), ("", "es", "")])
def test_a_day_is_understood_as_people_write_it(typed, language, meant):
    assert understood(typed, language) == meant
