"""The clocks of the place page: whose clock is set, by how much, and what tells it; arrows are seconds."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ...config.messages import Message
from ...domain import offsets
from ..forms.place_page import Ui_PlacePage
from ..kit import Kit
from ..models.place import Plan
from ..reasons import allow
from ..widgets.still import keep_still

_REACH = 600  # seconds to both sides that the slider moves a clock
_SHIFT_STEP = 10
_BODY_LETTERS = 16  # a camera's name; longer ones are elided in the list
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}


class ClockSide(QObject):
    """Sets the clock of one camera in a plan: by a slider, by typing, by a photograph of a clock."""

    turned = Signal()
    """A clock goes otherwise, or another camera was chosen: what depends on it is shown anew."""

    def __init__(self, kit: Kit, form: Ui_PlacePage, page: QWidget) -> None:
        super().__init__(page)
        self._kit, self._form, self._page = kit, form, page
        self._plan: Plan | None = None
        self._base = 0.0
        self._current = ""
        form.body.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        form.body.setMinimumContentsLength(_BODY_LETTERS)
        form.slider.installEventFilter(self)
        keep_still(form.slider)
        form.body.currentIndexChanged.connect(self._on_body_changed)
        form.slider.valueChanged.connect(self._on_slid)
        form.offset.editingFinished.connect(self._on_typed)
        form.qrButton.clicked.connect(self.show_code)
        form.clockPhoto.clicked.connect(self._on_clock_photo)
        form.useClock.clicked.connect(self._on_use_clock)
        form.clockTime.returnPressed.connect(self._on_use_clock)

    def work_on(self, plan: Plan) -> None:
        """Set the clocks of this plan."""
        self._plan = plan
        self._base = plan.added.get(plan.body, 0.0)
        form, say = self._form, self._kit.speech.say
        with QSignalBlocker(form.body):
            form.body.clear()
            for one in plan.bodies:
                form.body.addItem(say("place-body", one.name or say("place-body-unknown"), one.count), one.name)
            form.body.setCurrentIndex(form.body.findData(plan.body))
        with QSignalBlocker(form.slider):
            form.slider.setValue(0)

    def show_item(self, item: str, is_listed: bool) -> None:
        """The photograph that may show a clock."""
        self._current = item
        allow(self._form.clockPhoto, "" if is_listed else self._kit.speech.say("place-clock-photo-why"))

    def show(self) -> None:
        """Say how the chosen clock goes."""
        form, plan, say = self._form, self._plan, self._kit.speech.say
        if plan is None:
            return
        seconds = plan.added.get(plan.body, 0.0)
        if not form.offset.hasFocus():
            form.offset.setText(offsets.written(seconds))
        form.offsetWords.setText(say(
            "place-behind" if seconds > 0 else "place-ahead" if seconds < 0 else "place-exact"))
        kind, _, item = plan.words.get(plan.body, "").partition(":")
        name = next((shot.name for shot in plan.ground.shots if shot.item == item), "")
        form.sourceWords.setText(say(f"place-word-{kind}", name) if kind in ("qr", "clock") else "")
        zone = plan.ground.zone_name
        form.zoneWords.setText(say(f"place-zone-{plan.ground.zone_from}", zone) if zone else say("place-zone-none"))
        for label, away in ((form.tickFirst, -_REACH), (form.tickMiddle, 0), (form.tickLast, _REACH)):
            label.setText(offsets.written(self._base + away))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._form.clockTime.hide()
        self._form.useClock.hide()

    def show_code(self) -> None:
        """Show the time as a QR code."""
        from .clock_code import ClockCode  # late: seldom

        ClockCode(self._kit, self._page).open()

    def _on_body_changed(self) -> None:
        if self._plan is not None:
            self._plan.body = self._form.body.currentData() or ""
            self._centre_slider()

    def _centre_slider(self) -> None:
        self._base = self._plan.added.get(self._plan.body, 0.0)
        with QSignalBlocker(self._form.slider):
            self._form.slider.setValue(0)
        self.turned.emit()

    def _on_slid(self, delta: int) -> None:
        if self._plan is not None:
            self._plan.set_clock(self._base + delta, "typed")
            self.turned.emit()

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
        self._form.clockPhoto.setFocus()
        self._centre_slider()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """With Shift, arrows move the clock by ten seconds."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and (
                event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and event.key() in _STEPS:
            mirrored = self._page.layoutDirection() == Qt.LayoutDirection.RightToLeft and event.key() in (
                Qt.Key.Key_Left, Qt.Key.Key_Right)
            step = _STEPS[Qt.Key(event.key())] * (-1 if mirrored else 1)
            self._form.slider.setValue(self._form.slider.value() + step * _SHIFT_STEP)
            return True
        return False
