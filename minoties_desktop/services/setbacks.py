"""What stopped a row, as the row and its queue then stand: it waits, asks, is held or refused."""

from __future__ import annotations

import random
from typing import Any

from ..domain.connection import Trouble
from ..domain.errors import AskPerson, EnvironmentFault, Fault, RetryLater, Stopped, UsageFault
from ..domain.states import State
from ..store import outbox, pauses
from ..store.database import Write
from ..store.outbox import Row

BACK_OFF, LONGEST_BACK_OFF, LONGEST_OFFLINE = 5.0, 3600.0, 60.0
"""Seconds until the second try, and between tries at most: after answers that say no, and while there are none."""
LONGEST_WAIT = 86_400.0
"""Seconds that anything waits at most, whatever a wiki asks for; what waits longer was stored by a wrong clock."""


def told(fault: Fault) -> dict[str, Any]:
    """A fault as a row keeps it: code, message, remedy."""
    return {"code": fault.code, "message": fault.message.to_json(),
            "remedy": fault.remedy.to_json() if fault.remedy else None}


def stop(write: Write, row: Row, fault: Fault, *, moment: float, trouble: Trouble | None = None) -> None:
    """Store what stopped a row; where nothing else would succeed either, the whole queue of its account waits.

    `trouble` says more of why the wiki can't be reached.
    """
    error = told(fault)
    if trouble is not None:
        error |= {"message": trouble.message.to_json(), "remedy": trouble.remedy.to_json()}
    match fault:
        case Stopped() | EnvironmentFault() | UsageFault():
            outbox.stop(write, row.id, State.WAITING, error=error, tries=row.tries)
        case RetryLater():
            # Whatever a wiki asks for: one that says "at once" over and over is not asked over and over at once.
            wait = max(fault.after or 0.0, back_off(fault.kind, row.tries))
            until = moment + min(wait, LONGEST_WAIT)
            outbox.stop(write, row.id, State.WAITING, error=error, next_try=until, tries=row.tries + 1)
            if fault.stops_queue:
                pauses.put(write, pauses.account(row.wiki, row.account), until, moment=moment,
                           reason=error | ({"trouble": trouble.to_json()} if trouble else {}))
        case AskPerson():
            question = {"id": fault.question, "choices": list(fault.choices), "details": fault.details}
            outbox.stop(write, row.id, State.ASKS, error=error, question=question)
        case _:
            outbox.stop(write, row.id, State.HELD if fault.code == "held" else State.REFUSED, error=error)


def back_off(kind: str, tries: int) -> float:
    """Seconds until the next try after so many, by the kind of fault; never quite the same for two."""
    longest = LONGEST_OFFLINE if kind in ("offline", "portal") else LONGEST_BACK_OFF
    return min(longest, BACK_OFF * 2.0 ** min(tries, 16)) * random.uniform(0.8, 1.2)
