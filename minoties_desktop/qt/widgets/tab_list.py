"""Tabs that become a list where they do not fit side by side."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTabBar, QWidget

from .combo import Combo
from .pieces import frame


class TabList(QObject):
    """Stands in for the tabs of a row while the row is narrower than they are; both choose the same."""

    def __init__(self, row: QWidget, tabs: QTabBar) -> None:
        super().__init__(row)
        self._row, self._tabs = row, tabs
        self._room = frame(margins="3 1 3 2", across=True, parent=row)
        """Has the list begin and end where fields do."""
        self.combo = Combo(self._room)
        self.combo.setProperty("minHeight", "field")
        self._room.layout().addWidget(self.combo)
        self._room.hide()
        row.layout().addWidget(self._room)
        row.setMinimumWidth(1)
        self.combo.activated.connect(lambda _row: tabs.setCurrentIndex(self.combo.currentData()))
        tabs.currentChanged.connect(self._choose)
        row.installEventFilter(self)

    def refresh(self) -> None:
        """The tabs have other names, or others of them are shown."""
        tabs, combo = self._tabs, self.combo
        combo.clear()
        for number in range(tabs.count()):
            if tabs.isTabVisible(number):
                combo.addItem(tabs.tabText(number), number)
        combo.setAccessibleName(tabs.accessibleName())
        combo.setEnabled(tabs.isEnabled())
        self._choose(tabs.currentIndex())
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See again what fits when the row has another width or its tabs another font."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.StyleChange):
            self._arrange()
        return False

    def _choose(self, tab: int) -> None:
        self.combo.setCurrentIndex(self.combo.findData(tab))

    def _arrange(self) -> None:
        margins = self._row.layout().contentsMargins()
        room = self._row.width() - margins.left() - margins.right()
        crowded = self._tabs.sizeHint().width() > room
        if crowded == self._room.isHidden():
            focused = self._tabs.hasFocus() or self.combo.hasFocus()
            self._tabs.setHidden(crowded)
            self._room.setVisible(crowded)
            if focused:
                (self.combo if crowded else self._tabs).setFocus()
