"""The status bar: what is selected, the last action with its undo, the connection, the page's one primary button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ..config.messages import Message
from ..domain.states import ItemState
from ..services.lists import Open
from . import remedies
from .announcing import announce
from .forms.window import Ui_MainWindow
from .keys import SPREADS
from .kit import Kit
from .reasons import allow
from .theme import mark
from .widgets.pieces import button

_QUEUEABLE = frozenset({ItemState.READY, ItemState.PRACTISED})


class StatusBar(QObject):
    """Writes the status bar of a window."""

    deed_wanted = Signal(str)
    """The action (id) that does what the remedy of a problem says."""

    def __init__(self, form: Ui_MainWindow, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._form, self._kit = form, kit
        self._total = self._selected = 0
        self._ids: Sequence[str] = ()
        self._newest = kit.bridge.lists.newest_action()
        self._is_last = False
        """Whether the newest action was done in this window since it opened, and nothing else has happened after it;
        else an undo beside it would seem to take back something else."""
        self._spoken: str | None = None
        """The action (id) that was announced last: of two with the same words each is."""
        self._old = QTimer(self)  # what is said as a page is shown is said of it, and stays
        self._old.setSingleShot(True)
        self._old.setInterval(0)
        self._old.timeout.connect(self._on_problem_old)
        self._has_old_problem = False
        self._deed = ""
        self.remedy = button("", lambda: self.deed_wanted.emit(self._deed), style="small", link=True)
        self.remedy.setObjectName("statusRemedy")
        line = form.statusUndo.parentWidget().layout()
        line.insertWidget(line.indexOf(form.statusUndo) + 1, self.remedy)
        kit.bridge.journal_changed.connect(self._on_journal_changed)
        kit.bridge.deliveries_changed.connect(self._on_deliveries_changed)
        kit.bridge.items_changed.connect(self._on_items_changed)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)
        self.show_deed()
        self.show_net()

    def show_selection(self, ids: Sequence[str], total: int, selected: int) -> None:
        """Tell how many of the listed items are selected, their size, and what the primary button would queue; those
        that lie under the `selected` ones on stacks are among the ids, and counted in the total."""
        self._ids, self._total, self._selected = ids, total, selected
        say = self._kit.speech.say
        rows = self._kit.bridge.lists.sums(ids)
        if ids:
            size = self._kit.megabytes(rows.size)
            text = say("status-selected", len(ids), total, size) if len(ids) == self._selected else say(
                "status-selected-stacks", self._selected, len(ids), size)
            self._form.statusSelection.setText(text)
        else:
            self._form.statusSelection.setText(say("status-items", total))
        # What was done last gives way first; the hint is never less than the minimum.
        self._form.statusSelection.setMinimumWidth(0)
        self._form.statusSelection.setMinimumWidth(
            min(self._form.statusSelection.sizeHint().width(), self._form.statusBar_.width() * 2 // 5))
        ready = sum(count for state, count in rows.states.items() if state in _QUEUEABLE)
        self._form.primary.setText(say("status-queue", ready))
        allow(self._form.primary, "" if ready else say("status-queue-none"), say("status-queue-tip"))
        self._form.primary.show_key(self._kit, self._kit.keys.native("queue"))

    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        # The inspector and the cells of the table have a meaning of their own for that key.
        inspector = self._form.inspector
        self._form.primary.hear_key(heard=now is None or not (inspector.isAncestorOf(now) or now.property(SPREADS)))

    def _on_items_changed(self, ids: frozenset[str] | None) -> None:
        if ids is None or not ids.isdisjoint(self._ids):
            self.show_selection(self._ids, self._total, self._selected)

    def _on_journal_changed(self) -> None:
        newest = self._kit.bridge.lists.newest_action()
        if newest != self._newest:
            self._newest, self._is_last = newest, newest is not None and self._kit.bridge.lists.is_ours(newest)
        self.show_deed()

    def forget_deed(self) -> None:
        """Something happened that undo does not take back: the action before it is offered no longer."""
        self._is_last = False
        if not self._form.statusUndo.isHidden():
            self.show_deed()

    def show_deed(self) -> None:
        """Tell the last action; it stays until the next one, until something else happens, or until it can't be taken
        back any more."""
        self._has_old_problem = False
        self._old.stop()
        label = self._kit.bridge.lists.offered_action() if self._is_last else None
        text = self._kit.speech.say(label) if label else ""
        spoken = self._newest if label else None
        if spoken and spoken != self._spoken:
            announce(self._form.statusDeed, text)
        self._spoken = spoken
        self._form.statusDeed.setText(text)
        self._form.statusUndo.setVisible(label is not None)
        self._form.statusUndo.setToolTip(text)
        self._form.statusUndo.setAccessibleDescription(text)
        self.remedy.hide()
        mark(self._form.statusDeed, ink="subtle")

    def _on_deliveries_changed(self) -> None:
        self.show_net()
        if not self._form.statusUndo.isHidden() and self._kit.bridge.lists.offered_action() is None:
            self.show_deed()

    def show_problem(self, message: Message, remedy: Message | None) -> None:
        """Tell what could not be done, in place of the last action; what mends it is a button."""
        say = self._kit.speech.say
        parts = [say(message), say(remedy) if remedy else ""]
        text = " ".join(part for part in parts if part)
        self._form.statusDeed.setText(text)
        announce(self._form.statusDeed, text, urgent=True)
        self._form.statusUndo.hide()
        self._deed = remedies.deed(message, remedy)
        self.remedy.setText(say(f"deed-{self._deed}") if self._deed else "")
        self.remedy.setVisible(bool(self._deed))
        mark(self._form.statusDeed, ink="error")
        self._old.start()

    def forget_problem(self) -> None:
        """Somebody has gone elsewhere: what could not be done before is told no longer."""
        if self._has_old_problem:
            self.show_deed()

    def _on_problem_old(self) -> None:
        self._has_old_problem = True

    def show_note(self, message: Message) -> None:
        """Tell what was done and cannot be undone by a key, in place of the last action."""
        text = self._kit.speech.say(message)
        self._form.statusDeed.setText(text)
        announce(self._form.statusDeed, text)
        self._form.statusUndo.hide()
        self.remedy.hide()
        self._has_old_problem = False
        self._old.stop()
        mark(self._form.statusDeed, ink="subtle")

    def show_net(self) -> None:
        """Tell how the queue stands."""
        found = self._kit.bridge.lists.open_items()
        sending = [run for run in self._kit.bridge.lists.sync_runs() if "waits" not in run["progress"]]
        trouble = self._kit.bridge.lists.sending_trouble() if found.all else ""
        icon = "alert" if trouble else "network" if sending else "networkOff"
        self._form.netIcon.setProperty("iconName", icon)
        self._form.netIcon.setProperty("tint", "warning" if trouble else "text-subtle")
        self._form.statusNet.setText(
            self._kit.speech.say(f"status-net-{trouble}") if trouble else self._queue_words(found, bool(sending)))
        mark(self._form.statusNet, ink="warning" if trouble else "subtle")
        self._kit.dresser.dress(self._form.netIcon)

    def _queue_words(self, found: Open, is_sending: bool) -> str:
        """How many items go, and what is practice of them; what is published and what is practised are one number only
        while they are sent."""
        say = self._kit.speech.say
        if not found.going:
            return say("status-stopped", found.stopped) if found.stopped else say("status-idle")
        if self._kit.bridge.lists.is_paused():
            return say("status-paused", found.going)
        if is_sending:
            return say("status-sending", found.going)
        if found.real and found.practice:
            return say("status-waiting-both", found.real, found.practice)
        return say("status-waiting" if found.real else "status-waiting-practice", found.going)
