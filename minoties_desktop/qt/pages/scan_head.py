"""Above the operator's desk, in place of the window's bar: whose session it is, how the scanner is, the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ...services.scanview import Sight
from ..kit import Kit
from ..theme import mark
from ..widgets.labels import ElidedLabel
from ..widgets.pieces import frame, icon, label
from .scan_sides import DeskButton
from .scan_words import desk_key

_STATES = {"ready": ("success", "success"), "busy": ("reload", "link"), "stopped": ("error", "error")}


class DeskHead(QWidget):
    """Says that menus and side bar are away, and brings them back."""

    side_wanted = Signal()
    """The side bar is to be shown, or hidden again."""
    leave_wanted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        for name, value in (("band", "top"), ("fixedHeight", "top-bar"), ("margins", "3 0 3 0"), ("gap", "3")):
            self.setProperty(name, value)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._side, self.leave = QToolButton(), DeskButton()
        self._side.setProperty("iconName", "menu")
        self._side.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._side.clicked.connect(lambda _checked=False: self.side_wanted.emit())
        self.leave.setObjectName("desk-head-leave")
        self.leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.leave.setProperty("small", True)
        self.leave.clicked.connect(lambda _checked=False: self.leave_wanted.emit())
        badge = frame("badge", "3 2 3 2", "2", across=True)
        self._mode = label("", "strong-small", "link", wrap=False)
        badge.layout().addWidget(icon("book", "link", "icon-small"))
        badge.layout().addWidget(self._mode)
        self._name = ElidedLabel()
        self._name.setProperty("textStyle", "strong")
        self._sign, self._state = icon("success", "success", "icon-small"), label("", "small", wrap=False)
        layout = QHBoxLayout(self)
        for widget in (self._side, badge, self._name, self._sign, self._state, self.leave):
            middle = Qt.AlignmentFlag.AlignVCenter if widget is badge else Qt.AlignmentFlag(0)
            layout.addWidget(widget, 1 if widget is self._name else 0, middle)

    def show_sight(self, sight: Sight | None, state: str) -> None:
        """Say whose session it is, and whether the scanner is ready, busy or stopped."""
        say, activity = self._kit.speech.say, sight.standing.activity if sight else ""
        titles = {row["id"]: row["title"] for row in self._kit.bridge.lists.register("activity")} if activity else {}
        self._mode.setText(say("desk-head"))
        self._name.setText(titles.get(activity) or say("activity-kind-scan-session"))
        sign, colour = _STATES[state]
        self._sign.setProperty("iconName", sign)
        self._sign.setProperty("tint", colour)
        self._state.setText(say(f"desk-head-{state}"))
        mark(self._state, ink=colour)
        self.leave.setText(say("desk-key-leave"))
        self.leave.show_key(self._kit, desk_key(self._kit, "leave"))
        words, key = say("deed-toggle-side"), self._kit.keys.native("toggle-side")
        for tell in (self._side.setToolTip, self._side.setAccessibleName):
            tell(say("table-with-key", words, key) if key else words)
        self._kit.dresser.dress(self)
