"""What is queued and may not go any more is held at once, and goes on by itself when it may again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ..config.messages import Message
from ..domain.checks import Surroundings, permissions
from ..domain.errors import Refused
from ..domain.item import Described
from ..domain.problems import Problem
from ..domain.sites import PRACTICE
from ..domain.states import State
from ..store import outbox
from ..store.database import Database, Write
from . import setbacks

PERMISSIONS = ("agreement-", "consent-", "embargo-", "notice-", "own-work-", "work-licence")
"""How the codes of problems begin that say that somebody has not allowed it, or not yet."""
HELD = "held"
"""The code of what is held for such a reason, and not by whoever works here."""


def uploader(wiki: str, account: str) -> str:
    """The wiki user whose own a row's work has to be, "" where that is not known yet, and on the practice Commons,
    where everybody sends as who they are."""
    return "" if wiki == PRACTICE else account


def forbidding(problems: Sequence[Problem]) -> Refused | None:
    """Why an item with these problems may not be published for somebody's sake, or None."""
    for problem in problems:
        if problem.blocks and problem.code.startswith(PERMISSIONS):
            return Refused(problem.message, Message("held-permission-remedy"), code=HELD)
    return None


def settle(
    database: Database, write: Write, found: Mapping[str, Sequence[Problem]], described: Mapping[str, Described],
) -> None:
    """Hold the rows of items that may not go, by the problems that were found, and let those go on that may again.
    Whose work one's own is depends on the account that sends it.

    What a sync has in hand it asks about itself; what may be on the wiki by now goes on to its proof.
    """
    for row in outbox.idle(database, found):
        reason = forbidding(found[row.item])
        if reason is None and (sender := uploader(row.wiki, row.account)):
            sent = replace(described[row.item], uploader=sender)
            reason = forbidding(permissions(sent, Surroundings(datetime.now(UTC))))
        if reason is None and row.is_held and row.code == HELD:
            outbox.go_on(write, row.id)
        elif reason is not None and (not row.is_held or row.code == HELD):
            outbox.stop(write, row.id, State.HELD, error=setbacks.told(reason))
