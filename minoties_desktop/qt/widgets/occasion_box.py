"""More of an activity: until when, with whom, what it is a part of; folded away until it is wanted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from ...domain import dates
from ...services import suggesting
from ..kit import Kit
from ..sorting import in_order
from .combo import Combo
from .completion import Completion, Offers
from .pieces import button, frame, label

LINES = ("ends", "embargo", "communities", "programme", "category", "event_page")
_COMMUNITIES = "communities"
_GIVEN = ("embargo", _COMMUNITIES)
"""Lines that are no columns of the activity, but what it gives to its items."""
_BETWEEN = " | "


class OccasionBox(QFrame):
    """Lines, an agreement, a residency, and a tick for each participant."""

    grown = Signal()
    """It takes more or less room now."""

    def __init__(self, kit: Kit, row: Mapping[str, Any], given: Mapping[str, Sequence[str]],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._row = kit, row
        say, lists = kit.speech.say, kit.bridge.lists
        self.setProperty("gap", "3")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.more = button(say("activity-form-more"), self._unfold, link=True)
        self.more.setProperty("iconName", "expand")
        layout.addWidget(self.more)
        self._body = frame(gap="3")
        layout.addWidget(self._body)
        self.lines = {name: QLineEdit(self) for name in LINES}
        self.agreement, self.parent_of = Combo(self), Combo(self)
        self.agreement.addItem(say("activity-form-agreement-any"), "")
        houses = {one["id"]: one["name"] for one in lists.register("institution")}
        for one in lists.register("agreement"):
            self.agreement.addItem(f"{one['title']} ({houses.get(one['institution'], '')})", one["id"])
        self.parent_of.addItem(say("activity-form-parent-none"), "")
        for one in in_order(lists.register("activity"), lambda found: found["title"], kit.speech.locale):
            if one["kind"] == "residency" and one["id"] != row.get("id"):
                self.parent_of.addItem(one["title"], one["id"])
        for name, editor in (("ends", self.lines["ends"]), ("agreement", self.agreement), ("parent", self.parent_of),
                             *((name, self.lines[name]) for name in LINES[1:])):
            words = label(say(f"activity-form-{name.replace('_', '-')}"), "strong")
            editor.setObjectName(f"occasion-{name}")
            editor.setProperty("minHeight", "field")
            editor.setAccessibleName(words.text())
            words.setBuddy(editor)
            for one in (words, editor):
                self._body.layout().addWidget(one)
        self._people()
        self._named: dict[str, str] = {}
        Completion(kit, self.lines[_COMMUNITIES], self._ask, self._take)
        self._fill(given)
        self.unfold_if_used()

    def _people(self) -> None:
        self._ticks: dict[str, QCheckBox] = {}
        box, lists = frame(gap="1"), self._kit.bridge.lists
        for one in in_order(lists.register("contributor"), lambda found: found["name"], self._kit.speech.locale):
            tick = QCheckBox(one["name"])
            tick.setObjectName(f"occasion-participant-{one['id']}")
            self._ticks[one["id"]] = tick
            box.layout().addWidget(tick)
        if self._ticks:
            words = label(self._kit.speech.say("activity-form-participants"), "strong")
            words.setBuddy(next(iter(self._ticks.values())))
            for one in (words, box):
                self._body.layout().addWidget(one)

    def _fill(self, given: Mapping[str, Sequence[str]]) -> None:
        row = self._row
        for name, line in self.lines.items():
            said = [self._called(one) for one in given.get(name, ())] if name == _COMMUNITIES else given.get(name, ())
            line.setText(_BETWEEN.join(said) if name in _GIVEN else row.get(name) or "")
        for combo, column in ((self.agreement, "agreement"), (self.parent_of, "parent")):
            combo.setCurrentIndex(max(0, combo.findData(row.get(column) or "")))
        for person in json.loads(row.get("participants") or "[]"):
            if person in self._ticks:
                self._ticks[person].setChecked(True)

    def values(self) -> dict[str, Any]:
        """What stands in the columns of the activity; None or "" for nothing."""
        chosen = [person for person, tick in self._ticks.items() if tick.isChecked()]
        gone = [person for person in json.loads(self._row.get("participants") or "[]") if person not in self._ticks]
        people = [*gone, *chosen]
        return {**{name: " ".join(line.text().split()) for name, line in self.lines.items() if name not in _GIVEN},
                "agreement": self.agreement.currentData() or None, "parent": self.parent_of.currentData() or None,
                "participants": json.dumps(people) if people else ""}

    def given(self) -> dict[str, list[str]]:
        """What its items get: the communities that it is about, the day before which nothing of it is published."""
        reader = self._kit.speech.language
        return {name: [self._meant(one.strip()) if name == _COMMUNITIES else dates.understood(one.strip(), reader)
                       for one in self.lines[name].text().split("|") if one.strip()] for name in _GIVEN}

    def _called(self, thing: str) -> str:
        """A community in words; they are remembered, so that the words stand for the same thing when they come back."""
        words = self._kit.bridge.lists.called(thing, [self._kit.speech.language]) or thing
        self._named[words.casefold()] = thing
        return words

    def _meant(self, words: str) -> str:
        """The community that is meant: the one that was chosen, or the only one that is called so; else the words."""
        lists = self._kit.bridge.lists
        return self._named.get(words.casefold()) or lists.community(words) \
            or lists.meant(words, [self._kit.speech.language])

    def _ask(self, text: str, then: Callable[[Offers], None]) -> None:
        typed, library = text.rpartition("|")[2].strip(), self._kit.bridge.library
        languages = [self._kit.speech.language]
        self._kit.bridge.compute(lambda: suggesting.communities(library, typed, languages), then)

    def _take(self, thing: str) -> None:
        line = self.lines[_COMMUNITIES]
        before = [one.strip() for one in line.text().split("|")[:-1] if one.strip()]
        line.setText(_BETWEEN.join([*before, self._called(thing)]))
        line.textEdited.emit(line.text())

    def unfold_if_used(self) -> None:
        """Show what is said already, also what a draft has brought back."""
        self._body.setVisible(any(self.values().values()) or any(self.given().values()))

    def _unfold(self) -> None:
        self._body.setVisible(self._body.isHidden())
        self._kit.dresser.dress(self)
        self.grown.emit()
        if self._body.isVisible():
            self.lines["ends"].setFocus()
