"""What every scanner gives: its capabilities, and pages one by one; failures are those of `Failure`, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from ...domain.scanning import Area, Capabilities, Device, Setup

PART = ".part"
"""End of the names of pages that are not whole yet."""


class Scanner(Protocol):
    """One device that can be asked for pages."""

    def capabilities(self) -> Capabilities:
        """What it can. Raises AskPerson (as `domain.scanning.stopped`) where it does not answer."""
        ...

    def pages(
        self, setup: Setup, area: Area | None, count: int | None, folder: Path, *,
        cancelled: Callable[[], bool] = lambda: False, tell: Callable[[float], None] = lambda share: None,
    ) -> Iterator[Path]:
        """Pages of an area (None where the device measures nothing), whole in files of a folder as the device gave
        them, up to `count`, or with None until the feeder is empty.

        The next page does not begin before the one after it is asked for. `tell` hears how much of a page is there (0
        to 1). A page that was broken off is not left behind. Raises AskPerson for a failure, Stopped when cancelled.
        """
        ...


class Kind(NamedTuple):
    """One way to reach scanners: the beginning of its devices' ids, how to find them, how to open one."""

    name: str
    devices: Callable[[Sequence[str]], list[Device]]
    open: Callable[[Device], Scanner]
