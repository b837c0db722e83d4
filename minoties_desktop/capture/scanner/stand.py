"""A copy stand: a folder into which a tethered camera writes, each picture a page."""

from __future__ import annotations

import filecmp
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ...config.messages import Message
from ...domain.errors import Stopped
from ...domain.scanning import Area, Capabilities, Colour, Device, Failure, Setup, Tray, Way, stopped
from ..hot import HotFolder
from .scanner import PART

_LOOK = 0.25
"""Seconds between two looks at the folder."""
_SUFFIXES = {".jpg": ".jpg", ".jpeg": ".jpg", ".tif": ".tif", ".tiff": ".tif", ".png": ".png"}
"""Endings of pictures that are pages, and how they are written here; a camera's RAW beside them stays where it is."""


def devices(addresses: Sequence[str] = ()) -> list[Device]:
    """The folders among typed addresses."""
    return [Device(f"folder:{Path(typed).absolute()}", model=Path(typed).name)
            for typed in addresses if Path(typed).is_dir()]


class Stand:
    """One watched folder; what lay in it before is no page."""

    def __init__(self, device: Device) -> None:
        self._folder = Path(device.id.partition(":")[2])
        self._device = Device(device.id, device.maker, device.model or self._folder.name)
        self._hot = HotFolder(self._folder)
        self._before = self._there()
        self._ready: list[Path] = []

    def capabilities(self) -> Capabilities:
        """One way, of which nobody can tell how large a picture's inch is."""
        if not self._folder.is_dir():
            raise stopped(Failure.UNPLUGGED, self._device.name)
        return Capabilities(self._device, (Tray(Way.GLASS, (300,), (8,), (Colour.COLOUR,), 0, 0),))

    def pages(
        self, setup: Setup, area: Area | None, count: int | None, folder: Path, *,
        cancelled: Callable[[], bool] = lambda: False, tell: Callable[[float], None] = lambda share: None,
    ) -> Iterator[Path]:
        """Pictures as they come, copied and compared; the camera's own stay where they are."""
        number = 0
        while count is None or number < count:
            source = self._next(cancelled)
            tell(0.5)
            number += 1
            target = folder / f"{number:06d}{_SUFFIXES[source.suffix.lower()]}"
            part = target.with_name(target.name + PART)
            try:
                try:
                    shutil.copyfile(source, part)
                    same = filecmp.cmp(source, part, shallow=False)
                except FileNotFoundError:  # the card, or the camera's program, has taken it back
                    same = False
                if not same:
                    raise stopped(Failure.UNPLUGGED, self._device.name)
                part.rename(target)
            finally:
                part.unlink(missing_ok=True)
            yield target

    def _next(self, cancelled: Callable[[], bool]) -> Path:
        while not self._ready:
            if cancelled():
                raise Stopped(Message("scan-stopped"))
            if not self._folder.is_dir():
                raise stopped(Failure.UNPLUGGED, self._device.name)
            self._ready = [one.path for one in self._hot.ready() if one.path.suffix.lower() in _SUFFIXES
                           and (one.path, one.size, one.modified) not in self._before]
            if not self._ready:
                time.sleep(_LOOK)
        return self._ready.pop(0)

    def _there(self) -> set[tuple[Path, int, int]]:
        found = [path for path in self._folder.rglob("*") if path.suffix.lower() in _SUFFIXES]
        return {(path, path.stat().st_size, path.stat().st_mtime_ns) for path in found}
