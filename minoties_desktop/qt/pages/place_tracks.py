"""The tracks of the place page: those kept with the activity that is shown, as chips, and how their gaps are joined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from ...domain.track import JOIN
from ...services import tracks
from ..forms.place_page import Ui_PlacePage
from ..kit import Kit
from ..models.place import Plan
from ..widgets.chips import Chip
from ..widgets.layouts import clear

_JOINS = (60.0, JOIN, 900.0, 3600.0)


class TrackSide(QObject):
    """Takes and drops the tracks of an activity, and shows them on the map."""

    kept_changed = Signal()
    """Other tracks are kept than before."""
    joined = Signal()
    """Gaps are joined otherwise."""

    def __init__(self, kit: Kit, form: Ui_PlacePage, activity: Callable[[], str | None], page: QWidget) -> None:
        """`activity` is the one that new tracks are kept with; None for all photographs."""
        super().__init__(page)
        self._kit, self._form, self._activity, self._page = kit, form, activity, page
        self._plan: Plan | None = None
        form.addTrack.clicked.connect(self.choose)
        form.join.currentIndexChanged.connect(self._on_join_changed)

    def work_on(self, plan: Plan) -> None:
        """Show the tracks of this plan."""
        self._plan = plan
        self._show_chips()
        self._form.map.show_track(plan.ground.track, plan.join)

    def choose(self) -> None:
        """Ask for GPX files, in the platform's own dialog."""
        say = self._kit.speech.say
        names, _ = QFileDialog.getOpenFileNames(self._page, say("place-add-track"), "", say("place-track-filter"))
        for name in names:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Keep a GPX file with the activity that is shown."""
        bridge, activity, actor = self._kit.bridge, self._activity(), self._kit.bridge.library.setting("me")
        bridge.write(lambda: tracks.add(bridge.library, path, activity, actor=actor),
                     lambda _done: self.kept_changed.emit())

    def _drop(self, track: str) -> None:
        bridge, actor = self._kit.bridge, self._kit.bridge.library.setting("me")
        bridge.write(lambda: tracks.drop(bridge.library, track, actor=actor), lambda _done: self.kept_changed.emit())

    def _show_chips(self) -> None:
        form, say = self._form, self._kit.speech.say
        clear(form.trackChips.layout())
        for row in self._plan.ground.tracks:
            times = [self._plan.said(datetime.fromisoformat(row[name]).timestamp(), self._kit.speech.locale)
                     for name in ("starts", "ends")]
            words, tip = say("place-track", row["name"], *times), say("place-drop-track", row["name"])
            chip = Chip(self._kit, words, tip, form.trackChips)
            chip.setToolTip(f"{words}\n{tip}")
            chip.clicked.connect(partial(self._drop, row["id"]))
            form.trackChips.layout().addWidget(chip)
        self._kit.dresser.dress(form.trackChips)

    def _on_join_changed(self) -> None:
        if self._plan is not None:
            self._plan.join = self._form.join.currentData()
            self._plan.match()
            self._form.map.show_track(self._plan.ground.track, self._plan.join)
            self.joined.emit()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        box = self._form.join
        chosen = box.currentData() or JOIN
        with QSignalBlocker(box):
            box.clear()
            for join in _JOINS:
                box.addItem(self._kit.speech.say("place-join-minutes", round(join / 60)), join)
            box.setCurrentIndex(box.findData(chosen))
        if self._plan is not None:
            self._show_chips()
