"""What a plan of places comes to: counts, photographs over time, those without a place and why, and the one button."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..forms.place_page import Ui_PlacePage
from ..kit import Kit
from ..models.place import Plan
from ..reasons import allow
from ..widgets.moment_bars import COLUMNS


class PlaceSum(QObject):
    """Says what would become of a plan."""

    lost_wanted = Signal(list)
    """Ids of the photographs that have no place."""

    def __init__(self, kit: Kit, form: Ui_PlacePage, page: QWidget) -> None:
        super().__init__(page)
        self._kit, self._form = kit, form
        self._plan: Plan | None = None
        form.bars.furnish(kit.theme)
        form.showLost.clicked.connect(self._on_show_lost)

    def show(self, plan: Plan) -> None:
        """Say what becomes of this plan."""
        self._plan = plan
        form, say = self._form, self._kit.speech.say
        total, placed = len(plan.spots), len(plan.placed)
        self.say_count()
        form.placedWords.setText(say("place-placed", placed, total))
        form.map.setAccessibleDescription(say("place-map-words", total, placed))
        self._show_bars(placed, total)
        self._show_lost()
        moving, timed = plan.moving, plan.timed
        form.apply.setText(say("place-apply-times", timed) if timed and not moving else say("place-apply", moving))
        lost = sum(map(len, plan.lost.values()))
        idle = "" if moving or timed else say("place-apply-lost", lost) if lost else say("place-apply-none")
        allow(form.apply, idle)
        form.stillWords.setText(idle or say("place-nothing-changed"))

    def say_count(self, *, shortly: bool = False) -> None:
        """Say how many photographs there are; the number alone where there is little room, and the words in its tool
        tip."""
        if self._plan is None:
            return
        total, label = len(self._plan.spots), self._form.countLabel
        words = self._kit.speech.say("place-count", total)
        label.setText(self._kit.speech.locale.toString(total) if shortly else words)
        label.setToolTip(words)
        label.setAccessibleName(words)

    def _show_bars(self, placed: int, total: int) -> None:
        plan, say = self._plan, self._kit.speech.say
        span = plan.span()
        locale = self._kit.speech.locale
        times = [plan.said(span[0] + (span[1] - span[0]) * part, locale) for part in (0, 0.5, 1)] if span else []
        earlier, later = plan.strays
        if earlier:
            times[0] = f"{say('place-bars-earlier', earlier)} · {times[0]}"
        if later:
            times[-1] = f"{times[-1]} · {say('place-bars-later', later)}"
        words = say("place-bars-words", placed, total - placed, times[0], times[-1]) if times else ""
        self._form.bars.show_counts(plan.counts(COLUMNS), times, words)

    def _show_lost(self) -> None:
        form, plan, say = self._form, self._plan, self._kit.speech.say
        lost = plan.lost
        form.warnRow.setVisible(bool(lost))
        if not lost:
            return
        why, spots = max(lost.items(), key=lambda pair: len(pair[1]))
        rest = sum(len(others) for others in lost.values()) - len(spots)
        moments = [spot.moment for spot in spots if spot.moment is not None]
        locale = self._kit.speech.locale
        times = [plan.said(one(moments), locale) for one in (min, max)] if moments else ["", ""]
        text = say(f"place-lost-{why}", len(spots), *times)
        form.warnWords.setText(f"{text} {say('place-lost-more', rest)}" if rest else text)

    def _on_show_lost(self) -> None:
        if self._plan is not None:
            self.lost_wanted.emit([spot.shot.item for spots in self._plan.lost.values() for spot in spots])
