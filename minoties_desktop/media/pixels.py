"""TIFF masters, read with all their bits by tifffile; Pillow turns 48-bit TIFF into 24-bit without a word."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import tifffile
from PIL import Image
from PIL.TiffImagePlugin import COMPRESSION_INFO

from ..config.messages import Message
from ..domain.errors import Refused
from .faults import damaged

BROKEN = (tifffile.TiffFileError, ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error,
          zlib.error, OverflowError, ZeroDivisionError)
"""What tifffile raises for data that is not as it should be."""
_UNPACKED = frozenset({1, 8, 32773, 32946})
"""Compressions that tifffile undoes without further libraries: none, deflate, PackBits, old deflate."""
_MOST_BITS = 64
_WHITE_IS_ZERO, _BLACK_IS_ZERO, _RGB, _SEPARATED = 0, 1, 2, 5


class TiffFacts(NamedTuple):
    """The first page of a TIFF by its header: pixels, bits and number of samples, and how many pages there are."""

    width: int
    height: int
    bits: int
    samples: int
    pages: int


class Samples(NamedTuple):
    """A page's samples as stored, (rows, columns, samples) with all their bits, and what they mean.

    `mode` is Pillow's name for the colours: L, RGB or CMYK; `inverted` says that zero is white; `profile` is the
    ICC profile.
    """

    values: np.ndarray
    mode: str
    inverted: bool
    profile: bytes | None


def tiff_facts(path: Path) -> TiffFacts:
    """What a TIFF's directories say. Raises Refused when they make no sense, or tell of what nothing here reads."""
    try:
        with tifffile.TiffFile(path) as tiff:
            page = tiff.pages.first
            _refuse_unread(page)
            return TiffFacts(int(page.imagewidth), int(page.imagelength), _largest(page.bitspersample),
                             int(page.samplesperpixel), len(tiff.pages))
    except BROKEN as error:
        raise damaged() from error


def _refuse_unread(page: tifffile.TiffPage) -> None:
    """Refuse numbers that are no brightness, and compressions that neither tifffile nor Pillow undoes."""
    is_known = page.compression in _UNPACKED or page.compression in COMPRESSION_INFO
    if not is_known or _largest(page.bitspersample) > _MOST_BITS or (page.dtype and page.dtype.kind == "c"):
        raise Refused(Message("media-tiff-unread"), Message("media-tiff-unread-remedy"), code="unread")


def _largest(bits: Any) -> int:
    return int(max(bits) if isinstance(bits, tuple) else bits)


def read(path: Path) -> Samples | None:
    """The first page of a TIFF; None for compressions and colours that need another reader.

    Uncompressed samples stay on disk until they are used. Raises Refused for a damaged file.
    """
    try:
        with tifffile.TiffFile(path) as tiff:
            page = tiff.pages.first
            mode = {_WHITE_IS_ZERO: "L", _BLACK_IS_ZERO: "L", _RGB: "RGB", _SEPARATED: "CMYK"}.get(page.photometric)
            if mode is None or page.compression not in _UNPACKED:
                return None
            values = page.asarray(out="memmap") if page.is_memmappable else page.asarray()
            values = values.reshape(page.imagelength, page.imagewidth, -1) if page.axes in ("YX", "YXS") else \
                np.moveaxis(values, 0, -1)
            if values.shape[2] < len(mode) or values.shape[:2] != (page.imagelength, page.imagewidth):
                raise damaged()
            return Samples(values[:, :, :len(mode)], mode, page.photometric == _WHITE_IS_ZERO, page.iccprofile)
    except BROKEN as error:
        raise damaged() from error


def reduced(samples: Samples, edge: int) -> Image.Image:
    """An 8-bit picture of samples, its longer side at least `edge` pixels where they have as many."""
    step = max(1, max(samples.values.shape[:2]) // edge)
    values = eight_bits(samples.values[::step, ::step])
    if samples.inverted:
        values = 255 - values
    return Image.fromarray(np.ascontiguousarray(values[:, :, 0] if samples.mode == "L" else values), samples.mode)


def eight_bits(values: np.ndarray) -> np.ndarray:
    """Samples of any type as 0 to 255, in proportion to their type's range and not to their brightest value."""
    if values.dtype.kind == "i":  # Signed samples are rare, and the sign bit is all that differs.
        values = values.view(f"u{values.dtype.itemsize}") ^ (1 << (8 * values.dtype.itemsize - 1))
    if values.dtype == np.bool_:
        return values.astype(np.uint8) * np.uint8(255)
    if values.dtype.kind == "f":
        top = float(np.nanmax(values)) if values.size else 1.0
        return np.clip(np.nan_to_num(values) * (255 / max(top, 1.0)), 0, 255).astype(np.uint8)
    return (values >> (8 * (values.dtype.itemsize - 1))).astype(np.uint8)
