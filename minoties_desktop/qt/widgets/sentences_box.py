"""A sentence for each language of an activity that stands behind the caption in every description."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QWidget

from ...config.languages import coded
from ...domain.checks import is_language_code
from ..kit import Kit
from ..speaking import direction
from .pieces import label

_BEFORE = "{caption} "
"""What stands before the sentence, unless somebody wrote a text with variables of their own."""


_LAST = 1000
"""The row below all languages."""


class SentencesBox(QFrame):
    """Has a line for each language that is typed into the field of languages."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("gap", "2")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._lines: dict[str, tuple[QLabel, QLineEdit]] = {}
        self._given: Mapping[str, str] = {}

    def furnish(self, kit: Kit, languages: QLineEdit, given: Mapping[str, str], named: QLabel, after: QWidget) -> None:
        """Show the texts that an activity gives, by language; `named` is the label that names the lines, `after` what
        the keyboard comes from."""
        self._kit, self._given, self._name, self._after = kit, given, named, after
        self._languages = languages
        hint = label(kit.speech.say("activity-form-titles-hint"), "small", "subtle")
        self._grid.addWidget(hint, _LAST, 0, 1, 2)
        languages.textChanged.connect(self._on_languages)
        languages.editingFinished.connect(lambda: self._show(languages.text()))
        self._show(languages.text())

    def _on_languages(self, text: str) -> None:
        if not self._languages.hasFocus():  # else half a code would be one
            self._show(text)

    def changed_texts(self) -> dict[str, str]:
        """The texts that are not what the activity gave, by language; "" for none any more."""
        found = {lang: self._text(edit.text()) for lang, (_, edit) in self._lines.items() if not edit.isHidden()}
        return {lang: text for lang, text in found.items() if text != self._given.get(lang, "")}

    def _show(self, languages: str) -> None:
        typed = [code for code in map(coded, languages.replace(",", " ").split()) if is_language_code(code)]
        wanted = list(dict.fromkeys([*typed, *self._given]))
        for lang in wanted:
            if lang not in self._lines:
                self._add(lang)
        for lang, widgets in self._lines.items():
            for widget in widgets:
                widget.setVisible(lang in wanted)
        first = next((self._lines[lang][1] for lang in wanted), None)
        self.setFocusProxy(first)
        self._name.setBuddy(first)
        self._name.setVisible(first is not None)

    def _add(self, lang: str) -> None:
        code = label(lang, "micro", wrap=False)
        code.setProperty("code", True)
        given = self._given.get(lang, "")
        edit = QLineEdit(given.removeprefix(_BEFORE), self)
        edit.setObjectName(f"sentence-{lang}")
        edit.setProperty("minHeight", "field")
        edit.setAccessibleName(f"{self._name.text()} ({lang})")
        edit.setPlaceholderText(self._kit.speech.say("activity-form-sentence-example"))
        edit.textEdited.connect(self.typed)
        edit.setLayoutDirection(direction(lang))
        row = len(self._lines)
        self._grid.addWidget(code, row, 0)
        self._grid.addWidget(edit, row, 1)
        self._lines[lang] = (code, edit)
        QWidget.setTabOrder(self._after, edit)
        self._after = edit
        self._kit.dresser.dress(self)

    @staticmethod
    def _text(typed: str) -> str:
        text = typed.strip()
        return text if not text or "{" in text else _BEFORE + text
