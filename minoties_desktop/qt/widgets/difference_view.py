"""What two people made of one text, part by part: as it was, as it is on the wiki, as it would be; with a choice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from ...domain.merging import Part, Side
from ..kit import Kit
from .flow import FlowLayout
from .pieces import frame

_CONTEXT = 2
"""Unchanged lines that are shown before and after what differs."""


class DifferenceView(QFrame):
    """Shows the open parts with the lines around them; `sides` are the choices, in their order."""

    chosen = Signal()

    def __init__(
        self, kit: Kit, parts: Sequence[Part], parent: QWidget | None = None, *, choosing: bool = True,
    ) -> None:
        super().__init__(parent)
        self._kit, self._choosing = kit, choosing
        self._groups: list[tuple[QButtonGroup, list[Side]]] = []
        self.setProperty("gap", "3")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for place, part in enumerate(parts):
            if part.is_open:
                layout.addWidget(self._part(part))
            elif text := _around(part.theirs, first=place == 0, last=place == len(parts) - 1):
                layout.addWidget(self._text(text, "subtle"))
        kit.dresser.dress(self)

    @property
    def sides(self) -> list[Side]:
        """Whose form is chosen for each open part."""
        return [sides[group.checkedId()] for group, sides in self._groups]

    def _part(self, part: Part) -> QFrame:
        say = self._kit.speech.say
        card = QFrame(self)
        card.setProperty("band", "card")
        card.setProperty("margins", "4 3 4 3")
        card.setProperty("gap", "4")  # between the columns: what stands in them is often as wide as they are
        grid = QGridLayout(card)
        columns = [("difference-was", part.was, "error"), ("difference-theirs", part.theirs, ""),
                   ("difference-ours", part.ours, "success")]
        if part.theirs == part.was:
            del columns[1]
        for column, (key, text, ink) in enumerate(columns):
            cell = frame(gap="2")
            cell.layout().addWidget(self._label(say(key), "small", "subtle"))
            cell.layout().addWidget(
                self._text(text.rstrip("\n") or say("difference-nothing"), ink if text else "subtle"))
            grid.addWidget(cell, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        if part.key:
            grid.addWidget(self._label(self._name(part.key), "strong", "strong"), 0, 0, 1, len(columns))
        if self._choosing:
            grid.addWidget(self._choice(part, card), 2, 0, 1, len(columns))
        return card

    def _choice(self, part: Part, parent: QFrame) -> QFrame:
        sides = [Side.THEIRS, Side.OURS, *([Side.BOTH] if part.default is Side.BOTH and not part.key else [])]
        box = QFrame(parent)
        box.setProperty("gap", "4")
        box.setAccessibleName(self._name(part.key) if part.key else (part.ours or part.theirs).strip())
        line = FlowLayout(box)
        group = QButtonGroup(box)
        default = part.default if part.default in sides else Side.THEIRS
        for number, side in enumerate(sides):
            button = QRadioButton(self._kit.speech.say(f"difference-take-{side}"), box)
            button.setChecked(side is default)
            button.setAccessibleDescription(box.accessibleName())
            group.addButton(button, number)
            line.addWidget(button)
        group.idClicked.connect(lambda _number: self.chosen.emit())
        self._groups.append((group, sides))
        return box

    def _name(self, key: str) -> str:
        kind, _, rest = key.partition(":")
        return self._kit.speech.say("difference-caption", rest) if kind == "caption" else \
            self._kit.speech.say("difference-statement", kind)

    def _text(self, text: str, ink: str) -> QLabel:
        label = self._label(text, "", ink)
        font = self._kit.theme.tokens.text("small")
        font.setFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
        label.setFont(font)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _label(self, text: str, style: str, ink: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        if style:
            label.setProperty("textStyle", style)
        if ink:
            label.setProperty("ink", ink)
        return label


def _around(text: str, *, first: bool, last: bool) -> str:
    """The lines of an unchanged stretch that stand next to what differs."""
    lines = text.rstrip("\n").split("\n")
    if len(lines) <= 2 * _CONTEXT + 1:
        return "\n".join(lines)
    if first:
        return "\n".join(["…", *lines[-_CONTEXT:]])
    if last:
        return "\n".join([*lines[:_CONTEXT], "…"])
    return "\n".join([*lines[:_CONTEXT], "…", *lines[-_CONTEXT:]])
