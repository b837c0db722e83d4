"""What cameras write about a photograph, read with piexif so that no broken tag stands in the way of a whole one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import piexif
from piexif import GPSIFD, ExifIFD, ImageIFD

from . import boxes, oldheads, rawheads, webp
from .blocks import HEAD, exif_block
from .tiffview import ORDERS, TiffView

FIRST_YEAR = 1826
"""The year of the oldest photograph that there is."""
_DATE = re.compile(r"(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"[+-](?:0\d|1[0-4]):[0-5]\d")
_MOST = 10_000_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True)
class Exif:
    """One photograph's own account of itself; None for what it does not say or says wrongly.

    `taken` is the camera's clock, without zone; `offset` its zone as ±HH:MM; latitude and longitude in degrees
    (WGS 84), altitude in metres, heading in degrees clockwise from north, which is the magnetic one if
    `magnetic`; `serial` is the camera body's own number; `orientation` is EXIF's 1 to 8; `thumbnail` the embedded
    JPEG; `doubted` a date that no photograph can be of; `seconds` of exposure, `aperture` its f-number, `sensitivity`
    in ISO, `focal` length in millimetres.
    """

    taken: datetime | None = None
    offset: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None
    heading: float | None = None
    magnetic: bool = False
    make: str | None = None
    serial: str | None = None
    model: str | None = None
    orientation: int = 1
    artist: str | None = None
    copyright: str | None = None
    description: str | None = None
    thumbnail: bytes | None = None
    doubted: str | None = None
    seconds: float | None = None
    aperture: float | None = None
    sensitivity: int | None = None
    focal: float | None = None

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude, None unless both are known."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude


def read(path: Path, head: bytes | None = None) -> Exif:
    """The EXIF of a JPEG, PNG, TIFF, WebP, HEIC, AVIF or RAW file, or what old cameras say instead, empty without any.

    `head` saves reading its first bytes again. Raises OSError only.
    """
    if head is None:
        with path.open("rb") as file:
            head = file.read(HEAD)
    if head[:4] in ORDERS:
        with path.open("rb", buffering=1 << 16) as file:
            return _read(TiffView.of_file(file))
    block = _distant_block(path, head)
    found = _read(TiffView.of_bytes(block)) if block else read_head(head)
    if found.taken is None and found.doubted is None:
        found = _completed(found, oldheads.said(path, head))
    return replace(found, thumbnail=rawheads.thumbnail(head)) if head[8:12] == rawheads.CR3 else found


def _completed(found: Exif, said: oldheads.Said) -> Exif:
    """EXIF, and what is said elsewhere of what it does not tell."""
    taken = said.taken if said.taken and plausible(said.taken.year) else None
    return replace(found, taken=taken, make=found.make or said.make, model=found.model or said.model)


def _distant_block(path: Path, head: bytes) -> bytes | None:
    """The EXIF of the kinds that keep it elsewhere than in their heads."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return webp.exif_block(path)
    if own := rawheads.exif_block(head):
        return own
    if head[4:8] == b"ftyp":
        return boxes.exif_block(path, head)
    if head.startswith(b"FUJIFILMCCD-RAW") and len(head) > 92:
        with path.open("rb") as file:
            file.seek(int.from_bytes(head[84:88], "big"))  # of the JPEG inside
            return exif_block(file.read(HEAD))
    return None


def read_head(head: bytes) -> Exif:
    """The EXIF in the first bytes of a JPEG or PNG file."""
    block = exif_block(head)
    return _read(TiffView.of_bytes(block)) if block else Exif()


def _read(view: TiffView) -> Exif:
    if not view.readable:
        return Exif()
    tags = piexif.load(view.slices)
    image, detail, gps = tags["0th"], tags["Exif"], tags["GPS"]
    latitude, longitude = _position(gps)
    heading = _heading(gps)
    return Exif(
        taken=_date(detail) or oldheads.of_a_trap(view.note), offset=_offset(detail), latitude=latitude,
        longitude=longitude, altitude=_altitude(gps), heading=heading,
        magnetic=heading is not None and _letter(gps.get(GPSIFD.GPSImgDirectionRef)) == "M",
        make=_text(image.get(ImageIFD.Make)), model=_text(image.get(ImageIFD.Model)),
        serial=_text(detail.get(ExifIFD.BodySerialNumber)),
        orientation=_orientation(image.get(ImageIFD.Orientation)), artist=_text(image.get(ImageIFD.Artist)),
        copyright=_text(image.get(ImageIFD.Copyright)), description=_text(image.get(ImageIFD.ImageDescription)),
        thumbnail=_thumbnail(tags["thumbnail"]), doubted=_doubted(detail),
        seconds=_positive(detail.get(ExifIFD.ExposureTime)), aperture=_positive(detail.get(ExifIFD.FNumber)),
        sensitivity=_sensitivity(detail.get(ExifIFD.ISOSpeedRatings)),
        focal=_positive(detail.get(ExifIFD.FocalLength)),
    )


