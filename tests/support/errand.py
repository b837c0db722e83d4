"""A walk of photographs whose truth is known to the last word: places, subjects, texts, positions, a museum, and the
pack that was loaded the night before."""

from __future__ import annotations

import itertools
import json
import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.track import METRES_A_DEGREE

from . import photographs
from .entities import entity

AHEAD = timedelta(hours=2, minutes=7, seconds=13)
"""How far the camera's clock is ahead of the local time."""
EVENT = "Caminata de minorías en Chile, 2026"
SENTENCES = {"es": "Caminata de las minorías en Santiago 2026.", "en": "Minorities photo walk of Santiago in 2026."}
INSTITUTION = "Museo de la Educación"
PERMISSION = "Fotografías permitidas por el museo, carta del 1 de octubre."
PLACES = (("Plaza Italia", "Plaza Italia (Santiago I)"), ("Plaza Brasil", "Plaza Brasil (Santiago B)"),
          ("Plaza Yungay", "Plaza Yungay (Santiago Y)"))
LOCAL = timedelta(hours=-3)
"""The local time from UTC."""
_START = datetime(2026, 10, 3, 17, 0, tzinfo=UTC)
_CENTRE = Position(-33.4394, -70.6768)
_WORDS = ("Panadería", "Mural", "Bandera", "Tejedora", "Puerta", "Iglesia", "Letrero", "Banda", "Puesto", "Ventana")
_OF = ("griega", "mapuche", "siria", "croata", "aymara", "italiana", "palestina")


@dataclass
class Subject:
    """Something that several photographs in a row show."""

    name: str
    item: str
    category: str
    texts: dict[str, str]
    at: Position
    place: int
    museum: bool
    frames: list[int] = field(default_factory=list)
    """The numbers of its photographs, without the rejected ones."""


@dataclass
class Frame:
    """One photograph of the card: its file name, and the truth."""

    name: str
    taken: datetime
    at: Position
    subject: int
    reject: bool
    number: str = ""
    """Its inventory number."""


@dataclass
class Errand:
    """What there is to do, and with what."""

    card: Path
    track: Path
    pack: Path
    subjects: list[Subject]
    frames: list[Frame]
    places: list[str] = field(default_factory=list)
    """Ids of the places."""


def make(folder: Path, sizes: Sequence[Sequence[int]], rejects: int, museum: int, seed: int = 1,
         pixels: tuple[int, int] = (120, 80)) -> Errand:
    """A card, a track and a pack. `sizes` are the photographs of each subject by place; the last `museum` subjects are
    inside a museum; `rejects` photographs are scattered singly. Those of the first place carry no position."""
    chance = random.Random(seed)
    subjects = _subjects(chance, sizes, museum)
    kept = sum(map(sum, sizes))
    spoiled = {round((number + 0.5) * kept / rejects) for number in range(rejects)}
    errand = Errand(folder / "card" / "DCIM", folder / "track.gpx", folder / "santiago.jsonl", subjects, [],
                    [f"Q90100{number}1" for number in range(len(sizes))])
    errand.card.mkdir(parents=True)
    when, done = _START, 0
    for number, (subject, size) in enumerate(zip(subjects, [size for place in sizes for size in place], strict=True)):
        when += timedelta(seconds=60)  # the way from the one before
        for _ in range(size):
            for reject in ([False, True] if done in spoiled else [False]):
                frame = Frame(f"DSC_{len(errand.frames):04}.JPG", when, _near(chance, subject.at, 6), number, reject)
                if not reject:
                    subject.frames.append(len(errand.frames))
                    if subject.museum:
                        frame.number = f"MED-{1000 + 7 * len(errand.frames):04}"
                errand.frames.append(frame)
                when += timedelta(seconds=chance.randint(31, 39))
            done += 1
    for number, frame in enumerate(errand.frames):
        local = (frame.taken + LOCAL + AHEAD).replace(tzinfo=None)
        carried = None if subjects[frame.subject].place == 0 else (frame.at.latitude, frame.at.longitude)
        _picture(number, pixels).save(errand.card / frame.name, "JPEG", quality=88,
                                      exif=photographs.exif(taken=local, position=carried))
    _write_track(errand)
    _write_pack(errand, chance)
    return errand


