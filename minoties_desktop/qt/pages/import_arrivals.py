"""The photographs that have come on the import page: their grid, how many they are, and the way to them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..delegates import CellDelegate
from ..kit import Kit
from ..models.cells import cells
from ..models.grid import GridModel
from ..models.thumbnails import Thumbnails
from ..reasons import allow
from ..widgets.grid_view import GridView
from ..widgets.pieces import button, frame, label
from ..widgets.said import Said


class Arrivals(QObject):
    """Shows what the imports of the page bring, while it comes: `bar` and `grid` are widgets for the page to place."""

    cull_wanted = Signal(list, str)
    """The imports (ids) whose photographs are to be looked through, and the one (id) to begin with or ""."""
    changed = Signal()
    """There are more of them, or fewer."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self._said = Said(kit.speech)
        self.runs: list[str] = []
        """The imports, in their order."""
        self.complete = 0
        """How many of the photographs have their bytes."""
        self._listing = self._stale = False
        self.model = GridModel(lambda ids: cells(kit.bridge.lists, ids), kit.speech)
        self.grid = GridView(parent)
        self._said.word("import-grid-name", self.grid.setAccessibleName)
        self._delegate = CellDelegate(kit.theme, kit.icons, thumbnails)
        self.grid.furnish(self.model, self._delegate, kit.theme)
        self.grid.opened.connect(lambda item: self.cull_wanted.emit(list(self.runs), item))
        thumbnails.some_arrived.connect(lambda: self.grid.viewport().update())
        self.bar = self._made_bar()
        kit.bridge.items_changed.connect(self._on_items_changed)

    def _made_bar(self) -> QWidget:
        bar = frame("top", "6 3 6 3", "3", across=True)
        self._count = label("", "heading", "strong", wrap=False)
        self.cull, self._sub = button("", self.show_come, primary=True), label("", "small", "subtle")
        self.cull.setProperty("minHeight", "button")
        self._said.word("import-new-sub", self._sub.setText)
        bar.layout().addWidget(self._count)
        bar.layout().addWidget(self._sub, 1)
        bar.layout().addWidget(self.cull)
        return bar

    def show_come(self) -> None:
        """Go to the photographs that have come so far, while the others are being copied."""
        self.cull_wanted.emit(list(self.runs), "")

    def arrange(self, *, narrow: bool) -> None:
        """Do without what need not be said where there is little room."""
        self._sub.setVisible(not narrow)
        self.bar.layout().setStretch(0, int(narrow))

    def row_height(self) -> int:
        """What a row of photographs needs."""
        return self._delegate.cell_size().height()

    def refresh(self) -> None:
        """List them anew, beside the window's thread and one listing at a time: an import tells of much."""
        if self._listing:
            self._stale = True
            return
        self._listing, self._stale = True, False
        runs, lists = list(self.runs), self._kit.bridge.lists

        def listed() -> tuple[list[str], int]:
            try:
                return lists.imported(runs), lists.arrived(runs)
            finally:
                self._listing = False

        self._kit.bridge.compute(listed, self._on_listed)

    def catch_up(self) -> None:
        """List what came while nobody saw it."""
        if self._stale:
            self.refresh()

    def show_items(self, ids: list[str], complete: int) -> None:
        """Show these items, of which so many have come whole."""
        self.complete = complete
        self.model.show(ids)
        self._say_count()
        self.changed.emit()

    def retranslate(self) -> None:
        """Say everything again."""
        self._said.again()
        self._say_count()

    def _on_items_changed(self, ids: frozenset[str] | None) -> None:
        if self.runs:
            self.model.refresh(self.model.ids if ids is None else ids)
            self._stale = True
            if self.bar.parentWidget().isVisible():  # else when the page is shown again
                self.refresh()

    def _on_listed(self, found: tuple[list[str], int]) -> None:
        self.show_items(*found)
        if self._stale:
            self.refresh()

    def _say_count(self) -> None:
        say, total = self._kit.speech.say, len(self.model.ids)
        self._count.setText(say("import-new", total))
        self.cull.setText(say("import-cull", max(1, self.complete)) if self.complete < total else say("import-show"))
        allow(self.cull, "" if self.complete or not total else say("import-cull-none"))
