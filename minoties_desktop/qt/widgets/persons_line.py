"""Who is in the pictures, as other programs wrote it: names only, for the eyes of this library."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ..kit import Kit
from .pieces import frame, icon, label


class PersonsLine(QFrame):
    """A heading with a lock, the names, and that nobody else will see them; hidden where there are none."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._persons: Sequence[tuple[str, int]] = ()
        self._total = 0
        self.setProperty("gap", "1")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        head = frame(gap="1", across=True)
        self._heading, self.names, self._note = label("", "strong"), label("", "body"), label("", "small", "subtle")
        head.layout().addWidget(self._heading)
        head.layout().addWidget(icon("lock", "text-subtle", "icon-small"))
        head.layout().addStretch(1)
        for part in (head, self.names, self._note):
            layout.addWidget(part)
        self.hide()
        kit.dresser.dress(self)

    def show_persons(self, persons: Sequence[tuple[str, int]], total: int) -> None:
        """Show names, each with in how many of so many pictures it is."""
        self._persons, self._total = persons, total
        self.setVisible(bool(persons))
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        say = self._kit.speech.say
        self._heading.setText(say("panel-persons"))
        self._note.setText(say("panel-private"))
        self.names.setText("\n".join(
            name if count == self._total else say("panel-person-on", name, count, self._total)
            for name, count in self._persons))
        self.setAccessibleName(f"{self._heading.text()}: {self.names.text()}")
