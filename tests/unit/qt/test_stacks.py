"""Stacks in the grid: one cell for all, opened with Enter, closed with S, made and taken apart, undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from minoties_desktop.store import items

Settled = Callable[[], None]


@pytest.fixture
def stacked(add_items: Callable[..., list[str]], window: MainWindow, settled: Settled) -> list[str]:
    """The items of the window, of which the first three lie on a stack."""
    add_items(6)
    window.stage.list_items()
    settled()
    ids = list(window.stage.grid.model.ids)
    window.kit.bridge.tell(window.kit.bridge.tagging.stack(ids[:3]))
    settled()
    return ids


def _stacks(library: Library, ids: list[str]) -> list[str]:
    found = items.columns(library.database, ids, "stack")
    return [found[item][0] for item in ids]


def test_a_stack_is_one_cell_with_its_count(window: MainWindow, stacked: list[str]) -> None:
    model = window.stage.grid.model
    assert list(model.ids) == [stacked[0], *stacked[3:]]
    assert (model.cell(0).stacked, model.cell(0).opened, model.cell(1).stacked) == (3, False, 0)
    assert "stack of 3" in model.words(0)


def test_enter_opens_it_first_and_then_the_photograph_and_s_closes_it(
    window: MainWindow, stacked: list[str], settled: Settled,
) -> None:
    window.show()
    window.stage.show_page("grid")
    view = window.stage.grid.view
    view.select([stacked[0]], stacked[0])
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    settled()
    assert list(window.stage.grid.model.ids) == stacked
    assert window.stage.grid.model.cell(1).opened
    assert window.stage.page == "grid"
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert window.stage.page == "loupe"
    window.stage.show_page("grid")
    window.deeds_of["toggle-stack"].trigger()
    settled()
    assert len(window.stage.grid.model.ids) == len(stacked) - 2


def test_a_closed_stack_is_taken_apart_whole_and_put_back_by_undo(
    window: MainWindow, library: Library, stacked: list[str], settled: Settled,
) -> None:
    window.stage.show_page("grid")
    window.stage.grid.view.select([stacked[0]], stacked[0])
    window.deeds_of["unstack"].trigger()
    settled()
    assert _stacks(library, stacked)[:3] == ["-"] * 3
    assert list(window.stage.grid.model.ids) == stacked
    window.deeds_of["undo"].trigger()
    settled()
    assert _stacks(library, stacked)[:3] == [stacked[0]] * 3


def test_the_selected_are_stacked(
    window: MainWindow, library: Library, stacked: list[str], settled: Settled,
) -> None:
    window.stage.show_page("grid")
    window.stage.grid.view.select(stacked[3:5], stacked[3])
    window.deeds_of["stack"].trigger()
    settled()
    assert _stacks(library, stacked)[3:5] == [stacked[3]] * 2
