"""What an item's page and data on the wiki are not: changed here since, changed there since, or to be decided."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from ...domain.merging import Part
from ...domain.states import State
from ...services import answering, changing, review
from ...services.accounts import Account
from ...services.changing import Later
from ...services.receipts import Finding, findings
from ..kit import Kit
from ..models.deliveries import Delivery, Key, by_wiki, deliveries
from ..models.thumbnails import Thumbnails
from .difference_view import DifferenceView
from .layouts import clear
from .pieces import button, frame, label
from .question_card import QuestionCard


class _Found(NamedTuple):
    """What there is to be said of an item; `parts` are those of `later`."""

    item: str
    asked: list[Delivery]
    later: Later | None
    parts: list[Part]
    findings: list[Finding]


class ChangesView(QWidget):
    """Follows one item; hidden while its wiki has what is here."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._thumbnails = kit, thumbnails
        self._item, self._open = "", False
        outer = frame(gap="3")
        self.setLayout(outer.layout())
        kit.bridge.deliveries_changed.connect(self._load)
        self.hide()

    def show_item(self, item: str) -> None:
        """Show what there is to be said of an item."""
        if item != self._item:
            self._open = False
        self._item = item
        self._load()

    def _load(self) -> None:
        if not self._item:
            self.hide()
            return
        library, lists, item = self._kit.bridge.library, self._kit.bridge.lists, self._item

        def read() -> _Found:
            rows = lists.receipts(item)
            asked = [one for one in deliveries(rows, {}, lists.thumbnails([item])) if one.state is State.ASKS]
            later = changing.later(library, [item]).get(item)
            found = [one for row in rows if row.depends_on is None for one in findings(row.receipt)]
            return _Found(item, asked, later, changing.differences(later) if later else [], found)

        self._kit.bridge.compute(read, self._show)

    def _show(self, found: _Found) -> None:
        if found.item != self._item:
            return
        clear(self.layout())
        say = self._kit.speech.say
        for one in found.findings:
            self.layout().addWidget(self._band(say(one.message)))
        if found.asked:
            card = QuestionCard(self._kit, self._thumbnails, set, self)
            card.answered.connect(self._on_answered)
            card.show_questions(found.asked[:1])
            self.layout().addWidget(card)
        elif found.later is not None:
            self._add_change(found.later, found.parts)
        self.setVisible(bool(found.findings or found.asked or found.later))
        self._kit.dresser.dress(self)

    def _add_change(self, later: Later, parts: list[Part]) -> None:
        say = self._kit.speech.say
        card = frame("card", "5 4 5 4", "3")
        head = frame(gap="3", across=True)
        words = label(say("changes-since", sum(part.is_open for part in parts)), "heading", "strong")
        head.layout().addWidget(words, 1)
        head.layout().addWidget(button(say("changes-hide" if self._open else "changes-show"), self._toggle))
        head.layout().addWidget(button(say("changes-queue"), lambda: self._queue(later)))
        card.layout().addWidget(head)
        card.layout().addWidget(label(say("changes-since-help"), "body", "subtle"))
        if self._open:
            card.layout().addWidget(DifferenceView(self._kit, parts, card, choosing=False))
        self.layout().addWidget(card)

    def _band(self, text: str) -> QWidget:
        band = frame("warning", "4 3 4 3", "2")
        band.layout().addWidget(label(text, "body", "warning"))
        return band

    def _toggle(self) -> None:
        self._open = not self._open
        self._load()

    def _queue(self, later: Later) -> None:
        bridge, file = self._kit.bridge, later.file
        library, actor = bridge.library, bridge.library.setting("me")
        bridge.write(lambda: review.queue(library, [later.item], Account(file.wiki, file.account), actor=actor).changes)

    def _on_answered(self, keys: list[Key], answer: str) -> None:
        bridge = self._kit.bridge
        library, actor = bridge.library, bridge.library.setting("me")
        for wiki, items in by_wiki(keys).items():
            bridge.write(lambda wiki=wiki, items=items: answering.answer(
                library, items, answer, actor=actor, wiki=wiki).changes)
