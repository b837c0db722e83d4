"""The settings: few, grouped, each with a sentence, found by words; what is chosen holds at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QLineEdit, QSpinBox, QWidget

from ...config import settings
from ...config.messages import languages
from ...config.settings import GROUPS
from ...domain.errors import UsageFault
from ...domain.pacing import Hours
from ...domain.searching import searchable
from ..choosing import Choosing
from ..kit import Kit
from ..widgets.combo import Combo
from ..widgets.pieces import frame, label, scrolled
from ..widgets.still import keep_still

_CHECKS: dict[str, Callable[[str], object]] = {"hours": Hours.parse}
"""What a typed setting has to be; raises UsageFault."""
_SIZES = {"thumbnail_size": ("cell-min", "cell-max")}
_MOST = 1_000_000


class SettingsPage(QWidget):
    """All settings that are offered, from their table."""

    def __init__(self, kit: Kit, choosing: Choosing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._choosing = kit, choosing
        self._body = frame(gap="5")
        self._heading = label("", "title", "strong")
        self._find = QLineEdit()
        self._find.setClearButtonEnabled(True)
        self._find.setProperty("minHeight", "field")
        self._find.textChanged.connect(self._on_find)
        self._groups = frame(gap="5")
        self._nothing = label("", "body", "subtle")
        for widget in (self._heading, self._find, self._groups, self._nothing):
            self._body.layout().addWidget(widget)
        self._body.layout().addStretch(1)
        scrolled(self, self._body, "text-measure")
        self.setFocusProxy(self._find)
        self._rows: dict[str, QFrame] = {}
        self._words: dict[str, tuple[QLabel, QLabel, QWidget]] = {}
        self._cards: dict[str, tuple[QLabel, QFrame]] = {}
        self._make()
        choosing.changed.connect(self._on_changed)
        self.retranslate()

    def _make(self) -> None:
        kept = settings.load()
        for group in GROUPS:
            heading, card = label("", "heading", "strong"), frame("card", "5 4 5 4", "4")
            for one in settings.offered():
                if one.metadata["group"] == group:
                    self._rows[one.name] = self._row(one, getattr(kept, one.name))
                    card.layout().addWidget(self._rows[one.name])
            self._groups.layout().addWidget(heading)
            self._groups.layout().addWidget(card)
            self._cards[group] = (heading, card)

    def retranslate(self) -> None:
        """Say everything again; the keyboard stays on what was just chosen."""
        say = self._kit.speech.say
        self._heading.setText(say("deed-show-settings"))
        self._find.setPlaceholderText(say("settings-find"))
        self._find.setAccessibleName(say("settings-find"))
        self._nothing.setText(say("settings-nothing"))
        for group, (heading, _card) in self._cards.items():
            heading.setText(say(f"settings-{group}"))
        for one in settings.offered():
            self._say(one)
        self._on_find(self._find.text())
        self._kit.dresser.dress(self)

    def _say(self, one: Field[Any]) -> None:
        say, named = self._kit.speech.say, one.name.replace("_", "-")
        name, sentence, control = self._words[one.name]
        name.setText(say(f"setting-{named}"))
        sentence.setText(say(f"setting-{named}-help"))
        control.setAccessibleName(name.text())
        control.setAccessibleDescription(sentence.text())
        if isinstance(control, Combo):
            for place, (_known, words) in enumerate(self._choices(one)):
                control.setItemText(place, words)
        self._rows[one.name].setProperty("words", searchable(f"{name.text()} {sentence.text()}"))

    def show_setting(self, name: str) -> None:
        """Go to a setting."""
        self._find.clear()
        control = self._rows[name].findChild(QWidget, name)
        control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _row(self, one: Field[Any], value: Any) -> QFrame:
        row, words = frame(gap="4", across=True), frame(gap="1")
        name, sentence, problem = label("", "strong"), label("", "small", "subtle"), label("", "small", "error")
        problem.setObjectName("problem")
        problem.hide()
        for widget in (name, sentence, problem):
            words.layout().addWidget(widget)
        control = self._control(one, value)
        control.setObjectName(one.name)
        name.setBuddy(control)
        row.layout().addWidget(words, 1)
        row.layout().addWidget(control)
        self._words[one.name] = (name, sentence, control)
        return row

    def _control(self, one: Field[Any], value: Any) -> QWidget:
        choose, name = self._choosing.choose, one.name
        if isinstance(one.default, bool):
            box = QCheckBox()
            box.setChecked(value)
            box.toggled.connect(lambda on: choose(name, on))
            return box
        if isinstance(one.default, int):
            return self._number(name, value)
        if choices := self._choices(one):
            combo = Combo()
            for known, words in choices:
                combo.addItem(words, known)
            combo.setCurrentIndex(max(0, combo.findData(value)))
            combo.currentIndexChanged.connect(lambda: choose(name, combo.currentData()))
            return combo
        edit = QLineEdit(value)
        edit.editingFinished.connect(lambda: self._on_typed(name, edit))
        return edit

    def _number(self, name: str, value: int) -> QSpinBox:
        number, tokens = QSpinBox(), self._kit.theme.tokens
        keep_still(number)
        low, high = _SIZES.get(name, (0, 0))
        number.setRange(tokens.count(low) if low else 0, tokens.count(high) if high else _MOST)
        number.setSingleStep(10)
        number.setProperty("minWidth", "slider")
        edge = tokens.space(2)
        number.lineEdit().setTextMargins(edge, 0, edge, 0)
        number.setValue(value)
        number.setKeyboardTracking(False)
        number.valueChanged.connect(lambda fresh: self._choosing.choose(name, fresh))
        return number

    def _choices(self, one: Field[Any]) -> list[tuple[str, str]]:
        say = self._kit.speech.say
        if one.name == "language":
            return [("", say("setting-language-system")),
                    *((code, self._kit.speech.own_name(code)) for code in languages())]
        named = {choice: f"{one.name.replace('_', '-')}-{choice}" for choice in one.metadata["choices"]}
        return [(choice, say(f"setting-{words}")) for choice, words in named.items()]

    def _on_typed(self, name: str, edit: QLineEdit) -> None:
        problem = self._rows[name].findChild(QWidget, "problem")
        try:
            _CHECKS[name](edit.text().strip())
        except UsageFault as fault:
            problem.setText(self._kit.speech.say(fault.message))
            problem.show()
            return
        problem.hide()
        self._choosing.choose(name, edit.text().strip())

    def _on_find(self, words: str) -> None:
        typed, found = searchable(words).split(), 0
        for group, (heading, card) in self._cards.items():
            shown = 0
            for one in settings.offered():
                if one.metadata["group"] == group:
                    row = self._rows[one.name]
                    fits = all(word in row.property("words") for word in typed)
                    row.setVisible(fits)
                    shown += fits
            heading.setVisible(shown > 0)
            card.setVisible(shown > 0)
            found += shown
        self._nothing.setVisible(not found)

    def _on_changed(self, name: str, value: object) -> None:
        row = self._rows.get(name)
        box = row.findChild(QCheckBox, name) if row else None
        combo = row.findChild(Combo, name) if row else None
        if box is not None and box.isChecked() != value:
            box.setChecked(bool(value))
        if combo is not None and combo.currentData() != value:
            combo.setCurrentIndex(combo.findData(value))
