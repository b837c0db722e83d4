"""How far a run is, and what people wish of it: rows, so that any window or terminal can attach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..store import pauses, runs
from ..store.database import Database
from ..store.outbox import Row
from .clock import Clock
from .gate import Gate, Obstacle, day_of
from .speed import Speed

LOOK_SECONDS = 0.25
"""How often, at most, progress is stored and a person's wish looked up."""

STOP, METERED = "stop", "metered"
"""What may be wished of a run; `metered` may be followed by a number of megabytes."""

Tell = Callable[[dict[str, Any]], None]
"""Told what goes on, as JSON objects."""


class Progress:
    """Of one run: `facts` say what it is at; the rows' states are stored by themselves.

    What is sent passes the `gate`, which may close in the middle of a file.
    """

    def __init__(self, database: Database, run: str, tell: Tell, gate: Gate, clock: Clock) -> None:
        self._db, self._run, self._tell, self._gate, self._clock = database, run, tell, gate, clock
        self._looked, self._stopped = float("-inf"), False
        self._row_scopes: tuple[str, ...] = ()
        self._done = self._unstored = 0
        self._heard = ""
        self.speed = Speed(clock.steady)
        self.closed: Obstacle | None = None
        """Why what was under way had to stop, while the run goes on."""
        self.is_set_aside = False
        """Whether a person has paused what is under way, and not the run."""
        self.facts: dict[str, Any] = {}

    def begin(self, **facts: Any) -> None:
        """Be at something else; told at most four times a second."""
        self.facts = facts
        if self._report():
            self._tell(dict(facts))

    def deliver(self, row: Row, activity: str | None) -> None:
        """Be at a row."""
        self.facts = {"row": row.id, "item": row.item, "target": row.target, "title": row.payload.get("title", "")}
        self._row_scopes = (
            pauses.item(row.item), pauses.item(row.item, row.wiki), *([pauses.activity(activity)] if activity else []))
        self._done = int(row.facts.get("offset", 0))
        self.closed, self.is_set_aside = None, False
        self.speed.begin()

    def wait(self, obstacle: Obstacle | None) -> None:
        """Nothing goes now, or it goes again; stored and told where that is new."""
        told = {} if obstacle is None else {"waits": obstacle.to_json()}
        if told != {key: value for key, value in self.facts.items() if key == "waits"} or "row" in self.facts:
            self.facts = told
            self._store()
            self._tell(dict(told))

    def note(self, **facts: Any) -> None:
        """Something happened to what it is at: told at once."""
        self.facts |= facts
        self.speed.add(0)
        self._tell(dict(self.facts))
        self._report()

    def on_bytes(self, done: int, total: int) -> None:
        """So many bytes of so many have gone."""
        passed, self._done = max(0, done - self._done), done
        self.speed.add(passed)
        self._gate.sent += passed
        self._unstored += passed
        self.facts |= {"done": done, "total": total, "rate": round(self.speed.rate or 0)}
        if self._report():
            self._tell(dict(self.facts))

    def stop(self) -> None:
        """End the run: somebody has said so elsewhere."""
        self._stopped = True

    def end(self) -> None:
        """Store what is left to be stored."""
        self._store()

    def is_cancelled(self) -> bool:
        """Whether a person has stopped this run, or what is under way has to stop."""
        if not self._stopped and self._clock.steady() - self._looked >= LOOK_SECONDS:
            self._looked = self._clock.steady()
            moment = self._clock.now()
            paused = pauses.until(self._db, [pauses.EVERYTHING]) > moment
            self._hear(runs.wish_of(self._db, self._run))
            self._stopped |= paused
            self.is_set_aside = pauses.until(self._db, self._row_scopes) > moment
            self.closed = self._gate.obstacle(moment)
        return self._stopped or self.is_set_aside or self.closed is not None

    @property
    def is_stopped(self) -> bool:
        """Whether the run is to end."""
        return self._stopped

    def _report(self) -> bool:
        """Store how far it is, at most four times a second."""
        if self._clock.steady() - self._looked < LOOK_SECONDS:
            return False
        self._looked = self._clock.steady()
        self._store()
        return True

    def _store(self) -> None:
        sent, self._unstored = self._unstored, 0
        day = day_of(self._clock.now())
        self._hear(runs.report(self._db, self._run, self.facts, sent=sent, day=day))

    def _hear(self, wish: str) -> None:
        """What a person wishes of this run now: that it stops, or takes a metered connection up to some megabytes."""
        self._stopped |= wish == STOP
        if wish.startswith(METERED) and wish != self._heard:
            self._gate.allow_metered(wish.removeprefix(METERED).strip())
        self._heard = wish
