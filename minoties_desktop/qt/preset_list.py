"""The short list of presets: a digit, or some letters and Enter, gives one to the selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ..domain.presets import Preset
from .findables import Findable
from .kit import Kit
from .pages.preset_form import what
from .palette import Palette

_DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)


class PresetList(Palette):
    """Lists the presets; the first nine have digits."""

    def __init__(self, kit: Kit, known: Sequence[Preset], apply: Callable[[Preset], object],
                 edit: Callable[[], object], parent: QWidget) -> None:
        say = kit.speech.say
        self._digits = [lambda one=one: apply(one) for one in known[:len(_DIGITS)]]
        found = [Findable(one.name, what(kit, one.parts), "bookmark", lambda one=one: apply(one),
                          str(place) if place <= len(_DIGITS) else "") for place, one in enumerate(known, 1)]
        found.append(Findable(say("deed-show-presets"), "", "edit", edit))
        super().__init__(kit, found, lambda _words: [], parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("deed-apply-preset"))
        for widget in (self.edit, self.list):
            widget.setAccessibleName(say("deed-apply-preset"))
        self.edit.setPlaceholderText(say("preset-find"))

    def _on_typed(self, words: str) -> None:
        """In the order of their digits as long as nothing is looked for."""
        if words.strip():
            super()._on_typed(words)
        else:
            self._show(self._known)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit before any letter is an answer."""
        if (event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.edit.text()
                and event.key() in _DIGITS and event.key() - _DIGITS.start < len(self._digits)):
            do = self._digits[event.key() - _DIGITS.start]
            self.reject()
            do()
            return True
        return super().eventFilter(watched, event)
