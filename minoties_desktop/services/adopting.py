"""Rows that were queued before there was any account get one, and are frozen anew for it."""

from __future__ import annotations

from ..domain.states import State
from ..store import outbox
from . import paging
from .accounts import Account
from .describing import look, refresh
from .library import Library
from .review import FILE, payloads, sent_by


def adopt(library: Library, account: Account) -> None:
    """Give an account's wiki's rows without account to this one; an item that may not go with it is held, in words.

    Nothing of them was sent yet, so their page text is frozen again: whose own work it is depends on the account.
    What is held gets no account, so that it is looked at again when it goes on.
    """
    with library.database.writing() as write:
        rows = list(outbox.of_account(library.database, account.site, [""], states=[State.QUEUED]))
        described = sent_by(library, list({row.item for row in rows}), account)
        queued = outbox.of_items(library.database, described)
        there = [row for row in queued if row.wiki == account.site]
        sheets = {item: paging.pages(library, one, [row for row in there if row.item == item])
                  for item, one in described.items()}
        for row in rows:
            one = paging.page_of(sheets[row.item], row) or described[row.item]
            blocking = [problem for problem in look(one) if problem.blocks]
            if blocking:
                outbox.stop(write, row.id, State.HELD, error={
                    "code": blocking[0].code, "message": blocking[0].message.to_json(), "remedy": None})
                continue
            upload, data = payloads(one)
            fresh = upload if row.target == FILE else data
            # Its name has been promised to it in the queue.
            kept = {key: row.payload[key] for key in ("title", paging.PAGE) if key in row.payload}
            outbox.refreeze(write, row.id, {**fresh, **kept})
            outbox.set_account(write, [row.id], account.name)
        refresh(library.database, write, described)
