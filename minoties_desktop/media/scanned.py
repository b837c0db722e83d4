"""What is seen on a page that was scanned: slips with codes, whether it is blank, how it lies, and where pages are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from ..domain.scanning import Seen
from ..domain.shaping import LEAST_SIDE, Box
from .faults import damaged
from .thumbs import BROKEN

_LINES = 900
"""Pixels of the longer side on which lines of writing are looked for: they are some six pixels high there."""
_GRID = 250
"""Pixels of the longer side on which pages are told from the glass."""
_STEP = 0.25
_MOST = 6.0
"""Degrees; beyond these a page does not lie crookedly but otherwise."""
_INK = 0.16
"""How much darker than its surroundings ink is, as a part of white."""
_BLANK = 0.0006
"""Of a page's points that may be ink on a blank one: specks, foxing, the other side shining through."""
_MARGIN = 0.04
"""Of each side that is not looked at: shadows of edges, holes, the glass's rim."""
_APART = 0.09
"""How far paper must be from the glass's own tone, as a part of white."""
_LEAST_PART = 0.02
"""Of the glass that an area must cover to be a page."""
_LEAST_TOGETHER = 0.12
"""Of the glass that all areas cover; what is less is a slip, a stamp or a heading on a page that fills the frame."""


def seen(preview: Path) -> Seen:
    """What is on a page by its preview (1500 pixels in sRGB or grey). Raises Refused for what is no picture."""
    try:
        with Image.open(preview, formats=("JPEG", "PNG")) as image:
            image.load()
            grey = image.convert("L")
    except BROKEN as error:
        raise damaged() from error
    return Seen(slips(grey), is_blank(grey), skew(grey), areas(grey))


def slips(grey: Image.Image) -> tuple[str, ...]:
    """The texts of all codes in a picture, from top to bottom."""
    import zxingcpp  # late: only who scans seeks codes

    kinds = zxingcpp.BarcodeFormat
    formats = [kinds.QRCode, kinds.DataMatrix, kinds.Aztec, kinds.Code128, kinds.Code39]  # which check themselves
    found = [one for one in zxingcpp.read_barcodes(grey, formats=formats, try_invert=False)
             if one.valid and one.text.strip()]
    found.sort(key=lambda one: (one.position.top_left.y, one.position.top_left.x))
    return tuple(dict.fromkeys(" ".join(one.text.split()) for one in found))


def is_blank(grey: Image.Image) -> bool:
    """Whether a page bears nothing: no more ink than specks amount to."""
    return float(_ink(_values(grey, _LINES)).mean()) < _BLANK


def skew(grey: Image.Image) -> float:
    """By how many degrees clockwise a page must be turned for its lines to run level; 0 where it has none.

    Ink is added up along lines of every slope: along the slope of the writing, sums differ most.
    """
    ink = _ink(_values(grey, _LINES))
    rows, columns = np.nonzero(ink)
    if len(rows) < 200:
        return 0.0
    slopes = np.arange(-_MOST, _MOST + _STEP / 2, _STEP)
    sharpness = np.array([_sharpness(rows, columns, slope, ink.shape) for slope in slopes])
    best = int(sharpness.argmax())
    level = sharpness[len(slopes) // 2]
    if best in (0, len(slopes) - 1) or sharpness[best] < 1.05 * level:
        return 0.0
    before, here, after = sharpness[best - 1:best + 2]
    bend = before - 2 * here + after
    found = slopes[best] + (_STEP * (before - after) / (2 * bend) if bend else 0.0)
    return 0.0 if abs(found) < _STEP / 2 else round(float(-found), 2)


def _sharpness(rows: np.ndarray, columns: np.ndarray, slope: float, shape: tuple[int, int]) -> float:
    shifted = rows - (columns - shape[1] / 2) * np.tan(np.radians(slope))
    sums = np.bincount(np.clip(np.rint(shifted), 0, shape[0] - 1).astype(np.intp), minlength=shape[0])
    return float((np.diff(sums.astype(np.float64)) ** 2).sum())


def areas(grey: Image.Image) -> tuple[Box, ...]:
    """Where pages or pictures lie on the glass, in reading order; the whole frame where none stands out.

    What belongs together is what touches: of a coarse picture, the points that are not of the glass's own tone.
    """
    values = _values(grey, _GRID)
    rim = np.concatenate([values[:3].ravel(), values[-3:].ravel(), values[:, :3].ravel(), values[:, -3:].ravel()])
    glass = float(np.median(rim))
    if float((np.abs(rim - glass) > _APART).mean()) > 0.5:
        return (Box(),)
    other = _closed(np.abs(values - glass) > _APART)
    found = [box for box in _boxes(other) if (box.right - box.left) * (box.bottom - box.top) >= _LEAST_PART
             and min(box.right - box.left, box.bottom - box.top) > 5 * LEAST_SIDE]
    found = [box for box in found if not any(_within(box, one) for one in found if one is not box)]
    if sum((box.right - box.left) * (box.bottom - box.top) for box in found) < _LEAST_TOGETHER:
        return (Box(),)
    return tuple(_in_reading_order(found))


def _values(grey: Image.Image, edge: int) -> np.ndarray:
    """A picture as numbers from 0 to 1, its longer side at most `edge` pixels."""
    small = grey.copy()
    small.thumbnail((edge, edge), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float32) / 255


def _ink(values: np.ndarray) -> np.ndarray:
    """Which points are darker than what surrounds them, without the margins."""
    height, width = values.shape
    top, left = int(height * _MARGIN), int(width * _MARGIN)
    inner = values[top:height - top, left:width - left]
    return _around(inner, 12) - inner > _INK


def _around(values: np.ndarray, reach: int) -> np.ndarray:
    """The mean of each point's surroundings, by sums of sums."""
    padded = np.pad(values.astype(np.float64), reach + 1, mode="edge").cumsum(0).cumsum(1)
    side = 2 * reach + 1
    height, width = values.shape
    total = (padded[side:side + height, side:side + width] - padded[:height, side:side + width]
             - padded[side:side + height, :width] + padded[:height, :width])
    return total / side ** 2


def _closed(marked: np.ndarray) -> np.ndarray:
    """The same with gaps of a few points closed: white pages on white glass show as their writing alone."""
    return _around(marked, 2) > 0.1


def _boxes(marked: np.ndarray) -> list[Box]:
    """The frames of all parts that hang together."""
    left = marked.copy()
    height, width = marked.shape
    found = []
    while left.any():
        start = int(left.argmax())
        ahead, rows, columns = [divmod(start, width)], [], []
        left[ahead[0]] = False
        while ahead:
            row, column = ahead.pop()
            rows.append(row)
            columns.append(column)
            for near in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                if 0 <= near[0] < height and 0 <= near[1] < width and left[near]:
                    left[near] = False
                    ahead.append(near)
        found.append(Box(min(columns) / width, min(rows) / height, (max(columns) + 1) / width,
                         (max(rows) + 1) / height))
    return found


def _within(box: Box, other: Box) -> bool:
    return (box.left >= other.left and box.top >= other.top and box.right <= other.right
            and box.bottom <= other.bottom)


def _in_reading_order(boxes: list[Box]) -> list[Box]:
    """Rows from above, each from the left."""
    ordered: list[Box] = []
    rest = sorted(boxes, key=lambda box: box.top)
    while rest:
        first = rest[0]
        row = [box for box in rest if box.top < (first.top + first.bottom) / 2]
        ordered += sorted(row, key=lambda box: box.left)
        rest = [box for box in rest if box not in row]
    return ordered
