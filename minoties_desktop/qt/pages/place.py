"""The place page: tracks, cameras' clocks, and where each photograph would be; nothing changes until it is said."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ...config.messages import Message
from ...domain.errors import Fault
from ...domain.query import Query
from ...domain.track import JOIN
from ...services import placing
from ..forms.place_page import Ui_PlacePage
from ..kit import Kit
from ..models.grid import GridModel
from ..models.place import Plan, positions_of
from ..models.thumbnails import Thumbnails
from ..widgets.flow import FlowLayout
from ..widgets.layouts import crowded, stack
from .place_clock import ClockSide
from .place_layers import LayerSide
from .place_spots import SpotSide
from .place_sum import PlaceSum
from .place_tracks import TrackSide

_SETTLE_MS = 250
_MOST = 5000
"""Photographs whose pins can follow a slider without a pause."""
_MAP = 0.4
"""Of the page's height, for the map at least."""


class PlacePage(QWidget):
    """Places the photographs that the grid lists. Its parts share one form and one plan."""

    selection_wanted = Signal(list)
    """Ids of photographs that shall be selected."""

    def __init__(
        self, kit: Kit, model: GridModel, thumbnails: Thumbnails, query: Callable[[], Query],
        parent: QWidget | None = None,
    ) -> None:
        """`query` tells what is listed; new tracks go to its activity. Stacks are placed whole."""
        super().__init__(parent)
        self._kit, self._model, self._query = kit, model, query
        self._form = Ui_PlacePage()
        self._form.setupUi(self)
        for row in (self._form.nearRow, self._form.clockRow, self._form.clockTools):
            flow = FlowLayout(row, fill=True, wide=True)
            for part in row.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
                flow.addWidget(part)
        self._plan: Plan | None = None
        self._asked: object = None
        self._is_many = False
        self._fitted: object = None
        self._arranged: object = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self.refresh)
        self.tracks = TrackSide(kit, self._form, self._activity, self)
        self.clock = ClockSide(kit, self._form, self)
        self._spots = SpotSide(kit, self._form, thumbnails, self)
        self._sum = PlaceSum(kit, self._form, self)
        self.setFocusProxy(self._form.map)
        self.layers = LayerSide(kit, self._form.map.layers, self)
        self._connect()
        self.retranslate()
        kit.dresser.dress(self)
        self._form.clockPanel.installEventFilter(self)

    def _connect(self) -> None:
        bridge = self._kit.bridge
        self._form.apply.clicked.connect(self.apply)
        self._form.map.picked.connect(self.selection_wanted)
        self._sum.lost_wanted.connect(self.selection_wanted)
        self.tracks.kept_changed.connect(self.refresh)
        for signal in (self.tracks.joined, self.clock.turned, self._spots.kind_changed):
            signal.connect(self._show)
        for signal in (self._model.modelReset, self._model.rowsInserted, self._model.rowsRemoved):
            signal.connect(lambda *_: self._settling.start())
        bridge.items_changed.connect(lambda _ids: self._settling.start())
        bridge.registers_changed.connect(lambda *_: self._settling.start())

    def take_tracks(self, paths: Sequence[Path]) -> None:
        """Keep tracks, and wait for how wrong the camera's clock was; maps among them lie below from now on."""
        for path in paths:
            (self.layers if path.suffix.lower() == ".mbtiles" else self.tracks).take(path)
        self._form.offset.setFocus()
        self._form.offset.selectAll()

    def show_selection(self, ids: Sequence[str]) -> None:
        """These photographs are selected."""
        self._spots.select(ids)

    def show_item(self, item: str, place: int, total: int) -> None:
        """This photograph is the current one."""
        self._spots.show_item(item)
        self.clock.show_item(item, bool(item) and self._model.row(item) is not None)

    def refresh(self) -> None:
        """Read photographs and tracks again, and find their places, beside the window's thread."""
        if not self.isVisible():
            return
        library, lists = self._kit.bridge.library, self._kit.bridge.lists
        query, asked, begun = self._query(), object(), self._begun()
        self._asked = asked

        def read() -> tuple[Any, ...] | None:
            listed = lists.ids(query)
            ids = listed if len(listed) <= _MOST else []
            try:
                ground = placing.ground(library, ids)
            except Fault as fault:
                return asked, False, begun, fault
            if asked is not self._asked:  # left: the next page wants to be read
                return None
            headings = {item: float(text) for item, text in lists.first_texts("heading", ids).items()
                        if text.replace(".", "", 1).isdigit()}
            subjects = positions_of(lists.first_texts("subject_position", ids).items())
            return asked, len(listed) > len(ids), begun, Plan(ground, headings, subjects, *begun)

        self._kit.bridge.compute(read, self._on_read)

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no further; it is read again when it is shown again, but not when a window that was minimised is."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._asked = None

    def _begun(self) -> tuple[float, str, dict[str, float], dict[str, str]]:
        """What a person has set so far: how far points are joined, the camera, its clocks and their words."""
        before = self._plan
        if before is None:
            return JOIN, "", {}, {}
        untouched = not self._is_touched(before)
        return (before.join, before.body, {} if untouched else dict(before.added),
                {} if untouched else dict(before.words))

    def _on_read(self, found: tuple[Any, ...] | None) -> None:
        if found is None or found[0] is not self._asked:
            return
        _, is_many, begun, plan = found
        self._is_many = is_many
        if isinstance(plan, Fault):
            self._kit.bridge.failed.emit(plan.message, plan.remedy)
            return
        now = self._begun()
        if now != begun:  # set on while it was read
            plan = Plan(plan.ground, plan.headings, plan.subjects, *now)
        self._plan, ground = plan, plan.ground
        self.clock.work_on(plan)
        self.tracks.work_on(plan)
        self._spots.work_on(plan)
        self._show()
        seen = (tuple(row["id"] for row in ground.tracks), self._activity(), bool(plan.pins()))
        if self._fitted != seen:
            self._fitted = seen
            QTimer.singleShot(0, self._fit)  # when the map has its size

    def _fit(self) -> None:
        if self._plan is not None:
            self._form.map.fit(self._plan.ground.track)

    @staticmethod
    def _is_touched(plan: Plan) -> bool:
        return any(plan.added[one.name] != one.added for one in plan.bodies)

    def _show(self) -> None:
        form, plan, say = self._form, self._plan, self._kit.speech.say
        form.work.setVisible(bool(plan and plan.spots))
        form.empty.setVisible(not (plan and plan.spots))
        if plan is None or not plan.spots:
            form.empty.say(
                self._kit.dresser, "map", say("place-many", _MOST) if self._is_many else say("place-empty"))
            return
        self._sum.show(plan)
        self.clock.show()
        self._arrange()
        self._spots.show()

    def press_primary(self) -> None:
        """Do what the page's one button does; where it can't be pressed, say so, and where the key queues."""
        if self._form.apply.isEnabled():
            self.apply()
        else:
            reason = "place-apply-none" if self._plan and self._plan.spots else "place-empty"
            self._kit.bridge.failed.emit(Message(reason), Message("place-queue-elsewhere"))

    def apply(self) -> None:
        """Write dates, positions and clocks as they are shown. One step of undo."""
        plan, library = self._plan, self._kit.bridge.library
        if plan is not None:
            self.setFocus()  # soon there is nothing to be pressed, and Qt would take the keyboard elsewhere
            spots, setting, actor = list(plan.spots), plan.setting, library.setting("me")
            self._kit.bridge.write(lambda: placing.apply(library, spots, setting, actor=actor),
                                   lambda _done: self.refresh())

    def _activity(self) -> str | None:
        return self._query().activity or None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the room anew when other words stand in the panel."""
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._arrange)
        return False

    def _arrange(self) -> None:
        """Let what does not fit side by side go on in the next line. The clocks have the height they need where the
        map keeps its part of the page, else they scroll."""
        form = self._form
        room = self.width() - 3 * self._kit.theme.tokens.space(5)
        rows = (form.placeHead, form.clockRow, form.clockTools, form.nearRow, form.warnRow)
        facts = (self.width(), self.height(), form.panelScroll.width(), *(
            0 if part.isHidden() else part.sizeHint().width() for row in rows for part in row.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if part not in (
                    form.joinLabel, form.clockLabel, form.nearIcon, form.addTrack)))
        if facts == self._arranged:
            return
        self._arranged = facts
        self._arrange_head()
        for words in (form.nearWords, form.zoneWords):
            words.setWordWrap(False)
            words.setWordWrap(words.minimumSizeHint().width() > room)
        for last in (form.what, form.zoneWords):
            last.setMinimumWidth(0)
            last.setMinimumWidth(min(last.sizeHint().width(), room))
        for row, spared in ((form.clockRow, form.clockLabel), (form.nearRow, form.nearIcon)):
            spared.show()
            spared.setVisible(row.sizeHint().width() <= room)
        stack(form.footRow, form.apply.sizeHint().width() * 2 > room)
        self._share_height()

    def _share_height(self) -> None:
        form, width = self._form, self.width()
        others = sum(max(row.sizeHint().height(), row.minimumHeight(), row.heightForWidth(width))
                     for row in (form.placeHead, form.footRow))
        least = form.apply.sizeHint().height() + form.clockPanel.layout().contentsMargins().top() * 2
        room = max(least, self.height() - others - math.ceil(self.height() * _MAP))
        form.panelScroll.setFixedHeight(min(form.clockPanel.heightForWidth(width), room))

    def _arrange_head(self) -> None:
        """The words of the choice, then those of the button, then those of the count give way."""
        form, words = self._form, self._kit.speech.say("place-add-track")
        form.joinLabel.show()
        form.joinLabel.setVisible(form.placeHead.sizeHint().width() <= self.width())
        form.addTrack.setText(words)
        form.addTrack.setToolTip(words)
        form.addTrack.setAccessibleName(words)
        self._sum.say_count()
        if crowded(form.placeHead, self.width()):
            form.addTrack.setText("")
        if crowded(form.placeHead, self.width()):
            self._sum.say_count(shortly=True)

    def middle(self) -> str:
        """The position in the middle of the map, as it is stored."""
        return self._form.map.centre.text

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._form.retranslateUi(self)
        self._arranged = None
        self._form.map.retranslate()
        for part in (self.tracks, self.clock, self._spots):
            part.retranslate()
        self._show()
