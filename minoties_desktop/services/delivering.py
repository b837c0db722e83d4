"""The work of one run: when it takes rows, what it waits for, and what it asks about them all before."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice

from ..domain.errors import EnvironmentFault, Fault, RetryLater, UsageFault
from ..domain.states import State
from ..store import outbox, pauses
from . import connecting, preflight
from .accounts import Account
from .carrying import OFFLINE, Carrier, Desk, Stored
from .gate import Obstacle
from .library import Library
from .permitting import look_again
from .progress import LOOK_SECONDS
from .releasing import forget_false_waits
from .standing import due

USED_UP = "sync-budget"
"""The code of the budget of one sync, at whose end it ends."""
ASKED_TOGETHER = 500
"""Files that are in memory at once while the wiki is asked about them."""

_log = logging.getLogger(__name__)


class Worker:
    """One run over the queue of one account.

    `once` ends it when no row is due; `stored` hears of each state on disk.
    """

    def __init__(
        self, library: Library, account: Account, desk: Desk, run: str, *, once: bool, stored: Stored,
    ) -> None:
        self._library, self._db, self._account = library, library.database, account
        self._desk, self._session, self._progress, self._clock = desk, desk.session, desk.progress, desk.clock
        self._once = once
        self._scope = pauses.account(account.site, account.name)
        self._carrier = Carrier(library, account, desk, run, stored)
        self.is_deserted = False
        """The process that served the practice Commons has ended: whoever goes on has to serve it."""

    def work(self) -> Obstacle | None:
        """Deliver until there is nothing (more) to do, or a person stops it; what keeps the rest from being sent."""
        forget_false_waits(self._library, self._clock.now())
        look_again(self._library)
        if self._desk.site.is_practice:
            self._try_again()  # it is on this computer, and was found a moment ago
        carrier = self._carrier
        if self._waits_for() is None:
            self._look_ahead()
        while carrier.is_busy or not (carrier.is_shut_out or self._is_to_end()):
            if self._clock.jumped():
                forget_false_waits(self._library, self._clock.now())
                self._desk.gate.ask_again()
            carrier.prove()
            obstacle = None if carrier.is_busy else self._waits_for()
            if not carrier.is_busy and obstacle is None:
                obstacle = None if carrier.take() else self._limit()
            if carrier.is_busy:
                carrier.carry()
                continue
            moment = self._clock.now()
            then = outbox.next_due(self._db, wiki=self._account.site, account=self._account.name, moment=moment)
            obstacle = obstacle or self._budget(then, moment)
            if self._once or then is None or (obstacle and obstacle.code == USED_UP):
                return obstacle
            self.is_deserted = self._has_moved()
            if self.is_deserted:
                return obstacle
            self._progress.wait(obstacle)
            self._desk.gate.renew(self._desk.rules())
            self._look_for_network()
            self._clock.sleep(1.0 if obstacle else min(1.0, max(LOOK_SECONDS, then - moment)))
        return self._waits_for()

    def _has_moved(self) -> bool:
        if not self._desk.site.is_practice:
            return False
        from .practising import running  # late: no other wiki needs it

        return running(self._library) != self._desk.site.api

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

    def _look_for_network(self) -> None:
        """Try again at once when the network came or changed while there was none."""
        pause = pauses.listed(self._db).get(self._scope)
        if pause is None or (pause.reason or {}).get("code") not in OFFLINE or self._desk.site.is_practice:
            return
        address = connecting.way_out()
        if address and address != self._carrier.address:
            self._try_again()
            self._desk.gate.ask_again()
        self._carrier.address = address

    def _try_again(self) -> None:
        """What waits because the wiki could not be reached waits no longer."""
        pause = pauses.listed(self._db).get(self._scope)
        with self._db.writing() as write:
            if pause is not None and (pause.reason or {}).get("code") in OFFLINE:
                pauses.lift(write, self._scope)
            outbox.wake(write, wiki=self._account.site, account=self._account.name, codes=OFFLINE)

    def _look_ahead(self) -> None:
        """Ask the wiki about all files that are to be sent, before a byte of them is.

        What would keep every file from being sent is told to the row that comes first, as its own question would
        have been. Files that were not asked about for another reason are asked about when their turn comes.
        """
        count = sum(1 for _ in self._to_ask_about())
        if not count:
            return
        try:
            self._session.check()
            self._desk.limits.learn(self._session, files=count, moment=self._clock.now())
            files = self._to_ask_about()
            while some := list(islice(files, ASKED_TOGETHER)):
                preflight.ask(self._library, self._session, self._account.site, some, asking=self._on_question)
        except (EnvironmentFault, UsageFault):
            raise
        except Fault as fault:
            _log.info("asking ahead: %s", fault.code)
            self._carrier.obstacle = fault if isinstance(fault, RetryLater) and fault.stops_queue else None
        except Exception:
            _log.exception("asking ahead")

    def _to_ask_about(self) -> Iterator[preflight.File]:
        """The files that nothing was begun of and that are due. Those too that a budget has no room for: what is there
        already costs none of it."""
        moment = self._clock.now()
        for row in due(self._library, self._account):
            if preflight.is_new(row) and row.next_try <= moment:
                yield preflight.file_of(row)

    def _on_question(self, file: preflight.File) -> None:
        self._progress.begin(item=file.item, title=file.title, target="commons_file", state=str(State.QUEUED))
