"""What is on stage: the pages, the filter, the selection that they share, and the way from one to another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ..domain.query import Query
from ..domain.states import ItemState
from ..services.lists import Counts
from ..services.searches import Search
from . import filter_words, navigation
from .centre import BY_ID, ON_ITEMS
from .choosing import Choosing
from .forms.window import Ui_MainWindow
from .kit import Kit
from .mending import Mending
from .models.cells import cells
from .models.grid import Cell, GridModel
from .models.side import SideModel
from .models.thumbnails import Thumbnails
from .pages.grid import GridPage

if TYPE_CHECKING:
    from .pages.help import HelpPage
    from .pages.importing import ImportPage
    from .pages.loupe import LoupePage
    from .pages.panel import MetadataPanel
    from .pages.place import PlacePage
    from .pages.review import ReviewPage
    from .pages.settings import SettingsPage
    from .pages.syncing import SyncPage
    from .pages.table import TablePage

_BY_ITSELF = frozenset({"loupe", "review"})
"""Pages that show one photograph: what is done there is done to what is seen, not to a whole stack."""


class Stage(QObject):
    """The pages of one window. The selection is the grid's; loupe and review follow its current item."""

    page_shown = Signal(str)
    selection_changed = Signal()
    emptied = Signal()
    """The filter lets nothing through."""
    counted = Signal()
    """The side bar was counted anew."""
    deed_wanted = Signal(str)
    """A page wants an action of the table done; its id."""
    overtaken = Signal()
    """Photographs come in, or have come: undo does not take that back."""
    view_changed = Signal()
    """The page shows something else of its own, and may want other room."""
    told = Signal(object)
    """A page has something to say in the status bar, a Message."""
    panel_made = Signal(object)
    """The inspector, a MetadataPanel, is there from now on."""

    def __init__(self, kit: Kit, form: Ui_MainWindow, counts: Counts, parent: QObject) -> None:
        super().__init__(parent)
        self.kit, self._form = kit, form
        self.choosing = Choosing(kit, self)
        self.query = Query()
        self.opened: frozenset[str] = frozenset()
        self._listing = self._is_listed = False
        self._tab: object = None
        self._stale: frozenset[str] | None = frozenset()
        self._kept: frozenset[str] = frozenset()
        self._meant: Sequence[str] = ()
        self._before: tuple[str, list[str], str | None] = ("grid", [], None)
        self.searches: list[Search] = []
        self._searched: dict[str, int] = {}
        self.counts = counts
        self.page = "grid"
        self._left: list[tuple[str, tuple[str, str] | None, QWidget | None]] = []
        self.total = 0
        self.thumbnails = Thumbnails(self)
        self._mending = Mending(kit.bridge, self.thumbnails, self)
        self._places = SideModel(kit.speech)
        form.sideList.furnish(self._places, kit.theme, kit.icons, kit.speech)
        lists = kit.bridge.lists

        def fetch(ids: Sequence[str]) -> list[Cell]:
            found = cells(lists, ids, self.opened)
            self._mending.look(found)
            return found

        self.grid = GridPage(kit, GridModel(fetch, kit.speech), self.thumbnails)
        self._made: dict[str, QWidget] = {}
        self._unsaid: set[str] = set()
        self.made("grid")
        self._connect()

    def _connect(self) -> None:
        bridge, form = self.kit.bridge, self._form
        bridge.items_changed.connect(self._on_items_changed)
        bridge.registers_changed.connect(self._on_registers_changed)
        form.sideList.place_chosen.connect(self.go_to)
        form.sideList.clicked.connect(lambda _index: form.pages.currentWidget().setFocus())
        form.find.textChanged.connect(self._on_find)
        self.grid.view.chosen.connect(self._on_chosen)
        self.grid.view.opened.connect(self._on_opened)
        self.grid.filter_dropped.connect(lambda part: self.narrow(part, ""))
        self.grid.sort_wanted.connect(self._on_sort_wanted)

    # The pages; most are made when they are first wanted

    def made(self, name: str) -> QWidget:
        """The widget of a page of the table, made now if it has not been."""
        if name not in self._made:
            page = self._made[name] = BY_ID[name].make(self)
            self._form.pages.addWidget(page)
        if name in self._unsaid:
            self._unsaid.remove(name)
            self._made[name].retranslate()
        return self._made[name]

    @property
    def loupe(self) -> LoupePage:
        """The loupe."""
        return cast("LoupePage", self.made("loupe"))

    @property
    def help(self) -> HelpPage:
        """The help."""
        return cast("HelpPage", self.made("help"))

    @property
    def settings(self) -> SettingsPage:
        """The settings."""
        return cast("SettingsPage", self.made("settings"))

    @property
    def review(self) -> ReviewPage:
        """The review page."""
        return cast("ReviewPage", self.made("review"))

    @property
    def sync(self) -> SyncPage:
        """The sync page."""
        return cast("SyncPage", self.made("sync"))

    @property
    def imports(self) -> ImportPage:
        """The import page."""
        return cast("ImportPage", self.made("import"))

    @property
    def is_alone(self) -> bool:
        """Whether the page that is shown wants menus and side bar away."""
        return getattr(self._made[self.page], "is_alone", False)

    @cached_property
    def panel(self) -> MetadataPanel:
        """The inspector, made when it is first wanted."""
        from .pages.panel import MetadataPanel  # late: a start on another page is sooner by 60 ms

        panel = MetadataPanel(self.kit, self.thumbnails)
        panel.show_tab(self._tab)
        self._form.inspector.layout().addWidget(panel)
        panel.show_items(self.chosen(), len(self.grid.view.selected_ids()))
        self.panel_made.emit(panel)
        return panel

    @property
    def tab(self) -> object:
        """The tab that the inspector shows, or will show as soon as it is there."""
        return self.panel.tab if self._has_panel else self._tab

    def show_tab(self, tab: object) -> None:
        """Have the inspector show a tab; one that there is not is left aside."""
        self._tab = tab
        if self._has_panel:
            self.panel.show_tab(tab)

    def commit(self) -> None:
        """Make values of everything that was typed in the inspector."""
        if self._has_panel:
            self.panel.commit()

    @property
    def _has_panel(self) -> bool:
        return "panel" in vars(self)

    def map_middle(self) -> str:
        """The position in the middle of the map while that is shown, else ""."""
        return cast("PlacePage", self.made("map")).middle() if self.page == "map" else ""

    def act_on_table(self, act: str) -> None:
        """Do an act of the table, on its page."""
        self.show_page("table")
        cast("TablePage", self.made("table")).act(act)

    def focus_column(self, field: str) -> bool:
        """Go to the column of a field in the table; whether it has one."""
        return cast("TablePage", self.made("table")).focus_field(field)

    def focus_page(self) -> None:
        """Have the keyboard on the page."""
        self._form.pages.currentWidget().setFocus()

    def go_to_field(self, field: str) -> None:
        """Have the keyboard at a field (id) of the selection: its column in the table, else its place in the panel."""
        if self.page == "table" and self.focus_column(field):
            return
        if self.page not in ON_ITEMS or BY_ID[self.page].wide:
            self.show_page("grid")
        self.panel.focus_field(field)

    def close(self) -> None:
        """Stop what is still under way on the pages."""
        for page in self._made.values():
            if hasattr(page, "stop"):
                page.stop()
        self._mending.close()
        self.thumbnails.close()

    # Where one is

    def go_to(self, kind: str, place: str) -> None:
        """Show what a row of the side bar stands for."""
        self.commit()
        if kind == "page" and place in BY_ID:
            self.show_page(place)
            return
        self.query = navigation.narrowed(self.query, kind, place, self.searches)
        self._form.find.setText(self.query.words)
        self.list_items()
        self.show_page("grid")

    def narrow(self, part: str, value: str) -> None:
        """Filter by one more part of a query (domain/query PARTS), or by another value of it; "" takes it away."""
        if part == "words":
            self._form.find.setText(value)
            return
        self.query = replace(self.query, **{part: value})
        self.list_items()
        self._mark_place()
        if self.page not in ON_ITEMS:
            self.show_page("grid")

    def show_page(self, page: str) -> None:
        """Show a page of the centre; the selection stays."""
        self.commit()
        if BY_ID[page].on_items and not self._is_listed:
            self.list_items()
        focused = QApplication.focusWidget()
        inside = focused is None or self._form.pages.isAncestorOf(focused)
        if not BY_ID[page].is_aside or not BY_ID[self.page].is_aside:
            self._left.clear()
        if BY_ID[page].is_aside and page != self.page:
            self._left.append((self.page, self.panel.focused_line() if self._has_panel else None, focused))
        if page != "loupe":
            self._leave_comparing()
        self.page = page
        shown = self.made(page)
        # Qt takes fonts back from widgets that were hidden while the style sheet changed.
        self.kit.dresser.dress(shown)
        self._form.pages.setCurrentWidget(shown)
        if inside:
            shown.setFocus()
        if hasattr(shown, "refresh"):
            shown.refresh()
        self._show_in_panel(self.chosen())
        self._show_current()
        self._mark_place()
        self.page_shown.emit(page)

    def _show_in_panel(self, ids: Sequence[str]) -> None:
        if self._has_panel or self.page in ON_ITEMS:
            self.panel.show_items(ids, len(self.grid.view.selected_ids()))

    def compare(self, ids: Sequence[str], back: str) -> None:
        """Show some items (ids) side by side in the loupe; Escape goes back to a page, where they are selected."""
        self.show_page("loupe")
        self._before = (back, list(self.grid.view.selected_ids()), self.grid.view.current_id())
        self.loupe.compare(ids)
        self.loupe.setFocus()

    def end_comparing(self) -> bool:
        """Go back from photographs side by side to where one was; whether any were."""
        if self._compared() is None:
            return False
        back = self._before[0]
        self._leave_comparing()
        self.show_page(back)
        self._form.pages.currentWidget().setFocus()
        return True

    def _compared(self) -> LoupePage | None:
        """The loupe while it compares photographs."""
        loupe = cast("LoupePage | None", self._made.get("loupe"))
        return loupe if loupe is not None and loupe.compared and self.page == "loupe" else None

    def _leave_comparing(self) -> None:
        loupe = self._compared()
        if loupe is not None:
            loupe.compare(())
            _, selected, current = self._before
            self.grid.view.select(selected, current)

    def choose_compared(self, item: str) -> None:
        """Of the photographs that are compared, have marks go to this one (id)."""
        if self.grid.model.row(item) is not None:
            self.grid.view.select([item], item)
        else:  # the filter does not show it, and yet it is compared
            self._on_chosen()

    def advance(self) -> None:
        """Go on to the next photograph, of those that are compared if any are."""
        compared = self._compared()
        if compared is not None:
            compared.step_compared(1)
        elif len(self.grid.view.selected_ids()) == 1:
            self.grid.view.step(1)

    def return_to_work(self) -> None:
        """From a page that one only looks something up on, go back to where one was, with the keyboard too."""
        page, line, focused = self._left.pop() if self._left else ("grid", None, None)
        before = self._left
        self._left = []
        self.show_page(page)
        self._left = before
        if line:
            self.panel.focus_line(*line)  # its editor may have been made anew
        elif focused is not None and isValid(focused) and focused.isVisible():
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._form.pages.currentWidget().setFocus()

    def show_activity(self, activity: str | None) -> None:
        """Show the items of an activity; with None, all."""
        self.go_to(*(("activity", activity) if activity else navigation.ALL))

    def show_house(self, institution: str) -> None:
        """Show the page of an institution."""
        self.show_page("institutions")
        self.made("institutions").open_house(institution)

    def show_cause(self, code: str, field: str) -> None:
        """Select all items with a problem (code), and go to the field (id, or "") that mends it."""
        self.commit()
        self._form.find.clear()
        self.query = Query(problem=code, sort=self.query.sort)
        self.list_items()
        self.show_page("grid")
        self.grid.view.selectAll()
        if field:
            self.panel.focus_field(field)

    def show_one(self, item: str) -> None:
        """Show one item among all."""
        self._form.find.clear()
        self.go_to(*navigation.ALL)
        self.grid.view.select([item], item)

    def show_these(self, ids: Sequence[str]) -> None:
        """Select some items (ids) in the grid, among all."""
        self.show_all()
        there = [item for item in ids if self.grid.model.row(item) is not None]
        if there:
            self.grid.view.select(there, there[0])
        self.grid.view.setFocus()

    def show_imported(self, runs: Sequence[str], item: str, activity: str = "") -> None:
        """Show what some imports (ids) brought so far, all of it or that of an activity (id), and one of them (id) at
        full size; with "", their grid."""
        self._form.find.clear()
        self.commit()
        self.query = Query(imports=" ".join(runs), activity=activity)
        self.list_items()
        ids = self.grid.model.ids
        first = item if item in ids else next(iter(ids), "")
        if first:
            self.grid.view.select([first], first)
        self.show_page("loupe" if item and first == item else "grid")
        self._form.pages.currentWidget().setFocus()

    def show_all(self) -> None:
        """Take every filter away."""
        self._form.find.clear()
        self.go_to(*navigation.ALL)

    def list_items(self) -> None:
        """Show what the query wants now; what is still there stays selected."""
        self._show_items(*self.kit.bridge.lists.listed(self.query, self.opened))

    def catch_up(self, first: str) -> None:
        """Read what the window's first frame did without: what its first page shows, and the photographs."""
        page = self.made(first)
        if self.page == first and hasattr(page, "refresh"):  # another was read when somebody went to it
            page.refresh()
        if not self._is_listed and not self._listing:
            self._list_beside()

    def _show_items(self, ids: Sequence[str], total: int, meant: Collection[str] = ()) -> None:
        """Show these. What was `meant`, with what lay under it on stacks, stays selected, wherever it lies now."""
        self.total, self._is_listed = total, True
        current, selected = self.grid.view.current_id(), self.grid.view.selected_ids()
        anew = self.grid.show_items(ids, self.chips(), total)
        wanted = self._over(meant) or selected
        if anew or set(wanted) != set(selected):
            self.grid.view.select(wanted, next(iter(self._over([current] if current else ())), None))
        if not ids:
            self.emptied.emit()
        self._on_chosen()

    def _over(self, meant: Collection[str]) -> list[str]:
        """Of some items those that are shown; of what lies under others on closed stacks, those."""
        row = self.grid.model.row
        hidden = [item for item in meant if row(item) is None]
        beside = self.kit.bridge.lists.beside(hidden, self.opened) if hidden else []
        return [item for item in dict.fromkeys([*meant, *beside]) if row(item) is not None]

    def chips(self) -> Sequence[tuple[str, str]]:
        """The parts of the filter, each with its words."""
        return filter_words.chips(self.kit, self.query)

    def topic(self) -> str:
        """The topic of the help on what the person is at: the field, else the page."""
        field = self.panel.focused_field() if self._has_panel else None
        return field.topic if field else BY_ID[self.page].help

    def chosen(self) -> Sequence[str]:
        """Ids of the selected items, with those that lie under them on closed stacks; where one photograph is looked at
        by itself, of the selected ones alone."""
        if (compared := self._compared()) is not None:
            return [compared.chosen]
        found = self.grid.view.selected_ids()
        if self.page in _BY_ITSELF or not self.grid.model.may_fold(found, self.opened):
            return found
        return self.kit.bridge.lists.with_folded(found, self.opened)

    def selection(self) -> Sequence[str]:
        """Ids of the chosen items, else of the current one."""
        found = self.chosen()
        current = self.grid.view.current_id()
        return found or ([current] if current else [])

    def count(self, counts: Counts | None = None) -> None:
        """Count everything in the side bar again, unless that has been done."""
        lists = self.kit.bridge.lists
        counts, self.searches = counts or lists.counts(), lists.searches()
        self.counts = counts
        if not self._is_listed:
            self.total = counts.total
        self._searched = counts.searches or self._searched
        self._places.show(navigation.places(self.kit, replace(counts, searches=self._searched), self.searches))
        if not self._listing and any(one.id not in self._searched for one in self.searches):
            self._list_beside()
        say = self.kit.speech.say
        self._form.find.show_hints(say("window-find-in", counts.total), say("window-find"))
        self._form.find.name_cross(say("window-find-clear"))
        self._mark_place()
        self.counted.emit()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        # Pages that are not seen wait until they are: all at once would keep the window from answering.
        self._unsaid = set(self._made) - {self.page, "grid"}
        for page in {self._made[self.page], self.grid}:
            page.retranslate()
        if self._has_panel:
            QTimer.singleShot(0, self.panel, self.panel.retranslate)
        self.count(self.counts)
        self._show_items(list(self.grid.model.ids), self.total)

    def toggle_stacks(self, ids: Sequence[str]) -> bool:
        """Open the stacks that some items lie on, or close them if they are open; whether there are any."""
        found = set(self.kit.bridge.lists.stacks(ids))
        if found:
            self.opened = self.opened - found if found <= self.opened else self.opened | found
            self.grid.model.refresh(self.grid.model.ids)
            listed = self.kit.bridge.lists.listed(self.query, self.opened)
            self._show_items(*listed, meant=self.grid.view.selected_ids())
        return bool(found)

    # What is heard

    def _on_items_changed(self, ids: frozenset[str] | None) -> None:
        self._stale = None if ids is None or self._stale is None else self._stale | ids
        if not self._listing:
            self._list_beside()

    def _on_registers_changed(self) -> None:
        self.count()
        if self.searches:  # what one of them finds may be another now
            self._on_items_changed(frozenset())

    def _list_beside(self) -> None:
        # Beside the window's thread, and one at a time: an import changes items many times a second.
        self._listing, stale, self._stale = True, self._stale, frozenset()
        query, opened, lists = self.query, self.opened, self.kit.bridge.lists

        def listed() -> tuple[Query, frozenset[str] | None, tuple[list[str], int], Counts]:
            try:
                return query, stale, lists.listed(query, opened), lists.counts(searched=True)
            finally:
                self._listing = False

        self.kit.bridge.compute(listed, self._on_listed)

    def _on_listed(self, found: tuple[Query, frozenset[str] | None, tuple[list[str], int], Counts]) -> None:
        query, stale, (ids, total), counts = found
        self.count(counts)
        self.grid.model.refresh(self.grid.model.ids if stale is None else stale)
        if query == self.query:
            shown = self._with_worked_on(ids)
            self._show_items(shown, total + len(shown) - len(ids), meant=self._meant)
        self._show_current()
        if self._stale is None or self._stale:
            self._list_beside()

    def _with_worked_on(self, ids: list[str]) -> list[str]:
        """The same ids, and those selected ones that were just finished: nothing vanishes while it is described."""
        missing = set(self.grid.view.selected_ids()).difference(ids)
        query = self.query
        worked_on = (query.state == ItemState.TO_FINISH or query.problem or query.missing
                     or (self._has_panel and self.panel.focused_field()))
        if not missing or not worked_on:
            self._kept = frozenset()
            return ids
        self._kept = frozenset(missing)
        known = missing.union(ids)
        merged = [item for item in self.grid.model.ids if item in known]
        there = set(merged)
        return merged + [item for item in ids if item not in there]

    def _on_chosen(self) -> None:
        selected = self.grid.view.selected_ids()
        if self._kept and not self._kept.intersection(selected):
            self._kept = frozenset()
            QTimer.singleShot(0, self.list_items)
        self._meant = self.chosen()
        self._show_in_panel(self._meant)
        self._show_current()
        self.selection_changed.emit()

    def _show_current(self) -> None:
        shown = self.made(self.page)
        if hasattr(shown, "show_item"):
            item = self.grid.view.current_id() or ""
            shown.show_item(item, self.grid.model.row(item) or 0, len(self.grid.model.ids))

    def _on_opened(self, item: str) -> None:
        """Enter opens a stack first, then the photograph."""
        row = self.grid.model.row(item)
        cell = self.grid.model.cell(row) if row is not None else None
        if cell is None or not cell.stacked or cell.opened or not self.toggle_stacks([item]):
            self.show_page("loupe")

    def _on_find(self, words: str) -> None:
        if words.strip() == self.query.words:
            return
        self.query = replace(self.query, words=words.strip())
        self.list_items()
        self._mark_place()
        if self.page not in ON_ITEMS:
            self.show_page("grid")

    def _on_sort_wanted(self, order: str) -> None:
        self.query = replace(self.query, sort=order)
        self.list_items()

    def _mark_place(self) -> None:
        at_side = BY_ID[self.page].at_side
        place = ("page", self.page) if at_side else navigation.chosen(self.query, self.searches)
        page = BY_ID[self.page]
        if not (page.on_items or page.at_side):
            place = ("page", page.id)
        self._form.sideList.choose(*place)
        index = self._form.sideList.currentIndex()
        self._form.pathName.setText(index.data() if index.isValid() else self.kit.speech.say(f"deed-show-{page.id}"))
