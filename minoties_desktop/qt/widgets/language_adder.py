"""A link that asks for one more language, and a short field for its name or its code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget
from shiboken6 import isValid

from ..kit import Kit
from ..theme import mark
from .completion import Completion, Offers
from .language_typing import offer


class LanguageAdder(QFrame):
    """Tells the code of the language that somebody wants to write in."""

    wanted = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.link, self.code = QPushButton(self), QLineEdit(self)
        self.link.setProperty("link", True)
        self.link.setProperty("textStyle", "small")
        self.code.setProperty("minHeight", "field")
        self.code.hide()
        layout.addWidget(self.link)
        layout.addWidget(self.code, 1)
        layout.addStretch(0)
        self.link.clicked.connect(self._on_link_clicked)
        Completion(kit, self.code, lambda text, then: offer(kit, text, then), self._take)
        self.code.returnPressed.connect(self._on_entered)
        self.code.textEdited.connect(lambda _text: mark(self.code, problem=False))
        self.retranslate()
        kit.dresser.dress(self)

    def retranslate(self) -> None:
        """Say everything again."""
        say = self._kit.speech.say
        self.link.setText(say("panel-add-language"))
        self.code.setPlaceholderText(say("panel-language-code"))
        self.code.setAccessibleName(say("panel-language-code"))

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
