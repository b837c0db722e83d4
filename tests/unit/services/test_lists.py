"""What the window lists of the queue: counted once after each change, whoever made it, and no more than is shown."""

from __future__ import annotations

from threading import Thread

import pytest

from minoties_desktop.domain.sites import COMMONS, PRACTICE
from minoties_desktop.domain.states import State
from minoties_desktop.qt.models.deliveries import deliveries
from minoties_desktop.services import review
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.lists import Lists, Open
from minoties_desktop.store import outbox
from tests.support.libraries import library, ready

__all__ = ["library"]


def test_the_queue_is_counted_again_only_when_anybody_has_written(
    library: Library, monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted, count = [], outbox.open_items
    monkeypatch.setattr(outbox, "open_items", lambda database: counted.append(1) or count(database))
    lists, items = Lists(library), ready(library, 3)
    assert lists.open_items() == lists.open_items() == Open(0, 0, 0) and len(counted) == 1
    review.queue(library, items, Account(COMMONS, ""))
    assert lists.open_items() == lists.open_items() == Open(3, 0, 0) and len(counted) == 2
    with library.database.writing(aside=True) as write:
        outbox.stop(write, outbox.listed(library.database)[0].id, State.REFUSED)
    assert lists.open_items() == Open(2, 0, 1) and len(counted) == 3
    other = Library(library.root)  # as another process would
    review.queue(other, items, Account(PRACTICE, ""))
    other.close()
    assert lists.open_items() == lists.open_items() == Open(2, 3, 1) and len(counted) == 4
    seen: list[Open] = []
    beside = Thread(target=lambda: seen.extend((lists.open_items(), lists.open_items())))
    beside.start()
    beside.join()
    assert seen == [Open(2, 3, 1)] * 2 and len(counted) == 5, "each thread sees with a connection of its own"


def test_the_queue_is_read_without_what_is_sent_and_looks_the_same(library: Library) -> None:
    review.queue(library, ready(library, 2), Account(COMMONS, ""))
    brief, whole = Lists(library).deliveries(), outbox.listed(library.database)
    sent = [set(row.payload) - set(shown.payload) for row, shown in zip(whole, brief, strict=True)]
    assert sent == [{"wikitext"}, {"labels", "claims"}] * 2
    assert [row.payload | shown.payload for row, shown in zip(whole, brief, strict=True)] == [
        row.payload for row in whole]
    assert deliveries(brief, {}, {}) == deliveries(whole, {}, {}) and len(deliveries(brief, {}, {})) == 2
