"""Fields with what they are to become, each with a tick, and with whether it is added or stands alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QWidget

from ...config.messages import Lang
from ...domain import table
from ...domain.presets import Part
from ..kit import Kit
from ..models.values import Vocabulary
from ..speaking import direction
from ..widgets.pieces import frame, label


class FieldChoice(QFrame):
    """A row for each part. `texts` says whether what they become can be changed here."""

    changed = Signal()

    def __init__(self, kit: Kit, parts: Sequence[Part], ticked: Collection[tuple[str, str]], *, texts: bool,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._vocabulary = kit, Vocabulary(kit.bridge.lists, kit.speech)
        self._rows: list[tuple[Part, QCheckBox, QLineEdit, QButtonGroup | None]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self.setProperty("gap", "3")
        for part in parts:
            self._add_row(part, ticked=part.key in set(ticked), texts=texts)

    def parts(self) -> tuple[Part, ...]:
        """What is ticked, as it stands here."""
        found = []
        for part, tick, edit, modes in self._rows:
            if tick.isChecked():
                texts = part.texts if not edit.isModified() else tuple(
                    table.parted(part.field, self._vocabulary.meant(part.wanted, edit.text())))
                found.append(Part(part.field, part.lang, texts, modes.checkedId() == 0 if modes else False))
        return tuple(found)

    def _add_row(self, part: Part, *, ticked: bool, texts: bool) -> None:
        say, row = self._kit.speech.say, len(self._rows)
        name = say(part.wanted.label)
        tick = QCheckBox(say("panel-history-in", name, Lang(part.lang)) if part.lang else name, self)
        tick.setChecked(ticked)
        tick.toggled.connect(lambda _on: self.changed.emit())
        edit = QLineEdit(self._vocabulary.typed(part.wanted, part.texts), self)
        edit.setCursorPosition(0)
        edit.setReadOnly(not texts)
        edit.setAccessibleName(tick.text())
        if part.lang:
            edit.setLayoutDirection(direction(part.lang))
        edit.textEdited.connect(lambda _text: tick.setChecked(True))
        self._grid.addWidget(tick, row, 0)
        self._grid.addWidget(edit, row, 1, 1, 1 if part.wanted.many else 2)
        modes = self._modes(part, row, name) if part.wanted.many else None
        self._rows.append((part, tick, edit, modes))

    def _modes(self, part: Part, row: int, name: str) -> QButtonGroup:
        group, bar = QButtonGroup(self), QFrame(self)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, key in enumerate(("panel-add", "panel-replace")):
            button = QToolButton(bar)
            button.setText(self._kit.speech.say(key))
            button.setCheckable(True)
            button.setChecked(part.adding == (number == 0))
            button.setAccessibleDescription(name)
            for look, value in (("segment", True), ("small", True), ("textStyle", "small"), ("first", number == 0),
                                ("last", number == 1)):
                button.setProperty(look, value)
            group.addButton(button, number)
            layout.addWidget(button)
        self._grid.addWidget(bar, row, 2)
        return group


def heading(text: str, explained: str) -> QFrame:
    """What is asked, and a sentence about it."""
    head = frame(gap="2")
    head.layout().addWidget(label(text, "heading", "strong"))
    head.layout().addWidget(label(explained, "body", "subtle"))
    return head
