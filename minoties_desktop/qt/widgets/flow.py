"""A layout that goes on in the next line when one is full, in the reading direction."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Puts widgets side by side; with `fill`, the last one takes what is left of its line; `wide` asks for room to have
    all in one line."""

    def __init__(self, parent: QWidget, *, fill: bool = False, wide: bool = False) -> None:
        super().__init__(parent)
        self._fill, self._wide = fill, wide
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def insert(self, place: int, widget: QWidget) -> None:
        """Take a widget at a place."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One item, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give one item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def minimumSize(self) -> QSize:
        """The largest item's minimum."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        margins: QMargins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def sizeHint(self) -> QSize:
        """As the minimum, since lines are made when the width is known; `wide`, all in one line."""
        least = self.minimumSize()
        if not self._wide:
            return least
        margins, shown = self.contentsMargins(), self._shown()
        width = sum(item.sizeHint().width() for item in shown) + max(0, len(shown) - 1) * max(self.spacing(), 0)
        return QSize(width + margins.left() + margins.right(), least.height())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def setGeometry(self, rect: QRect) -> None:
        """Place all items."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        room = rect.marginsRemoved(margins)
        gap, y = max(self.spacing(), 0), 0
        for line in self._lines(room.width(), gap):
            height = max((_height(item, width) for item, _, width in line), default=0)
            for item, x, width in line if move else ():
                left = room.x() + x
                if self.parentWidget().layoutDirection() == Qt.LayoutDirection.RightToLeft:
                    left = room.right() + 1 - x - width
                high = _height(item, width)
                item.setGeometry(QRect(left, room.y() + y + (height - high) // 2, width, high))
            y += height + gap
        return max(0, y - gap) + margins.top() + margins.bottom()

    def _lines(self, room: int, gap: int) -> list[list[tuple[QLayoutItem, int, int]]]:
        """The items of each line with place and width."""
        lines: list[list[tuple[QLayoutItem, int, int]]] = [[]]
        x = 0
        shown = self._shown()
        for number, item in enumerate(shown):
            last = self._fill and number == len(shown) - 1
            width = min(item.minimumSize().width() if last else item.sizeHint().width(), room)
            if x and x + width > room:
                lines.append([])
                x = 0
            lines[-1].append((item, x, room - x if last else width))
            x += width + gap
        return lines


def _height(item: QLayoutItem, width: int) -> int:
    """The height of an item at its width: words that wrap are higher than they wish to be where there is less room."""
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
