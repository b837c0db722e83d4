"""A quiet picture that says what kind of file something is, for kinds that nothing here can draw."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

_SIZE = (1200, 900)
_GROUND, _SHEET, _EDGE, _INK = (236, 238, 240), (255, 255, 255), (162, 169, 177), (84, 89, 93)


def sign(name: str) -> Image.Image:
    """A sheet of paper with a folded corner and the name of a format on it."""
    image = Image.new("RGB", _SIZE, _GROUND)
    pen = ImageDraw.Draw(image)
    left, top, right, bottom, fold = 380, 130, 820, 770, 120
    outline = [(left, top), (right - fold, top), (right, top + fold), (right, bottom), (left, bottom), (left, top)]
    pen.polygon(outline, fill=_SHEET)
    pen.line(outline, fill=_EDGE, width=8, joint="curve")
    pen.line([(right - fold, top), (right - fold, top + fold), (right, top + fold)], fill=_EDGE, width=8)
    size = 120
    while size > 20 and ImageFont.load_default(size).getlength(name) > right - left - 60:
        size -= 10
    pen.text(((left + right) / 2, (top + bottom) / 2 + 40), name, font=ImageFont.load_default(size), fill=_INK,
             anchor="mm")
    return image
