"""What the place page works on: photographs, their tracks, and the clocks as they would be set; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from PySide6.QtCore import QDate, QLocale

from ...domain import positions
from ...domain.placing import Body, Setting, Spot, bodies, place, seconds_off
from ...domain.positions import Position
from ...domain.track import JOIN, Why, histogram, stretch
from ...services.placing import Ground
from ..pins import Pin


@dataclass(eq=False)
class Plan:
    """One matching under way. `body` is the camera whose clock is being set; `join` seconds are joined."""

    ground: Ground
    headings: dict[str, float] = field(default_factory=dict)
    subjects: dict[str, Position] = field(default_factory=dict)
    join: float = JOIN
    body: str = ""
    added: dict[str, float] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with the clocks as they are known, those of QR codes included."""
        self.bodies: list[Body] = bodies(self.ground.shots, self.ground.zone)
        known = {one.name for one in self.bodies}
        self.added = {one.name: self.added.get(one.name, one.added) for one in self.bodies}
        self.words = {one.name: self.words.get(one.name, one.word) for one in self.bodies}
        if self.body not in known:
            self.body = self.bodies[0].name if self.bodies else ""
        self.match()

    @property
    def setting(self) -> Setting:
        """The setting as it is now."""
        return Setting(self.added, self.words, self.ground.zone, self.join)

    def set_clock(self, seconds: float, word: str) -> None:
        """Add so many seconds to the clock of the chosen camera, on that word; and match anew."""
        self.added[self.body], self.words[self.body] = seconds, word
        self.match()

    def match(self) -> None:
        """Find every place anew."""
        self.spots = place(self.ground.shots, self.ground.track, self.setting)

    def clock_of(self, item: str, shown: datetime) -> float | None:
        """The seconds that a photograph of a clock tells; None if it does not, or if it is another camera's."""
        shot = next((shot for shot in self.ground.shots if shot.item == item and shot.body == self.body), None)
        return seconds_off(shot, shown, self.ground.zone) if shot else None

    @property
    def placed(self) -> list[Spot]:
        """The photographs that have a place, their own or a new one."""
        return [spot for spot in self.spots if spot.keeps or spot.match.position is not None]

    @property
    def moving(self) -> int:
        """How many photographs would get another place, or lose one that a track gave."""
        return sum(not spot.keeps and (spot.position.text if spot.position else "") != spot.shot.position
                   for spot in self.spots)

    @property
    def timed(self) -> int:
        """How many photographs would have their clocks set otherwise."""
        return sum(self.added.get(spot.shot.body, spot.shot.added) != spot.shot.added for spot in self.spots)

    @property
    def lost(self) -> dict[Why, list[Spot]]:
        """The photographs without a place, by the reason."""
        found: dict[Why, list[Spot]] = {}
        for spot in self.spots:
            if not spot.keeps and spot.match.position is None:
                found.setdefault(spot.match.why, []).append(spot)
        return found

    def pins(self, *, subjects: bool = False) -> list[Pin]:
        """Where each photograph would be, or what it shows."""
        found = []
        for spot in self.spots:
            item = spot.shot.item
            at = self.subjects.get(item) if subjects else None
            if at is None:
                at = spot.match.position if not spot.keeps else _parsed(spot.shot.position)
            if at is not None:
                found.append(Pin(item, at, self.headings.get(item)))
        return found

    def counts(self, columns: int) -> list[tuple[int, int]]:
        """(placed, not placed) for each part of the time that is shown."""
        span = self.span()
        timed = [spot for spot in self.spots if spot.moment is not None]
        return histogram(self._moments, [spot.keeps or spot.match.position is not None for spot in timed], columns,
                         span) if span else []

    def span(self) -> tuple[float, float] | None:
        """The time that is shown, from the first moment to the last; None without any."""
        return stretch(self._moments, self.ground.track.times)

    @property
    def strays(self) -> tuple[int, int]:
        """How many photographs are earlier than the time that is shown, and how many later."""
        span = self.span()
        return (sum(one < span[0] for one in self._moments), sum(one > span[1] for one in self._moments)) if span else (
            0, 0)

    @property
    def _moments(self) -> list[float]:
        return [spot.moment for spot in self.spots if spot.moment is not None]

    def local(self, moment: float) -> datetime:
        """A moment at the place."""
        zone: tzinfo | None = self.ground.zone
        return datetime.fromtimestamp(moment, zone) if zone else datetime.fromtimestamp(moment)

    def said(self, moment: float, locale: QLocale) -> str:
        """A moment as hours and minutes at the place, with its day where the photographs are of several."""
        at, span = self.local(moment), self.span()
        days = [self.local(one).date() for one in (*(span or ()), moment)]
        if min(days) == max(days):
            return f"{at:%H:%M}"
        return f"{locale.toString(QDate(at.year, at.month, at.day), 'd MMM yyyy')}, {at:%H:%M}"


def _parsed(text: str) -> Position | None:
    try:
        return positions.parse(text)
    except ValueError:
        return None


def positions_of(texts: Iterable[tuple[str, str]]) -> dict[str, Position]:
    """Positions by item, of those texts that are some."""
    return {item: found for item, text in texts if (found := _parsed(text)) is not None}
