"""Small pictures of what people bring: the one the camera made, and two of ours from a single decoding."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import NamedTuple

import simplejpeg
from PIL import Image, ImageCms

from ..config.messages import Message
from . import clockcode, kinds
from .cache import PREVIEW, THUMBNAIL, Pictures, store
from .faults import damaged
from .likeness import likeness
from .masters import Undrawable, develop, open_master, raw_jpeg, turn
from .probe import Probed

_ENOUGH = 1200  # A decoder's own quarter of 24 megapixels is kept as it is; no step of resizing for a few pixels.
_GAP = 1.1  # Whole patches are averaged down to nearly the wished size first: a quarter of the time, no worse to see.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError, struct.error, zlib.error,
          EOFError, OverflowError, RuntimeError)
"""What Pillow raises for pictures that are not whole."""
_HARMLESS = "before marker 0xd9"
"""The complaint of a JPEG whose camera filled its end with nothing."""
_SIGNED = {kind.mime: kind.name for kind in (
    kinds.DJVU, kinds.XCF, kinds.STL, kinds.FLAC, kinds.WAV, kinds.MP3, kinds.MIDI, kinds.WEBM, kinds.MPEG)}
_SIGNED |= {"audio/ogg": kinds.OGG.name, "video/ogg": kinds.OGG.name}


class Drawn(NamedTuple):
    """What drawing a picture found out: its perceptual hash, what the decoder grumbled, and the time that a QR code in
    it tells ("" for none)."""

    likeness: str
    complaint: Message | None
    shown_time: str = ""


class _Small(NamedTuple):
    image: Image.Image
    complaint: Message | None = None
    is_sign: bool = False


def draw(path: Path, probed: Probed, places: Pictures) -> Drawn:
    """Decode a picture to its end, once, and store its preview and thumbnail: upright, in sRGB, as JPEG.

    A kind that nothing here can draw gets a sign. Raises Refused if it is damaged. To be called where a crash of a
    decoder is survivable.
    """
    try:
        small = _preview(path, probed)
    except BROKEN as error:
        raise damaged() from error
    store(places.preview, _jpeg(small.image))
    shown_time = "" if small.is_sign else clockcode.find(small.image)
    thumb = small.image.copy() if small.is_sign else small.image
    thumb.thumbnail((THUMBNAIL, THUMBNAIL), Image.Resampling.BICUBIC, reducing_gap=_GAP)
    store(places.thumbnail, _jpeg(thumb))
    return Drawn("" if small.is_sign else likeness(_unturned(thumb, probed.orientation)), small.complaint, shown_time)


def _unturned(image: Image.Image, orientation: int) -> Image.Image:
    """A picture as it is stored: whoever turns the camera within a burst gets the same likeness."""
    back = {6: 8, 8: 6}.get(orientation, orientation)
    return image.transpose(TURNS[back]) if back in TURNS else image


def _preview(path: Path, probed: Probed) -> _Small:
    if probed.mime in _SIGNED:
        return _sign(_SIGNED[probed.mime])
    if probed.mime == kinds.JPEG.mime:
        return _upright(*_photograph(path.read_bytes(), probed), probed.orientation)
    if probed.mime == kinds.TIFF.mime:
        return _Small(_tiff(path, probed))
    if probed.mime == kinds.PDF.mime:
        from .documents import pdf_picture

        return _Small(pdf_picture(path, PREVIEW))
    if probed.mime == kinds.SVG.mime:
        from .drawings import svg_picture

        return _Small(Image.open(io.BytesIO(svg_picture(path, probed.width, probed.height, PREVIEW))).convert("RGB"))
    if probed.needs_derivative:
        return _of_master(path, probed)
    # The limit is our own (probe.FREE_BYTES): Pillow's warns of an A2 scan.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(path, formats=(probed.mime.removeprefix("image/").upper(),)) as image:
        return _upright(_shown(image), None, probed.orientation)


def _sign(name: str) -> _Small:
    from .signs import sign

    return _Small(sign(name), is_sign=True)


def _upright(image: Image.Image, complaint: Message | None, orientation: int) -> _Small:
    return _Small(image.transpose(TURNS[orientation]) if orientation in TURNS else image, complaint)


def _of_master(path: Path, probed: Probed) -> _Small:
    try:
        if probed.mime == kinds.RAW.mime:
            embedded = raw_jpeg(path, whole=False)
            if embedded is None:
                return _Small(_displayable(_at_most(develop(path, small=True)), None))
            with Image.open(io.BytesIO(embedded[0]), formats=("JPEG",)) as image:
                return _upright(_shown(image), None, embedded[1])
        with open_master(path, probed.mime) as image:
            return _upright(_shown(image), None, turn(image))
    except Undrawable:
        return _sign(probed.extension.upper())


def _photograph(data: bytes, probed: Probed) -> tuple[Image.Image, Message | None]:
    """A JPEG at a scale of its decoder's, and what that had to make up."""
    scale = next((n for n in (8, 4, 2) if max(probed.width, probed.height) // n >= _ENOUGH), 1)
    complaint = None
    if probed.bits == 8 and probed.samples == 3:
        try:
            values = simplejpeg.decode_jpeg(
                data, "RGB", fastdct=True, fastupsample=True, min_width=-(-probed.width // scale),
                min_height=-(-probed.height // scale), min_factor=1)
            return _displayable(_at_most(Image.fromarray(values)), _profile(data)), None
        except ValueError as error:
            if _HARMLESS not in str(error):
                complaint = Message("media-mended")
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        image.draft("RGB", (image.width // scale, image.height // scale))
        return _shown(image), complaint


def _profile(data: bytes) -> bytes | None:
    """The colour profile of a JPEG, which may lie in several segments."""
    from .blocks import segments

    parts = {one.content[12]: one.content[14:] for one in segments(data)
             if one.marker == 0xE2 and one.content[:12] == b"ICC_PROFILE\0" and len(one.content) > 14}
    return b"".join(parts[number] for number in sorted(parts)) or None


def _shown(image: Image.Image) -> Image.Image:
    """An image, decoded to its end, at the size of a preview and in the colours of a screen."""
    for frame in range(1, min(getattr(image, "n_frames", 1), _FRAMES)):
        image.seek(frame)  # An animation that is cut short fails here.
        image.load()
    image.seek(0)
    image.load()
    return _displayable(_at_most(image), image.info.get("icc_profile"))


_FRAMES = 500


def _tiff(path: Path, probed: Probed) -> Image.Image:
    from .pixels import read, reduced  # late: numpy is not needed for photographs

    samples = read(path)
    if samples is not None:
        small = _displayable(_at_most(reduced(samples, 2 * PREVIEW)), samples.profile)
        return small.transpose(TURNS[probed.orientation]) if probed.orientation in TURNS else small
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
