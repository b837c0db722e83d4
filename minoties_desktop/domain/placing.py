"""When and where photographs were taken: their cameras' clocks set right, their moments found on a track."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from .positions import Position
from .track import JOIN, Match, Track, Why

TRACK = "track"
"""The source of positions that a track gave; they give way to another matching, those of cameras and people stay."""
CLOCK = "clock"
"""The source of dates that were set right."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One photograph's time as its camera told it. `clock` is the camera's own reading, `read_zone` the ±HH:MM that
    stood beside it; `added` are the seconds that were added to it so far, on the word of `word`; `shown` is the time
    that a QR code in the picture tells; position and date are the item's, with their sources."""

    item: str
    name: str = ""
    clock: datetime | None = None
    read_zone: str = ""
    added: float = 0.0
    word: str = ""
    body: str = ""
    shown: datetime | None = None
    position: str = ""
    position_source: str = ""
    date: str = ""
    date_source: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """How photographs are to be placed: seconds to add by camera body, on whose word, the zone of files that name none
    (None while unknown), the longest gap that is joined, and whether positions of cameras and people give way."""

    added: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo | None = None
    join: float = JOIN
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """What a matching says of one photograph: when it was taken (None if unknown; `moment` in seconds since 1970), its
    place or why it has none. `keeps` tells that it has a place of its own, which stays."""

    shot: Shot
    taken: datetime | None
    moment: float | None
    match: Match
    keeps: bool

    @property
    def date(self) -> str:
        """The date to write."""
        return written(self.taken) if self.taken else self.shot.date

    @property
    def position(self) -> Position | None:
        """The new place, None where none comes."""
        return None if self.keeps else self.match.position


def place(shots: Iterable[Shot], track: Track, setting: Setting) -> list[Spot]:
    """Find the moment and the place of each photograph. Quick enough to be done while somebody moves a slider."""
    shots = list(shots)
    found: dict[str, Spot] = {}
    before: dict[str, float] = {}
    # A camera counts its frames: in the hour that clocks go through twice, a frame is later than the one before it.
    for shot in sorted(shots, key=lambda shot: (shot.body, shot.name)):
        spot = found[shot.item] = _spot(shot, track, setting, before.get(shot.body))
        if spot.moment is not None:
            before[shot.body] = spot.moment
    return [found[shot.item] for shot in shots]


def _spot(shot: Shot, track: Track, setting: Setting, before: float | None) -> Spot:
    keeps = bool(shot.position) and shot.position_source != TRACK and not setting.replace
    moments = list(_moments(shot, setting))
    if not moments:
        return Spot(shot, None, None, Match(None, Why.NO_TIME if track.points else Why.NO_TRACK), keeps)
    later = [one for one in moments if before is None or one[1] >= before] or moments
    tried = [(taken, moment, track.at(moment, setting.join)) for taken, moment in later]
    taken, moment, match = next((one for one in tried if one[2].position is not None), tried[0])
    return Spot(shot, taken, moment, match, keeps)


def _moments(shot: Shot, setting: Setting) -> Iterable[tuple[datetime, float]]:
    """When it may have been taken, also in seconds since 1970; two answers where clocks are put back."""
    if shot.clock is None:
        return
    try:
        local = shot.clock + timedelta(seconds=setting.added.get(shot.body, shot.added))
        zone = fixed(shot.read_zone) if shot.read_zone else setting.zone
        if zone is None:
            return
        first, second = local.replace(tzinfo=zone), local.replace(tzinfo=zone, fold=1)
        moment = first.timestamp()
    except (OverflowError, ValueError, OSError):  # a clock at an end of the calendar
        return
    yield first, moment
    if first.utcoffset() != second.utcoffset():
        yield second, second.timestamp()


def written(moment: datetime) -> str:
    """A moment as a date's value: local time with its offset."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}{moment:%z}"[:22] + ":" + f"{moment:%z}"[3:5]


def fixed(text: str) -> tzinfo:
    """The zone of ±HH:MM. Raises ValueError for another text."""
    size = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    return timezone(-size if text[0] == "-" else size)


def seconds_off(shot: Shot, shown: datetime, zone: tzinfo | None) -> float | None:
    """The seconds to add to a camera's clock, by a picture in which a time is shown.

    A `shown` with zone is compared as a moment; one without is what a clock at the place of `zone` showed. None where
    the camera told no time, or where its zone would have to be known and is not.
    """
    if shot.clock is None:
        return None
    camera = fixed(shot.read_zone) if shot.read_zone else zone
    if shown.tzinfo is None and (zone is None or camera is None or not shot.read_zone):
        return (shown - shot.clock).total_seconds()
    if camera is None:
        return None
    told = shown if shown.tzinfo is not None else shown.replace(tzinfo=zone)
    return (told.astimezone(UTC) - shot.clock.replace(tzinfo=camera).astimezone(UTC)).total_seconds()


@dataclass(frozen=True, slots=True)
class Body:
    """One camera among some photographs: how many it took, the seconds that are added to its clock, on whose word."""

    name: str
    count: int
    added: float
    word: str


def bodies(shots: Sequence[Shot], zone: tzinfo | None = None) -> list[Body]:
    """The cameras of some photographs, the one with the most first. A QR code in a picture of one speaks for all its
    pictures, until somebody says otherwise."""
    found = []
    for name, count in Counter(shot.body for shot in shots).most_common():
        mine = [shot for shot in shots if shot.body == name]
        (added, word), _ = Counter((shot.added, shot.word) for shot in mine).most_common(1)[0]
        if not word:
            for shot in mine:
                if shot.shown is not None and (off := seconds_off(shot, shot.shown, zone)) is not None:
                    added, word = round(off, 1), f"qr:{shot.item}"
                    break
        found.append(Body(name, count, added, word))
    return found
