"""The head of the sync page: its buttons have their own width and stay within the page, however narrow it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from minoties_desktop.domain.sites import COMMONS, PRACTICE, PRACTICE_ACCOUNT
from minoties_desktop.qt.widgets.flow import FlowLayout
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from minoties_desktop.store import outbox
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
    queue(library, one, COMMONS, "Ana", "n0")
    queue(library, two, PRACTICE, PRACTICE_ACCOUNT, "n1")
    window.stage.show_page("sync")
    page = window.stage.sync
    form = page._form
    for width in (1500, 700):
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
        assert beside == (width == 1500)


def test_what_is_hidden_takes_no_room_in_a_flow() -> None:
    frame = QWidget()
    flow = FlowLayout(frame, wide=True)
    for words in ("one", "two", "three"):
        flow.addWidget(QPushButton(words, frame))
    frame.resize(frame.sizeHint())
    frame.show()
    one, two, three = (flow.itemAt(place).widget() for place in range(3))
    whole = flow.sizeHint().width()
    assert whole >= sum(button.sizeHint().width() for button in (one, two, three))
    two.hide()
    flow.activate()
    assert three.x() == one.width() + max(0, flow.spacing())
    assert flow.sizeHint().width() == whole - two.sizeHint().width() - max(0, flow.spacing())
    frame.close()
