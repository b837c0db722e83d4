"""What waited for an account that could not sign in goes on as soon as it has signed in anew."""

from __future__ import annotations

from datetime import UTC, datetime

from ..domain.changes import Changes
from ..domain.states import State
from ..store import outbox, pauses
from .accounts import Account, standing
from .library import Library

ACCOUNT = "account"
"""The code of what only a person can mend about an account."""


def readmit(library: Library, account: Account) -> Changes:
    """End the waits of rows that were stopped for the account's sake before it last signed in, and their pause."""
    since = standing(account).since
    signed_in = datetime.fromtimestamp(since, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    with library.database.writing() as write:
        shut_out = [row for row in outbox.of_account(
                        library.database, account.site, [account.name], states=[State.WAITING])
                    if row.changed < signed_in and row.error and row.error.get("code") == ACCOUNT]
        for row in shut_out:
            outbox.go_on(write, row.id)
        if shut_out:
            pauses.lift(write, pauses.account(account.site, account.name))
    return write.changes
