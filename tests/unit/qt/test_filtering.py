"""Filters in the window: chosen from one list, shown as chips, kept under a name at the side; nothing typed or marked
is lost by any of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as seeded
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from minoties_desktop.domain.query import Query
from minoties_desktop.qt.filter_list import FilterList
from minoties_desktop.qt.models.side import SideRole
from minoties_desktop.qt.pages.search_form import SearchForm
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import searches
from minoties_desktop.services.library import Library
from minoties_desktop.store import items, values

Settled = Callable[[], None]


@pytest.fixture
def shown(library: Library, add_items: Callable[..., list[str]], window: MainWindow, settled: Settled) -> list[str]:
    """Four items in the grid: two picked, one with three stars, one with a caption."""
    ids = add_items(4)
    tagging = window.kit.bridge.tagging
    tagging.mark(ids[:2], "flag", "pick")
    tagging.mark(ids[1:2], "rating", 3)
    tagging.replace(ids[2:3], "caption", ["Telar"], lang="es")
    window.kit.bridge.tell_everything()
    settled()
    return ids


def _listed(window: MainWindow, settled: Settled) -> FilterList:
    window.deeds_of["add-filter"].trigger()
    settled()
    return window.findChildren(FilterList)[-1]


def _choose(window: MainWindow, settled: Settled, words: str) -> None:
    found = _listed(window, settled)
    QTest.keyClicks(found.edit, words)
    settled()
    QTest.keyClick(found.edit, Qt.Key.Key_Return)
    settled()


def _side(window: MainWindow) -> list[tuple[str, str, int | None]]:
    model = window.form.sideList.model()
    rows = [model.index(row, 0).data(SideRole.PLACE) for row in range(model.rowCount())]
    return [(row.kind, row.text, row.count) for row in rows if row.kind == "search"]


def test_filters_are_chosen_by_letters_and_narrow_each_other(
    shown: list[str], window: MainWindow, settled: Settled,
) -> None:
    _choose(window, settled, "picked")
    assert sorted(window.stage.grid.model.ids) == sorted(shown[:2])
    _choose(window, settled, "stars ★★★"[:5])
    assert [part for part, _ in window.stage.chips()] == ["rating", "flag"]
    window.stage.narrow("rating", "3")
    assert list(window.stage.grid.model.ids) == shown[1:2]
    window.deeds_of["clear-filter"].trigger()
    assert sorted(window.stage.grid.model.ids) == sorted(shown)


def test_a_day_a_position_and_a_place_are_taken_as_they_are_typed(
    shown: list[str], window: MainWindow, settled: Settled,
) -> None:
    for words, part in (("2026-11", "date"), ("-38.74,-72.6,5", "near"), ("Temuco", "place")):
        _choose(window, settled, words)
        assert window.stage.query.parts == {part: words}
        window.stage.show_all()


def test_what_is_near_the_middle_of_the_map_comes_first_there(
    shown: list[str], window: MainWindow, settled: Settled,
) -> None:
    window.kit.bridge.tagging.replace(shown[3:], "camera_position", ["-38.738,-72.59"])
    window.stage.grid.view.select(shown[3:], shown[3])
    found = _listed(window, settled)
    assert [one.name for one in found.found()][-3:] == [
        f"Within {far} km of this photograph" for far in ("0.1", "1", "10")]
    found.close()
    window.stage.show_page("map")
    settled()
    found = _listed(window, settled)
    assert found.found()[1].name == "Within 1 km of the middle of the map"
    assert found.found()[4].name == "Within 1 km of this photograph"
    found.found()[4].do()
    assert list(window.stage.grid.model.ids) == shown[3:]
    found.close()


def test_each_filter_says_how_many_it_finds(shown: list[str], window: MainWindow, settled: Settled) -> None:
    found = _listed(window, settled)
    counts = {(one.name, one.kind): one.keys for one in found.found()}
    assert counts[("Picked", "mark")] == "2"
    assert counts[("★ or more", "stars")] == "1"
    assert ("Without: Caption", "missing") in counts
    found.close()


def test_a_search_is_saved_listed_counted_removed_and_comes_back(
    shown: list[str], window: MainWindow, settled: Settled, library: Library,
) -> None:
    window.stage.narrow("flag", "pick")
    window.deeds_of["save-search"].trigger()
    form = window.findChildren(SearchForm)[-1]
    assert form.name.text() == "Picked"
    form.name.setText("Best")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    settled()
    assert _side(window) == [("search", "Best", 2)]
    assert window.form.sideList.currentIndex().data() == "Best"
    window.stage.show_all()
    [kept] = searches.listed(library)
    window.stage.go_to("search", kept.id)
    assert window.stage.query.parts == {"flag": "pick"}
    window.kit.bridge.write(lambda: window.kit.bridge.tagging.mark(shown[:1], "flag", ""))
    settled()
    assert _side(window) == [("search", "Best", 1)]
    window.deeds_of["remove-search"].trigger()
    settled()
    assert (_side(window), window.stage.query.parts) == ([], {"flag": "pick"})
    window.deeds_of["undo"].trigger()
    settled()
    assert _side(window) == [("search", "Best", 1)]


def test_a_saved_search_is_renamed_and_undo_gives_the_name_back(
    shown: list[str], window: MainWindow, settled: Settled, library: Library,
) -> None:
    tagging = window.kit.bridge.tagging
    made = searches.save(library, tagging, "Best", Query(flag="pick"))
    searches.save(library, tagging, "Looms", Query(words="telar"))
    window.kit.bridge.tell_everything()
    settled()
    window.stage.go_to("search", made)
    window.deeds_of["rename-search"].trigger()
    form = window.findChildren(SearchForm)[-1]
    assert (form.name.text(), form.windowTitle()) == ("Best", "Rename this saved search…")
    form.name.setText("looms")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    settled()
    assert form.isVisible() and "called so already" in form.band.text
    form.name.setText(" The  best ")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    settled()
    assert [(name, count) for _, name, count in _side(window)] == [("Looms", 1), ("The best", 2)]
    assert searches.get(library, made).query == Query(flag="pick")
    window.deeds_of["undo"].trigger()
    settled()
    assert [name for _, name, _ in _side(window)] == ["Best", "Looms"]


def test_a_saved_search_with_words_shows_them_in_the_find_field(
    shown: list[str], window: MainWindow, settled: Settled, library: Library,
) -> None:
    made = searches.save(library, window.kit.bridge.tagging, "Looms", Query(words="telar"))
    window.kit.bridge.tell_everything()
    settled()
    window.stage.go_to("search", made)
    assert (window.form.find.text(), list(window.stage.grid.model.ids)) == ("telar", shown[2:3])
    window.stage.go_to("page", "all")
    assert (window.form.find.text(), len(window.stage.grid.model.ids)) == ("", 4)


def test_what_cannot_be_saved_or_removed_says_why(shown: list[str], window: MainWindow) -> None:
    for deed in ("save-search", "rename-search", "remove-search"):
        window.deeds_of[deed].trigger()
    assert not window.findChildren(SearchForm)


_STEPS = st.lists(st.sampled_from([
    ("filter", "flag", "pick"), ("filter", "flag", "none"), ("filter", "missing", "caption:es"), ("filter", "flag", ""),
    ("find", "telar"), ("find", ""), ("page", "grid"), ("page", "loupe"), ("page", "table"), ("page", "today"),
    ("item", 0), ("item", 2), ("language", "el"), ("language", "en"), ("mark", "pick"), ("mark", "unmark"),
    ("mark", "rate-4"), ("compare",), ("sort", "title"),
]), max_size=9)


@given(_STEPS)
@seeded(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_lost_by_switching_filter_item_page_or_language(
    shown: list[str], window: MainWindow, settled: Settled, library: Library, steps: list[tuple],
) -> None:
    tagging, stage = window.kit.bridge.tagging, window.stage
    tagging.mark(shown, "flag", "")
    tagging.mark(shown, "rating", 0)
    window.kit.speech.use("en")
    stage.show_all()
    settled()
    said = values.own(library.database, shown)
    wanted = {item: ("", 0) for item in shown}
    for step in steps:
        match step:
            case ("filter", part, value):
                stage.narrow(part, value)
            case ("find", words):
                window.form.find.setText(words)
            case ("page", page):
                stage.show_page(page)
            case ("item", row) if row < len(stage.grid.model.ids):
                stage.grid.view.select([stage.grid.model.ids[row]], stage.grid.model.ids[row])
            case ("language", code):
                window.kit.speech.use(code)
            case ("sort", order):
                stage.grid.sort_wanted.emit(order)
            case ("compare",):
                window.deeds_of["compare"].trigger()
            case ("mark", deed):
                marked = list(stage.selection()) if stage.page != "today" else []
                window.deeds_of[deed].trigger()
                for item in marked:
                    flag, stars = wanted[item]
                    wanted[item] = (flag, 4) if deed == "rate-4" else ("pick" if deed == "pick" else "", stars)
        QApplication.processEvents()
        settled()
        marks = items.columns(library.database, shown, "flag", "rating")
        assert marks == wanted, step
    assert values.own(library.database, shown) == said
    if stage.end_comparing():
        settled()
