"""The command palette: type some letters of anything, press Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ..domain.finding import fit
from .announcing import announce
from .findables import Findable
from .kit import Kit
from .painting import elided, kept
from .widgets.pieces import label

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ROLE = Qt.ItemDataRole.UserRole + 1


class Palette(QDialog):
    """Lists what fits what is typed; Enter does it, Escape closes. `shown` is how many are listed at most."""

    shown = 40

    def __init__(self, kit: Kit, known: Sequence[Findable], look: Callable[[str], list[Findable]],
                 parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._known, self._look = kit, known, look
        self._chosen: Findable | None = None
        self._closed = False  # what was still being looked for comes after the dialog is gone
        self.setWindowTitle(kit.speech.say("deed-palette"))
        self.setProperty("margins", "4 4 4 4")
        self.setProperty("gap", "3")
        self.edit, self.list = QLineEdit(self), QListView(self)
        self.edit.setPlaceholderText(kit.speech.say("palette-find"))
        self.edit.setAccessibleName(kit.speech.say("palette-find"))
        self.edit.setProperty("minHeight", "button-big")
        self.list.setAccessibleName(kit.speech.say("palette-list"))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = _Model()
        self.list.setModel(self._model)
        self._delegate = _Delegate(kit)
        self.list.setItemDelegate(self._delegate)
        self.list.clicked.connect(lambda _index: self.accept())
        layout = QVBoxLayout(self)
        layout.addWidget(self.edit)
        layout.addWidget(self.list, 1)
        self.nothing = label("", "body", "subtle")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self.nothing.hide()
        layout.addWidget(self.nothing)
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.returnPressed.connect(self.accept)
        self.accepted.connect(self._on_accepted)
        kit.dresser.dress(self)
        tokens = kit.theme.tokens
        self.resize(QSize(tokens.size("palette-width"), tokens.size("palette-height")).boundedTo(parent.size()))
        self._on_typed("")

    def found(self) -> list[Findable]:
        """What is listed now, the best first."""
        return self._model.found

    def known_by(self, one: Findable) -> str:
        """The words by which a thing is found."""
        return one.name

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the cursor stays in the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            row, count = self.list.currentIndex().row(), self._model.rowCount()
            page = max(1, self.list.viewport().height() // self._delegate.height())
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page}.get(event.key(), page)
            if count:
                self.list.setCurrentIndex(self._model.index(min(max(row + step, 0), count - 1)))
                self._describe()
                announce(self.list, self.edit.accessibleDescription())  # the focus stays in the field
            return True
        return False

    def _on_typed(self, words: str) -> None:
        ranked = [(rank, len(one.name), one) for one in self._known
                  if (rank := fit(words, self.known_by(one))) is not None]
        best = [one for _, _, one in sorted(ranked, key=lambda entry: entry[:2])]
        self._show(best)
        if words.strip():
            self._kit.bridge.compute(lambda: (words, self._look(words)), self._on_looked)

    def _on_looked(self, found: tuple[str, list[Findable]]) -> None:
        words, items = found
        if not self._closed and words == self.edit.text() and items:
            self._show([*self._model.found, *items])

    def _show(self, found: Sequence[Findable]) -> None:
        row = max(0, self.list.currentIndex().row()) if self._model.found[:1] == list(found[:1]) else 0
        self._model.show(list(found)[:self.shown])
        self.list.setCurrentIndex(self._model.index(min(row, max(0, self._model.rowCount() - 1))))
        nothing = "" if found else self._kit.speech.say("palette-nothing", self.edit.text().strip())
        self.nothing.setText(nothing)
        self.nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self._describe()

    def _describe(self) -> None:
        """Have the field say what Enter would do."""
        current = self.list.currentIndex()
        self.edit.setAccessibleDescription(
            str(current.data(Qt.ItemDataRole.AccessibleTextRole) or self.nothing.text()))

    def accept(self) -> None:
        """Close, and do what is chosen."""
        index = self.list.currentIndex()
        self._chosen = self._model.found[index.row()] if index.isValid() else None
        if self._chosen is not None and self._chosen.enabled:
            super().accept()

    def done(self, result: int) -> None:
        """Close."""
        self._closed = True
        super().done(result)

    def _on_accepted(self) -> None:
        if self._chosen is not None:
            self._chosen.do()


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Findable] = []

    def show(self, found: list[Findable]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.found[index.row()]
        if role == _ROLE:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (one.name, one.kind, one.keys) if part)
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit

    def height(self) -> int:
        return self._kit.theme.tokens.size("row-table")

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        one, tokens, rect = index.data(_ROLE), self._kit.theme.tokens, option.rect
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        with kept(painter):
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, tokens.colour("selection-fill"))
            side, gap = tokens.size("icon"), tokens.space(3)
            pixmap = self._kit.icons.pixmap(one.icon, "text-subtle", side, painter.device().devicePixelRatio())
            mark = QRect(rect.x() + gap, rect.center().y() - side // 2, side, side)
            painter.drawPixmap(_mirrored(mark, rect, rtl), pixmap)
            small, body = tokens.text("small"), tokens.text("body")
            end = "   ".join(part for part in (one.kind, one.keys) if part)
            wide = QFontMetrics(small).horizontalAdvance(end)
            name = QRect(mark.right() + gap, rect.y(), rect.width() - side - 4 * gap - wide, rect.height())
            last = QRect(rect.right() - gap - wide, rect.y(), wide, rect.height())
            for font, room, text, ink, side_of in (
                    (body, name, one.name, "text-base" if one.enabled else "text-disabled", rtl),
                    (small, last, end, "text-subtle", not rtl)):
                painter.setFont(font)
                painter.setPen(QPen(tokens.colour(ink)))
                where = Qt.AlignmentFlag.AlignRight if side_of else Qt.AlignmentFlag.AlignLeft
                shown = elided(QFontMetrics(font), text, room.width() + 1)
                painter.drawText(_mirrored(room, rect, rtl), Qt.AlignmentFlag.AlignVCenter | where
                                 | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine, shown)


def _mirrored(rect: QRect, row: QRect, rtl: bool) -> QRect:
    if not rtl:
        return rect
    return QRect(row.x() + row.right() - rect.right(), rect.y(), rect.width(), rect.height())
