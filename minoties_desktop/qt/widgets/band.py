"""A band across a page or a panel: an icon, a sentence, and the one button that mends what it says."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ..dress import Dresser
from ..theme import mark
from .pieces import leading

_LETTERS = 22
"""Beside fewer of them in a line, the button stands below the sentence."""
_HIGH = 1 << 16
_KEPT = 3
"""Lines that room is kept for at most; few sentences have more, and an empty band says nothing."""
_ICONS = {"error": "error", "warning": "alert", "success": "check", "notice": "info"}


class Band(QFrame):
    """Shows at most one sentence; hidden without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setColumnStretch(1, 1)
        layout.setRowStretch(2, 1)  # words and button stay together at the top of a room that is kept for more
        self.setProperty("margins", "4 3 3 3")
        self.setProperty("gap", "3")
        self._icon, self._text, self._button = QLabel(self), QLabel(self), QPushButton(self)
        self._text.setWordWrap(True)
        self._text.setProperty("textStyle", "small")
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._button.setProperty("small", True)
        self._button.setProperty("textStyle", "small")
        self._press: Callable[[], None] | None = None
        self._others: Collection[str] = ()
        self._button.clicked.connect(self._on_clicked)
        layout.addWidget(self._icon, 0, 0)
        layout.addWidget(self._text, 0, 1)
        layout.addWidget(self._button, 0, 2)
        self.hide()

    def say(
        self, dresser: Dresser, kind: str, text: str, button: str = "", press: Callable[[], None] | None = None,
    ) -> None:
        """Show a sentence as error, warning, success or notice, with a button if there is something to press."""
        tint = "text-subtle" if kind == "notice" else kind
        self._icon.setProperty("iconName", _ICONS[kind])
        self._icon.setProperty("tint", tint)
        self._text.setText(text)
        if button:
            self._button.setText(button)
        self._button.setVisible(bool(button))
        self._press = press
        mark(self, band=kind)
        dresser.dress(self)
        self._arrange()
        self.setAccessibleName(text)
        self.show()

    def keep_room(self, others: Collection[str]) -> None:
        """Be as high as the longest of other sentences needs, so that nothing below moves when one of them takes the
        place; up to some lines."""
        self._others = others
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button gives its place beside the sentence up where there is little room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        layout: QGridLayout = self.layout()
        margins, letter = layout.contentsMargins(), self._text.fontMetrics().averageCharWidth()
        rest = (self._icon.sizeHint().width() + self._button.sizeHint().width() + 2 * layout.horizontalSpacing()
                + margins.left() + margins.right())
        narrow = self.width() - rest < _LETTERS * letter
        below = not self._button.isHidden() and narrow
        if below != (layout.getItemPosition(layout.indexOf(self._button))[0] == 1):
            layout.addWidget(self._button, int(below), 1 if below else 2, leading(self._button))
        self.setMinimumHeight(self._room(below=narrow))

    def _room(self, *, below: bool) -> int:
        """The height that the other sentences need."""
        if not self._others or not self.width():
            return 0
        layout: QGridLayout = self.layout()
        margins, gap, button = layout.contentsMargins(), layout.horizontalSpacing(), self._button.sizeHint()
        border = self.height() - self.contentsRect().height()
        width = self.contentsRect().width() - margins.left() - margins.right() - self._icon.sizeHint().width() - gap
        room = QRect(0, 0, width if below else width - button.width() - gap, _HIGH)
        metrics = self._text.fontMetrics()
        lines = min(_KEPT * metrics.lineSpacing(), max(
            metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, other).height() for other in self._others))
        under = layout.verticalSpacing() + button.height() if below else 0
        high = max(lines, self._icon.sizeHint().height(), 0 if below else button.height())
        return high + under + margins.top() + margins.bottom() + border

    def press(self) -> None:
        """Press the button, if there is one."""
        if self.isVisible() and self._button.isVisible():
            self._button.click()

    def take_keyboard(self) -> None:
        """Have the keyboard at the button, if there is one."""
        if not self._button.isHidden():
            self._button.setFocus()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text.text() if not self.isHidden() else ""

    def _on_clicked(self) -> None:
        if self._press is not None:
            self._press()
