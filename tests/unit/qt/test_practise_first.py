"""Whoever has photographs and no account is offered to practise with them, where they stand; and finds the receipts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from minoties_desktop.config import settings
from minoties_desktop.domain.sites import COMMONS, PRACTICE
from minoties_desktop.domain.states import State
from minoties_desktop.qt.models.side import SideRole
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import review
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.describing import refresh
from minoties_desktop.services.library import Library
from minoties_desktop.store import outbox, runs
from tests.support.libraries import ready

Settled = Callable[[], None]
FIRST = "Practise first: send 3 files to the practice Commons"
IN_FEW_WORDS = "Practise first with 3 files"


@pytest.fixture
def items(library: Library) -> list[str]:
    """Three items: two wait to be published, one is ready."""
    made = ready(library, 3)
    review.queue(library, made[:2], Account(COMMONS, ""))
    return made


@pytest.fixture
def started(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The words with which a sync would have been started."""
    found: list[list[str]] = []
    monkeypatch.setattr(window.deeds._starter, "start", lambda words=(): found.append(list(words)))
    return found


def practised(library: Library) -> None:
    with library.database.writing() as write:
        for row in outbox.listed(library.database):
            if row.wiki == PRACTICE:
                outbox.advance(write, row, State.DONE, facts={}, receipt={"url": "http://127.0.0.1:9/"})
        refresh(library.database, write, [row.item for row in outbox.listed(library.database)])


def show(window: MainWindow, page: str, settled: Settled) -> None:
    window.stage.show_page(page)
    window.kit.bridge.tell_everything()
    settled()
    if page != "sync":
        window.stage.made(page).refresh()
        settled()


def button(window: MainWindow, page: str) -> QPushButton:
    if page == "sync":
        return window.stage.sync._form.startPractice
    found = window.stage.made(page).findChildren(QPushButton, "practise")
    return found[-1]


@pytest.mark.parametrize(("page", "words"), [("sync", FIRST), ("today", IN_FEW_WORDS), ("accounts", FIRST)])
def test_it_is_offered_on_every_page_where_one_may_stand(
    window: MainWindow, library: Library, items: list[str], settled: Settled, started: list[list[str]], page: str,
    words: str,
) -> None:
    show(window, page, settled)
    assert button(window, page).text() == words and not button(window, page).isHidden()
    button(window, page).click()
    settled()
    assert started == [["--site", PRACTICE]], "the practice, and nothing else"
    assert {row.item for row in outbox.listed(library.database) if row.wiki == PRACTICE} == set(items)
    assert {row.item for row in outbox.listed(library.database) if row.wiki == COMMONS} == set(items[:2])
    assert window.stage.page == "sync"


def test_with_an_account_the_page_speaks_of_the_wiki(window: MainWindow, items: list[str], settled: Settled) -> None:
    settings.change(accounts=[[COMMONS, "Ana R"]])
    show(window, "sync", settled)
    form = window.stage.sync._form
    assert form.startPractice.isHidden()
    assert form.start.text() == "Send 2 files to commons.wikimedia.org"
    show(window, "today", settled)
    assert window.stage.made("today")._next.practise.isHidden()


def test_after_the_practice_the_receipts_are_where_one_looks(
    window: MainWindow, library: Library, items: list[str], settled: Settled, started: list[list[str]],
) -> None:
    show(window, "sync", settled)
    form = window.stage.sync._form
    assert form.receipts.isHidden()
    form.startPractice.click()
    settled()
    practised(library)
    show(window, "sync", settled)
    assert form.startPractice.isHidden(), "all has been practised"
    assert form.start.text() == "Send 2 files to commons.wikimedia.org"
    form.receipts.click()
    settled()
    page = window.stage.made("delivered")
    assert window.stage.page == "delivered"
    assert page._scope.currentText() == "For the 3 files on the practice Commons"
    model = page.receipts.rows.model()
    assert model.rowCount() == 3
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "On the practice Commons only" in spoken and "same SHA-1" in spoken
    opened: list[str] = []
    page.gallery_wanted.connect(lambda: opened.append("gallery"))
    page.receipts.rows.activated.emit(model.index(0))
    assert opened == ["gallery"], "its address has ended with the practice"
    page._scope.setCurrentIndex(0)
    assert model.rowCount() == 3


