"""Two to four photographs side by side, looked at in the same way; one of them is the one that marks go to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ...services.closeups import Exposure
from ..kit import Kit
from ..looks import FLAGS
from ..models.grid import Cell
from .labels import ElidedLabel
from .layouts import clear
from .picture_view import Look, PictureView
from .pieces import frame, icon, label

MOST = 4
"""More would be too small to be compared."""


class Pane(QWidget):
    """One of them: the picture, and below it its name and marks and how it was exposed."""

    def __init__(self, kit: Kit, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self.cell: Cell | None = None
        self.picture = PictureView(self)
        self.picture.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picture.furnish(kit.theme, look)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.picture, 0, 0)
        layout.setRowStretch(0, 1)
        line = frame("bottom", "3 2 3 2", "2", across=True, parent=self)
        self._flag = icon("flag", "text-subtle", "icon-small")
        self._stars, self._label = label("", "small", wrap=False), label("", "small", wrap=False)
        self._name, self._exposure = ElidedLabel(), label("", "small", "subtle", wrap=False)
        self._name.setProperty("textStyle", "strong-small")
        for widget in (self._flag, self._stars, self._label):
            line.layout().addWidget(widget)
        line.layout().addWidget(self._name, 1)
        line.layout().addWidget(self._exposure)
        layout.addWidget(line, 1, 0)

    def show_cell(self, cell: Cell, place: int, total: int) -> None:
        """Say which photograph it is, and its marks."""
        self.cell, say = cell, self._kit.speech.say
        self._flag.setProperty("iconName", FLAGS[cell.flag].icon)
        self._flag.setProperty("tint", FLAGS[cell.flag].colour)
        self._stars.setText("★" * cell.rating)
        self._label.setText(say(f"mark-label-{cell.label}") if cell.label else "")
        for mark in (self._stars, self._label):
            mark.setHidden(not mark.text())
        self._name.setText(cell.title)
        marks = [cell.title, say(f"mark-{cell.flag or 'none'}"),
                 say("mark-stars", cell.rating) if cell.rating else say("mark-no-stars"), self._label.text()]
        self.picture.setAccessibleName(say("compare-name", place, total, ", ".join(filter(None, marks))))
        self._kit.dresser.dress(self)

    def show_exposure(self, told: Exposure) -> None:
        """Say how it was exposed."""
        self._exposure.setText(exposure_words(self._kit, told))


class CompareView(QWidget):
    """Shows panes beside each other, of four two above two."""

    chosen = Signal(str)
    """Marks go to this item (id) from now on."""

    def __init__(self, kit: Kit, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._look = kit, look
        self.panes: list[Pane] = []
        self.current = 0
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)

    def show_cells(self, cells: Sequence[Cell]) -> None:
        """Show these photographs; their panes stay where their number does."""
        if len(cells) != len(self.panes):
            self._make(len(cells))
        for place, (pane, cell) in enumerate(zip(self.panes, cells, strict=True), 1):
            pane.show_cell(cell, place, len(cells))

    def choose(self, place: int) -> None:
        """Have marks go to one of them, and the keys too."""
        self.panes[place].picture.setFocus(Qt.FocusReason.TabFocusReason)
        self._on_focused(self.panes[place])

    def step(self, by: int) -> bool:
        """Go on to another one; whether there is one."""
        place = self.current + by
        if not 0 <= place < len(self.panes):
            return False
        self.choose(place)
        return True

    def _make(self, count: int) -> None:
        layout = self.layout()
        assert isinstance(layout, QGridLayout)
        self.panes = []  # those that vanish hand the keyboard on to each other
        clear(layout)
        columns = 2 if count == MOST else max(1, count)
        self.panes, self.current = [Pane(self._kit, self._look, self) for _ in range(count)], 0
        for place, pane in enumerate(self.panes):
            layout.addWidget(pane, place // columns, place % columns)
            pane.picture.stepped.connect(self.step)
            pane.picture.focused.connect(lambda pane=pane: self._on_focused(pane))
            pane.show()
        for column in range(MOST):
            layout.setColumnStretch(column, int(column < columns))

    def _on_focused(self, focused: Pane) -> None:
        if focused not in self.panes:
            return
        self.current = self.panes.index(focused)
        for pane in self.panes:
            pane.picture.mark_current(pane is focused)
        if focused.cell is not None:
            self.chosen.emit(focused.cell.id)


def exposure_words(kit: Kit, told: Exposure) -> str:
    """How a photograph was exposed, in one line."""
    say, locale = kit.speech.say, kit.speech.locale
    parts = []
    if told.seconds:
        short = told.seconds < 0.3
        text = f"1/{round(1 / told.seconds)}" if short else locale.toString(told.seconds, "g", 3)
        parts.append(say("exposure-seconds", text))
    if told.aperture:
        parts.append(say("exposure-aperture", locale.toString(told.aperture, "g", 3)))
    if told.sensitivity:
        parts.append(say("exposure-sensitivity", str(told.sensitivity)))
    if told.focal:
        parts.append(say("exposure-focal", locale.toString(told.focal, "g", 4)))
    return "  ".join(parts)
