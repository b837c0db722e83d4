"""What an account signs in with: a bot password or tokens, in the system's keyring and nowhere else."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import NamedTuple

from ..config.locks import locked
from ..config.messages import Message
from ..config.paths import data_folder
from ..domain.errors import EnvironmentFault, RetryLater
from ..domain.sites import PRACTICE_LOGIN, PRACTICE_PASSWORD, Site
from . import vault
from .bearer import Bearer, Tokens

_log = logging.getLogger(__name__)

_PATIENCE = 120.0  # seconds; another process that renews the same tokens takes as long as its request


class BotPassword(NamedTuple):
    """A bot password: its name (`User@app`), and the password."""

    login: str
    password: str


def read(site: Site, account: str) -> BotPassword | Bearer:
    """What an account signs in with. Raises EnvironmentFault, RetryLater of kind account for none."""
    if site.is_practice:
        return BotPassword(PRACTICE_LOGIN, PRACTICE_PASSWORD)
    found = _read(site, account)
    if isinstance(found, BotPassword):
        return found
    spent: set[str] = set()
    return Bearer(found, lambda tokens: _renewed(site, account, tokens, spent))


def store(site: Site, account: str, secret: BotPassword | Tokens) -> None:
    """Keep what an account signs in with, in place of what it had."""
    if site.is_practice:
        return
    parts = {"login": secret.login, "password": secret.password} if isinstance(secret, BotPassword) else {
        "access": secret.access, "refresh": secret.refresh, "until": secret.until, "client": secret.client}
    vault.keep(_key(site, account), json.dumps(parts))


def remove(site: Site, account: str) -> bool:
    """Drop what an account signs in with; tells whether there was anything."""
    return False if site.is_practice else vault.drop(_key(site, account))


def carry(site: Site, account: str, name: str) -> None:
    """Keep what an account signs in with under another name too; a bot password's own name begins with the user's.

    Raises EnvironmentFault, RetryLater of kind account for none.
    """
    found = _read(site, account)
    store(site, name, _named(found, name) if isinstance(found, BotPassword) else found)


def under(site: Site, account: str, name: str) -> BotPassword | Bearer:
    """What an account would sign in with under another name. Raises like `read`."""
    found = read(site, account)
    return _named(found, name) if isinstance(found, BotPassword) else found


def _named(found: BotPassword, name: str) -> BotPassword:
    return found._replace(login=f"{name}@{found.login.partition('@')[2]}")


def _read(site: Site, account: str) -> BotPassword | Tokens:
    kept = vault.find(_key(site, account))
    try:
        secret = json.loads(kept) if kept else {}
        if "password" in secret:
            return BotPassword(str(secret["login"]), str(secret["password"]))
        return Tokens(str(secret["access"]), str(secret["refresh"]), float(secret["until"]), str(secret["client"]))
    except (ValueError, KeyError, TypeError):
        # `from None`: such an exception holds what it was given.
        raise RetryLater("account", Message("error-login-needed", account, site.host),
                         Message("error-login-ended-remedy"), after=3600) from None


def _renewed(site: Site, account: str, before: Tokens, spent: set[str]) -> Tokens:
    """New tokens in place of some: another process's, if it was faster, since a refresh token works once.

    `spent` are those that this process has used up, which a keyring that takes nothing may still hold.
    """
    from . import oauth  # late: it loads requests, and most who read a secret renew none

    name = hashlib.sha256(_key(site, account).encode()).hexdigest()[:16]
    try:
        with locked(data_folder() / "wiki" / f"login-{name}.lock", seconds=_PATIENCE):
            now = _read(site, account)
            if isinstance(now, Tokens) and now.access not in {before.access, *spent}:
                return now
            fresh = oauth.refreshed(site, account, before)
            spent.add(before.access)
            _keep_if_possible(site, account, fresh)
            return fresh
    except TimeoutError as error:
        raise EnvironmentFault(Message("error-keyring-silent", int(_PATIENCE)), Message("error-keyring-remedy"),
                               code="keyring-silent") from error


def _keep_if_possible(site: Site, account: str, fresh: Tokens) -> None:
    # The old ones are used up: without these the work under way would end too, and not only that of tomorrow.
    try:
        store(site, account, fresh)
    except EnvironmentFault as fault:
        _log.warning("renewed tokens could not be kept: %s", fault.code)


def _key(site: Site, account: str) -> str:
    return f"{site.id}:{account}"
