"""Review, sync and import pages, and the small forms, with the services behind them."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from minoties_desktop.config.messages import Message
from minoties_desktop.config.paths import log_folder
from minoties_desktop.domain.states import WORKING, State
from minoties_desktop.qt.models.deliveries import DeliveryRole
from minoties_desktop.qt.pages.dialogs import ActivityForm, ContributorForm
from minoties_desktop.qt.widgets.question_card import QuestionCard
from minoties_desktop.qt.widgets.source_card import SourceCard
from minoties_desktop.qt.widgets.stop_card import StopCard
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import accounts, answering, drafts, pausing, review
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.importreport import Report
from minoties_desktop.services.library import Library
from minoties_desktop.store import activities, answers, items, outbox, pauses, runs
from tests.support import scenes

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Settled = Callable[[], None]
COMMONS = Account("commons", "Weaver")


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def button(parent: QWidget, words: str) -> QPushButton:
    return next(found for found in parent.findChildren(QPushButton)
                if found.text() == words and not found.isHidden())


@pytest.fixture
def ready(add_items: Callable[..., list[str]], window: MainWindow, settled: Settled) -> list[str]:
    """Three items with nothing missing."""
    tagging = window.kit.bridge.tagging
    me = tagging.create("contributor", {"name": "Ada Weaver", "user_name": "Weaver", "licence": "cc-by-sa-4.0"})
    walk = tagging.create("activity", {"title": "Walk", "languages": "es"}, [
        ("author", "", me), ("source", "", "own"), ("categories", "", "Looms")])
    ids = add_items(3, walk)
    for number, item in enumerate(ids):
        tagging.replace([item], "title", [f"Telar de la feria {number}"])
        tagging.replace([item], "caption", ["Un telar de madera"], lang="es")
        tagging.replace([item], "people", ["nobody"])
        tagging.replace([item], "date", ["2026-11-14"])
    window.kit.bridge.tell_everything()
    settled()
    return list(window.stage.grid.model.ids)


@pytest.fixture
def queued(ready: list[str], window: MainWindow, library: Library, settled: Settled) -> list[str]:
    """The same items in the queue."""
    review.queue(library, ready, COMMONS)
    window.kit.bridge.tell_everything()
    settled()
    return ready


class Running:
    """A process that goes on."""

    def poll(self) -> int | None:
        return None


def stop(library: Library, window: MainWindow, item: str, state: State, **more: object) -> None:
    row = outbox.of_items(library.database, [item])[0]
    with library.database.writing() as write:
        outbox.stop(write, row.id, state, error={
            "message": Message("error-offline", "example.org").to_json()}, **more)
    window.kit.bridge.tell_everything()


# Review and queue


def test_review_shows_exactly_what_will_be_sent(
    window: MainWindow, ready: list[str], library: Library, settled: Settled,
) -> None:
    window.stage.grid.view.select(ready[:1])
    window.stage.show_page("review")
    settled()
    page = window.stage.review
    expected = review.preview(library, ready[0], Account("commons", ""))
    assert page._form.wikitext.toPlainText() == expected.wikitext
    assert json.loads(page._form.data.toPlainText()) == {"labels": expected.labels, "claims": expected.claims}
    click(page._form.wikitextView)
    assert page._form.texts.currentWidget() is page._form.wikitext
    click(page._form.nextItem)
    settled()
    assert window.stage.grid.view.selected_ids() == [ready[1]]
    assert "Telar de la feria 1" in page.sheet.toPlainText()
    assert not page._key.isHidden()
    page._form.reviewHeading.setText("As it will be sent " * 20)
    page._arrange_bar()
    assert page._key.isHidden(), "it gives its room to the words"


def test_the_primary_button_queues_what_is_ready(
    window: MainWindow, ready: list[str], library: Library, settled: Settled,
) -> None:
    window.stage.grid.view.selectAll()
    settled()
    assert window.form.primary.text() == "Queue 3 items"
    click(window.form.primary)
    settled()
    assert {row.item for row in outbox.listed(library.database)} == set(ready)
    assert window.form.primary.text() == "Queue 0 items"
    assert window.stage.grid.model.cell(0).state == "waiting"


def test_undo_right_after_queueing_takes_it_back(
    window: MainWindow, ready: list[str], library: Library, settled: Settled,
) -> None:
    window.stage.grid.view.select(ready[:2])
    settled()
    click(window.form.primary)
    settled()
    assert len(outbox.listed(library.database)) == 4
    window.stage.grid.view.setFocus()
    QTest.keyClick(window.stage.grid.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert outbox.listed(library.database) == []
    assert window.form.statusDeed.text() == "Undone: 2 items queued"
    QTest.keyClick(window.stage.grid.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert outbox.listed(library.database) == [], "the second undo queued again"


def test_queueing_says_what_stays_and_why(
    window: MainWindow, ready: list[str], library: Library, settled: Settled,
) -> None:
    bridge = window.kit.bridge
    bridge.write(lambda: bridge.tagging.replace([ready[2]], "people", []))
    settled()
    window.stage.grid.view.setFocus()
    window.stage.grid.view.selectAll()
    settled()
    QTest.keyClick(window.stage.grid.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert {row.item for row in outbox.listed(library.database)} == set(ready[:2])
    assert window.form.statusDeed.text().startswith("2 queued. 1 stays here:")


def test_what_is_finished_stays_while_it_is_selected(
    window: MainWindow, ready: list[str], library: Library, settled: Settled,
) -> None:
    bridge = window.kit.bridge
    bridge.write(lambda: bridge.tagging.replace(ready[:2], "people", []))
    settled()
    window.stage.go_to("state", "to_finish")
    window.stage.grid.view.select(ready[:1])
    settled()
    bridge.write(lambda: bridge.tagging.replace(ready[:1], "people", ["nobody"]))
    settled()
    assert list(window.stage.grid.model.ids) == ready[:2]
    assert window.stage.grid.view.selected_ids() == ready[:1]
    window.stage.grid.view.select(ready[1:2])
    settled()
    assert list(window.stage.grid.model.ids) == ready[1:2]


def test_a_page_keeps_its_type_after_another_look(window: MainWindow, settled: Settled) -> None:
    window.stage.show_page("import")
    before = window.stage.imports.heading.font()
    window.stage.show_page("grid")
    window.kit.theme.choose("dark")
    window.kit.speech.use("el")
    window.stage.show_page("import")
    settled()
    after = window.stage.imports.heading.font()
    assert (after.pointSizeF(), after.weight()) == (before.pointSizeF(), before.weight())
    assert window.stage.imports.heading.fontInfo().pixelSize() > window.fontInfo().pixelSize()


# Sync


def test_what_was_queued_is_not_offered_to_be_undone_once_it_has_begun(
    window: MainWindow, ready: list[str], library: Library, settled: Settled,
) -> None:
    window.stage.grid.view.select(ready[:2])
    settled()
    click(window.form.primary)
    settled()
    stop(library, window, ready[0], State.WAITING, next_try=4e9)
    settled()
    assert window.form.statusDeed.text() == "2 items queued" and not window.form.statusUndo.isHidden()
    stop(library, window, ready[0], State.ASKS, question={"id": "duplicate", "choices": ["same"], "details": {}})
    settled()
    assert window.form.statusDeed.text() == "" and window.form.statusUndo.isHidden()
    answering.answer(library, ready[:1], "same")
    window.kit.bridge.tell_everything()
    window.stage.show_page("sync")
    settled()
    words = window.stage.sync._model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "it is not sent" in words and "MB" not in words


def test_the_sync_page_counts_and_names_states(window: MainWindow, queued: list[str], library: Library) -> None:
    stop(library, window, queued[0], State.WAITING, next_try=4e9)
    window.stage.show_page("sync")
    QApplication.processEvents()
    page = window.stage.sync
    assert page._form.doneNumber.text() == "0 of 3"
    assert page._model.rowCount() == 3
    words = page._model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Waits for the next try" in words and "example.org" in words


def test_a_question_is_answered_with_another_name(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    stop(library, window, queued[0], State.ASKS, question={"id": "name-taken", "choices": ["rename"], "details": {}})
    window.stage.show_page("sync")
    settled()
    [card] = window.stage.sync.findChildren(QuestionCard)
    publish = button(card, "Publish under the new name")
    assert not publish.isEnabled()
    card._name.selectAll()
    QTest.keyClicks(card._name, "Telar de pie en Temuco")
    assert publish.isEnabled()
    click(publish)
    settled()
    row = outbox.of_items(library.database, [queued[0]])[0]
    assert row.payload["title"] == "Telar de pie en Temuco.jpg"
    assert row.state is not State.ASKS
    assert items.columns(library.database, [queued[0]], "title")[queued[0]] == ("Telar de pie en Temuco",)


def test_a_new_name_that_was_being_typed_is_there_again_after_a_crash(
    window: MainWindow, queued: list[str], library: Library, settled: Settled, qtbot: QtBot,
) -> None:
    stop(library, window, queued[0], State.ASKS, question={"id": "name-taken", "choices": ["rename"], "details": {}})
    window.stage.show_page("sync")
    settled()
    [card] = window.stage.sync.findChildren(QuestionCard)
    card._name.selectAll()
    QTest.keyClicks(card._name, "Half a name")
    form = f"answer {queued[0]}"
    qtbot.waitUntil(lambda: drafts.form(library, form) == {"name": "Half a name"})
    again = QuestionCard(window.kit, card._thumbnails, set)
    qtbot.addWidget(again)
    again.show_questions([card.delivery])
    assert again._name.text() == "Half a name"
    click(button(card, "Publish under the new name"))
    settled()
    qtbot.waitUntil(lambda: drafts.form(library, form) == {})


def test_a_refused_file_goes_back_to_editing(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    stop(library, window, queued[0], State.REFUSED)
    window.stage.show_page("sync")
    settled()
    [card] = window.stage.sync.findChildren(StopCard)
    click(button(card, "Back to editing"))
    settled()
    assert outbox.of_items(library.database, [queued[0]]) == []
    assert [card for card in window.stage.sync.findChildren(StopCard) if not card.isHidden()] == []


def test_a_queued_file_is_taken_out_again(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    window.stage.show_page("sync")
    rows = window.stage.sync._form.rows
    rows.setCurrentIndex(rows.model().index(1, 0))
    next(action for action in rows.actions() if action.text() == "Back to editing").trigger()
    settled()
    assert len(outbox.listed(library.database)) == 4
    assert window.stage.sync._model.rowCount() == 2


def test_a_row_is_paused_by_its_own_button_with_the_pointer_or_the_keyboard(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    window.stage.show_page("sync")
    settled()
    rows = window.stage.sync._form.rows
    assert rows.pause.isHidden(), "nothing is current"
    rows.setCurrentIndex(rows.model().index(1, 0))
    assert rows.pause.isVisible() and rows.pause.accessibleName() == "Pause Telar de la feria 1.jpg"
    assert rows.visualRect(rows.model().index(1, 0)).contains(rows.pause.geometry().center())
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Tab)
    assert rows.pause.hasFocus()
    QTest.keyClick(rows.pause, Qt.Key.Key_Space)
    settled()
    assert pausing.paused(library).rows == {(queued[1], COMMONS.site)}
    assert rows.pause.accessibleName() == "Go on with Telar de la feria 1.jpg" and rows.pause.hasFocus()
    QTest.keyClick(rows.pause, Qt.Key.Key_Space)
    settled()
    assert not pausing.paused(library).rows
    rows.entered.emit(rows.model().index(2, 0))
    QTest.mouseClick(rows.pause, Qt.MouseButton.LeftButton)
    settled()
    assert pausing.paused(library).rows == {(queued[2], COMMONS.site)}
    with library.database.writing() as write:
        for row in outbox.listed(library.database):
            outbox.advance(write, row, State.DONE, facts={}, receipt={})
    window.kit.bridge.tell_everything()
    settled()
    assert rows.pause.isHidden(), "what has arrived is not paused"


def test_what_the_wiki_has_already_is_marked_in_the_grid_and_said_in_the_inspector(
    window: MainWindow, ready: list[str], library: Library, settled: Settled,
) -> None:
    sha1 = items.files(library.database, ready)[ready[1]].sha1
    grid = window.stage.grid
    plain = grid.view.grab().toImage()
    with library.database.writing() as write:
        answers.keep(write, "commons", answers.BYTES, {sha1: {
            "holders": [{"title": "Loom.jpg", "user": "Ben", "timestamp": ""}], "deleted": []}})
    window.kit.bridge.tell_everything()
    settled()
    assert [grid.model.cell(row).there for row in range(3)] == ["", "Loom.jpg", ""]
    assert "already on the wiki as Loom.jpg" in grid.model.words(1)
    assert grid.view.grab().toImage() != plain
    grid.view.select(ready[1:2])
    settled()
    assert "Already on the wiki, as “Loom.jpg”" in window.stage.panel._form.problemBand.text
    review.queue(library, ready[1:2], COMMONS)
    with library.database.writing() as write:
        outbox.advance(write, outbox.of_items(library.database, ready[1:2])[0], State.DONE, facts={}, receipt={})
    window.kit.bridge.tell_everything()
    settled()
    assert grid.model.cell(1).there == "", "it is ours"


def test_waiting_files_are_tried_again_at_once(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    for item in queued:
        stop(library, window, item, State.WAITING, next_try=4e9)
    window.stage.show_page("sync")
    settled()
    click(window.stage.sync._form.retryAll)
    settled()
    assert {row.next_try for row in outbox.listed(library.database)} == {0}


def test_sending_is_paused_and_goes_on(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    window.stage.show_page("sync")
    page = window.stage.sync
    assert page._form.start.isEnabled()
    click(page._form.pause)
    settled()
    assert pauses.until(library.database, [pauses.EVERYTHING]) > 4e9
    assert not page._form.start.isEnabled()
    assert page._form.pause.text() == "Go on"
    click(page._form.pause)
    settled()
    assert pauses.until(library.database, [pauses.EVERYTHING]) == 0


def test_sending_starts_a_process_of_its_own(
    window: MainWindow, queued: list[str], library: Library, monkeypatch: pytest.MonkeyPatch, settled: Settled,
) -> None:
    started: list[Path] = []
    monkeypatch.setattr("minoties_desktop.qt.starting.start_sync",
                        lambda root, words: started.append(root) or Running())
    monkeypatch.setattr(accounts, "listed", lambda: [COMMONS])
    window.stage.show_page("sync")
    click(window.stage.sync._form.start)
    assert started == [library.root]


def test_a_sync_that_cannot_begin_is_said_with_its_remedy(
    window: MainWindow, queued: list[str], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:
    class Ended(Running):
        def poll(self) -> int:
            return 3

    def start(root: Path, words: list[str]) -> Running:
        log_folder().mkdir(parents=True, exist_ok=True)
        (log_folder() / "sync-answer.json").write_text(json.dumps(
            {"error": {"code": "keyring-locked", "message": "The keyring is locked.", "remedy": "Unlock it."}}))
        return Ended()

    monkeypatch.setattr("minoties_desktop.qt.starting.start_sync", start)
    monkeypatch.setattr(accounts, "listed", lambda: [COMMONS])
    window.stage.show_page("sync")
    click(window.stage.sync._form.start)
    band = window.stage.sync._form.faultBand
    qtbot.waitUntil(lambda: band.text == "The keyring is locked. Unlock it.")
    click(button(band, "Accounts"))
    assert window.stage.page == "accounts"


def test_without_an_account_sending_asks_for_one(window: MainWindow, queued: list[str]) -> None:
    window.stage.show_page("sync")
    click(window.stage.sync._form.start)
    assert window.stage.page == "accounts"


def test_where_all_waits_for_a_person_there_is_nothing_to_send(
        window: MainWindow, queued: list[str], library: Library) -> None:
    window.stage.show_page("sync")
    form = window.stage.sync._form
    assert form.start.isEnabled()
    for item in queued:
        stop(library, window, item, State.ASKS, question={"id": "name-taken", "choices": ["rename"], "details": {}})
    window.stage.sync.refresh()
    assert not form.start.isEnabled() and "answer" in form.subheading.text()


def test_what_was_practised_is_not_said_to_be_published(
    window: MainWindow, ready: list[str], library: Library, settled: Settled,
) -> None:
    review.queue(library, ready[:1], accounts.chosen(None, "practice"))
    with library.database.writing() as write:
        for row in outbox.of_items(library.database, ready[:1]):
            outbox.advance(write, row, State.DONE, facts={}, receipt={})
    window.stage.show_page("sync")
    page = window.stage.sync
    assert "Nothing is published" in page._form.subheading.text()
    assert page._model.index(0).data(Qt.ItemDataRole.AccessibleTextRole).count("practice Commons only") == 1
    assert page._head._chips["done"][0].isHidden()


def test_what_is_finished_stands_below_what_waits(window: MainWindow, queued: list[str], library: Library) -> None:
    window.stage.show_page("sync")
    page = window.stage.sync
    last = page._model.index(2)
    page._form.rows.setCurrentIndex(last)
    chosen = last.data(DeliveryRole.DELIVERY).item
    first = page._model.index(0).data(DeliveryRole.DELIVERY).item
    with library.database.writing() as write:
        for row in outbox.of_items(library.database, [first]):
            outbox.advance(write, row, State.DONE, facts={}, receipt={})
    page.refresh()
    assert page._model.index(2).data(DeliveryRole.DELIVERY).item == first
    assert page._form.rows.currentIndex().data(DeliveryRole.DELIVERY).item == chosen
    assert page._form.rows.currentIndex().row() == 1


def test_a_password_that_is_not_taken_is_a_band_with_its_remedy(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    row = outbox.of_items(library.database, [queued[0]])[0]
    refused = Message("error-offline", "example.org")
    with library.database.writing() as write:
        outbox.stop(write, row.id, State.WAITING, next_try=4e9, error={
            "code": "account", "message": refused.to_json(), "remedy": Message("error-offline-remedy").to_json()})
    window.stage.show_page("sync")
    band = window.stage.sync._form.faultBand
    assert band.text.startswith(window.kit.speech.say(refused))
    click(button(band, "Accounts"))
    assert window.stage.page == "accounts"


def test_what_a_killed_sync_had_in_hand_is_not_said_to_be_sent(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    killed = runs.begin(library.database, wiki="commons", account="Weaver")  # nobody holds its lock
    first = outbox.listed(library.database)[0]
    with library.database.writing() as write:
        taken = outbox.claim(write, run=killed, wiki=first.wiki, account=first.account, moment=5e9, void=[])
        outbox.advance(write, taken, State.STASHING, facts={}, receipt=None)
    window.stage.show_page("sync")
    settled()
    assert outbox.get(library.database, taken.id).state not in WORKING
    assert window.stage.sync._head._chips[str(State.STASHING)][0].isHidden()


def test_an_empty_queue_is_said(window: MainWindow) -> None:
    window.stage.show_page("sync")
    assert window.stage.sync._form.stack.currentIndex() == 1
    assert not window.stage.sync._form.totals.isVisible()


# Import


@pytest.fixture
def card(tmp_path: Path, qapp: QApplication) -> Path:
    """A folder with three photographs and one file that is none."""
    folder = tmp_path / "card"
    for number in range(3):
        scenes.draw(folder / f"IMG_{number}.JPG", number, width=300)
    (folder / "IMG_9.JPG").write_text("This is no picture.", encoding="utf-8")
    return folder


def test_a_dropped_folder_is_imported(
    window: MainWindow, card: Path, library: Library, qtbot: QtBot, settled: Settled,
) -> None:
    window.stage.show_page("import")
    page = window.stage.imports
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(card))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(page.rect().center(), copy, data, left, none)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(page.rect().center()), copy, data, left, none))
    assert page.running is not None
    qtbot.waitUntil(lambda: page.running is None, timeout=30_000)
    settled()
    assert len(window.stage.grid.model.ids) == 3
    assert "3 photographs imported" in page.result.text
    assert "1 file was not taken" in page.result.text
    told = [label.text() for label in page.findChildren(QLabel)]
    assert len([text for text in told if text.startswith("IMG_9.JPG: ")]) == 1
    assert window.stage.grid.model.cell(0).picture is not None


def test_an_import_goes_under_the_chosen_activity(
    window: MainWindow, card: Path, library: Library, qtbot: QtBot, settled: Settled,
) -> None:
    (card / "IMG_9.JPG").unlink()
    walk = window.kit.bridge.tagging.create("activity", {"title": "Walk"})
    window.stage.imports.choose_activity(walk)
    window.stage.imports.take([card])
    qtbot.waitUntil(lambda: window.stage.imports.running is None, timeout=30_000)
    settled()
    window.stage.imports.show_new()
    settled()
    assert {found for found, in items.columns(library.database, window.stage.grid.model.ids, "activity").values()} \
        == {walk}
    assert window.form.pathName.text() == "Walk"


def test_an_import_can_be_cancelled(
    window: MainWindow, card: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:
    asked = threading.Event()

    def slow(*_: object, cancelled: Callable[[], bool], **__: object) -> Report:
        while not cancelled():
            asked.wait(0.01)
        return Report(cancelled=True)

    monkeypatch.setattr("minoties_desktop.services.ingest.ingest", slow)
    window.stage.show_page("import")
    window.stage.imports.take([card])
    [card_of] = window.stage.imports.findChildren(SourceCard)
    click(card_of.cancel)
    qtbot.waitUntil(lambda: window.stage.imports.running is None)
    qtbot.waitUntil(card_of.cancel.isHidden)


# The small forms


def test_an_activity_is_created_with_its_defaults(window: MainWindow, library: Library, settled: Settled) -> None:
    form = ActivityForm(window.kit, parent=window)
    form.show()
    assert not form._form.accept.isEnabled()
    QTest.keyClicks(form._form.title, "Feria Pinto")
    QTest.keyClicks(form._form.categories, "Feria Pinto | Temuco")
    QTest.keyClicks(form.findChild(QLineEdit, "sentence-en"), "Market of Temuco.")
    click(form._form.accept)
    settled()
    assert not form.isVisible()
    [row] = library.registers["activity"].list()
    assert row["title"] == "Feria Pinto" and row["id"] == form.saved
    assert {(value.field, value.text) for value in activities.defaults(library.database, row["id"])} \
        == {("categories", "Feria Pinto"), ("categories", "Temuco"), ("title", "{subject}, {place} {seq:02}"),
            ("description", "{caption} Market of Temuco.")}
    form = ActivityForm(window.kit, row, window)
    assert form.findChild(QLineEdit, "sentence-en").text() == "Market of Temuco."
    form._form.titles.clear()
    form.findChild(QLineEdit, "sentence-en").setText("On the market in {year}")
    click(form._form.accept)
    settled()
    assert {(value.field, value.text) for value in activities.defaults(library.database, row["id"])} == {
        ("categories", "Feria Pinto"), ("categories", "Temuco"), ("description", "On the market in {year}")}


def test_what_was_typed_into_a_form_is_there_again_until_it_is_accepted(
    window: MainWindow, library: Library, settled: Settled,
) -> None:
    def opened(row: dict[str, Any] | None = None) -> ActivityForm:
        form = ActivityForm(window.kit, row, window)
        form.open()
        return form

    form = opened()
    QTest.keyClicks(form._form.title, "Semana Santa")
    QTest.keyClicks(form._form.place, "Sevilla")
    QTest.keyClick(form._form.kind, Qt.Key.Key_Down)
    form.findChild(QCheckBox, "privacy-remove-owner").click()
    typed = form._values()
    QTest.keyClick(form._form.place, Qt.Key.Key_Escape)
    assert not form.isVisible()
    settled()
    form = opened()
    assert form._values() == typed and form._form.accept.isEnabled() and form._form.band.text
    form._form.accept.click()
    settled()
    [row] = library.registers["activity"].list()
    assert (row["title"], row["place"]) == ("Semana Santa", "Sevilla")

    form = opened(row)
    assert not form._form.band.text
    QTest.keyClicks(form._form.place, ", Triana")
    form.reject()
    settled()
    form = opened(row)
    assert form._form.place.text() == "Sevilla, Triana"
    form._form.band.press()
    settled()
    assert form._form.place.text() == "Sevilla" and not form._form.band.text
    form.reject()
    form = opened()
    assert form._form.title.text() == "", "of another activity nothing was typed"
    form.reject()
    assert drafts.waiting(library) == {}


def test_an_activity_is_changed_with_what_its_items_inherit(
    window: MainWindow, ready: list[str], library: Library, settled: Settled,
) -> None:
    [row] = library.registers["activity"].list()
    window.stage.go_to("activity", row["id"])
    window.deeds.edit_activity()
    [form] = [widget for widget in window.findChildren(ActivityForm) if widget.isVisible()]
    assert form._form.categories.text() == "Looms"
    form._form.title.selectAll()
    QTest.keyClicks(form._form.title, "Evening walk")
    QTest.keyClicks(form._form.categories, " | Temuco")
    click(form._form.accept)
    settled()
    settled()
    assert library.registers["activity"].get(row["id"])["title"] == "Evening walk"
    assert window.form.pathName.text() == "Evening walk"
    found = window.kit.bridge.lists.described(ready[:1])[0]
    assert [value.text for value in found.all("categories")] == ["Looms", "Temuco"]
    assert found.first("source") == "own"


def test_items_are_moved_to_another_activity_and_binned_and_come_back(
    window: MainWindow, ready: list[str], library: Library, settled: Settled,
) -> None:
    other = window.kit.bridge.tagging.create("activity", {"title": "Museum"})
    window.stage.grid.view.select(ready[:1])
    window.stage.grid.view.setFocus()
    window.menu.activities.aboutToShow.emit()
    next(action for action in window.menu.activities.actions() if action.text() == "Museum").trigger()
    settled()
    assert items.columns(library.database, ready[:1], "activity")[ready[0]] == (other,)
    QTest.keyClick(window.stage.grid.view, Qt.Key.Key_Delete)
    settled()
    assert ready[0] not in window.stage.grid.model.ids
    QTest.keyClick(window.stage.grid.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert ready[0] in window.stage.grid.model.ids


def test_when_the_button_that_queues_has_nothing_left_the_keyboard_is_at_the_photographs(
    window: MainWindow, ready: list[str], settled: Settled,
) -> None:
    window.stage.grid.view.select(ready[:1])
    settled()
    window.form.primary.setFocus()
    click(window.form.primary)
    settled()
    assert not window.form.primary.isEnabled() and window.stage.grid.isAncestorOf(QApplication.focusWidget())


def test_somebody_who_works_here_signs_from_then_on(
    window: MainWindow, library: Library, settled: Settled,
) -> None:
    window.deeds.edit_me()
    [form] = [widget for widget in window.findChildren(ContributorForm) if widget.isVisible()]
    QTest.keyClicks(form._form.name, "Ada Weaver")
    QTest.keyClicks(form._form.userName, "Weaver")
    click(form._form.accept)
    settled()
    [row] = library.registers["contributor"].list()
    assert library.setting("me") == row["id"]
    assert window.form.whoName.text() == "Ada Weaver"
    assert window.form.avatar.text() == "AW"


def test_somebody_else_may_sit_here_and_changes_nobodys_name(
    window: MainWindow, library: Library, settled: Settled,
) -> None:
    tagging = window.kit.bridge.tagging
    ana, marko = (tagging.create("contributor", {"name": name}) for name in ("Ana Ruiz", "Marko Koski"))
    window.kit.bridge.sign(ana)
    click(window.form.whoButton)
    menu = window.deeds.who
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Ana Ruiz"]
    next(action for action in menu.actions() if action.text() == "Marko Koski").trigger()
    menu.close()
    settled()
    assert library.setting("me") == marko
    assert window.form.whoName.text() == "Marko Koski"
    assert "Marko Koski" in window.form.whoBar.toolTip()
    click(window.form.whoButton)
    next(action for action in menu.actions() if action.text() == "Somebody else…").trigger()
    menu.close()
    [form] = [widget for widget in window.findChildren(ContributorForm) if widget.isVisible()]
    assert form._form.name.text() == ""
    form.reject()


def test_an_activity_at_an_institution_makes_it_known_in_one_step(window: MainWindow, settled: Settled) -> None:
    bridge = window.kit.bridge
    form = ActivityForm(window.kit, parent=window)
    form.show()
    assert not form._form.institution.isVisible()
    form._form.title.setText("Reading room")
    form._form.kind.setCurrentIndex(form._form.kind.findData("glam_visit"))
    assert form._form.institution.isVisible()
    form._form.institution.setEditText("Museo Regional")
    form._form.accept.click()
    settled()
    [house] = bridge.lists.register("institution")
    [row] = bridge.lists.register("activity")
    assert (house["name"], row["institution"]) == ("Museo Regional", house["id"])
    assert bridge.lists.given(row["id"])["institution"] == [house["id"]]
    again = ActivityForm(window.kit, row, window)
    assert again._form.institution.currentText() == "Museo Regional" and not again._form.institution.isHidden()
    again._form.institution.setEditText("museo regional")
    again._form.place.setText("Temuco")
    again._form.accept.click()
    settled()
    assert len(bridge.lists.register("institution")) == 1, "the same house, written otherwise"
    bridge.write(lambda: bridge.tagging.undo())
    bridge.write(lambda: bridge.tagging.undo())
    settled()
    assert bridge.lists.register("institution") == bridge.lists.register("activity") == []
