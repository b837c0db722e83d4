"""Two questions with a tick for each field: what a preset holds, and what of the copied fields is pasted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ...config.messages import Message
from ...domain.errors import Fault
from ...domain.presets import Part, Preset
from ...services import presets
from ..kit import Kit
from ..reasons import allow
from ..widgets.band import Band
from ..widgets.pieces import button, frame, label
from ..widgets.scrolling import ScrollingBody
from .field_choice import FieldChoice, heading


class _FieldForm(QDialog):
    """Fields to be ticked, a button that does it, and one that does not."""

    def __init__(self, kit: Kit, title: str, explained: str, do: str, choice: FieldChoice, parent: QWidget,
                 name: QLineEdit | None = None) -> None:
        super().__init__(parent)
        say = kit.speech.say
        self._kit, self.choice = kit, choice
        self.setWindowTitle(title)
        self.setProperty("margins", "5 5 5 5")
        self.setProperty("gap", "4")
        layout = QVBoxLayout(self)
        layout.addWidget(heading(title, explained))
        self.band = Band(self)
        self.band.hide()
        layout.addWidget(self.band)
        if name is not None:
            words = label(say("preset-name"), "strong-small", wrap=False)
            words.setBuddy(name)
            name.setAccessibleName(words.text())
            layout.addWidget(words)
            layout.addWidget(name)
        layout.addWidget(choice)
        layout.addStretch(1)
        foot = frame(across=True)
        foot.layout().addStretch(1)
        self.give_up = button(say("form-cancel"), self.reject)
        self.do = button(do, self._on_done, primary=True)
        foot.layout().addWidget(self.give_up)
        foot.layout().addWidget(self.do)
        layout.addWidget(foot)
        self.do.setDefault(True)  # heard only by a button that has its dialog
        self._scroll = ScrollingBody(self)
        choice.changed.connect(self._show_ready)
        kit.dresser.dress(self)
        self._show_ready()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that the fields need, as far as the window has it."""
        tokens = self._kit.theme.tokens
        width = max(tokens.size("palette-width"), self._scroll.wanted_width())
        room = self.parentWidget().size() - QSize(0, tokens.size("top-bar"))
        self.resize(QSize(width, self._scroll.wanted_height(width)).boundedTo(room))
        super().showEvent(event)

    def _lacks(self) -> str:
        """The message that says what is missing, "" for nothing."""
        return "" if self.choice.parts() else "preset-needs-field"

    def _show_ready(self) -> None:
        lacks = self._lacks()
        allow(self.do, self._kit.speech.say(lacks) if lacks else "")

    def _on_done(self) -> None:
        raise NotImplementedError

    def _on_failed(self, fault: Fault) -> None:
        say = self._kit.speech.say
        words = " ".join(say(one) for one in (fault.message, fault.remedy) if one)
        self.band.say(self._kit.dresser, "error", words)


class PresetForm(_FieldForm):
    """Makes a preset of what an item says, or changes one."""

    def __init__(self, kit: Kit, parts: Sequence[Part], ticked: Collection[tuple[str, str]],
                 preset: Preset | None = None, *, parent: QWidget) -> None:
        say = kit.speech.say
        self._preset = preset
        self.name = QLineEdit(preset.name if preset else "")
        choice = FieldChoice(kit, parts, ticked, texts=True)
        super().__init__(kit, say("preset-edit") if preset else say("preset-new"), say("preset-explained"),
                         say("preset-save"), choice, parent, self.name)
        self.name.textChanged.connect(lambda _text: self._show_ready())
        self.name.setFocus()

    def _lacks(self) -> str:
        return super()._lacks() or ("" if self.name.text().strip() else "preset-needs-name")

    def _on_done(self) -> None:
        bridge, name, parts = self._kit.bridge, self.name.text(), self.choice.parts()
        known = self._preset.id if self._preset else ""

        def saved(_made: str) -> None:
            bridge.registers_changed.emit()
            self.accept()

        bridge.write(lambda: presets.save(bridge.library, bridge.tagging, name, parts, preset=known), saved,
                     self._on_failed)


class PasteForm(_FieldForm):
    """Asks which of the copied fields are pasted."""

    chosen = Signal(object)
    """The parts (tuple of Part)."""

    def __init__(self, kit: Kit, parts: Sequence[Part], chosen: Sequence[Part], parent: QWidget) -> None:
        say = kit.speech.say
        by_key = {part.key: part for part in chosen}
        shown = [by_key.get(part.key, part) for part in parts]
        super().__init__(kit, say("paste-title"), say("paste-explained"), say("paste-do"),
                         FieldChoice(kit, shown, list(by_key), texts=False), parent)

    def _on_done(self) -> None:
        self.chosen.emit(self.choice.parts())
        self.accept()


def what(kit: Kit, parts: Sequence[Part]) -> str:
    """The names of fields in a row."""
    return ", ".join(dict.fromkeys(kit.speech.say(part.wanted.label) for part in parts))


def counted(parts: Sequence[Part]) -> Message:
    """How many fields there are."""
    return Message("preset-fields", len(parts))
