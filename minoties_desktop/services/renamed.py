"""Accounts whose user name was changed on their wiki: secret, queue and receipts go by the new name from then on."""

from __future__ import annotations

import re
from typing import Any

from ..config import settings
from ..config.messages import Message
from ..config.paths import data_folder
from ..domain.changes import Changes
from ..domain.errors import EnvironmentFault, RetryLater, UsageFault
from ..domain.item import same_user, user_name
from ..store import outbox, pauses, traffic
from ..store.registers import contributors
from .accounts import Account, known, listed, wiki
from .describing import refresh
from .library import Library
from .tagging import Tagging

_NO_NAME = re.compile(r"[#<>\[\]|{}/\x00-\x1f\x7f]")
"""Signs that no user name has: those that no title has, and the slash of subpages."""
_BYTES = 255
"""Bytes of a title, and so of a user name."""


def rename(library: Library, name: str, new: str, site: str | None = None) -> Account:
    """Have an account go by the name that its wiki gave it.

    What is queued for it in this library goes along, in others as soon as they are opened. Raises UsageFault for no
    name, one that no wiki has, or one that another account of this computer has, EnvironmentFault while it is
    sending, or where the keyring can't be used: then nothing has changed.
    """
    before = known(name, site)
    after = _wanted(before, new)
    if _is_sending(library, before):
        raise EnvironmentFault(Message("error-locked-sync"), Message("error-locked-remedy"), code="locked")
    # The new place first, the old one last: whatever dies in between, the secret is somewhere, and twice is as once.
    _carry_secret(before, after)

    def changed(now: settings.Settings) -> dict[str, Any]:
        logins = {key: told for key, told in now.logins.items() if key != before.key}
        if before.key in now.logins and after.key not in logins:
            logins[after.key] = now.logins[before.key]
        return {"accounts": [[after.site, after.name] if pair == [before.site, before.name] else pair
                             for pair in now.accounts],
                "logins": logins, "renamed": {**now.renamed, before.key: after.name}}

    settings.amend(changed)
    _rename_person(library, before, after)
    follow(library)
    return after


def _wanted(before: Account, new: str) -> Account:
    """The account by a new name. Raises UsageFault for a name that it can't have."""
    wanted = user_name(new.partition("@")[0])
    after = Account(before.site, wanted)
    if not wanted or after == before:
        raise UsageFault(Message("error-rename-same", before.name), Message("error-rename-same-remedy"),
                         code="same-name")
    if _NO_NAME.search(wanted) or len(wanted.encode()) > _BYTES:
        raise UsageFault(Message("error-rename-impossible", wanted), Message("error-rename-same-remedy"),
                         code="impossible-name")
    if after in listed():
        raise UsageFault(Message("error-rename-own", after.name), Message("error-rename-own-remedy", after.name),
                         code="own-account")
    return after


def unproven(name: str, new: str, site: str | None = None) -> Message | None:
    """Ask the wiki whether an account is the user of another name by now: it signs in by that name with what it has.

    Gives why that could not be asked, None where it is proven. Raises UsageFault where the wiki says no and where
    `rename` would, EnvironmentFault where the keyring can't be used. Only one account in each process.
    """
    before = known(name, site)
    after = _wanted(before, new)
    from ..wiki import account as keyring_account  # late: loading a keyring takes 0.2 s
    from ..wiki.session import Session

    place = wiki(before)
    try:
        secret = keyring_account.under(place, before.name, after.name)
    except RetryLater as fault:  # logged out
        return fault.message
    session = Session(place, after.name, lambda: secret, data_folder=data_folder() / "wiki")
    try:
        session.login()
    except RetryLater as fault:
        if fault.kind != "account" or fault.message.key == "error-login-throttled":
            return fault.message
        raise UsageFault(Message("error-rename-refused", place.host, before.name, after.name, fault.message),
                         Message("error-rename-refused-remedy", before.name), code="other-user") from fault
    return None


def follow(library: Library) -> Changes:
    """Give what this library has under former names to their accounts' names of today, unless it is being sent."""
    found = {Account(site, name) for site, name in outbox.accounts(library.database, done=True)}
    moved = {before: after for before in found if (after := _today(before)) != before
             and not _is_sending(library, before)}
    if not moved:
        return Changes()
    for before, after in moved.items():
        _rename_person(library, before, after)
    with library.database.writing() as write:
        items: list[str] = []
        for before, after in moved.items():
            items += outbox.rename_account(write, before.site, before.name, after.name)
            pauses.forget(write, pauses.account(before.site, before.name))
            traffic.rename_account(write, before.site, before.name, after.name)
        refresh(library.database, write, items)
    return write.changes


def _is_sending(library: Library, account: Account) -> bool:
    from .syncing import is_running  # late: each window asks for renamed accounts, and few have any

    return is_running(library, account)


def _rename_person(library: Library, before: Account, after: Account) -> None:
    """The contributor of that user name is the same person: whose own work something is depends on it."""
    tagging = Tagging(library, actor=library.setting("me"))
    for person in contributors(library.database).values():
        if same_user(person.user_name, before.name):
            tagging.edit("contributor", person.id, {"user_name": after.name})


def _today(account: Account) -> Account:
    """The account by its name of today; one that was added anew under a former name is another one."""
    renamed, seen = settings.load().renamed, {account.key}
    while account not in listed() and isinstance(name := renamed.get(account.key), str):
        account = Account(account.site, name)
        if account.key in seen:
            break
        seen.add(account.key)
    return account


def _carry_secret(before: Account, after: Account) -> None:
    from ..wiki import account as keyring_account  # late: loading a keyring takes 0.2 s

    try:
        keyring_account.carry(wiki(before), before.name, after.name)
    except RetryLater:  # logged out, or carried by an attempt that died: nothing to lose
        return
    keyring_account.remove(wiki(before), before.name)
