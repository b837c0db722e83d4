"""Walks whose truth is known: small photographs of a camera with a wrong clock and of a phone, and the track."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from piexif import ExifIFD
from PIL import Image

from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.track import Point
from minoties_desktop.domain.track import between as between_points

from . import photographs

STEP = 5
"""Seconds between two points of the track."""
GAP = 132
"""Points that are missing in its middle: eleven minutes."""


@dataclass
class Walk:
    """`card` is the folder, `gpx` the track; the rest is the truth by file name."""

    card: Path
    gpx: Path
    offset: float
    zone: str
    moments: dict[str, datetime] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    in_gap: set[str] = field(default_factory=set)
    phone: set[str] = field(default_factory=set)
    qr: str = ""


def make(
    folder: Path, seed: int, *, photos: int = 40, offset: float = 7633, zone: str = "America/Santiago",
    start: datetime = datetime(2026, 10, 3, 17, 0, tzinfo=UTC), centre: tuple[float, float] = (-33.4405, -70.6703),
    phones: bool = True, qr: bool = False, adjusted: bool = True,
) -> Walk:
    """A walk of three hours; the camera's clock is `offset` seconds ahead of the local time of `zone`.

    With `qr` the first frame shows a QR code with the true time; a camera that is not `adjusted` keeps the local time
    of the start whatever the country does.
    """
    chance = random.Random(seed)
    walk = Walk(folder / "card", folder / "track.gpx", offset, zone)
    walk.card.mkdir(parents=True, exist_ok=True)
    points = _way(chance, start, centre)
    hole = len(points) // 2
    _write(walk.gpx, points[:hole] + points[hole + GAP:])
    local = ZoneInfo(zone) if adjusted else start.astimezone(ZoneInfo(zone)).tzinfo.utcoffset(start)
    span = STEP * (len(points) - 1)
    for number, second in enumerate(sorted(chance.uniform(0, span) for _ in range(photos))):
        when = start + timedelta(seconds=second)
        place = int(second // STEP)
        truth = between_points(points[place], points[min(place + 1, len(points) - 1)], second % STEP / STEP)
        on_phone = phones and number % 3 == 1
        name = f"{'IMG' if on_phone else 'DSC'}_{number:04}.JPG"
        walk.moments[name], walk.positions[name] = when, truth
        if hole <= place + 1 and place < hole + GAP:
            walk.in_gap.add(name)
        here = _local(when, local)
        picture = photographs.picture(seed * 1000 + number, (96, 64))
        if on_phone:
            walk.phone.add(name)
            gap = when.astimezone(ZoneInfo(zone)).utcoffset()
            block = photographs.exif(taken=when.astimezone(ZoneInfo(zone)).replace(tzinfo=None), offset=_written(gap),
                                     position=(truth.latitude, truth.longitude),
                                     more={"Exif": {ExifIFD.BodySerialNumber: b"PHONE1"}})
        else:
            block = photographs.exif(taken=here + timedelta(seconds=offset),
                                     more={"Exif": {ExifIFD.BodySerialNumber: b"6012345"}})
        if qr and number == 0:
            walk.qr = name
            picture = _showing(when)
        picture.save(walk.card / name, "JPEG", quality=88, exif=block)
    return walk


def _local(when: datetime, zone: ZoneInfo | timedelta) -> datetime:
    if isinstance(zone, timedelta):
        return when.replace(tzinfo=None) + zone
    return when.astimezone(zone).replace(tzinfo=None)


def _written(gap: timedelta) -> str:
    minutes = round(gap.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _way(chance: random.Random, start: datetime, centre: tuple[float, float]) -> list[Point]:
    """Walking pace with bends: about 1.3 metres a second."""
    heading, latitude, longitude = chance.uniform(0, 2 * math.pi), *centre
    points = []
    for number in range(3 * 720):
        points.append(Point((start + timedelta(seconds=STEP * number)).timestamp(), latitude, longitude))
        heading += chance.uniform(-0.2, 0.2)
        metres = 1.3 * STEP
        latitude += metres / 111_195 * math.cos(heading)
        longitude += metres / 111_195 / math.cos(math.radians(latitude)) * math.sin(heading)
        longitude = (longitude + 540) % 360 - 180
    return points


def _write(path: Path, points: list[Point]) -> None:
    rows = "".join(
        f'<trkpt lat="{point.latitude:.7f}" lon="{point.longitude:.7f}">'
        f"<time>{datetime.fromtimestamp(point.time, UTC):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>\n" for point in points)
    path.write_text('<?xml version="1.0"?>\n<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>\n'
                    f"{rows}</trkseg></trk></gpx>\n", encoding="utf-8")


def _showing(when: datetime) -> Image.Image:
    """A photograph of a screen that shows the time as a QR code: tilted, unevenly lit, not filling the frame."""
    from minoties_desktop.media.clockcode import drawn

    code = drawn(when)
    side = 420
    screen = Image.new("RGB", (900, 600), (96, 100, 110))
    shown = Image.frombytes("L", (code.side, code.side), code.pixels).resize((side, side), Image.Resampling.NEAREST)
    screen.paste(shown.convert("RGB"), (240, 90))
    tilted = screen.rotate(7, resample=Image.Resampling.BICUBIC, fillcolor=(90, 90, 90))
    shade = Image.linear_gradient("L").resize(tilted.size).point(lambda value: 150 + value // 3)
    return Image.composite(tilted, Image.new("RGB", tilted.size, (30, 30, 40)), shade)
