"""A hash of what a picture looks like: pictures that look alike differ in few of its 64 bits."""

from __future__ import annotations

from PIL import Image

_COLUMNS, _ROWS = 9, 8
_CONTRAST = 8
"""Levels of grey between the darkest and the brightest patch; with less there is chance in every bit."""


def likeness(image: Image.Image) -> str:
    """The difference hash of a picture, 16 hex digits: which of neighbouring patches of grey is the brighter one.

    "" for a picture that is nearly of one colour (an empty page, noise), since all of those would look alike.
    """
    grey = image.convert("L").resize((_COLUMNS, _ROWS), Image.Resampling.BOX).tobytes()
    if max(grey) - min(grey) < _CONTRAST:
        return ""
    bits = 0
    for row in range(_ROWS):
        for column in range(_COLUMNS - 1):
            place = row * _COLUMNS + column
            bits = bits << 1 | (grey[place] > grey[place + 1])
    return f"{bits:016x}" if bits else ""
