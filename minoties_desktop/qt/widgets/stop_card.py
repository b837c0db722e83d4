"""A card for a delivery that stopped: what happened, what to do about it, and the buttons that do it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ...domain.states import State
from ..kit import Kit
from ..looks import DELIVERY
from ..models.deliveries import Delivery
from .flow import FlowLayout

DROP, RETRY = "drop", "retry"


class StopCard(QFrame):
    """Shows one delivery that was refused or is held."""

    answered = Signal(str)
    """The answer: `drop` or `retry`."""

    def __init__(self, kit: Kit, delivery: Delivery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = kit.speech.say
        look = DELIVERY[delivery.state]
        self.setProperty("band", "refusal" if delivery.state is State.REFUSED else "card")
        self.setProperty("margins", "5 4 5 4")
        self.setProperty("gap", "3")
        layout = QVBoxLayout(self)
        head = QHBoxLayout()
        sign = QLabel(self)
        sign.setProperty("iconName", look.icon)
        sign.setProperty("iconLength", "icon-large")
        sign.setProperty("tint", look.colour)
        text = QLabel(say(delivery.message) if delivery.message else delivery.title, self)
        text.setProperty("textStyle", "heading")
        text.setProperty("ink", "strong")
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        head.addWidget(sign)
        head.addWidget(text, 1)
        layout.addLayout(head)
        if delivery.remedy is not None:
            remedy = QLabel(say(delivery.remedy), self)
            remedy.setProperty("ink", "subtle")
            remedy.setWordWrap(True)
            remedy.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(remedy)
        choices = QFrame(self)
        choices.setProperty("gap", "3")
        row = FlowLayout(choices)
        self._button(row, say("sync-choice-retry"), RETRY)
        self._button(row, say("sync-choice-drop"), DROP)
        layout.addWidget(choices)
        self.setAccessibleName(text.text())
        kit.dresser.dress(self)

    def _button(self, row: FlowLayout, words: str, choice: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("textStyle", "strong")
        button.setProperty("minHeight", "button")
        button.clicked.connect(lambda: self.answered.emit(choice))
        row.addWidget(button)
        return button
