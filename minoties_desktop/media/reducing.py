"""Pictures made small enough to be put into a page, or to be kept beside one's own."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

QUALITY = 70


_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_MOST = 80_000_000
"""Pixels that a picture may have to be decoded at all."""


def reduced(path: Path, longest: int) -> bytes | None:
    """A JPEG of a picture of the cache, at most `longest` pixels on its longer side; None if it can't be read."""
    try:
        return reduced_bytes(path.read_bytes(), longest)
    except OSError:
        return None


def reduced_bytes(data: bytes, longest: int) -> bytes | None:
    """The same of a picture's bytes, whoever they come from."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > _MOST:
                return None
            image.draft("RGB", (longest, longest))
            image.thumbnail((longest, longest))
            out = io.BytesIO()
            image.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
            return out.getvalue()
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return None  # what Pillow raises for broken files
