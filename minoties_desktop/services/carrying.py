"""Brings rows of the queue as far as they go, one after the other: each state is stored before its request."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..config.messages import Message
from ..domain.connection import Trouble
from ..domain.delivery import Step
from ..domain.errors import EnvironmentFault, Fault, Refused, RetryLater, Stopped, UsageFault
from ..domain.sites import Site
from ..domain.states import State
from ..store import answers, items, outbox, pauses
from ..store.database import Write
from ..store.outbox import Row
from . import connecting, holding, preflight, setbacks
from .accounts import Account
from .clock import Clock
from .describing import restate
from .gate import Gate, Rules
from .library import Library
from .limits import TARGETS, UPLOAD, Limits
from .permitting import Leave
from .progress import Progress

if TYPE_CHECKING:
    from ..wiki.session import Session

OFFLINE = ("offline", "portal")
"""Kinds of faults of which the way to the wiki tells more."""
TOGETHER, QUICK, SMALL, LONGEST = 20, 5.0, 8_000_000, 15.0
"""How many published files one question proves, if each of them took no more than some seconds; nobody's proof waits
for a file of more bytes, nor longer than some seconds when the next file is to begin."""

_log = logging.getLogger(__name__)

Stored = Callable[[Row, State], None]
"""Called after each state is on disk and before its request; tests kill the process in it."""


@dataclass(slots=True)
class _Work:
    """A row that a run has claimed, the activity of its item, its steps, and the last state of it that is stored.

    `first` is a step that is stored and not told yet, `is_soon` says that a power cut may still lose that, and `fault`
    is what stopped it.
    """

    row: Row
    activity: str | None
    steps: Iterator[Step]
    state: State
    first: Step | None = None
    is_soon: bool = False
    fault: Fault | None = None


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


class Carrier:
    """Takes rows of one account and carries them; `stored` hears of each state on disk."""

    def __init__(self, library: Library, account: Account, desk: Desk, run: str, stored: Stored) -> None:
        self._library, self._db, self._account, self._run = library, library.database, account, run
        self._desk, self._session, self._progress, self._clock = desk, desk.session, desk.progress, desk.clock
        self._stored, self._leave = stored, Leave(library)
        from ..wiki.targets import target  # late: only who syncs needs it

        self._target = target
        self._scope = pauses.account(account.site, account.name)
        self._next: _Work | None = None
        self._published: list[_Work] = []
        self._since = 0.0  # when the first of them was published (steady seconds)
        self.obstacle: Fault | None = None
        """What the next row would only meet again."""
        self.is_shut_out = False
        """Whether the wiki takes the account no more."""
        self.address = ""
        """From where the wiki could not be reached."""

    @property
    def is_busy(self) -> bool:
        """Whether something is claimed that is still to be carried."""
        return self._next is not None or bool(self._published)

    def take(self) -> bool:
        """Claim the next row that is due, if any."""
        with self._db.writing(aside=True) as write:
            self._next = self._take(write)
            if self._next is not None:
                restate(self._db, write, [self._next.row.item])
        return self._next is not None

    def _take(self, write: Write) -> _Work | None:
        """Claim the next row that is due and store its first state: no request comes before that (wiki/targets)."""
        void = [run for run in outbox.claimants(self._db)
                if run != self._run and not self._library.is_locked(f"run-{run}")]
        moment = self._clock.now()
        gate = self._desk.gate
        row = outbox.claim(
            write, run=self._run, wiki=self._account.site, account=self._account.name, moment=moment, void=void,
            without=[target for action in self._desk.limits.full(moment) for target in TARGETS[action]],
            largest=gate.left(moment), order=gate.rules.order, told_since=answers.since(preflight.FRESH))
        if row is None:
            return None
        activity = items.columns(self._db, [row.item], "activity").get(row.item, (None,))[0]
        if (obstacle := self.obstacle) is not None:
            self.obstacle = None
            return _Work(row, activity, _failing(obstacle), row.resume_state)
        try:
            row = preflight.hand_over(self._db, write, self._session, row)
            steps = self._steps(row)
            work = _Work(row, activity, steps, row.resume_state, next(steps))
        except Exception as error:  # its own trouble, and none of the row that is stored together with it
            return _Work(row, activity, _failing(error), row.resume_state)
        self._advance(write, work, work.first)
        return work

    def _steps(self, row: Row) -> Iterator[Step]:
        parent = outbox.get(self._db, row.depends_on).receipt if row.depends_on else None
        path = str(self._library.path(row.payload["file"])) if "file" in row.payload else ""
        delivery = replace(row.delivery(parent, path=path), ask_leave=lambda: self._ask_leave(row))
        return self._target(row.target).steps(delivery, self._session)

    def _ask_leave(self, row: Row) -> None:
        sender = holding.uploader(row.wiki, row.account)
        if problem := self._leave.withdrawn(row.item, self._session.ask_time, uploader=sender):
            raise problem

    def carry(self) -> None:
        """Bring the row that was taken as far as it goes, and take the next one; what went quickly is proven later."""
        assert self._next is not None
        work, self._next = self._next, None
        began = self._clock.steady()
        with self._at(work):
            if work.first is not None and work.is_soon and not self._is_answered(work):
                self._store([(work, work.first)])
            elif work.first is not None:
                self._tell(work, work.first.state)
            for step in work.steps:
                is_quick = step.state is State.PUBLISHED and self._clock.steady() - began < QUICK
                self._store([(work, step)], soon=is_quick)
                if is_quick:
                    self._since = self._since if self._published else self._clock.steady()
                    self._published.append(work)
                    return

    def _is_answered(self, work: _Work) -> bool:
        """Whether no request belongs to the state that the row is in."""
        from ..wiki import preflight as asked

        return work.state is State.CHECKING and asked.is_answered(self._session, work.row.payload)

    def prove(self) -> None:
        """Have the wiki show what was published and not yet proven, all in one question, when it is time."""
        later = self._next is not None and self._next.row.payload.get("size", 0) <= SMALL
        is_due = len(self._published) >= TOGETHER or self._clock.steady() - self._since >= LONGEST
        if not self._published or (later and not is_due):
            return
        works, self._published = self._published, []
        asked = [(work, next(work.steps)) for work in works]
        self._store(asked)
        self._foresee([step.facts.get("title") or work.row.payload["title"] for work, step in asked])
        proven = []
        for number, work in enumerate(works, start=1):
            with self._at(work):
                for step in work.steps:
                    if step.state is State.DONE:
                        proven.append((work, step))
                    else:
                        self._store([(work, step)])
            if work.fault and (self._progress.is_stopped or getattr(work.fault, "stops_queue", False)):
                self._stop(works[number:], work.fault)
                break
        self._store(proven)

    def _foresee(self, titles: Sequence[str]) -> None:
        from ..wiki import lookup

        try:
            lookup.foresee_pages(self._session, titles)
        except Fault as fault:  # then each asks for its own, and has its own trouble
            _log.info("asking for %d pages at once: %s", len(titles), fault.code)

    @contextmanager
    def _at(self, work: _Work) -> Iterator[None]:
        """Be at a row; what stops it is stored with it."""
        self._progress.deliver(work.row, work.activity)
        try:
            yield
        except Stopped as stopped:
            self._stop([work], self._halted(stopped))
        except KeyboardInterrupt:
            self._stop([work], Stopped(Message("error-stopped")))
            raise
        except (EnvironmentFault, UsageFault) as fault:
            # Not this row's fault: everything waits as it is.
            self._stop([work], fault)
            raise
        except Fault as fault:
            self._stop([work], fault)
        except Exception as error:
            # A mistake of ours must stop this row with a sentence, and let the others go on.
            _log.exception("delivery of row %s", work.row.id)
            self._stop([work], Refused(Message("error-bug", type(error).__name__), Message("error-bug-remedy"),
                                       code="bug"))

    def _halted(self, stopped: Stopped) -> Stopped:
        """Why a row stopped in the middle: the gate closed, it was paused by itself, or the run is to end."""
        if closed := self._progress.closed:
            return Stopped(closed.message, closed.remedy)
        if not self._progress.is_set_aside:
            self._progress.stop()
        return stopped

    def _store(self, steps: Sequence[tuple[_Work, Step]], *, soon: bool = False) -> None:
        """Store steps of rows, and with the end of one the first of the next.

        That a file was published may be stored `soon`: it is on the disk with the next state whose request changes
        anything, and until then what is there, that it is being published, leads to the same.
        """
        with self._db.writing(soon=soon, aside=True) as write:
            for work, step in steps:
                self._advance(write, work, step)
            ended = any(step.state in (State.DONE, State.PUBLISHED) for _, step in steps)
            # The states of items, all at once: between the first state of a row and its end its item is being sent.
            moved = {work.row.item for work, step in steps if step.state is State.DONE}
            if moved:
                pauses.forget(write, self._scope)  # whatever it was, it is over
            if ended and self._next is None and not self._progress.is_cancelled():
                # The next row with it: half as many times the disk is waited for.
                self._next = self._take(write)
                if self._next is not None:
                    self._next.is_soon = soon
                    moved.add(self._next.row.item)
            if moved:
                restate(self._db, write, moved)
        for work, step in steps:
            if len(steps) > 1:
                self._progress.deliver(work.row, work.activity)
            self._tell(work, step.state)

    def _advance(self, write: Write, work: _Work, step: Step) -> None:
        self._desk.limits.count(write, work.state, step.state, moment=self._clock.now())
        work.state = step.state
        outbox.advance(write, work.row, step.state, facts=step.facts, receipt=step.receipt)

    def _tell(self, work: _Work, state: State) -> None:
        self._stored(work.row, state)
        self._progress.note(state=str(state))
        if (work.row.target, state) == ("commons_data", State.DESCRIBING):
            self._ask_leave(work.row)

    def _stop(self, works: Sequence[_Work], fault: Fault) -> None:
        """Store what stopped rows."""
        trouble = None
        if isinstance(fault, RetryLater):
            self.is_shut_out = fault.kind == "account" and fault.stops_queue
            trouble = self._explained(works, fault)
        with self._db.writing() as write:
            for work in works:
                work.fault = fault
                setbacks.stop(write, work.row, fault, moment=self._clock.now(), trouble=trouble)
            restate(self._db, write, {work.row.item for work in works})
        self._progress.note(error=fault.code)

    def _explained(self, works: Sequence[_Work], fault: RetryLater) -> Trouble | None:
        """What stands between us and the wiki; of a limit that was reached after all, when it ends."""
        if fault.code == "ratelimit" and any(work.row.target in TARGETS[UPLOAD] for work in works):
            self._desk.limits.ask_when_full(self._session, fault, self._clock.now())
        if fault.kind not in OFFLINE or not fault.stops_queue:
            return None
        self.address = "" if self._desk.site.is_practice else connecting.way_out()
        return connecting.diagnose(self._desk.site)


def _failing(error: Exception) -> Iterator[Step]:
    raise error
    yield
