"""Tells somebody who looks elsewhere how far a sync is, and that it has ended: the taskbar, a toast in the window, else
the desktop."""

from __future__ import annotations

import shutil
import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QSystemTrayIcon

from ..domain.states import ItemState
from ..services.lists import Counts
from .kit import Kit
from .taskbar import Taskbar
from .widgets.toast import Toast

_PROGRAM = "notify-send"
_SHOWN_MS = 10_000


class Notifier(QObject):
    """Follows the sync runs of a library, whoever started them."""

    def __init__(self, kit: Kit, counts: Counts, window: QMainWindow) -> None:
        super().__init__(window)
        self._kit, self._window = kit, window
        self.toast = Toast(kit, window)
        self.taskbar = Taskbar()
        self._tray: QSystemTrayIcon | None = None
        self._runs: set[str] = {run["id"] for run in kit.bridge.lists.sync_runs()}
        self._newest = kit.bridge.lists.newest_run()
        self._done_before = self._done(counts)
        self._open_before = kit.bridge.lists.open_items().all if self._runs else 0
        kit.bridge.deliveries_changed.connect(self._on_deliveries_changed)

    def _done(self, counts: Counts) -> tuple[int, int]:
        """How many items are on the wiki, and how many on the practice Commons."""
        return counts.states.get(ItemState.DONE, 0), self._kit.bridge.lists.practised()

    def _on_deliveries_changed(self) -> None:
        lists = self._kit.bridge.lists
        runs, newest = {run["id"] for run in lists.sync_runs()}, lists.newest_run()
        if runs and not self._runs:
            self._open_before = lists.open_items().all
        elif not runs and (self._runs or newest != self._newest):  # a short one may come and go between two looks
            self._tell()
        if not runs:
            # Counted while nothing is sent: a short sync may be half over before it is seen.
            self._done_before = self._done(lists.counts())
        self._runs, self._newest = runs, newest
        before = max(1, self._open_before)
        self.taskbar.show(max(0, before - lists.open_items().all) / before if runs else None)

    def _tell(self) -> None:
        """What came of it; nothing where nothing was sent."""
        counts, say = self._kit.bridge.lists.counts(), self._kit.speech.say
        done, practised = (
            max(0, now - before) for now, before in zip(self._done(counts), self._done_before, strict=True))
        states = counts.states
        questions = states.get(ItemState.QUESTION, 0) + states.get(ItemState.REFUSED, 0) + states.get(ItemState.HELD, 0)
        if not (done or practised or questions):
            return
        parts = [say("sync-ended", done)] if done else [] if practised else [say("sync-ended-none")]
        if practised:
            parts.append(say("sync-ended-practice", practised))
        if questions:
            parts.append(say("sync-ended-questions", questions))
        text = " ".join(parts)
        if self._window.isActiveWindow():
            self.toast.say(text, "warning" if questions else "success")
        else:
            QApplication.alert(self._window)
            self.notify(say("app-name"), text)

    def notify(self, title: str, text: str) -> None:
        """Have the desktop show it: its own program where there is one, else an icon in the tray for a moment."""
        if sys.platform == "linux" and (program := shutil.which(_PROGRAM)):
            import subprocess  # late: a window that notifies nobody does without

            subprocess.Popen([program, "--app-name", title, "--", title, text], stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        elif QSystemTrayIcon.isSystemTrayAvailable():
            self._tray = self._tray or QSystemTrayIcon(self._kit.icons.icon("upload"), self._window)
            self._tray.show()
            self._tray.showMessage(title, text, QSystemTrayIcon.MessageIcon.Information, _SHOWN_MS)
