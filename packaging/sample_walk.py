"""A photo walk to practise with: drawn pictures of a harbour town, with time and place as a camera writes them."""

from __future__ import annotations

import math
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import piexif
from PIL import Image, ImageDraw

SIZE = (1800, 1200)
START = datetime(2026, 6, 20, 18, 30)
"""Saturday evening; the camera is set to local time, three hours east of Greenwich."""


class Stop(NamedTuple):
    """One photograph: its file's name, the sentence for its caption, place, how much daylight (0 to 1), seed."""

    name: str
    caption: str
    latitude: float
    longitude: float
    light: float
    seed: int


STOPS = (
    Stop("DSC_0101.JPG", "Sailing boats off a harbour town in bright afternoon light", 40.6316, 22.9372, 0.95, 1),
    Stop("DSC_0102.JPG", "The houses along the quay in the early evening", 40.6331, 22.9389, 0.75, 2),
    Stop("DSC_0103.JPG", "A harbour town with its first lit windows", 40.6347, 22.9405, 0.55, 3),
    Stop("DSC_0104.JPG", "The sun goes down behind the houses of the quay", 40.6389, 22.9480, 0.35, 4),
    Stop("DSC_0105.JPG", "The quay of a harbour town at dusk", 40.6402, 22.9511, 0.15, 5),
    Stop("DSC_0106.JPG", "A harbour town at night, seen from the water", 40.6411, 22.9530, 0.02, 6),
)


def make(folder: Path) -> list[Path]:
    """Draw the photographs into a folder; their paths in the order of the walk."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, stop in enumerate(STOPS):
        path = folder / stop.name
        _drawn(stop).save(path, "JPEG", quality=90, exif=_exif(stop, START + timedelta(minutes=14 * number)))
        paths.append(path)
    return paths


def _drawn(stop: Stop) -> Image.Image:
    width, height = SIZE
    chance = random.Random(stop.seed)
    day, dusk = stop.light, 1 - abs(stop.light - 0.4)
    low = tuple(round(value) for value in (60 + 190 * dusk * max(day, 0.2), 40 + 130 * day, 60 + 100 * day))
    high = tuple(round(value) for value in (20 + 90 * day, 30 + 140 * day, 60 + 170 * day))
    picture = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(picture)
    horizon = round(height * 0.62)
    for y in range(horizon):
        part = (y / horizon) ** 1.5
        draw.line([(0, y), (width, y)], tuple(round(a + (b - a) * part) for a, b in zip(high, low, strict=True)))
    sun = (width * chance.uniform(0.2, 0.8), horizon - day * horizon * 0.8)
    draw.ellipse([sun[0] - 60, sun[1] - 60, sun[0] + 60, sun[1] + 60], fill=(255, 236, 190))
    for layer in range(3):
        base = horizon - 160 + layer * 70
        shade = tuple(round(value * (0.55 - layer * 0.12)) for value in low)
        phase = chance.uniform(0, 6)
        ridge = [(x, base + 50 * math.sin(x / 260 + phase) + 22 * math.sin(x / 97 + 2 * phase))
                 for x in range(0, width + 20, 20)]
        draw.polygon([(0, horizon + 40), *ridge, (width, horizon + 40)], fill=shade)
    _houses(draw, chance, horizon, day)
    _water(draw, chance, horizon, low, high)
    return picture


def _houses(draw: ImageDraw.ImageDraw, chance: random.Random, horizon: int, day: float) -> None:
    x = -20
    while x < SIZE[0]:
        wide, tall = chance.randint(70, 150), chance.randint(90, 260)
        bright = 0.25 + 0.7 * day
        wall = tuple(round(value * bright) for value in chance.choice(
            ((214, 190, 160), (190, 130, 100), (222, 214, 196), (168, 176, 186), (205, 160, 96))))
        top = horizon - tall
        draw.rectangle([x, top, x + wide, horizon + 10], fill=wall)
        draw.polygon([(x - 8, top), (x + wide / 2, top - 36), (x + wide + 8, top)], fill=(
            round(150 * bright), round(76 * bright), round(58 * bright)))
        for row in range(top + 24, horizon - 24, 46):
            for column in range(x + 16, x + wide - 24, 34):
                lit = chance.random() > day
                draw.rectangle([column, row, column + 14, row + 22], fill=(250, 210, 120) if lit else (52, 60, 72))
        x += wide + chance.randint(-6, 14)


def _water(
    draw: ImageDraw.ImageDraw, chance: random.Random, horizon: int, low: tuple[int, ...], high: tuple[int, ...],
) -> None:
    width, height = SIZE
    for y in range(horizon + 10, height):
        part = (y - horizon) / (height - horizon)
        mixed = (a + (b - a) * part for a, b in zip(low, high, strict=True))
        draw.line([(0, y), (width, y)], tuple(round(0.75 * value) for value in mixed))
    for _ in range(260):
        x, y = chance.randint(0, width), chance.randint(horizon + 20, height)
        draw.line([(x, y), (x + chance.randint(20, 120), y)], tuple(min(255, value + 28) for value in low), 2)
    for _ in range(4):
        x, y = chance.randint(80, width - 240), chance.randint(horizon + 90, height - 120)
        size = chance.randint(70, 140)
        draw.polygon([(x, y), (x + size, y), (x + size * 0.82, y + size * 0.24), (x + size * 0.15, y + size * 0.24)],
                     fill=(44, 36, 40))
        draw.polygon([(x + size * 0.5, y - size), (x + size * 0.5, y - 6), (x + size * 0.92, y - 6)],
                     fill=(236, 228, 214))


def _exif(stop: Stop, taken: datetime) -> bytes:
    stamp = taken.strftime("%Y:%m:%d %H:%M:%S")
    return piexif.dump({
        "0th": {piexif.ImageIFD.Make: "Practice", piexif.ImageIFD.Model: "Drawn by hand"},
        "Exif": {piexif.ExifIFD.DateTimeOriginal: stamp, piexif.ExifIFD.OffsetTimeOriginal: "+03:00"},
        "GPS": {
            piexif.GPSIFD.GPSLatitudeRef: "N", piexif.GPSIFD.GPSLatitude: _degrees(stop.latitude),
            piexif.GPSIFD.GPSLongitudeRef: "E", piexif.GPSIFD.GPSLongitude: _degrees(stop.longitude),
        },
    })


def _degrees(value: float) -> tuple[tuple[int, int], ...]:
    minutes = value % 1 * 60
    return (int(value), 1), (int(minutes), 1), (round(minutes % 1 * 60 * 100), 100)
