"""A photograph looked at closely: the file that has all of its pixels, and how it was exposed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from ..config.messages import Message
from ..media import exif
from ..media.kinds import is_derived
from ..store import items
from .library import Library

_READ = frozenset({"image/jpeg", "image/png", "image/tiff", "image/webp", "image/gif", "image/bmp"})
"""Kinds that every window can read by itself."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """Seconds, the f-number, the sensitivity, millimetres of the lens, and the camera's model; None for what the file
    does not say."""

    seconds: float | None = None
    aperture: float | None = None
    sensitivity: int | None = None
    focal: float | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Pixels:
    """The file that has all pixels of a photograph, or None and why a preview has to stand for it."""

    path: Path | None
    why: Message | None = None


def whole(library: Library, item: str) -> Pixels:
    """The file of an item that has all pixels and that a window can read: its derivative, else its master."""
    file = items.files(library.database, [item]).get(item)
    if file is None or not library.path(file.path).is_file():
        return Pixels(None, Message("loupe-away"))
    if not file.recipe and is_derived(file.master):
        return Pixels(None, Message("loupe-unmade", PurePath(file.path).suffix.lstrip(".").upper()))
    return Pixels(library.path(file.path)) if file.mime in _READ else Pixels(None, Message("loupe-no-pixels"))


def exposure(library: Library, item: str) -> Exposure:
    """How an item's master was exposed. Empty where its file is not at hand."""
    row = items.masters(library.database, [item]).get(item)
    if row is None:
        return Exposure()
    try:
        told = exif.read(library.path(row["path"]))
    except OSError:  # on a disk that is not here; the picture itself says so
        return Exposure()
    return Exposure(told.seconds, told.aperture, told.sensitivity, told.focal, told.model)
