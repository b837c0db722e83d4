"""A letter about an agreement, drafted in the institution's language, to be changed, copied, and sent by its writer."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ...services import agreeing
from ..kit import Kit
from ..widgets.combo import Combo
from ..widgets.pieces import button, frame, label


class LetterDialog(QDialog):
    """Which letter, in which language, and its text."""

    def __init__(self, kit: Kit, agreement: dict[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._agreement = kit, agreement
        say = kit.speech.say
        self.setWindowTitle(say("house-draft"))
        for name, value in (("margins", "5 5 5 5"), ("gap", "3"), ("minWidth", "dialog")):
            self.setProperty(name, value)
        layout = QVBoxLayout(self)
        layout.addWidget(label(say("house-draft-about"), "body", "subtle"))
        self.kind, self.language = Combo(self), Combo(self)
        for kind in agreeing.LETTERS:
            self.kind.addItem(say(f"house-letter-{kind}"), kind)
        for code in agreeing.languages():
            self.language.addItem(kit.speech.own_name(code), code)
        house = next((row for row in kit.bridge.lists.register("institution")
                      if row["id"] == agreement["institution"]), {})
        wanted = agreement["vrt_language"] or house.get("language") or kit.speech.language
        self.language.setCurrentIndex(max(0, self.language.findData(wanted)))
        if agreement["status"] == "granted":
            self.kind.setCurrentIndex(2 if agreement["vrt_status"] == "sent" else 1)
        line = frame(across=True)
        for combo, words in ((self.kind, "house-letter-which"), (self.language, "house-letter-language")):
            combo.setAccessibleName(say(words))
            combo.setProperty("minHeight", "field")
            combo.currentIndexChanged.connect(lambda _index: self._write())
            line.layout().addWidget(combo, 1)
        layout.addWidget(line)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName(say("house-draft"))
        self.text.setTabChangesFocus(True)
        layout.addWidget(self.text, 1)
        foot = frame(across=True)
        foot.layout().addStretch(1)
        self.copy = button(say("house-letter-copy"), self._copy, primary=True)
        self.sent = button(say("house-letter-sent"), self._sent)
        for one in (button(say("form-close"), self.reject), self.sent, self.copy):
            one.setProperty("minHeight", "button")
            foot.layout().addWidget(one)
        layout.addWidget(foot)
        kit.dresser.dress(self)
        tokens = kit.theme.tokens
        room = parent.size()
        self.resize(min(tokens.size("text-measure"), room.width()), room.height() * 4 // 5)
        self._write()

    def _write(self) -> None:
        bridge, kind = self._kit.bridge, self.kind.currentData()
        self.text.setPlainText(agreeing.draft(bridge.library, self._agreement["id"], kind, self.language.currentData(),
                                              me=bridge.library.setting("me")))
        self.sent.setVisible(kind == "confirm" and self._agreement["status"] == "granted")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(self._kit.speech.say("house-letter-copied"))

    def _sent(self) -> None:
        """Write down that the confirmation is on its way, since today."""
        bridge, agreement = self._kit.bridge, self._agreement["id"]
        bridge.write(lambda: agreeing.sent(bridge.library, bridge.tagging, agreement))
        self.accept()
