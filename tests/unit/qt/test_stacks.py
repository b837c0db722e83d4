"""Stacks in the grid: one cell for all, opened with Enter, closed with S, made and taken apart, undone."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from minoties_desktop.store import items, stacks

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


def test_what_is_typed_for_a_closed_stack_reaches_all_of_it_and_the_heads_say_so(
    window: MainWindow, stacked: list[str], settled: Settled,
) -> None:
    stage, lists = window.stage, window.kit.bridge.lists
    stage.show_page("grid")
    assert stage.grid._form.countLabel.text() == "4 shown, 6 with those in stacks"
    stage.grid.view.selectAll()
    settled()
    assert stage.panel._form.heading.text() == "6 photographs"
    assert stage.panel._form.subheading.text() == "4 selected, 6 with those in stacks"
    assert window.form.statusSelection.text().startswith("4 selected, 6 with those in stacks")
    box = stage.panel.box("title")
    box.editor.setPlainText("Feria")
    stage.panel.commit()
    settled()
    assert {row["id"] for row in lists.rows(stacked) if row["title"].startswith("Feria")} == set(stacked)


def test_a_closed_stack_is_rejected_whole_says_so_and_comes_back_with_one_undo(
    window: MainWindow, library: Library, stacked: list[str], settled: Settled,
) -> None:
    window.stage.show_page("grid")
    window.stage.grid.view.select([stacked[0]], stacked[0])
    window.deeds_of["reject"].trigger()
    settled()
    flags = items.columns(library.database, stacked, "flag")
    assert [flags[item][0] for item in stacked] == ["reject"] * 3 + [""] * 3
    assert "3" in window.form.statusDeed.text()
    window.deeds_of["undo"].trigger()
    settled()
    assert set(items.columns(library.database, stacked, "flag").values()) == {("",)}


def test_in_the_loupe_only_what_is_seen_is_meant(window: MainWindow, stacked: list[str], settled: Settled) -> None:
    window.stage.grid.view.select([stacked[0]], stacked[0])
    window.stage.show_page("loupe")
    settled()
    assert window.stage.selection() == [stacked[0]]
    assert window.stage.panel._wanted == (stacked[0],)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@seed(14)
@given(data=st.data())
def test_an_edit_changes_exactly_those_that_are_said(
    window: MainWindow, library: Library, stacked: list[str], settled: Settled, data: st.DataObject,
) -> None:
    stage, tagging = window.stage, window.kit.bridge.tagging
    piles = data.draw(st.lists(st.sampled_from(["", "one", "two"]), min_size=6, max_size=6))
    with library.database.writing() as write:
        stacks.put(write, dict(zip(stacked, piles, strict=True)))
    tagging.mark(stacked, "label", 0)
    stage.grid.model.refresh(stacked)  # nobody told the window what was written here
    stage.opened = frozenset(data.draw(st.sets(st.sampled_from(["one", "two"]))))
    stage.show_page(data.draw(st.sampled_from(["grid", "loupe"])))
    stage.list_items()
    chosen = data.draw(st.lists(st.sampled_from(stage.grid.model.ids), min_size=1, unique=True))
    stage.grid.view.select(chosen, chosen[0])
    settled()
    said = len(stage.panel._wanted)
    window.deeds_of["label-7"].trigger()
    settled()
    changed = [item for item, (label,) in items.columns(library.database, stacked, "label").items() if label == 7]
    assert len(changed) == said and set(chosen) <= set(changed)
    assert set(changed) == set(stage.panel._wanted) or len(chosen) == 1  # with one, the next is selected already
    hidden = {item for item in changed if item not in chosen}
    assert all(piles[stacked.index(item)] not in ("", *stage.opened) for item in hidden)


def test_what_is_selected_stays_so_when_stacks_come_and_go(
    window: MainWindow, stacked: list[str], settled: Settled,
) -> None:
    stage, bridge = window.stage, window.kit.bridge
    stage.show_page("map")
    stage.grid.view.select([stacked[0], *stacked[4:]], stacked[0])
    assert list(stage.chosen()) == [*stacked[:3], *stacked[4:]]
    bridge.tell(bridge.tagging.unstack(stacked[:3]))
    settled()
    assert list(stage.chosen()) == [*stacked[:3], *stacked[4:]]
    bridge.tell(bridge.tagging.stack([stacked[1], stacked[2], stacked[3]]))
    settled()
    assert list(stage.chosen()) == [*stacked[:4], *stacked[4:]], "the stack that holds selected ones is selected"


def test_closing_a_stack_leaves_one_on_it(window: MainWindow, stacked: list[str], settled: Settled) -> None:
    stage = window.stage
    stage.show_page("grid")
    stage.toggle_stacks(stacked[:1])
    settled()
    stage.grid.view.select([stacked[2]], stacked[2])
    stage.toggle_stacks(stacked[2:3])
    settled()
    assert stage.grid.view.selected_ids() == [stacked[0]] and stage.grid.view.current_id() == stacked[0]
