"""Codes become their texts as one types, on the sign that closes them; undo brings the code back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit

from .editors import TextEdit, is_undo

Ending = Callable[[str], tuple[str, str] | None]
"""The code that a text ends with and what it stands for, None for none."""


class Speller(QObject):
    """Watches one editor."""

    def __init__(self, edit: TextEdit | QLineEdit, ending: Ending) -> None:
        super().__init__(edit)
        self._edit, self._ending = edit, ending
        self._spelt: tuple[str, str] | None = None
        self._busy = False
        edit.installEventFilter(self)
        (edit.typed if isinstance(edit, TextEdit) else edit.textEdited).connect(self._on_typed)

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
