"""What belongs side by side stands in columns where there is room for them, else below each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ..kit import Kit
from .layouts import widgets_of


class Columns(QObject):
    """Lays groups of widgets into the grid of a frame: each group begins a line, and goes over as many columns as the
    frame has room for. Nothing is taken out of the frame, so that the caret stays where somebody writes."""

    arranged = Signal()

    def __init__(self, kit: Kit, frame: QWidget) -> None:
        super().__init__(frame)
        self._kit, self._frame = kit, frame
        self._grid: QGridLayout = frame.layout()
        self._groups: list[Sequence[QWidget]] = []
        self.count = 1
        """How many columns there are now."""
        frame.installEventFilter(self)

    def lay(self, groups: Sequence[Sequence[QWidget]]) -> None:
        """Have these groups, in this order, and nothing else."""
        self._groups = list(groups)
        self._arrange()

    def forget(self) -> None:
        """The groups are deleted: another width must not find them."""
        self._groups = []

    def _fitting(self) -> int:
        room, gap = self._frame.width(), max(self._grid.horizontalSpacing(), 0)
        most = max(map(len, self._groups), default=1)
        return min(most, max(1, (room + gap) // (self._kit.theme.tokens.size("language-column") + gap)))

    def _arrange(self) -> None:
        for widget in widgets_of(self._grid):
            self._grid.removeWidget(widget)  # an item taken by takeAt would live on and remember heights
        self.count, row = self._fitting(), 0
        for group in self._groups:
            for place, widget in enumerate(group):
                down, column = divmod(place, self.count)
                alone = len(group) == 1 or self.count == 1
                self._grid.addWidget(widget, row + down, column, 1, self.count if alone else 1)
            row += -(-len(group) // self.count)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < self.count))
        self.arranged.emit()

    def could_be_more(self) -> bool:
        """Whether something would stand beside each other if there were more room."""
        return self.count == 1 and any(len(group) > 1 for group in self._groups)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width may have room for more columns, or for fewer."""
        if event.type() == QEvent.Type.Resize and self._fitting() != self.count:
            self._arrange()
        return False
