"""What an account may do on its wiki: asked, and kept for when there is no connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..config.paths import data_folder
from ..domain.errors import RetryLater
from ..domain.powers import Powers
from ..domain.states import State
from ..store import outbox
from . import signing
from .accounts import Account, listed, standing, wiki
from .library import Library
from .readmitting import ACCOUNT

if TYPE_CHECKING:
    from ..wiki.session import Session


def known(account: Account) -> Powers | None:
    """What the wiki said last, None if it was never asked; nothing is sent."""
    return standing(account).powers


def note(library: Library, account: Account, session: Session) -> None:
    """Keep what a sync came to know of its account: why it was shut out, else what it may do."""
    if account not in listed():
        return
    waiting = outbox.of_account(library.database, account.site, [account.name], states=[State.WAITING])
    stopped = next((row for row in waiting if row.message and row.error and row.error.get("code") == ACCOUNT), None)
    if stopped is not None and stopped.message is not None:
        signing.note_trouble(account, stopped.message, stopped.remedy)
    elif session.known_powers is not None:
        signing.note_powers(account, session.known_powers)


def check(account: Account) -> Powers:
    """Ask the wiki now, and keep what it says, or why the account can't sign in.

    Only one account in each process. Raises RetryLater, EnvironmentFault.
    """
    from ..wiki.account import read  # late: loading a keyring takes 0.2 s
    from ..wiki.session import Session

    site = wiki(account)
    session = Session(site, account.name, lambda: read(site, account.name), data_folder=data_folder() / "wiki")
    try:
        found = session.powers
    except RetryLater as fault:
        if fault.kind == "account":
            signing.note_trouble(account, fault.message, fault.remedy)
        raise
    signing.note_powers(account, found)
    return found
