"""Words that no dictionary has get a wavy line; a key offers others, or takes the word into a person's own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QMenu, QTextEdit
from shiboken6 import isValid

from ..kit import Kit
from .editors import TextEdit

_PAUSE_MS = 350
_KEY = Qt.Key.Key_Semicolon


class SpellCheck(QObject):
    """Watches one editor, whose language `lang` tells; nothing happens where no dictionary of that is installed."""

    found = Signal(list)
    """The words that are underlined now."""

    def __init__(self, kit: Kit, edit: TextEdit | QLineEdit, lang: Callable[[], str]) -> None:
        super().__init__(edit)
        self._kit, self._edit, self._lang = kit, edit, lang
        self._wrong: list[tuple[int, str]] = []
        self._told: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        edit.textChanged.connect(self._on_changed)
        edit.installEventFilter(self)
        for changed in (kit.bridge.registers_changed, kit.bridge.spelling_changed):
            changed.connect(self._timer.start)
        self._timer.start()

    @property
    def wrong(self) -> list[str]:
        """The words that are underlined."""
        return [word for _, word in self._shown()]

    def _on_changed(self) -> None:
        self._show(())  # until it is known what became of the words
        self._timer.start()

    def _ask(self) -> None:
        text, spelling, lang = self._edit.text(), self._kit.bridge.spelling, self._lang()
        if text.strip():
            self._kit.bridge.spell(lambda: (text, spelling.wrong(lang, text)), self._on_told)

    def _on_told(self, told: tuple[str, list[tuple[int, str]]]) -> None:
        if isValid(self) and isValid(self._edit) and told[0] == self._edit.text():
            self._show(told[1])

    def _show(self, wrong: list[tuple[int, str]] | tuple[()]) -> None:
        self._wrong = list(wrong)
        wavy, text = QTextCharFormat(), self._edit.text()
        wavy.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wavy.setUnderlineColor(self._kit.theme.tokens.colour("error"))
        self._underline([(_units(text, start), _units(text, start + len(word))) for start, word in self._shown()], wavy)
        if self.wrong != self._told:
            self._told = self.wrong
            self.found.emit(self._told)

    def _shown(self) -> list[tuple[int, str]]:
        """What is underlined: not the word that somebody is typing."""
        at = self._caret() if self._edit.hasFocus() else -1
        text = self._edit.text()
        return [(start, word) for start, word in self._wrong if _units(text, start + len(word)) != at
                or at != _units(text, len(text))]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key, or the menu of the mouse, offers other words."""
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, lambda: self._show(self._wrong))
        if isinstance(event, QKeyEvent) and event.key() == _KEY and (
                event.modifiers() == Qt.KeyboardModifier.ControlModifier) and self._wrong:
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._offer(self._nearest(self._caret()))
            return True
        if isinstance(event, QContextMenuEvent) and event.type() == QEvent.Type.ContextMenu:
            under = self._under(self._caret() if event.reason() == QContextMenuEvent.Reason.Keyboard
                                else self._place_at(event.globalPos()))
            if under is not None:
                self._offer(under)
                return True
        return False

    def _under(self, position: int) -> tuple[int, str] | None:
        text = self._edit.text()
        return next(((start, word) for start, word in self._wrong
                     if _units(text, start) <= position <= _units(text, start + len(word))), None)

    def _nearest(self, position: int) -> tuple[int, str]:
        """The word under the caret, else the last one before it, else the first."""
        text = self._edit.text()
        before = [one for one in self._wrong if _units(text, one[0]) <= position]
        return self._under(position) or (before or self._wrong)[-1 if before else 0]

    def _offer(self, place: tuple[int, str]) -> None:
        spelling, lang, word = self._kit.bridge.spelling, self._lang(), place[1]
        self._kit.bridge.spell(lambda: (place, spelling.others(lang, word)), self._on_others)

    def _on_others(self, told: tuple[tuple[int, str], list[str]]) -> None:
        place, others = told
        if not isValid(self) or not isValid(self._edit) or place not in self._wrong:
            return
        self.menu(place, others).popup(self._corner(place[0]))

    def menu(self, place: tuple[int, str], others: list[str]) -> QMenu:
        """The words that are offered in the place of one, and the offer to take it as it is."""
        menu, say = QMenu(self._edit), self._kit.speech.say
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for other in others:
            menu.addAction(other.replace("&", "&&"), self._putting(place, other))
        if not others:
            menu.addAction(say("spelling-none")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(say("spelling-learn", place[1]).replace("&", "&&"), lambda: self._learn(place[1]))
        if others:
            menu.setActiveAction(menu.actions()[0])
        return menu

    def _putting(self, place: tuple[int, str], other: str) -> Callable[[], None]:
        def put() -> None:
            text, (start, word) = self._edit.text(), place
            if text[start:start + len(word)] != word:
                return
            self._replace(_units(text, start), _units(text, start + len(word)), other)
            self._edit.setFocus()

        return put

    def _learn(self, word: str) -> None:
        bridge, lang = self._kit.bridge, self._lang()
        bridge.write(lambda: bridge.spelling.learn(bridge.tagging, lang, word))

    # What one kind of editor does and the other does not; places are Qt's

    def _caret(self) -> int:
        return self._edit.textCursor().position()

    def _place_at(self, point: QPoint) -> int:
        return self._edit.cursorForPosition(self._edit.viewport().mapFromGlobal(point)).position()

    def _underline(self, places: list[tuple[int, int]], wavy: QTextCharFormat) -> None:
        marks = []
        for start, end in places:
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = self._selected(start, end), wavy
            marks.append(mark)
        self._edit.setExtraSelections(marks)

    def _replace(self, start: int, end: int, text: str) -> None:
        self._selected(start, end).insertText(text)

    def _selected(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _corner(self, start: int) -> QPoint:
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(_units(self._edit.text(), start))
        return self._edit.viewport().mapToGlobal(self._edit.cursorRect(cursor).bottomLeft())


class LineSpellCheck(SpellCheck):
    """The same for an editor of one line, which knows no marks but those of an input method."""

    def __init__(self, kit: Kit, edit: QLineEdit, lang: Callable[[], str]) -> None:
        self._composing = False
        super().__init__(kit, edit, lang)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While letters are put together nothing is marked: that would end it."""
        if isinstance(event, QInputMethodEvent) and event.type() == QEvent.Type.InputMethod:
            self._composing = bool(event.preeditString())
        return super().eventFilter(watched, event)

    def _caret(self) -> int:
        return self._edit.cursorPosition()

    def _place_at(self, point: QPoint) -> int:
        return self._edit.cursorPositionAt(self._edit.mapFromGlobal(point))

    def _underline(self, places: list[tuple[int, int]], wavy: QTextCharFormat) -> None:
        if not self._composing:
            kind, caret = QInputMethodEvent.AttributeType.TextFormat, self._edit.cursorPosition()
            QCoreApplication.sendEvent(self._edit, QInputMethodEvent("", [
                QInputMethodEvent.Attribute(kind, start - caret, end - start, wavy) for start, end in places]))

    def _replace(self, start: int, end: int, text: str) -> None:
        self._edit.setSelection(start, end - start)
        self._edit.insert(text)
        self._edit.textEdited.emit(self._edit.text())

    def _corner(self, start: int) -> QPoint:
        return self._edit.mapToGlobal(self._edit.rect().bottomLeft())


def _units(text: str, place: int) -> int:
    """The place in a text as Qt counts it: letters beyond the basic plane are two."""
    return place + sum(letter > "\uffff" for letter in text[:place])
