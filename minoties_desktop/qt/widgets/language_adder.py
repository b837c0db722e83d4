"""A link that asks for one more language, with a short field for its name or its code; one that leads to the activity,
whose languages stay until it is changed; and one that has them stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..kit import Kit
from ..theme import mark
from .completion import Completion, Offers
from .language_typing import offer


class LanguageAdder(QFrame):
    """Tells the code of the language that somebody wants to write in; and that those of the activity be changed."""

    wanted = Signal(str)
    elsewhere = Signal(str)
    """The activity (id) whose languages are to be changed."""
    beside = Signal()
    """The languages should stand side by side."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        rows, layout = QVBoxLayout(self), QHBoxLayout()
        rows.setContentsMargins(0, 0, 0, 0)
        self.setProperty("gap", "1")
        rows.addLayout(layout)
        self.link, self.code = QPushButton(self), QLineEdit(self)
        self.activity, self.wide = QPushButton(self), QPushButton(self)
        for link in (self.link, self.activity, self.wide):
            link.setProperty("link", True)
            link.setProperty("textStyle", "small")
            link.setVisible(link is self.link)
        self._activity = ""
        self.code.setProperty("minHeight", "field")
        self.code.hide()
        layout.addWidget(self.link)
        layout.addWidget(self.code, 1)
        layout.addStretch(0)
        rows.addWidget(self.wide, 0, Qt.AlignmentFlag.AlignLeading)
        rows.addWidget(self.activity, 0, Qt.AlignmentFlag.AlignLeading)
        self.link.clicked.connect(self._on_link_clicked)
        self.activity.clicked.connect(lambda: self.elsewhere.emit(self._activity))
        self.wide.clicked.connect(self.beside)
        Completion(kit, self.code, lambda text, then: offer(kit, text, then), self._take)
        self.code.returnPressed.connect(self._on_entered)
        self.code.textEdited.connect(lambda _text: mark(self.code, problem=False))
        self.retranslate()
        kit.dresser.dress(self)

    def retranslate(self) -> None:
        """Say everything again."""
        say = self._kit.speech.say
        self.link.setText(say("panel-add-language"))
        self.wide.setText(say("panel-languages-beside"))
        self.activity.setText(say("panel-activity-languages"))
        self.activity.setToolTip(say("panel-activity-languages-why"))
        self.activity.setAccessibleDescription(self.activity.toolTip())
        self.code.setPlaceholderText(say("panel-language-code"))
        self.code.setAccessibleName(say("panel-language-code"))

    def show_activities(self, activities: Sequence[str]) -> None:
        """Lead to the activity (id) that the languages come from, where it is one."""
        self._activity = activities[0] if len(activities) == 1 else ""
        self.activity.setVisible(bool(self._activity))

    def _on_link_clicked(self) -> None:
        self.code.show()
        self.code.setFocus()

    def _on_entered(self) -> None:
        """Take what the text means first: its code, or the name that begins so."""
        text = self.code.text()

        def told(found: Offers) -> None:
            if not isValid(self) or self.code.text() != text:
                return
            if found:
                self._take(found[0][1])
            else:
                mark(self.code, problem=True)

        offer(self._kit, text, told)

    def _take(self, code: str) -> None:
        self.code.clear()
        self.code.hide()
        self.wanted.emit(code)