def test_what_is_chosen_stays_chosen_while_files_arrive(
    window: MainWindow, library: Library, items: list[str], settled: Settled, started: list[list[str]],
) -> None:
    window.deeds_of["practise"].trigger()
    settled()
    window.stage.show_page("delivered")
    page = window.stage.made("delivered")
    page.show_wiki("a wiki that has nothing")
    settled()
    practised(library)
    page.refresh()
    settled()
    page._scope.setCurrentIndex(page._scope.findData(f"on {PRACTICE}"))
    made_anew: list[object] = []
    for signal in (page._scope.model().rowsRemoved, page._scope.model().modelReset):
        signal.connect(lambda *what: made_anew.append(what))
    with library.database.writing() as write:
        outbox.drop(write, next(row.output for row in outbox.listed(library.database) if row.wiki == PRACTICE))
    page.refresh()
    settled()
    assert page._scope.currentText() == "For the 2 files on the practice Commons"
    assert not made_anew, "its list may be open"


def test_nothing_to_practise_with_is_said(
    window: MainWindow, settled: Settled, started: list[list[str]],
) -> None:
    window.deeds_of["practise"].trigger()
    settled()
    assert not started and window.form.statusDeed.text() == "Nothing is ready yet to practise with."


def test_side_bar_and_corner_count_the_same(
    window: MainWindow, library: Library, items: list[str], settled: Settled, started: list[list[str]],
) -> None:
    def look() -> tuple[int | None, str, str]:
        window.kit.bridge.tell_everything()
        settled()
        model = window.stage._places
        places = [model.data(model.index(row), SideRole.PLACE) for row in range(model.rowCount())]
        sync = next(one for one in places if one.id == "sync")
        return sync.count, sync.note, window.form.statusNet.text()

    assert look() == (2, "", "Not sending: 2 wait")
    window.deeds_of["practise"].trigger()
    settled()
    assert look() == (3, "2 to be published, 3 for practice", "Not sending: 2 wait, 3 for practice")
    practised(library)
    assert look() == (2, "", "Not sending: 2 wait")
    with library.database.writing() as write:
        for row in outbox.listed(library.database):
            if row.wiki == COMMONS:
                outbox.stop(write, row.id, State.ASKS, question={"id": "small", "choices": ["accept"]})
        refresh(library.database, write, items)
    assert look() == (2, "", "2 need you")


class Living:
    """A process that lives until it is told to end."""

    ended = False

    def poll(self) -> int | None:
        return 0 if self.ended else None

    def terminate(self) -> None:
        self.ended = True


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], Living]]:
    """The processes that were started, each with its words; none of them sends anything."""
    found: list[tuple[list[str], Living]] = []

    def start(_library: object, words: Sequence[str] = ()) -> Living:
        found.append((list(words), Living()))
        return found[-1][1]

    monkeypatch.setattr("minoties_desktop.qt.starting.start_sync", start)
    return found


def test_who_practises_while_others_are_sent_is_told_and_it_starts_when_these_have_ended(
    window: MainWindow, items: list[str], settled: Settled, processes: list[tuple[list[str], Living]],
) -> None:
    starter = window.deeds._starter
    starter.start(["--site", COMMONS])
    for _ in range(2):
        window.deeds_of["practise"].trigger()
        settled()
    assert [words for words, _ in processes] == [["--site", COMMONS]]
    assert window.form.statusDeed.text() == "Queued. It is sent as soon as the sending that goes on now has ended."
    processes[0][1].ended = True
    assert window.deeds.is_sending, "the other one is to come"
    starter._on_tick()
    assert [words for words, _ in processes] == [["--site", COMMONS], ["--site", PRACTICE]], "once"
    assert window.deeds.is_sending
    processes[1][1].ended = True
    starter._on_tick()
    assert len(processes) == 2 and not window.deeds.is_sending


def test_who_stops_the_sending_stops_what_was_to_follow(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
    processes: list[tuple[list[str], Living]],
) -> None:
    window.deeds._starter.start(["--site", COMMONS])
    begun = runs.begin(library.database, wiki=COMMONS, account="Weaver")
    with library.lock(f"run-{begun}"):
        window.deeds_of["practise"].trigger()
        settled()
        window.deeds.stop_sending()
        settled()
    runs.end(library.database, begun)
    processes[0][1].ended = True
    window.deeds._starter._on_tick()
    assert len(processes) == 1 and not window.deeds.is_sending


def test_what_waited_and_cannot_be_started_is_said(
    window: MainWindow, items: list[str], settled: Settled, processes: list[tuple[list[str], Living]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.deeds._starter.start(["--site", COMMONS])
    window.deeds_of["practise"].trigger()
    settled()

    def refuse(*_what: object) -> Living:
        raise OSError("no more processes")

    monkeypatch.setattr("minoties_desktop.qt.starting.start_sync", refuse)
    processes[0][1].ended = True
    window.deeds._starter._on_tick()
    settled()
    assert "no more processes" in window.form.statusDeed.text()
