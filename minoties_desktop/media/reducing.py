"""Pictures of the cache made small enough to be put into a page."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

QUALITY = 70


def reduced(path: Path, longest: int) -> bytes | None:
    """A JPEG of a picture of the cache, at most `longest` pixels on its longer side; None if it can't be read."""
    try:
        with Image.open(path, formats=("JPEG",)) as image:
            image.draft("RGB", (longest, longest))
            image.thumbnail((longest, longest))
            out = io.BytesIO()
            image.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
            return out.getvalue()
    except (OSError, ValueError, SyntaxError):  # what Pillow raises for broken files
        return None
