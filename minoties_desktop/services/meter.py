"""How far a long work is, told to whoever waits for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

_TELL_EVERY = 0.1  # seconds


class Meter:
    """Tells `phase`, `done`, `total`, `name`, `rate` (a second), `speed` (bytes a second) and `left` (seconds, None
    while unknown)."""

    def __init__(self, tell: Callable[[dict[str, Any]], None]) -> None:
        self._tell = tell
        self._phase, self._total, self._done, self._start, self._told = "", 0, 0, 0.0, 0.0
        self._bytes, self._all_bytes = 0, 0

    def begin(self, phase: str, total: int, size: int = 0) -> None:
        """A phase of so many steps, and of so many bytes where that is known, begins."""
        self._bytes, self._all_bytes = 0, size
        self._phase, self._total, self._done = phase, total, 0
        self._start, self._told = time.monotonic(), 0.0

    def step(self, name: str, size: int = 0) -> None:
        """One step is done, that of the thing with this name and of so many bytes."""
        self._done += 1
        self._bytes += size
        at = time.monotonic()
        if at - self._told < _TELL_EVERY and self._done < self._total:
            return
        self._told = at
        passed = max(at - self._start, 1e-6)
        rate, speed = self._done / passed, self._bytes / passed
        left = (self._all_bytes - self._bytes) / speed if speed else (self._total - self._done) / rate
        self._tell({
            "phase": self._phase, "done": self._done, "total": self._total, "name": name, "rate": round(rate, 2),
            "speed": round(speed), "left": round(max(0.0, left), 1)})
