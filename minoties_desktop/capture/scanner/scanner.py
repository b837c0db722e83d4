"""What every scanner gives: its capabilities, and pages one by one; failures are those of `Failure`, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from ...domain.scanning import Area, Capabilities, Device, Setup

PART = ".part"
"""End of the names of pages that are not whole yet."""
PNM = "image/x-portable-anymap"


@dataclass(frozen=True, slots=True)
class Raw:
    """A page as the device gave it, whole in a file."""

    path: Path
    mime: str


class Scanner(Protocol):
    """One device that can be asked for pages."""

    def capabilities(self) -> Capabilities:
        """What it can. Raises AskPerson (as `domain.scanning.stopped`) where it does not answer."""
        ...

    def pages(
        self, setup: Setup, area: Area, count: int | None, folder: Path, *,
        cancelled: Callable[[], bool] = lambda: False, tell: Callable[[float], None] = lambda share: None,
    ) -> Iterator[Raw]:
        """Pages of an area, in a folder, up to `count`, or with None until the feeder is empty.

        The next page does not begin before the one after it is asked for. `tell` hears how much of a page is there (0
        to 1). A page that was broken off is not left behind. Raises AskPerson for a failure, Stopped when cancelled.
        """
        ...


class Kind(NamedTuple):
    """One way to reach scanners: the beginning of its devices' ids, how to find them, how to open one."""

    name: str
    devices: Callable[[Sequence[str]], list[Device]]
    open: Callable[[Device], Scanner]
