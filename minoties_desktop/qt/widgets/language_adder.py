"""A link that asks for one more language, and a short field for its code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ...domain.checks import is_language_code
from ..kit import Kit
from ..theme import mark


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
        layout.addStretch(1)
        self.link.clicked.connect(self._on_link_clicked)
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
        code = self.code.text().strip().lower()
        if is_language_code(code):
            self.code.clear()
            self.code.hide()
            self.wanted.emit(code)
        else:
            mark(self.code, problem=True)
