"""Tiles of maps that others have made, decoded in a helper process."""

from __future__ import annotations

import base64
import io
from typing import Any

from PIL import Image

from ..config.messages import Message
from ..domain.errors import Refused

LARGEST = 1024
"""Pixels of a side that a tile may have."""


def pixels(data: str) -> dict[str, Any]:
    """Width, height and the pixels (RGBA, base64) of a tile that comes in base64. Raises Refused for what is none."""
    try:
        with Image.open(io.BytesIO(base64.b64decode(data)), formats=("PNG", "JPEG", "WEBP")) as picture:
            if not 0 < max(picture.size) <= LARGEST:
                raise Refused(Message("media-no-tile"), code="tile")
            plain = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(Message("media-no-tile"), code="tile") from error
    return {"width": plain.width, "height": plain.height, "pixels": base64.b64encode(plain.tobytes()).decode()}
