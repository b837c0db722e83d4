"""What an import learns from a photograph's own account of itself, as values of fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..domain.inheritance import OwnValue, another, match_author
from ..domain.people import Contributor
from ..domain.positions import Position

if TYPE_CHECKING:
    from ..media.exif import Exif

SOURCE = "exif"
"""The source of values that no person typed."""
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


LONGEST_OFFSET = 100 * 366 * 86_400.0
"""Seconds: a camera that forgot its date is wrong by decades, not by more than a century."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How a camera's clock is to be read: seconds to add, and the zone for photographs that name none.

    A device that knows where it is and in which zone, as phones do, sets its clock itself: nothing is added there.
    """

    offset: float = 0
    zone: tzinfo | None = None

    def __post_init__(self) -> None:
        """Raises UsageFault for an offset by which no clock is wrong."""
        if not abs(self.offset) <= LONGEST_OFFSET:  # so that it is no number either
            raise UsageFault(Message("error-offset", str(self.offset)), Message("error-offset-remedy"), code="offset")

    def read(self, exif: Exif) -> tuple[datetime, str] | None:
        """Date and time at the place, and its offset as ±HH:MM ("" if unknown); None without a date."""
        if exif.taken is None:
            return None
        added = 0 if exif.offset and exif.position else self.offset
        try:
            taken = exif.taken + timedelta(seconds=added)
        except OverflowError:  # a clock that had stood at the end of the calendar
            return None
        if exif.offset:
            return taken, exif.offset
        return taken, _written(taken.replace(tzinfo=self.zone).utcoffset()) if self.zone else ""


def zone(text: str) -> tzinfo | None:
    """The zone of a name such as Europe/Athens or ±HH:MM, None for "". Raises UsageFault for another text."""
    if not text:
        return None
    if text.upper() in ("Z", "UTC"):
        return UTC
    if match := _OFFSET.fullmatch(text):
        size = timedelta(hours=int(match[2]), minutes=int(match[3]))
        if size <= timedelta(hours=14):
            return timezone(-size if match[1] == "-" else size)
    else:
        try:
            return ZoneInfo(text)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass  # Said below, as for an offset that is none.
    raise UsageFault(Message("import-zone", text), Message("import-zone-remedy"), code="zone")


def _written(offset: timedelta | None) -> str:
    minutes = round((offset or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def values_of(
    exif: Exif, taken: tuple[datetime, str] | None, people: Mapping[str, Contributor], *, author: str = "",
) -> list[OwnValue]:
    """Date, camera position, heading and author, as far as the photograph tells them.

    A heading by the compass is left out, since the field is from true north. The artist counts only where no
    `author` (a contributor's id or a text) would be inherited: as the contributor of that name, else as text; who says
    whose photographs they are knows better than a setting in a camera that somebody lent, which is kept beside it.
    """
    found = []
    if taken:
        moment, offset = taken
        found.append(OwnValue("date", "", 0, f"{moment:%Y-%m-%dT%H:%M:%S}{offset}", SOURCE))
    if exif.position:
        found.append(OwnValue("camera_position", "", 0, Position(*exif.position).text, SOURCE))
        if exif.heading is not None and not exif.magnetic:
            found.append(OwnValue("heading", "", 0, f"{exif.heading:g}", SOURCE))
    if exif.artist and author:
        if name := another(exif.artist, author, people):
            found.append(OwnValue("author_told", "", 0, name, SOURCE))
    elif exif.artist:
        contributor = match_author(exif.artist, people)
        found.append(OwnValue("author", "", 0, contributor.id if contributor else exif.artist, SOURCE))
    return found


def body_of(exif: Exif) -> str:
    """One camera among several: make, model and serial number; "" where the file names none."""
    return " ".join(filter(None, (camera_of(exif), exif.serial)))


def camera_of(exif: Exif) -> str:
    """Make and model in words, the make not twice."""
    make, model = exif.make or "", exif.model or ""
    brand = make.partition(" ")[0].casefold()
    return model if model.casefold().startswith(brand) else f"{make} {model}".strip()
