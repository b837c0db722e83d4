"""Fields whose last text goes on to the next photograph, until somebody switches that off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from ...domain.fields import BY_ID
from ...domain.presets import Part
from ..models.fields import Line, Stand
from ..widgets.field_box import FieldBox


class Sticky(QObject):
    """Knows which lines go on, and what was given last in them."""

    def __init__(self, parent: QObject, boxes: Callable[[], Iterable[FieldBox]]) -> None:
        super().__init__(parent)
        self._boxes = boxes
        QApplication.instance().focusChanged.connect(self._on_focus_changed)
        self._given: dict[tuple[str, str], tuple[str, ...]] = {}
        self._fresh: set[tuple[str, str]] = set()
        self._last: dict[tuple[str, str], tuple[str, ...]] = {}

    def __contains__(self, key: tuple[str, str]) -> bool:
        return key in self._given

    def toggle(self, line: Line) -> None:
        """Have a line go on, with what it says now, or no longer."""
        if line.key in self._given:
            del self._given[line.key]
        else:
            self._given[line.key] = self._last.get(line.key) or self._own(line)
        self.show()

    @staticmethod
    def _own(line: Line) -> tuple[str, ...]:
        tokens = tuple(token.text for token in line.tokens if not token.inherited)
        return tokens or ((line.text,) if line.text and line.stand is Stand.OWN else ())

    def follow(self, box: FieldBox) -> None:
        """Hear what is given in a box."""
        box.stick_wanted.connect(self.toggle)
        box.replaced.connect(self.replaced)
        box.added.connect(self.added)

    def show(self) -> None:
        """Show which boxes go on."""
        focused = QApplication.focusWidget()
        for box in self._boxes():
            box.show_sticky(on=box.line.key in self, here=focused is not None and box.isAncestorOf(focused))

    def _on_focus_changed(self) -> None:
        self.show()

    def begin(self) -> None:
        """Other photographs: the first token that is added there begins a new list."""
        self._fresh = set(self._given)
        self._last.clear()

    def replaced(self, line: Line, texts: Sequence[str]) -> None:
        """These texts were given in a line."""
        self._last[line.key] = tuple(texts)
        if line.key in self._given:
            self._given[line.key] = tuple(texts)

    def added(self, line: Line, text: str) -> None:
        """A text was added in a line."""
        self._last[line.key] = (*(self._last.get(line.key) or self._own(line)), text)
        if line.key in self._given:
            known = () if line.key in self._fresh else self._given[line.key]
            self._fresh.discard(line.key)
            self._given[line.key] = (*known, text)

    def parts(self) -> tuple[Part, ...]:
        """What goes on now."""
        return tuple(Part(name, lang, texts, BY_ID[name].many) for (name, lang), texts in self._given.items() if texts)
