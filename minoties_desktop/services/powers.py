"""What an account may do on its wiki: asked, and kept for when there is no connection."""

from __future__ import annotations

from ..config.paths import data_folder
from ..domain.errors import RetryLater
from ..domain.powers import Powers
from . import signing
from .accounts import Account, standing, wiki


def known(account: Account) -> Powers | None:
    """What the wiki said last, None if it was never asked; nothing is sent."""
    return standing(account).powers


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
