"""What stopped, at the top of the sync page: questions by their kind, then what was refused or is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame

from ...config.messages import Message
from ...domain.states import State
from ...services import answering, drafts, queueing
from ...services.answering import Answered
from ..kit import Kit
from ..models.deliveries import Delivery, Key, by_wiki
from ..models.thumbnails import Thumbnails
from ..widgets.question_card import QuestionCard, draft_of
from ..widgets.stop_card import DROP, RETRY, StopCard

_CARDS = 12
_STAY = (State.ASKS, State.REFUSED, State.HELD, State.DONE)
"""Nothing of what is in these goes on by itself."""


class Stops(QObject):
    """Keeps the cards of a frame; answers are written through the services."""

    def __init__(
        self, kit: Kit, thumbnails: Thumbnails, frame: QFrame, selected: Callable[[], set[Key]],
    ) -> None:
        super().__init__(frame)
        self._kit, self._thumbnails, self._frame, self._selected = kit, thumbnails, frame, selected
        self._questions: dict[str, QuestionCard] = {}
        self._cards: dict[tuple[Key, State], StopCard] = {}
        self._seen: dict[Key, str] = {}

    def show(self, found: Sequence[Delivery], *, rest_goes_on: bool) -> None:
        """Show the stops among these deliveries. `rest_goes_on` tells whether something is being sent now."""
        kinds: dict[str, list[Delivery]] = {}
        asking: dict[Key, Delivery] = {}
        for one in found:
            if one.state is State.ASKS:
                asking.setdefault(one.key, one)  # Pages of an item that ask are answered one after the other.
        for one in asking.values():
            kinds.setdefault(str((one.question or {}).get("id", "")), []).append(one)
        self._seen = {one.key: one.changed for group in kinds.values() for one in group}
        for kind in [kind for kind in self._questions if kind not in kinds]:
            _remove(self._questions.pop(kind))
        go_on = rest_goes_on and any(one.state not in _STAY for one in found)
        for place, (kind, group) in enumerate(kinds.items()):
            if kind not in self._questions:
                card = self._questions[kind] = QuestionCard(self._kit, self._thumbnails, self._selected, self._frame)
                card.answered.connect(self.answer)
                self._frame.layout().insertWidget(place, card)
            self._questions[kind].show_questions(group, others_go_on=go_on)
        stopped = {(one.key, one.state): one for one in found if one.state in (State.REFUSED, State.HELD)}
        wanted = dict(list(stopped.items())[:_CARDS])
        for key in [key for key in self._cards if key not in wanted]:
            _remove(self._cards.pop(key))
        for key, delivery in wanted.items():
            if key not in self._cards:
                card = self._cards[key] = StopCard(self._kit, delivery, self._frame)
                card.answered.connect(lambda answer, one=delivery.key: self.answer([one], answer))
                self._frame.layout().addWidget(card)

    def retranslate(self) -> None:
        """Have the cards made anew, in the language of now."""
        for card in (*self._questions.values(), *self._cards.values()):
            _remove(card)
        self._questions.clear()
        self._cards.clear()

    def answer(self, keys: Sequence[Key], answer: str) -> None:
        """Store an answer for deliveries, or have them retried or dropped."""
        for wiki, items in by_wiki(keys).items():
            self._answer(wiki, items, answer)

    def _answer(self, wiki: str, ids: list[str], answer: str) -> None:
        bridge = self._kit.bridge
        library, actor = bridge.library, bridge.library.setting("me")
        seen = {item: self._seen[item, wiki] for item in ids if (item, wiki) in self._seen}
        if answer == RETRY and not seen:
            bridge.write(lambda: queueing.retry(library, ids, actor=actor, wiki=wiki))
        elif answer == DROP and not seen:
            bridge.write(lambda: queueing.drop(library, ids, actor=actor, wiki=wiki))
        else:
            bridge.write(lambda: answering.answer(library, ids, answer, actor=actor, seen=seen, wiki=wiki),
                         lambda result: self._on_answered(result, wiki))

    def _on_answered(self, result: Answered, wiki: str) -> None:
        self._kit.bridge.tell(result.changes)
        library = self._kit.bridge.library
        self._kit.bridge.write(lambda: [drafts.keep_form(library, draft_of(item, wiki), {}) for item in result.given])
        if result.missed:
            fault = result.missed[0][1]
            self._kit.bridge.failed.emit(
                Message("question-missed", len(result.given), len(result.missed)), fault.message)


def _remove(card: QFrame) -> None:
    card.hide()
    card.deleteLater()
