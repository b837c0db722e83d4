"""Pages made of masters: turned, straightened, cut and split, with all the bits that the master has."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import tifffile
from PIL import Image

from ..domain.shaping import Box, Shape
from . import exif, kinds
from .faults import damaged
from .masters import Undrawable, open_master
from .pixels import Samples, eight_bits, read
from .thumbs import BROKEN, TURNS

QUALITY = 92
"""Of a JPEG that is a page, without subsampling of its colours."""
_GROUND = 1.0
"""What is bared when a page is straightened, as a part of white."""


def page(source: Path, target: Path, mime: str, shape: Shape, *, part: int = 0, tiff: bool = False,
         dpi: float = 0.0) -> None:
    """Write one page of a master as JPEG, or as TIFF with all its bits; colours stay those of its profile.

    `part` is 1 for the right half of a split master, `dpi` what the file is to tell. Raises Refused.
    """
    try:
        samples = _samples(source, mime)
        # Those of the whole master are let go of before a file is made of these: a tenth of the memory.
        samples = samples._replace(values=shaped(samples.values, shape, shape.parts[part], inverted=samples.inverted))
        if tiff:
            _write_tiff(target, samples, dpi)
        else:
            target.write_bytes(_jpeg(samples, dpi))
    except Undrawable as error:
        raise damaged() from error
    except BROKEN as error:
        raise damaged() from error


def shaped(values: np.ndarray, shape: Shape, part: Box, *, inverted: bool = False) -> np.ndarray:
    """Samples (rows, columns, samples of any type) once a shape is given to them."""
    values = np.rot90(values, k=-shape.turn // 90) if shape.turn else values
    if shape.skew:
        values = _straightened(values, shape.skew, 0.0 if inverted else _GROUND)
    left, top, right, bottom = part.pixels(values.shape[1], values.shape[0])
    return values[top:bottom, left:right]


def _straightened(values: np.ndarray, skew: float, ground: float) -> np.ndarray:
    """Turned by a few degrees clockwise around the middle, the size kept; samples of more than 8 bits are reckoned as
    floats, which hold them."""
    turned = np.empty_like(values)
    for channel in range(values.shape[2]):
        plane = values[:, :, channel]
        if values.dtype == np.uint8:
            turned[:, :, channel] = _turned(np.ascontiguousarray(plane), skew, round(255 * ground))
            continue
        top = np.iinfo(values.dtype).max if values.dtype.kind in "ui" else 1.0
        flat = _turned(np.ascontiguousarray(plane, dtype=np.float32), skew, ground * top)
        turned[:, :, channel] = np.clip(np.rint(flat), 0, top) if values.dtype.kind in "ui" else flat
    return turned


def _turned(plane: np.ndarray, skew: float, ground: float) -> np.ndarray:
    return np.asarray(Image.fromarray(plane).rotate(-skew, Image.Resampling.BICUBIC, fillcolor=ground))


def _as_it_is(values: np.ndarray) -> np.ndarray:
    return values


_UPRIGHT = {
    2: np.fliplr, 3: lambda values: np.rot90(values, 2), 4: np.flipud, 5: lambda values: values.swapaxes(0, 1),
    6: lambda values: np.rot90(values, -1), 7: lambda values: np.rot90(values.swapaxes(0, 1), 2), 8: np.rot90,
}
"""By EXIF's orientation, the samples as they are to be seen."""


def _samples(source: Path, mime: str) -> Samples:
    """All samples of a master, upright."""
    if mime == kinds.TIFF.mime and (found := read(source)) is not None:
        return found._replace(values=_UPRIGHT.get(exif.read(source).orientation, _as_it_is)(found.values))
    Image.MAX_IMAGE_PIXELS = None  # The limit is our own, in probe.
    with _opened(source, mime) as image:
        image.load()
        turn, profile = image.getexif().get(274, 1), image.info.get("icc_profile")
        if image.mode not in ("L", "RGB", "CMYK"):
            image = image.convert("L" if image.mode in ("1", "LA") else "RGB")
        if turn in TURNS and mime != kinds.TIFF.mime:  # Pillow turns a TIFF by itself.
            image = image.transpose(TURNS[turn])
        values = np.asarray(image)
        return Samples(values.reshape(*values.shape[:2], -1), image.mode, False, profile)


def _opened(source: Path, mime: str) -> Image.Image:
    plain = {kinds.JPEG.mime: "JPEG", kinds.PNG.mime: "PNG", kinds.TIFF.mime: "TIFF", kinds.WEBP.mime: "WEBP"}
    return Image.open(source, formats=(plain[mime],)) if mime in plain else open_master(source, mime)


def _jpeg(samples: Samples, dpi: float) -> bytes:
    values = eight_bits(samples.values)
    if samples.inverted:
        values = 255 - values
    image = Image.fromarray(np.ascontiguousarray(values[:, :, 0] if samples.mode == "L" else values), samples.mode)
    out = io.BytesIO()
    more = {"dpi": (round(dpi), round(dpi))} if dpi else {}
    image.save(out, "JPEG", quality=QUALITY, subsampling=0, icc_profile=samples.profile, **more)
    return out.getvalue()


def _write_tiff(target: Path, samples: Samples, dpi: float) -> None:
    """A TIFF of the very samples, packed without loss."""
    values = np.ascontiguousarray(samples.values[:, :, 0] if samples.mode == "L" else samples.values)
    photometric = {"L": "miniswhite" if samples.inverted else "minisblack", "RGB": "rgb", "CMYK": "separated"}
    with tifffile.TiffWriter(target) as writer:
        writer.write(values, photometric=photometric[samples.mode], compression="zlib", predictor=True,
                     rowsperstrip=256, iccprofile=samples.profile, metadata=None, software="",
                     resolution=(dpi, dpi) if dpi else None, resolutionunit="INCH" if dpi else None)
