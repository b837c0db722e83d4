"""Commands over the accounts of this computer: account add, list, check, rename, logout, remove."""

from __future__ import annotations

import json
import subprocess
import sys
import webbrowser
from typing import Any

import click

from ..config.messages import Message
from ..config.start import ourselves
from ..domain.errors import Fault, RetryLater
from ..domain.powers import Way
from ..services import accounts, powers, renamed, signing
from ..services.accounts import Account
from .frame import DONE, NEEDS_PERSON, STILL_WAITING, Session, command, group, option, words

_account = group("account")


@command(_account, "add", click.argument("name", required=False, default=""), option("--site", required=True),
         option("--oauth", is_flag=True), option("--token", is_flag=True), option("--client", default=""),
         option("--no-browser", is_flag=True))
def add(session: Session, name: str, site: str, oauth: bool, token: bool, client: str, no_browser: bool) -> None:
    """Keep a bot password or a token from standard input in the keyring, or log in through the browser."""
    if oauth and token:
        raise click.UsageError(words.text("error-two-logins"))
    if oauth:
        added = signing.sign_in(site, lambda address: _browse(session, address, not no_browser), name=name,
                                client=client, language=words.language)
        said = "cli-account-logged-in"
    else:
        secret = _secret("cli-secret-token" if token else "cli-secret")
        added = signing.add_token(secret, site, name) if token else signing.add_bot_password(name, site, secret)
        said = "cli-account-added"
    session.answer(accounts.to_json(added), lambda: Message(said, added.name, added.site))


def _secret(prompt: str) -> str:
    if sys.stdin and sys.stdin.isatty():
        return str(click.prompt(words.text(prompt), hide_input=True, err=True))
    return sys.stdin.readline().strip() if sys.stdin else ""


def _browse(session: Session, address: str, open_it: bool) -> None:
    """Tell the address of the wiki's page, for who opens it themselves, and open it."""
    opened = open_it and webbrowser.open(address)
    if session.json:
        click.echo(json.dumps({"open": address, "opened": opened}), err=True)
    else:
        click.echo(words.text("cli-account-browser" if opened else "cli-account-open", address), err=True)


@command(_account, "list")
def list_accounts(session: Session) -> None:
    """The accounts of this computer, how they sign in, and what they may do as far as it is known."""
    found = [_details(account) for account in accounts.listed()]
    session.answer({"accounts": found}, lambda: "\n".join(_line(one) for one in found) or words.text("cli-no-accounts"))


def _details(account: Account) -> dict[str, Any]:
    known = accounts.standing(account)
    trouble = " ".join(words.text(part) for part in (known.trouble, known.remedy) if part is not None)
    return {**accounts.details(account), "trouble": trouble}


def _line(one: dict[str, Any]) -> str:
    way = words.text(f"account-way-{Way(one['login'])}" if one["login"] else "account-logged-out")
    told = [f"{one['name']} ({one['site']}): {way}"]
    if one["blocked"] is not None:
        told.append(words.text("account-blocked", one["blocked"]))
    told += [words.text("account-missing", words.text(f"grant-{grant}")) for grant in one["missing"]]
    return ". ".join([*told, *([one["trouble"]] if one["trouble"] else [])])


@command(_account, "check", click.argument("name", required=False, default=""), option("--site"))
def check(session: Session, name: str, site: str | None) -> int:
    """Ask the wikis what the accounts may do there."""
    wanted = [accounts.known(name, site and accounts.site_id(site))] if name else [
        account for account in accounts.listed() if site is None or account.site == accounts.site_id(site)]
    # pywikibot serves one user in a process.
    told = [_checked(wanted[0])] if len(wanted) == 1 else [_checked_beside(account) for account in wanted]

    def text() -> str:
        lines = [_line(one) if one["trouble"] or not one["error"] else f"{_line(one)}. {one['error']['message']}"
                 for one in told]
        return "\n".join(lines) or words.text("cli-no-accounts")

    session.answer({"accounts": told}, text)
    codes = {one["error"]["code"] for one in told if one["error"]}
    if any(one["missing"] or one["blocked"] is not None for one in told) or "account" in codes:
        return NEEDS_PERSON
    return STILL_WAITING if codes else DONE


def _checked(account: Account) -> dict[str, Any]:
    error = None
    try:
        powers.check(account)
    except RetryLater as fault:
        error = _error(fault)
    return {**_details(account), "error": error}


def _checked_beside(account: Account) -> dict[str, Any]:
    ended = subprocess.run(ourselves("account", "check", account.name, "--site", account.site, "--json"),
                           stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
    answer = json.loads(ended.stdout or b"{}")
    if "accounts" in answer:
        return dict(answer["accounts"][0])
    return {**_details(account), "error": answer.get("error")}


def _error(fault: Fault) -> dict[str, str]:
    return {"code": fault.code, "message": words.text(fault.message),
            "remedy": words.text(fault.remedy) if fault.remedy else ""}


@command(_account, "rename", click.argument("name"), click.argument("new"), option("--site"))
def rename(session: Session, name: str, new: str, site: str | None) -> None:
    """Follow an account whose user name was changed on its wiki: password and queue go along."""
    session.only_reads = True  # a library that there is not yet has nothing to go along
    place = accounts.site_id(site) if site else None
    doubt = renamed.unproven(name, new, place)
    after = renamed.rename(session.library, name, new, place)

    def text() -> str:
        told = words.text("cli-account-renamed", after.name)
        return f"{told}\n{words.text('cli-account-unproven', doubt)}" if doubt else told

    session.answer({**accounts.to_json(after), "proven": doubt is None, "doubt": doubt and words.text(doubt)}, text)


@command(_account, "logout", click.argument("name"), option("--site"))
def log_out(session: Session, name: str, site: str | None) -> None:
    """Forget an account's secret; the account and the queue stay."""
    left = signing.log_out(name, accounts.site_id(site) if site else None)
    session.answer(accounts.to_json(left), lambda: Message("cli-account-logged-out", left.name, left.site))


@command(_account, "remove", click.argument("name"), option("--site"))
def remove(session: Session, name: str, site: str | None) -> None:
    """Forget an account and its secret; the queue stays."""
    removed = signing.remove(name, accounts.site_id(site) if site else None)
    session.answer(accounts.to_json(removed), lambda: Message("cli-account-removed", removed.name))
