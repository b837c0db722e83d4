"""The cards of an institution's page: what it allowed, in which rooms, its items, whom one writes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QPushButton, QWidget

from ...config.messages import Message
from ...domain.agreement import ACTS
from ...domain.states import ItemState
from ...services import agreeing
from ...services.institutions import Allowed, House, missing
from .. import moments
from ..kit import Kit
from ..looks import ITEM
from ..speaking import begun
from ..widgets.flow import FlowLayout
from ..widgets.pieces import button, frame, icon, label
from ..widgets.share_bar import ShareBar

Press = Callable[..., object]
STATUS = {"asked": ("speechBubble", "warning"), "granted": ("success", "success"), "refused": ("block", "error"),
          "withdrawn": ("block", "error"), "expired": ("calendar", "error")}
"""Icon and colour of where an agreement is."""
_ANSWERS = {"yes": ("check", "success"), "no": ("block", "error")}
_SHARES = (("done", "success", (ItemState.DONE,)),
           ("under-way", "progress-fill", (ItemState.READY, ItemState.WAITING, ItemState.SENDING, ItemState.PRACTISED)),
           ("to-finish", "border-control", (ItemState.TO_FINISH, ItemState.QUESTION, ItemState.REFUSED)),
           ("held", "warning", (ItemState.HELD,)))


class Cards:
    """Makes the cards of one institution; `press` is asked for what a button does, by its name, and `narrow` tells
    that there is little room."""

    def __init__(self, kit: Kit, house: House, press: Mapping[str, Press], *, narrow: bool) -> None:
        self._kit, self._house, self._press, self._narrow = kit, house, press, narrow

    def head(self) -> QFrame:
        """The names, what they are linked to, and what the institution is given."""
        say, one = self._kit.speech.say, self._house
        card = frame(gap="4", across=not self._narrow)
        words = frame(gap="2")
        words.layout().addWidget(label(one.institution.called([self._kit.speech.language]), "title", "strong"))
        others = [one.row["name"], *one.institution.names.values()]
        shown = one.institution.called([self._kit.speech.language])
        if others := list(dict.fromkeys(name for name in others if name != shown)):
            words.layout().addWidget(label(", ".join(others), "body", "subtle"))
        chips = QFrame()
        chips.setProperty("gap", "2")
        FlowLayout(chips)
        linked = say("house-linked", one.row["item"]) if one.row["item"] else say("house-not-linked")
        self._chip(chips, "link", linked, "edit")
        self._chip(chips, "bookmark", say("house-category", one.row["category"]) if one.row["category"]
                   else say("house-no-category"), "edit")
        self._chip(chips, "lock", say("house-contacts-count", len(one.contacts)), "contacts")
        words.layout().addWidget(chips)
        card.layout().addWidget(words, 1)
        presses = QFrame()
        presses.setProperty("gap", "3")
        line: QLayout = FlowLayout(presses) if self._narrow else QHBoxLayout(presses)
        line.setContentsMargins(0, 0, 0, 0)
        for name in ("edit", "report"):
            line.addWidget(self._button(f"house-{name}", name, sign=_ICONS[name]))
        card.layout().addWidget(presses, 0, Qt.AlignmentFlag.AlignTop)
        return card

    def agreement(self, allowed: Allowed) -> QFrame:
        """An agreement as a line in time, and what may be done with it."""
        say, row = self._kit.speech.say, allowed.row
        card = frame("card", "5 4 5 4", "3")
        head = frame(across=True)
        head.layout().addWidget(label(row["title"], "heading", "strong"), 1)
        sign, tint = STATUS[allowed.status]
        head.layout().addWidget(icon(sign, tint))
        head.layout().addWidget(label(say(f"agreement-{allowed.status}"), "strong", tint, wrap=False))
        card.layout().addWidget(head)
        kinds = [say(f"house-kind-{kind}") for kind in row["kind"].split() if kind in _KINDS]
        about = ", ".join(part for part in ("; ".join(kinds), row["conditions"]) if part)
        if about:
            card.layout().addWidget(label(about, "body", "subtle"))
        line = QFrame()
        line.setProperty("gap", "4")
        steps, across = QGridLayout(line), 2 if self._narrow else 4
        steps.setContentsMargins(0, 0, 0, 0)
        for place, step in enumerate(self._steps(allowed)):
            steps.addWidget(self._step(*step), place // across, place % across)
        for column in range(across):
            steps.setColumnStretch(column, 1)
        card.layout().addWidget(line)
        for letter in allowed.letters:
            card.layout().addWidget(self._letter(letter))
        foot = QFrame()
        foot.setProperty("gap", "2")
        FlowLayout(foot)
        for name in ("agreement", "attach", "draft"):
            foot.layout().addWidget(self._button(f"house-{name}", name, allowed.row, about=row["title"]))
        card.layout().addWidget(foot)
        return card

    def _steps(self, allowed: Allowed) -> list[tuple[str, str, str, str]]:
        say, row = self._kit.speech.say, allowed.row
        found = []
        for step in allowed.steps:
            sign, tint = STATUS[step["status"]]
            told = [self._day(step["day"]), say("house-by", step["who"]) if step["who"] else "", step["note"]]
            found.append((sign, tint, say(f"agreement-step-{step['status']}"), ", ".join(filter(None, told))))
        if row["vrt_status"]:
            told = [say(f"house-vrt-{row['vrt_status']}"), self._day(row["vrt_sent"]),
                    say("house-vrt-waiting", days) if (days := agreeing.waiting(row)) else "",
                    say("house-ticket", row["vrt_ticket"]) if row["vrt_ticket"] else ""]
            sign, tint = {"confirmed": ("success", "success"), "refused": ("block", "error")}.get(
                row["vrt_status"], ("clock", "warning"))
            found.append((sign, tint, say("house-vrt"), ", ".join(filter(None, told))))
        if row["until"]:
            found.append(("calendar", "text-subtle", say("house-ends"), self._day(row["until"])))
        return found

    def _step(self, sign: str, tint: str, title: str, told: str) -> QFrame:
        one = frame(gap="1")
        head = frame(gap="3", across=True)
        head.layout().addWidget(icon(sign, tint))
        line = frame("line")
        line.setFixedHeight(self._kit.theme.tokens.size("hairline"))
        head.layout().addWidget(line, 1)
        one.layout().addWidget(head)
        one.layout().addWidget(label(begun(title), "strong"))
        one.layout().addWidget(label(told, "small", "subtle"))
        one.layout().addStretch(1)
        return one

    def _letter(self, letter: Mapping[str, Any]) -> QFrame:
        line = frame(across=True)
        line.layout().addWidget(icon("attachment", "text-subtle"))
        line.layout().addWidget(label(self._kit.speech.say("house-letter", letter["name"]), "body"), 1)
        line.layout().addWidget(self._button("house-open", "open-letter", letter, about=letter["name"]))
        line.layout().addWidget(self._button("house-erase", "erase-letter", letter, about=letter["name"]))
        return line

    def scope(self, allowed: Allowed | None) -> QFrame:
        """What may be done in which room or collection, and how many items are from there."""
        say, one = self._kit.speech.say, self._house
        card = frame("card", "5 4 5 4", "3")
        card.layout().addWidget(label(say("house-scope"), "heading", "strong"))
        card.layout().addWidget(label(say("house-scope-about" if one.institution.collections
                                          else "house-scope-empty"), "body", "subtle"))
        table = QFrame()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        table.setProperty("gap", "3")
        for place, share in enumerate((4, 2, 2, 2, 2)):
            grid.setColumnStretch(place, share)
        if one.institution.collections:
            heads = ["house-room", *(f"column-{act}" for act in ACTS), "house-items-here"]
            for place, key in enumerate(heads):
                grid.addWidget(label(say(key), "strong-small", "subtle"), 0, place)
        held = list(one.held.values())
        for place, room in enumerate(one.institution.collections):
            number = 1 + place * 2
            words = frame(gap="0")
            words.layout().addWidget(label(room.name, "strong"))
            answers = self._answers(allowed, room.id)
            lacking = bool(allowed and allowed.scopes and room.id not in allowed.scopes)
            about = " · ".join(part for part in (room.pattern, answers.get("conditions", "")) if part)
            if about:
                words.layout().addWidget(label(about, "small", "subtle"))
            if lacking:
                words.layout().addWidget(label(say("house-scope-lacking"), "small", "warning"))
            grid.addWidget(words, number, 0)
            for column, act in enumerate(ACTS, 1):
                grid.addWidget(self._answer(answers.get(act, "")), number, column)
            count = say("house-count-held", one.inside.get(room.id, 0), held.count(room.id)) \
                if held.count(room.id) else say("house-count", one.inside.get(room.id, 0))
            grid.addWidget(label(count, "strong", "error" if held.count(room.id) else ""), number, 4)
            presses = frame(gap="2", across=True)
            if allowed:
                presses.layout().addWidget(self._button("house-allow", "allow", (allowed.row, room, answers),
                                                        about=room.name))
            if allowed and lacking and (granted := agreeing.named(allowed.row)):
                presses.layout().addWidget(self._button("house-take-over", "take-over",
                                                        (allowed.row["id"], room.id, granted), about=room.name))
            presses.layout().addWidget(self._button("house-change", "collection", room.id, about=room.name))
            presses.layout().addStretch(1)
            if self._narrow:
                grid.addWidget(presses, number + 1, 0, 1, 5)
            else:
                grid.addWidget(presses, number, 5)
        card.layout().addWidget(table)
        card.layout().addWidget(self._button("house-add-collection", "collection", "", sign="add"), 0,
                                Qt.AlignmentFlag.AlignLeading)
        return card

    @staticmethod
    def _answers(allowed: Allowed | None, room: str) -> Mapping[str, str]:
        """What an agreement allows in a room; one that names no room at all covers each as it covers the whole."""
        if not allowed:
            return {}
        return allowed.scopes.get(room, {}) if allowed.scopes else agreeing.named(allowed.row)

    def _answer(self, answer: str) -> QFrame:
        found = frame(gap="2", across=True)
        if answer in _ANSWERS:
            sign, tint = _ANSWERS[answer]
            found.layout().addWidget(icon(sign, tint, "icon-small"))
            found.layout().addWidget(label(self._kit.speech.say(f"house-answer-{answer}"), "body", tint, wrap=False))
        else:
            found.layout().addWidget(label(self._kit.speech.say("house-answer-none"), "body", "subtle"))
        found.layout().addStretch(1)
        return found

    def items(self) -> QFrame:
        """The items by state as a bar, what is held, and what the inventory list lacks."""
        say, one = self._kit.speech.say, self._house
        card = frame("card", "5 4 5 4", "3")
        card.layout().addWidget(label(say("institution-items"), "heading", "strong"))
        shares = []
        for name, colour, states in _SHARES:
            count = sum(one.states.get(state, 0) for state in states)
            shares.append((name, colour, count, ITEM[states[0]].icon))
        total = say("house-count", len(one.items))
        card.layout().addWidget(ShareBar(self._kit.theme, [(colour, count) for _, colour, count, _ in shares], total))
        legend = QFrame()
        legend.setProperty("gap", "4")
        FlowLayout(legend)
        for name, _, count, sign in shares:
            if count:
                part = frame(gap="2", across=True)
                part.layout().addWidget(icon(sign, "text-subtle", "icon-small"))
                part.layout().addWidget(label(say(f"house-share-{name}", count), "body", wrap=False))
                legend.layout().addWidget(part)
        if not one.items:
            legend.layout().addWidget(label(say("house-no-items"), "body", "subtle", wrap=False))
        card.layout().addWidget(legend)
        if one.held:
            band = frame("error", "4 3 4 3", "3", across=True)
            band.layout().addWidget(icon("lock", "error"))
            band.layout().addWidget(label(say("house-held", len(one.held)), "body"), 1)
            band.layout().addWidget(self._button("house-show", "show", list(one.held), about=say(
                "house-held", len(one.held))))
            card.layout().addWidget(band)
        for key, found in (("house-lacking", one.lacking), ("house-unlisted", one.unlisted)):
            if found:
                line = frame(across=True)
                shown = numbers(self._kit, found) if key == "house-lacking" else ""
                line.layout().addWidget(icon("alert", "warning"), 0, Qt.AlignmentFlag.AlignTop)
                line.layout().addWidget(label(say(key, len(found), shown), "body"), 1)
                if key == "house-unlisted":
                    line.layout().addWidget(self._button("house-show", "show", list(found), about=say(
                        key, len(found), "")))
                card.layout().addWidget(line)
        for name, count in one.lists.items():
            line = frame(across=True)
            line.layout().addWidget(icon("table", "text-subtle"), 0, Qt.AlignmentFlag.AlignTop)
            line.layout().addWidget(label(say("house-list", name, count), "body"), 1)
            line.layout().addWidget(self._button("house-list-remove", "remove-list", name, about=name))
            card.layout().addWidget(line)
        foot = QFrame()
        foot.setProperty("gap", "2")
        FlowLayout(foot)
        if one.items:
            foot.layout().addWidget(self._button("house-show-all", "show", list(one.items)))
        foot.layout().addWidget(self._button("house-inventory", "inventory", sign="table"))
        card.layout().addWidget(foot)
        return card

    def contacts(self) -> QFrame:
        """Whom one writes to there; private."""
        say, one = self._kit.speech.say, self._house
        card = frame("card", "5 4 5 4", "3")
        head = frame(across=True)
        head.layout().addWidget(icon("lock", "text-subtle"))
        head.layout().addWidget(label(say("house-contacts"), "heading", "strong"), 1)
        card.layout().addWidget(head)
        card.layout().addWidget(label(say("house-contacts-about"), "body", "subtle"))
        for row in one.contacts:
            line = frame(across=True)
            told = " · ".join(row[key] for key in ("name", "role", "email", "phone") if row[key])
            line.layout().addWidget(label(told, "body"), 1)
            line.layout().addWidget(self._button("house-change", "contact", row, about=row["name"]))
            line.layout().addWidget(self._button("house-erase", "erase-contact", row, about=row["name"]))
            card.layout().addWidget(line)
        card.layout().addWidget(self._button("house-add-contact", "contact", {}, sign="add"), 0,
                                Qt.AlignmentFlag.AlignLeading)
        return card

    def missing(self) -> QFrame | None:
        """What is still to be said, None for nothing."""
        names = missing(self._house)
        if not names:
            return None
        card = frame("card", "5 4 5 4", "2")
        card.layout().addWidget(label(self._kit.speech.say("institution-missing"), "heading", "strong"))
        for name in names:
            line = frame(across=True)
            line.layout().addWidget(icon("alert", "warning"), 0, Qt.AlignmentFlag.AlignTop)
            line.layout().addWidget(label(self._kit.speech.say(f"institution-missing-{name}"), "body"), 1)
            card.layout().addWidget(line)
        return card

    def _chip(self, line: QWidget, sign: str, words: str, press: str) -> None:
        chip = button(words, lambda: self._press[press](), style="small", chip=True)
        chip.setProperty("iconName", sign)
        chip.setProperty("iconLength", "icon-small")
        line.layout().addWidget(chip)

    def _button(self, words: str, press: str, *args: object, about: str = "", sign: str = "") -> QPushButton:
        one = button(self._kit.speech.say(words), lambda: self._press[press](*args), small=bool(about))
        one.setObjectName(press)
        if sign:
            one.setProperty("iconName", sign)
        one.setAccessibleDescription(about)
        return one

    def _day(self, text: str) -> str:
        return moments.day(text, self._kit.speech.locale)


_NUMBERS = 12
_KINDS = ("rooms", "objects", "scans", "release")
_ICONS = {"edit": "edit", "report": "article"}


def row(kit: Kit, one: tuple[dict[str, Any], int, str], press: Callable[[str], object]) -> QFrame:
    """An institution in the list of all."""
    found, count, status = one
    card = frame("card", "4 3 4 3", "3", across=True)
    card.layout().addWidget(icon("userGroup", "text-subtle"))
    words = frame(gap="1")
    words.layout().addWidget(label(found["name"], "strong"))
    words.layout().addWidget(label(kit.speech.say("house-count", count), "small", "subtle"))
    card.layout().addWidget(words, 1)
    sign, tint = STATUS.get(status, ("alert", "warning"))
    card.layout().addWidget(icon(sign, tint))
    told = Message(f"agreement-{status}") if status else Message("house-no-agreement")
    card.layout().addWidget(label(kit.speech.say(told), "body", tint))
    opened = button(kit.speech.say("house-open-page"), lambda: press(found["id"]), small=True)
    opened.setObjectName("open-house")
    opened.setAccessibleDescription(found["name"])
    card.layout().addWidget(opened)
    return card


def numbers(kit: Kit, found: Sequence[str]) -> str:
    """The first of many inventory numbers, and how many more there are."""
    listed, more = ", ".join(found[:_NUMBERS]), len(found) - _NUMBERS
    return f"{listed} {kit.speech.say('delivered-more', more)}" if more > 0 else listed


def all_cards(cards: Cards, house: House) -> Sequence[QWidget]:
    """The whole page of an institution, from top to bottom."""
    found: list[QWidget | None] = [cards.head(), cards.missing(), *map(cards.agreement, house.agreements)]
    current = next((one for one in house.agreements if one.status == "granted"),
                   house.agreements[0] if house.agreements else None)
    return [one for one in (*found, cards.scope(current), cards.items(), cards.contacts()) if one is not None]
