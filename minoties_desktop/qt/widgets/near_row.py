"""Things that may be meant, each with its digit: those near to where a photograph was taken, those that were found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from ...config.messages import Message
from ..kit import Kit
from ..painting import elided
from .flow import FlowLayout
from .layouts import clear
from .pieces import label

NEAR = Message("panel-near")
SHOWN = 5
"""How many are shown, the nearest first."""
_LEAST = 14  # letters that stay where there is little room


class _Thing(QPushButton):
    """A round button that gives up letters instead of room, and says all of them in its tool tip."""

    def __init__(self, words: str, tip: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for name, value in (("chip", True), ("textStyle", "small")):
            self.setProperty(name, value)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def minimumSizeHint(self) -> QSize:
        """Room for some letters."""
        whole, metrics = super().sizeHint(), self.fontMetrics()
        spare = metrics.horizontalAdvance(self.text()) - _LEAST * metrics.averageCharWidth()
        return whole - QSize(max(0, spare), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, its words elided where they do not fit."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        missing = super().sizeHint().width() - self.width()
        if missing > 0:
            room = self.fontMetrics().horizontalAdvance(option.text) - missing
            option.text = elided(self.fontMetrics(), option.text, max(0, room))
        with QStylePainter(self) as painter:
            painter.drawControl(QStyle.ControlElement.CE_PushButton, option)


class NearRow(QFrame):
    """Offers things by their digits; hidden where there is nothing to offer."""

    taken = Signal(str)
    """One was chosen by the mouse: its QID."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._said = NEAR
        self.things: Sequence[tuple[str, str]] = ()
        """In words, and the QID; the first has the digit 1."""
        self.setProperty("gap", "1")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._heading = label("", "small", "subtle", wrap=True)
        self._row = QFrame(self)
        self._row.setProperty("gap", "1")
        FlowLayout(self._row)
        layout.addWidget(self._heading)
        layout.addWidget(self._row)
        self.hide()

    def offer(self, things: Sequence[tuple[str, str]], heading: Message = NEAR) -> None:
        """Offer these and no others, below a heading."""
        if (tuple(things[:SHOWN]), heading) == (tuple(self.things), self._said):
            return
        self.things, self._said = tuple(things[:SHOWN]), heading
        say = self._kit.speech.say
        clear(self._row.layout())
        self._heading.setText(say(heading))
        for digit, (words, thing) in enumerate(self.things, 1):
            button = _Thing(f"{digit}  {words}", say("panel-near-take", digit, words), self._row)
            button.clicked.connect(lambda _checked=False, thing=thing: self.taken.emit(thing))
            self._row.layout().addWidget(button)
        self.setVisible(bool(self.things))
        self._kit.dresser.dress(self)
        self.updateGeometry()
