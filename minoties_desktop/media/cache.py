"""Where small pictures are kept in a library's cache, which may be emptied at any time."""

from __future__ import annotations

import contextlib
import os
import struct
import uuid
from pathlib import Path
from typing import NamedTuple

from .faults import target_fault

PREVIEW, THUMBNAIL = 1500, 320
"""Longer sides in pixels."""


class Pictures(NamedTuple):
    """Where the small pictures of one file are kept."""

    preview: Path
    thumbnail: Path


def pictures(cache: Path, sha1: str) -> Pictures:
    """The places of the pictures of a file with that SHA-1 in a library's cache; they need not exist."""
    return Pictures(cache / "previews" / sha1[:2] / f"{sha1}.jpg", cache / "thumbs" / sha1[:2] / f"{sha1}.jpg")


def embedded(cache: Path, item: str) -> Path:
    """The place of a camera's own thumbnail, which serves until ours is drawn."""
    return cache / "embedded" / item[:2] / f"{item}.jpg"


def intact(path: Path) -> bool:
    """Whether a stored picture is there from its first to its last byte; a torn one has to be drawn again."""
    try:
        with path.open("rb") as file:
            start = file.read(3)
            file.seek(-2, os.SEEK_END)
            return start == b"\xff\xd8\xff" and file.read(2) == b"\xff\xd9"
    except OSError:
        return False


def keep_embedded(cache: Path, item: str, jpeg: bytes, orientation: int) -> None:
    """Store a camera's thumbnail undecoded; the picture's orientation is written into it, where viewers look."""
    tiff = struct.pack("<2sHLHHHLHHL", b"II", 42, 8, 1, 274, 3, 1, orientation, 0, 0)
    segment = b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff
    # Written in place: nobody looks for it before its item is there.
    _write(embedded(cache, item), jpeg[:2] + segment + jpeg[2:])


def store(path: Path, data: bytes) -> None:
    """Replace a stored picture in one step; no sync, since a torn one is noticed and drawn again."""
    fresh = path.with_name(f".{uuid.uuid4().hex}.tmp")
    _write(fresh, data)
    try:
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise target_fault(error, path.parent) from error


def _write(path: Path, data: bytes) -> None:
    try:
        try:
            path.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise target_fault(error, path.parent) from error
