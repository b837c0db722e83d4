"""What was done to one photograph: who, when, before and after, and undo down to any step of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from ...config.messages import Lang
from ...domain.fields import BY_ID, Field
from ...services import history, itemhistory
from ...services.itemhistory import Change, Step
from ..kit import Kit
from ..models.values import Vocabulary
from ..moments import moment
from .layouts import clear
from .pieces import button, frame, label


class ItemHistory(QFrame):
    """Lists the steps of one item, newest first; with several it asks for one."""

    def __init__(self, kit: Kit, vocabulary: Vocabulary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._vocabulary = kit, vocabulary
        self._ids: Sequence[str] = ()
        outer = frame(gap="4")
        self.setLayout(outer.layout())
        self.setProperty("gap", "4")
        kit.bridge.journal_changed.connect(self._on_changed)
        self.hide()

    def show_items(self, ids: Sequence[str]) -> None:
        """Tell what was done to the one item that these ids are."""
        self._ids = tuple(ids)
        self.refresh()

    def refresh(self) -> None:
        """Read it anew."""
        if len(self._ids) != 1:
            self._say("panel-history-several")
            return
        library, item = self._kit.bridge.library, self._ids[0]
        self._kit.bridge.compute(lambda: (item, itemhistory.steps(library, item)), self._on_read)

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_read(self, found: tuple[str, list[Step]]) -> None:
        item, steps = found
        if self._ids != (item,):
            return
        if not steps:
            self._say("panel-history-empty")
            return
        clear(self.layout())
        for step in steps:
            self.layout().addWidget(self._told(step))
        self._kit.dresser.dress(self)
        self.updateGeometry()

    def _say(self, key: str) -> None:
        clear(self.layout())
        self.layout().addWidget(label(self._kit.speech.say(key), "body", "subtle"))
        self._kit.dresser.dress(self)

    def _told(self, step: Step) -> QWidget:
        say, line = self._kit.speech.say, step.line
        what = say(line.what)
        told = frame(gap="1")
        told.layout().addWidget(label(say("history-undone", what) if line.undone else what, "strong", "strong"))
        told.layout().addWidget(label(say("panel-history-by", line.who or say("history-nobody"), moment(
            line.at.timestamp(), self._kit.speech.locale)), "small", "subtle"))
        for change in step.changes:
            told.layout().addWidget(label(self._changed(change), "small"))
        if step.reach:
            undo = button(say("panel-history-undo", step.reach), partial(self._undo, line.action), style="small",
                          link=True)
            undo.setToolTip(say("history-undo", step.reach))
            undo.setAccessibleDescription(f"{what}. {undo.toolTip()}")
            line_of = frame(gap="0", across=True)
            line_of.layout().addWidget(undo)
            line_of.layout().addStretch(1)
            told.layout().addWidget(line_of)
        return told

    def _changed(self, change: Change) -> str:
        say, field = self._kit.speech.say, BY_ID.get(change.field)
        name = say(field.label) if field else change.field
        if change.lang:
            name = say("panel-history-in", name, Lang(change.lang))
        before, after = (", ".join(self._read(field, text) for text in texts)
                         for texts in (change.before, change.after))
        if before and after:
            return say("panel-history-changed", name, before, after)
        return say("panel-history-set", name, after) if after else say("panel-history-cleared", name, before)

    def _read(self, field: Field | None, text: str) -> str:
        return text if field is None else self._vocabulary.read(field, text)

    def _undo(self, action: str) -> None:
        bridge = self._kit.bridge
        bridge.write(lambda: history.undo_to(bridge.library, bridge.tagging, action))
