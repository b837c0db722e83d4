"""Who sits here: one of those who are known, or somebody else."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from .kit import Kit
from .sorting import in_order


class WhoMenu(QMenu):
    """Everybody who is known, the one who works here marked."""

    edit_wanted = Signal(str)
    """The id of a contributor to be changed, "" for a new one."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit

    def offer(self, below: QWidget) -> None:
        """Show the menu at a widget; nothing waits for the answer."""
        say, bridge = self._kit.speech.say, self._kit.bridge
        me = bridge.library.setting("me")
        self.clear()
        known = in_order(bridge.lists.people().items(), lambda pair: pair[1].name, self._kit.speech.locale)
        for contributor, person in known:
            entry = self.addAction(person.name)
            entry.setCheckable(True)
            entry.setChecked(contributor == me)
            entry.triggered.connect(lambda _checked=False, chosen=contributor: bridge.sign(chosen))
        self.addSeparator()
        if me:
            self.addAction(say("who-change")).triggered.connect(lambda _checked=False: self.edit_wanted.emit(me))
        self.addAction(say("who-new")).triggered.connect(lambda _checked=False: self.edit_wanted.emit(""))
        self.popup(below.mapToGlobal(QPoint(0, 0)) - QPoint(0, self.sizeHint().height()))
