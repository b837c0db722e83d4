"""The fields of a record of consent, as they are and as they were typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from ...domain.portrayed import COMMONS, FORM, NAME, WAYS, Person
from ..kit import Kit
from ..reasons import allow
from ..widgets.combo import Combo
from ..widgets.pieces import button, frame, label


class ConsentFields(QFrame):
    """Who, when, how, in which language, to what; of a minor also who gave the word."""

    changed = Signal()

    def __init__(self, kit: Kit, first: Person | None, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self.document = first.document if first else ""
        self._picked: Path | None = None
        said = first if first and (first.has_said or first.withdrawn) else None
        self.setProperty("gap", "3")
        QVBoxLayout(self).setContentsMargins(0, 0, 0, 0)
        say = kit.speech.say
        self.name = self._text("person-name", first.name if first else "", "consent-name-help")
        self.agreed = self._text("person-agreed", said.agreed if said else date.today().isoformat(), "error-person-day")
        self.how = Combo()
        for way in WAYS:
            self.how.addItem(say(f"consent-how-{way}"), way)
        self.how.setCurrentIndex(max(0, self.how.findData(said.how if said else "")))
        self._add("person-how", self.how)
        self._paper = frame(gap="2", across=True)
        self.attach = button(say("consent-attach"), self._on_attach, style="small", small=True)
        self._paper_name = label("", "small", "subtle")
        self._paper.layout().addWidget(self.attach)
        self._paper.layout().addWidget(self._paper_name, 1)
        self.layout().addWidget(self._paper)
        self.language = self._text("person-language", said.language if said else language, "consent-language-help")
        self.layout().addWidget(label(say("person-scope"), "strong-small", wrap=False))
        scope = said.scope if said else (COMMONS,)
        self.publish = self._tick("consent-scope-commons", COMMONS in scope)
        self.named = self._tick("consent-scope-name", NAME in scope)
        self.minor = self._tick("consent-minor", bool(first and first.minor))
        self.guardian = self._text("person-guardian", first.guardian if first else "", "consent-guardian-help")
        self.how.currentIndexChanged.connect(lambda _row: self._show())
        self.minor.toggled.connect(lambda _on: self._show())
        self.name.textChanged.connect(lambda _text: self.changed.emit())
        self._show()

    def _text(self, key: str, text: str, hint: str) -> QLineEdit:
        edit = QLineEdit(text)
        self._add(key, edit, hint)
        return edit

    def _add(self, key: str, editor: QWidget, hint: str = "") -> None:
        say, box = self._kit.speech.say, frame(gap="1")
        named = label(say(key), "strong-small", wrap=False)
        named.setBuddy(editor)
        editor.setAccessibleName(named.text())
        editor.setProperty("minHeight", "field")
        box.layout().addWidget(named)
        box.layout().addWidget(editor)
        if hint:
            box.layout().addWidget(label(say(hint), "small", "subtle"))
        self.layout().addWidget(box)

    def _tick(self, key: str, on: bool) -> QCheckBox:
        tick = QCheckBox(self._kit.speech.say(key))
        tick.setChecked(on)
        self.layout().addWidget(tick)
        return tick

    def _show(self) -> None:
        """Ask for a form and for a guardian only where there has to be one."""
        say = self._kit.speech.say
        self._paper.setVisible(self.how.currentData() == FORM)
        kept = say("consent-attached") if self.document else say("consent-not-attached")
        self._paper_name.setText(self._picked.name if self._picked else kept)
        self.guardian.parentWidget().setVisible(self.minor.isChecked())
        self.changed.emit()

    def _on_attach(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self._kit.speech.say("consent-attach"))
        if name:
            self.pick(Path(name))

    def close_for(self, reason: str) -> None:
        """Let nothing be changed, and say why."""
        for editor in (self.name, self.agreed, self.how, self.attach, self.language, self.publish, self.named,
                       self.minor, self.guardian):
            allow(editor, reason)

    def pick(self, path: Path) -> None:
        """Take a file as the signed form."""
        self._picked = path
        self._show()

    def values(self) -> tuple[str, dict[str, Any], Path | None]:
        """The name, what was said, and the file that is to be kept as the form."""
        scope = [one for one, tick in ((COMMONS, self.publish), (NAME, self.named)) if tick.isChecked()]
        return self.name.text(), {
            "agreed": self.agreed.text().strip(), "how": self.how.currentData(), "scope": scope,
            "language": self.language.text().strip(), "minor": self.minor.isChecked(),
            "guardian": self.guardian.text() if self.minor.isChecked() else "", "document": self.document,
        }, self._picked if self.how.currentData() == FORM else None
