"""How much of a file goes in one request: what the line carries in some seconds, so that a lost one costs no more."""

from __future__ import annotations

from .body import BLOCK

SECONDS = 8.0
"""How long a chunk should take."""
SMALLEST, FIRST, LARGEST = 256 << 10, 4 << 20, 32 << 20
"""Bytes of a chunk: at least, as long as nothing is known of the line, and at most (Commons takes 100 MiB in one
request, commons-contract 1.2)."""
_STEP = 4
"""How many times larger or smaller a chunk may be than the one before."""
_BLOCKS = 64
"""Into how many blocks a chunk is divided, after each of which it may be stopped: an eighth of a second each."""


class Pace:
    """Of one line to one wiki. `chunk` is how many bytes to send at a time, `most` what something on the way takes."""

    def __init__(self) -> None:
        self.chunk, self.most = FIRST, LARGEST

    @property
    def block(self) -> int:
        """Bytes to hand to the line at a time."""
        return max(self.chunk // _BLOCKS, BLOCK)

    def recall(self, chunk: int | None, most: int | None) -> None:
        """Go on as an earlier process did."""
        self.most = min(self.most, most or self.most)
        self._set(chunk or self.chunk)

    def took(self, count: int, seconds: float) -> None:
        """So many bytes were sent and answered in so many seconds.

        Few bytes tell of the wiki's work more than of the line, unless they took long.
        """
        if 2 * count >= self.chunk or seconds > SECONDS:
            wanted = count / max(seconds, 0.001) * SECONDS
            self._set(min(max(wanted, self.chunk / _STEP), self.chunk * _STEP))

    def lost(self, count: int) -> None:
        """A request broke off, or its answer never came, after so many bytes had gone."""
        if count:  # else there is no line at all, which says nothing about it
            self._set(self.chunk / 2)

    def refused(self, count: int) -> bool:
        """Something on the way takes no request with so many bytes; False when there is none that is smaller."""
        self.most = min(count, self.chunk) // 2
        self._set(self.chunk)
        return self.most >= SMALLEST

    def _set(self, size: float) -> None:
        self.chunk = int(min(max(size, SMALLEST), LARGEST, self.most))
