"""Whether anything may be sent now: the person's hours, megabytes and metered connections, and why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..config import settings
from ..config.messages import Message
from ..config.settings import Settings
from ..domain.errors import UsageFault
from ..domain.pacing import ORDERS, Hours, next_midnight
from ..domain.sites import PRACTICE
from ..store import traffic
from ..store.database import Database
from ..store.pauses import FOR_EVER, Pause

if TYPE_CHECKING:
    from ..wiki.link import Link

MEGABYTE = 1_000_000
_MOST = 1_000_000_000
"""Megabytes that a budget may have: more is a slip of the finger, and no counter holds it."""
LINK_SECONDS = 20.0
"""For how long the answer of the system about its connection holds."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a person allows: on metered connections, bytes of this sync and of a day (None: all), order and hours."""

    metered: bool = False
    metered_links: frozenset[str] = frozenset()
    sync_size: int | None = None
    day_size: int | None = None
    order: str = "queued"
    hours: Hours | None = None
    broken: UsageFault | None = None
    """Why the hours or the budgets that the settings name are none: nothing is sent that nobody has allowed."""

    @classmethod
    def of(cls, chosen: Settings | None = None) -> Rules:
        """As the settings say; an order that makes no sense is left aside, for it costs nobody anything."""
        chosen = chosen or settings.load()
        hours, broken = None, None
        for megabytes in (chosen.sync_mb, chosen.day_mb):
            if not 0 <= megabytes <= _MOST:
                broken = UsageFault(Message("gate-budget-broken"), code="budget")
        try:
            hours = Hours.parse(chosen.hours)
        except UsageFault as fault:
            broken = fault
        return cls(chosen.metered == "send", frozenset(name for name in chosen.metered_links if isinstance(name, str)),
                   min(chosen.sync_mb, _MOST) * MEGABYTE if chosen.sync_mb > 0 else None,
                   min(chosen.day_mb, _MOST) * MEGABYTE if chosen.day_mb > 0 else None,
                   chosen.order if chosen.order in ORDERS else "queued", hours, broken)

    def wished(self, wishes: Wishes) -> Rules:
        """The same, but for what is wished of one sync. Raises UsageFault for hours that are none."""
        return replace(
            self, metered=self.metered if wishes.metered is None else wishes.metered == "ok",
            sync_size=self.sync_size if wishes.limit_mb is None else round(wishes.limit_mb * MEGABYTE),
            order=wishes.order or self.order,
            hours=self.hours if wishes.between is None else Hours.parse(wishes.between),
            broken=self._broken(wishes))

    def _broken(self, wishes: Wishes) -> UsageFault | None:
        """What is still broken when other hours are wished."""
        return None if wishes.between is not None and self.broken and self.broken.code != "budget" else self.broken


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is wished of one sync, in place of the settings (None: as they say).

    `once` ends it when no row is due; `limit_mb` bounds what it sends; `metered` is ok or wait; `between` are hours.
    """

    once: bool = False
    limit_mb: float | None = None
    order: str | None = None
    between: str | None = None
    metered: str | None = None


def rules_for(wiki: str, wishes: Wishes) -> Rules:
    """What holds for sending to a wiki; the practice Commons is on this computer, so that only wishes hold there."""
    return (Rules(metered=True) if wiki == PRACTICE else Rules.of()).wished(wishes)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why nothing is sent now: `code`, in words, and until when (seconds since 1970; 0: nobody knows)."""

    code: str
    message: Message
    remedy: Message
    until: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """As a run's progress keeps it."""
        return {"code": self.code, "message": self.message.to_json(), "remedy": self.remedy.to_json(),
                "until": self.until}

    @classmethod
    def of_pause(cls, pause: Pause) -> Obstacle:
        """What an account waits for."""
        reason = pause.reason or {}
        message, remedy = reason.get("message"), reason.get("remedy")
        if message is None:
            return cls("pause", Message("gate-pause"), Message("gate-pause-remedy"),
                       0.0 if pause.until >= FOR_EVER else pause.until)
        return cls(str(reason.get("code", "pause")), Message.from_json(message),
                   Message.from_json(remedy) if remedy else Message("gate-wait-remedy"), pause.until)


