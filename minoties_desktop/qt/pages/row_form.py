"""A small form made of a list of rows: for what has many columns and nothing else that is special."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from ...config.messages import Message
from ...domain.changes import Changes
from ...domain.rows import as_meant
from ..kit import Kit
from ..reasons import allow
from ..speaking import begun
from ..widgets.band import Band
from ..widgets.combo import Combo
from ..widgets.pieces import button, frame, label
from .dialogs import Form


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the column, its words (the key of a message, or as they are if it is `plain`), what stands below it,
    whether it is private, and what there is to choose from (value, words); `ticks` chooses several, and `needed` says
    that it has to be filled."""

    column: str
    words: str
    hint: str = ""
    private: bool = False
    choices: Sequence[tuple[str, Message | str]] = ()
    ticks: bool = False
    needed: str = ""
    plain: bool = False


class _Parts:
    """What `Form` asks of a compiled form."""

    def __init__(self, kit: Kit, title: str, intro: str, rows: Sequence[Row], given: Mapping[str, Any]) -> None:
        self._kit, self._title, self._intro, self._rows, self._given = kit, title, intro, rows, given
        self.editors: dict[str, QWidget | list[QCheckBox]] = {}

    def setupUi(self, dialog: QDialog) -> None:
        """Lay everything out, as the compiled forms do."""
        say = self._kit.speech.say
        for name, value in (("margins", "6 6 6 5"), ("gap", "4"), ("minWidth", "dialog")):
            dialog.setProperty(name, value)
        dialog.setWindowTitle(self._title)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(self._title, "heading", "strong"))
        if self._intro:
            layout.addWidget(label(self._intro, "body", "subtle"))
        self.band = Band(dialog)
        layout.addWidget(self.band)
        body = QFrame(dialog)
        body.setProperty("gap", "3")
        self._form = QVBoxLayout(body)
        self._form.setContentsMargins(0, 0, 0, 0)
        for row in self._rows:
            self._add(row)
        layout.addWidget(body)
        layout.addStretch(1)
        foot = frame(across=True)
        foot.layout().addStretch(1)
        self.cancel = button(say("form-cancel"), lambda: None)
        self.accept = button(say("contributor-form-accept"), lambda: None, primary=True)
        for one in (self.cancel, self.accept):
            one.setProperty("minHeight", "button")
            foot.layout().addWidget(one)
        layout.addWidget(foot)

    def _add(self, row: Row) -> None:
        say = self._kit.speech.say
        words = row.words if row.plain else begun(say(row.words))
        words += f" · {say('house-form-private')}" if row.private else ""
        named = label(words, "strong", wrap=True)
        given = str(self._given.get(row.column) or "")
        editor = self._ticks(row, given) if row.ticks else self._choice(row, given) if row.choices else QLineEdit(given)
        if not row.ticks:
            editor.setObjectName(row.column)
            editor.setProperty("minHeight", "field")
            editor.setAccessibleName(words)
            self.editors[row.column] = editor
        named.setBuddy(self.editors[row.column][0] if row.ticks else editor)
        for one in (named, editor):  # each over the whole width: beside its field a label would be broken
            self._form.addWidget(one)
        if row.hint:
            self._form.addWidget(label(say(row.hint), "small", "subtle"))

    def _choice(self, row: Row, given: str) -> Combo:
        editor = Combo()
        for value, words in row.choices:
            editor.addItem(words if isinstance(words, str) else begun(self._kit.speech.say(words)), value)
        editor.setCurrentIndex(max(0, editor.findData(given)))
        return editor

    def _ticks(self, row: Row, given: str) -> QFrame:
        box, chosen = frame(gap="1"), given.replace(",", " ").split()
        ticks = []
        for value, words in row.choices:
            tick = QCheckBox(words if isinstance(words, str) else begun(self._kit.speech.say(words)))
            tick.setObjectName(f"{row.column}-{value}")
            tick.setChecked(value in chosen)
            tick.setProperty("value", value)
            ticks.append(tick)
            box.layout().addWidget(tick)
        self.editors[row.column] = ticks
        return box

    def values(self) -> dict[str, str]:
        """What the rows say, by column."""
        found = {}
        for row in self._rows:
            match self.editors[row.column]:
                case QLineEdit() as line:
                    found[row.column] = " ".join(line.text().split())
                case QComboBox() as combo:
                    found[row.column] = combo.currentData()
                case list() as ticks:
                    kept = str(self._given.get(row.column) or "").replace(",", " ").split()
                    offered = [value for value, _ in row.choices]
                    found[row.column] = " ".join([
                        *(tick.property("value") for tick in ticks if tick.isChecked()),
                        *(value for value in kept if value not in offered)])
        return found


class RowForm(Form):
    """Asks for the values of rows; `keep` is called with them, beside the window's thread, and may raise a Fault."""

    def __init__(
        self, kit: Kit, name: str, title: str, intro: str, rows: Sequence[Row], given: Mapping[str, Any],
        keep: Callable[[dict[str, str]], Any], parent: QWidget,
    ) -> None:
        self.parts = _Parts(kit, title, intro, rows, given)
        self._rows, self._do = rows, keep
        self.result_of: Any = None
        super().__init__(kit, self.parts, parent)
        for row in rows:
            if row.needed:
                line = self.parts.editors[row.column]
                assert isinstance(line, QLineEdit)
                line.textChanged.connect(self._show_ready)
        self._show_ready()
        self._keep(name)
        first = self.parts.editors[rows[0].column]
        (first[0] if isinstance(first, list) else first).setFocus()

    def line(self, column: str) -> QLineEdit:
        """The editor of a row that is one line."""
        editor = self.parts.editors[column]
        assert isinstance(editor, QLineEdit)
        return editor

    def _show_ready(self) -> None:
        values = self.parts.values()
        lacks = next((row.needed for row in self._rows if row.needed and not values[row.column]), "")
        allow(self.parts.accept, self._kit.speech.say(lacks) if lacks else "")

    def _call(self) -> Callable[[], Any]:
        values = as_meant(self.parts.values(), self._kit.speech.language)
        return lambda: self._do(values)

    def _on_done(self, result: Any) -> None:
        self.result_of = result
        if not isinstance(result, Changes):  # a new row: its items are to be looked at too
            self._kit.bridge.tell_everything()
        super()._on_done(result)


