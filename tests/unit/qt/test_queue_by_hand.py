"""Into the queue and out of it again, from the grid: who did it is told, and one step takes it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from minoties_desktop.store import items, outbox
from tests.support import libraries

Settled = Callable[[], None]


def deed(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert found is not None
    return found


def states(library: Library, ids: list[str]) -> set[str]:
    return {state for state, in items.columns(library.database, ids, "state").values()}


@pytest.fixture
def queued(library: Library, window: MainWindow, settled: Settled) -> list[str]:
    """Three ready items that Ana has queued for practice in the window."""
    me = libraries.contributor(library)
    libraries.ready(library, 3, author=me)
    window.kit.bridge.sign(me)
    window.kit.bridge.tell_everything()
    settled()
    ids = list(window.stage.grid.model.ids)
    window.stage.grid.view.select(ids)
    deed(window, "queue-practice").trigger()
    settled()
    assert states(library, ids) == {"waiting"}
    return ids


def test_who_queued_is_told_and_undo_is_at_hand(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    [actor] = {row["actor"] for row in library.database.reading().execute(
        "SELECT actor FROM journal WHERE label LIKE '%action-queue%'")}
    assert actor == library.setting("me")
    assert window.form.statusDeed.text() == "3 items queued for practice" and window.form.statusUndo.isVisible()


def test_the_selection_is_taken_out_of_the_queue_in_one_step(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    window.stage.grid.view.select(queued[:2])
    deed(window, "unqueue").trigger()
    settled()
    assert {row.item for row in outbox.listed(library.database)} == {queued[2]}
    assert window.form.statusDeed.text() == "2 items taken out of the queue"
    deed(window, "undo").trigger()
    settled()
    assert {row.item for row in outbox.listed(library.database)} == set(queued)


def test_the_other_button_offers_what_can_be_done(window: MainWindow, queued: list[str], settled: Settled) -> None:
    view = window.stage.grid.view
    assert view.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu
    assert {"queue", "unqueue", "pick", "bin"} <= {action.objectName() for action in view.actions()}
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_P)
    settled()
    assert window.stage.grid.model.cell(0).flag == "pick", "its key means one thing still"


def test_the_first_row_of_the_side_bar_is_reached_from_a_page_that_has_none(
    window: MainWindow, settled: Settled,
) -> None:
    window.stage.show_page("settings")
    settled()
    side = window.form.sideList
    where = side.visualRect(side.model().index(0, 0)).center()
    QTest.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=where)
    settled()
    assert window.stage.page == "today"
    window.stage.show_page("settings")
    settled()
    window.stage.settings.setFocus()
    side.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(side, Qt.Key.Key_Return)
    settled()
    assert window.stage.page == "today"
