"""Who would send what is here: the accounts of this computer, and the one that counts for an item."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.inheritance import match_author
from ..domain.item import Described, same_user
from ..domain.people import Contributor
from ..store import settings, values
from ..store.database import Database
from ..store.registers import contributors
from . import accounts
from .accounts import Account

ANOTHER = "own-work-account"
"""The code of what keeps an account from sending somebody else's own work."""
_LOOKED = "looked-senders"  # the library's setting: the accounts by which its items were looked at last


def senders(database: Database) -> list[Account]:
    """The accounts that could be meant: those of the person who works here, else all; the one that was chosen last
    is the first. Where there are several, somebody is to be asked."""
    me = contributors(database).get(settings.get(database, "me"))
    found = accounts.listed()
    found = [one for one in found if me and same_user(me.user_name, one.name)] or found
    return sorted(found, key=lambda one: one.key != settings.get(database, "sender"))


def users(database: Database) -> list[str]:
    """The users who may send from here: the likeliest first, then those of all accounts."""
    return list(dict.fromkeys(one.name for one in (*senders(database), *accounts.listed())))


def uploader(item: Described, names: Sequence[str]) -> str:
    """Who of some users would send an item: its author where they are among them, else the first; "" of none."""
    author = item.author.user_name if item.author else ""
    return next((name for name in names if author and same_user(name, author)), names[0] if names else "")


def mark_changed(database: Database) -> None:
    """Have those items looked at again for which it matters that there are other accounts than before."""
    names = users(database)
    if settings.get(database, _LOOKED) == "\n".join(names):
        return
    people = contributors(database)
    others = [text for text in values.used(database, "author") if not _is_one(match_author(text, people), names)]
    with database.writing() as write:
        values.mark_dirty(write, [*values.with_code(database, ANOTHER), *values.own_works(database, others)])
    settings.put(database, _LOOKED, "\n".join(names))  # after it: who dies before does it again


def _is_one(person: Contributor | None, names: Sequence[str]) -> bool:
    """Whether nothing changes for a person's own works: nobody is to send, or they are among those who do."""
    return not names or person is None or any(same_user(name, person.user_name) for name in names)
