"""Photographs as cameras and scanners write them, with EXIF and a truth that is known."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import piexif
from piexif import GPSIFD, ExifIFD, ImageIFD
from PIL import Image

MAKE, MODEL = "NIKON CORPORATION", "NIKON D750"
TAKEN = datetime(2026, 10, 3, 14, 5, 9)


def picture(seed: int = 1, size: tuple[int, int] = (600, 400)) -> Image.Image:
    """A picture that no other seed gives: gradients with a sensor's noise, its upper left corner white."""
    width, height = size
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    across, down = x / width, y / height
    waves = [127 + 90 * np.sin(across * rng.uniform(2, 9) + rng.uniform(0, 6)) * np.cos(down * rng.uniform(2, 7))
             for _ in range(3)]
    values = np.stack(waves, axis=-1) + rng.normal(0, 5, (height, width, 3))
    values[:height // 4, :width // 4] = 255
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def exif(
    *, taken: datetime | None = TAKEN, offset: str | None = None, position: tuple[float, float] | None = None,
    heading: float | None = None, reference: str = "T", orientation: int = 1, artist: str | None = None,
    copyright: str | None = None, thumbnail: bytes | None = None, more: Mapping[str, Mapping[int, Any]] | None = None,
) -> bytes:
    """An EXIF block as a camera writes it. `more` adds or replaces tags by directory: 0th, Exif, GPS."""
    image = {ImageIFD.Make: MAKE, ImageIFD.Model: MODEL, ImageIFD.Orientation: orientation}
    detail: dict[int, Any] = {ExifIFD.FNumber: (56, 10), ExifIFD.MakerNote: b"maker" * 400}
    gps: dict[int, Any] = {}
    if artist:
        image[ImageIFD.Artist] = artist.encode()
    if copyright:
        image[ImageIFD.Copyright] = copyright.encode()
    if taken:
        stamp = taken.strftime("%Y:%m:%d %H:%M:%S")
        detail |= {ExifIFD.DateTimeOriginal: stamp, ExifIFD.DateTimeDigitized: stamp}
        if taken.microsecond:
            detail[ExifIFD.SubSecTimeOriginal] = f"{taken.microsecond:06d}".rstrip("0")
    if offset:
        detail[ExifIFD.OffsetTimeOriginal] = offset
    if position:
        latitude, longitude = position
        gps |= {GPSIFD.GPSLatitudeRef: "N" if latitude >= 0 else "S", GPSIFD.GPSLatitude: dms(latitude),
                GPSIFD.GPSLongitudeRef: "E" if longitude >= 0 else "W", GPSIFD.GPSLongitude: dms(longitude)}
    if heading is not None:
        gps |= {GPSIFD.GPSImgDirectionRef: reference, GPSIFD.GPSImgDirection: (round(heading * 100), 100)}
    tags = {"0th": image, "Exif": detail, "GPS": gps, "1st": {}, "thumbnail": thumbnail}
    for directory, values in (more or {}).items():
        tags[directory] = {**tags[directory], **values}
    return piexif.dump(tags)


def dms(degrees: float) -> tuple[tuple[int, int], ...]:
    """Degrees, minutes and seconds as EXIF's rationals."""
    degrees = abs(degrees)
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    return (whole, 1), (minutes, 1), (round((degrees - whole - minutes / 60) * 36_000_000), 10_000)


def jpeg_bytes(seed: int = 1, size: tuple[int, int] = (600, 400), *, block: bytes | None = None) -> bytes:
    """A JPEG with an EXIF block, by default one with date and thumbnail."""
    image = picture(seed, size)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92, exif=exif(thumbnail=thumbnail(image)) if block is None else block)
    return buffer.getvalue()


def thumbnail(image: Image.Image) -> bytes:
    """The small JPEG that a camera embeds."""
    small = image.copy()
    small.thumbnail((160, 120))
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def jpeg(path: Path, seed: int = 1, size: tuple[int, int] = (600, 400), **tags: Any) -> Path:
    """Write a JPEG photograph; `tags` are those of `exif`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = picture(seed, size)
    path.write_bytes(jpeg_bytes(seed, size, block=exif(thumbnail=thumbnail(image), **tags)))
    return path


def png(path: Path, seed: int = 1, size: tuple[int, int] = (600, 400), **tags: Any) -> Path:
    """Write a PNG with an eXIf chunk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture(seed, size).save(path, "PNG", exif=exif(**tags)[6:])
    return path


def tiff(
    path: Path, seed: int = 1, size: tuple[int, int] = (600, 400), *, bits: int = 8, compression: str | None = None,
    grey: bool = False, orientation: int = 1,
) -> Path:
    """Write a TIFF scan of 8 or 16 bits; compression is None, "zlib", or, for 8 bits only, "lzw"."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = picture(seed, size).convert("L" if grey else "RGB")
    if compression == "lzw":
        image.save(path, "TIFF", compression="tiff_lzw", tiffinfo={274: orientation})
        return path
    import tifffile

    values = np.asarray(image)
    if bits == 16:
        values = values.astype(np.uint16) * 257
    tifffile.imwrite(path, values, photometric="minisblack" if grey else "rgb", compression=compression,
                     extratags=[(274, "H", 1, orientation, True)])
    return path
