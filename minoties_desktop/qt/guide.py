"""The practice walk's guide: a slim band that says the next step, notices when it is done, and can be left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ..domain.changes import Changes
from ..services import practice_walk
from ..services.practice_walk import Step, Walk
from ..services.pretending import GUIDED
from .kit import Kit
from .theme import mark
from .widgets.pieces import button, icon, label

_NUMBERS = {step: number for number, step in enumerate(Step, 1)}
_DEEDS = {Step.DESCRIBE: "next-problem", Step.QUEUE: "queue-practice", Step.SEND: "sync-now",
          Step.END: "practice-gallery"}


class Guide(QFrame):
    """Stands above the pages as long as the walk is taken."""

    deed_wanted = Signal(str)
    items_wanted = Signal(list, str)
    """Ids of the items of the walk that should be selected, and its activity."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._walk, self._left = kit, None, False
        for name, value in (("margins", "5 3 4 3"), ("gap", "4")):
            self.setProperty(name, value)
        layout = QHBoxLayout(self)
        self._text = label("", "body")
        self._next = button("", self._on_next, small=True)
        self._next.setObjectName("guide-next")
        self._remove = button("", self._on_remove, style="body", small=True)
        self._leave = button("", self._on_leave, style="body", link=True)
        layout.addWidget(icon("speechBubble", "link"))
        layout.addWidget(self._text, 1)
        for one in (self._next, self._remove, self._leave):
            layout.addWidget(one)
        self.hide()
        for signal in (kit.bridge.items_changed, kit.bridge.deliveries_changed, kit.bridge.registers_changed):
            signal.connect(self.refresh)

    @property
    def step(self) -> Step | None:
        """The step that is shown, None while the walk is not taken."""
        return self._walk.step if self._walk and not self.isHidden() else None

    def begin(self) -> None:
        """Take the walk, from where it stands; it is brought into the library if it is not there."""
        self._left = False
        bridge, messages = self._kit.bridge, self._kit.speech.messages

        def begin() -> Changes:
            bridge.library.set_setting(GUIDED, "1")
            return practice_walk.begin(bridge.library, bridge.tagging, messages)

        bridge.write(begin, lambda _: self._arrive())

    def resume(self) -> None:
        """Go on guiding, where the last window ended."""
        library = self._kit.bridge.library
        self._kit.bridge.compute(lambda: practice_walk.walk(library), self._show)

    def _arrive(self) -> None:
        found = practice_walk.walk(self._kit.bridge.library)
        self._show(found)
        if found:
            self.items_wanted.emit(found.ids, found.activity)

    def refresh(self) -> None:
        """Look how far the walk is."""
        if self.isVisible():
            library = self._kit.bridge.library
            self._kit.bridge.compute(lambda: practice_walk.walk(library), self._show)

    def retranslate(self) -> None:
        """Say everything again."""
        if not self.isHidden():
            self._show(self._walk)

    def _show(self, found: Walk | None) -> None:
        self._walk = found
        if found is None or self._left:
            self.hide()
            return
        say, step = self._kit.speech.say, found.step
        text = say(f"guide-{step}", len(found.ids), found.through)
        self._text.setText(f"{say('guide-step', _NUMBERS[step], len(Step))} {text}")
        self._next.setText(say(f"guide-{step}-next"))
        self._remove.setText(say("guide-remove"))
        self._remove.setVisible(step is Step.END)
        self._leave.setText(say("guide-leave"))
        mark(self, band="success" if step is Step.END else "guide")
        self._kit.dresser.dress(self)
        self.setAccessibleName(self._text.text())
        self.show()

    def _on_next(self) -> None:
        if self._walk is None:
            return
        if self._walk.step in (Step.DESCRIBE, Step.QUEUE):
            self.items_wanted.emit(self._walk.ids, self._walk.activity)
        self.deed_wanted.emit(_DEEDS[self._walk.step])

    def _on_remove(self) -> None:
        bridge = self._kit.bridge
        bridge.write(lambda: practice_walk.remove(bridge.library), lambda _: self._show(None))

    def _on_leave(self) -> None:
        self._left = True
        self.hide()
        library = self._kit.bridge.library
        self._kit.bridge.write(lambda: library.set_setting(GUIDED, ""))
