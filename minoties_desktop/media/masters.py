"""Masters that Commons does not take: HEIC, AVIF, camera RAW and others, and the pictures in them."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from . import kinds
from .faults import damaged

_PILLOW = {kinds.AVIF.mime: "AVIF", kinds.JPEG_2000.mime: "JPEG2000", kinds.BMP.mime: "BMP",
           kinds.PHOTOSHOP.mime: "PSD"}
_ENOUGH = 0.9  # Of the sensor's pixels: then the camera's own JPEG is the photograph as its maker wished it.


class Undrawable(Exception):
    """Nothing here can draw a master of this kind; it may be whole for all that is known."""


def size(path: Path, mime: str) -> tuple[int, int]:
    """The pixels of a master as it will be drawn, upright; (0, 0) where only others could tell.

    Raises Refused for a damaged one.
    """
    try:
        if mime == kinds.RAW.mime:
            return _raw_size(path)
        with open_master(path, mime) as image:
            width, height = image.size
            return (height, width) if turn(image) >= _ASIDE else (width, height)
    except Undrawable:
        return 0, 0


def turn(image: Image.Image) -> int:
    """How an opened master is still to be turned, by EXIF's numbers.

    What counts in HEIC and AVIF is the turn that their container tells, never that of their EXIF, which says the same
    once more (ISO/IEC 23008-12, annex A). A HEIC is upright as soon as it is decoded; of an AVIF Pillow tells the turn.
    """
    return image.getexif().get(0x112, 1) if image.format == "AVIF" else 1


_ASIDE = 5  # From here on, EXIF's turns exchange width and height.


def open_master(path: Path, mime: str) -> Image.Image:
    """A master as an image that is not decoded yet. Raises Undrawable, Refused."""
    Image.MAX_IMAGE_PIXELS = None  # The limit is our own, in probe.
    try:
        if mime == kinds.HEIC.mime:
            import pillow_heif  # late: a sixth of a second, and few libraries hold any HEIC

            pillow_heif.register_heif_opener(thumbnails=False)
            return Image.open(path, formats=("HEIF",))
        if mime in _PILLOW:
            return Image.open(path, formats=(_PILLOW[mime],))
    except (OSError, SyntaxError, ValueError, EOFError, RuntimeError) as error:
        raise damaged() from error
    raise Undrawable(mime)


def _raw_size(path: Path) -> tuple[int, int]:
    import rawpy  # late: it brings numpy along

    try:
        with rawpy.imread(str(path)) as raw:
            sizes = raw.sizes
            turned = sizes.flip in (5, 6)
            return (sizes.height, sizes.width) if turned else (sizes.width, sizes.height)
    except (rawpy.LibRawFileUnsupportedError, rawpy.LibRawNotImplementedError) as error:
        raise Undrawable(str(error)) from error
    except rawpy.LibRawError as error:
        raise damaged() from error


def raw_jpeg(path: Path, *, whole: bool) -> tuple[bytes, int] | None:
    """The JPEG that a camera has put into its RAW, and its turn by EXIF; with `whole` only one of nearly all the
    sensor's pixels.

    None if there is none. Raises Undrawable, Refused.
    """
    import rawpy

    try:
        with rawpy.imread(str(path)) as raw:
            thumb, sizes = raw.extract_thumb(), raw.sizes
            if thumb.format is not rawpy.ThumbFormat.JPEG:
                return None
            with Image.open(io.BytesIO(thumb.data), formats=("JPEG",)) as image:
                (width, height), told = image.size, image.getexif().get(274)
            if whole and min(width, height) < _ENOUGH * min(sizes.width, sizes.height):
                return None
            if told is None:  # Most previews know nothing of themselves; one that stands already is upright.
                stands = (width < height) != (sizes.width < sizes.height)
                told = 1 if stands else _TURNS.get(sizes.flip, 1)
            return bytes(thumb.data), told
    except (rawpy.LibRawNoThumbnailError, rawpy.LibRawUnsupportedThumbnailError, OSError):
        return None
    except (rawpy.LibRawFileUnsupportedError, rawpy.LibRawNotImplementedError) as error:
        raise Undrawable(str(error)) from error
    except rawpy.LibRawError as error:
        raise damaged() from error


_TURNS = {3: 3, 5: 8, 6: 6}
"""EXIF's orientation by LibRaw's."""


def develop(path: Path, *, small: bool) -> Image.Image:
    """A RAW developed with the camera's white balance, upright, in sRGB; `small` at half the size.

    Raises Undrawable, Refused.
    """
    import rawpy

    try:
        with rawpy.imread(str(path)) as raw:
            values = raw.postprocess(use_camera_wb=True, half_size=small, output_bps=8)
        return Image.fromarray(values)
    except (rawpy.LibRawFileUnsupportedError, rawpy.LibRawNotImplementedError) as error:
        raise Undrawable(str(error)) from error
    except rawpy.LibRawError as error:
        raise damaged() from error
