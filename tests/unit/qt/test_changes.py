"""In the window: questions of a kind in one card, differences part by part, changes since the sending."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QWidget

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.merging import Side, parts
from minoties_desktop.domain.states import State
from minoties_desktop.qt.widgets.changes_view import ChangesView
from minoties_desktop.qt.widgets.difference_view import DifferenceView
from minoties_desktop.qt.widgets.pair_view import PairView
from minoties_desktop.qt.widgets.question_card import QuestionCard
from minoties_desktop.services import comparing
from minoties_desktop.services.describing import refresh
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import answers, outbox
from tests.unit.qt.test_pages import queued, ready

__all__ = ["queued", "ready"]
TAKEN = {"id": "name-taken", "choices": ["rename"], "details": {"title": "Taken.jpg", "warnings": {"exists": "x"}}}


@pytest.fixture(autouse=True)
def offline(monkeypatch) -> None:
    """No wiki is asked in these tests."""
    monkeypatch.setattr(comparing, "is_free", lambda library, item, stem, wiki: None)
    monkeypatch.setattr(comparing, "fetch", comparing.pair)


def ask(library, item, question, **facts) -> None:
    row = outbox.of_items(library.database, [item])[0]
    with library.database.writing() as write:
        if facts:
            outbox.advance(write, row, State.STASHED, facts=facts, receipt=None)
        outbox.stop(write, row.id, State.ASKS, question=question,
                    error={"message": Message("ask-name-taken", "x.jpg", "wiki", "").to_json()})
        refresh(library.database, write, [item])


def click(widget: QWidget, words: str) -> None:
    [found] = [one for one in widget.findChildren(QPushButton) if one.text() == words and not one.isHidden()]
    assert found.isEnabled(), words
    found.click()


def texts(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


@pytest.fixture
def card(window, queued, library, settled) -> QuestionCard:
    for item in queued:
        ask(library, item, TAKEN, complete=True)
    window.kit.bridge.tell_everything()
    window.stage.show_page("sync")
    settled()
    [found] = [one for one in window.stage.sync.findChildren(QuestionCard) if not one.isHidden()]
    return found


def test_questions_of_a_kind_share_a_card_and_each_answer_says_what_it_does(card) -> None:
    assert "1 of 3 questions of this kind" in texts(card)
    assert "Without sending it again: the file waits there." in texts(card)
    first = card.delivery.item
    card._step(1)
    assert card.delivery.item != first and "2 of 3" in texts(card)


def test_one_answer_for_all_of_the_kind(card, queued, library, settled) -> None:
    card._scope.setCurrentIndex(card._scope.findData("kind"))
    card._name.setText("Telar de Temuco")
    assert "Telar de Temuco 01.jpg" in texts(card)
    click(card, "Publish under the new name")
    settled()
    titles = [outbox.of_items(library.database, [item])[0].payload["title"] for item in queued]
    assert titles == [f"Telar de Temuco 0{number}.jpg" for number in (1, 2, 3)]


def test_one_answer_for_the_selected(card, window, queued, library, settled) -> None:
    rows = window.stage.sync._form.rows
    rows.clearSelection()
    for place in (0, 1):
        rows.selectionModel().select(rows.model().index(place, 0), rows.selectionModel().SelectionFlag.Select)
    window.stage.sync.refresh()
    settled()
    card._scope.setCurrentIndex(card._scope.findData("selected"))
    click(card, "Back to editing")
    settled()
    assert len({row.item for row in outbox.listed(library.database)}) == 1


def test_a_question_is_answered_by_the_keyboard_alone(card, library, settled) -> None:
    item = card.delivery.item
    card._name.setFocus()
    card._name.selectAll()
    QTest.keyClicks(card._name, "Telar de pie en Temuco")
    QTest.keyClick(card._name, Qt.Key.Key_Return)
    settled()
    assert outbox.of_items(library.database, [item])[0].answer["title"] == "Telar de pie en Temuco.jpg"
    second = card.delivery.item
    card._press(1)
    settled()
    assert outbox.of_items(library.database, [second]) == []


def test_a_bad_name_is_explained_and_not_taken(card) -> None:
    card._name.setText("IMG 2041")
    assert not card._publish.isEnabled() and card._hint.text()
    card._name.setText("Telar de Temuco")
    assert card._publish.isEnabled()


def test_what_was_answered_elsewhere_is_said_in_the_window(card, window, library, settled) -> None:
    from minoties_desktop.services import answering

    told = []
    window.kit.bridge.failed.connect(lambda message, remedy: told.append(message.key))
    answering.answer(library, [card.delivery.item], "rename=Another name of it")
    card.answered.emit([card.delivery.key], "rename=Telar de Temuco")
    settled()
    assert told == ["error-answered"]


def test_both_pictures_are_shown_and_what_differs_is_strong(card, settled) -> None:
    settled()
    [view] = card.findChildren(PairView)
    assert "Not fetched yet" in texts(view) and "x.jpg" not in texts(view._ours)
    assert view._theirs.picture.accessibleDescription() == "Could not be fetched now; it is tried again"


def test_a_picture_that_could_not_be_had_is_asked_for_again(card, settled, monkeypatch, tmp_path) -> None:
    settled()
    [view] = card.findChildren(PairView)
    asked = []

    def fetch(library, item, wiki):
        found = comparing.pair(library, item, wiki)
        asked.append(view._theirs.picture.accessibleDescription())
        return replace(found, theirs=comparing.Side("Taken.jpg", picture=tmp_path / "x.jpg" if asked[1:] else None))

    monkeypatch.setattr(comparing, "fetch", fetch)
    card._ask_again(view, card.delivery, 1)
    QTest.qWait(50)
    settled()
    assert len(asked) == 2, "the facts alone are not enough"
    assert view._theirs.picture._picture == tmp_path / "x.jpg"
    assert view._theirs.picture.accessibleDescription() == ""


def test_the_difference_is_decided_part_by_part(window, queued, library, settled) -> None:
    was = "one\ntwo\nthree\n"
    shown = parts(was, "one\nmine\nthree\nmore\n", "one\nyours\nthree\nother\n")
    ask(library, queued[0], {"id": "edit-differs", "choices": ["merge", "ours", "theirs", "parts"],
                             "details": {"parts": [part.to_json() for part in shown]}})
    window.kit.bridge.tell_everything()
    window.stage.show_page("sync")
    settled()
    [card] = [one for one in window.stage.sync.findChildren(QuestionCard) if not one.isHidden()]
    [view] = card.findChildren(DifferenceView)
    assert view.sides == [Side.THEIRS, Side.BOTH]
    [mine, _] = [one for one in view.findChildren(QRadioButton) if one.text() == "Take mine"]
    mine.click()
    click(card, "As chosen")
    settled()
    answer = outbox.of_items(library.database, [queued[0]])[0].answer
    assert (answer["choice"], answer["sides"]) == ("parts", ["ours", "both"])


@pytest.fixture
def delivered(window, queued, library, settled) -> str:
    item = queued[0]
    for row in outbox.of_items(library.database, [item]):
        with library.database.writing() as write:
            outbox.advance(write, row, State.DONE, facts={}, receipt={
                "title": row.payload["title"], "pageid": 7, "mid": "M7", "revid": 70, "text": True, "url": "",
                "captions": [], "statements": []})
            refresh(library.database, write, [item])
    settled()
    return item


def test_a_change_after_the_sending_is_shown_and_queued(window, delivered, library, settled, qtbot) -> None:
    view = ChangesView(window.kit, window.stage.thumbnails, window)
    view.show_item(delivered)
    settled()
    assert view.isHidden(), "nothing has changed"
    window.kit.bridge.write(lambda: Tagging(library).replace([delivered], "caption", ["Telar de noche"], lang="es"))
    settled()
    view.show_item(delivered)
    settled()
    assert not view.isHidden() and "changed since it was sent" in texts(view)
    click(view, "Show the differences")
    settled()
    assert "Telar de noche" in texts(view)
    click(view, "Queue the change")
    settled()
    targets = [row.target for row in outbox.of_items(library.database, [delivered])]
    assert targets == ["commons_file", "commons_data", "page_edit", "data_edit"]
    view.deleteLater()


def test_what_a_recheck_found_is_said_where_the_item_is_reviewed(window, delivered, library, settled) -> None:
    file = outbox.of_items(library.database, [delivered])[0]
    with library.database.writing() as write:
        outbox.set_receipt(write, file.id, {**file.receipt, "found": [
            {"kind": "moved", "title": "A.jpg", "user": "", "time": "", "detail": "B.jpg"}]})
    view = ChangesView(window.kit, window.stage.thumbnails, window)
    view.show_item(delivered)
    settled()
    assert "A.jpg is called B.jpg now." in texts(view)
    view.deleteLater()


def test_what_the_wiki_has_said_of_a_waiting_file_stands_in_its_row(window, queued, library, settled) -> None:
    row = outbox.of_items(library.database, [queued[0]])[0]
    with library.database.writing() as write:
        answers.keep(write, row.wiki, "bytes", {row.payload["sha1"]: {
            "holders": [{"title": "Tejedora.jpg", "user": "Ana", "timestamp": ""}], "deleted": []}})
    window.stage.show_page("sync")
    settled()
    model = window.stage.sync._form.rows.model()
    words = [model.index(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(model.rowCount())]
    assert sum("Tejedora.jpg" in one for one in words) == 1


@pytest.mark.parametrize(("free", "words"), [
    (True, "Free on the wiki."), (False, "Taken on the wiki"), (None, "A good")])
def test_whether_a_name_is_free_is_said_once_nobody_types(card, monkeypatch, settled, free, words) -> None:
    monkeypatch.setattr(comparing, "is_free", lambda library, item, stem, wiki: free)
    card._name.setText("Telar de Temuco")
    assert card._free.isActive()
    card._look_up()
    settled()
    assert card._hint.text().startswith(words)
