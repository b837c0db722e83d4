"""The sync page: how far the queue is, what asks for an answer, every delivery in words; start, pause, retry."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from ...config.messages import Message
from ...domain.changes import Changes
from ...domain.connection import Trouble
from ...domain.sites import PRACTICE
from ...domain.states import WORKING, ItemState, State
from ...services import accounts, pausing, queueing, rehearsing, watching
from ...services.accounts import Account
from ...services.releasing import allow_metered, bury
from ..delivery_words import proof_words, state_words
from ..forms.sync_page import Ui_SyncPage
from ..kit import Kit
from ..models.deliveries import Delivery, DeliveryModel, DeliveryRole, Key, by_wiki, deliveries, totals
from ..models.thumbnails import Thumbnails
from ..moments import moment
from ..widgets.flow import FlowLayout
from ..widgets.ladder import Facts
from ..widgets.layouts import crowded, stack
from ..widgets.stop_card import DROP, RETRY
from .stops import Stops
from .sync_head import NEED_SOMEBODY, Standing, SyncHead, sentence

_WATCH_MS = 2000
_TOLD = 500
"""Waiting files whose wiki's answers are looked at."""


class _Seen(NamedTuple):
    """What was read of the queue: the runs that live, the deliveries, and how the sending stands."""

    runs: Sequence[dict[str, Any]]
    found: list[Delivery]
    sight: watching.Sight
    practisable: int


