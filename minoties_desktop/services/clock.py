"""The two clocks of a computer: one that people set, one that only goes on; and the laptop that slept meanwhile."""

from __future__ import annotations

import time

JUMP = 30.0
"""Seconds by which the two clocks must part before something has happened to one of them."""


class Clock:
    """Tells the time, waits, and notices when the time jumped: a laptop asleep, or somebody who set the clock."""

    def __init__(self) -> None:
        self._apart = self.now() - self.steady()

    def now(self) -> float:
        """Seconds since 1970, as people have set them."""
        return time.time()

    def steady(self) -> float:
        """Seconds that only grow, and stand still while the laptop sleeps."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        time.sleep(seconds)

    def jumped(self) -> bool:
        """Whether the time has jumped since this was asked last, forwards or backwards."""
        apart = self.now() - self.steady()
        parted = abs(apart - self._apart) > JUMP
        if parted:
            self._apart = apart
        return parted
