"""Which device holds a folder: two copies on one disk are one medium."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

DEVICES = Path("/sys/dev/block")


def medium_of(folder: Path) -> str:
    """A name of the device under a folder that exists, the same for all partitions of one disk where that is known.

    Raises OSError.
    """
    device = folder.stat().st_dev
    if sys.platform != "linux":
        return str(device)
    place = Path(os.path.realpath(DEVICES / f"{os.major(device)}:{os.minor(device)}"))
    if (place / "partition").exists():
        place = place.parent
    return place.name if place.exists() else str(device)


def free_bytes(folder: Path) -> int:
    """What can still be written to the device under a folder, of which the last parts need not exist yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free
