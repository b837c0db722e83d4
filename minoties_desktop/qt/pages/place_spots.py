"""The selected photographs of the place page: put, copied or turned by hand, and the place that is nearest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from ...domain.positions import Position
from ...services import placing
from ...services.placing import Near
from ..forms.place_page import Ui_PlacePage
from ..kit import Kit
from ..models.place import Plan
from ..models.thumbnails import Thumbnails
from ..reasons import allow


class SpotSide(QObject):
    """Puts photographs on the map by hand; what is put is written at once, and undone by one step."""

    kind_changed = Signal()
    """The places of the cameras are shown, or those of what they saw."""

    def __init__(self, kit: Kit, form: Ui_PlacePage, thumbnails: Thumbnails, page: QWidget) -> None:
        super().__init__(page)
        self._kit, self._form, self._thumbnails = kit, form, thumbnails
        self._plan: Plan | None = None
        self._pictures: dict[str, Path | None] = {}
        self._selected: list[str] = []
        self._current = ""
        self._near: Near | None = None
        form.map.furnish(kit, self._picture)
        form.useNear.clicked.connect(self._on_use_near)
        form.copyPlace.clicked.connect(self._on_copy)
        form.putHere.clicked.connect(lambda: self._put(self._selected, form.map.centre))
        form.what.currentIndexChanged.connect(lambda _index: self.kind_changed.emit())
        form.map.moved.connect(self._put)
        form.map.turned.connect(self._on_turned)
        thumbnails.some_arrived.connect(form.map.update)

    def work_on(self, plan: Plan) -> None:
        """Show the photographs of this plan."""
        self._plan, self._pictures = plan, {}

    def select(self, ids: Sequence[str]) -> None:
        """These photographs are selected."""
        self._selected = list(ids)
        self.show_selected()

    def show_item(self, item: str) -> None:
        """This photograph is the current one."""
        self._current = item
        self.show_selected()

    def show(self) -> None:
        """Show every pin where it would be."""
        if self._plan is not None:
            self._form.map.show_pins(self._plan.pins(subjects=bool(self._form.what.currentData())))
            self.show_selected()

    def show_selected(self) -> None:
        """Say what can be done with what is selected."""
        form, say, plan = self._form, self._kit.speech.say, self._plan
        form.map.choose(self._selected, self._current)
        if plan is None:
            return
        count, at = len(self._selected), self._place_of_current()
        placed = {pin.item for pin in plan.pins(subjects=bool(form.what.currentData()))}
        lost = {spot.shot.item for spot in plan.spots}.intersection(self._selected) - placed
        form.map.mark_middle(say("place-middle") if lost else "")
        form.copyPlace.setVisible(at is not None and count > 1)
        form.copyPlace.setText(say("place-copy", count))
        allow(form.putHere, "" if count else say("place-nothing-selected"))
        form.putHere.setText(say("place-put-here", count))
        self._near = None
        form.useNear.hide()
        form.nearWords.setText(say("place-near-none"))
        if at is not None:
            asked = (plan, self._current)
            self._kit.bridge.compute(lambda: placing.near(at), lambda near: self._on_near(asked, near))

    def _place_of_current(self) -> Position | None:
        return next((pin.at for pin in self._plan.pins() if pin.item == self._current), None) if self._plan else None

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
        if item not in self._pictures:  # of those alone that lie on top of a pile: to look for thousands takes a while
            self._pictures[item] = self._kit.bridge.lists.thumbnails([item]).get(item)
        path = self._pictures[item]
        return self._thumbnails.pixmap(path, pixels) if path else None

    def _put(self, ids: Sequence[str], at: Position) -> None:
        bridge, field, chosen = self._kit.bridge, self._form.what.currentData() or "camera_position", list(ids)
        if chosen:
            bridge.write(lambda: placing.put_at(bridge.library, chosen, at, field=field, actor=self._actor))

    def _on_copy(self) -> None:
        at = self._place_of_current()
        if at is not None:
            self._put(self._selected, at)

    def _on_turned(self, item: str, heading: float) -> None:
        bridge = self._kit.bridge
        bridge.write(lambda: placing.set_heading(bridge.library, [item], heading, actor=self._actor))

    def _on_use_near(self) -> None:
        bridge, near, ids = self._kit.bridge, self._near, self._selected or [self._current]
        if near is not None:
            bridge.write(lambda: placing.name_place(bridge.library, ids, near.name, actor=self._actor))

    @property
    def _actor(self) -> str:
        return self._kit.bridge.library.setting("me")

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        box, say = self._form.what, self._kit.speech.say
        chosen = box.currentData() or ""
        with QSignalBlocker(box):
            box.clear()
            box.addItem(say("place-what-camera"), "")
            box.addItem(say("place-what-subject"), "subject_position")
            box.setCurrentIndex(box.findData(chosen))
