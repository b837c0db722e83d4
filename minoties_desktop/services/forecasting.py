"""What the next sync will send, and when it would be through: by its bytes and by the limits, whichever is later."""

from __future__ import annotations

import time
from dataclasses import dataclass

from ..domain.pacing import Limit, Line, Work, end_of
from ..domain.sites import PRACTICE
from ..store import outbox, pauses
from .accounts import Account
from .gate import Gate, Obstacle, Rules, Wishes, rules_for
from .library import Library
from .limits import EDIT, UPLOAD, Limits

RATE = "sync-rate"
"""The library's setting that keeps the rate (bytes a second) at which the last sync sent."""
_HERE = 1e9
"""Bytes a second to the practice Commons, which is on this computer: no time worth telling."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What would be sent now: files, bytes, at which rate (bytes a second, None before anything was measured).

    `start` is when it can begin and `end` when it would be done (seconds since 1970; None: nobody knows); `limit` is
    how many uploads the wiki takes, of which `used` are used up; `obstacle` is why nothing goes now. What is for
    practice counts only where nothing else waits (`is_practice`); `practice` is how many files that are, in any case.
    """

    files: int = 0
    size: int = 0
    rate: float | None = None
    start: float = 0.0
    end: float | None = None
    limit: Limit | None = None
    used: int = 0
    obstacle: Obstacle | None = None
    practice: int = 0
    is_practice: bool = False


def forecast(library: Library, moment: float | None = None, *, rate: float | None = None) -> Forecast:
    """What the next sync will send of everything that waits, and when it would be through; asks nobody.

    `rate` is that of a sync that runs; else the last one's is taken.
    """
    moment = time.time() if moment is None else moment
    rate = rate or _last_rate(library)
    work = outbox.open_work(library.database)
    practice = sum(files for wiki, _, files, *_ in work if wiki == PRACTICE)
    found = [_of_account(library, Account(wiki, name), files, Work(size, {UPLOAD: uploads, EDIT: edits}), moment, rate)
             for wiki, name, files, size, uploads, edits in
             [row for row in work if row[0] != PRACTICE] or work]
    if not found:
        return Forecast(rate=rate)
    ends = [one.end for one in found]
    first = max(found, key=lambda one: one.files)
    return Forecast(
        sum(one.files for one in found), sum(one.size for one in found), rate, min(one.start for one in found),
        None if None in ends else max(end for end in ends if end is not None), first.limit, first.used,
        first.obstacle, practice, all(wiki == PRACTICE for wiki, *_ in work))


def _of_account(library: Library, account: Account, files: int, work: Work, moment: float, rate: float | None,
                ) -> Forecast:
    limits, rules = Limits(library.database, account), rules_for(account.site, Wishes())
    obstacle = _obstacle(library, account, rules, moment)
    start = max(moment, obstacle.until if obstacle else moment)
    gate = Gate(library.database, rules, steady=time.monotonic)
    line = Line(
        _HERE if account.site == PRACTICE else rate, limits.by_action,
        lambda action: limits.taken(action, moment), rules.hours, rules.day_size or 0,
        max(0, gate.day_left(moment)) if rules.day_size else 0)
    limit = limits.by_action.get(UPLOAD)
    known = obstacle is None or obstacle.until > 0
    return Forecast(files, work.size, rate, start, end_of(work, line, start) if known else None, limit,
                    limit.used(limits.taken(UPLOAD, moment), moment) if limit else 0, obstacle)


def _obstacle(library: Library, account: Account, rules: Rules, moment: float) -> Obstacle | None:
    """Why nothing of an account goes now; the connection is not asked, which takes time."""
    stored = pauses.listed(library.database)
    for scope in (pauses.EVERYTHING, pauses.account(account.site, account.name)):
        if scope in stored and stored[scope].until > moment:
            return Obstacle.of_pause(stored[scope])
    return Gate(library.database, rules, link=_unasked, steady=time.monotonic).obstacle(moment)


def _last_rate(library: Library) -> float | None:
    text = library.setting(RATE)
    return float(text) if text.isdecimal() and int(text) else None


def _unasked() -> None:
    """Nobody is asked about the connection."""
