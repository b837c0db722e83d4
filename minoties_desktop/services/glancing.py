"""What a sync notices in passing: files that were renamed or deleted on their wiki since they were delivered."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from ..domain.errors import Fault
from ..store import outbox
from ..store.database import now
from .accounts import Account
from .asking import asking
from .library import Library
from .rechecking import recheck

AGAIN = timedelta(hours=6)
"""How long a file is not looked at after its delivery, or after a look."""
MOST = 100
"""Files of one glance, those first that were not looked at for longest: two requests (commons-contract 1.1)."""

_log = logging.getLogger(__name__)


def glance(library: Library, account: Account) -> None:
    """Look whether delivered files still have their names; those that have not are rechecked. Nothing hangs on it:
    what can't be asked now is asked by the next sync."""
    from ..wiki import history  # late: only who asks needs it

    since = (datetime.now(UTC) - AGAIN).isoformat(timespec="microseconds").replace("+00:00", "Z")
    rows = outbox.unseen(library.database, wiki=account.site, account=account.name, since=since, limit=MOST)
    if not rows:
        return
    try:
        with asking(library, account) as session:
            names = history.titles(session, [int((row.receipt or {})["pageid"]) for row in rows])
        with library.database.writing() as write:
            for row in rows:
                outbox.set_receipt(write, row.id, {**(row.receipt or {}), "seen": now()})
        other = [row.item for row in rows
                 if names.get(int((row.receipt or {})["pageid"])) != (row.receipt or {})["title"]]
        if other:
            recheck(library, other)
    except Fault as fault:
        _log.info("a glance at what was delivered: %s", fault.code)
