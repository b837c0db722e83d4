"""Pages of old letters, drawn: with lines of writing, slips with codes, crooked, blank, several on one glass."""

from __future__ import annotations

import functools
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import tifffile
import zxingcpp
from PIL import Image, ImageCms, ImageDraw, ImageFont

PAPER, INK, GLASS = (238, 226, 196), (58, 46, 38), (24, 24, 26)
_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
_WORDS = ("parish", "letter", "school", "river", "winter", "mother", "bread", "harvest", "church", "island", "boat",
          "village", "answer", "brother", "garden", "summer", "window", "paper", "street", "evening", "lantern")


def text(seed: int, lines: int = 18) -> list[str]:
    """Lines that nobody wrote."""
    chosen = random.Random(seed)
    return [" ".join(chosen.choice(_WORDS) for _ in range(6)) for _ in range(lines)]


def leaf(seed: int = 1, *, size: tuple[int, int] = (1240, 1754), skew: float = 0.0, slip: str = "",
         blank: bool = False, heading: str = "", lines: Sequence[str] = ()) -> Image.Image:
    """One page, A4 at 150 dots an inch if nothing else is asked for."""
    width, height = size
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    letters = ImageFont.truetype(_FONT, max(9, width // 45))
    if heading:
        draw.text((width // 8, height // 16), heading, fill=INK, font=ImageFont.truetype(_FONT, width // 24))
    if not blank:
        for row, line in enumerate(lines or text(seed)):
            draw.text((width // 8, height // 8 + row * (height * 3 // 4) // 18), line, fill=INK, font=letters)
    if slip:
        image.paste(code(slip, width // 5), (width * 3 // 4 - width // 40, height // 40))
    if skew:
        image = image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor=PAPER)
    return image


def code(words: str, edge: int) -> Image.Image:
    """A slip with a QR code."""
    drawn = zxingcpp.create_barcode(words, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(scale=1)
    return Image.fromarray(np.asarray(drawn)).resize((edge, edge), Image.Resampling.NEAREST).convert("RGB")


def glass(*leaves: Image.Image, size: tuple[int, int] = (1500, 1100)) -> Image.Image:
    """Several on one dark glass, side by side."""
    image = Image.new("RGB", size, GLASS)
    for index, one in enumerate(leaves):
        image.paste(one, (60 + index * (size[0] // len(leaves)), 80 + 30 * index))
    return image


@functools.cache
def profile() -> bytes:
    """An ICC profile, always the same: each that is made bears the second of its making."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def save_jpeg(path: Path, image: Image.Image, dpi: int = 150) -> Path:
    """The page as a scanner's JPEG."""
    image.save(path, "JPEG", quality=88, dpi=(dpi, dpi), icc_profile=profile())
    return path


def save_deep(path: Path, image: Image.Image, dpi: int = 150) -> Path:
    """The page as a scanner's TIFF of 16 bits, with values that eight bits cannot hold."""
    values = np.asarray(image).astype(np.uint16) * 257
    values ^= np.arange(values.size, dtype=np.uint16).reshape(values.shape) & 0x3F
    tifffile.imwrite(path, values, photometric="rgb", iccprofile=profile(), resolution=(dpi, dpi),
                     resolutionunit="INCH", metadata=None)
    return path