def _subjects(chance: random.Random, sizes: Sequence[Sequence[int]], museum: int) -> list[Subject]:
    found: list[Subject] = []
    whole = sum(map(len, sizes))
    for place, group in enumerate(sizes):
        for _ in group:
            number = len(found)
            inside = number >= whole - museum
            name = f"{_WORDS[number % len(_WORDS)]} {_OF[number % len(_OF)]} {number + 1:02}"
            steps = min(number, whole - museum)
            at = Position(_CENTRE.latitude + 4 * math.sin(steps) / METRES_A_DEGREE,
                          _CENTRE.longitude + 27 * steps / METRES_A_DEGREE / math.cos(
                              math.radians(_CENTRE.latitude)))
            texts = {"es": f"{name}, como se ve en la caminata del mes de octubre de 2026 por la tarde"[:59] + ".",
                     "en": f"{name}, as it was to be seen on the walk of October 2026 in the afternoon"[:59] + "."}
            category = f"{_WORDS[number % len(_WORDS)]} de Santiago {number % 20:02}"
            found.append(Subject(name, f"Q{9000000 + number}", category, texts,
                                 _near(chance, at, 1) if inside else at, place, inside))
    return found


def _picture(seed: int, pixels: tuple[int, int]) -> Image.Image:
    """A picture that looks like no other one: else they would lie on one stack."""
    return Image.frombytes("RGB", (9, 8), random.Random(seed).randbytes(9 * 8 * 3)).resize(
        pixels, Image.Resampling.NEAREST)


def _near(chance: random.Random, at: Position, metres: float) -> Position:
    return Position(round(at.latitude + chance.uniform(-metres, metres) / METRES_A_DEGREE, 7),
                    round(at.longitude + chance.uniform(-metres, metres) / METRES_A_DEGREE, 7))


def _write_track(errand: Errand) -> None:
    """A point every five seconds along the straight ways between the photographs."""
    frames, points = errand.frames, []
    for before, after in itertools.pairwise(frames):
        span = (after.taken - before.taken).total_seconds()
        for second in range(0, int(span), 5):
            part = second / span
            points.append((before.taken + timedelta(seconds=second),
                           before.at.latitude + part * (after.at.latitude - before.at.latitude),
                           before.at.longitude + part * (after.at.longitude - before.at.longitude)))
    points.append((frames[-1].taken, frames[-1].at.latitude, frames[-1].at.longitude))
    rows = "".join(f'<trkpt lat="{latitude:.7f}" lon="{longitude:.7f}"><time>{when:%Y-%m-%dT%H:%M:%SZ}</time></trkpt>\n'
                   for when, latitude, longitude in points)
    errand.track.write_text(
        '<?xml version="1.0"?>\n<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>\n'
        f"{rows}</trkseg></trk></gpx>\n", encoding="utf-8")


def _write_pack(errand: Errand, chance: random.Random) -> None:
    """The subjects (those in the museum have no position in Wikidata, as is usual), the places, and other things that
    stand around there."""
    things = [entity(one.item, {"es": one.name, "en": one.name}, {"es": "vista en Santiago"}, category=one.category,
                     position=None if one.museum else _pair(_near(chance, one.at, 12))) for one in errand.subjects]
    for number, (name, category) in enumerate(PLACES[:len(errand.places)]):
        inside = [one for one in errand.subjects if one.place == number]
        things.append(entity(errand.places[number], {"es": name, "en": name}, {"es": "lugar de Santiago"},
                             category=category, position=_pair(inside[len(inside) // 2].at)))
    for number, one in enumerate(errand.subjects):
        things.append(entity(f"Q{9100000 + number}", {"es": f"Paradero {number + 1}"}, {"es": "parada de autobús"},
                             position=_pair(_near(chance, one.at, 60))))
    errand.pack.write_text("".join(json.dumps(thing, ensure_ascii=False) + "\n" for thing in things), encoding="utf-8")


def _pair(at: Position) -> tuple[float, float]:
    return at.latitude, at.longitude
