"""The scanning desk: set up once, then one key a page; what was scanned becomes PDFs beside that."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...domain.errors import Fault
from ...domain.scanning import Page
from ...services import readable, scanning
from ..kit import Kit
from ..models.thumbnails import Thumbnails
from ..scan_work import ScanWork
from ..widgets.pieces import frame, scrolled
from .scan_batch import ScanBatch
from .scan_operator import Operator
from .scan_setup import ScanSetup
from .scan_shape import ShapePage

_Part = TypeVar("_Part", Operator, ShapePage)


class ScanPage(QWidget):
    """Set-up, operator, and the shape of a page, one of which is shown; each is made when it is first wanted."""

    items_wanted = Signal(object)
    side_wanted = Signal()
    """The window's side bar is to be shown, or hidden again."""
    view_changed = Signal()
    """Another part is shown."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._library, self._thumbnails = kit, kit.bridge.library, thumbnails
        self.work = ScanWork(kit, self)
        self._looked = False
        self.setup, self.batch = ScanSetup(kit), ScanBatch(kit)
        ground, body = QWidget(), frame(gap="4")
        body.layout().addWidget(self.batch)
        body.layout().addWidget(self.setup)
        body.layout().addStretch(1)
        scrolled(ground, body, "ladder-measure")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(ground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._ground = ground
        self._connect()
        self.retranslate()

    @cached_property
    def operator(self) -> Operator:
        """The operator's desk."""
        made = Operator(self._kit, self._thumbnails, self.work)
        made.leave_wanted.connect(self.leave)
        made.side_wanted.connect(self.side_wanted)
        made.shape_wanted.connect(self._shape)
        return self._added(made)

    @cached_property
    def shape(self) -> ShapePage:
        """The shape of a page."""
        made = ShapePage(self._kit, self._thumbnails)
        made.done.connect(self._unshape)
        return self._added(made)

    def _added(self, part: _Part) -> _Part:
        part.retranslate()
        self._stack.addWidget(part)
        self._kit.dresser.dress(part)
        return part

    def _connect(self) -> None:
        self.setup.devices_wanted.connect(lambda call: self._ask(call, self.setup.show_found))
        self.setup.capabilities_wanted.connect(lambda call: self._ask(call, self.setup.show_capabilities))
        self.setup.activity_wanted.connect(self.new_activity)
        self.setup.begun.connect(self.begin)
        self.batch.items_wanted.connect(self.items_wanted)
        self.batch.go_on_wanted.connect(self.go_on)
        self.batch.end_wanted.connect(self._end)
        self.work.failed.connect(self._on_failed)
        self._kit.bridge.items_changed.connect(self._on_items_changed)
        self._stack.currentChanged.connect(lambda _index: self.view_changed.emit())

    def new_activity(self) -> None:
        """Ask for a new scan session, and choose it."""
        from .dialogs import SCANNING, ActivityForm  # late: a start-up does without

        form = ActivityForm(self._kit, parent=self.window(), kind=SCANNING)
        form.accepted.connect(lambda: self.setup.choose_activity(form.saved))
        form.open()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for scanners when it is first shown; show the session that goes on."""
        super().showEvent(event)
        if not self._looked:
            self._looked = True
            self.setup.look()
        if self._stack.currentWidget() is self._ground:
            self._show_ground()

    @property
    def view(self) -> QWidget:
        """Which of its parts is shown: the ground with the set-up, the operator's desk, the shape of a page."""
        return self._stack.currentWidget()

    @property
    def is_alone(self) -> bool:
        """Whether somebody works at the desk: menus and side bar are away."""
        return self.view is not self._ground

    def retranslate(self) -> None:
        """Say everything again."""
        for part in (self.setup, self.batch, *map(self._stack.widget, range(1, self._stack.count()))):
            part.retranslate()

    def press_primary(self) -> None:
        """The next page; before that, to begin."""
        if self.view is self._ground:
            (self.batch.go_on if self.batch.session else self.setup.begin).click()
        elif self.view is self.operator:
            self.operator.scan()

    def stop(self) -> None:
        """End what is under way: the window closes."""
        self.work.close()

    def begin(self) -> None:
        """Begin a session as it was set up."""
        library, wish, bridge = self._library, self.setup.wish(), self._kit.bridge
        tongues, again = self.setup.tongues(), self.setup.reads_again
        self.setup.remember()

        def begun() -> str:
            kept = readable.kept(library, wish["activity"]) if wish["activity"] else tongues
            if tongues != kept and (tongues or (again and readable.UNREAD in kept)):
                bridge.tagging.set_default(wish["activity"], "text_languages", tongues)
            return scanning.begin(library, **wish)

        bridge.write(begun, self.open)

    def open(self, session: str) -> None:
        """Scan for a session."""
        self.operator.open(session)
        self._stack.setCurrentWidget(self.operator)
        self.setFocusProxy(self.operator)
        self.operator.setFocus()

    def go_on(self) -> None:
        """Go on with the session that has not ended."""
        if self.batch.session:
            self.open(self.batch.session)

    def leave(self) -> None:
        """Back to the set-up; the session goes on whenever one likes."""
        self._stack.setCurrentWidget(self._ground)
        self._show_ground()
        self.batch.go_on.setFocus()

    def _show_ground(self) -> None:
        self.setFocusProxy(self.setup.device)
        self.setup.refresh()
        self.setup.ask_reading()
        self.batch.show_session(scanning.last(self._library) or "")

    def _end(self) -> None:
        library, session = self._library, self.batch.session
        self._kit.bridge.write(lambda: scanning.end(library, session), lambda _changes: self._show_ground())

    def _shape(self, page: Page) -> None:
        self.shape.open(page)
        self._stack.setCurrentWidget(self.shape)
        self.shape.setFocus()

    def _unshape(self) -> None:
        self._stack.setCurrentWidget(self.operator)
        self.operator.refresh()
        self.operator.setFocus()

    def _ask(self, call: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self.work.ask(call, then)

    def _on_failed(self, fault: Fault) -> None:
        if self.view is self._ground:
            self.setup.show_trouble(fault)

    def _on_items_changed(self, _ids: object) -> None:
        if self.isVisible() and self.view is self._ground:
            self.batch.refresh()

