"""A copy stand: a folder into which a tethered camera writes, each picture a page."""

from __future__ import annotations

import contextlib
import filecmp
import json
import logging
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
_Facts = tuple[Path, int, int]
"""A picture, its size, and when it was changed (nanoseconds)."""
_log = logging.getLogger(__name__)


def devices(addresses: Sequence[str] = ()) -> list[Device]:
    """The folders among typed addresses."""
    return [Device(f"folder:{Path(typed).absolute()}", model=Path(typed).name)
            for typed in addresses if Path(typed).is_dir()]


class Stand:
    """One watched folder; what lay in it before is no page.

    What that was, and what has become a page since, is kept in the file `memory`, by which pictures that came while
    nobody watched are known; `is_known` tells of a picture whether it is a page already.
    """

    def __init__(
        self, device: Device, memory: Path | None = None, is_known: Callable[[Path], bool] = lambda path: False,
    ) -> None:
        self._folder = Path(device.id.partition(":")[2])
        self._device = Device(device.id, device.maker, device.model or self._folder.name)
        self._hot = HotFolder(self._folder)
        self._memory = memory
        self._before: set[_Facts] = set()
        self._ready: list[_Facts] = []
        remembered = _read(memory, self._folder)
        if remembered is None:
            self._remember(self._there())
        else:
            self._before = remembered
            self._remember({one for one in self._there() - remembered if is_known(one[0])})

    @property
    def waiting(self) -> int:
        """How many pictures have come that are no pages yet."""
        return len(self._there() - self._before)

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
            source, facts = self._next(cancelled)
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
            try:
                yield target
            finally:  # It is safe by now, as a page or among what is damaged.
                self._remember({facts})

    def _next(self, cancelled: Callable[[], bool]) -> tuple[Path, _Facts]:
        while not self._ready:
            if cancelled():
                raise Stopped(Message("scan-stopped"))
            if not self._folder.is_dir():
                raise stopped(Failure.UNPLUGGED, self._device.name)
            self._ready = [facts for one in self._hot.ready() if one.path.suffix.lower() in _SUFFIXES
                           and (facts := (one.path, one.size, one.modified)) not in self._before]
            if not self._ready:
                time.sleep(_LOOK)
        facts = self._ready.pop(0)
        return facts[0], facts

    def _there(self) -> set[_Facts]:
        found: set[_Facts] = set()
        for path in self._folder.rglob("*"):
            with contextlib.suppress(FileNotFoundError):  # the camera's program has taken it back
                if path.suffix.lower() in _SUFFIXES:
                    facts = path.stat()
                    found.add((path, facts.st_size, facts.st_mtime_ns))
        return found

    def _remember(self, facts: set[_Facts]) -> None:
        self._before |= facts
        if self._memory is not None and self._folder.is_dir():
            told = [[str(path.relative_to(self._folder)), size, modified] for path, size, modified in self._before]
            fresh = self._memory.with_name(f"{self._memory.name}{PART}")
            try:
                self._memory.parent.mkdir(parents=True, exist_ok=True)
                fresh.write_text(json.dumps(sorted(told)), encoding="utf-8", errors="surrogateescape")
                fresh.replace(self._memory)
            except OSError as error:
                _log.info("copy stand: %s", error)  # the next opening takes what lies there for pages of before


def _read(memory: Path | None, folder: Path) -> set[_Facts] | None:
    """What is remembered, None where nothing is, or nothing that makes sense."""
    try:
        told = json.loads(memory.read_text(encoding="utf-8", errors="surrogateescape")) if memory else None
        return None if told is None else {(folder / path, int(size), int(modified)) for path, size, modified in told}
    except (OSError, ValueError, TypeError):
        return None
