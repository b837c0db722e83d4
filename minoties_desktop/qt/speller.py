"""Codes become their texts as one types, on the sign that closes them; undo brings the code back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

Ending = Callable[[str], tuple[str, str] | None]
"""The code that a text ends with and what it stands for, None for none."""


def is_undo(event: QKeyEvent) -> bool:
    """Whether a key is one of those of undo and redo."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class Speller(QObject):
    """Watches one editor; `typed` is its signal that somebody typed."""

    def __init__(self, edit: QPlainTextEdit | QLineEdit, typed: SignalInstance, ending: Ending) -> None:
        super().__init__(edit)
        self._edit, self._ending = edit, ending
        self._spelt: tuple[str, str] | None = None
        self._busy = False
        edit.installEventFilter(self)
        typed.connect(self._on_typed)

    def _on_typed(self) -> None:
        if self._busy:
            return
        self._spelt = None
        found = self._ending(self._before())
        if found is not None:
            code, said = found
            self._put(len(code), said)
            self._spelt = (code, said)

    def _before(self) -> str:
        if isinstance(self._edit, QLineEdit):
            return self._edit.text()[: self._edit.cursorPosition()]
        cursor = self._edit.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]

    def _put(self, letters: int, text: str) -> None:
        """Put a text in place of the letters before the cursor."""
        self._busy = True
        if isinstance(self._edit, QLineEdit):
            place = self._edit.cursorPosition() - letters
            self._edit.setSelection(place, letters)
            self._edit.insert(text)
            self._edit.textEdited.emit(self._edit.text())
        else:
            cursor = self._edit.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, letters)
            cursor.insertText(text)
            self._edit.setTextCursor(cursor)
        self._busy = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Undo, right after a code became a text, is about that."""
        if self._spelt is None or not isinstance(event, QKeyEvent) or not is_undo(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            code, said = self._spelt
            self._spelt = None
            if self._before().endswith(said):
                self._put(len(said), code)
            return True
        return False
