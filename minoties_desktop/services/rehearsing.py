"""What would become of files if they were sent now, as their wiki says or has said lately; nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..domain.errors import EnvironmentFault, Fault, UsageFault
from ..domain.problems import Problem
from ..domain.states import State
from ..store import answers, outbox
from . import paging, preflight, review
from .accounts import Account
from .asking import asking
from .library import Library
from .preflight import File
from .standing import due


class Verdict(StrEnum):
    """What would become of a file."""

    SEND = "would_send"
    THERE = "already_there"
    ASK = "would_ask"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would become of one queued file, and why; `asked` tells whether the wiki was asked, `trouble` why not."""

    item: str
    title: str
    size: int
    account: Account
    verdict: Verdict
    problems: list[Problem]
    asked: bool
    trouble: Fault | None


def rehearse(library: Library, account: Account) -> list[Rehearsal]:
    """What would become of the files that are due for an account. Reads only, without logging in where that is enough.

    Where the wiki can't be asked, its answers of the last day count.
    """
    rows = [row for row in due(library, account) if "size" in row.payload]
    files = [preflight.file_of(row) for row in rows if preflight.is_new(row)]
    trouble = _asked(library, account, files) if files else None
    found = preflight.known(library.database, account.site, files)
    return [Rehearsal(row.item, row.payload["title"], row.payload["size"], account, _verdict(found.get(row.item, [])),
                      found.get(row.item, []), trouble is None, trouble) for row in rows]


def _asked(library: Library, account: Account, files: Sequence[File]) -> Fault | None:
    try:
        with asking(library, account) as session:
            preflight.ask(library, session, account.site, files)
    except (EnvironmentFault, UsageFault):
        raise
    except Fault as fault:
        return fault
    return None


_ASKED = {"wiki-name-taken", "wiki-name-near", "wiki-name-banned", "wiki-deleted", "wiki-there-original"}
"""Codes of problems about which a sync asks."""


def _verdict(problems: Sequence[Problem]) -> Verdict:
    codes = {problem.code for problem in problems}
    if "wiki-there" in codes:
        return Verdict.THERE
    return Verdict.ASK if codes & _ASKED else Verdict.SEND


def known(library: Library, ids: Sequence[str], account: Account) -> dict[str, list[Problem]]:
    """What wikis have lately said about items that are not sent yet; `account` is for those that are not queued.

    Nothing is asked; an item that no wiki was asked about is left out.
    """
    rows = [row for row in outbox.of_items(library.database, ids) if "sha1" in row.payload]
    by_wiki: dict[str, list[File]] = {}
    for row in rows:
        if row.resume_state is State.QUEUED and row.state is not State.DONE:
            by_wiki.setdefault(row.wiki, []).append(preflight.file_of(row))
    queued = {row.item for row in rows}
    free = [item for item in ids if item not in queued]
    if free and answers.has_any(library.database, account.site):
        for described in review.sent_by(library, free, account).values():
            if described.file:
                by_wiki.setdefault(account.site, []).extend(map(review.file_as, paging.pages(library, described)))
    found: dict[str, list[Problem]] = {}
    for wiki, files in by_wiki.items():
        found |= {item: told for item, told in preflight.known(library.database, wiki, files).items() if told}
    return found
