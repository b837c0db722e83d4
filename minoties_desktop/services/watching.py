"""What a window shows of the sending beside the rows: what is foretold, paused, in the way; reads only."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ..config.messages import Message, Name
from ..domain.connection import Remedy, Rung, Trouble
from ..store import outbox, pauses
from .accounts import Account, wiki
from .forecasting import Forecast, forecast
from .gate import Obstacle
from .library import Library
from .pausing import Paused, paused

SESSION = timedelta(hours=24)
"""How long a wiki keeps what it has of a file that is not whole yet (commons-contract 1.3)."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A file that stopped in the middle: its item, the bytes that went, and until when the wiki keeps them."""

    item: str
    offset: int
    kept_until: float


@dataclass(frozen=True, slots=True)
class Sight:
    """The sending as it stands: `trouble` is why the wiki of `account` can't be reached (`again`: when it is tried
    next), `obstacle` why else nothing goes; `paused_rows`, each an item and the wiki it goes to, are paused with the
    activity of that title, or by themselves ("")."""

    coming: Forecast
    paused: Paused
    paused_rows: Mapping[tuple[str, str], str]
    is_running: bool
    account: Account | None = None
    trouble: Trouble | None = None
    again: float = 0.0
    obstacle: Obstacle | None = None
    begun: Begun | None = None

    @property
    def host(self) -> Name:
        """What people call the wiki."""
        return wiki(self.account).host if self.account else ""


def look(library: Library, runs: Sequence[dict[str, Any]]) -> Sight:
    """How the sending stands, with the runs that live now."""
    moment = time.time()
    rate = next((run["progress"]["rate"] for run in runs if run["progress"].get("rate")), None)
    coming = forecast(library, moment, rate=rate)
    sight = {"coming": coming, "paused": paused(library), "is_running": bool(runs),
             "paused_rows": pauses.deliveries(library.database, moment)}
    stored = pauses.listed(library.database)
    sending = any("row" in run["progress"] for run in runs)
    for account in (Account(*pair) for pair in outbox.accounts(library.database)):
        pause = stored.get(pauses.account(account.site, account.name))
        if pause is not None and not sending and (trouble := _trouble(pause.reason)):
            return Sight(**sight, account=account, trouble=trouble, again=pause.until, begun=_begun(library))
    return Sight(**sight, obstacle=None if sending else _told(runs) or coming.obstacle)


def _trouble(reason: dict[str, Any] | None) -> Trouble | None:
    """The ladder's part of why an account waits: the way to the wiki, or the account itself."""
    if reason and reason.get("trouble"):
        return Trouble.from_json(reason["trouble"])
    if reason and reason.get("code") == "account":
        return of_account("account", reason)
    return None


def of_account(code: str, told: dict[str, Any]) -> Trouble:
    """What is wrong with an account, as the highest rung."""
    remedy = told.get("remedy")
    return Trouble(code, Rung.ACCOUNT, Message.from_json(told["message"]),
                   Message.from_json(remedy) if remedy else Message("gate-wait-remedy"), time.time(),
                   Remedy.RETRY if code.startswith("keyring-locked") else Remedy.ACCOUNT)


def _told(runs: Sequence[dict[str, Any]]) -> Obstacle | None:
    """What a run that lives waits for."""
    for run in runs:
        if waits := run["progress"].get("waits"):
            return Obstacle(waits["code"], Message.from_json(waits["message"]), Message.from_json(waits["remedy"]),
                            waits["until"])
    return None


def _begun(library: Library) -> Begun | None:
    row = outbox.begun(library.database)
    if row is None:
        return None
    since = datetime.fromisoformat(row.changed.replace("Z", "+00:00"))
    return Begun(row.item, int(row.facts["offset"]), (since + SESSION).timestamp())