class SyncPage(QWidget):
    """Follows the queue; whatever process works on it, its rows tell."""

    start_wanted = Signal()
    account_wanted = Signal()
    gallery_wanted = Signal()
    receipts_wanted = Signal(str)
    """What has arrived on a wiki (id) is to be shown."""
    deed_wanted = Signal(str)

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._form = Ui_SyncPage()
        self._form.setupUi(self)
        deeds = FlowLayout(self._form.syncDeeds, wide=True)
        for button in (self._form.limits, self._form.retryAll, self._form.pause, self._form.startPractice,
                       self._form.start):
            deeds.addWidget(button)
        self._model = DeliveryModel(lambda one: f"{one.title}. {state_words(kit, one)}. {self._detail(one)}")
        self._sight: watching.Sight | None = None
        self._form.rows.furnish(self._model, kit, thumbnails, lambda one: state_words(kit, one), self._detail,
                                self._paused)
        self._form.rows.pause_wanted.connect(self._toggle_row)
        self._form.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, press in (
                ("sync-pause-row", self._on_row_paused), ("sync-pause-activity", self._on_activity_paused)):
            action = QAction(kit.speech.say(words), self._form.rows)
            action.triggered.connect(press)
            self._form.rows.addAction(action)
        for choice in (RETRY, DROP):
            action = QAction(kit.speech.say(f"sync-choice-{choice}"), self._form.rows)
            action.triggered.connect(lambda _checked=False, choice=choice: self._on_row_action(choice))
            self._form.rows.addAction(action)
        self._form.rows.gallery_wanted.connect(self.gallery_wanted)
        self._form.start.clicked.connect(self._on_start_pressed)
        self._form.startPractice.clicked.connect(self._on_practice_pressed)
        self._form.receipts.clicked.connect(lambda: self.receipts_wanted.emit(PRACTICE))
        self._form.pause.clicked.connect(self.toggle_pause)
        self._form.limits.clicked.connect(lambda: self.deed_wanted.emit("show-settings"))
        self._form.retryAll.clicked.connect(self._on_retry_all)
        self._form.rowsCard.layout().setSizeConstraint(QLayout.SizeConstraint.SetMinAndMaxSize)
        self.setFocusProxy(self._form.rows)
        self._starting = self._faulty = self._is_away = self._was_running = False
        self._is_reading = self._is_stale = False
        self._wishes: list[str] = []
        self._running_wikis = self._paused_wikis = frozenset[str]()
        self._head = SyncHead(self._form, kit, self._on_obstacle_pressed)
        self._connect_ladder()
        self._stops = Stops(kit, thumbnails, self._form.cards, self._selected)
        self._found: list[Delivery] = []
        self._practisable = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._refresh_beside)
        kit.bridge.deliveries_changed.connect(self._timer.start)
        self._watch = QTimer(self)  # a run that is killed tells nobody
        self._watch.setInterval(_WATCH_MS)
        self._watch.timeout.connect(self._refresh_beside)
        kit.dresser.dress(self)
        self.refresh()

    def _connect_ladder(self) -> None:
        ladder = self._form.ladder
        ladder.furnish(self._kit)
        ladder.retry_wanted.connect(self._on_retry_all)
        ladder.pause_wanted.connect(self.toggle_pause)
        ladder.portal_wanted.connect(self._on_portal_wanted)
        ladder.account_wanted.connect(self.account_wanted)
        ladder.deed_wanted.connect(self.deed_wanted)
        ladder.hotspot_wanted.connect(self._on_hotspot_wanted)
        QApplication.instance().applicationStateChanged.connect(self._on_application_state_changed)

    def refresh(self) -> None:
        """Read the queue again."""
        self._show(self._read())

    def _refresh_beside(self) -> None:
        """Read the queue again beside the window's thread, once at a time: a sync changes it many times a second."""
        self._is_stale = True
        if self._is_reading:
            return
        self._is_reading, self._is_stale = True, False

        def read() -> _Seen:
            try:
                return self._read()
            finally:
                self._is_reading = False

        self._kit.bridge.compute(read, self._on_read)

    def _on_read(self, seen: _Seen) -> None:
        self._show(seen)
        if self._is_stale:
            self._refresh_beside()

    def _read(self) -> _Seen:
        lists = self._kit.bridge.lists
        runs = lists.sync_runs()
        progress = {run["progress"]["row"]: run["progress"] for run in runs if "row" in run["progress"]}
        rows = lists.deliveries()
        found = deliveries(rows, progress, lists.thumbnails({row.item for row in rows}))
        if not runs:
            found = self._with_answers(found)
        return _Seen(runs, found, watching.look(self._kit.bridge.library, runs), lists.to_practise())

    def _with_answers(self, found: list[Delivery]) -> list[Delivery]:
        """What wikis have said lately of files that wait to be sent."""
        waiting = [one.item for one in found if one.state is State.QUEUED and one.message is None][:_TOLD]
        told = rehearsing.known(self._kit.bridge.library, waiting, self._kit.bridge.lists.sender()) if waiting else {}
        return [replace(one, message=told[one.item][0].message)
                if one.state is State.QUEUED and told.get(one.item) else one for one in found]

    def _show(self, seen: _Seen) -> None:
        runs, self._found, self._sight, self._practisable = seen
        self._running_wikis = frozenset(run["wiki"] for run in runs)
        if not runs and any(one.state in WORKING for one in self._found):
            library = self._kit.bridge.library
            self._kit.bridge.write(lambda: bury(library))
        (self._watch.start if runs else self._watch.stop)()
        self._show_head()
        self._show_account_trouble()
        sight = self._sight
        self._stops.show(self._found, rest_goes_on=sight.is_running and not (
            sight.trouble or sight.obstacle or sight.paused.everything))
        self._model.show(self._found)
        self._form.stack.setCurrentIndex(0 if self._found else 1)
        if not self._found:
            say = self._kit.speech.say
            self._form.empty.say(self._kit.dresser, "upload", say("sync-empty"))

    def show_fault(self, sentence: str, remedy: str, button: str, press: Callable[[], None]) -> None:
        """Say why the sync could not begin, with the button that mends it."""
        say = self._kit.speech.say
        text = " ".join(part for part in (sentence or say("sync-broke-off"), remedy) if part)
        self._starting, self._faulty = False, True
        self.refresh()
        if self._form.ladder.isHidden():  # which says it better
            self._form.faultBand.say(self._kit.dresser, "error", text, button, press)

    def forget_fault(self) -> None:
        """The sync was started again."""
        self._starting, self._faulty = True, False
        self.refresh()

    def take_wishes(self) -> list[str]:
        """Words of the command line that the next sync is started with, and only that."""
        taken, self._wishes = self._wishes, []
        return taken

    def toggle_pause(self) -> None:
        """Pause all sending, or go on."""
        library = self._kit.bridge.library
        if self._sight.paused.everything:
            self._kit.bridge.write(lambda: pausing.resume(library), lambda _changes: self._on_resumed())
        else:
            self._was_running, self._paused_wikis = self._sight.is_running, self._running_wikis
            self._kit.bridge.write(lambda: pausing.pause(library), lambda _changes: self.refresh())

    def _on_resumed(self) -> None:
        """What the pause had stopped goes on."""
        self.refresh()
        if self._was_running:
            self._start([one for one in self._found if one.wiki in self._paused_wikis])

    def _on_start_pressed(self) -> None:
        """Send what the button names: what would be published, or where that is nothing, the practice."""
        ready = [one for one in self._found if one.state is not State.DONE and one.state not in NEED_SOMEBODY]
        self._start([one for one in ready if not one.practice] or ready)

    def _on_practice_pressed(self) -> None:
        """Send what waits for practice; where nobody can publish yet, all else with it."""
        if self._practisable:
            self.deed_wanted.emit("practise")
        else:
            self._start([one for one in self._found if one.practice])

    def _start(self, wanted: Sequence[Delivery]) -> None:
        """Have files sent, and where some wait for practice and some to be published, not the others."""
        if len({one.practice for one in self._found if one.state is not State.DONE}) > 1:
            wikis = dict.fromkeys(one.wiki for one in wanted if one.state is not State.DONE)
            self._wishes += [word for wiki in wikis for word in ("--site", wiki)]
        self.start_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack what does not fit side by side."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        margins = self._form.body.layout().contentsMargins()
        room = self._form.scroll.viewport().width() - margins.left() - margins.right()
        inner = self._form.totals.layout().contentsMargins()
        narrow = self.width() < self._kit.theme.tokens.size("stack-below")
        # The buttons stand beside the heading where it keeps a third of the line, else below it in lines of their own.
        stack(self._form.syncHead, narrow or self._form.syncDeeds.sizeHint().width() * 3 > room * 2)
        room -= inner.left() + inner.right()
        stack(self._form.restParts, narrow=False)  # measured as they are side by side
        stack(self._form.totalsLine, narrow or crowded(self._form.totalsLine, room))
        stack(self._form.restParts, crowded(self._form.restParts, room))

    def retranslate(self) -> None:
        """Say everything again."""
        self._form.retranslateUi(self)
        self._stops.retranslate()
        self.refresh()

    def _show_head(self) -> None:
        sight = self._sight
        open_files = sum(one.state is not State.DONE for one in self._found)
        self._starting = self._starting and not sight.is_running and bool(open_files)
        trouble = sight.trouble if open_files and not sight.paused.everything else None
        left = [one for one in self._found if one.state is not State.DONE]
        real = {one.wiki for one in left if not one.practice}
        sums = totals([one for one in self._found if not one.practice])
        practised = totals([one for one in self._found if one.practice])
        counts_practice = self._running_wikis == {PRACTICE} or not sums.files or not (sums.open or not practised.open)
        standing = Standing(
            sums, practised, counts_practice, sight.is_running, self._starting, sight.paused.everything, sight.coming,
            sight.obstacle if trouble is None else None, sum(
                one.wiki in self._running_wikis and one.state not in NEED_SOMEBODY for one in left),
            accounts.wiki(Account(real.pop(), "")).host if len(real) == 1 else "", self._practisable)
        self._head.show(standing)
        self._show_ladder(trouble, open_files)
        # What keeps the one wiki's files waiting keeps nobody from practising.
        self._form.syncHead.setHidden(trouble is not None and not standing.is_mixed)
        self._arrange()

    def _show_ladder(self, trouble: Trouble | None, open_files: int) -> None:
        """The ladder stands in the place of the head and the sums."""
        form, sight = self._form, self._sight
        facts = None
        if trouble is not None and sight.account is not None:
            counts = self._kit.bridge.lists.counts().states
            begun = next((one for one in self._found if sight.begun and one.item == sight.begun.item), None)
            under_way = sight.begun and begun and Message(
                "ladder-under-way", begun.title, self._kit.megabytes(sight.begun.offset),
                self._kit.megabytes(begun.size))
            facts = Facts(
                sight.account.name or self._kit.speech.say("ladder-no-account"), sight.host, open_files,
                self._kit.megabytes(sum(one.size for one in self._found if one.state is not State.DONE)),
                under_way or None, moment(sight.begun.kept_until, self._kit.speech.locale) if sight.begun else "",
                counts.get(ItemState.TO_FINISH, 0), counts.get(ItemState.READY, 0),
                sight.account.site == PRACTICE)
        form.ladder.say(trouble, facts)
        form.ladder.tell_again(self._again_words() if trouble else "")
        # Questions and files remain below it: they can be answered, paused and taken back without any connection.
        form.totals.setVisible(trouble is None and bool(self._found))

    def _again_words(self) -> str:
        left = self._sight.again - time.time()
        if not self._sight.is_running:
            return ""
        return self._kit.speech.say("ladder-again", max(1, round(left))) if left > 0 else \
            self._kit.speech.say("ladder-trying")

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
            band.say(self._kit.dresser, "error", text, say("deed-show-accounts"), self.account_wanted.emit)

    def _detail(self, one: Delivery) -> str:
        say = self._kit.speech.say
        if one.total and one.state in WORKING:
            return say("sync-bytes", self._kit.megabytes(one.done), self._kit.megabytes(one.total))
        if one.state is not State.DONE and one.key in self._sight.paused_rows:
            activity = self._sight.paused_rows[one.key]
            return say("sync-row-paused-with", activity) if activity else say("sync-row-paused")
        if one.message is not None and one.state is State.WAITING and one.next_try > time.time():
            return say("sync-row-again", sentence(say(one.message)), moment(one.next_try, self._kit.speech.locale))
        if proof := proof_words(self._kit, one):
            return proof
        going = one.wiki in self._running_wikis
        if one.state is State.QUEUED and self._sight.obstacle is not None and (going or not one.practice):
            return say(self._sight.obstacle.message)
        return say("sync-row-turn" if going else "sync-row-unsent", self._kit.megabytes(one.size))

    def _on_row_action(self, choice: str) -> None:
        if chosen := self._selected():
            self._stops.answer(sorted(chosen), choice)

    def _selected(self) -> set[Key]:
        chosen = self._form.rows.selectionModel().selectedIndexes()
        return {index.data(DeliveryRole.DELIVERY).key for index in chosen}

    def _on_retry_all(self) -> None:
        """Try at once what waits; without anybody who sends, that is begun."""
        library = self._kit.bridge.library
        waiting = by_wiki(one.key for one in self._found if one.state is State.WAITING)

        def retry() -> Changes:
            changes = Changes()
            for wiki, items in waiting.items():
                changes |= queueing.retry(library, items, wiki=wiki)
            return changes

        self._kit.bridge.write(retry, lambda _changes: self._send_if_nobody_does())

    def _send_if_nobody_does(self) -> None:
        if self._sight.trouble is not None and not self._kit.bridge.lists.sync_runs():
            site = self._sight.account.site if self._sight.account else ""
            self._start([one for one in self._found if one.wiki == site])

    def _on_row_paused(self) -> None:
        """Pause the file of the current row, or have it go on."""
        if (key := self._current()) is not None:
            self._toggle_row(*key)

    def _toggle_row(self, item: str, wiki: str) -> None:
        paused = self._sight.paused
        activity = self._kit.bridge.lists.activity_of(item)
        if not paused.has(item, wiki) and activity in paused.activities:
            self._toggle(activities=[activity], is_paused=True)
        else:
            self._toggle(items=[item], wiki=wiki, is_paused=paused.has(item, wiki))

    def _paused(self, one: Delivery) -> str:
        """What goes on when the button of a row is pressed: the file, or the activity that it is paused with."""
        rows = self._sight.paused_rows if self._sight is not None else {}
        return rows[one.key] or one.title if one.key in rows else ""

    def _on_activity_paused(self) -> None:
        """Pause all files of the current row's activity, or have them go on."""
        key = self._current()
        activity = self._kit.bridge.lists.activity_of(key[0]) if key else None
        if activity is not None:
            self._toggle(activities=[activity], is_paused=activity in self._sight.paused.activities)

    def _toggle(
        self, *, items: Sequence[str] = (), activities: Sequence[str] = (), wiki: str = "", is_paused: bool,
    ) -> None:
        library, deed = self._kit.bridge.library, pausing.resume if is_paused else pausing.pause
        self._kit.bridge.write(lambda: deed(library, items=items, activities=activities, wiki=wiki))

    def _current(self) -> Key | None:
        index = self._form.rows.currentIndex()
        return index.data(DeliveryRole.DELIVERY).key if index.isValid() else None

    def _on_portal_wanted(self, address: str) -> None:
        self._is_away = True
        QDesktopServices.openUrl(QUrl(address))

    def _on_application_state_changed(self, state: Qt.ApplicationState) -> None:
        if self._is_away and state is Qt.ApplicationState.ApplicationActive:
            self._is_away = False
            self._on_retry_all()

    def _on_obstacle_pressed(self, code: str) -> None:
        if code == "metered":
            self._allow_metered(None)
        else:
            self.deed_wanted.emit("show-settings")

    def _on_hotspot_wanted(self, megabytes: int) -> None:
        self._allow_metered(megabytes)

    def _allow_metered(self, megabytes: int | None) -> None:
        """Send over a metered connection this time: whoever sends is told, else somebody begins."""
        library = self._kit.bridge.library

        def told(is_running: bool) -> None:
            if not is_running:
                self._wishes = ["--metered", "ok", *(["--limit-mb", str(megabytes)] if megabytes else [])]
                self._start([one for one in self._found if not one.practice])

        self._kit.bridge.write(lambda: allow_metered(library, megabytes), told)
        self._on_retry_all()
