"""The sync page: how far the queue is, what asks for an answer, every delivery in words; start, pause, retry."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QLocale, QModelIndex, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ...domain.states import WORKING, State
from ...services import queueing
from ...services.releasing import bury
from ..forms.sync_page import Ui_SyncPage
from ..kit import Kit
from ..looks import DELIVERY, PRACTISED
from ..models.deliveries import Delivery, DeliveryModel, DeliveryRole, Totals, deliveries, totals
from ..models.thumbnails import Thumbnails
from ..theme import mark
from ..widgets.layouts import stack
from ..widgets.stop_card import DROP, RETRY
from .stops import Stops

_WATCH_MS = 2000
_FOR_EVER = 4_102_444_800.0  # the year 2100: paused until somebody goes on
_DONE, _PRACTISED = str(State.DONE), "practised"
_CHIPS = (State.DONE, State.WAITING, State.ASKS, State.REFUSED, State.HELD, State.QUEUED)


class SyncPage(QWidget):
    """Follows the queue; whatever process works on it, its rows tell."""

    start_wanted = Signal()
    account_wanted = Signal()
    gallery_wanted = Signal()

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._form = Ui_SyncPage()
        self._form.setupUi(self)
        self._model = DeliveryModel(lambda one: f"{one.title}. {self._state(one)}. {self._detail(one)}")
        self._form.rows.furnish(self._model, kit, thumbnails, self._state, self._detail)
        self._form.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for choice in (RETRY, DROP):
            action = QAction(kit.speech.say(f"sync-choice-{choice}"), self._form.rows)
            action.triggered.connect(lambda _checked=False, choice=choice: self._on_row_action(choice))
            self._form.rows.addAction(action)
        self._form.rows.activated.connect(self._on_activated)
        self._form.start.clicked.connect(self.start_wanted)
        self._form.gallery.clicked.connect(self.gallery_wanted)
        self._form.pause.clicked.connect(self.toggle_pause)
        self._form.retryAll.clicked.connect(self._on_retry_all)
        self.setFocusProxy(self._form.rows)
        self._starting = self._faulty = False
        self._chips = self._make_chips()
        self._stops = Stops(kit, thumbnails, self._form.cards, self._selected)
        self._found: list[Delivery] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.refresh)
        kit.bridge.deliveries_changed.connect(self._timer.start)
        self._watch = QTimer(self)  # a run that is killed tells nobody
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self.refresh)
        kit.dresser.dress(self)
        self.refresh()

    def refresh(self) -> None:
        """Read the queue again."""
        lists = self._kit.bridge.lists
        runs = lists.sync_runs()
        progress = {run["progress"]["row"]: run["progress"] for run in runs if "row" in run["progress"]}
        rows = lists.deliveries()
        self._found = deliveries(rows, progress, lists.thumbnails({row.item for row in rows}))
        sums = totals(self._found)
        if not runs and any(sums.states.get(state) for state in WORKING):
            library = self._kit.bridge.library
            self._kit.bridge.write(lambda: bury(library))
        (self._watch.start if runs else self._watch.stop)()
        self._show_head(sums, bool(runs))
        self._show_account_trouble()
        self._stops.show(self._found)
        self._model.show(self._found)
        self._form.stack.setCurrentIndex(0 if self._found else 1)
        self._form.totals.setVisible(bool(self._found))
        if not self._found:
            say = self._kit.speech.say
            self._form.empty.say(self._kit.dresser, "upload", say("sync-empty"))

    def show_fault(self, sentence: str, remedy: str, button: str, press: Callable[[], None]) -> None:
        """Say why the sync could not begin, with the button that mends it."""
        say = self._kit.speech.say
        text = " ".join(part for part in (sentence or say("sync-broke-off"), remedy) if part)
        self._starting, self._faulty = False, True
        self.refresh()
        self._form.faultBand.say(self._kit.dresser, "error", text, button, press)

    def forget_fault(self) -> None:
        """The sync was started again."""
        self._starting, self._faulty = True, False
        self.refresh()

    def toggle_pause(self) -> None:
        """Pause all sending, or go on."""
        library = self._kit.bridge.library
        until = 0.0 if self._kit.bridge.lists.paused_until() > time.time() else _FOR_EVER
        self._kit.bridge.write(lambda: queueing.pause(library, until=until), lambda _changes: self.refresh())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack what does not fit side by side."""
        super().resizeEvent(event)
        narrow = self.width() < self._kit.theme.tokens.size("stack-below")
        for frame in (self._form.syncHead, self._form.totalsLine, self._form.chips):
            stack(frame, narrow)

    def retranslate(self) -> None:
        """Say everything again."""
        self._form.retranslateUi(self)
        self._stops.retranslate()
        self.refresh()

    def _show_head(self, sums: Totals, running: bool) -> None:
        say, form, locale = self._kit.speech.say, self._form, self._kit.speech.locale
        paused = self._kit.bridge.lists.paused_until() > time.time()
        form.pause.setText(say("sync-resume" if paused else "deed-pause-sync"))
        form.pause.setProperty("iconName", "play" if paused else "pause")
        open_files = sums.files - sums.done
        form.pause.setEnabled(bool(open_files))
        self._starting = self._starting and not running and bool(open_files)
        form.start.setText(say("sync-running") if running else say("sync-starting") if self._starting else
                           say("sync-start", open_files))
        form.start.setEnabled(bool(open_files) and not running and not paused and not self._starting)
        form.retryAll.setVisible(bool(sums.states.get(State.WAITING, 0)))
        done = "sync-sub-practised" if sums.practised == sums.files else "sync-sub-done"
        form.subheading.setText(
            say("sync-sub-paused" if paused else "sync-sub-running" if running else
                "sync-sub-idle" if open_files else done, open_files))
        form.gallery.setVisible(any(one.practice for one in self._found))
        form.doneNumber.setText(say("sync-done-of", sums.done, sums.files))
        form.doneWords.setText(say("sync-files", sums.files))
        form.progress.setRange(0, max(1, sums.size // 1000))
        form.progress.setValue(sums.sent // 1000)
        form.bytesText.setText(say("sync-bytes", self._kit.megabytes(sums.sent), self._kit.megabytes(sums.size)))
        soonest = min((one.next_try for one in self._found if one.state is State.WAITING and one.next_try), default=0.0)
        form.endText.setText(say("sync-next-try", _clock(soonest, locale)) if soonest > time.time() else "")
        self._show_chips(sums)
        self._kit.dresser.dress(form.syncHead)

    def _show_account_trouble(self) -> None:
        if self._faulty:  # something worse is said there
            return
        say, band = self._kit.speech.say, self._form.faultBand
        stopped = next((one for one in self._found if one.needs_account and one.message), None)
        if stopped is None or self._starting:
            band.hide()
            return
        text = " ".join(say(part) for part in (stopped.message, stopped.remedy) if part)
        if band.text != text:
            band.say(self._kit.dresser, "error", text, say("deed-account"), self.account_wanted.emit)

    def retry_shut_out(self) -> None:
        """Try again at once what waited for another account."""
        library = self._kit.bridge.library
        items = [one.item for one in self._found if one.needs_account]
        if items:
            self._kit.bridge.write(lambda: queueing.retry(library, items))

    def _show_chips(self, sums: Totals) -> None:
        working = sum(count for state, count in sums.states.items() if state in WORKING)
        shown = [(str(state), sums.states.get(state, 0)) for state in _CHIPS]
        shown = [(_DONE, sums.states.get(State.DONE, 0) - sums.practised), *shown[1:], (str(State.STASHING), working),
                 (_PRACTISED, sums.practised)]
        for state, count in shown:
            chip, label = self._chips[state]
            label.setText(self._kit.speech.say(f"sync-chip-{state}", count))
            chip.setVisible(bool(count))

    def _make_chips(self) -> dict[str, tuple[QFrame, QLabel]]:
        chips = {}
        looks = {str(state): DELIVERY[state] for state in (*_CHIPS, State.STASHING)}
        looks[_PRACTISED] = PRACTISED
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
            line.addWidget(label)
            self._form.chips.layout().addWidget(chip)
            chips[state] = (chip, label)
        self._form.chips.layout().addStretch(1)
        return chips

    def _state(self, one: Delivery) -> str:
        return self._kit.speech.say("delivery-practised" if one.practised else f"delivery-{one.state}")

    def _detail(self, one: Delivery) -> str:
        say = self._kit.speech.say
        if one.total and one.state in WORKING:
            return say("sync-bytes", self._kit.megabytes(one.done), self._kit.megabytes(one.total))
        if one.message is not None:
            return say(one.message)
        if one.state is State.DONE:
            return say("sync-proven", _clock_of(one.changed, self._kit.speech.locale))
        return self._kit.megabytes(one.size)

    def _on_activated(self, index: QModelIndex) -> None:
        delivery: Delivery = index.data(DeliveryRole.DELIVERY)
        if delivery.url:
            QDesktopServices.openUrl(QUrl(delivery.url))

    def _on_row_action(self, choice: str) -> None:
        if items := self._selected():
            self._stops.answer(sorted(items), choice)

    def _selected(self) -> set[str]:
        chosen = self._form.rows.selectionModel().selectedIndexes()
        return {index.data(DeliveryRole.DELIVERY).item for index in chosen}

    def _on_retry_all(self) -> None:
        library = self._kit.bridge.library
        items = [one.item for one in self._found if one.state is State.WAITING]
        self._kit.bridge.write(lambda: queueing.retry(library, items))


def _clock(moment: float, locale: QLocale) -> str:
    return locale.toString(datetime.fromtimestamp(moment).time(), QLocale.FormatType.ShortFormat)


def _clock_of(stored: str, locale: QLocale) -> str:
    return _clock(datetime.fromisoformat(stored.replace("Z", "+00:00")).timestamp(), locale) if stored else ""
