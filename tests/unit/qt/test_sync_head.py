"""The head of the sync page: its buttons have their own width and stay within the page, however narrow it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QWidget

from minoties_desktop.config import settings
from minoties_desktop.domain.sites import COMMONS, PRACTICE, PRACTICE_ACCOUNT
from minoties_desktop.domain.states import State
from minoties_desktop.qt.widgets.delivery_list import _places
from minoties_desktop.qt.widgets.flow import FlowLayout
from minoties_desktop.qt.widgets.layouts import widgets_of
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.describing import refresh
from minoties_desktop.services.library import Library
from minoties_desktop.store import outbox, runs
from tests.support.libraries import photographs

Settled = Callable[[], None]


def queue(library: Library, item: str, wiki: str, account: str, name: str) -> outbox.Row:
    with library.database.writing() as write:
        [row] = outbox.add(write, item=item, file="f", wiki=wiki, account=account, title_key=name, rows=[
            outbox.NewRow("commons_file", {"title": f"{name}.jpg", "size": 3_000_000})])
    return outbox.get(library.database, row)


def test_the_buttons_of_two_queues_go_on_in_the_next_line(
    window: MainWindow, library: Library, settled: Settled,
) -> None:
    one, two = photographs(library, [{}, {}])
    settings.change(accounts=[[COMMONS, "Ana"]])
    queue(library, one, COMMONS, "Ana", "n0")
    queue(library, two, PRACTICE, PRACTICE_ACCOUNT, "n1")
    window.stage.show_page("sync")
    page = window.stage.sync
    form = page._form
    for width in (2000, 700):
        window.resize(width, 800)
        page.refresh()
        settled()
        shown = [button for button in form.syncDeeds.findChildren(QPushButton) if not button.isHidden()]
        assert len(shown) == 4
        for button in shown:
            assert button.width() == button.sizeHint().width(), "as wide as its words"
            assert form.syncDeeds.rect().contains(button.geometry())
            assert not any(button.geometry().intersects(other.geometry()) for other in shown if other is not button)
        beside = form.syncDeeds.geometry().center().y() <= form.subheading.mapTo(
            form.syncHead, form.subheading.rect().bottomLeft()).y()
        assert beside == (width == 2000)


def test_what_is_hidden_takes_no_room_in_a_flow(qapp: QApplication) -> None:
    frame = QWidget()
    flow = FlowLayout(frame, wide=True)
    for words in ("one", "two", "three"):
        flow.addWidget(QPushButton(words, frame))
    frame.resize(frame.sizeHint())
    frame.show()
    one, two, three = widgets_of(flow)
    whole = flow.sizeHint().width()
    assert whole >= sum(button.sizeHint().width() for button in (one, two, three))
    two.hide()
    flow.activate()
    assert three.x() == one.width() + max(0, flow.spacing())
    assert flow.sizeHint().width() == whole - two.sizeHint().width() - max(0, flow.spacing())
    frame.close()


def chips(form: object) -> set[str]:
    """The words of the chips that are shown."""
    return {label.text() for chip in form.chips.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if not chip.isHidden() for label in chip.findChildren(QLabel) if label.text()}


def done(library: Library, row: outbox.Row) -> None:
    with library.database.writing() as write:
        outbox.advance(write, row, State.DONE, facts={}, receipt={})


def test_practice_and_what_is_published_are_never_one_number(
    window: MainWindow, library: Library, settled: Settled,
) -> None:
    real = [queue(library, item, COMMONS, "Ana", f"n{number}") for number, item in enumerate(
        photographs(library, [{}, {}]))]
    practice = [queue(library, item, PRACTICE, PRACTICE_ACCOUNT, f"p{number}") for number, item in enumerate(
        photographs(library, [{}, {}, {}]))]
    done(library, practice[0])
    window.stage.show_page("sync")
    page = window.stage.sync
    form = page._form

    def look() -> tuple[str, str, set[str], str]:
        window.kit.bridge.tell_everything()
        settled()
        return (f"{form.doneNumber.text()} {form.doneWords.text()}", form.bytesText.text(), chips(form),
                window.form.statusNet.text())

    assert look() == ("0 of 2 files", "0 MB of 6 MB", {"2 in the queue", "2 for practice", "1 on the practice Commons"},
                      "Not sending: 2 wait, 2 for practice")
    with library.database.writing() as write:
        outbox.stop(write, real[0].id, State.HELD)
    assert look()[3] == "Not sending: 1 waits, 2 for practice", "what is held waits for somebody, not for a connection"
    done(library, real[1])
    assert look()[3] == "Not sending: 2 for practice"
    run = runs.begin(library.database, wiki=PRACTICE, account=PRACTICE_ACCOUNT)
    with library.lock(f"run-{run}", once=True):
        assert look()[:3] == ("1 of 3 files for practice", "3 MB of 9 MB", {
            "2 in the queue", "1 on the practice Commons", "1 on the wiki", "1 to be published"})
    for row in practice[1:]:
        done(library, row)
    assert look()[3] == "1 needs you"
    done(library, real[0])
    assert look() == ("2 of 2 files", "6 MB of 6 MB", {"2 on the wiki", "3 on the practice Commons"}, "Nothing waits")
    assert form.subheading.text() == ("2 files are on the wiki, each proven by its receipt. 3 files went to the "
                                      "practice Commons, where nothing is published.")


def test_the_button_names_the_wiki_that_it_sends_to(window: MainWindow, library: Library, settled: Settled) -> None:
    one, two = photographs(library, [{}, {}])
    queue(library, one, COMMONS, "Ana", "n0")
    window.stage.show_page("sync")
    settled()
    start = window.stage.sync._form.start
    assert start.text() == "Send 1 file to commons.wikimedia.org"
    queue(library, two, "https://wiki.example/w/api.php", "Ana", "n1")
    window.kit.bridge.tell_everything()
    settled()
    assert start.text() == "Send 2 files now", "to several"


@pytest.mark.parametrize(("size", "words"), [
    (0, "0 MB"), (40, "0 MB"), (3_540, "3.5 kB"), (500_000, "500 kB"), (999_499, "999 kB"), (999_500, "1 MB"),
    (3_500_000, "3.5 MB")])
def test_a_size_is_said_in_what_it_is_large_in(window: MainWindow, size: int, words: str) -> None:
    assert window.kit.megabytes(size) == words


def test_today_tells_practice_apart(window: MainWindow, library: Library, settled: Settled) -> None:
    one, two = photographs(library, [{}, {}])
    row = queue(library, one, PRACTICE, PRACTICE_ACCOUNT, "n0")
    with library.database.writing() as write:
        refresh(library.database, write, [one])
    window.stage.show_page("today")
    today = window.stage.made("today")
    card = today._next

    def look() -> tuple[list[str], str, str]:
        window.kit.bridge.tell_everything()
        settled()
        today.refresh()
        settled()
        return ([label.text() for label in card._words.findChildren(QLabel) if label.text()], card._button.text(),
                today._numbers["waiting"][3].text())

    told, button, note = look()
    assert told[0] == "One item waits to go to the practice Commons."
    assert button.startswith("Send 1 file to the practice Commons")
    assert note == "queued on this computer, one of them for practice"
    queue(library, two, COMMONS, "Ana", "n1")
    told, button, _ = look()
    assert told[0].startswith("One item waits to be sent")
    assert told[1] == "One item waits to go to the practice Commons."
    assert button.startswith("Choose what to send")
    done(library, row)
    told, button, note = look()
    assert told[0].startswith("One item waits to be sent") and "practice" not in "".join(told)
    assert button.startswith("Send 1 file to commons.wikimedia.org") and note == "queued on this computer"


def test_what_has_arrived_for_practice_is_not_told_as_arrived(
    window: MainWindow, library: Library, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    notifier, told = window.notifier, []
    monkeypatch.setattr(notifier.toast, "say", lambda text, kind: told.append(text))
    monkeypatch.setattr(notifier, "notify", lambda title, text: told.append(text))
    item, = photographs(library, [{}])
    row = queue(library, item, PRACTICE, PRACTICE_ACCOUNT, "n0")
    with library.database.writing() as write:
        refresh(library.database, write, [item])
    queue(library, item, COMMONS, "Ana", "n1")  # it waits to be published all the same
    notifier._done_before = notifier._done(window.kit.bridge.lists.counts())
    done(library, row)
    with library.database.writing() as write:
        refresh(library.database, write, [item])
    notifier._tell()
    assert told == ["1 item has gone to the practice Commons; nothing is published."]


def test_a_name_has_a_line_of_its_own_where_there_is_little_room(
    window: MainWindow, library: Library, settled: Settled,
) -> None:
    [item] = photographs(library, [{}])
    queue(library, item, COMMONS, "Ana", "n0")
    window.stage.show_page("sync")
    window.kit.bridge.tell_everything()
    rows = window.stage.sync._form.rows
    heights = []
    for width in (1400, 640, 1400):
        window.resize(width, 900)
        settled()
        heights.append(rows.visualRect(rows.model().index(0, 0)).height())
    assert heights[0] == heights[2] < heights[1]
    for is_narrow in (False, True):
        room = QRect(60, 0, 500, 60)
        name, state, detail = _places(room, 8, is_narrow=is_narrow)
        assert not name.intersects(state) and not state.intersects(detail) and not name.intersects(detail)
        assert all(room.contains(place) for place in (name, state, detail))
        assert (name.width() == room.width()) is is_narrow


def test_a_sync_that_brought_nothing_counts_nothing(
    window: MainWindow, library: Library, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(window.notifier.toast, "say", lambda text, kind: told.append(text))
    monkeypatch.setattr(window.notifier, "notify", lambda title, text: told.append(text))
    [item] = photographs(library, [{}])
    row = queue(library, item, COMMONS, "Ana", "n0")
    with library.database.writing() as write:
        outbox.stop(write, row.id, State.ASKS, question={"id": "small", "choices": ["accept"]})
        refresh(library.database, write, [item])
    window.notifier._tell()
    assert told == ["Sync ended; nothing new has arrived. 1 needs you."]
    window.stage.show_page("sync")
    run = runs.begin(library.database, wiki=COMMONS, account="Ana")
    [more] = photographs(library, [{}])
    queue(library, more, COMMONS, "Ana", "n1")
    with library.lock(f"run-{run}", once=True):
        window.kit.bridge.tell_everything()
        settled()
        assert window.stage.sync._form.subheading.text().startswith("1 file is still to go"), "the other asks"


def test_a_sync_that_came_and_went_between_two_looks_is_told_once(
    window: MainWindow, library: Library, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(window.notifier, "_tell", lambda: told.append("told"))
    for ended in (1, 2):
        runs.end(library.database, runs.begin(library.database, wiki=PRACTICE, account=PRACTICE_ACCOUNT))
        for _ in range(2):
            window.kit.bridge.tell_everything()
            settled()
        assert len(told) == ended
