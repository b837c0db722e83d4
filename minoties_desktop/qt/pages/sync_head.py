"""The head of the sync page: done of all, bytes, rate, end, limit, states as chips; why nothing goes now."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from ...config.messages import Name
from ...domain.states import WORKING, State
from ...services.forecasting import Forecast
from ...services.gate import Obstacle
from ..forms.sync_page import Ui_SyncPage
from ..kit import Kit
from ..looks import DELIVERY, PRACTISED
from ..models.deliveries import Totals
from ..moments import moment
from ..reasons import allow
from ..theme import mark
from ..widgets.flow import FlowLayout

CHIPS = (State.DONE, State.WAITING, State.ASKS, State.REFUSED, State.HELD, State.QUEUED)
PRACTISED_CHIP, PRACTICE_CHIP, REAL_CHIP = "practised", "practice", "real"
BITS = 8 / 1_000_000
"""Megabits of a byte."""
_DONE = str(State.DONE)
NEED_SOMEBODY = (State.ASKS, State.REFUSED, State.HELD)
"""A file in one of these goes only after somebody has done something."""
_BUTTONS = {"hours": "sync-limits", "day-budget": "sync-limits", "sync-budget": "sync-limits",
            "metered": "sync-allow-metered"}
"""The button that mends what an obstacle says, by its code; none where only waiting helps."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the head tells of: the sums of what would be published and of what is for practice, whether a run lives,
    whether one was started and has not begun, whether a person paused everything, what the page foretells, why nothing
    goes, and the rate of a run that sends."""

    real: Totals
    practised: Totals
    counts_practice: bool
    """Whether it is the practice that is counted: it is being sent, or there is nothing else."""
    running: bool
    starting: bool
    paused: bool
    coming: Forecast
    obstacle: Obstacle | None
    going: int
    """Files that need nobody, of the wikis that a run sends to."""
    wiki: Name
    """What people call the wiki of the other files, "" for several."""
    practisable: int = 0
    """Items that it is offered to practise with, for nothing can be published without an account; 0 where all that
    could be is queued for it."""

    @property
    def counted(self) -> Totals:
        """What is counted at the head: what is published and what is practised are never one number."""
        return self.practised if self.counts_practice else self.real

    @property
    def beside(self) -> Totals:
        """What is not counted, and told beside it."""
        return self.real if self.counts_practice else self.practised

    @property
    def open_files(self) -> int:
        """Files that are not done."""
        return self.real.open + self.practised.open

    @property
    def to_send(self) -> int:
        """Files that need nobody before they go."""
        return self.real_to_send + self.practice_to_send

    @property
    def real_to_send(self) -> int:
        """Files that would be published, and need nobody before they go."""
        return _going(self.real)

    @property
    def practice_to_send(self) -> int:
        """Files for the practice Commons that need nobody before they go."""
        return _going(self.practised)

    @property
    def is_practice(self) -> bool:
        """Whether all that is to be sent goes to the practice Commons."""
        return self.practice_to_send > 0 and not self.real_to_send

    @property
    def is_mixed(self) -> bool:
        """Whether some are to be sent for practice, and others to be published: neither goes with the other."""
        return self.practice_to_send > 0 and self.real_to_send > 0

    @property
    def practises_first(self) -> bool:
        """Whether it is offered to practise with what was not queued for it."""
        return self.practisable > 0 and not self.is_practice

    @property
    def offers_practice(self) -> bool:
        """Whether practice has a button of its own."""
        return self.is_mixed or self.practises_first


def _going(sums: Totals) -> int:
    return sums.open - sum(sums.states.get(state, 0) for state in NEED_SOMEBODY)


class SyncHead:
    """Writes the head of a sync page's form; `press` does what an obstacle's button says, by the obstacle's code."""

    def __init__(self, form: Ui_SyncPage, kit: Kit, press: Callable[[str], None]) -> None:
        self._form, self._kit, self._press = form, kit, press
        self._chips = self._make_chips()

    def show(self, one: Standing) -> None:
        """Tell how it stands."""
        say, form = self._kit.speech.say, self._form
        form.pause.setText(say("sync-resume" if one.paused else "deed-pause-sync"))
        form.pause.setProperty("iconName", "play" if one.paused else "pause")
        allow(form.pause, "" if one.open_files else say("sync-nothing-open"))
        form.start.setText(self._start_words(one))
        allow(form.start, self._why_not(one))
        form.start.setHidden(one.running)
        if one.practises_first:
            form.startPractice.setText(say("sync-practise-first", one.practisable))
            allow(form.startPractice, say("sync-paused-why") if one.paused else "")
        else:
            form.startPractice.setText(say("sync-start-practice", one.practice_to_send))
            allow(form.startPractice, self._why_not(one))
        form.startPractice.setHidden(one.running or not one.offers_practice)
        waits = any(sums.states.get(State.WAITING, 0) for sums in (one.real, one.practised))
        form.retryAll.setVisible(waits and not one.paused)
        form.subheading.setText(self._subheading(one))
        form.receipts.setVisible(bool(one.practised.done))
        sums = one.counted
        form.doneNumber.setText(say("sync-done-of", sums.done, sums.files))
        form.doneWords.setText(say("sync-files-practice" if one.counts_practice else "sync-files", sums.files))
        form.progress.setRange(0, max(1, sums.size // 1000))
        form.progress.setValue(sums.sent // 1000)
        form.bytesText.setText(say("sync-bytes", self._kit.megabytes(sums.sent), self._kit.megabytes(sums.size)))
        self._show_end(one)
        self._show_obstacle(one)
        self._show_chips(one)
        self._kit.dresser.dress(form.syncHead)

    def _start_words(self, one: Standing) -> str:
        say = self._kit.speech.say
        if one.running:
            return say("sync-waits" if one.obstacle else "sync-running")
        if one.starting:
            return say("sync-starting")
        if not one.to_send:
            return say("sync-start-none")
        if one.real_to_send and one.wiki:
            return say("sync-start-wiki", one.real_to_send, one.wiki)
        return say("sync-start", one.real_to_send) if one.real_to_send else say("sync-start-practice", one.to_send)

    def _subheading(self, one: Standing) -> str:
        say = self._kit.speech.say
        if not (one.real.files or one.practised.files):
            return ""
        if not one.open_files:
            if one.real.files and one.practised.files:
                return say("sync-sub-done-both", one.real.files, one.practised.files)
            return say("sync-sub-done" if one.real.files else "sync-sub-practised")
        if one.paused:
            return say("sync-sub-paused", one.open_files)
        if one.running:
            return say("sync-sub-waits" if one.obstacle else "sync-sub-running", one.going)
        if one.is_mixed:
            return say("sync-sub-mixed", one.real_to_send, one.practice_to_send)
        if not one.to_send:
            return say("sync-sub-asks", one.open_files)
        return say("sync-sub-idle-practice" if one.is_practice else "sync-sub-idle", one.to_send)

    def _why_not(self, one: Standing) -> str:
        """Why nothing can be sent now, "" where it can."""
        say = self._kit.speech.say
        if one.running or one.starting:
            return say("sync-runs-already")
        if one.paused:
            return say("sync-paused-why")
        if one.to_send:
            return ""
        return say("sync-needs-answers" if one.open_files else "sync-nothing-open")

    def _show_end(self, one: Standing) -> None:
        """Rate and end: of what is being sent, or of what would be if it were sent now."""
        say, form, coming = self._kit.speech.say, self._form, one.coming
        sending = one.running and one.obstacle is None
        form.rateText.setText(say("sync-rate", round(coming.rate * BITS, 1)) if sending and coming.rate else "")
        end = ""
        known = one.obstacle is None or 0 < one.obstacle.until <= (coming.end or 0)
        if one.real_to_send and coming.end and known and not one.paused and not one.counts_practice:
            end = say("sync-end" if one.running else "sync-end-if", moment(coming.end, self._kit.speech.locale))
        form.endText.setText(end)
        limit = coming.limit
        # Practice has no account whose limit counts.
        form.limitText.setVisible(limit is not None and bool(one.real.open) and not one.counts_practice)
        if limit is not None:
            form.limitText.setText(say("sync-limit", limit.hits, round(limit.seconds / 60), coming.used))
        for text in (form.rateText, form.endText):
            text.setVisible(bool(text.text()))

    def _show_obstacle(self, one: Standing) -> None:
        """Why nothing goes now, until when, and the button that mends it."""
        say, band, found = self._kit.speech.say, self._form.waitBand, one.obstacle
        if found is None or not one.open_files or one.paused:
            band.hide()
            return
        parts = [sentence(say(found.message)), say(found.remedy)]
        if found.until > time.time():
            parts.append(say("sync-until", moment(found.until, self._kit.speech.locale)))
        text, words = " ".join(parts), _BUTTONS.get(found.code, "")
        if band.text != text:
            band.say(self._kit.dresser, "warning", text, say(words) if words else "", lambda: self._press(found.code))

    def _show_chips(self, one: Standing) -> None:
        states = one.counted.states
        working = sum(count for state, count in states.items() if state in WORKING)
        shown = {str(state): states.get(state, 0) for state in CHIPS} | {
            _DONE: one.real.done, str(State.STASHING): working, PRACTISED_CHIP: one.practised.done,
            PRACTICE_CHIP: 0 if one.counts_practice else one.beside.open,
            REAL_CHIP: one.beside.open if one.counts_practice else 0}
        for state, count in shown.items():
            chip, label = self._chips[state]
            label.setText(self._kit.speech.say(f"sync-chip-{state}", count))
            chip.setVisible(bool(count))

    def _make_chips(self) -> dict[str, tuple[QFrame, QLabel]]:
        chips, flow = {}, FlowLayout(self._form.chips)
        looks = {str(state): DELIVERY[state] for state in (*CHIPS, State.STASHING)}
        looks |= {PRACTISED_CHIP: PRACTISED, PRACTICE_CHIP: DELIVERY[State.QUEUED], REAL_CHIP: DELIVERY[State.QUEUED]}
        for state, look in looks.items():
            chip = QFrame(self._form.chips)
            chip.setProperty("gap", "2")
            line = QHBoxLayout(chip)
            line.setContentsMargins(0, 0, 0, 0)
            icon, label = QLabel(chip), QLabel(chip)
            icon.setProperty("iconName", look.icon)
            icon.setProperty("tint", look.colour)
            mark(label, ink={"text-subtle": "subtle"}.get(look.colour, look.colour))
            line.addWidget(icon)
            line.addWidget(label, 1)
            flow.addWidget(chip)
            chips[state] = (chip, label)
        return chips


def sentence(text: str) -> str:
    """A text that ends as a sentence does; what a wiki says of itself may not."""
    return text if text.endswith((".", "!", "?", "…", "»", "”")) else f"{text}."
