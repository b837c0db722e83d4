"""A question of deliveries, all of one kind in one card: what is asked, both files, the answers and what they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...domain import naming, variables
from ...domain.merging import Part
from ...domain.sites import PRACTICE
from ...services import comparing, drafts
from ...services.comparing import Pair
from ..kit import Kit
from ..looks import DELIVERY
from ..models.deliveries import Delivery, Key
from ..models.thumbnails import Thumbnails
from ..reasons import allow
from ..theme import mark
from .combo import Combo
from .difference_view import DifferenceView
from .layouts import Column, clear, stack
from .pair_view import PairView

RENAME, DROP, PARTS = "rename", "drop", "parts"
_ANSWERS = 5  # that have keys: those of all that is offered with a digit
_TYPING_MS, _KEEPING_MS = 800, 300
_AGAIN_MS, _SELDOM_MS = 10_000, 160_000
"""Until a picture that could not be had is asked for again: at first, and at most."""


def draft_of(item: str, wiki: str) -> str:
    """The form of which what is typed for an item's question is the draft, until it is answered."""
    return f"answer {item} {wiki}" if wiki == PRACTICE else f"answer {item}"


class QuestionCard(QFrame):
    """Shows one question of a kind at a time; its answer counts for it, for all of the kind, or for the selected."""

    answered = Signal(list, str)
    """The keys of deliveries, and the answer for all of them."""

    def __init__(
        self, kit: Kit, thumbnails: Thumbnails, selected: Callable[[], set[Key]], parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit, self._thumbnails, self._selected = kit, thumbnails, selected
        self._group: list[Delivery] = []
        self._others_go_on = True
        self._place = 0
        self._shown: tuple[object, ...] = ()
        self._name: QLineEdit | None = None
        self._difference: DifferenceView | None = None
        self._buttons: list[QPushButton] = []
        self._free = QTimer(self)
        self._free.setSingleShot(True)
        self._free.setInterval(_TYPING_MS)
        self._free.timeout.connect(self._look_up)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEPING_MS)
        self._keep.timeout.connect(self._on_typed)
        self.setProperty("band", "question")
        self.setProperty("margins", "5 4 5 4")
        self.setProperty("gap", "3")
        layout = QVBoxLayout(self)
        layout.addWidget(self._make_head())
        self._remedy = self._label("", "body", "subtle")
        layout.addWidget(self._remedy)
        self._body = QFrame(self)
        self._body.setProperty("gap", "5")
        QHBoxLayout(self._body).setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self._keys = [QShortcut(self) for _ in range(_ANSWERS)]
        for place, keys in enumerate(self._keys):
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda place=place: self._press(place))
        self._take_keys()
        kit.keys.changed.connect(self._take_keys)

    def _take_keys(self) -> None:
        """Hear the keys of what is offered with a digit."""
        for number, keys in enumerate(self._keys, 1):
            keys.setKeys([QKeySequence(key) for key in self._kit.keys.of(f"add-{number}")])

    def _make_head(self) -> QFrame:
        say = self._kit.speech.say
        self._head, words, place = QFrame(self), QFrame(self), QFrame(self)
        for part in (self._head, words, place):
            QHBoxLayout(part).setContentsMargins(0, 0, 0, 0)
            part.setProperty("gap", "3")
        look = DELIVERY["asks"]
        sign = QLabel(self)
        sign.setProperty("iconName", look.icon)
        sign.setProperty("iconLength", "icon-large")
        sign.setProperty("tint", look.colour)
        self._text = self._label("", "heading", "strong")
        self._count = self._label("", "small", "subtle")
        self._count.setWordWrap(False)
        words.layout().addWidget(sign)
        words.layout().addWidget(self._text, 1)
        place.layout().addWidget(self._count)
        self._head.layout().addWidget(words, 1)
        self._head.layout().addWidget(place)
        self._steps = []
        for key, icon, step in (("question-previous", "previous", -1), ("question-next", "next", 1)):
            button = QToolButton(self)
            button.setProperty("iconName", icon)
            button.setAccessibleName(say(key))
            button.setToolTip(say(key))
            button.clicked.connect(lambda _checked=False, step=step: self._step(step))
            place.layout().addWidget(button)
            self._steps.append(button)
        return self._head

    @property
    def delivery(self) -> Delivery:
        """The delivery whose question is shown."""
        return self._group[self._place]

    def show_questions(self, group: Sequence[Delivery], *, others_go_on: bool = True) -> None:
        """Show these, all of one kind; what is being typed stays while its question does. `others_go_on` tells
        whether there is a rest that needs nobody."""
        self._others_go_on = others_go_on
        current = self.delivery.key if self._group else None
        self._group = list(group)
        self._place = next((place for place, one in enumerate(group) if one.key == current),
                           min(self._place, len(group) - 1))
        self._show()

    def _on_typed(self) -> None:
        if self._name is not None:
            library, form, text = self._kit.bridge.library, draft_of(*self.delivery.key), self._name.text()
            self._kit.bridge.write(lambda: drafts.keep_form(library, form, {"name": text}))

    def _step(self, step: int) -> None:
        if self._keep.isActive():
            self._keep.stop()
            self._on_typed()
        self._place = (self._place + step) % len(self._group)
        self._show()

    def _show(self) -> None:
        say, one = self._kit.speech.say, self.delivery
        several = len(self._group) > 1
        rest = say("question-others-go-on") if self._others_go_on else ""
        place = say("question-place", self._place + 1, len(self._group)) if several else ""
        self._count.setText(". ".join(part for part in (place, rest) if part))
        self._count.setVisible(bool(place or rest))
        for button in self._steps:
            button.setVisible(several)
        shown = (*one.key, one.changed, several, bool(self._selected()))
        if shown == self._shown:
            self._offer_scopes()
            return
        self._shown = shown
        self._text.setText(say(one.message) if one.message else one.title)
        self.setAccessibleName(self._text.text())
        self._remedy.setText(say(one.remedy) if one.remedy else "")
        self._remedy.setVisible(one.remedy is not None)
        clear(self._body.layout())
        self._name = self._difference = None
        self._buttons = []
        self._add_facts(one)
        self._body.layout().addWidget(self._answers(one), 2)
        if self._body.layout().count() == 1:
            self._body.layout().addStretch(1)
        self._offer_scopes()
        self._kit.dresser.dress(self)
        self._stack()

    def _add_facts(self, one: Delivery) -> None:
        question = one.question or {}
        if parts := (question.get("details") or {}).get("parts"):
            self._difference = DifferenceView(self._kit, [Part(*part) for part in parts], self._body)
            self._body.layout().addWidget(self._difference, 5)
        elif comparing.other_title(question):
            view = PairView(self._kit, self._thumbnails, self._body)
            self._body.layout().addWidget(view, 5)
            library, key = self._kit.bridge.library, one.key
            self._kit.bridge.compute(lambda: comparing.pair(library, *key), lambda pair: self._on_pair(view, one, pair))

    def _on_pair(self, view: PairView, one: Delivery, pair: Pair | None) -> None:
        if pair is None or not self._is_shown(view, one):
            return
        lacks = pair.theirs is None or pair.theirs.picture is None
        view.show_pair(pair, is_asking=lacks)
        if lacks:
            self._ask(view, one, _AGAIN_MS)

    def _ask(self, view: PairView, one: Delivery, again: int) -> None:
        """Ask the wiki for its picture; where it can't be had, again in so many milliseconds, ever more seldom."""
        library, key = self._kit.bridge.library, one.key

        def told(found: Pair | None) -> None:
            if found is None or not self._is_shown(view, one):
                return
            view.show_pair(found, is_asking=False)
            if found.theirs is None or found.theirs.picture is None:
                QTimer.singleShot(again, view, lambda: self._ask_again(view, one, again))

        self._kit.bridge.compute(lambda: comparing.fetch(library, *key), told)

    def _ask_again(self, view: PairView, one: Delivery, again: int) -> None:
        if self._is_shown(view, one):
            self._ask(view, one, min(2 * again, _SELDOM_MS))

    def _is_shown(self, view: PairView, one: Delivery) -> bool:
        return bool(self._group) and self.delivery.key == one.key and view in self._body.findChildren(PairView)

    # Answers

    def _answers(self, one: Delivery) -> QFrame:
        say = self._kit.speech.say
        frame = QFrame(self._body)
        frame.setProperty("gap", "2")
        frame.setProperty("maxWidth", "dialog")
        column = Column(frame)
        column.setContentsMargins(0, 0, 0, 0)
        self._scope = Combo(frame)
        self._scope.setAccessibleName(say("question-scope"))
        self._scope.setProperty("minHeight", "field")
        self._scope.currentIndexChanged.connect(lambda _index: self._on_name_changed())
        column.addWidget(self._scope)
        choices = [choice for choice in one.choices if choice != PARTS or self._difference]
        if self._difference:
            choices = [PARTS, *(choice for choice in choices if choice not in (PARTS, "merge", "ours"))]
        if RENAME in choices:
            self._add_name(column, one)
        for number, choice in enumerate([*choices, DROP]):
            self._add_answer(column, one, choice, primary=number == 0)
        column.addStretch(1)
        self._on_name_changed()
        return frame

    def _add_answer(self, column: QVBoxLayout, one: Delivery, choice: str, *, primary: bool) -> None:
        say, kind = self._kit.speech.say, str((one.question or {}).get("id", ""))
        button = QPushButton(say(f"sync-choice-{choice}"), self)
        button.setProperty("textStyle", "strong")
        button.setProperty("minHeight", "button")
        if primary:
            button.setProperty("primary", True)
        number, does = len(self._buttons) + 1, self._consequence(kind, choice)
        keys = self._kit.keys.native(f"add-{number}") if number <= _ANSWERS else ""
        button.setToolTip(f"{does} ({keys})" if keys else does)
        button.setAccessibleDescription(does)
        button.clicked.connect(lambda: self._on_chosen(choice))
        column.addWidget(button)
        if choice == RENAME:
            self._publish = button
        self._buttons.append(button)
        column.addWidget(self._label(does, "small", "subtle"))

    def _consequence(self, kind: str, choice: str) -> str:
        say = self._kit.speech.say
        if choice == "accept":
            return say(f"consequence-accept-{kind}")
        if choice == RENAME and self.delivery.is_stashed:
            return say("consequence-rename-stashed")
        return say(f"consequence-{choice}")

    def _add_name(self, column: QVBoxLayout, one: Delivery) -> None:
        say = self._kit.speech.say
        line = QHBoxLayout()
        label = self._label(say("sync-new-name"), "strong", "")
        self._left = self._label("", "small", "subtle")
        self._left.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        line.addWidget(label)
        line.addWidget(self._left, 1)
        column.addLayout(line)
        typed = drafts.form(self._kit.bridge.library, draft_of(*one.key)).get("name")
        self._name = QLineEdit(str(typed or one.title.rpartition(".")[0]), self)
        self._name.textEdited.connect(lambda _text: self._keep.start())
        self._name.setProperty("minHeight", "field")
        label.setBuddy(self._name)
        self._hint = self._label("", "small", "subtle")
        column.addWidget(self._name)
        column.addWidget(self._hint)
        self._name.textChanged.connect(lambda _text: self._on_name_changed())
        self._name.returnPressed.connect(lambda: self._publish.click())

    def _offer_scopes(self) -> None:
        say, chosen = self._kit.speech.say, [one for one in self._group if one.key in self._selected()]
        scopes = [("one", 1)]
        if len(self._group) > 1:
            scopes.append(("kind", len(self._group)))
        if len(chosen) > 1 and len(chosen) < len(self._group):
            scopes.append(("selected", len(chosen)))
        before = self._scope.currentData()
        if [self._scope.itemData(place) for place in range(self._scope.count())] != [name for name, _ in scopes]:
            self._scope.clear()
            for name, count in scopes:
                self._scope.addItem(say(f"question-scope-{name}", count), name)
            self._scope.setCurrentIndex(max(0, self._scope.findData(before)))
        self._scope.setVisible(len(scopes) > 1)

    def _keys_meant(self) -> list[Key]:
        match self._scope.currentData():
            case "kind":
                return [one.key for one in self._group]
            case "selected":
                return [one.key for one in self._group if one.key in self._selected()]
        return [self.delivery.key]

    def _on_name_changed(self) -> None:
        if self._name is None or not self._buttons:
            return
        say, text = self._kit.speech.say, self._name.text()
        stem, _, extension = self.delivery.title.rpartition(".")
        mark(self._hint, ink="subtle")
        several = len(self._keys_meant()) > 1
        pattern = text if variables.counts(text) or not several else f"{text} {{seq:02}}"
        example = naming.normal(variables.numbered(pattern, 1))
        left = naming.BYTES - naming.size(example, extension)
        self._left.setText(say("panel-bytes-left", left))
        problem = next((one for one in naming.problems(example, extension) if one.blocks), None)
        same = example == naming.normal(stem)
        self._hint.setText(say(problem.message) if problem and text.strip() and not same else
                           say("question-counted", f"{example}.{extension}") if several else
                           say("question-name-fit") if not same and not problem else "")
        allow(self._publish, say("question-same-name") if same else say(problem.message) if problem else "")
        self._free.stop()
        if not several and not same and not problem:
            self._free.start()

    def _look_up(self) -> None:
        """Ask whether the name is free, once nobody types."""
        if self._name is None or not self._publish.isEnabled():
            return
        library, (item, wiki), stem = self._kit.bridge.library, self.delivery.key, self._name.text()
        self._kit.bridge.compute(lambda: (stem, comparing.is_free(library, item, stem, wiki)), self._on_looked_up)

    def _on_looked_up(self, found: tuple[str, bool | None]) -> None:
        stem, free = found
        if self._name is None or self._name.text() != stem or free is None:
            return
        self._hint.setText(self._kit.speech.say("question-name-free" if free else "question-name-taken"))
        mark(self._hint, ink="success" if free else "error")

    def _press(self, number: int) -> None:
        if number < len(self._buttons):
            self._buttons[number].click()

    def _on_chosen(self, choice: str) -> None:
        answer = choice
        self._keep.stop()
        if choice == RENAME and self._name:
            answer = f"{RENAME}={self._name.text().strip()}"
        elif choice == PARTS and self._difference:
            # Parts are those of one text; what counts for several is what stands by default.
            answer = f"{PARTS}={','.join(self._difference.sides)}" if len(self._keys_meant()) == 1 else "merge"
        self.answered.emit(self._keys_meant(), answer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack what does not fit side by side."""
        super().resizeEvent(event)
        self._stack()

    def _stack(self) -> None:
        narrow = self.width() < self._kit.theme.tokens.size("stack-below")
        stack(self._head, narrow)
        stack(self._body, narrow)

    def _label(self, text: str, style: str, ink: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("textStyle", style)
        if ink:
            label.setProperty("ink", ink)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label
