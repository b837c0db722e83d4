"""The place page: tracks, cameras' clocks, and where each photograph would be; nothing changes until it is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QWidget

from ...config.messages import Message
from ...domain import offsets
from ...domain.errors import Fault
from ...domain.positions import Position
from ...domain.query import Query
from ...domain.track import JOIN
from ...services import placing, tracks
from ...services.placing import Near
from ..forms.place_page import Ui_PlacePage
from ..kit import Kit
from ..models.grid import GridModel
from ..models.place import Plan, positions_of
from ..models.thumbnails import Thumbnails
from ..widgets.layouts import clear, stack
from ..widgets.map_ground import warm
from ..widgets.moment_bars import COLUMNS

_JOINS = (60.0, JOIN, 900.0, 3600.0)
_REACH = 600  # seconds to both sides that the slider moves a clock
_SHIFT_STEP = 10
_SETTLE_MS = 250
_BODY_LETTERS = 16  # a camera's name; longer ones are elided in the list
_MOST = 5000
"""Photographs whose pins can follow a slider without a pause."""


class PlacePage(QWidget):
    """Places the photographs that the grid lists."""

    selection_wanted = Signal(list)
    """Ids of photographs that shall be selected."""

    def __init__(
        self, kit: Kit, model: GridModel, thumbnails: Thumbnails, query: Callable[[], Query],
        parent: QWidget | None = None,
    ) -> None:
        """`query` tells what is listed; new tracks go to its activity. Stacks are placed whole."""
        super().__init__(parent)
        self._kit, self._model, self._thumbnails = kit, model, thumbnails
        self._query = query
        self._form = Ui_PlacePage()
        self._form.setupUi(self)
        self._plan: Plan | None = None
        self._tracks: Sequence[dict[str, Any]] = ()
        self._base = 0.0
        self._asked: object = None
        self._is_many = False
        self._pictures: dict[str, Path | None] = {}
        self._selected: list[str] = []
        self._current = ""
        self._near: Near | None = None
        self._fitted: object = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self.refresh)
        self._form.map.furnish(kit, self._picture)
        self._form.bars.furnish(kit.theme)
        self._form.body.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._form.body.setMinimumContentsLength(_BODY_LETTERS)
        self._form.slider.installEventFilter(self)
        self.setFocusProxy(self._form.map)
        self._connect()
        self.retranslate()
        kit.dresser.dress(self)

    def _connect(self) -> None:
        form, bridge = self._form, self._kit.bridge
        form.addTrack.clicked.connect(self.choose_track)
        form.join.currentIndexChanged.connect(self._on_join_changed)
        form.body.currentIndexChanged.connect(self._on_body_changed)
        form.slider.valueChanged.connect(self._on_slid)
        form.offset.editingFinished.connect(self._on_typed)
        form.qrButton.clicked.connect(self.show_code)
        form.clockPhoto.clicked.connect(self._on_clock_photo)
        form.useClock.clicked.connect(self._on_use_clock)
        form.clockTime.returnPressed.connect(self._on_use_clock)
        form.showLost.clicked.connect(self._on_show_lost)
        form.apply.clicked.connect(self.apply)
        form.useNear.clicked.connect(self._on_use_near)
        form.copyPlace.clicked.connect(self._on_copy)
        form.putHere.clicked.connect(lambda: self._put(self._selected, form.map.centre))
        form.what.currentIndexChanged.connect(lambda _index: self._show())
        form.map.picked.connect(self.selection_wanted)
        form.map.moved.connect(self._put)
        form.map.turned.connect(self._on_turned)
        for signal in (self._model.modelReset, self._model.rowsInserted, self._model.rowsRemoved):
            signal.connect(lambda *_: self._settle())
        bridge.items_changed.connect(lambda _ids: self._settle())
        bridge.registers_changed.connect(self._settle)
        self._thumbnails.some_arrived.connect(form.map.update)

    # What is worked on

    def show_selection(self, ids: Sequence[str]) -> None:
        """These photographs are selected."""
        self._selected = list(ids)
        self._show_selected()

    def show_item(self, item: str, place: int, total: int) -> None:
        """This photograph is the current one."""
        self._current = item
        self._show_selected()

    def refresh(self) -> None:
        """Read photographs and tracks again, beside the window's thread."""
        if not self.isVisible():
            return
        library, lists, activity = self._kit.bridge.library, self._kit.bridge.lists, self._activity
        query, asked = self._query(), object()
        self._asked = asked

        def read() -> tuple[Any, ...]:
            listed = lists.ids(query)
            ids = listed if len(listed) <= _MOST else []
            try:
                found = placing.ground(library, ids)
            except Fault as fault:
                return asked, False, fault, [], [], [], {}
            described = lists.described(ids)
            return (asked, len(listed) > len(ids), found, [(one.id, one.first("heading")) for one in described],
                    [(one.id, one.first("subject_position")) for one in described],
                    tracks.listed(library, activity), lists.thumbnails(ids))

        self._kit.bridge.compute(read, self._on_read)

    def _settle(self) -> None:
        self._settling.start()

    def _on_read(self, found: tuple[Any, ...]) -> None:
        asked, is_many, ground, headings, subjects, kept, pictures = found
        if asked is not self._asked:
            return
        self._is_many, self._pictures = is_many, pictures
        if isinstance(ground, Fault):
            self._kit.bridge.failed.emit(ground.message, ground.remedy)
            return
        before = self._plan
        untouched = before is None or not self._is_touched(before)
        self._plan = Plan(
            ground, {item: float(text) for item, text in headings if text.replace(".", "", 1).isdigit()},
            positions_of(subjects), before.join if before else JOIN, before.body if before else "",
            {} if untouched else before.added, {} if untouched else before.words)
        self._base = self._plan.added.get(self._plan.body, 0.0)
        self._fill_bodies()
        self._show_tracks(kept)
        self._form.map.show_track(ground.track, self._plan.join)
        self._show()
        if self._fitted != (tuple(row["id"] for row in kept), self._activity, bool(self._plan.pins())):
            self._fitted = (tuple(row["id"] for row in kept), self._activity, bool(self._plan.pins()))
            QTimer.singleShot(0, self._fit)  # when the map has its size

    def _fit(self) -> None:
        if self._plan is not None:
            view = self._form.map.fit(self._plan.ground.track)
            self._kit.bridge.compute(lambda: warm(view), lambda _done: self._form.map.update())

    @staticmethod
    def _is_touched(plan: Plan) -> bool:
        return any(plan.added[one.name] != one.added for one in plan.bodies)

    def _fill_bodies(self) -> None:
        form, plan = self._form, self._plan
        with QSignalBlocker(form.body):
            form.body.clear()
            for one in plan.bodies:
                name = one.name or self._kit.speech.say("place-body-unknown")
                form.body.addItem(self._kit.speech.say("place-body", name, one.count), one.name)
            form.body.setCurrentIndex(form.body.findData(plan.body))
        with QSignalBlocker(form.slider):
            form.slider.setValue(0)

    def _show_tracks(self, kept: Sequence[dict[str, Any]]) -> None:
        form, say = self._form, self._kit.speech.say
        self._tracks = kept
        clear(form.trackChips.layout())
        for row in kept:
            times = [self._plan.local(datetime.fromisoformat(row[name]).timestamp()) for name in ("starts", "ends")]
            chip = QPushButton(say("place-track", row["name"], *times), form.trackChips)
            chip.setProperty("small", True)
            chip.setProperty("textStyle", "small")
            chip.setProperty("iconName", "close")
            chip.setToolTip(say("place-drop-track", row["name"]))
            chip.setAccessibleName(chip.toolTip())
            chip.clicked.connect(partial(self._drop_track, row["id"]))
            form.trackChips.layout().addWidget(chip)
        self._kit.dresser.dress(form.trackChips)

    # What is shown

    def _show(self) -> None:
        form, plan, say = self._form, self._plan, self._kit.speech.say
        form.work.setVisible(bool(plan and plan.spots))
        form.empty.setVisible(not (plan and plan.spots))
        if plan is None or not plan.spots:
            form.empty.say(
                self._kit.dresser, "map", say("place-many", _MOST) if self._is_many else say("place-empty"))
            return
        total, placed = len(plan.spots), len(plan.placed)
        form.map.show_pins(plan.pins(subjects=bool(form.what.currentData())))
        form.countLabel.setText(say("place-count", total))
        form.placedWords.setText(say("place-placed", placed, total))
        seconds = plan.added.get(plan.body, 0.0)
        if not form.offset.hasFocus():
            form.offset.setText(offsets.written(seconds))
        form.offsetWords.setText(say(
            "place-behind" if seconds > 0 else "place-ahead" if seconds < 0 else "place-exact"))
        self._show_word(plan.words.get(plan.body, ""))
        zone = plan.ground.zone_name
        form.zoneWords.setText(say(f"place-zone-{plan.ground.zone_from}", zone) if zone else say("place-zone-none"))
        self._show_ticks()
        self._show_bars(placed, total)
        self._show_lost()
        moving, timed = plan.moving, plan.timed
        form.apply.setText(say("place-apply-times", timed) if timed and not moving else say("place-apply", moving))
        form.apply.setEnabled(bool(moving or timed))
        form.stillWords.setText(say("place-nothing-changed" if moving or timed else "place-apply-none"))
        self._arrange()
        form.map.setAccessibleDescription(say("place-map-words", total, placed))
        self._show_selected()

    def _show_word(self, word: str) -> None:
        say, form = self._kit.speech.say, self._form
        kind, _, item = word.partition(":")
        name = next((shot.name for shot in self._plan.ground.shots if shot.item == item), "")
        form.sourceWords.setText(say(f"place-word-{kind}", name) if kind in ("qr", "clock") else "")

    def _show_ticks(self) -> None:
        form = self._form
        for label, seconds in ((form.tickFirst, -_REACH), (form.tickMiddle, 0), (form.tickLast, _REACH)):
            label.setText(offsets.written(self._base + seconds))

    def _show_bars(self, placed: int, total: int) -> None:
        plan, say = self._plan, self._kit.speech.say
        span = plan.span()
        times = [plan.local(span[0] + (span[1] - span[0]) * part) for part in (0, 0.5, 1)] if span else []
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
        times = (plan.local(min(moments)), plan.local(max(moments))) if moments else ("", "")
        text = say(f"place-lost-{why}", len(spots), *times)
        form.warnWords.setText(f"{text} {say('place-lost-more', rest)}" if rest else text)

    def _show_selected(self) -> None:
        form, say, plan = self._form, self._kit.speech.say, self._plan
        form.map.choose(self._selected, self._current)
        if plan is None:
            return
        count = len(self._selected)
        at = next((pin.at for pin in plan.pins() if pin.item == self._current), None)
        form.copyPlace.setVisible(at is not None and count > 1)
        form.copyPlace.setText(say("place-copy", count))
        form.putHere.setEnabled(count > 0)
        form.putHere.setText(say("place-put-here", count))
        cell = self._current and self._model.row(self._current)
        form.clockPhoto.setEnabled(isinstance(cell, int))
        self._near = None
        form.useNear.hide()
        form.nearWords.setText(say("place-near-none"))
        if at is not None:
            asked = (plan, self._current)
            self._kit.bridge.compute(lambda: placing.near(at), lambda near: self._on_near(asked, near))

    def _on_near(self, asked: tuple[Plan, str], near: Near | None) -> None:
        if asked != (self._plan, self._current) or near is None:
            return
        form, say = self._form, self._kit.speech.say
        self._near = near
        country = self._kit.speech.territory(near.country)
        form.nearWords.setText(say("place-near", near.name, country, round(near.metres / 1000, 1)))
        form.useNear.setText(say("place-near-use", near.name))
        form.useNear.show()

    def _picture(self, item: str, pixels: int) -> QPixmap | None:
        path = self._pictures.get(item)
        return self._thumbnails.pixmap(path, pixels) if path else None

    # What a person does

    def choose_track(self) -> None:
        """Ask for a GPX file, in the platform's own dialog."""
        say = self._kit.speech.say
        names, _ = QFileDialog.getOpenFileNames(self, say("place-add-track"), "", say("place-track-filter"))
        for name in names:
            self.take_track(Path(name))

    def take_track(self, path: Path) -> None:
        """Keep a GPX file with the activity that is shown."""
        library, activity, actor = self._kit.bridge.library, self._activity, self._actor
        self._kit.bridge.write(lambda: tracks.add(library, path, activity, actor=actor), lambda _done: self.refresh())

    def _drop_track(self, track: str) -> None:
        library, actor = self._kit.bridge.library, self._actor
        self._kit.bridge.write(lambda: tracks.drop(library, track, actor=actor), lambda _done: self.refresh())

    def show_code(self) -> None:
        """Show the time as a QR code."""
        from .clock_code import ClockCode  # late: seldom

        ClockCode(self._kit, self).open()

    def press_primary(self) -> None:
        """Do what the page's one button does."""
        if self._form.apply.isEnabled():
            self.apply()

    def apply(self) -> None:
        """Write dates, positions and clocks as they are shown. One step of undo."""
        plan, library, actor = self._plan, self._kit.bridge.library, self._actor
        if plan is not None:
            spots, setting = list(plan.spots), plan.setting
            self._plan = None  # what comes back is the new ground
            self._kit.bridge.write(lambda: placing.apply(library, spots, setting, actor=actor),
                                   lambda _done: self.refresh())

    def _put(self, ids: Sequence[str], at: Position) -> None:
        library, actor, field = self._kit.bridge.library, self._actor, self._form.what.currentData()
        chosen = list(ids)
        if chosen:
            self._kit.bridge.write(lambda: placing.put_at(
                library, chosen, at, field=field or "camera_position", actor=actor))

    def _on_copy(self) -> None:
        at = next((pin.at for pin in self._plan.pins() if pin.item == self._current), None) if self._plan else None
        if at is not None:
            self._put(self._selected, at)

    def _on_turned(self, item: str, heading: float) -> None:
        library, actor = self._kit.bridge.library, self._actor
        self._kit.bridge.write(lambda: placing.set_heading(library, [item], heading, actor=actor))

    def _on_use_near(self) -> None:
        library, actor, near = self._kit.bridge.library, self._actor, self._near
        ids = self._selected or [self._current]
        if near is not None:
            self._kit.bridge.write(lambda: placing.name_place(library, ids, near.name, actor=actor))

    def _on_join_changed(self) -> None:
        if self._plan is not None:
            self._plan.join = self._form.join.currentData()
            self._plan.match()
            self._form.map.show_track(self._plan.ground.track, self._plan.join)
            self._show()

    def _on_body_changed(self) -> None:
        if self._plan is not None:
            self._plan.body = self._form.body.currentData() or ""
            self._centre_slider()

    def _centre_slider(self) -> None:
        self._base = self._plan.added.get(self._plan.body, 0.0)
        with QSignalBlocker(self._form.slider):
            self._form.slider.setValue(0)
        self._show()

    def _on_slid(self, delta: int) -> None:
        if self._plan is not None:
            self._plan.set_clock(self._base + delta, "typed")
            self._show()

    def _on_typed(self) -> None:
        if self._plan is None:
            return
        try:
            seconds = offsets.parse(self._form.offset.text())
        except ValueError:
            self._form.offset.setText(offsets.written(self._plan.added.get(self._plan.body, 0.0)))
            self._kit.bridge.failed.emit(Message("place-offset-wrong"), Message("place-offset-tip"))
            return
        if seconds != self._plan.added.get(self._plan.body):
            self._plan.set_clock(seconds, "typed")
            self._centre_slider()

    def _on_clock_photo(self) -> None:
        shown = self._form.clockTime.isHidden()
        self._form.clockTime.setVisible(shown)
        self._form.useClock.setVisible(shown)
        if shown:
            self._form.clockTime.setFocus()

    def _on_use_clock(self) -> None:
        if self._plan is None:
            return
        try:
            shown = datetime.fromisoformat(self._form.clockTime.text().strip())
            seconds = self._plan.clock_of(self._current, shown)
        except ValueError:
            seconds = None
        if seconds is None:
            self._kit.bridge.failed.emit(Message("place-clock-wrong"), Message("place-clock-time-tip"))
            return
        self._plan.set_clock(seconds, f"clock:{self._current}")
        self._form.clockTime.hide()
        self._form.useClock.hide()
        self._centre_slider()

    def _on_show_lost(self) -> None:
        if self._plan is not None:
            self.selection_wanted.emit([spot.shot.item for spots in self._plan.lost.values() for spot in spots])

    @property
    def _activity(self) -> str | None:
        return self._query().activity or None

    @property
    def _actor(self) -> str:
        return self._kit.bridge.library.setting("me")

    # Qt's events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """With Shift, arrows move the clock by ten seconds."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and (
                event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            away = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}
            if event.key() in away:
                mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft and event.key() in (
                    Qt.Key.Key_Left, Qt.Key.Key_Right)
                step = away[Qt.Key(event.key())] * (-1 if mirrored else 1)
                self._form.slider.setValue(self._form.slider.value() + step * _SHIFT_STEP)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Stack what does not fit side by side. The clocks have the height they need, but never more than half of the
        page: below that they scroll."""
        form = self._form
        room = self.width() - 3 * self._kit.theme.tokens.space(5)
        form.joinLabel.show()
        form.joinLabel.setVisible(form.placeHead.sizeHint().width() <= self.width())
        for frame, spared in ((form.clockRow, form.clockLabel), (form.clockTools, None), (form.nearRow, form.nearIcon)):
            stack(frame, False)
            if spared is not None:
                spared.show()
                spared.setVisible(frame.sizeHint().width() <= room)
            stack(frame, frame.sizeHint().width() > room)
        form.panelScroll.setFixedHeight(min(form.clockPanel.sizeHint().height(), self.height() // 2))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        form, say = self._form, self._kit.speech.say
        form.retranslateUi(self)
        form.map.retranslate()
        for box, choices in ((form.join, [(say("place-join-minutes", round(join / 60)), join) for join in _JOINS]),
                             (form.what, [(say("place-what-camera"), ""),
                                          (say("place-what-subject"), "subject_position")])):
            chosen = box.currentData()
            with QSignalBlocker(box):
                box.clear()
                for words, value in choices:
                    box.addItem(words, value)
                box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else box is form.join)
        form.clockTime.hide()
        form.useClock.hide()
        if self._plan is not None:
            self._show_tracks(self._tracks)
        self._show()


