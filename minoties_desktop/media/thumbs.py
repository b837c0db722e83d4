"""Small pictures of photographs: the one the camera made, and two of ours from a single decoding."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageCms

from .cache import PREVIEW, THUMBNAIL, Pictures, store
from .faults import damaged
from .probe import Probed

_ENOUGH = 1200  # A decoder's own quarter of 24 megapixels is kept as it is; no step of resizing for a few pixels.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error, zlib.error,
           EOFError, OverflowError)
"""What Pillow raises for pictures that are not whole."""


def draw(path: Path, probed: Probed, places: Pictures) -> None:
    """Decode a picture to its end, once, and store its preview and thumbnail: upright, in sRGB, as JPEG.

    Raises Refused if it is damaged. To be called where a crash of a decoder is survivable.
    """
    try:
        preview = _upright_preview(path, probed)
    except _BROKEN as error:
        raise damaged() from error
    store(places.preview, _jpeg(preview))
    preview.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.BICUBIC, reducing_gap=2.0)
    store(places.thumbnail, _jpeg(preview))


def _upright_preview(path: Path, probed: Probed) -> Image.Image:
    if probed.mime == "image/tiff":
        return _tiff(path, probed)
    # The limit is our own (probe.FREE_BYTES): Pillow's warns of an A2 scan.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(path, formats=(probed.mime.removeprefix("image/").upper(),)) as image:
        scale = next((n for n in (8, 4, 2) if max(image.size) // n >= _ENOUGH), 1)
        image.draft("RGB", (image.width // scale, image.height // scale))
        image.load()
        profile = image.info.get("icc_profile")
        small = _displayable(_at_most(image), profile)
    return small.transpose(_TURNS[probed.orientation]) if probed.orientation in _TURNS else small


def _tiff(path: Path, probed: Probed) -> Image.Image:
    from .pixels import read, reduced  # late: numpy is not needed for photographs

    samples = read(path)
    if samples is not None:
        small = _displayable(_at_most(reduced(samples, 2 * PREVIEW)), samples.profile)
        return small.transpose(_TURNS[probed.orientation]) if probed.orientation in _TURNS else small
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(path, formats=("TIFF",)) as image:
        image.load()  # Pillow turns a TIFF upright on its own.
        return _displayable(_at_most(image), image.info.get("icc_profile"))


def _at_most(image: Image.Image) -> Image.Image:
    """The picture, made smaller if it is clearly larger than a preview; 16-bit grey becomes 8-bit in proportion."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode in ("1", "P", "PA"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    longest = max(image.size)
    if longest <= PREVIEW * 1.2:
        return image
    size = tuple(max(1, round(side * PREVIEW / longest)) for side in image.size)
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _displayable(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in sRGB or grey, on white where it was transparent."""
    if image.mode in ("RGBA", "LA"):
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground.convert("RGB")
    if profile and image.mode in ("RGB", "CMYK", "LAB"):
        try:
            return _in_srgb(image, profile)
        except (ImageCms.PyCMSError, OSError):
            pass  # A broken profile: the colours are shown as the numbers stand, as browsers do.
    return image if image.mode in ("L", "RGB") else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    if image.mode == "RGB" and "sRGB" in (ImageCms.getProfileDescription(source) or ""):
        return image
    return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
