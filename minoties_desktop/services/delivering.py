"""The work of one run: it claims rows and brings each as far as it goes, each state stored before its request."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ..config.messages import Message
from ..domain.connection import Trouble
from ..domain.delivery import Step
from ..domain.errors import EnvironmentFault, Fault, Refused, RetryLater, Stopped, UsageFault
from ..domain.sites import Site
from ..domain.states import State
from ..store import items, outbox, pauses
from ..store.database import Write
from ..store.outbox import Row
from . import connecting, preflight, setbacks
from .accounts import Account
from .clock import Clock
from .describing import restate
from .gate import Gate, Obstacle, Rules
from .library import Library
from .limits import TARGETS, UPLOAD, Limits
from .permitting import withdrawn
from .progress import LOOK_SECONDS, Progress
from .standing import due

if TYPE_CHECKING:
    from ..wiki.session import Session

USED_UP = "sync-budget"
"""The code of the budget of one sync, at whose end it ends."""
OFFLINE = ("offline", "portal")
"""Kinds of faults of which the way to the wiki tells more."""

_log = logging.getLogger(__name__)

Stored = Callable[[Row, State], None]
"""Called after each state is on disk and before its request; tests kill the process in it."""


class _Taken(NamedTuple):
    """A row that a run has claimed, and its steps after the first one, which is stored."""

    row: Row
    steps: Iterator[Step]
    first: Step | None


@dataclass(frozen=True, slots=True)
class Desk:
    """What a run works with: the wiki and the account's session there, the gate, the limits, the clock.

    `rules` tells what a person allows by now.
    """

    site: Site
    session: Session
    progress: Progress
    gate: Gate
    limits: Limits
    clock: Clock
    rules: Callable[[], Rules]


class Worker:
    """One run over the queue of one account.

    `once` ends it when no row is due; `stored` hears of each state on disk.
    """

    def __init__(
        self, library: Library, account: Account, desk: Desk, run: str, *, once: bool, stored: Stored,
    ) -> None:
        self._library, self._db, self._account = library, library.database, account
        self._desk, self._session, self._progress, self._clock = desk, desk.session, desk.progress, desk.clock
        self._run, self._once, self._stored = run, once, stored
        self._is_shut_out = False
        self._scope = pauses.account(account.site, account.name)
        self._taken: _Taken | None = None
        self._state = State.QUEUED
        self._obstacle: Fault | None = None
        self._address = ""

    def work(self) -> Obstacle | None:
        """Deliver until there is nothing (more) to do, or a person stops it; what keeps the rest from being sent."""
        self._forget_false_waits()
        if self._waits_for() is None:
            self._look_ahead()
        while self._taken or not (self._is_shut_out or self._is_to_end()):
            if self._clock.jumped():
                self._forget_false_waits()
                self._desk.gate.ask_again()
            obstacle = None if self._taken else self._waits_for()
            if self._taken is None and obstacle is None:
                with self._db.writing() as write:
                    self._taken = self._take(write)
                obstacle = None if self._taken else self._limit()
            if self._taken is not None:
                self._deliver()
                continue
            moment = self._clock.now()
            then = outbox.next_due(self._db, wiki=self._account.site, account=self._account.name, moment=moment)
            obstacle = obstacle or self._budget(then, moment)
            if self._once or then is None or (obstacle and obstacle.code == USED_UP):
                return obstacle
            self._progress.wait(obstacle)
            self._desk.gate.renew(self._desk.rules())
            self._look_for_network()
            self._clock.sleep(1.0 if obstacle else min(1.0, max(LOOK_SECONDS, then - moment)))
        return self._waits_for()

    def _is_to_end(self) -> bool:
        self._progress.is_cancelled()
        return self._progress.is_stopped

    def _waits_for(self) -> Obstacle | None:
        """What keeps the whole queue from being sent now: the gate, or what its wiki or the way there has said."""
        moment = self._clock.now()
        pause = pauses.listed(self._db).get(self._scope)
        if pause is not None and pause.until > moment:
            return Obstacle.of_pause(pause)
        return self._desk.gate.obstacle(moment)

    def _limit(self) -> Obstacle | None:
        """The limit of the wiki that is reached, if nothing goes because of it."""
        full = self._desk.limits.full(self._clock.now())
        return self._desk.limits.obstacle(*min(full.items(), key=lambda pair: pair[1])) if full else None

    def _budget(self, then: float | None, moment: float) -> Obstacle | None:
        """The budget that what is left to send does not fit into: a row is due, and yet none was to be had."""
        return self._desk.gate.too_small(moment) if then is not None and then <= moment else None

    def _forget_false_waits(self) -> None:
        """End waits that were stored by a wrong clock: they would last for ever."""
        moment = self._clock.now()
        with self._db.writing() as write:
            outbox.forget_waits(write, wiki=self._account.site, account=self._account.name, moment=moment,
                                longest=setbacks.LONGEST_WAIT)
            pauses.forget_waits(write, self._scope, moment=moment, longest=setbacks.LONGEST_WAIT)

    def _look_for_network(self) -> None:
        """Try again at once when the network came or changed while there was none."""
        pause = pauses.listed(self._db).get(self._scope)
        if pause is None or (pause.reason or {}).get("code") not in OFFLINE or self._desk.site.is_practice:
            return
        address = connecting.way_out()
        if address and address != self._address:
            with self._db.writing() as write:
                pauses.lift(write, self._scope)
                outbox.wake(write, wiki=self._account.site, account=self._account.name, codes=OFFLINE)
            self._desk.gate.ask_again()
        self._address = address

    def _look_ahead(self) -> None:
        """Ask the wiki about all files that are to be sent, before a byte of them is.

        What would keep every file from being sent is told to the row that comes first, as its own question would
        have been. Files that were not asked about for another reason are asked about when their turn comes.
        """
        moment = self._clock.now()
        files, left = [], self._desk.gate.left(moment)
        for row in due(self._library, self._account):
            if left is not None and (left := left - row.payload.get("size", 0)) < 0:
                break
            if preflight.is_new(row) and row.next_try <= moment:
                files.append(preflight.file_of(row))
        if not files:
            return
        try:
            self._session.check()
            self._desk.limits.learn(self._session, files=len(files), moment=moment)
            preflight.ask(self._library, self._session, self._account.site, files, asking=self._on_question)
        except (EnvironmentFault, UsageFault):
            raise
        except Fault as fault:
            _log.info("asking ahead: %s", fault.code)
            self._obstacle = fault if isinstance(fault, RetryLater) and fault.stops_queue else None
        except Exception:
            _log.exception("asking ahead")

    def _on_question(self, file: preflight.File) -> None:
        self._progress.begin(item=file.item, title=file.title, target="commons_file", state=str(State.QUEUED))

    def _take(self, write: Write) -> _Taken | None:
        """Claim the next row that is due and store its first state: no request comes before that (wiki/targets)."""
        void = [run for run in outbox.claimants(self._db)
                if run != self._run and not self._library.is_locked(f"run-{run}")]
        moment = self._clock.now()
        gate = self._desk.gate
        row = outbox.claim(
            write, run=self._run, wiki=self._account.site, account=self._account.name, moment=moment, void=void,
            without=[target for action in self._desk.limits.full(moment) for target in TARGETS[action]],
            largest=gate.left(moment), order=gate.rules.order)
        if row is None:
            return None
        if (obstacle := self._obstacle) is not None:
            self._obstacle = None
            return _Taken(row, _failing(obstacle), None)
        try:
            row = preflight.hand_over(self._db, write, self._session, row)
            steps = self._steps(row)
            first = next(steps)
        except Exception as error:  # its own trouble, and none of the row that is stored together with it
            return _Taken(row, _failing(error), None)
        self._state = row.resume_state
        self._advance(write, row, first)
        return _Taken(row, steps, first)

    def _deliver(self) -> None:
        """Bring the row that was taken as far as it goes."""
        assert self._taken is not None
        (row, steps, first), self._taken = self._taken, None
        self._progress.deliver(row, items.columns(self._db, [row.item], "activity").get(row.item, (None,))[0])
        try:
            if first is not None:
                self._stored_step(row, first)
            for step in steps:
                self._store(row, step)
        except Stopped as stopped:
            self._stop(row, self._halted(stopped))
        except KeyboardInterrupt:
            self._stop(row, Stopped(Message("error-stopped")))
            raise
        except (EnvironmentFault, UsageFault) as fault:
            # Not this row's fault: everything waits as it is.
            self._stop(row, fault)
            raise
        except Fault as fault:
            self._stop(row, fault)
        except Exception as error:
            # A mistake of ours must stop this row with a sentence, and let the others go on.
            _log.exception("delivery of row %s", row.id)
            self._stop(row, Refused(Message("error-bug", type(error).__name__), Message("error-bug-remedy"),
                                    code="bug"))

    def _halted(self, stopped: Stopped) -> Stopped:
        """Why a row stopped in the middle: the gate closed, it was paused by itself, or the run is to end."""
        if closed := self._progress.closed:
            return Stopped(closed.message, closed.remedy)
        if not self._progress.is_set_aside:
            self._progress.stop()
        return stopped

    def _steps(self, row: Row) -> Iterator[Step]:
        from ..wiki.targets import target

        parent = outbox.get(self._db, row.depends_on).receipt if row.depends_on else None
        path = str(self._library.path(row.payload["file"])) if "file" in row.payload else ""
        return target(row.target).steps(row.delivery(parent, path=path), self._session)

    def _store(self, row: Row, step: Step) -> None:
        with self._db.writing() as write:
            self._advance(write, row, step)
            if step.state is State.DONE and not self._progress.is_cancelled():
                # The next row with it: half as many times the disk is waited for.
                self._taken = self._take(write)
        self._stored_step(row, step)

    def _advance(self, write: Write, row: Row, step: Step) -> None:
        self._desk.limits.count(write, self._state, step.state, moment=self._clock.now())
        self._state = step.state
        outbox.advance(write, row, step.state, facts=step.facts, receipt=step.receipt)
        if step.state is State.DONE:
            pauses.forget(write, self._scope)  # whatever it was, it is over
        restate(self._db, write, [row.item])

    def _stored_step(self, row: Row, step: Step) -> None:
        self._stored(row, step.state)
        self._progress.note(state=str(step.state))
        if step.state is State.PUBLISHING and (problem := withdrawn(self._library, row.item)):
            raise problem

    def _stop(self, row: Row, fault: Fault) -> None:
        trouble = None
        if isinstance(fault, RetryLater):
            self._is_shut_out = fault.kind == "account" and fault.stops_queue
            trouble = self._explained(row, fault)
        with self._db.writing() as write:
            setbacks.stop(write, row, fault, moment=self._clock.now(), trouble=trouble)
            restate(self._db, write, [row.item])
        self._progress.note(error=fault.code)

    def _explained(self, row: Row, fault: RetryLater) -> Trouble | None:
        """What stands between us and the wiki; of a limit that was reached after all, when it ends."""
        if fault.code == "ratelimit" and row.target in TARGETS[UPLOAD]:
            self._desk.limits.ask_when_full(self._session, fault, self._clock.now())
        if fault.kind not in OFFLINE or not fault.stops_queue:
            return None
        self._address = "" if self._desk.site.is_practice else connecting.way_out()
        return connecting.diagnose(self._desk.site)


def _failing(error: Exception) -> Iterator[Step]:
    raise error
    yield
