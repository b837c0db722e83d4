"""Several accounts on one computer: whose photographs are sent by which is never a guess."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from minoties_desktop.config import settings
from minoties_desktop.qt.sender import SenderMenu
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import review
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.store import outbox
from tests.support import libraries

Settled = Callable[[], None]
NIKOS, LEARNER = Account("commons", "Nikos"), Account("https://wiki.example/w/api.php", "Learner")


@pytest.fixture
def accounts() -> None:
    """Two accounts of others are kept on this computer."""
    settings.change(accounts=[[one.site, one.name] for one in (NIKOS, LEARNER)])


def ready(window: MainWindow, library: Library, settled: Settled, **columns: str) -> list[str]:
    me = libraries.contributor(library, "Maria", "", release="https://example.org/release", **columns)
    libraries.ready(library, 1, author=me)
    window.kit.bridge.sign(me)
    window.kit.bridge.tell_everything()
    settled()
    ids = list(window.stage.grid.model.ids)
    window.stage.grid.view.select(ids)
    return ids


@pytest.mark.usefixtures("accounts")
def test_the_window_asks_which_account_sends(
    window: MainWindow, library: Library, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SenderMenu, "popup", lambda menu, place: None)  # no keyboard to grab off the screen
    ready(window, library, settled)
    window.deeds_of["queue"].trigger()
    settled()
    assert not outbox.listed(library.database), "nobody's account was taken"
    menu = window.deeds.senders
    assert [entry.text() for entry in menu.actions()][1:] == [
        "Nikos on commons.wikimedia.org", "Learner on wiki.example"]
    menu.actions()[2].trigger()
    settled()
    assert {(row.wiki, row.account) for row in outbox.listed(library.database)} == {(LEARNER.site, LEARNER.name)}
    assert window.kit.bridge.lists.senders() == [LEARNER, NIKOS], "the likeliest next time"


@pytest.mark.usefixtures("accounts")
def test_the_account_of_who_works_here_is_meant(window: MainWindow, library: Library, settled: Settled) -> None:
    me = libraries.contributor(library, "Learner", "learner")
    window.kit.bridge.sign(me)
    assert window.kit.bridge.lists.senders() == [LEARNER]


@pytest.mark.usefixtures("accounts")
def test_review_says_as_whom_and_what_keeps_that_account_from_it(
    window: MainWindow, library: Library, settled: Settled,
) -> None:
    [item] = ready(window, library, settled)
    window.stage.show_page("review")
    settled()
    page = window.stage.review
    page.show_alone(True)
    assert page._form.reviewBand.text == "Complete. Exactly this will be sent, by Nikos to commons.wikimedia.org."
    with library.database.writing() as write:
        write.execute("UPDATE contributor SET release = '', user_name = 'Maria M'")
    found = review.preview(library, item, NIKOS)
    assert "own-work-account" in {problem.code for problem in found.problems if problem.blocks}
    assert "own-work-account" not in {one.code for one in review.preview(library, item, Account("commons", "Maria M"))
                                      .problems}
