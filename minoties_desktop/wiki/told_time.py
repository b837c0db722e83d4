"""What time it is by a wiki's own clock, whatever the clock of this computer says."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime


class ToldTime:
    """Keeps the time that a wiki's last answer bore, and lets it go on."""

    def __init__(self) -> None:
        self._told: tuple[float, float] | None = None

    def hear(self, date: str) -> None:
        """Take the date of an answer, as HTTP writes it; one that is none is left aside."""
        try:
            self._told = parsedate_to_datetime(date).timestamp(), time.monotonic()
        except (ValueError, TypeError, OverflowError):
            return

    def now(self) -> float | None:
        """The wiki's time now, in seconds since 1970; None while it has not told any."""
        if self._told is None:
            return None
        told, heard = self._told
        return told + time.monotonic() - heard
