"""The sync: delivers what is queued for one account, one row after the other, each state stored before its request."""

from __future__ import annotations

import hashlib
import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..config.messages import Message
from ..config.paths import data_folder
from ..domain.delivery import Step
from ..domain.errors import AskPerson, EnvironmentFault, Fault, Refused, RetryLater, Stopped, UsageFault
from ..domain.sites import PRACTICE, Site
from ..domain.states import State
from ..store import outbox, runs
from ..store.database import Write
from ..store.outbox import Row
from . import preflight
from .accounts import Account, wiki
from .adopting import adopt
from .describing import restate
from .library import Library
from .permitting import withdrawn
from .releasing import bury

MEGABYTE = 1_000_000
LOOK_SECONDS = 0.25
"""How often, at most, progress is stored and a person's wish looked up."""
BACK_OFF, LONGEST_BACK_OFF, LONGEST_OFFLINE = 5.0, 3600.0, 60.0
"""Seconds until the second try, and between tries at most: after answers that say no, and while there are none."""
LONGEST_WAIT = 86_400.0
"""Seconds that anything waits at most, whatever a wiki asks for; what waits longer was stored by a wrong clock."""

_log = logging.getLogger(__name__)

Stored = Callable[[Row, State], None]
"""Called after each state is on disk and before its request; tests kill the process in it."""
Tell = Callable[[dict[str, Any]], None]
"""Told what goes on, as JSON objects."""


@dataclass(slots=True)
class Outcome:
    """Items of an account by where they stand after a run."""

    done: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)


def sync(
    library: Library, account: Account, *, once: bool = False, limit_mb: float | None = None,
    stored: Stored = lambda row, state: None, tell: Tell = lambda event: None,
) -> Outcome:
    """Deliver what is queued for an account until no row is due (`once`), or until nothing waits for a time.

    It ends early when the wiki does not take the account. Raises EnvironmentFault while another process syncs the
    same account, when the disk is full, or when the keyring gives no secret; UsageFault when it has none.
    """
    database = library.database
    with library.lock(_lock_name(account)), site_of(library, account) as site:
        run = runs.begin(database, wiki=account.site, account=account.name)
        with library.lock(f"run-{run}", once=True):
            try:
                bury(library)
                adopt(library, account)
                _Worker(library, account, site, run, once, limit_mb, stored, tell).work()
            finally:
                with database.writing() as write:
                    restate(database, write, outbox.release(write, [run]))
                runs.end(database, run)
    return outcome(library, account)


def is_running(library: Library, account: Account) -> bool:
    """Whether some process syncs an account now."""
    return library.is_locked(_lock_name(account))


def outcome(library: Library, account: Account) -> Outcome:
    """Where the items of an account stand: done only when all their rows are."""
    by_item: dict[str, set[State]] = {}
    for row in rows(library, account):
        by_item.setdefault(row.item, set()).add(row.state)
    result = Outcome()
    for item, states in by_item.items():
        if states == {State.DONE}:
            result.done.append(item)
        elif State.ASKS in states:
            result.asks.append(item)
        elif State.REFUSED in states:
            result.refused.append(item)
        elif State.HELD in states:
            result.held.append(item)
        else:
            result.waiting.append(item)
    return result


def due(library: Library, account: Account) -> list[Row]:
    """The rows that a run would take, in their order, without sending anything."""
    return [row for row in rows(library, account)
            if row.state not in (State.DONE, State.ASKS, State.REFUSED, State.HELD)]


def rows(library: Library, account: Account) -> list[Row]:
    """The queue of an account, in its order; rows without account go with the first one of their wiki."""
    return [row for row in outbox.listed(library.database)
            if row.wiki == account.site and row.account in (account.name, "")]


def needs_look(row: Row) -> bool:
    """Whether a row waits for something about its account that only a person can mend."""
    return row.state is State.WAITING and row.error is not None and row.error.get("code") == "account"


def queued_accounts(library: Library, *, done: bool = False) -> list[Account]:
    """The accounts that have something to send, with `done` those too that have nothing left to send.

    One without a name stands for rows that have no account yet.
    """
    return [Account(wiki, name) for wiki, name in outbox.accounts(library.database, done=done)]


@dataclass(frozen=True, slots=True)
class Status:
    """The queue at a glance: rows per state, when the next is tried (seconds since 1970), what failed last."""

    counts: dict[str, int]
    next_try: float | None
    last_error: dict[str, Any] | None


def status(library: Library) -> Status:
    """The queue at a glance."""
    return Status(outbox.counts(library.database), outbox.next_try(library.database),
                  outbox.last_error(library.database))


class _Taken(NamedTuple):
    """A row that a run has claimed, and its steps after the first one, which is stored."""

    row: Row
    steps: Iterator[Step]
    first: Step | None


