"""Accounts on wikis: their names are kept in the settings, their secrets only in the keyring."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from ..config import settings
from ..config.messages import Message
from ..domain.errors import UsageFault
from ..domain.item import same_user, user_name
from ..domain.powers import Powers, Way
from ..domain.sites import COMMONS, COMMONS_API, PRACTICE, PRACTICE_ACCOUNT, Site, is_api_address


@dataclass(frozen=True, slots=True)
class Account:
    """An account: the wiki's id and the user's name there."""

    site: str
    name: str

    @property
    def key(self) -> str:
        """Under which name the settings know it."""
        return f"{self.site} {self.name}"


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account signs in (None: it is logged out), what it may do as last asked, since when it is logged in
    (seconds since 1970), and why it could not sign in when it was last tried."""

    way: Way | None = Way.BOT_PASSWORD
    powers: Powers | None = None
    since: float = 0.0
    trouble: Message | None = None
    remedy: Message | None = None

    def to_json(self) -> dict[str, Any]:
        """As the settings keep it."""
        return {"way": self.way, "powers": self.powers and self.powers.to_json(), "since": self.since,
                "trouble": self.trouble and self.trouble.to_json(), "remedy": self.remedy and self.remedy.to_json()}

    @classmethod
    def from_json(cls, stored: Any) -> Standing:
        """What was stored; an account without anything stored signs in with a bot password, as once all did."""
        try:
            return cls(
                Way(stored["way"]) if stored["way"] else None, Powers.from_json(stored["powers"]),
                float(stored["since"]), *(Message.from_json(stored[name]) if stored[name] else None
                                          for name in ("trouble", "remedy")))
        except (KeyError, TypeError, ValueError, AttributeError):
            return cls()


def site_id(text: str) -> str:
    """The id of the wiki that a text means: commons, practice, or an API address. Raises UsageFault for others."""
    if text == COMMONS_API:
        return COMMONS
    if text in (COMMONS, PRACTICE) or is_api_address(text):
        return text
    # What stands before an @ or behind a ? may be a password.
    told = text.rpartition("@")[2].partition("?")[0].partition("#")[0]
    raise UsageFault(Message("error-unknown-site", told), Message("error-unknown-site-remedy"), code="unknown-site")


def wiki(account: Account) -> Site:
    """The wiki of an account, reached by its public address; the practice Commons is found by services/practising."""
    return Site(account.site, COMMONS_API if account.site == COMMONS else account.site)


def listed() -> list[Account]:
    """The accounts that were added on this computer."""
    return [Account(site, name) for site, name in settings.load().accounts]


def standing(account: Account) -> Standing:
    """What is known of an account on this computer, without asking anybody."""
    return Standing.from_json(settings.load().logins.get(account.key))


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
    """An account by its name, for the command line."""
    return {"name": account.name, "site": account.site}


def details(account: Account) -> dict[str, Any]:
    """All that is known of an account, for the command line."""
    found = standing(account)
    powers = found.powers
    return {
        **to_json(account), "login": found.way and str(found.way), "logged_in": found.way is not None,
        "checked": powers and datetime.fromtimestamp(powers.checked, UTC).isoformat(timespec="seconds"),
        "may": powers and dict(powers.rights), "missing": list(powers.missing) if powers else [],
        "limits": {name: asdict(limit) for name, limit in powers.limits.items()} if powers else {},
        "blocked": powers.blocked if powers else None, "edits": powers.edits if powers else None,
    }
