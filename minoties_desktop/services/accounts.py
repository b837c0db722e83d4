"""Accounts on wikis: their names are kept in the settings, their secrets only in the keyring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..config import settings
from ..config.messages import Message
from ..domain.errors import UsageFault
from ..domain.item import same_user, user_name
from ..domain.sites import COMMONS, COMMONS_API, PRACTICE, PRACTICE_ACCOUNT, Site, is_api_address


@dataclass(frozen=True, slots=True)
class Account:
    """An account: the wiki's id and the user's name there."""

    site: str
    name: str


def site_id(text: str) -> str:
    """The id of the wiki that a text means: commons, practice, or an API address. Raises UsageFault for others."""
    if text == COMMONS_API:
        return COMMONS
    if text in (COMMONS, PRACTICE) or is_api_address(text):
        return text
    raise UsageFault(Message("error-unknown-site", text), Message("error-unknown-site-remedy"), code="unknown-site")


def wiki(account: Account) -> Site:
    """The wiki of an account, reached by its public address; the practice Commons is found by services/practising."""
    return Site(account.site, COMMONS_API if account.site == COMMONS else account.site)


def listed() -> list[Account]:
    """The accounts that were added on this computer."""
    return [Account(site, name) for site, name in settings.load().accounts]


def add(login: str, site: str, secret: str) -> Account:
    """Keep a bot password (`User@app` as login) in the keyring; the account is then known by its user name.

    Raises EnvironmentFault where the keyring can't be used, UsageFault for a login without application name.
    """
    name, at, app = login.partition("@")
    account = Account(site_id(site), user_name(name))
    if account.site == PRACTICE:
        raise UsageFault(Message("error-practice-account"), code="practice-account")
    if not (account.name and at and app.strip()):
        raise UsageFault(Message("error-bot-password"), Message("error-bot-password-remedy"), code="bot-password")
    if not secret:
        raise UsageFault(Message("error-secret-missing"), Message("error-secret-missing-remedy"), code="no-secret")
    from ..wiki import account as keyring_account  # late: loading a keyring takes 0.2 s

    keyring_account.store(wiki(account), account.name, login.strip(), secret)
    others = [pair for pair in settings.load().accounts
              if not (pair[0] == account.site and same_user(pair[1], account.name))]
    settings.change(accounts=[*others, [account.site, account.name]])
    return account


def remove(name: str, site: str | None = None) -> Account:
    """Forget an account and its secret; what is queued for it stays queued."""
    account = known(name, site)
    from ..wiki import account as keyring_account

    keyring_account.remove(wiki(account), account.name)
    settings.change(accounts=[pair for pair in settings.load().accounts if pair != [account.site, account.name]])
    return account


def known(name: str, site: str | None = None) -> Account:
    """The account of a name. Raises UsageFault if it was never added, or if several wikis have it."""
    user = name.partition("@")[0]
    found = [account for account in listed()
             if same_user(account.name, user) and site in (None, account.site)]
    if len(found) == 1:
        return found[0]
    key = "error-account-ambiguous" if found else "error-account-unknown"
    raise UsageFault(Message(key, name), Message(f"{key}-remedy"), code="account")


def chosen(name: str | None, site: str | None) -> Account:
    """The account that queueing means: the only one where nothing is said; on commons it may be one still to come.

    Raises UsageFault naming the accounts where there are several.
    """
    wanted = site_id(site) if site else None
    if wanted == PRACTICE:
        return Account(PRACTICE, PRACTICE_ACCOUNT)
    if name:
        user = user_name(name.partition("@")[0])
        found = [account for account in listed() if same_user(account.name, user) and wanted in (None, account.site)]
        if len(found) > 1:
            return known(name, wanted)  # says what is ambiguous
        return found[0] if found else Account(wanted or COMMONS, user)
    candidates = [account for account in listed() if wanted in (None, account.site)]
    if len(candidates) > 1:
        names = ", ".join(f"{account.name} ({account.site})" for account in candidates)
        raise UsageFault(Message("error-account-several", names), Message("error-account-several-remedy"),
                         code="account-several")
    return candidates[0] if candidates else Account(wanted or COMMONS, "")


def to_json(account: Account) -> dict[str, Any]:
    """An account for the command line."""
    return {"name": account.name, "site": account.site}
