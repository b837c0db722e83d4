"""The line above the table: which cell is current, its whole text to be edited, and what can be done to the range."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from ...domain.table import Column
from .. import fonts
from ..keys import SPREADS, spreads, written
from ..kit import Kit
from ..models.fields import Line, room
from ..models.table import TableModel
from ..reasons import allow
from ..speller import Speller
from ..table_acts import TableActs
from ..widgets.keyed_button import KeyedButton
from ..widgets.labels import ElidedLabel
from ..widgets.pieces import label
from ..widgets.table_view import TableView

_NAMED = 3
"""Words that are named of those that no dictionary has."""


class TableLine(QFrame):
    """Edits the current cell of a view; Enter goes on to the cell below, or the next of the selected ones, Ctrl+Enter
    fills these, Escape gives up what was typed."""

    replace_wanted = Signal()
    font_wanted = Signal(str)
    """A font is wanted for the letters of a text."""

    def __init__(self, kit: Kit, model: TableModel, view: TableView, acts: TableActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._model, self._view, self._acts = kit, model, view, acts
        self.setProperty("band", "top")
        self.setProperty("margins", "4 2 4 2")
        self.setProperty("gap", "3")
        self._code = label(style="small", wrap=False)
        self._code.setProperty("code", True)
        self._name = label(style="strong", wrap=False)
        self.edit = _Edit(self)
        self._room = ElidedLabel()
        self.edit.setProperty("minWidth", "find-narrow")
        for name, value in (("textStyle", "small"), ("ink", "subtle")):
            self._room.setProperty(name, value)
        self._fill, self._replace, self._font = KeyedButton(self), KeyedButton(self), KeyedButton(self)
        self._name.setBuddy(self.edit)
        layout = QHBoxLayout(self)
        for widget in (self._code, self._name, self.edit, self._room, self._font, self._fill, self._replace):
            layout.addWidget(widget, 1 if widget is self.edit else 0)
        for one, icon in ((self._font, "alert"), (self._fill, "download"), (self._replace, "search")):
            one.setProperty("textStyle", "strong")
            one.setProperty("iconName", icon)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.ended.connect(self.commit)
        self.edit.returnPressed.connect(self._on_return)
        self.edit.spread.connect(self._on_spread)
        self.edit.given_up.connect(self._on_given_up)
        self._fill.clicked.connect(lambda _checked=False: acts.fill())
        self._replace.clicked.connect(lambda _checked=False: self.replace_wanted.emit())
        self._font.hide()
        self._font.clicked.connect(lambda _checked=False: self.font_wanted.emit(
            self._model.said(self._view.currentIndex())))
        Speller(self.edit, self.edit.textEdited, self._ending)
        self._where: tuple[str, str] | None = None
        self._roomy = True

    def show_current(self) -> None:
        """Show the current cell; what is being typed stays until it is committed."""
        index = self._view.currentIndex()
        column = self._model.column(index.column()) if index.isValid() else None
        where = (self._model.ids[index.row()], column.key) if column else None
        if where != self._where:
            self.commit()
            self._where = where
        say = self._kit.speech.say
        self._code.setVisible(bool(column and column.lang))
        self._code.setText(self._kit.speech.language_name(column.lang) if column and column.lang else "")
        self._code.setToolTip(column.lang if column else "")
        self._name.setText(self._current(index, column) if column else "")
        self.edit.setEnabled(column is not None)
        self.edit.setAccessibleName(self._model.words(index) if column else say("table-no-cell"))
        if not self.edit.isModified():
            self.show_text(self._model.typed(index))
        self._font.setVisible(column is not None and fonts.lack(self._model.said(index)) is not None)
        self._font.setText(say("panel-font"))
        self._say_fill()

    def _current(self, index: QModelIndex, column: Column) -> str:
        """Which cell it is; that of a closed stack says for how many photographs it stands."""
        say, row = self._kit.speech.say, self._model.item_row(index.row())
        stacked = row.stacked if row else 0
        return say("table-current-stack" if stacked else "table-current", say(column.field.label), index.row() + 1,
                   stacked)

    def show_text(self, text: str, *, typed: bool = False) -> None:
        """Show what the cell holds, or what is `typed` into it."""
        self.edit.setText(text)
        self.edit.setCursorPosition(0)
        self._say_room(text, typed=typed)

    def show_misspelt(self, words: list[str]) -> None:
        """Say which words no dictionary has; they are underlined as well."""
        said = self._kit.speech.say("panel-misspelt", " · ".join(words[:_NAMED]), len(words)) if words else ""
        self.edit.setToolTip(said)
        self.edit.setAccessibleDescription(said)

    def commit(self) -> None:
        """Make what was typed here the value of its cell."""
        if not self.edit.isModified() or self._where is None:
            return
        text, (item, key) = self.edit.text(), self._where
        self.edit.setModified(False)
        column = next((one for one in self._model.columns if one.key == key), None)
        if column is not None:
            self._acts.edit(item, column, text)

    def _ending(self, text: str) -> tuple[str, str] | None:
        index = self._view.currentIndex()
        column = self._model.column(index.column()) if index.isValid() else None
        return self._acts.ending(text, column.lang) if column else None

    def _say_room(self, text: str, *, typed: bool) -> None:
        """Say what still fits into the cell, and while something is typed what fills the others."""
        index = self._view.currentIndex()
        column = self._model.column(index.column()) if index.isValid() else None
        row = self._model.item_row(index.row()) if column else None
        said = room(Line(column.field, column.lang, extension=row.extension), text) if column and row else None
        say, rows = self._kit.speech.say, len(self._view.rows())
        fills = say("table-spread", written("Ctrl+Return"), rows) if typed and rows > 1 else ""
        self._room.setText(" · ".join(part for part in (fills, say(said) if said else "") if part))

    def _say_fill(self) -> None:
        rows = sum(bottom - top + 1 for top, bottom, _, _ in self._view.ranges())
        say, index = self._kit.speech.say, self._view.currentIndex()
        words = say("table-fill", rows) if rows > 1 else say("table-fill-one")
        self._label(self._fill, words, "fill-down")
        allow(self._fill, "" if rows > 1 or index.row() > 0 else say("table-fill-why"), self._fill.toolTip())
        self._label(self._replace, say("table-find-and-replace"), "find-replace")

    def arrange(self, *, roomy: bool) -> None:
        """Say all of it, or where there is little room only what is needed."""
        self._roomy = roomy
        self._room.setVisible(roomy)
        self._say_fill()

    def _label(self, one: KeyedButton, words: str, deed: str) -> None:
        native = self._kit.keys.native(deed)
        whole = self._kit.speech.say("table-with-key", words, native)
        one.setText(words if self._roomy else "")
        one.show_key(self._kit, native if self._roomy else "")
        one.setToolTip(whole)
        one.setAccessibleName(whole)

    def _on_edited(self, text: str) -> None:
        self._say_room(text, typed=True)
        if self._where is not None:
            item, key = self._where
            column = next((one for one in self._model.columns if one.key == key), None)
            if column is not None:
                self._acts.keep(item, column, text)

    def _on_return(self) -> None:
        self.commit()
        self._view.setFocus()
        self._view.step(1)

    def _on_spread(self) -> None:
        index = self._view.currentIndex()
        column = self._model.column(index.column())
        if column is not None:
            self.edit.setModified(False)  # it goes the other way
            self._acts.spread(self._model.ids[index.row()], column, self.edit.text())
            self._view.setFocus()

    def _on_given_up(self) -> None:
        if self.edit.isModified():
            self.edit.setModified(False)
            self._acts.give_up(self._view.currentIndex())
            self.show_current()
        self._view.setFocus()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.show_current()


class _Edit(QLineEdit):
    ended = Signal()
    given_up = Signal()
    spread = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty(SPREADS, True)

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter does nothing else while somebody types here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and spreads(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up, Ctrl+Enter fills the selected cells."""
        if spreads(event):
            self.spread.emit()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving ends it; a menu of other words is no leaving."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.ended.emit()