def _text(value: Any) -> str | None:
    """Text as cameras mean it: UTF-8 or else Latin-1, up to the first NUL, without control characters."""
    if not isinstance(value, bytes):
        return None
    value = value.split(b"\0", 1)[0]
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    return _CONTROL.sub(" ", text).strip() or None


def _letter(value: Any) -> str:
    return (_text(value) or "")[:1].upper()


def _date(detail: Mapping[int, Any]) -> datetime | None:
    found = _DATE.match(_text(detail.get(ExifIFD.DateTimeOriginal)) or "")
    if not found:
        return None
    fraction = re.match(r"\d{1,6}", _text(detail.get(ExifIFD.SubSecTimeOriginal)) or "")
    microsecond = int(fraction[0].ljust(6, "0")) if fraction else 0
    try:
        taken = datetime(*(int(part) for part in found.groups()), microsecond)
    except ValueError:  # 0000:00:00, 31 February: the clock was never set
        return None
    return taken if plausible(taken.year) else None


def plausible(year: int) -> bool:
    """Whether a photograph can be of a year: after the first one, and before a camera's clock has run away."""
    return FIRST_YEAR <= year <= datetime.now().year + 50


def _doubted(detail: Mapping[int, Any]) -> str | None:
    """The date of a clock that cannot be right, as it is written."""
    found = _DATE.match(_text(detail.get(ExifIFD.DateTimeOriginal)) or "")
    return found[0] if found and int(found[1]) and not plausible(int(found[1])) else None


def _offset(detail: Mapping[int, Any]) -> str | None:
    # Not OffsetTime: that is where the file was changed last, perhaps at a desk far away.
    text = _text(detail.get(ExifIFD.OffsetTimeOriginal)) or ""
    if text in ("Z", "z"):
        return "+00:00"
    return text if _OFFSET.fullmatch(text) else None


def _ratio(value: Any) -> float | None:
    if not (isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, int) for part in value)):
        return None
    return value[0] / value[1] if value[1] else None


def _positive(value: Any) -> float | None:
    found = _ratio(value)
    return found if found is not None and 0 < found < _MOST else None


def _sensitivity(value: Any) -> int | None:
    first = value[0] if isinstance(value, tuple) and value else value
    return first if isinstance(first, int) and 0 < first < _MOST else None


def _position(gps: Mapping[int, Any]) -> tuple[float | None, float | None]:
    """Both coordinates or neither: half a position, one without hemispheres, void or at zero is none."""
    latitude = _degrees(gps.get(GPSIFD.GPSLatitude), _letter(gps.get(GPSIFD.GPSLatitudeRef)), "NS", 90)
    longitude = _degrees(gps.get(GPSIFD.GPSLongitude), _letter(gps.get(GPSIFD.GPSLongitudeRef)), "EW", 180)
    void = _letter(gps.get(GPSIFD.GPSStatus)) == "V"
    # Receivers without a fix write 0, 0, which is in the sea off Africa.
    if latitude is None or longitude is None or void or (abs(latitude) < 1e-6 and abs(longitude) < 1e-6):
        return None, None
    return latitude, longitude


def _degrees(value: Any, hemisphere: str, hemispheres: str, limit: float) -> float | None:
    if not (isinstance(value, tuple) and len(value) == 3) or not hemisphere or hemisphere not in hemispheres:
        return None
    parts = [0.0 if part == (0, 0) and place else _ratio(part) for place, part in enumerate(value)]
    if None in parts or any(part > 60 for part in parts[1:]):
        return None
    degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
    if degrees > limit:
        return None
    return round(-degrees if hemisphere == hemispheres[1] else degrees, 8)


def _altitude(gps: Mapping[int, Any]) -> float | None:
    metres = _ratio(gps.get(GPSIFD.GPSAltitude))
    if metres is None or metres > 20_000:
        return None
    below = gps.get(GPSIFD.GPSAltitudeRef) in (1, b"\x01")
    return round(-metres if below else metres, 2)


def _heading(gps: Mapping[int, Any]) -> float | None:
    degrees = _ratio(gps.get(GPSIFD.GPSImgDirection))
    return round(degrees % 360, 2) if degrees is not None and 0 <= degrees <= 360 else None


def _orientation(value: Any) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _thumbnail(value: Any) -> bytes | None:
    return value if isinstance(value, bytes) and value.startswith(b"\xff\xd8\xff") else None
