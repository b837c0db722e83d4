"""Texts that go on from what is being typed, listed below the field: an arrow and Enter take one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListView
from shiboken6 import isValid

from ..announcing import announce
from ..kit import Kit
from .editors import TextEdit

_PAUSE_MS = 60
_SHORTEST = 2
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)

Ask = Callable[[str, Callable[[list[str]], None]], None]
"""Called with what is typed, and who hears what goes on from it."""


class Completion(QObject):
    """Watches one field. The list takes no focus: who does not want it types on."""

    def __init__(self, kit: Kit, edit: TextEdit, ask: Ask) -> None:
        super().__init__(edit)
        self._kit, self._edit, self._ask = kit, edit, ask
        self._asked = ""
        self._list: QListView | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._on_pause)
        edit.typed.connect(self._on_typed)
        edit.installEventFilter(self)

    @property
    def shown(self) -> list[str]:
        """What is listed now."""
        if self._list is None or not self._list.isVisible():
            return []
        return self._list.model().stringList()

    def _on_typed(self, text: str) -> None:
        self._hide()
        if len(text.strip()) >= _SHORTEST and self._edit.textCursor().atEnd():
            self._timer.start()

    def _on_pause(self) -> None:
        self._asked = self._edit.text()
        self._ask(self._asked, self._on_found)

    def _on_found(self, found: list[str]) -> None:
        if not isValid(self) or not isValid(self._edit):
            return
        if found and self._edit.hasFocus() and self._edit.text() == self._asked:
            self._show(found)

    def _show(self, found: list[str]) -> None:
        if self._list is None:
            self._list = QListView(self._edit.window())
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setModel(QStringListModel(self._list))
            self._list.setProperty("popup", True)
            self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setAccessibleName(self._kit.speech.say("panel-suggestions"))
            self._list.clicked.connect(lambda index: self._take(index.data()))
            self._kit.dresser.dress(self._list)
        self._list.setLayoutDirection(self._edit.layoutDirection())
        self._list.model().setStringList(found)
        window = self._edit.window()
        row, frame = self._list.sizeHintForRow(0), 2 * self._list.frameWidth()
        height = len(found) * row + frame
        corner = self._edit.mapTo(window, QPoint(0, self._edit.height()))
        if corner.y() + height > window.height():
            corner = self._edit.mapTo(window, QPoint(0, -height))
        self._list.setGeometry(corner.x(), max(0, corner.y()), self._edit.width(), height)
        self._list.raise_()
        self._list.show()
        announce(self._edit, self._kit.speech.say("panel-suggested", len(found), found[0]))

    def _hide(self) -> None:
        self._timer.stop()
        if self._list is not None:
            self._list.hide()

    def _take(self, text: str) -> None:
        self._hide()
        cursor = QTextCursor(self._edit.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._hide()
        self._timer.stop()
        self._edit.moveCursor(QTextCursor.MoveOperation.End)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes into the list; Enter and Tab take the line one stands on; Escape and leaving close it."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._hide()
            return False
        plain = isinstance(event, QKeyEvent) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or not self.shown:
            return False
        key, chosen = Qt.Key(event.key()), self._list.currentIndex()
        ours = key in _MOVES or key == Qt.Key.Key_Escape or (key in _TAKES and chosen.isValid())
        if ours and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if not ours or event.type() != QEvent.Type.KeyPress:
            return False
        if key in _MOVES:
            self._move(_MOVES[key])
        elif key == Qt.Key.Key_Escape:
            self._hide()
        else:
            self._take(chosen.data())
        return True

    def _move(self, by: int) -> None:
        rows, row = len(self.shown), self._list.currentIndex().row() + by
        if row < 0:
            self._list.setCurrentIndex(self._list.model().index(-1, 0))
            return
        self._list.setCurrentIndex(self._list.model().index(min(row, rows - 1), 0))
        announce(self._edit, str(self._list.currentIndex().data()))
