"""What the sync page and the status bar say is so: names of files, ends, what goes on, what could not be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.pacing import Limit
from minoties_desktop.domain.sites import COMMONS, PRACTICE, PRACTICE_ACCOUNT
from minoties_desktop.domain.states import State
from minoties_desktop.qt.delivery_words import state_words
from minoties_desktop.qt.models.deliveries import DeliveryModel, DeliveryRole, deliveries
from minoties_desktop.qt.widgets.stop_card import StopCard
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import accounts
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.store import outbox, runs
from tests.support.libraries import photographs

Settled = Callable[[], None]


@pytest.fixture
def queued(library: Library) -> list[str]:
    """Two photographs in the queue of Commons."""
    items = photographs(library, [{}, {}])
    with library.database.writing() as write:
        for number, item in enumerate(items):
            outbox.add(write, item=item, file="f", wiki=COMMONS, account="Ana", title_key=f"n{number}", rows=[
                outbox.NewRow("commons_file", {"title": f"Ours {number}.jpg", "size": 3_000_000})])
    return items


def ask(library: Library, item: str, **details: Any) -> outbox.Row:
    [row] = outbox.of_items(library.database, [item])
    with library.database.writing() as write:
        outbox.stop(write, row.id, State.ASKS, question={"id": "duplicate", "choices": ["same"], "details": details})
    return row


def test_a_file_that_is_there_already_goes_by_the_name_it_has_there(library: Library, queued: list[str]) -> None:
    row = ask(library, queued[0], files=["Theirs.jpg"])
    with library.database.writing() as write:
        outbox.go_on(write, row.id, answer={"choice": "same", "title": "File:Theirs_27.jpg"})
    titles = [one.title for one in deliveries(outbox.listed(library.database), {}, {})]
    assert titles == ["= Theirs 27.jpg", "Ours 1.jpg"]
    with library.database.writing() as write:
        write.execute("UPDATE outbox SET state = 'done', receipt = ? WHERE id = ?",
                      ('{"title": "Proven.jpg", "adopted": true}', row.id))
    assert "= Proven.jpg" in [one.title for one in deliveries(outbox.listed(library.database), {}, {})]


def test_with_nothing_but_questions_nothing_is_said_to_go_on(
    window: MainWindow, library: Library, queued: list[str], settled: Settled,
) -> None:
    ask(library, queued[0], files=["Theirs.jpg"])
    window.stage.show_page("sync")
    window.kit.bridge.tell_everything()
    settled()
    page = window.stage.sync
    card = page._stops._questions["duplicate"]
    assert card._count.text() == "", "nobody sends it"
    run = runs.begin(library.database, wiki="commons", account="Ana")
    with library.lock(f"run-{run}", once=True):
        window.kit.bridge.tell_everything()
        settled()
        assert card._count.text() == "The rest goes on"
    ask(library, queued[1], files=["Theirs too.jpg"])
    window.kit.bridge.tell_everything()
    settled()
    assert card._count.text() == "1 of 2 questions of this kind"
    assert page._form.endText.text() == ""


def test_what_could_not_be_done_is_told_until_somebody_goes_elsewhere(window: MainWindow, settled: Settled) -> None:
    window.kit.bridge.failed.emit(Message("error-sync-start", "x"), None)
    window.stage.show_page("sync")
    assert "x" in window.form.statusDeed.text(), "said as the page was shown"
    settled()
    window.stage.show_page("settings")
    assert window.form.statusDeed.text() == ""


def test_what_waits_for_practice_and_what_waits_to_be_published_are_sent_apart(
    window: MainWindow, library: Library, queued: list[str], settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    with library.database.writing() as write:
        outbox.add(write, item=queued[0], file="f", wiki=PRACTICE, account=PRACTICE_ACCOUNT, title_key="p", rows=[
            outbox.NewRow("commons_file", {"title": "Ours 0.jpg", "size": 3_000_000})])
    window.kit.bridge.tell_everything()
    page, started = window.stage.sync, []
    monkeypatch.setattr(window.deeds._starter, "start", lambda words: started.append(words))
    monkeypatch.setattr(accounts, "listed", lambda: [Account(COMMONS, "Ana")])
    window.deeds.sync_now()
    settled()
    assert (window.stage.page, started) == ("sync", []), "no key sends both"
    assert page._form.start.text() == "Send 2 files to commons.wikimedia.org"
    assert page._form.startPractice.text() == "Send 1 file to the practice Commons"
    assert not page._form.startPractice.isHidden()
    assert "2 files wait to be published, and 1 file for practice" in page._form.subheading.text()
    rows = [state_words(window.kit, one) for one in page._found]
    assert sorted(rows) == ["In the queue", "In the queue", "Practice: In the queue"]
    page._form.startPractice.click()
    page._form.start.click()
    assert started == [["--site", PRACTICE], ["--site", COMMONS]]
    monkeypatch.setattr(accounts, "listed", lambda: [])
    page._starting = False
    page.refresh()
    page._form.start.click()
    assert (window.stage.page, len(started)) == ("accounts", 2)
    wanted: list[str] = []
    page.deed_wanted.disconnect()
    page.deed_wanted.connect(wanted.append)
    page._form.startPractice.click()
    assert (wanted, len(started)) == (["practise"], 2), "practice needs no account, and takes all that waits"
    run = runs.begin(library.database, wiki=PRACTICE, account=PRACTICE_ACCOUNT)
    with library.lock(f"run-{run}", once=True):
        page.refresh()
        assert page._form.subheading.text().startswith("1 file is still to go")
        assert page._form.startPractice.isHidden()
        assert sorted(page._detail(one).split(",")[0] for one in page._found) == [
            "Waits for its turn", "Waits until you send", "Waits until you send"]


def test_an_item_that_goes_to_two_wikis_is_two_rows_that_stay_apart(library: Library, queued: list[str]) -> None:
    with library.database.writing() as write:
        outbox.add(write, item=queued[0], file="f", wiki=PRACTICE, account=PRACTICE_ACCOUNT, title_key="p", rows=[
            outbox.NewRow("commons_file", {"title": "Ours 0.jpg", "size": 1})])
    found = deliveries(outbox.listed(library.database), {}, {})
    model = DeliveryModel(lambda one: one.title)
    model.show(found)
    kept = QPersistentModelIndex(model.index(2))
    assert kept.data(DeliveryRole.DELIVERY).practice
    model.show([found[2], found[0], found[1]])
    assert kept.data(DeliveryRole.DELIVERY).practice and kept.row() == 0


def test_what_is_done_to_a_row_is_done_to_it_and_not_to_the_same_item_in_the_other_queue(
    window: MainWindow, library: Library, queued: list[str], settled: Settled,
) -> None:
    with library.database.writing() as write:
        outbox.add(write, item=queued[0], file="f", wiki=PRACTICE, account=PRACTICE_ACCOUNT, title_key="p", rows=[
            outbox.NewRow("commons_file", {"title": "Ours 0.jpg", "size": 3_000_000})])

    def both() -> list[outbox.Row]:
        return outbox.of_items(library.database, queued[:1])

    with library.database.writing() as write:
        for row in both():
            outbox.stop(write, row.id, State.REFUSED, error={"message": Message("error-offline", "x").to_json()})
    window.stage.show_page("sync")
    window.kit.bridge.tell_everything()
    settled()
    page = window.stage.sync
    cards = [card for card in page.findChildren(StopCard) if not card.isHidden()]
    assert len(cards) == 2, "one for each queue"
    rows = page._form.rows
    place = next(place for place, one in enumerate(page._found) if one.practice)
    rows.setCurrentIndex(rows.model().index(place, 0))
    page._on_row_paused()
    settled()
    assert [one.key in page._sight.paused_rows for one in page._found if one.item == queued[0]] == [
        one.practice for one in page._found if one.item == queued[0]]
    act = {action.text(): action for action in rows.actions()}
    act["Try now"].trigger()
    settled()
    assert {row.wiki: row.state for row in both()} == {PRACTICE: State.QUEUED, COMMONS: State.REFUSED}
    act["Back to editing"].trigger()
    settled()
    assert [(row.wiki, row.state) for row in both()] == [(COMMONS, State.REFUSED)]
    cards = [card for card in page.findChildren(StopCard) if not card.isHidden()]
    cards[0].answered.emit("retry")
    settled()
    assert [(row.wiki, row.state) for row in both()] == [(COMMONS, State.QUEUED)]


def test_a_question_of_one_queue_is_answered_for_it_alone(
    window: MainWindow, library: Library, queued: list[str], settled: Settled,
) -> None:
    with library.database.writing() as write:
        outbox.add(write, item=queued[0], file="f", wiki=PRACTICE, account=PRACTICE_ACCOUNT, title_key="p", rows=[
            outbox.NewRow("commons_file", {"title": "Ours 0.jpg", "size": 3_000_000})])
        for row in outbox.of_items(library.database, queued[:1]):
            outbox.stop(write, row.id, State.ASKS, question={"id": "small", "choices": ["accept"], "details": {}})
    window.stage.show_page("sync")
    window.kit.bridge.tell_everything()
    settled()
    card = window.stage.sync._stops._questions["small"]
    assert card._count.text().startswith("1 of 2")
    asked = card.delivery.wiki
    card._on_chosen("accept")
    settled()
    assert {row.wiki: row.state for row in outbox.of_items(library.database, queued[:1])} == {
        asked: State.QUEUED, ({COMMONS, PRACTICE} - {asked}).pop(): State.ASKS}
    assert card.delivery.wiki != asked, "the other is asked now"


def test_of_what_is_for_practice_alone_no_limit_of_an_account_is_told(
    window: MainWindow, library: Library, settled: Settled,
) -> None:
    [item] = photographs(library, [{}])
    with library.database.writing() as write:
        outbox.add(write, item=item, file="f", wiki=PRACTICE, account=PRACTICE_ACCOUNT, title_key="p", rows=[
            outbox.NewRow("commons_file", {"title": "Ours.jpg", "size": 3_000_000})])
    window.stage.show_page("sync")
    window.kit.bridge.tell_everything()
    settled()
    page = window.stage.sync
    form = page._form
    page._sight = replace(page._sight, coming=replace(page._sight.coming, limit=Limit(380, 4320)))
    page._show_head()
    assert form.start.text() == "Send 1 file to the practice Commons" and form.startPractice.isHidden()
    assert form.limitText.isHidden()


def test_pages_of_an_item_that_ask_are_answered_one_after_the_other(
    window: MainWindow, library: Library, settled: Settled,
) -> None:
    [item] = photographs(library, [{}])
    with library.database.writing() as write:
        for number in (1, 2):
            outbox.add(write, item=item, file="f", wiki=COMMONS, account="Ana", title_key=f"n{number}", rows=[
                outbox.NewRow("commons_file", {"title": f"Page {number}.jpg", "size": 3, "page": number})])
        files = outbox.of_items(library.database, [item])
    for row in files:
        with library.database.writing() as write:
            outbox.stop(write, row.id, State.ASKS, question={"id": "small", "choices": ["accept"], "details": {}})
    window.stage.show_page("sync")
    for number in (1, 2):
        window.kit.bridge.tell_everything()
        settled()
        window.stage.sync._stops.answer([(item, COMMONS)], "accept")
        settled()
        states = [outbox.get(library.database, row.id).state for row in files]
        assert states.count(State.ASKS) == 2 - number and states[0] is not State.ASKS
