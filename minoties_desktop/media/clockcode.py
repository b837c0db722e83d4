"""QR codes that tell the time: what a screen shows to a camera, and what is found in its photographs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_TIME = re.compile(r"MINOTIES (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?)Z")
_QUIET = 4  # modules of white around a code (ISO/IEC 18004)


@dataclass(frozen=True, slots=True)
class Code:
    """A drawn code: one byte a module, 0 black and 255 white, `side` modules wide with its quiet zone."""

    side: int
    pixels: bytes


def text_of(moment: datetime) -> str:
    """What a code says at a moment; only characters of which QR codes take two in eleven bits."""
    moment = moment.astimezone(UTC)
    return f"MINOTIES {moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 100_000}Z"


def drawn(moment: datetime) -> Code:
    """The code of a moment."""
    import zxingcpp  # late: only whoever shows or seeks codes needs it

    image = zxingcpp.create_barcode(text_of(moment), zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_image(
        scale=1, add_quiet_zones=False)
    view = memoryview(image)
    side = view.shape[0] + 2 * _QUIET
    rows = bytearray(b"\xff" * (side * side))
    plain = view.tobytes()
    for row in range(view.shape[0]):
        start = (row + _QUIET) * side + _QUIET
        rows[start:start + view.shape[1]] = plain[row * view.shape[1]:(row + 1) * view.shape[1]]
    return Code(side, bytes(rows))


def find(picture: Any) -> str:
    """The time (UTC, ISO 8601) that a code in a picture tells, "" where none does. `picture` is a PIL image."""
    import zxingcpp

    # Green alone is grey enough for black on white, and is there without reckoning.
    grey = picture.getchannel("G") if picture.mode == "RGB" else picture.convert("L")
    for found in zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False):
        if match := _TIME.fullmatch(found.text):
            try:
                return datetime.fromisoformat(match[1]).replace(tzinfo=UTC).isoformat()
            except ValueError:
                continue
    return ""
