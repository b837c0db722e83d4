"""The card of Today on the next sync: what it will do, when it would end, and the one button that leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ...domain.states import ItemState
from ...services.lists import Counts, Open
from .. import remedies
from ..kit import Kit
from ..moments import moment
from ..theme import mark
from ..widgets.keyed_button import KeyedButton
from ..widgets.layouts import clear
from ..widgets.pieces import button, frame, icon, label

if TYPE_CHECKING:
    from ...services.forecasting import Forecast

_READY = (ItemState.READY, ItemState.PRACTISED)


class NextSync(QFrame):
    """Says what waits, and offers to queue what is ready, or to send."""

    deed_wanted = Signal(str)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        for name, value in (("band", "card"), ("margins", "5 4 5 4"), ("gap", "3")):
            self.setProperty(name, value)
        layout = QVBoxLayout(self)
        self._heading = label("", "heading", "strong")
        layout.addWidget(self._heading)
        self._words = frame(gap="3")
        layout.addWidget(self._words)
        layout.addStretch(1)
        self._button = KeyedButton(self)
        self._button.setObjectName("next-sync")
        self._button.setProperty("textStyle", "strong")
        self._button.setProperty("primary", True)
        self._button.clicked.connect(lambda: self.deed_wanted.emit(self._deed))
        self._deed = ""
        layout.addWidget(self._button)
        self._note = label("", "small", "subtle")
        layout.addWidget(self._note)
        self.practise = button("", lambda: self.deed_wanted.emit("practise"))
        self.practise.setObjectName("practise")
        self.practise.hide()
        layout.addWidget(self.practise)

    def show_forecast(self, counts: Counts, forecast: Forecast, practisable: int) -> None:
        """Say how many items are ready, how many wait, when they would be there, and what keeps them; with how many it
        is offered to practise first."""
        say, states = self._kit.speech.say, counts.states
        ready = sum(states.get(state, 0) - counts.pretended.get(state, 0) for state in _READY)
        practice = counts.pretended.get(ItemState.READY, 0)
        queued = self._kit.bridge.lists.open_items()
        waiting = queued.going
        self._heading.setText(say("today-next"))
        clear(self._words.layout())
        if queued.real:
            self._line("clock", say("today-next-waiting", queued.real, self._kit.megabytes(forecast.size)))
        if queued.practice:
            self._line("clock", say("today-next-practice", queued.practice))
        if waiting:
            self._foretell(forecast)
        elif not queued.stopped:
            self._line("success", say("today-next-none"))
        if questions := states.get(ItemState.QUESTION, 0):
            self._line("helpNotice", say("today-next-questions", questions), "warning")
        self._kit.dresser.dress(self._words)
        self.practise.setText(say("today-practise-first", practisable))
        self.practise.setVisible(practisable > 0 and bool(ready or queued.real))
        if ready:
            practised = states.get(ItemState.PRACTISED, 0) - counts.pretended.get(ItemState.PRACTISED, 0)
            note = f" {say('today-queue-practised', practised)}" if practised else ""
            self._offer("queue-ready", say("today-queue-ready", ready), say("today-queue-note") + note)
        elif practice and not waiting:
            self._offer("queue-ready", say("today-queue-practice", practice), say("today-queue-practice-note"))
        elif waiting:
            self._offer("sync-now", *self._sending(queued))
        else:
            self._offer("import-folder", say("deed-import-folder"), "")

    def _sending(self, queued: Open) -> tuple[str, str]:
        """What the button says that sends, or that leads to where it is chosen what to send, and the note below it."""
        say = self._kit.speech.say
        if not queued.practice:
            wiki = self._kit.bridge.lists.open_wiki()
            return (say("sync-start-wiki", queued.real, wiki) if wiki else say("sync-start", queued.real),
                    say("today-send-note"))
        if not queued.real:
            return say("sync-start-practice", queued.practice), say("today-send-practice-note")
        return say("today-send-which"), say("sync-which")

    def _foretell(self, forecast: Forecast) -> None:
        say = self._kit.speech.say
        if forecast.obstacle is not None:
            remedy = say(forecast.obstacle.remedy) if forecast.obstacle.remedy else ""
            self._line("pause", f"{say(forecast.obstacle.message)} {remedy}".strip(), "warning")
            if deed := remedies.deed(forecast.obstacle.message, forecast.obstacle.remedy):
                words = say("sync-resume" if forecast.obstacle.code == "pause" else f"deed-{deed}")
                mend = button(words, lambda: self.deed_wanted.emit(deed), style="small", link=True)
                self._words.layout().addWidget(mend, 0, Qt.AlignmentFlag.AlignLeading)
        if forecast.end is not None:
            self._line("upload", say("today-next-end", moment(forecast.end, self._kit.speech.locale)))
        if forecast.limit is not None:
            self._line("info", say("today-next-limit", forecast.limit.hits, round(forecast.limit.seconds / 60),
                                   forecast.used))

    def _line(self, name: str, text: str, tint: str = "text-subtle") -> None:
        line = frame(gap="3", across=True)
        line.layout().addWidget(icon(name, tint))
        line.layout().addWidget(label(text), 1)
        self._words.layout().addWidget(line)

    def _offer(self, deed: str, words: str, note: str) -> None:
        self._deed = deed
        self._button.setText(words)
        self._button.show_key(self._kit, self._kit.keys.native(deed))
        self._note.setText(note)
        self._note.setVisible(bool(note))
        mark(self._button, primary=True)
