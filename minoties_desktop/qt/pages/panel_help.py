"""Help while somebody types into the inspector: what variables will be, and what was said before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from shiboken6 import isValid

from ...config.messages import Message
from ...domain.fields import Kind
from ...services.suggesting import Suggestions
from ...services.wording import preview
from ..kit import Kit
from ..models.fields import Line
from ..models.values import Vocabulary
from ..widgets.completion import Completion, Offers
from ..widgets.editors import TextEdit
from ..widgets.field_box import FieldBox
from ..widgets.tokens import TokenEdit

_NEAR = "depicts"
"""The field that things near by are offered for."""


class TypingHelp(QObject):
    """Asks the library beside the window's thread, and tells the box unless it has other text by then."""

    def __init__(self, kit: Kit, parent: QObject, ids: Callable[[], Sequence[str]], vocabulary: Vocabulary) -> None:
        super().__init__(parent)
        self._kit, self._ids, self._vocabulary = kit, ids, vocabulary
        self._suggestions = Suggestions(kit.bridge.library)
        self._box: FieldBox | None = None
        self._asked: tuple[str, ...] = ()
        kit.bridge.items_changed.connect(lambda _ids: self._suggestions.forget())

    def follow(self, box: FieldBox) -> None:
        """Help with a box."""
        box.preview_wanted.connect(lambda line, text: self._preview(box, line, text))
        if isinstance(box.editor, TextEdit) and box.line.field.is_prose:
            Completion(self._kit, box.editor, lambda text, then: self._suggest(box.line, text, then))
        if box.line.field.kind is Kind.ENTITY:
            edit = box.editor.edit if isinstance(box.editor, TokenEdit) else box.editor
            Completion(self._kit, edit, lambda text, then: self._things(box.line, text, then), box.take)
        if box.line.field.id == _NEAR:
            box.near.taken.connect(box.take)
            self._box = box

    def offer_near(self) -> None:
        """Offer what is known near to the photographs that are shown, until they depict something."""
        ids, box, languages = self._ids(), self._box, [self._kit.speech.language]
        if box is None or not isValid(box):
            return
        if not ids or box.line.tokens:
            self._asked = ()
            box.near.offer(())
            return
        if tuple(ids) != self._asked:
            box.near.offer(())  # at once: a digit must not take what was near to others
        self._asked = tuple(ids)
        item = ids[0]

        def told(found: Offers) -> None:
            if isValid(box) and tuple(self._ids()) == tuple(ids) and not box.line.tokens:
                box.near.offer(found)

        self._kit.bridge.compute(lambda: self._suggestions.things(_NEAR, "", item, languages), told)

    def take_near(self, digit: int) -> bool:
        """Take what is offered under a digit; whether there is such a thing."""
        box = self._box
        if box is None or not isValid(box) or not 0 < digit <= len(box.near.things) or not box.near.isVisible():
            return False
        thing = box.near.things[digit - 1][1]
        box.near.offer(())
        box.take(thing)
        return True

    def _preview(self, box: FieldBox, line: Line, text: str) -> None:
        database, ids = self._kit.bridge.library.database, list(self._ids())

        def told(said: Message) -> None:
            if isValid(box):
                box.show_preview(text, said)

        if ids:
            self._kit.bridge.compute(lambda: preview(database, ids, line.field, text, line.lang), told)

    def _suggest(self, line: Line, text: str, then: Callable[[Offers], None]) -> None:
        ids = self._ids()
        if ids:
            item = ids[0]
            self._kit.bridge.compute(
                lambda: [(one, one) for one in self._suggestions.offered(line.field.id, line.lang, text, item)], then)

    def _things(self, line: Line, text: str, then: Callable[[Offers], None]) -> None:
        ids, languages = self._ids(), [self._kit.speech.language]
        if ids:
            item = ids[0]
            self._kit.bridge.compute(lambda: self._suggestions.things(line.field.id, text, item, languages), then)
