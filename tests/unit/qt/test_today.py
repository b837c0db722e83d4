"""Today in the window: counts that lead to their items, causes with one mend for all, the card of the next sync."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from minoties_desktop.config.messages import Messages
from minoties_desktop.domain.query import Query
from minoties_desktop.domain.states import ItemState
from minoties_desktop.qt.pages.rights_sheet import RightsSheet
from minoties_desktop.qt.pages.today import TodayPage
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import practice_walk
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from tests.unit.qt.conftest import AddItems

Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, add_items: AddItems, settled: Settled) -> TodayPage:
    add_items(3)
    window.kit.bridge.tell_everything()
    settled()
    window.deeds_of["show-today"].trigger()
    settled()
    return window.stage.made("today")


def words(page: TodayPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def button(page: TodayPage, name: str) -> QPushButton:
    return page.findChild(QPushButton, name)


def test_a_count_leads_to_its_items_with_the_keyboard(window: MainWindow, page: TodayPage, settled: Settled) -> None:
    card = button(page, "count-to-finish")
    assert card.accessibleName() == "3 To finish"
    card.setFocus()
    QTest.keyClick(card, Qt.Key.Key_Space)
    settled()
    assert window.stage.page == "grid"
    assert window.stage.query == Query(state=ItemState.TO_FINISH)


def test_items_under_no_activity_are_no_activity(
    window: MainWindow, page: TodayPage, add_items: AddItems, settled: Settled,
) -> None:
    assert page._subtitle.text().endswith("3 items, 0 activities.")
    add_items(1, window.kit.bridge.tagging.create("activity", {"title": "Walk", "kind": "photo_walk"}))
    window.kit.bridge.tell_everything()
    settled()
    page.refresh()
    settled()
    assert page._subtitle.text().endswith("4 items, one activity.")


def test_until_the_day_is_read_nothing_without_words_is_shown(
    window: MainWindow, settled: Settled, qtbot: QtBot,
) -> None:
    page = TodayPage(window.kit, window.stage.thumbnails, window.stage.counts)
    qtbot.addWidget(page)
    page.show()
    assert all(one.text() for one in page.findChildren(QPushButton) if one.isVisible() and one.accessibleName() == "")
    page.refresh()
    settled()
    assert button(page, "next-sync").isVisible() and button(page, "next-sync").text()


def test_what_waits_is_shown_by_the_sync_page(window: MainWindow, page: TodayPage) -> None:
    button(page, "count-waiting").click()
    assert window.stage.page == "sync"


def test_a_cause_selects_all_its_items_and_goes_to_the_field(
    window: MainWindow, page: TodayPage, settled: Settled,
) -> None:
    mend = button(page, "mend-people-missing")
    assert mend.text() == "Fill in for all 3…"
    mend.click()
    settled()
    assert window.stage.query.problem == "people-missing"
    assert len(window.stage.selection()) == 3
    box = window.stage.panel.box("people")
    assert box.isAncestorOf(window.focusWidget())


def test_one_press_makes_the_photographs_mine(
    library: Library, window: MainWindow, page: TodayPage, settled: Settled,
) -> None:
    me = Tagging(library).create("contributor", {"name": "Rayen Huenchul", "user_name": "RayenH"})
    window.kit.bridge.sign(me)
    page.refresh()
    settled()
    page._found = None
    page.refresh()
    settled()
    button(page, "mend-author-missing").click()
    settled()
    ids = window.kit.bridge.lists.ids(Query())
    assert {one.first("author") for one in window.kit.bridge.lists.described(ids)} == {me}


def test_nothing_to_do_is_said(window: MainWindow, settled: Settled) -> None:
    window.stage.show_page("today")
    settled()
    assert any("No photographs here yet" in text for text in words(window.stage.made("today")))


def test_the_page_follows_what_changes(
    library: Library, window: MainWindow, page: TodayPage, settled: Settled, qtbot: object,
) -> None:
    tagging = window.kit.bridge.tagging
    ids = window.kit.bridge.lists.ids(Query())
    window.kit.bridge.write(lambda: tagging.replace(ids, "people", ["nobody"]))
    qtbot.waitUntil(lambda: button(page, "mend-people-missing") is None)
    assert any("People in the picture" in text for text in words(page))


def test_the_focus_stays_where_it_was(window: MainWindow, page: TodayPage, settled: Settled) -> None:
    button(page, "mend-people-missing").setFocus()
    page._found = None
    page.refresh()
    settled()
    assert window.focusWidget().objectName() == "mend-people-missing"


def test_the_focus_goes_to_the_next_cause_when_one_is_gone(
    window: MainWindow, page: TodayPage, settled: Settled, qtbot: QtBot,
) -> None:
    mends = [mend.objectName() for mend in page._mends]
    gone = mends.index("mend-people-missing")
    mend = button(page, "mend-people-missing")
    mend.setFocus()
    where = page._scroll.verticalScrollBar().value()
    tagging, ids = window.kit.bridge.tagging, window.kit.bridge.lists.ids(Query())
    window.kit.bridge.write(lambda: tagging.replace(ids, "people", ["nobody"]))
    qtbot.waitUntil(lambda: len(page._mends) < len(mends))
    settled()
    expected = [name for name in mends if name != "mend-people-missing"]
    assert window.focusWidget().objectName() == expected[min(gone, len(expected) - 1)]
    assert page._scroll.verticalScrollBar().value() == where


def test_what_was_only_practised_is_said_before_it_is_queued(
    window: MainWindow, page: TodayPage, library: Library, settled: Settled,
) -> None:
    with library.database.writing() as write:
        write.execute("UPDATE item SET state = ?", (ItemState.PRACTISED,))
    window.kit.bridge.tell_everything()
    settled()
    page.refresh()
    settled()
    assert button(page, "count-ready").accessibleName() == "0 Ready", "as the side bar has it"
    assert button(page, "next-sync").text() == "Queue 3 items"
    assert any("3 of them were only practised so far" in text for text in words(page))


def test_the_next_sync_stands_below_the_causes_where_its_words_leave_them_no_room(page: TodayPage) -> None:
    def beside() -> bool:
        return page._middle.layout().direction() is QBoxLayout.Direction.LeftToRight

    page.window().resize(1400, 900)
    assert beside()
    practise = button(page, "practise")
    practise.setText("Practise first " * 20)
    practise.show()
    page._arrange()
    assert not beside()
    practise.hide()
    page._arrange()
    assert beside()


def test_the_practice_walk_is_queued_for_practice(
    window: MainWindow, page: TodayPage, library: Library, settled: Settled,
) -> None:
    tagging = Tagging(library)
    practice_walk.begin(library, tagging, Messages("en"))
    walk = practice_walk.walk(library)
    tagging.replace(walk.ids, "title", ["Harbour {seq}"])
    tagging.replace(walk.ids, "caption", ["A harbour town"], lang="en")
    tagging.replace(walk.ids, "people", ["nobody"])
    window.kit.bridge.tell_everything()
    settled()
    page.refresh()
    settled()
    offer = button(page, "next-sync")
    assert offer.text() == "Queue 6 items for practice"
    offer.click()
    settled()
    assert practice_walk.walk(library).step is practice_walk.Step.SEND


def test_a_scan_is_not_offered_as_ones_own_work(
    library: Library, window: MainWindow, page: TodayPage, settled: Settled, qtbot: QtBot,
) -> None:
    tagging = Tagging(library)
    window.kit.bridge.sign(tagging.create("contributor", {"name": "Rayen Huenchul", "user_name": "RayenH"}))
    scan, *others = window.kit.bridge.lists.ids(Query())
    tagging.move([scan], tagging.create("activity", {"title": "Album", "kind": "scan_session"}))
    settled()
    window.kit.bridge.tell_everything()
    settled()
    page._found = None
    page.refresh()
    settled()
    assert button(page, "mend-author-missing").text() == "I made all 2"
    button(page, "mend-author-missing").click()
    settled()
    told = describe(library.database, [scan, *others])
    assert [bool(told[item].first("author")) for item in (scan, *others)] == [False, True, True]
    qtbot.waitUntil(lambda: button(page, "mend-author-missing") is None)
    button(page, "rights-author-missing").click()
    settled()
    assert window.stage.selection() == [scan]
    assert window.findChild(RightsSheet).isVisible()
