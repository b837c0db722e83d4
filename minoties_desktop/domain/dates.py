"""Dates as people know them: to the second, to the day, to the year, or about; never a day that was not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum


class Precision(IntEnum):
    """How exactly a date is known; the numbers are Wikibase's (commons-contract 5.1)."""

    CENTURY = 7
    DECADE = 8
    YEAR = 9
    MONTH = 10
    DAY = 11


@dataclass(frozen=True, slots=True)
class Date:
    """A date and how exactly it is known. `time` is HH:MM[:SS] as the clock said, `offset` its ±HH:MM or ""."""

    year: int
    month: int = 0
    day: int = 0
    precision: Precision = Precision.YEAR
    time: str = ""
    offset: str = ""
    about: bool = False

    @property
    def iso(self) -> str:
        """The day, month or year in ISO 8601, without time and zone."""
        parts = [f"{self.year:04d}", f"{self.month:02d}", f"{self.day:02d}"]
        return "-".join(parts[: max(1, self.precision - Precision.MONTH + 2)])

    @property
    def last_year(self) -> int:
        """The latest year that it may mean: of a decade or a century, its last."""
        return self.year + {Precision.DECADE: 9, Precision.CENTURY: 99}.get(self.precision, 0)

    @property
    def instant(self) -> datetime | None:
        """The moment in UTC, if time and offset are known."""
        if not (self.time and self.offset):
            return None
        try:
            return datetime.fromisoformat(f"{self.iso}T{self.time}{self.offset}").astimezone(UTC)
        except OverflowError:
            return None  # in the first or the last hours of the calendar


_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s?(?P<offset>Z|[+-]\d{2}:\d{2})?)?)?)?(?P<about>~)?",
    re.ASCII)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(?P<year>\d{4})", re.ASCII)
_MONTHS = 12
_LONG = re.compile(r"(?P<decade>\d{3})X(?P<about>~)?|(?P<century>\d{2})XX(?P<aboutc>~)?", re.ASCII)


def parse(text: str) -> Date:
    """A Date from ISO 8601 with the signs of EDTF: `1890~` about, `189X` decade, `18XX` century.

    Raises ValueError for anything else and for days that never were (31 February).
    """
    text = text.strip()
    if match := _LONG.fullmatch(text):
        if not int(match["decade"] or match["century"]):
            raise ValueError(text)  # there was no year 0
        if match["decade"]:
            return Date(int(match["decade"]) * 10, precision=Precision.DECADE, about=bool(match["about"]))
        return Date(int(match["century"]) * 100, precision=Precision.CENTURY, about=bool(match["aboutc"]))
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(text)
    year, month, day = int(match["year"]), int(match["month"] or 0), int(match["day"] or 0)
    if match["month"]:
        date(year, month, day if match["day"] else 1)  # raises for a month or day that is none
    if match["time"]:
        datetime.fromisoformat(f"2000-01-01T{match['time']}")
    offset = "+00:00" if match["offset"] == "Z" else match["offset"] or ""
    if offset:
        datetime.fromisoformat(f"2000-01-01T00:00:00{offset}")
    if year == 0:
        raise ValueError(text)
    precision = Precision.DAY if match["day"] else Precision.MONTH if match["month"] else Precision.YEAR
    return Date(year, month, day, precision, match["time"] or "", offset, bool(match["about"]))


def understood(text: str, language: str) -> str:
    """A day as ISO 8601 has it that was typed as people write it: 22-11-2026, 22/11/2026, 22.11.2026, 2026/11/22.

    Whose `language` is English may put the month first: what can be read both ways stays as it is, to be asked about,
    and so does everything else.
    """
    if match := _YEAR_FIRST.fullmatch(text.strip()):
        days = {(int(match[3]), int(match[4]))}
    elif match := _YEAR_LAST.fullmatch(text.strip()):
        one, other = int(match[1]), int(match[3])
        days = {(other, one), (one, other)}
        if not language.startswith("en") and other <= _MONTHS:
            days = {(other, one)}
    else:
        return text
    found = [day for month, of_month in days if (day := f"{match['year']}-{month:02d}-{of_month:02d}") and _is_day(day)]
    return found[0] if len(found) == 1 else text


def _is_day(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def is_future(found: Date, now: datetime) -> bool:
    """Whether a date lies further ahead than any time zone explains (14 hours; commons-contract 7)."""
    latest = now.astimezone(UTC) + timedelta(hours=14)
    if found.precision == Precision.DAY:
        return date(found.year, found.month, found.day) > latest.date()
    if found.precision == Precision.MONTH:
        return (found.year, found.month) > (latest.year, latest.month)
    return found.year > latest.year
