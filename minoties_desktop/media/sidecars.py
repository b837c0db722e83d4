"""Sidecars: small XMP files beside pictures, found under both of their names, and written without loss."""

from __future__ import annotations

import contextlib
from pathlib import Path


def beside(path: Path) -> list[Path]:
    """The sidecars of a file that exist, the one of the fuller name first: `a.jpg.xmp`, then `a.xmp`.

    darktable and digiKam write the first, Adobe's programs and Photo Mechanic the second.
    """
    wanted = [f"{path.name}.xmp".casefold(), f"{path.stem}.xmp".casefold()]
    found = {}
    for ending in ("xmp", "XMP"):
        for name in (f"{path.name}.{ending}", f"{path.stem}.{ending}"):
            candidate = path.with_name(name)
            with contextlib.suppress(OSError):  # for names that are too long to be one
                if candidate.is_file():
                    found.setdefault(name.casefold(), candidate)
    return [found[name] for name in wanted if name in found]
