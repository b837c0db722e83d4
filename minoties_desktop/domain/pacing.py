"""When a queue may be sent, and when it will be through: a wiki's limits, a person's hours and megabytes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from ..config.messages import Message
from .errors import UsageFault

DAY = 86_400.0
ORDERS = ("queued", "wanted", "small", "old")
"""What goes first: as it was queued; the most wanted (picked, then by rating); the smallest; the oldest photograph."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A wiki takes so many of something from an account within so many seconds (commons-contract 1.6)."""

    hits: int
    seconds: float

    def used(self, taken: Sequence[float], moment: float) -> int:
        """How many of the times at which something was taken (seconds since 1970) count at a moment."""
        return sum(moment - self.seconds < one <= moment for one in taken)

    def next(self, taken: Sequence[float], moment: float) -> float:
        """When the next one may go, a moment if at once."""
        counted = sorted(one for one in taken if moment - self.seconds < one <= moment)
        return moment if len(counted) < self.hits else counted[-self.hits] + self.seconds

    def end(self, taken: Sequence[float], moment: float, count: int) -> float:
        """When the last of so many may go, if each goes as soon as it may."""
        if self.hits <= 0:
            return math.inf if count else moment
        times = sorted(one for one in taken if moment - self.seconds < one <= moment)
        for _ in range(count):
            times.append(moment if len(times) < self.hits else max(moment, times[-self.hits] + self.seconds))
        return times[-1] if count else moment


_HOURS = re.compile(r"\s*([0-9]{1,2}:[0-9]{2})\s*-\s*([0-9]{1,2}:[0-9]{2})\s*")


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of each day in which something may be sent, by this computer's clock; they may go over midnight."""

    begin: time
    end: time

    @classmethod
    def parse(cls, text: str) -> Hours | None:
        """`22:00-06:00`; None for "" and for a whole day. Raises UsageFault for anything else."""
        if not text:
            return None
        found = _HOURS.fullmatch(text)
        try:
            begin, end = (time(*map(int, part.split(":"))) for part in (found.groups() if found else ()))
        except ValueError as error:
            raise UsageFault(Message("error-hours", text), Message("error-hours-remedy"), code="hours") from error
        return cls(begin, end) if begin != end else None

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"

    def opens(self, moment: float) -> float:
        """When something may be sent next (seconds since 1970): a moment itself within the hours."""
        at = datetime.fromtimestamp(moment)
        if self._holds(at.time()):
            return moment
        begin = datetime.combine(at.date(), self.begin)
        return (begin if begin > at else begin + timedelta(days=1)).timestamp()

    def closes(self, moment: float) -> float:
        """The end of the hours that a moment within them belongs to."""
        at = datetime.fromtimestamp(moment)
        end = datetime.combine(at.date(), self.end)
        return (end if end > at else end + timedelta(days=1)).timestamp()

    def _holds(self, at: time) -> bool:
        if self.begin < self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end


def after_work(moment: float, seconds: float, hours: Hours | None) -> float:
    """When work of so many seconds is done that is only done within the hours."""
    if hours is None or math.isinf(seconds):
        return moment + seconds
    at = hours.opens(moment)
    while (rest := hours.closes(at) - at) < seconds:
        seconds -= rest
        # A second later, so that a day without this hour (summer time) does not hold it up for ever.
        at = hours.opens(at + rest + 1)
    return at + seconds


def next_midnight(moment: float) -> float:
    """The next midnight by this computer's clock."""
    return datetime.combine(datetime.fromtimestamp(moment).date() + timedelta(days=1), time()).timestamp()


@dataclass(frozen=True, slots=True)
class Work:
    """What one account still has to send: bytes, and how many of each action a wiki counts (`upload`, `edit`)."""

    size: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """How it is sent: bytes a second, limits and what was taken lately by action, hours, bytes a day and left today."""

    rate: float | None
    limits: dict[str, Limit]
    taken: Callable[[str], Sequence[float]]
    hours: Hours | None = None
    day_size: int = 0
    day_left: int = 0


def end_of(work: Work, line: Line, moment: float) -> float | None:
    """When work will be done: by its bytes at the measured rate or by the count limits, whichever is later.

    None while the rate is unknown and there are bytes to send.
    """
    if work.size and not line.rate:
        return None
    ends = [after_work(moment, work.size / line.rate if line.rate else 0.0, line.hours)]
    for action, count in work.counts.items():
        if limit := line.limits.get(action):
            ends.append(after_work(moment, limit.end(line.taken(action), moment, count) - moment, line.hours))
    if line.day_size and work.size > line.day_left:
        days = math.ceil((work.size - line.day_left) / line.day_size)
        ends.append(next_midnight(moment) + (days - 1) * DAY)
    return max(ends)
