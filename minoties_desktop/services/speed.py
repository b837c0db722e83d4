"""How fast bytes go: what went in the last half minute of sending, waits left out."""

from __future__ import annotations

import math
from collections.abc import Callable

MEMORY = 30.0
"""Seconds after which what was measured counts a third."""
ENOUGH = 0.5
"""Seconds of sending before there is anything to tell."""


class Speed:
    """Measures while something is sent; `begin` after each wait."""

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self._bytes = self._seconds = 0.0
        self._at: float | None = None

    def begin(self) -> None:
        """Time counts from now on."""
        self._at = self._steady()

    def add(self, size: int) -> None:
        """So many more bytes have gone since it was last told anything."""
        at = self._steady()
        passed = at - (at if self._at is None else self._at)
        self._at = at
        fade = math.exp(-passed / MEMORY)
        self._bytes = self._bytes * fade + size
        self._seconds = self._seconds * fade + passed

    @property
    def rate(self) -> float | None:
        """Bytes a second, None while nothing is known."""
        return self._bytes / self._seconds if self._seconds >= ENOUGH and self._bytes else None
