"""Finding and culling, for screenshots: filters, saved searches."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from minoties_desktop.domain.query import Query
from minoties_desktop.qt.filter_list import FilterList
from minoties_desktop.qt.pages.search_form import SearchForm
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import searches

_KEPT = {"No Mapudungun caption": Query(missing="caption:arn"), "Best of the walk": Query(flag="pick", rating="4")}


def _settle(window: MainWindow) -> None:
    for _ in range(12):
        QApplication.processEvents()
        window.kit.bridge.wait()
        QTest.qWait(20)


def filtered(window: MainWindow) -> None:
    """Several filters at once, and saved searches at the side."""
    bridge = window.kit.bridge
    for name, query in _KEPT.items():
        searches.save(bridge.library, bridge.tagging, name, query)
    bridge.tell_everything()
    window.stage.show_all()
    for part, value in (("rating", "3"), ("date", "2026-11-14"), ("missing", "caption:arn")):
        window.stage.narrow(part, value)
    _settle(window)


def filters(window: MainWindow) -> QDialog:
    """Everything there is to filter by."""
    window.deeds_of["add-filter"].trigger()
    _settle(window)
    return window.findChildren(FilterList)[-1]


def filters_typed(window: MainWindow) -> QDialog:
    """Some letters typed."""
    found = filters(window)
    found.edit.setText("2026-11")
    _settle(window)
    return found


def name(window: MainWindow) -> QDialog:
    """The name of a search is asked."""
    filtered(window)
    window.deeds_of["save-search"].trigger()
    _settle(window)
    return window.findChildren(SearchForm)[-1]


FIND_PAGES: dict[str, Callable[[MainWindow], object]] = {
    "filtered": filtered, "filters": filters, "filters-typed": filters_typed, "search-name": name,
}


def close(window: MainWindow) -> None:
    """The loupe, pixel for pixel."""
    window.stage.grid.view.select(window.stage.grid.model.ids[2:3])
    window.stage.show_page("loupe")
    _settle(window)
    window.deeds_of["zoom"].trigger()
    _settle(window)


def _compared(window: MainWindow, count: int) -> None:
    window.stage.loupe._form.picture.look.step_back()
    window.stage.grid.view.select(window.stage.grid.model.ids[:count])
    window.deeds_of["compare"].trigger()
    _settle(window)


def two(window: MainWindow) -> None:
    """Two side by side."""
    _compared(window, 2)


def four(window: MainWindow) -> None:
    """Four, and their pixels."""
    _compared(window, 4)
    window.deeds_of["zoom"].trigger()
    _settle(window)


FIND_PAGES |= {"close": close, "compare": two, "compare-close": four}