class _Worker:
    """One run: claims rows and brings each as far as it goes."""

    def __init__(
        self, library: Library, account: Account, site: Site, run: str, once: bool, limit_mb: float | None,
        stored: Stored, tell: Tell,
    ) -> None:
        from ..wiki.session import Session  # late: only who syncs needs it

        self._library, self._db, self._account = library, library.database, account
        self._run, self._once, self._stored, self._tell = run, once, stored, tell
        self._left = None if limit_mb is None else limit_mb * MEGABYTE
        self._looked, self._stopped = 0.0, False
        self._is_shut_out = self._is_full = False
        self._taken: _Taken | None = None
        self._obstacle: Fault | None = None
        self._progress: dict[str, Any] = {}
        self._session = Session(
            site, account.name, lambda: secret(site, account.name), data_folder=data_folder() / "wiki",
            cancelled=self._is_cancelled, progress=self._on_bytes)

    def work(self) -> None:
        """Deliver until there is nothing (more) to do, or a person stops it."""
        scopes = (outbox.EVERYTHING, outbox.scope(self._account.site, self._account.name))
        with self._db.writing() as write:
            outbox.forget_waits(write, wiki=self._account.site, account=self._account.name, scope=scopes[1],
                                after=time.time() + LONGEST_WAIT)
        if outbox.paused_until(self._db, scopes) <= time.time():
            self._look_ahead()
        while self._taken or not (self._is_shut_out or self._is_cancelled()):
            moment = time.time()
            paused = 0.0 if self._taken else outbox.paused_until(self._db, scopes)
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
        self._progress = {"item": file.item, "title": file.title, "target": "commons_file", "state": str(State.QUEUED)}
        if self._report():
            self._tell(dict(self._progress))

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
        self._progress = {"row": row.id, "item": row.item, "target": row.target,
                          "title": row.payload.get("title", "")}
        try:
            if first is not None:
                self._stored_step(row, first)
            for step in steps:
                self._store(row, step)
        except Stopped as stopped:
            self._stopped = True
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
            if step.state is State.DONE and not self._is_cancelled():
                # The next row with it: half as many times the disk is waited for.
                self._taken = self._take(write)
        self._stored_step(row, step)

    def _advance(self, write: Write, row: Row, step: Step) -> None:
        outbox.advance(write, row, step.state, facts=step.facts, receipt=step.receipt)
        restate(self._db, write, [row.item])

    def _stored_step(self, row: Row, step: Step) -> None:
        self._stored(row, step.state)
        self._progress["state"] = str(step.state)
        self._tell(dict(self._progress))
        self._report()
        if step.state is State.PUBLISHING and (problem := withdrawn(self._library, row.item)):
            raise problem

    def _stop(self, row: Row, fault: Fault) -> None:
        error = {"code": fault.code, "message": fault.message.to_json(),
                 "remedy": fault.remedy.to_json() if fault.remedy else None}
        with self._db.writing() as write:
            match fault:
                case Stopped() | EnvironmentFault() | UsageFault():
                    outbox.stop(write, row.id, State.WAITING, error=error, tries=row.tries)
                case RetryLater():
                    wait = fault.after if fault.after is not None else _back_off(fault.kind, row.tries)
                    until = time.time() + min(wait, LONGEST_WAIT)
                    outbox.stop(write, row.id, State.WAITING, error=error, next_try=until, tries=row.tries + 1)
                    self._is_shut_out = fault.kind == "account" and fault.stops_queue
                    if fault.stops_queue:
                        outbox.pause(write, outbox.scope(self._account.site, self._account.name), until)
                case AskPerson():
                    question = {"id": fault.question, "choices": list(fault.choices), "details": fault.details}
                    outbox.stop(write, row.id, State.ASKS, error=error, question=question)
                case _:
                    state = State.HELD if fault.code == "held" else State.REFUSED
                    outbox.stop(write, row.id, state, error=error)
            restate(self._db, write, [row.item])
        self._progress["error"] = error["code"]
        self._tell(dict(self._progress))
        self._report()

    # Progress and wishes

    def _on_bytes(self, done: int, total: int) -> None:
        self._progress |= {"done": done, "total": total}
        if self._report():
            self._tell(dict(self._progress))

    def _report(self) -> bool:
        """Store how far it is, at most four times a second; the rows' states are stored by themselves."""
        if time.monotonic() - self._looked < LOOK_SECONDS:
            return False
        self._looked = time.monotonic()
        self._stopped |= runs.report(self._db, self._run, self._progress) == "stop"
        return True

    def _is_cancelled(self) -> bool:
        if not self._stopped and time.monotonic() - self._looked >= LOOK_SECONDS:
            self._looked = time.monotonic()
            paused = outbox.paused_until(self._db, [outbox.EVERYTHING]) > time.time()
            self._stopped = runs.wish_of(self._db, self._run) == "stop" or paused
        return self._stopped


def _failing(error: Exception) -> Iterator[Step]:
    raise error
    yield


def _back_off(kind: str, tries: int) -> float:
    longest = LONGEST_OFFLINE if kind in ("offline", "portal") else LONGEST_BACK_OFF
    return min(longest, BACK_OFF * 2.0 ** min(tries, 16)) * random.uniform(0.8, 1.2)


def _lock_name(account: Account) -> str:
    return "sync-" + hashlib.sha256(f"{account.site} {account.name}".encode()).hexdigest()[:16]


@contextmanager
def site_of(library: Library, account: Account) -> Iterator[Site]:
    """The wiki of an account; the practice Commons is served as long as it is needed."""
    if account.site == PRACTICE:
        from .practising import practice_site  # late: the practice Commons needs much that no other sync does

        with practice_site(library) as site:
            yield site
    else:
        yield wiki(account)


def secret(site: Site, account: str) -> tuple[str, str]:
    """Login name and password of an account. Raises EnvironmentFault, UsageFault when there is none."""
    from ..wiki.account import read  # late: loading a keyring takes 0.2 s

    return read(site, account)
