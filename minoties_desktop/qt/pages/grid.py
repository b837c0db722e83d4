"""The grid page: how many photographs the filter shows, the filter, and the photographs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from ...config.messages import Message
from ...domain.query import SORTS
from ..delegates import CellDelegate
from ..forms.grid_page import Ui_GridPage
from ..kit import Kit
from ..models.grid import GridModel
from ..models.thumbnails import Thumbnails
from ..widgets.chips import fill_chips
from ..widgets.flow import FlowLayout
from ..widgets.grid_view import GridView
from ..widgets.layouts import give_way


class GridPage(QWidget):
    """Shows the items of one query. The selection made here is the window's selection."""

    filter_dropped = Signal(str)
    """A part of the filter (domain/query PARTS) was taken away by its chip."""
    filter_wanted = Signal()
    """One more part of a filter is to be chosen."""
    sort_wanted = Signal(str)
    """Another of domain/query SORTS was chosen."""

    def __init__(self, kit: Kit, model: GridModel, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self.model = kit, model
        self._form = Ui_GridPage()
        self._form.setupUi(self)
        FlowLayout(self._form.filterChips, wide=True)
        self._form.filterBar.layout().setAlignment(self._form.filterChips, Qt.AlignmentFlag.AlignVCenter)
        self._thumbnails = thumbnails
        self._delegate = CellDelegate(kit.theme, kit.icons, thumbnails)
        self.view: GridView = self._form.grid
        self.view.furnish(model, self._delegate, kit.theme)
        self.emptiness: tuple[str, Message, Message, Callable[[], None]] | None = None
        self.setFocusProxy(self.view)
        self._form.filterAdd.clicked.connect(lambda _checked=False: self.filter_wanted.emit())
        for order in SORTS:
            self._form.sortBox.addItem(kit.speech.say(f"window-sort-{order}"), order)
        self._form.sortBox.activated.connect(lambda _row: self.sort_wanted.emit(self._form.sortBox.currentData()))
        tokens = kit.theme.tokens
        self._form.sizeSlider.setRange(tokens.count("cell-min"), tokens.count("cell-max"))
        self._form.sizeSlider.setValue(tokens.count("cell"))
        self._form.sizeSlider.valueChanged.connect(self.view.set_cell_width)
        self.view.cell_width_changed.connect(self._on_cell_width_changed)
        thumbnails.some_arrived.connect(lambda: self.view.viewport().update())
        kit.dresser.dress(self)
        self._total = 0

    def show_items(self, ids: Sequence[str], chips: Sequence[tuple[str, str]], total: int) -> bool:
        """Show items; `chips` name what they are filtered by: (part, words); `total` counts those under them on stacks
        too. Whether the list starts anew."""
        anew = self.model.show(ids)
        self._total = total
        self._say_count()
        fill_chips(self._kit, self._form.filterChips, chips, self.filter_dropped.emit)
        self._form.stack.setCurrentIndex(0 if ids else 1)
        return anew

    def event(self, event: QEvent) -> bool:
        """The order and then the size of the photographs give way to the words where there is little room; the filter
        goes on in a second line before the count loses letters."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            give_way(self._form.filterBar, self.width(), (self._form.sortBox, self._form.sizeSlider))
            self._keep_count_whole()
        return super().event(event)

    def _keep_count_whole(self) -> None:
        whole = self._form.countLabel.whole_width()
        self._form.countLabel.setMinimumWidth(whole if whole <= self.width() // 2 else 0)

    def show_empty(self, icon: str, message: Message, button: Message, press: Callable[[], None]) -> None:
        """What to say while there is nothing to show, and the one thing to do about it."""
        self.emptiness = (icon, message, button, press)
        say = self._kit.speech.say
        self._form.empty.say(self._kit.dresser, icon, say(message), say(button), press)

    def _say_count(self) -> None:
        self._form.countLabel.setText(self.counted(len(self.model.ids)))
        self._keep_count_whole()

    def counted(self, shown: int) -> str:
        """How many photographs are shown, and how many there are with those on closed stacks, in words."""
        key = "grid-count-stacks" if self._total > shown else "grid-count"
        return self._kit.speech.say(key, shown, self._total)

    def _on_cell_width_changed(self, width: int) -> None:
        with QSignalBlocker(self._form.sizeSlider):
            self._form.sizeSlider.setValue(width)

    def retranslate(self) -> None:
        """Say the form's texts again."""
        self._form.retranslateUi(self)
        for row, order in enumerate(SORTS):
            self._form.sortBox.setItemText(row, self._kit.speech.say(f"window-sort-{order}"))
        self._say_count()
