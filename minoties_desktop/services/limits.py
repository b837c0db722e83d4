"""A wiki's limits on an account: known from its own answers, and kept by counting what was done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ..config.messages import Message
from ..domain.errors import Fault, RetryLater
from ..domain.pacing import Limit
from ..domain.states import State
from ..store import answers, traffic
from ..store.database import Database, Write
from .accounts import Account
from .gate import Obstacle

if TYPE_CHECKING:
    from ..wiki.session import Session

KIND = "limits"
MARGIN = 5.0
"""Seconds that are waited beyond the end of a limit, as its wiki counts in steps."""
KNOWN_FOR = 30 * 86_400.0
"""Seconds for which an account's limits are told without asking again."""
UPLOAD, EDIT = "upload", "edit"
_COUNTED = {State.PUBLISHING: UPLOAD, State.DESCRIBING: EDIT}
"""The states whose request a wiki counts, and as what."""
TARGETS = {UPLOAD: ("commons_file",), EDIT: ("commons_data", "page_edit", "data_edit")}
"""The targets whose rows do each."""


class Limits:
    """The limits of one account, as the wiki told them last, and what counts against them."""

    def __init__(self, database: Database, account: Account) -> None:
        self._db, self._account = database, account
        found = answers.known(database, account.site, KIND, [account.name], within=KNOWN_FOR).get(account.name)
        self.by_action = {action: Limit(int(hits), float(seconds))
                          for action, (hits, seconds) in (found.value if found else {}).items()}
        self._elsewhere: list[float] = []

    def learn(self, session: Session, *, files: int, moment: float) -> None:
        """Take the limits from the wiki's own answer; where they may be reached, its log tells what was sent elsewhere.

        `files` is how many are about to be sent. Raises Faults.
        """
        told = {action: limit for action, limit in session.limits.rates.items() if action in (UPLOAD, EDIT)}
        if told != self.by_action:
            self.by_action = told
            with self._db.writing() as write:
                answers.keep(write, self._account.site, KIND, {
                    self._account.name: {action: [one.hits, one.seconds] for action, one in told.items()}})
        limit = told.get(UPLOAD)
        if limit and files + len(self.taken(UPLOAD, moment)) > limit.hits // 2:
            self.ask(session, moment)

    def ask(self, session: Session, moment: float) -> None:
        """Ask the wiki's log when the account uploaded lately, with whatever program."""
        limit = self.by_action.get(UPLOAD)
        if limit is None:
            return
        found = session.query(list="logevents", letype="upload", leuser=self._account.name, lelimit="max",
                              leprop="timestamp").get("logevents", [])
        times = [datetime.fromisoformat(one["timestamp"].replace("Z", "+00:00")).timestamp()
                 for one in found if isinstance(one, dict) and one.get("timestamp")]
        self._elsewhere = [one for one in times if one > moment - limit.seconds]

    def ask_when_full(self, session: Session, fault: RetryLater, moment: float) -> None:
        """The wiki has said that a limit is reached: its log tells when the next may go, so that nothing is tried
        in vain (each try counts again) and no longer waited than needed."""
        limit = self.by_action.get(UPLOAD)
        if limit is None:
            return
        try:
            self.ask(session, moment)
        except Fault:
            return
        then = limit.next(sorted({*self.taken(UPLOAD, moment), *self._elsewhere}), moment)
        if then > moment:
            fault.after = then - moment + MARGIN

    def taken(self, action: str, moment: float) -> list[float]:
        """When something was done that counts (seconds since 1970), oldest first."""
        limit = self.by_action.get(action)
        if limit is None:
            return []
        own = traffic.pings(self._db, wiki=self._account.site, account=self._account.name, action=action,
                            since=moment - limit.seconds)
        if action != UPLOAD or len(self._elsewhere) <= len(own):
            return own
        # The wiki's log holds our own too; what it knows more of was done elsewhere.
        return sorted([*own, *sorted(self._elsewhere)[:len(self._elsewhere) - len(own)]])

    def count(self, write: Write, before: State, state: State, *, moment: float) -> None:
        """A state is about to be stored whose request counts, unless it was in that state before."""
        action = _COUNTED.get(state)
        limit = self.by_action.get(action or "")
        if action and limit and before is not state:
            traffic.ping(write, wiki=self._account.site, account=self._account.name, action=action, at=moment,
                         oldest=moment - limit.seconds)

    def full(self, moment: float) -> dict[str, float]:
        """The actions of which no more may be done now, and when the next one may."""
        found = {action: limit.next(self.taken(action, moment), moment) for action, limit in self.by_action.items()}
        return {action: then for action, then in found.items() if then > moment}

    def obstacle(self, action: str, until: float) -> Obstacle:
        """The limit that is reached, in words."""
        limit = self.by_action[action]
        return Obstacle("limit", Message(f"gate-limit-{action}", limit.hits, round(limit.seconds / 60)),
                        Message("gate-limit-remedy"), until)
