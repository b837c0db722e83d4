"""Signing in to wikis: by a bot password, a token of one's own, or through the browser; and out again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..config import settings
from ..config.messages import Message, Messages
from ..domain.errors import RetryLater, UsageFault
from ..domain.item import same_user, user_name
from ..domain.powers import Powers, Way
from ..domain.sites import PRACTICE, PRACTICE_CLIENT
from .accounts import Account, Standing, known, site_id, standing, wiki

if TYPE_CHECKING:
    from ..wiki.account import BotPassword
    from ..wiki.bearer import Tokens

PATIENCE = 600.0
"""Seconds that a person has to answer in the browser."""
_LONGEST_TOKEN = 8192


def add_bot_password(login: str, site: str, secret: str) -> Account:
    """Keep a bot password (`User@app` as login) in the keyring; the account is then known by its user name.

    Raises EnvironmentFault where the keyring can't be used, UsageFault for a login without application name.
    """
    name, at, app = login.partition("@")
    account = Account(_real(site), user_name(name))
    if not (account.name and at and app.strip()):
        raise UsageFault(Message("error-bot-password"), Message("error-bot-password-remedy"), code="bot-password")
    _needed(secret)
    from ..wiki.account import BotPassword  # late: loading a keyring takes 0.2 s

    return _kept(account, BotPassword(login.strip(), secret), Way.BOT_PASSWORD)


def add_token(token: str, site: str, name: str = "") -> Account:
    """Keep a token of one's own, which does not end; without a name the wiki is asked whose it is.

    Raises EnvironmentFault, UsageFault; RetryLater where the wiki had to be asked and did not know it.
    """
    place, token = _real(site), token.strip()
    _needed(token)
    if not (token.isascii() and token.isprintable() and len(token) <= _LONGEST_TOKEN) or " " in token:
        raise UsageFault(Message("error-token-form"), Message("error-token-form-remedy"), code="token")
    from ..wiki.bearer import Tokens

    user = user_name(name.partition("@")[0])
    if not user:
        from ..wiki import oauth  # late: it loads requests

        user = oauth.whose(wiki(Account(place, "")), token)
    return _kept(Account(place, user), Tokens(token), Way.TOKEN)


def sign_in(
    site: str, browse: Callable[[str], object], *, name: str = "", client: str = "", language: str = "",
    seconds: float = PATIENCE, cancelled: Callable[[], bool] = lambda: False,
) -> Account:
    """Log in through the person's browser: `browse` gets the address of the wiki's page, an answer is waited for.

    With a name nobody else's login is kept. Raises UsageFault without the program's number for that wiki, RetryLater
    of kind account for a no, an answer that does not come or is refused, Stopped when cancelled.
    """
    place, wanted = _real(site), user_name(name.partition("@")[0])
    there = wiki(Account(place, ""))
    number = client.strip() or client_of(place)
    if not number:
        raise UsageFault(Message("error-oauth-no-client", there.host), Message("error-oauth-no-client-remedy"),
                         code="no-client")
    from ..wiki import oauth  # late: it loads requests
    from ..wiki.loopback import Listener

    say = Messages(language or settings.load().language or "en").text
    listener = Listener(lambda allowed: (say("oauth-page-done"), say("oauth-page-done-text")) if allowed else (
        say("oauth-page-denied"), say("oauth-page-denied-text")))
    asking = oauth.Asking(number, listener.address)
    with listener.listening(asking.state):
        browse(asking.address(there))
        code = listener.code(there.host, seconds=seconds, cancelled=cancelled)
    tokens = oauth.exchanged(there, asking, code)
    user = oauth.whose(there, tokens.access)
    if wanted and not same_user(wanted, user):
        raise RetryLater("account", Message("error-oauth-other-user", there.host, user, wanted),
                         Message("error-oauth-other-user-remedy"))
    if client.strip():
        set_client(place, client)
    return _kept(Account(place, user), tokens, Way.OAUTH)


def client_of(site: str) -> str:
    """The number under which this program is registered on a wiki, "" if it is not known to be."""
    own = PRACTICE_CLIENT if site == PRACTICE else ""
    return str(settings.load().oauth_clients.get(site, own))


def set_client(site: str, client: str) -> None:
    """Note the number under which this program is registered on a wiki; "" forgets it."""
    def changed(before: settings.Settings) -> dict[str, Any]:
        clients = {**before.oauth_clients, site_id(site): client.strip()}
        return {"oauth_clients": {place: number for place, number in clients.items() if number}}

    settings.amend(changed)


def log_out(name: str, site: str | None = None) -> Account:
    """Forget an account's secret; the account stays known, and what is queued for it waits."""
    account = known(name, site)
    _forget_secret(account)
    note(account, Standing(None, standing(account).powers))
    return account


def remove(name: str, site: str | None = None) -> Account:
    """Forget an account and its secret; what is queued for it stays queued."""
    account = known(name, site)
    _forget_secret(account)
    settings.amend(lambda before: {
        "accounts": [pair for pair in before.accounts if pair != [account.site, account.name]],
        "logins": {key: told for key, told in before.logins.items() if key != account.key}})
    return account


def note(account: Account, found: Standing) -> None:
    """Keep what is known of an account; nothing of it is secret."""
    settings.amend(lambda before: {"logins": {**before.logins, account.key: found.to_json()}})


def note_powers(account: Account, powers: Powers) -> None:
    """Keep what a wiki said that an account may do."""
    before = standing(account)
    note(account, Standing(before.way, powers, before.since))


def note_trouble(account: Account, message: Message, remedy: Message | None) -> None:
    """Keep why an account could not sign in when it was checked."""
    before = standing(account)
    note(account, Standing(before.way, before.powers, before.since, message, remedy))


def _real(site: str) -> str:
    place = site_id(site)
    if place == PRACTICE:
        raise UsageFault(Message("error-practice-account"), code="practice-account")
    return place


def _needed(secret: str) -> None:
    if not secret:
        raise UsageFault(Message("error-secret-missing"), Message("error-secret-missing-remedy"), code="no-secret")


def _kept(account: Account, secret: BotPassword | Tokens, way: Way) -> Account:
    from ..wiki import account as keyring_account

    before = next((pair for pair in settings.load().accounts
                   if pair[0] == account.site and same_user(pair[1], account.name)), None)
    keyring_account.store(wiki(account), account.name, secret)
    if before is not None and before[1] != account.name:
        keyring_account.remove(wiki(account), before[1])

    def changed(now: settings.Settings) -> dict[str, Any]:
        others = [pair for pair in now.accounts
                  if not (pair[0] == account.site and same_user(pair[1], account.name))]
        return {"accounts": [*others, [account.site, account.name]],
                "logins": {**now.logins, account.key: Standing(way, since=time.time()).to_json()},
                # Whoever is called so now is not who was called so once.
                "renamed": {key: name for key, name in now.renamed.items() if key != account.key}}

    settings.amend(changed)
    return account


def _forget_secret(account: Account) -> None:
    from ..wiki import account as keyring_account  # late: loading a keyring takes 0.2 s

    keyring_account.remove(wiki(account), account.name)
