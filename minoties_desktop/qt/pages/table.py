"""The table page: the photographs of the grid as a spreadsheet, field by field and language by language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QLocale, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ...config import settings
from ...config.messages import Lang
from ...config.settings import DETAIL
from ...domain import table
from ...domain.fields import BY_ID, Kind
from ...domain.table import Column
from ...services import tabling
from ..choosing import Choosing
from ..kit import Kit
from ..models.table import TableModel
from ..models.thumbnails import Thumbnails
from ..models.values import Vocabulary
from ..reasons import allow
from ..sorting import in_order
from ..table_acts import Reach, TableActs
from ..table_delegate import TableDelegate
from ..widgets.chips import fill_chips
from ..widgets.empty_state import EmptyState
from ..widgets.keyed_button import KeyedButton
from ..widgets.pieces import frame, label
from ..widgets.spell_check import LineSpellCheck
from ..widgets.table_view import TableView
from .grid import GridPage
from .table_find import FindBar
from .table_line import TableLine

Chips = Callable[[], Sequence[tuple[str, str]]]


class TablePage(QWidget):
    """Shows the items of the grid in its order or sorted by a column; rows selected here are selected there."""

    filter_dropped = Signal(str)
    """A part of the filter was taken away by its chip."""

    def __init__(self, kit: Kit, grid: GridPage, thumbnails: Thumbnails, choosing: Choosing, chips: Chips,
                 opened: Callable[[], Collection[str]]) -> None:
        """`opened` gives the stacks of which all items are shown."""
        super().__init__()
        self._kit, self._grid, self._choosing, self._chips = kit, grid, choosing, chips
        self._vocabulary = Vocabulary(kit.bridge.lists, kit.speech)
        bridge = kit.bridge
        self.model = TableModel(
            lambda ids, columns: tabling.rows(bridge.library, bridge.lists, ids, columns, opened()),
            self._vocabulary, kit.speech)
        self.view = TableView(kit, self)
        self._delegate = TableDelegate(
            kit.theme, kit.icons, thumbnails, self._vocabulary, self._watch_spelling)
        self.view.furnish(self.model, self._delegate)
        self.acts = TableActs(kit, self.model, self.view, self._vocabulary, opened)
        self._wishes: dict[str, object] = dict(settings.load().table_columns)
        self._detail = settings.load().detail
        self._languages: list[str] = []
        self._asked: set[str] = set()
        """Ids of fields that were gone to, beyond that detail."""
        self._sorted: tuple[int, bool] | None = None
        self._leading = False
        self._make()
        self._connect(thumbnails)
        self.retranslate()

    def _watch_spelling(self, edit: QLineEdit, column: Column) -> None:
        """Underline what no dictionary has while a cell of words is edited."""
        if self._spelt_in(column):
            LineSpellCheck(self._kit, edit, lambda: self._spelt_in(column))

    def _spelt_in(self, column: Column | None) -> str:
        """The language of a column of words, "" for others; titles are in the first language of the activity."""
        if column is None:
            return ""
        titled = column.field.kind is Kind.TITLE
        return column.lang or (next(iter(self._languages), self._kit.speech.language) if titled else "")

    def _make(self) -> None:
        head = frame("top", "4 0 4 0", "3", across=True, parent=self)
        head.setProperty("minHeight", "filter-bar")
        self._count = label(style="heading", wrap=False)
        self._chip_frame = frame(gap="3", across=True, parent=head)
        self._lacking = QPushButton(head)
        self._lacking.clicked.connect(lambda _checked=False: self._show_lacking())
        self._lacking.hide()
        self._held_by: list[str] = []
        self._column_count = label(style="small", ink="subtle", wrap=False)
        self._column_button = QPushButton(head)
        self._menu = QMenu(self._column_button)
        self._column_button.setMenu(self._menu)
        self._paste = KeyedButton(head)
        self._paste.setProperty("textStyle", "strong")
        self._paste.clicked.connect(lambda _checked=False: self.acts.paste())
        for widget in (self._count, self._chip_frame):
            head.layout().addWidget(widget)
        head.layout().addStretch(1)
        for widget in (self._lacking, self._column_count, self._column_button, self._paste):
            head.layout().addWidget(widget)
        self.line = TableLine(self._kit, self.model, self.view, self.acts, self)
        LineSpellCheck(self._kit, self.line.edit, lambda: self._spelt_in(
            self.model.column(self.view.currentIndex().column()))).found.connect(self.line.show_misspelt)
        self.find = FindBar(self._kit, self.acts, self._column_reach, self._whole_reach, self)
        self._empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        for one, icon in ((self._lacking, "error"), (self._column_button, "tabs"), (self._paste, "paste")):
            one.setProperty("iconName", icon)
            one.setProperty("textStyle", "strong")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (head, self.line, self.find, self._stack):
            layout.addWidget(widget, 1 if widget is self._stack else 0)
        self.setFocusProxy(self.view)

    def _connect(self, thumbnails: Thumbnails) -> None:
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._list)
        grid = self._grid.model
        for signal in (grid.modelReset, grid.rowsInserted, grid.rowsRemoved):
            signal.connect(lambda *_: self._later.start())
        self._kit.bridge.items_changed.connect(self._on_items_changed)
        self._kit.bridge.registers_changed.connect(self._on_registers_changed)
        thumbnails.some_arrived.connect(lambda: self.view.viewport().update())
        self.model.edited.connect(lambda item, column, text, _row: self.acts.edit(item, column, text))
        self._delegate.drafted.connect(self._on_drafted)
        self._delegate.spread.connect(self._on_spread)
        self._delegate.given_up.connect(self.acts.give_up)
        self.view.acted.connect(self.act)
        self.view.filled.connect(self.acts.fill_to)
        self.view.chosen.connect(self._on_chosen)
        self.view.horizontalHeader().sectionClicked.connect(self._on_header)
        self.line.replace_wanted.connect(lambda: self.act("replace"))
        self.find.closed.connect(self._on_find_closed)
        self._menu.aboutToShow.connect(self._offer_columns)
        self._choosing.changed.connect(self._on_setting)

    # What is shown

    def refresh(self) -> None:
        """Show the items, columns and the selection of now."""
        self._list()
        self._follow()

    def showEvent(self, event: QShowEvent) -> None:
        """Lists that changed meanwhile are shown now."""
        super().showEvent(event)
        self._later.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons do without words where there is little room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        say, tokens = self._kit.speech.say, self._kit.theme.tokens
        roomy = self.width() >= tokens.size("import-narrow")
        key = QKeySequence(QKeySequence.StandardKey.Paste).toString(QKeySequence.SequenceFormat.NativeText)
        words = say("table-with-key", say("table-paste"), key)
        self._column_button.setText(say("table-columns") if roomy else "")
        self._paste.setText(say("table-paste") if roomy else "")
        self._paste.show_key(self._kit, key if roomy else "")
        lacking = say("table-lacking", len(self._hidden()))
        self._lacking.setText(lacking if roomy else "")
        for one, said in ((self._lacking, lacking), (self._column_button, say("table-columns")), (self._paste, words)):
            one.setToolTip(said)
            one.setAccessibleName(said)
        self._column_count.setVisible(roomy)
        if roomy and self._is_crowded():  # long words: what helps least goes first
            self._column_count.hide()
            self._paste.show_key(self._kit, "")
        if roomy and self._is_crowded():
            self._lacking.setText("")  # its sign and its tool tip say it as well
        self._paste.parentWidget().layout().activate()
        self.line.arrange(roomy=roomy)
        self.find.arrange(roomy=roomy)

    def _is_crowded(self) -> bool:
        """Whether the words of the head have too little room; while something is to be pressed there all are seen."""
        parts = self._paste.parentWidget().layout()
        parts.invalidate()
        needed = parts.totalMinimumSize() if self._lacking.isHidden() else parts.totalSizeHint()
        return bool(needed.width() > self.width())

    def show_item(self, item: str, _place: int, _total: int) -> None:
        """Follow the current item of the grid, unless it followed this page."""
        row, now = self.model.row(item), self.view.currentIndex()
        if row is not None and not self._leading and row != now.row():
            self._follow()

    def _list(self) -> None:
        if not self.isVisible():
            return
        ids = list(self._grid.model.ids)
        if self._sorted is not None and self.model.ids:
            known = set(ids)
            kept = [item for item in self.model.ids if item in known]
            there = set(kept)
            ids = kept + [item for item in ids if item not in there]
        self._leading = True
        now = self.view.currentIndex()
        if self.model.show(ids):
            self._restore(now.column())
        self._leading = False
        self._say()
        library, fallback = self._kit.bridge.library, self._kit.speech.language
        self._kit.bridge.compute(lambda: tabling.languages(library, ids, fallback), self._on_languages)
        self._look_for_lacks()

    def _look_for_lacks(self) -> None:
        ids, lists = list(self.model.ids), self._kit.bridge.lists
        self._kit.bridge.compute(lambda: lists.problem_fields(ids), self._on_held_by)

    def _on_held_by(self, fields: list[str]) -> None:
        self._held_by = fields
        self._offer_lacking()

    def _hidden(self) -> list[Column]:
        """The columns that are not shown although what they lack holds items back."""
        shown = {one.field.id for one in self.model.columns}
        return [one for one in table.columns(self._languages, DETAIL)
                if one.field.id in self._held_by and one.field.id not in shown]

    def _offer_lacking(self) -> None:
        hidden = self._hidden()
        self._lacking.setVisible(bool(hidden))
        if hidden:
            self._lacking.setProperty("tint", "error")
            self._kit.dresser.dress(self._lacking)
        self._arrange()

    def _show_lacking(self) -> None:
        """Show the columns that hold items back, and go to the first of them."""
        hidden = self._hidden()
        self._asked |= {one.field.id for one in hidden}
        self._wishes = {**self._wishes, **{one.key: True for one in hidden}}
        self._choosing.choose("table_columns", dict(self._wishes))
        self._show_columns()
        if hidden:
            self.focus_field(hidden[0].field.id)

    def _say(self) -> None:
        say, ids = self._kit.speech.say, self.model.ids
        self._count.setText(self._grid.counted(len(ids)))
        fill_chips(self._kit, self._chip_frame, self._chips(), self.filter_dropped.emit)
        self._stack.setCurrentIndex(0 if ids else 1)
        self.line.setVisible(bool(ids))
        self.find.setVisible(bool(ids) and self.find.isVisible())
        if not ids and self._grid.emptiness is not None:
            icon, message, words, press = self._grid.emptiness
            self._empty.say(self._kit.dresser, icon, say(message), say(words), press)
        known = self._known()
        self._column_count.setText(say("table-columns-shown", len(self.model.columns), len(known)))
        allow(self._paste, "" if ids else say("table-empty-why"), self._paste.toolTip() if ids else "")
        self.line.show_current()

    def _known(self) -> list[Column]:
        usual = DETAIL[:DETAIL.index(self._detail) + 1]
        return [one for one in table.columns(self._languages, DETAIL)
                if one.field.detail in usual or one.field.id in self._asked]

    def _on_languages(self, found: list[str]) -> None:
        self._languages = found
        self._show_columns()

    def _show_columns(self) -> None:
        column = self.model.column(self.view.currentIndex().column())
        shown = table.shown(self._known(), self._wishes) or self._known()[:1]
        if list(shown) != list(self.model.columns):
            self._leading = True
            self.model.set_columns(shown)
            self._sort_by(None)
            self._restore(shown.index(column) + 1 if column in shown else 1)
            self._leading = False
        self._say()
        self._offer_lacking()

    def _restore(self, section: int) -> None:
        section = section if 0 < section < self.model.columnCount() else min(1, self.model.columnCount() - 1)
        rows = sorted(row for row in map(self.model.row, self._grid.view.selected_ids()) if row is not None)
        current = self.model.row(self._grid.view.current_id() or "")
        if self.model.ids and section >= 0:
            self.view.select_rows(rows or [current or 0], current if current is not None else (rows or [0])[0], section)

    def _follow(self) -> None:
        self._leading = True
        self._restore(self.view.currentIndex().column())
        self._leading = False
        self.line.show_current()

    # What is heard

    def _on_items_changed(self, ids: frozenset[str] | None) -> None:
        self.model.refresh(self.model.ids if ids is None else ids)
        self.line.show_current()
        if self.isVisible():
            self._look_for_lacks()
        if self.find.isVisible():
            self.find.look()

    def _on_registers_changed(self) -> None:
        self._vocabulary.refresh()
        self.model.refresh(self.model.ids)
        self._later.start()

    def _on_setting(self, name: str, value: object) -> None:
        if name == "detail":
            self._detail = str(value)
            self._asked.clear()
            self._show_columns()

    def _on_drafted(self, index: QModelIndex, text: str) -> None:
        column = self.model.column(index.column())
        if column is not None:
            self.line.show_text(text, typed=True)
            self.acts.keep(self.model.ids[index.row()], column, text)

    def _on_spread(self, index: QModelIndex, text: str) -> None:
        column = self.model.column(index.column())
        if column is not None:
            self.acts.spread(self.model.ids[index.row()], column, text)

    def _on_chosen(self) -> None:
        self.line.show_current()
        if self.find.isVisible():
            self.find.look()
        if self._leading:
            return
        rows = self.view.rows()
        ids = [self.model.ids[row] for row in rows]
        now = self.view.currentIndex().row()
        current = self.model.ids[now] if 0 <= now < len(self.model.ids) else None
        if ids != self._grid.view.selected_ids() or current != self._grid.view.current_id():
            self._leading = True
            self._grid.view.select(ids, current)
            self._leading = False

    # What a person does

    def act(self, name: str) -> None:
        """Do an act on the range: edit, copy, cut, paste, clear, fill or replace."""
        if name == "edit":
            self.view.setFocus()
            self.view.edit(self.view.currentIndex())
            return
        if name == "replace":
            self.find.begin(several=len(self.acts.reach().ids) > 1)
        else:
            self.acts.act(name)

    def commit(self) -> None:
        """End what is being typed."""
        self.view.commit()
        self.line.commit()

    def stop(self) -> None:
        """The window closes: what is typed becomes a value."""
        self.commit()

    def _on_find_closed(self) -> None:
        self.find.hide()
        self.view.setFocus()

    def _column_reach(self) -> Reach:
        column = self.model.column(self.view.currentIndex().column())
        return Reach(tuple(self.model.ids), 1, (column,) if column else ())

    def _whole_reach(self) -> Reach:
        return Reach(tuple(self.model.ids), 1, tuple(self.model.columns))

    def _offer_columns(self) -> None:
        self._menu.clear()
        for column in self._known():
            name = self._kit.speech.say(BY_ID[column.field.id].label)
            action = self._menu.addAction(
                self._kit.speech.say("table-column-read", name, Lang(column.lang)) if column.lang else name)
            action.setCheckable(True)
            action.setChecked(column in self.model.columns)
            action.toggled.connect(lambda on, key=column.key: self._choose_column(key, on))

    def focus_field(self, field_id: str) -> bool:
        """Go to the column of a field, in the row of now; shown from now on if it was not. Whether there is one."""
        self._asked.add(field_id)
        column = next((one for one in self._known() if one.field.id == field_id), None)
        if column is None:
            return False
        if column not in self.model.columns:
            self._choose_column(column.key, True)
        row = max(0, self.view.currentIndex().row())
        self.view.setCurrentIndex(self.model.index(row, list(self.model.columns).index(column) + 1))
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _choose_column(self, key: str, on: bool) -> None:
        self._wishes = {**self._wishes, key: on}
        self._choosing.choose("table_columns", dict(self._wishes))
        self._show_columns()

    def _on_header(self, section: int) -> None:
        """The first click sorts up, the second down, the third as in the grid."""
        if self.model.column(section) is None:
            return
        self.commit()
        if self._sorted is None or self._sorted[0] != section:
            self._sort_by((section, True))
        elif self._sorted[1]:
            self._sort_by((section, False))
        else:
            self._sort_by(None)

    def _sort_by(self, wanted: tuple[int, bool] | None) -> None:
        self._sorted = wanted
        header = self.view.horizontalHeader()
        header.setSortIndicatorShown(wanted is not None)
        if wanted is None:
            self._later.start()
            return
        section, up = wanted
        header.setSortIndicator(section, Qt.SortOrder.AscendingOrder if up else Qt.SortOrder.DescendingOrder)
        column, ids, library = self.model.column(section), list(self._grid.model.ids), self._kit.bridge.library
        locale = QLocale(column.lang) if column and column.lang else self._kit.speech.locale

        def sort() -> list[str]:
            assert column is not None
            found = {item: self._vocabulary.typed(column.field, [text]) if not column.field.many else text
                     for item, text in tabling.texts(library, ids, column).items()}
            there = in_order((item for item in ids if item in found), found.__getitem__, locale, down=not up)
            return there + [item for item in ids if item not in found]

        self._kit.bridge.compute(sort, lambda order: self._on_sorted(wanted, order))

    def _on_sorted(self, wanted: tuple[int, bool], order: list[str]) -> None:
        if wanted == self._sorted:
            self._leading = True
            section = self.view.currentIndex().column()
            if self.model.show(order):
                self._restore(section)
            self._leading = False

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        say = self._kit.speech.say
        self.view.setAccessibleName(say("deed-show-table"))
        self._vocabulary.refresh()
        self.line.retranslate()
        self.find.retranslate()
        self.model.refresh(self.model.ids)
        self.view.horizontalHeader().viewport().update()
        self._kit.dresser.dress(self)
        self._arrange()
        self._say()
