"""The page of presets, lists of codes and the glossary: what each holds, to be applied, changed, taken away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget

from ...domain import codes
from ...domain.presets import Preset
from ...services import coding, presets
from ..kit import Kit
from ..widgets.layouts import clear
from ..widgets.pieces import button, frame, icon, label, scrolled
from .preset_form import PresetForm, counted, what
from .terms import GlossaryPart


class PresetsPage(QWidget):
    """One card for each."""

    deed_wanted = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._body = frame(gap="4")
        self._cards, self.glossary = frame(gap="4"), GlossaryPart(kit)
        self._body.layout().addWidget(self._cards)
        self._body.layout().addWidget(self.glossary)
        self._body.layout().addStretch(1)
        scrolled(self, self._body, "text-measure")
        kit.bridge.registers_changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        self.glossary.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Read presets and lists anew."""
        layout, say, bridge = self._cards.layout(), self._kit.speech.say, self._kit.bridge
        focused, before = QApplication.focusWidget(), set(self._cards.findChildren(QPushButton))
        inside = focused is not None and self._cards.isAncestorOf(focused)
        clear(layout)
        layout.addWidget(self._head(say("presets-title"), say("presets-explained"), "deed-save-preset", "save-preset"))
        known = presets.listed(bridge.library)
        for preset in known:
            layout.addWidget(self._preset(preset))
        if not known:
            layout.addWidget(label(say("presets-empty"), "body", "subtle"))
        layout.addWidget(self._head(say("codes-title"), say("codes-explained"), "deed-add-codes", "add-codes"))
        for row in bridge.library.registers[coding.TABLE].list():
            layout.addWidget(self._codes(row))
        self._kit.dresser.dress(self)
        first = next(one for one in self._cards.findChildren(QPushButton) if one not in before)
        self.setFocusProxy(first)
        if inside:
            first.setFocus()

    def _head(self, title: str, explained: str, words: str, deed: str) -> QFrame:
        head = frame(gap="2")
        line = frame(across=True)
        line.layout().addWidget(label(title, "heading", "strong", wrap=False), 1)
        line.layout().addWidget(button(self._kit.speech.say(words), lambda: self.deed_wanted.emit(deed)))
        head.layout().addWidget(line)
        head.layout().addWidget(label(explained, "body", "subtle"))
        return head

    def _card(self, sign: str, name: str, lines: list[str]) -> QFrame:
        card = frame("card", "4 3 4 3", "3", across=True)
        card.layout().addWidget(icon(sign, "text-subtle"))
        words = frame(gap="1")
        words.layout().addWidget(label(name, "strong"))
        for line in lines:
            words.layout().addWidget(label(line, "small", "subtle"))
        card.layout().addWidget(words, 1)
        return card

    def _preset(self, preset: Preset) -> QFrame:
        say, bridge = self._kit.speech.say, self._kit.bridge
        card = self._card("bookmark", preset.name, [f"{say(counted(preset.parts))}: {what(self._kit, preset.parts)}"])
        for words, press in (
            ("preset-change", lambda: PresetForm(self._kit, preset.parts, [part.key for part in preset.parts], preset,
                                                 parent=self.window()).open()),
            ("preset-remove", lambda: bridge.write(
                lambda: presets.remove(bridge.library, bridge.tagging, preset.id))),
        ):
            self._press(card, say(words), press, preset.name)
        return card

    def _codes(self, row: dict[str, str]) -> QFrame:
        say, bridge = self._kit.speech.say, self._kit.bridge
        found = coding.read(row)
        first = next(iter(found.entries), "")
        lines = [say("codes-count", len(found.entries))]
        if first:
            lines.append(say("codes-example", f"{codes.DELIMITER}{first}{codes.DELIMITER}",
                             found.text(first, "", self._kit.speech.language)))
        card = self._card("listBullet", row["name"], lines)
        self._press(card, say("preset-remove"), lambda: bridge.write(
            lambda: bridge.tagging.remove_row(coding.TABLE, row["id"])), row["name"])
        return card

    def _press(self, card: QFrame, words: str, press: Callable[[], object], name: str) -> None:
        one = button(words, press, small=True)
        one.setAccessibleDescription(name)
        card.layout().addWidget(one)
