"""Moments as people write them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QLocale, Qt


def clock(at: float, locale: QLocale) -> str:
    """A time of day (epoch seconds), by locale."""
    return locale.toString(datetime.fromtimestamp(at).time(), QLocale.FormatType.ShortFormat)


def moment(at: float, locale: QLocale) -> str:
    """A time of day (epoch seconds), with its day if that is not today."""
    found = datetime.fromtimestamp(at)
    if found.date() == datetime.now().date():
        return clock(at, locale)
    return f"{_day(QDate(found.year, found.month, found.day), locale)}, {clock(at, locale)}"


def spoken(text: str, locale: QLocale) -> str:
    """A stored moment (2026-10-03T14:01:21-03:00, a date or a month alone) by day and minute; other texts as they
    are."""
    if (month := QDate.fromString(text, "yyyy-MM")).isValid():
        return locale.toString(month, "MMM yyyy")
    day = QDate.fromString(text[:10], "yyyy-MM-dd")
    if not day.isValid():
        return text
    time = text[11:16]
    return f"{_day(day, locale)}, {time}" if time else _day(day, locale)


def span(first: str, last: str, locale: QLocale) -> str:
    """From one stored moment to another; within a day the day is said once."""
    if spoken(first, locale) == spoken(last, locale):
        return spoken(first, locale)
    if first[:10] == last[:10] and len(first) > 10 and len(last) > 10:
        return f"{spoken(first, locale)}–{last[11:16]}"
    return f"{spoken(first, locale)} – {spoken(last, locale)}"


def day(text: str, locale: QLocale) -> str:
    """A stored day (2026-10-03); other texts as they are."""
    found = QDate.fromString(text, Qt.DateFormat.ISODate)
    return _day(found, locale) if found.isValid() else text


def _day(day: QDate, locale: QLocale) -> str:
    return locale.toString(day, "d MMM yyyy")
