"""How far a run is, and what people wish of it: rows, so that any window or terminal can attach."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from ..store import pauses, runs
from ..store.database import Database

LOOK_SECONDS = 0.25
"""How often, at most, progress is stored and a person's wish looked up."""

Tell = Callable[[dict[str, Any]], None]
"""Told what goes on, as JSON objects."""


class Progress:
    """Of one run: `facts` say what it is at; the rows' states are stored by themselves."""

    def __init__(self, database: Database, run: str, tell: Tell) -> None:
        self._db, self._run, self._tell = database, run, tell
        self._looked, self._stopped = 0.0, False
        self.facts: dict[str, Any] = {}

    def begin(self, **facts: Any) -> None:
        """Be at something else; told at most four times a second."""
        self.facts = facts
        if self._report():
            self._tell(dict(facts))

    def note(self, **facts: Any) -> None:
        """Something happened to what it is at: told at once."""
        self.facts |= facts
        self._tell(dict(self.facts))
        self._report()

    def on_bytes(self, done: int, total: int) -> None:
        """So many bytes of so many have gone."""
        self.facts |= {"done": done, "total": total}
        if self._report():
            self._tell(dict(self.facts))

    def stop(self) -> None:
        """End the run: somebody has said so elsewhere."""
        self._stopped = True

    def is_cancelled(self) -> bool:
        """Whether a person has stopped this run or paused everything."""
        if not self._stopped and time.monotonic() - self._looked >= LOOK_SECONDS:
            self._looked = time.monotonic()
            paused = pauses.until(self._db, [pauses.EVERYTHING]) > time.time()
            self._stopped = runs.wish_of(self._db, self._run) == "stop" or paused
        return self._stopped

    def _report(self) -> bool:
        """Store how far it is, at most four times a second."""
        if time.monotonic() - self._looked < LOOK_SECONDS:
            return False
        self._looked = time.monotonic()
        self._stopped |= runs.report(self._db, self._run, self.facts) == "stop"
        return True
