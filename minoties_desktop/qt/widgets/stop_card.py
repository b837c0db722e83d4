"""A card for a delivery that stopped: what happened, what to do about it, and the buttons that do it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ...domain import naming
from ...domain.states import State
from ..kit import Kit
from ..looks import DELIVERY
from ..models.deliveries import Delivery
from .flow import FlowLayout

RENAME, DROP, RETRY = "rename", "drop", "retry"


class StopCard(QFrame):
    """Shows one delivery that asks, was refused or is held."""

    answered = Signal(str, str)
    """Item and answer: a choice of the question, `rename=NAME`, `drop` or `retry`."""

    def __init__(self, kit: Kit, delivery: Delivery, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._delivery = kit, delivery
        say = kit.speech.say
        look = DELIVERY[delivery.state]
        self.setProperty("band", "question" if delivery.state is State.ASKS else "refusal"
                         if delivery.state is State.REFUSED else "card")
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
        self._name: QLineEdit | None = None
        if RENAME in delivery.choices:
            self._add_rename(row)
        for choice in delivery.choices:
            if choice != RENAME:
                self._button(row, say(f"sync-choice-{choice}"), choice)
        if delivery.state is not State.ASKS:
            self._button(row, say("sync-choice-retry"), RETRY)
        self._button(row, say("sync-choice-drop"), DROP)
        layout.addWidget(choices)
        self.setAccessibleName(text.text())
        kit.dresser.dress(self)

    def _add_rename(self, row: FlowLayout) -> None:
        say = self._kit.speech.say
        stem = self._delivery.title.rpartition(".")[0]
        label = QLabel(say("sync-new-name"), self)
        label.setProperty("textStyle", "strong")
        self._name = QLineEdit(stem, self)
        self._name.setProperty("minHeight", "field")
        self._name.setProperty("minWidth", "find")
        label.setBuddy(self._name)
        self._left = QLabel(self)
        self._left.setProperty("textStyle", "small")
        self._left.setProperty("ink", "subtle")
        row.addWidget(label)
        row.addWidget(self._name)
        row.addWidget(self._left)
        self._publish = self._button(row, say("sync-choice-rename"), RENAME)
        self._publish.setProperty("primary", True)
        self._name.textChanged.connect(self._on_name_changed)
        self._name.returnPressed.connect(self._publish.click)
        self._on_name_changed(stem)

    def _on_name_changed(self, text: str) -> None:
        extension = self._delivery.title.rpartition(".")[2]
        left = naming.BYTES - naming.size(text, extension)
        self._left.setText(self._kit.speech.say("panel-bytes-left", left))
        self._publish.setEnabled(bool(text.strip()) and left >= 0 and text.strip() != self._delivery.title.rpartition(
            ".")[0])

    def _button(self, row: FlowLayout, words: str, choice: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setProperty("textStyle", "strong")
        button.setProperty("minHeight", "button")
        button.clicked.connect(lambda: self._on_chosen(choice))
        row.addWidget(button)
        return button

    def _on_chosen(self, choice: str) -> None:
        answer = f"{RENAME}={self._name.text().strip()}" if choice == RENAME and self._name else choice
        self.answered.emit(self._delivery.item, answer)
