"""Lengths of time by which clocks are wrong, as people type and read them."""

from __future__ import annotations

import re

_OFFSET = re.compile(r"([+-]?)(?:(?:(\d{1,7}):)?(\d{1,8}):)?(\d{1,10})(?:\.(\d))?")


def parse(text: str) -> float:
    """Seconds from `12`, `3:12` or `2:07:13`, with a sign. Raises ValueError for another text."""
    match = _OFFSET.fullmatch(text.strip().replace("\N{MINUS SIGN}", "-").replace(" ", ""))
    if not match:
        raise ValueError(text)
    hours, minutes, seconds = (int(match[number] or 0) for number in (2, 3, 4))
    found = hours * 3600 + minutes * 60 + seconds + int(match[5] or 0) / 10
    return -found if match[1] == "-" else found


def written(seconds: float) -> str:
    """As it is typed: a sign, hours where there are some, minutes, seconds."""
    tenths = round(abs(seconds) * 10)
    whole, tenth = divmod(tenths, 10)
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    sign = "\N{MINUS SIGN}" if seconds < 0 and tenths else "+" if tenths else ""
    return f"{sign}{text}{f'.{tenth}' if tenth else ''}"
