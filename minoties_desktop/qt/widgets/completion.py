"""What goes on from what is being typed, listed below the field: an arrow and Enter take one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem
from shiboken6 import isValid

from ..announcing import announce
from ..kit import Kit
from ..painting import in_own_direction
from .editors import TextEdit

_PAUSE_MS = 60
_SHORTEST = 2
"""Letters after which something is offered."""
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)

Offers = list[tuple[str, str]]
"""What is offered: in words, and the value that it is."""
Ask = Callable[[str, Callable[[Offers], None]], None]
"""Called with what is typed, and who hears what goes on from it."""


class _Offer(QStyledItemDelegate):
    """One of what is offered; what does not fit ends in dots, in whichever direction."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The words, of the other direction too."""
        super().initStyleOption(option, index)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            option.text = in_own_direction(option.text)


class Completion(QObject):
    """Watches one field. The list takes no focus: who does not want it types on. With `take`, which gets the value that
    was chosen, Tab takes the first. With it, or if it `asks_empty`, an arrow in the empty field asks what there is."""

    def __init__(self, kit: Kit, edit: TextEdit | QLineEdit, ask: Ask, take: Callable[[str], None] | None = None,
                 *, asks_empty: bool = False) -> None:
        super().__init__(edit)
        self._kit, self._edit, self._ask, self._taken = kit, edit, ask, take
        self._asks_empty = asks_empty or take is not None
        self._offers: Offers = []
        self._asked = ""
        self._list: QListView | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._on_pause)
        (edit.typed if isinstance(edit, TextEdit) else edit.textEdited).connect(self._on_typed)
        edit.installEventFilter(self)

    @property
    def shown(self) -> list[str]:
        """What is listed now."""
        if self._list is None or not self._list.isVisible():
            return []
        return self._list.model().stringList()

    def _on_typed(self, text: str) -> None:
        self._hide()
        at_end = self._edit.cursorPosition() == len(text) if isinstance(
            self._edit, QLineEdit) else self._edit.textCursor().atEnd()
        if len(text.strip()) >= _SHORTEST and at_end:
            self._timer.start()

    def _on_pause(self) -> None:
        self._asked = self._edit.text()
        self._ask(self._asked, self._on_found)

    def _on_found(self, found: Offers) -> None:
        if not isValid(self) or not isValid(self._edit):
            return
        if found and self._edit.isVisible() and self._edit.hasFocus() and self._edit.text() == self._asked:
            self._show(found)

    def _show(self, found: Offers) -> None:
        self._offers = found
        if self._list is None:
            self._list = QListView(self._edit.window())
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setModel(QStringListModel(self._list))
            self._list.setItemDelegate(_Offer(self._list))
            self._list.setProperty("popup", True)
            self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setAccessibleName(self._kit.speech.say("panel-suggestions"))
            self._list.setSpacing(self._kit.theme.tokens.space(1))
            self._list.clicked.connect(lambda index: self._take(index.row()))
            self._kit.dresser.dress(self._list)
        self._list.setLayoutDirection(self._edit.layoutDirection())
        self._list.model().setStringList([words for words, _ in found])
        window, field = self._edit.window(), self._edit
        if isinstance(field, QLineEdit) and field.parentWidget() is not None:
            field = field.parentWidget()  # the frame that it stands in
        row = self._list.sizeHintForRow(0) + 2 * self._list.spacing()
        height = len(found) * row + 2 * self._list.frameWidth()
        corner = field.mapTo(window, QPoint(0, field.height()))
        if corner.y() + height > window.height():
            corner = field.mapTo(window, QPoint(0, -height))
        needed = self._list.sizeHintForColumn(0) + 2 * (self._list.spacing() + self._list.frameWidth())
        width = max(field.width(), min(needed, window.width() // 2))
        left = corner.x() + field.width() - width if self._list.isRightToLeft() else corner.x()
        self._list.setGeometry(max(0, min(left, window.width() - width)), max(0, corner.y()), width, height)
        self._list.raise_()
        self._list.show()
        announce(self._edit, self._kit.speech.say("panel-suggested", len(found), found[0][0]))

    def _hide(self) -> None:
        self._timer.stop()
        if self._list is not None:
            self._list.hide()

    def _take(self, row: int) -> None:
        value = self._offers[row][1]
        self._hide()
        if self._taken is not None:
            self._taken(value)
        elif isinstance(self._edit, TextEdit):
            cursor = QTextCursor(self._edit.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(value)
            self._edit.moveCursor(QTextCursor.MoveOperation.End)
        self._hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes into the list; Enter and Tab take the line one stands on; Escape and leaving close it."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._hide()
            return False
        plain = isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key()) if plain else Qt.Key.Key_unknown
        if not self.shown:
            return self._asks(event, key)
        chosen = self._list.currentIndex().row()
        if key == Qt.Key.Key_Tab and chosen < 0 and self._taken is not None:
            chosen = 0
        ours = key in _MOVES or key == Qt.Key.Key_Escape or (key in _TAKES and chosen >= 0)
        if not ours or event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        event.accept()
        if event.type() == QEvent.Type.ShortcutOverride:
            return True
        if key in _MOVES:
            self._move(_MOVES[key])
        elif key == Qt.Key.Key_Escape:
            self._hide()
        else:
            self._take(chosen)
        return True

    def _asks(self, event: QEvent, key: Qt.Key) -> bool:
        """Whether an arrow in an empty field asks what there is."""
        if not self._asks_empty or key != Qt.Key.Key_Down or self._edit.text() or event.type() != QEvent.Type.KeyPress:
            return False
        self._on_pause()
        return True

    def _move(self, by: int) -> None:
        rows, row = len(self.shown), self._list.currentIndex().row() + by
        if row < 0:
            self._list.setCurrentIndex(self._list.model().index(-1, 0))
            return
        self._list.setCurrentIndex(self._list.model().index(min(row, rows - 1), 0))
        announce(self._edit, str(self._list.currentIndex().data()))
