"""Help while somebody types into the inspector: what variables will be, and what was said before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ...config.messages import Message
from ...domain.checks import is_item_id
from ...domain.fields import Kind
from ...services import resolving
from ...services.resolving import Offer
from ...services.suggesting import Suggestions, said
from ...services.wording import preview
from ..kit import Kit
from ..models.fields import Line
from ..models.values import Vocabulary
from ..widgets.completion import Completion, Offers
from ..widgets.editors import TextEdit
from ..widgets.field_box import FieldBox
from ..widgets.spell_check import SpellCheck
from ..widgets.tokens import TokenEdit

_NEAR = "depicts"
"""The field that things near by are offered for."""


class TypingHelp(QObject):
    """Asks the library beside the window's thread, and tells the box unless it has other text by then."""

    def __init__(self, kit: Kit, parent: QObject, subject: Callable[[], tuple[Sequence[str], Sequence[str]]],
                 vocabulary: Vocabulary) -> None:
        super().__init__(parent)
        self._kit, self._subject, self._vocabulary = kit, subject, vocabulary
        self._suggestions = Suggestions(kit.bridge.library)
        self._box: FieldBox | None = None
        self._things_of: dict[str, FieldBox] = {}
        self._meant: dict[FieldBox, str] = {}
        self._asked: tuple[str, ...] = ()
        kit.bridge.items_changed.connect(lambda _ids: self._suggestions.forget())
        kit.bridge.registers_changed.connect(self._suggestions.forget_terms)

    def _titled(self) -> str:
        """The language of titles: the one that the activity's captions are written in first."""
        return next(iter(self._subject()[1]), self._kit.speech.language)

    def follow(self, box: FieldBox) -> None:
        """Help with a box."""
        box.preview_wanted.connect(lambda line, text: self._preview(box, line, text))
        if isinstance(box.editor, TextEdit) and box.line.field.is_prose:
            Completion(self._kit, box.editor, lambda text, then: self._suggest(box.line, text, then),
                       asks_empty=bool(box.line.lang))
        if isinstance(box.editor, TextEdit) and (box.line.lang or box.line.field.kind is Kind.TITLE):
            SpellCheck(self._kit, box.editor, lambda: box.line.lang or self._titled()).found.connect(box.show_misspelt)
        if box.line.field.kind is Kind.ENTITY:
            edit = box.editor.edit if isinstance(box.editor, TokenEdit) else box.editor
            Completion(self._kit, edit, lambda text, then: self._things(box.line, text, then), box.take)
            self._things_of[box.line.field.id] = box
        if box.line.field.id == _NEAR:
            self._box = box
        box.near.taken.connect(lambda value: self._take(box, value))

    def offer_near(self) -> None:
        """Offer what is known near to the photographs that are shown, until they depict something."""
        ids, box, languages = self._subject()[0], self._box, [self._kit.speech.language]
        if box is None or not isValid(box):
            return
        if not ids or box.line.tokens:
            self._asked = ()
            if box not in self._meant:
                box.near.offer(())
            return
        if tuple(ids) != self._asked:
            box.near.offer(())  # at once: a digit must not take what was near to others
        self._asked = tuple(ids)
        item = ids[0]

        def told(found: Offers) -> None:
            if isValid(box) and tuple(self._subject()[0]) == tuple(ids) and not box.line.tokens:
                box.near.offer(found)

        self._kit.bridge.compute(lambda: self._suggestions.things(_NEAR, "", item, languages), told)

    def offer_meant(self) -> None:
        """Offer what was found for the texts that stand in the place of things; each field asks for its first one."""
        lists, languages = self._kit.bridge.lists, [self._kit.speech.language]
        self._meant = {box: text for box, text in self._meant.items() if isValid(box)}
        for box in [box for box in self._things_of.values() if isValid(box)]:
            texts = tuple(text for text in _texts(box.line) if not is_item_id(text))
            if texts:
                self._kit.bridge.compute(lambda box=box, texts=texts: (
                    box, texts, lists.offers(texts, languages)), self._on_meant)
            elif self._meant.pop(box, ""):
                box.near.offer(())

    def _on_meant(self, told: tuple[FieldBox, tuple[str, ...], list[Offer]]) -> None:
        box, texts, found = told
        if not isValid(box) or tuple(text for text in _texts(box.line) if not is_item_id(text)) != texts:
            return
        first = [offer for offer in found if offer.text == found[0].text]
        if not first:
            if self._meant.pop(box, ""):
                box.near.offer(())
            return
        self._meant[box] = first[0].text
        key = "panel-meant-exactly" if first[0].exact else "panel-meant"
        box.near.offer([(said(offer.thing), offer.thing.id) for offer in first], Message(key, first[0].text))

    def take_near(self, digit: int) -> bool:
        """Take what is offered under a digit at the field that the keyboard is in, else at the first that offers
        something; whether there is such a thing."""
        boxes = [box for box in dict.fromkeys([*self._meant, self._box]) if box is not None and isValid(box)
                 and box.near.isVisible() and 0 < digit <= len(box.near.things)]
        focused = QApplication.focusWidget()
        boxes.sort(key=lambda box: not (focused is not None and box.isAncestorOf(focused)))
        if not boxes:
            return False
        self._take(boxes[0], boxes[0].near.things[digit - 1][1])
        return True

    def _take(self, box: FieldBox, thing: str) -> None:
        """Have a thing: in the place of the text that it was found for, else as one more."""
        text = self._meant.pop(box, "")
        box.near.offer(())
        if not text:
            box.take(thing)
            return
        library, tagging, field = self._kit.bridge.library, self._kit.bridge.tagging, box.line.field.id
        self._kit.bridge.write(lambda: resolving.settle(library, tagging, field, text, thing))

    def _preview(self, box: FieldBox, line: Line, text: str) -> None:
        database, ids = self._kit.bridge.library.database, list(self._subject()[0])

        def told(said: Message) -> None:
            if isValid(box):
                box.show_preview(text, said)

        if ids:
            self._kit.bridge.compute(lambda: preview(database, ids, line.field, text, line.lang), told)

    def _suggest(self, line: Line, text: str, then: Callable[[Offers], None]) -> None:
        ids = self._subject()[0]
        if ids:
            item = ids[0]
            self._kit.bridge.compute(
                lambda: [(one, one) for one in self._suggestions.offered(line.field.id, line.lang, text, item)], then)

    def _things(self, line: Line, text: str, then: Callable[[Offers], None]) -> None:
        ids, languages = self._subject()[0], [self._kit.speech.language]
        if ids:
            item = ids[0]
            self._kit.bridge.compute(lambda: self._suggestions.things(line.field.id, text, item, languages), then)


def _texts(line: Line) -> list[str]:
    """The values that a line shows of its items."""
    return [token.text for token in line.tokens] if line.field.many else [line.text] if line.text else []
