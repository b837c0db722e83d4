"""The way to a wiki as a ladder: which rungs hold, which one fails, the one remedy, what is safe, what one can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from ...config.messages import Message, Name
from ...domain.connection import RUNGS, Remedy, Rung, Trouble
from ..kit import Kit
from .layouts import clear, stack
from .pieces import button, frame, icon, label

_HOTSPOT, _MOST = 200, 100_000  # megabytes that are offered for a phone's hotspot, and that may be typed
_WAY = (Rung.NETWORK, Rung.INTERNET)
_SIGNS = {True: ("success", "success"), False: ("error", "error"), None: ("clock", "text-subtle")}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page tells beside the ladder: account, host, files that wait and their bytes in words, the file that was
    under way with what went of it and until when the wiki keeps that, items that lack something, and ready ones."""

    account: str
    host: Name
    files: int
    size: str
    under_way: Message | None = None
    kept: str = ""
    lacking: int = 0
    ready: int = 0
    practice: bool = False
    """Whether the wiki is the practice Commons: on this computer, and without an account of anybody's."""


class Ladder(QFrame):
    """Shows one trouble; hidden without."""

    retry_wanted = Signal()
    pause_wanted = Signal()
    """Nothing is to be tried until somebody has it go on."""
    portal_wanted = Signal(str)
    account_wanted = Signal()
    deed_wanted = Signal(str)
    hotspot_wanted = Signal(int)
    """To be sent over a metered connection, up to so many megabytes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit: Kit | None = None
        self._said: tuple[Trouble, Facts] | None = None
        self._again: QLabel | None = None
        self._lines: list[QFrame] = []
        self._primary: QPushButton | None = None
        column = frame(gap="5", parent=self)
        column.setProperty("maxWidth", "ladder-measure")
        self._layout = column.layout()
        middle = QHBoxLayout(self)
        middle.setContentsMargins(0, 0, 0, 0)
        for part, share in ((None, 1), (column, 100), (None, 1)):
            middle.addStretch(share) if part is None else middle.addWidget(part, share)
        self.hide()

    def furnish(self, kit: Kit) -> None:
        """Give it words and looks."""
        self._kit = kit

    def say(self, trouble: Trouble | None, facts: Facts | None) -> None:
        """Show a trouble with what goes with it; nothing for None."""
        self.setVisible(trouble is not None)
        if trouble is None or facts is None or self._kit is None:
            self._said = None
            return
        if self._said == (trouble, facts):
            return
        focused, self._said = QApplication.focusWidget(), (trouble, facts)
        had_focus = focused is not None and self.isAncestorOf(focused)
        clear(self._layout)
        self._lines = []
        self._layout.addWidget(self._head(trouble, facts))
        self._layout.addWidget(self._rungs(trouble, facts))
        below = frame(gap="5", across=True)
        below.layout().addWidget(self._safe(facts), 1)
        elsewhere = not facts.practice and trouble.rung is not Rung.ACCOUNT and trouble.kind != "clock"
        if facts.lacking or facts.ready or elsewhere:
            below.layout().addWidget(self._meanwhile(facts, elsewhere), 1)
        self._lines.append(below)
        self._layout.addWidget(below)
        self._layout.addWidget(self._details(trouble))
        self._layout.addStretch(1)
        self._kit.dresser.dress(self)
        self._stack()
        self.setAccessibleName(self._say(trouble.message))
        if had_focus and self._primary is not None:
            self._primary.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack what does not fit side by side."""
        super().resizeEvent(event)
        self._stack()

    def _stack(self) -> None:
        if self._kit is not None:
            for line in self._lines:
                stack(line, self.width() < self._kit.theme.tokens.size("ladder-stack-below"))

    def tell_again(self, words: str) -> None:
        """Say when it is tried again."""
        if self._again is not None:
            self._again.setText(words)
            self._again.setVisible(bool(words))

    def _say(self, message: Message | str, *args: object) -> str:
        assert self._kit is not None
        return self._kit.speech.say(message, *args)

    def _head(self, trouble: Trouble, facts: Facts) -> QWidget:
        head = frame(gap="4", across=True)
        sign = "lock" if trouble.rung is Rung.ACCOUNT else "networkOff"
        head.layout().addWidget(icon(sign, "warning", "icon-huge"), 0, Qt.AlignmentFlag.AlignTop)
        words = frame(gap="1")
        words.layout().addWidget(label(self._say(f"ladder-title-{trouble.kind}", facts.host), "title", "strong"))
        words.layout().addWidget(label(self._say("ladder-then", facts.files), "body", "subtle"))
        line = frame(gap="3", across=True)
        line.layout().addWidget(words, 1)
        pause = button(self._say("deed-pause-sync"), self.pause_wanted.emit)
        pause.setObjectName("ladder-pause")
        pause.setProperty("iconName", "pause")
        pause.setProperty("minHeight", "button")
        line.layout().addWidget(pause, 0, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        head.layout().addWidget(line, 1)
        self._lines.append(line)
        return head

    def _rungs(self, trouble: Trouble, facts: Facts) -> QWidget:
        card = frame("card", "5 4 5 4", "3")
        for rung in RUNGS:
            if facts.practice and rung in _WAY and trouble.held(rung):
                continue  # nothing leaves this computer
            if card.layout().count():
                line = QFrame()
                line.setProperty("band", "line")
                line.setProperty("fixedHeight", "hairline")
                card.layout().addWidget(line)
            card.layout().addWidget(self._rung(rung, trouble, facts))
        return card

    def _rung(self, rung: Rung, trouble: Trouble, facts: Facts) -> QWidget:
        held = trouble.held(rung)
        row = frame(margins="0 2 0 2", gap="4", across=True)
        sign, tint = _SIGNS[held]
        row.layout().addWidget(icon(sign, tint, "icon-large"), 0, Qt.AlignmentFlag.AlignTop)
        words = frame(gap="1")
        if held is False:
            heading, below = self._say(trouble.message), self._say(trouble.remedy)
        elif held:
            heading, below = self._say(f"ladder-{rung}-holds", facts.host), ""
        else:
            heading = self._untried(rung, facts)
            below = self._say("ladder-not-yet")
        words.layout().addWidget(label(heading, "strong", "subtle" if held is None else "strong"))
        if below:
            words.layout().addWidget(label(below, "small", "subtle"))
        if held is False:
            self._again = label("", "small", "subtle")
            words.layout().addWidget(self._again)
        line = frame(gap="4", across=True)
        line.layout().addWidget(words, 1)
        if held is False:
            line.layout().addWidget(self._remedies(trouble), 0, Qt.AlignmentFlag.AlignVCenter)
            self._lines.append(line)
        row.layout().addWidget(line, 1)
        state = "ladder-holds" if held else "ladder-fails" if held is False else "ladder-waits"
        row.setAccessibleName(f"{self._say(state)}: {heading}")
        return row

    def _untried(self, rung: Rung, facts: Facts) -> str:
        if rung is Rung.ACCOUNT and facts.practice:
            return self._say("ladder-practice")
        return self._say(f"ladder-{rung}", facts.host if rung is Rung.WIKI else facts.account)

    def _remedies(self, trouble: Trouble) -> QWidget:
        """The one remedy; beside those that are elsewhere, the button that tries again."""
        group = frame(gap="3", across=True)
        presses: dict[Remedy, tuple[str, Callable[[], object]]] = {
            Remedy.PORTAL: ("ladder-open-portal", lambda: self.portal_wanted.emit(trouble.address)),
            Remedy.ACCOUNT: ("deed-show-accounts", self.account_wanted.emit),
            Remedy.RETRY: ("ladder-retry", self.retry_wanted.emit)}
        words, press = presses[trouble.button]
        self._primary = button(self._say(words), press, primary=True)
        self._primary.setObjectName("ladder-remedy")
        self._primary.setProperty("minHeight", "button")
        group.layout().addWidget(self._primary)
        if trouble.button is not Remedy.RETRY:
            again = button(self._say("ladder-retry"), self.retry_wanted.emit)
            again.setObjectName("ladder-retry")
            again.setProperty("minHeight", "button")
            group.layout().addWidget(again)
        return group

    def _safe(self, facts: Facts) -> QWidget:
        card = frame("card", "5 4 5 4", "3")
        card.layout().addWidget(label(self._say("ladder-safe"), "heading", "strong"))
        self._sure(card, self._say("ladder-safe-files", facts.files, facts.size),
                   self._say(facts.under_way) if facts.under_way else "")
        if facts.kept:
            self._sure(card, self._say("ladder-safe-stash", facts.host, facts.kept),
                       self._say("ladder-safe-stash-then"))
        self._sure(card, self._say("ladder-safe-tries"), self._say("ladder-safe-tries-why"))
        card.layout().addStretch(1)
        return card

    def _sure(self, card: QFrame, heading: str, below: str) -> None:
        row = frame(gap="3", across=True)
        row.layout().addWidget(icon("check", "success"), 0, Qt.AlignmentFlag.AlignTop)
        words = frame(gap="1")
        words.layout().addWidget(label(heading, "strong", "strong"))
        if below:
            words.layout().addWidget(label(below, "small", "subtle"))
        row.layout().addWidget(words, 1)
        card.layout().addWidget(row)

    def _meanwhile(self, facts: Facts, elsewhere: bool) -> QWidget:
        """What can be done until then; `elsewhere` says that another network may help."""
        card = frame("card", "5 4 5 4", "3")
        card.layout().addWidget(label(self._say("ladder-meanwhile"), "heading", "strong"))
        if facts.lacking:
            finish = button(self._say("ladder-finish"), lambda: self.deed_wanted.emit("next-problem"), style="small")
            self._offer(card, "error", "error", self._say("ladder-lacking", facts.lacking), finish)
        if facts.ready:
            words = self._say("ladder-queue", facts.ready)
            self._offer(card, "check", "success", self._say("ladder-ready", facts.ready),
                        button(words, lambda: self.deed_wanted.emit("queue-ready"), style="small"))
        if elsewhere:
            self._offer_hotspot(card)
        card.layout().addStretch(1)
        return card

    def _offer_hotspot(self, card: QFrame) -> None:
        megabytes = QLineEdit(str(_HOTSPOT))
        megabytes.setValidator(QIntValidator(1, _MOST, megabytes))
        megabytes.setProperty("fixedWidth", "token-edit")
        megabytes.setAccessibleName(self._say("ladder-hotspot"))
        allow = button(self._say("ladder-allow"), lambda: self._on_allowed(megabytes), style="small")
        unit = label(self._say("ladder-megabytes"), wrap=False)
        self._offer(card, "network", "text-base", self._say("ladder-hotspot"), megabytes, unit, allow)

    def _on_allowed(self, megabytes: QLineEdit) -> None:
        if megabytes.hasAcceptableInput():
            self.hotspot_wanted.emit(int(megabytes.text()))

    def _offer(self, card: QFrame, sign: str, tint: str, text: str, *presses: QWidget) -> None:
        row = frame(gap="3", across=True)
        row.layout().addWidget(icon(sign, tint))
        row.layout().addWidget(label(text), 1)
        for press in presses:
            row.layout().addWidget(press)
        card.layout().addWidget(row)

    def _details(self, trouble: Trouble) -> QWidget:
        group = frame(gap="2")
        steps: QLabel = label("\n".join(self._say(step) for step in trouble.tried) or self._say("ladder-no-steps"),
                              "small", "subtle")
        steps.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        steps.hide()
        link = button(self._say("ladder-details"), lambda: steps.setVisible(steps.isHidden()), style="small", link=True)
        group.layout().addWidget(link)
        group.layout().setAlignment(link, Qt.AlignmentFlag.AlignHCenter)
        group.layout().addWidget(steps)
        return group
