"""What may stand in the rows of the registers: activities, contributors, institutions, agreements and the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..config.messages import Message
from . import dates, privacy
from .agreement import ACTS, ANSWERS, KINDS, STATUSES, VRT
from .checks import is_item_id, is_language_code
from .errors import UsageFault
from .institution import check_pattern
from .licences import licences

_DATES = ("starts", "ends", "since", "until", "day", "vrt_sent")
LONGEST, LONGEST_TEXT = 255, 5_000
"""Letters of a name or another line, and of a text."""
_TEXTS = frozenset({"category", "conditions", "credit", "event_page", "granted_by", "languages", "licences", "note",
                    "notes", "pattern", "scope", "signatory"})
_OWN = frozenset({"columns", "content", "entries", "numbers", "participants", "path", "query", "texts"})
"""Columns that the program writes itself, with limits of their own."""
ACTIVITY_KINDS = ("photo_walk", "glam_visit", "residency", "scan_session", "editathon", "report", "other")
"""What an activity may be, in the order in which it is offered."""


def check_row(values: Mapping[str, Any]) -> None:
    """Raise UsageFault, with a sentence, for a value of a row that could never be right."""
    for column, value in values.items():
        if isinstance(value, str) and column not in _OWN:
            _check_length(column, value)
        if value and not _is_right(column, value):
            kind = "date" if column in _DATES else "answer" if column in ACTS else column
            raise UsageFault(Message("error-column", Message(f"column-{column}"), str(value)),
                             Message(f"error-column-{kind}"), code="value", column=column)


def _check_length(column: str, value: str) -> None:
    most = LONGEST_TEXT if column in _TEXTS else LONGEST
    for text in json.loads(value or "{}").values() if column == "names" else (value,):
        if len(text) > most:
            raise UsageFault(Message("error-too-long", text[:40], len(text), most), Message("error-too-long-remedy"),
                             code="value", column=column)


def as_meant(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The same values, with days that were typed as people write them in a language as they are kept."""
    return {column: dates.understood(value, language) if column in _DATES and isinstance(value, str) else value
            for column, value in values.items()}


def _is_right(column: str, value: Any) -> bool:
    if column in _DATES:
        return _is_date(value)
    match column:
        case "zone":
            return _is_zone(value)
        case "licence":
            return value in licences()
        case "licences":
            return all(licence in licences() for licence in value.replace(",", " ").split())
        case "languages":
            return all(is_language_code(code) for code in value.split())
        case "item":
            return is_item_id(value)
        case "privacy":
            return _is_privacy(value)
        case "pattern":
            check_pattern(value)
        case "kind":
            return all(kind in (*KINDS, *ACTIVITY_KINDS) for kind in value.replace(",", " ").split())
        case "rooms" | "objects" | "scans":
            return value in ANSWERS
        case "status":
            return value in STATUSES
        case "vrt_status":
            return value in VRT
    return True


def _is_date(text: str) -> bool:
    try:
        dates.parse(text)
    except ValueError:
        return False
    return True


def _is_privacy(text: str) -> bool:
    try:
        privacy.parse(text)
    except ValueError:
        return False
    return True


def _is_zone(text: str) -> bool:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # late: it reads Python's whole build configuration

    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
