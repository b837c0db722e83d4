"""The one table of the centre's pages; side bar, modes and actions derive from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from ..domain.query import Query
from ..services.lists import Counts
from .choosing import Choosing
from .kit import Kit
from .models.thumbnails import Thumbnails
from .pages.grid import GridPage

if TYPE_CHECKING:
    from .pages.panel import MetadataPanel


class Stage(Protocol):
    """What a page may use of the stage that it is on. `deed_wanted` has an action of the table done, `told` says a
    Message in the status bar, `view_changed` says that the page is or is not `is_alone` any more."""

    kit: Kit
    grid: GridPage
    panel: MetadataPanel
    thumbnails: Thumbnails
    deed_wanted: SignalInstance
    told: SignalInstance
    view_changed: SignalInstance
    choosing: Choosing
    query: Query
    counts: Counts

    def chosen(self) -> Sequence[str]:
        """Ids of the selected items, with those that lie under them on closed stacks."""

    def chips(self) -> Sequence[tuple[str, str]]:
        """The parts of the filter, each with its words."""

    def choose_compared(self, item: str) -> None:
        """Of the photographs that are compared, have marks go to this one (id)."""

    def go_to(self, kind: str, place: str) -> None:
        """Show what a row of the side bar stands for."""

    def show_activity(self, activity: str | None) -> None:
        """Show the items of an activity; with None, all."""

    def show_imported(self, runs: Sequence[str], item: str) -> None:
        """Show what some imports brought so far, and one of them at full size."""

    def show_these(self, ids: Sequence[str]) -> None:
        """Select some items in the grid, among all."""

    def show_arrived(self, activity: str | None) -> None:
        """Show what came under an activity, ready to be looked through by keys."""

    def show_cause(self, code: str, field: str) -> None:
        """Select all items with a problem, and go to the field that mends it."""


@dataclass(frozen=True, slots=True)
class CentrePage:
    """One page of the centre; its words are the message of its action, `deed-show-<id>`.

    `make` builds the widget when it is first shown, importing it as late as that. A widget has `retranslate()`; it may
    have `refresh()`, called whenever it is shown, `show_item(item, place, total)` for the current item of the
    selection, `stop()`, called when the window closes, and `is_alone`, while menus and side bar are to be away.
    `on_items`: it works on the selection, so it is a mode of the top bar and has the inspector beside it.
    `wide`: it wants all the room, so that the inspector comes only when it is called.
    `queues`: its one primary button is that of the status bar, which queues; else it has `press_primary()` of its own.
    `at_side`: it has a row in the side bar. `help`: the topic of the help that explains it.
    """

    id: str
    icon: str
    make: Callable[[Stage], QWidget]
    on_items: bool = False
    wide: bool = False
    queues: bool = True
    at_side: bool = False
    help: str = "start"

    @property
    def is_aside(self) -> bool:
        """Whether it is only looked at in between: Escape goes back to the page before."""
        return not (self.on_items or self.at_side)


def _rights_of(stage: Stage, ids: Sequence[str]) -> None:
    stage.show_these(ids)
    stage.deed_wanted.emit("find-rights")


def _today(stage: Stage) -> QWidget:
    from .pages.today import TodayPage

    page = TodayPage(stage.kit, stage.thumbnails, stage.counts)
    page.state_wanted.connect(lambda state: stage.go_to("state", state))
    page.activity_wanted.connect(stage.show_activity)
    page.cause_wanted.connect(stage.show_cause)
    page.rights_wanted.connect(lambda ids: _rights_of(stage, ids))
    page.house_wanted.connect(stage.show_house)
    page.deed_wanted.connect(stage.deed_wanted)
    return page


def _history(stage: Stage) -> QWidget:
    from .pages.history import HistoryPage

    return HistoryPage(stage.kit)


def _settings(stage: Stage) -> QWidget:
    from .pages.settings import SettingsPage

    return SettingsPage(stage.kit, stage.choosing)


def _help(stage: Stage) -> QWidget:
    from .pages.help import HelpPage

    return HelpPage(stage.kit)


def _loupe(stage: Stage) -> QWidget:
    from .pages.loupe import LoupePage

    page = LoupePage(stage.kit, stage.grid.model, stage.grid.view.selectionModel(), stage.thumbnails)
    page.stepped.connect(stage.grid.view.step)
    page.compared_chosen.connect(stage.choose_compared)
    return page


def _map(stage: Stage) -> QWidget:
    from .pages.place import PlacePage

    view = stage.grid.view
    page = PlacePage(stage.kit, stage.grid.model, stage.thumbnails, lambda: stage.query)
    view.chosen.connect(lambda: page.show_selection(stage.chosen()))
    page.selection_wanted.connect(lambda ids: view.select(ids, ids[0]))
    page.show_selection(stage.chosen())
    return page


def _review(stage: Stage) -> QWidget:
    from .pages.review import ReviewPage

    page = ReviewPage(stage.kit, stage.thumbnails)
    page.stepped.connect(stage.grid.view.step)
    page.mend_wanted.connect(lambda field: stage.panel.focus_field(field))
    return page


def _table(stage: Stage) -> QWidget:
    from .pages.table import TablePage

    page = TablePage(stage.kit, stage.grid, stage.thumbnails, stage.choosing, stage.chips, lambda: stage.opened)
    page.filter_dropped.connect(stage.grid.filter_dropped)
    return page


def _sync(stage: Stage) -> QWidget:
    from .pages.syncing import SyncPage

    page = SyncPage(stage.kit, stage.thumbnails)
    page.start_wanted.connect(lambda: stage.deed_wanted.emit("sync-now"))
    page.account_wanted.connect(lambda: stage.deed_wanted.emit("show-accounts"))
    page.gallery_wanted.connect(lambda: stage.deed_wanted.emit("practice-gallery"))
    page.receipts_wanted.connect(lambda wiki: _receipts_of(stage, wiki))
    page.deed_wanted.connect(stage.deed_wanted)
    return page


def _receipts_of(stage: Stage, wiki: str) -> None:
    from .pages.delivered import DeliveredPage

    stage.show_page("delivered")
    page = stage.made("delivered")
    assert isinstance(page, DeliveredPage)
    page.show_wiki(wiki)


def _delivered(stage: Stage) -> QWidget:
    from .pages.delivered import DeliveredPage

    page = DeliveredPage(stage.kit, stage.thumbnails, stage.grid.view.selected_ids)
    page.gallery_wanted.connect(lambda: stage.deed_wanted.emit("practice-gallery"))
    page.there_wanted.connect(lambda: stage.show_cause("wiki-there", ""))
    return page


def _imports(stage: Stage) -> QWidget:
    from .pages.import_times import ImportTimes
    from .pages.importing import ImportPage

    page = ImportPage(stage.kit, stage.thumbnails)
    ImportTimes(stage.kit, page.options)
    page.activity_wanted.connect(lambda: stage.deed_wanted.emit("new-activity"))
    page.options.photographer_wanted.connect(lambda: stage.deed_wanted.emit("new-contributor"))
    page.brought_wanted.connect(lambda runs, activity: stage.show_imported(runs, "", activity))
    page.sources.begun.connect(lambda _run: stage.overtaken.emit())
    page.sources.ended.connect(lambda _source, _report: stage.overtaken.emit())
    page.told.connect(stage.told)
    page.cull_wanted.connect(stage.show_imported)

    def show_tracks(paths: list[Path]) -> None:
        from .pages.place import PlacePage

        stage.show_page("map")
        places = stage.made("map")
        assert isinstance(places, PlacePage)
        places.take_tracks(paths)

    page.tracks_wanted.connect(show_tracks)
    return page


def _accounts(stage: Stage) -> QWidget:
    from .pages.accounts import AccountsPage

    page = AccountsPage(stage.kit)
    page.deed_wanted.connect(stage.deed_wanted)
    return page


def _presets(stage: Stage) -> QWidget:
    from .pages.presets import PresetsPage

    page = PresetsPage(stage.kit)
    page.deed_wanted.connect(stage.deed_wanted)
    return page


def _institutions(stage: Stage) -> QWidget:
    from .pages.institutions import InstitutionsPage

    page = InstitutionsPage(stage.kit)
    page.items_wanted.connect(stage.show_these)
    return page


def _scan(stage: Stage) -> QWidget:
    from .pages.scanning import ScanPage

    page = ScanPage(stage.kit, stage.thumbnails)
    page.items_wanted.connect(stage.show_these)
    page.side_wanted.connect(lambda: stage.deed_wanted.emit("toggle-side"))
    page.view_changed.connect(stage.view_changed)
    return page


PAGES: tuple[CentrePage, ...] = (
    CentrePage("today", "home", _today, at_side=True, help="today"),
    CentrePage("import", "download", _imports, at_side=True, help="import"),
    CentrePage("scan", "book", _scan, queues=False, at_side=True, help="scan"),
    CentrePage("sync", "upload", _sync, at_side=True, help="sync"),
    CentrePage("delivered", "success", _delivered, queues=False, at_side=True, help="sync"),
    CentrePage("institutions", "userGroup", _institutions, queues=False, at_side=True, help="institutions"),
    CentrePage("grid", "viewCompact", lambda stage: stage.grid, on_items=True, help="choose"),
    CentrePage("loupe", "image", _loupe, on_items=True, help="choose"),
    CentrePage("map", "map", _map, on_items=True, queues=False, help="place"),
    CentrePage("table", "table", _table, on_items=True, wide=True, help="table"),
    CentrePage("review", "article", _review, on_items=True, help="review"),
    CentrePage("history", "history", _history, help="undo"),
    CentrePage("presets", "bookmark", _presets, help="many"),
    CentrePage("accounts", "logo-Wikimedia-Commons", _accounts, help="accounts"),
    CentrePage("settings", "configure", _settings, help="settings"),
    CentrePage("help", "help", _help),
)
"""The order is that of the side bar and of the modes."""

BY_ID: dict[str, CentrePage] = {page.id: page for page in PAGES}

ON_ITEMS: tuple[str, ...] = tuple(page.id for page in PAGES if page.on_items)
"""Ids of the pages that work on the selection."""