def current_link() -> Link:
    """The connection that this computer has now."""
    from ..wiki import link  # late: only who sends asks

    return link.current()


class Gate:
    """Opens and closes with the time, the connection and what was sent."""

    def __init__(self, database: Database, rules: Rules, *, link: Callable[[], Link | None] = current_link,
                 steady: Callable[[], float]) -> None:
        self._db, self.rules, self._ask, self._steady = database, rules, link, steady
        self._asked = float("-inf")
        self._link: Link | None = None
        self._is_allowed = False
        self._allowed_size: int | None = None
        self.sent = 0
        """Bytes that went through it."""

    def obstacle(self, moment: float) -> Obstacle | None:
        """What keeps everything from being sent at a moment, None if nothing does."""
        rules = self.rules
        if rules.broken is not None:
            if rules.broken.code == "budget":
                return Obstacle("sync-budget", rules.broken.message, Message("gate-budget-broken-remedy"))
            return Obstacle("hours", rules.broken.message, Message("gate-hours-broken-remedy"))
        if rules.hours and (opens := rules.hours.opens(moment)) > moment:
            return Obstacle("hours", Message("gate-hours", str(rules.hours)), Message("gate-hours-remedy"), opens)
        if rules.day_size is not None and self.day_left(moment) <= 0:
            return Obstacle("day-budget", Message("gate-day-budget", _megabytes(rules.day_size)),
                            Message("gate-budget-remedy"), next_midnight(moment))
        if not rules.metered and self.is_metered():
            name = self._link.name if self._link else ""
            message = Message("gate-metered-named", name) if name else Message("gate-metered")
            return Obstacle("metered", message, Message("gate-metered-remedy"))
        return None

    def is_metered(self) -> bool:
        """Whether the connection of now costs by its bytes: the system says so, or the person has."""
        if self._steady() - self._asked >= LINK_SECONDS:
            self._asked, self._link = self._steady(), self._ask()
        link = self._link
        return link is not None and (bool(link.metered) or link.name in self.rules.metered_links)

    def day_left(self, moment: float) -> int:
        """Bytes that may still go on the day of a moment; only to be asked where there is a budget for the day."""
        return (self.rules.day_size or 0) - traffic.sent(self._db, day_of(moment), besides=PRACTICE)

    def left(self, moment: float) -> int | None:
        """The most bytes that may still go now, None if as many as there are."""
        lefts = []
        if self.rules.sync_size is not None:
            lefts.append(self.rules.sync_size - self.sent)
        if self.rules.day_size is not None:
            lefts.append(self.day_left(moment))
        return min(lefts, default=None)

    def too_small(self, moment: float) -> Obstacle | None:
        """The budget whose rest the next files do not fit into."""
        rules, left = self.rules, self.left(moment)
        if rules.sync_size is not None and rules.sync_size - self.sent == left:
            return Obstacle("sync-budget", Message("gate-sync-budget", _megabytes(rules.sync_size)),
                            Message("gate-budget-remedy"))
        if rules.day_size is not None:
            return Obstacle("day-budget", Message("gate-day-budget", _megabytes(rules.day_size)),
                            Message("gate-budget-remedy"), next_midnight(moment))
        return None

    def allow_metered(self, megabytes: str) -> None:
        """Let metered connections through from now on, up to a number of megabytes if there is one."""
        self._is_allowed = True
        if megabytes.isdecimal():
            self._allowed_size = self.sent + int(megabytes) * MEGABYTE
        self.renew(self.rules)

    def renew(self, rules: Rules) -> None:
        """Go by other rules from now on: a person has changed the settings. What was allowed meanwhile stays so."""
        self.rules = replace(rules, metered=rules.metered or self._is_allowed,
                             sync_size=rules.sync_size if self._allowed_size is None else self._allowed_size)

    def ask_again(self) -> None:
        """What was known of the connection holds no more: the laptop slept, or another network came."""
        self._asked = float("-inf")


def _megabytes(size: int) -> float:
    """Decimal megabytes, whole ones without a fraction."""
    found = round(size / MEGABYTE, 1)
    return int(found) if found == int(found) else found


def day_of(moment: float) -> str:
    """The day of a moment (ISO), by this computer's clock."""
    return datetime.fromtimestamp(moment).date().isoformat()
