"""Below the page: the file's name and its bytes, what is missing, the data as statements, what is inherited."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from ...domain import naming
from ...domain.fields import FIELDS, Field
from ...domain.item import Described
from ...services.review import Preview
from ..kit import Kit
from ..looks import SEVERITY
from ..models.values import Vocabulary
from ..widgets.layouts import clear, stack
from ..widgets.pieces import button, frame, icon, label

_STATUS = "P6216"
_STATUSES = ("Q50423863", "Q88088423", "Q19652")


class ReviewFacts(QFrame):
    """Two columns of cards, or one where there is little room. `mend` goes to a field (id)."""

    def __init__(self, kit: Kit, vocabulary: Vocabulary, mend: Callable[[str], object],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._vocabulary, self._mend = kit, vocabulary, mend
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setProperty("gap", "4")
        self._left, self._right = frame(gap="4"), frame(gap="4")
        layout.addWidget(self._left, 1)
        layout.addWidget(self._right, 1)

    def show_item(self, preview: Preview, described: Described, row: Mapping[str, Any], *, ids: bool) -> None:
        """Show what belongs to an item beside its page; with `ids`, statements show the ids that are sent."""
        clear(self._left.layout())
        clear(self._right.layout())
        self._name(preview)
        self._missing(preview)
        self._sent(row)
        self._statements(preview, described, ids=ids)
        self._inherited(described)
        for side in (self._left, self._right):
            side.layout().addStretch(1)
        self._kit.dresser.dress(self)
        self.arrange()

    def arrange(self) -> None:
        """Put the columns beside each other if there is room."""
        stack(self, self.width() < self._kit.theme.tokens.size("stack-below"))

    def _card(self, side: QFrame, heading: str) -> QFrame:
        card = frame("card", "5 4 5 4", "2")
        card.layout().addWidget(label(heading, "strong", "strong"))
        side.layout().addWidget(card)
        return card

    def _name(self, preview: Preview) -> None:
        say = self._kit.speech.say
        card = self._card(self._left, say("review-name"))
        stem, _, extension = preview.title.rpartition(".")
        used = naming.size(stem, extension)
        card.layout().addWidget(label(stem or say("review-none"), "body"))
        bar = QProgressBar()
        bar.setRange(0, naming.BYTES)
        bar.setValue(min(used, naming.BYTES))
        bar.setTextVisible(False)
        card.layout().addWidget(bar)
        card.layout().addWidget(label(say("review-bytes", used, naming.BYTES, naming.BYTES - used), "small", "subtle"))

    def _missing(self, preview: Preview) -> None:
        say = self._kit.speech.say
        card = self._card(self._left, say("review-missing"))
        if not any(problem.blocks for problem in preview.problems):
            self._line(card, "check", "success", say("review-nothing-blocks"))
        for problem in preview.problems:
            look = SEVERITY["blocks" if problem.blocks else "advises"]
            line = self._line(card, look.icon, look.colour, say(problem.message))
            if problem.field:
                mend = button(say("review-mend"), lambda field=problem.field: self._mend(field), small=True)
                mend.setAccessibleDescription(say(problem.message))
                line.layout().addWidget(mend)

    def _sent(self, row: Mapping[str, Any]) -> None:
        say = self._kit.speech.say
        card = self._card(self._left, say("review-sent"))
        if row.get("file_id"):
            card.layout().addWidget(label(say("review-sent-file", row["name"], self._kit.megabytes(row["size"]))))
        card.layout().addWidget(label(say("review-sent-note"), "small", "subtle"))

    def _statements(self, preview: Preview, described: Described, *, ids: bool) -> None:
        say = self._kit.speech.say
        card = self._card(self._right, say("review-statements", len(preview.claims)))
        for claim in preview.claims:
            self._pair(card, *self._claim(claim, described, ids=ids))
        if not preview.claims:
            card.layout().addWidget(label(say("review-none"), "body", "subtle"))

    def _inherited(self, described: Described) -> None:
        say = self._kit.speech.say
        found = [(field, value) for field in FIELDS if not field.private for value in described.all(field.id)
                 if value.origin != "own"]
        if not found:
            return
        card = self._card(self._right, say("review-inherited"))
        for field, value in found:
            words = self._vocabulary.read(field, value.text)
            self._pair(card, say(field.label), say("review-from", words, say(f"origin-{value.origin}")), "link")

    def _claim(self, claim: dict[str, Any], described: Described, *, ids: bool) -> tuple[str, str]:
        """A statement in words; with `ids`, with the ids that are sent."""
        say, name = self._kit.speech.say, str(claim.get("mainsnak", {}).get("property", ""))
        field = next((field for field in FIELDS if field.statement == name), None)
        value = _value(claim)
        if name == _STATUS:
            words, title = say(f"review-status-{value.lower()}") if value in _STATUSES else value, say("review-status")
        elif field is None:
            words, title = value, name
        else:
            words, title = self._known(field, described, value), say(field.label)
        if not ids:
            return title, words
        return (title if title == name else f"{title} ({name})", words if words == value else f"{words} ({value})")

    def _known(self, field: Field, described: Described, value: str) -> str:
        """What a person calls a value: the word for it, else that of the item's only value in the field."""
        found = [one.text for one in described.all(field.id)]
        if len(found) == 1 and not field.many:
            return self._vocabulary.read(field, found[0])
        return self._vocabulary.read(field, value)

    def _pair(self, card: QFrame, name: str, value: str, mark: str = "") -> None:
        line = frame(gap="3", across=True)
        line.layout().addWidget(label(name, "body", "subtle"), 2)
        if mark:
            line.layout().addWidget(icon(mark, "text-subtle", "icon-small"))
        line.layout().addWidget(label(value), 3)
        card.layout().addWidget(line)

    def _line(self, card: QFrame, name: str, tint: str, text: str) -> QFrame:
        line = frame(gap="3", across=True)
        line.layout().addWidget(icon(name, tint))
        line.layout().addWidget(label(text), 1)
        card.layout().addWidget(line)
        return line


def _value(claim: dict[str, Any]) -> str:
    snak = claim.get("mainsnak", {})
    value: Any = snak.get("datavalue", {}).get("value", snak.get("snaktype", ""))
    if isinstance(value, dict):
        moment = str(value.get("time", "")).lstrip("+").partition("T")[0]
        place: Sequence[str] = [f"{value[name]:.6f}" for name in ("latitude", "longitude") if name in value]
        value = value.get("id") or value.get("text") or moment or ", ".join(place) or value.get("amount", "")
    return str(value)
