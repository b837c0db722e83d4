"""The work of one run: it claims rows and brings each as far as it goes, each state stored before its request."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..config.messages import Message
from ..domain.delivery import Step
from ..domain.errors import EnvironmentFault, Fault, Refused, RetryLater, Stopped, UsageFault
from ..domain.states import State
from ..store import outbox, pauses
from ..store.database import Write
from ..store.outbox import Row
from . import preflight, setbacks
from .accounts import Account
from .describing import restate
from .library import Library
from .permitting import withdrawn
from .progress import LOOK_SECONDS, Progress
from .standing import due

if TYPE_CHECKING:
    from ..wiki.session import Session

MEGABYTE = 1_000_000

_log = logging.getLogger(__name__)

Stored = Callable[[Row, State], None]
"""Called after each state is on disk and before its request; tests kill the process in it."""


class _Taken(NamedTuple):
    """A row that a run has claimed, and its steps after the first one, which is stored."""

    row: Row
    steps: Iterator[Step]
    first: Step | None


class Worker:
    """One run over the queue of one account, with a session of its own.

    `once` ends it when no row is due; `limit_mb` bounds what it sends; `stored` hears of each state on disk.
    """

    def __init__(
        self, library: Library, account: Account, session: Session, progress: Progress, run: str, *, once: bool,
        limit_mb: float | None, stored: Stored,
    ) -> None:
        self._library, self._db, self._account = library, library.database, account
        self._session, self._progress, self._run = session, progress, run
        self._once, self._stored = once, stored
        self._left = None if limit_mb is None else limit_mb * MEGABYTE
        self._is_shut_out = self._is_full = False
        self._taken: _Taken | None = None
        self._obstacle: Fault | None = None

    def work(self) -> None:
        """Deliver until there is nothing (more) to do, or a person stops it."""
        scopes = (pauses.EVERYTHING, pauses.account(self._account.site, self._account.name))
        with self._db.writing() as write:
            moment = time.time()
            outbox.forget_waits(write, wiki=self._account.site, account=self._account.name, moment=moment,
                                longest=setbacks.LONGEST_WAIT)
            pauses.forget_waits(write, scopes[1], moment=moment, longest=setbacks.LONGEST_WAIT)
        if pauses.until(self._db, scopes) <= time.time():
            self._look_ahead()
        while self._taken or not (self._is_shut_out or self._progress.is_cancelled()):
            moment = time.time()
            paused = 0.0 if self._taken else pauses.until(self._db, scopes)
            if self._taken is None and paused <= moment:
                with self._db.writing() as write:
                    self._taken = self._take(write)
            if self._taken is not None:
                self._deliver()
                continue
            if self._is_full:
                return
            then = outbox.next_due(self._db, wiki=self._account.site, account=self._account.name)
            if self._once or then is None:
                return
            time.sleep(min(1.0, max(LOOK_SECONDS, max(then, paused) - moment)))

    def _look_ahead(self) -> None:
        """Ask the wiki about all files that are to be sent, before a byte of them is.

        What would keep every file from being sent is told to the row that comes first, as its own question would
        have been. Files that were not asked about for another reason are asked about when their turn comes.
        """
        files, left = [], self._left
        for row in due(self._library, self._account):
            if left is not None and (left := left - row.payload.get("size", 0)) < 0:
                break
            if preflight.is_new(row) and row.next_try <= time.time():
                files.append(preflight.file_of(row))
        if not files:
            return
        try:
            self._session.check()
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
        row = outbox.claim(write, run=self._run, wiki=self._account.site, account=self._account.name,
                           moment=time.time(), void=void)
        if row is None:
            return None
        if not self._within_limit(row):
            outbox.release(write, [self._run])
            self._is_full = True
            return None
        if (obstacle := self._obstacle) is not None:
            self._obstacle = None
            return _Taken(row, _failing(obstacle), None)
        try:
            preflight.hand_over(self._db, write, self._session, row)
            steps = self._steps(row)
            first = next(steps)
        except Exception as error:  # its own trouble, and none of the row that is stored together with it
            return _Taken(row, _failing(error), None)
        self._advance(write, row, first)
        return _Taken(row, steps, first)

    def _within_limit(self, row: Row) -> bool:
        if self._left is None:
            return True
        self._left -= row.payload.get("size", 0) - row.facts.get("offset", 0)
        return self._left >= 0

    def _deliver(self) -> None:
        """Bring the row that was taken as far as it goes."""
        assert self._taken is not None
        (row, steps, first), self._taken = self._taken, None
        self._progress.facts = {"row": row.id, "item": row.item, "target": row.target,
                                "title": row.payload.get("title", "")}
        try:
            if first is not None:
                self._stored_step(row, first)
            for step in steps:
                self._store(row, step)
        except Stopped as stopped:
            self._progress.stop()
            self._stop(row, stopped)
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
        outbox.advance(write, row, step.state, facts=step.facts, receipt=step.receipt)
        restate(self._db, write, [row.item])

    def _stored_step(self, row: Row, step: Step) -> None:
        self._stored(row, step.state)
        self._progress.note(state=str(step.state))
        if step.state is State.PUBLISHING and (problem := withdrawn(self._library, row.item)):
            raise problem

    def _stop(self, row: Row, fault: Fault) -> None:
        if isinstance(fault, RetryLater):
            self._is_shut_out = fault.kind == "account" and fault.stops_queue
        with self._db.writing() as write:
            setbacks.stop(write, row, fault)
            restate(self._db, write, [row.item])
        self._progress.note(error=fault.code)


def _failing(error: Exception) -> Iterator[Step]:
    raise error
    yield
