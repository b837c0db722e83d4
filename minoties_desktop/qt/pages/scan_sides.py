"""Beside the page under the lamp: the item and what keys do; what was kept, what seems missing, how it goes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from ...domain.scanning import Gap, Leaf, Page
from ...services.scanview import Sight
from ..kit import Kit
from ..reasons import allow
from ..widgets.keyed_button import KeyedButton
from ..widgets.layouts import clear
from ..widgets.pieces import button, frame, icon, label
from .scan_words import desk_key, facts, page_name, setup_words

Rows = Sequence[tuple[str, str, bool]]


class DeskButton(KeyedButton):
    """A button of the desk, where arrows choose pages: other buttons go to their neighbours with them."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the desk."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Side(QScrollArea):
    """A column that scrolls down when it must."""

    def __init__(self, kit: Kit, width: str = "operator-side") -> None:
        super().__init__()
        self._kit, self._width = kit, width
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.body = frame("window", "5 4 5 4", "3")
        self.setWidget(self.body)
        kit.theme.changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        """As wide as the look of now has it, and as the longest word needs."""
        needed = self.body.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(max(self._kit.theme.tokens.size(self._width), needed))


class ItemSide(Side):
    """The item, and the keys as buttons."""

    deed_wanted = Signal(str)
    """One of the desk's own deeds."""

    def __init__(self, kit: Kit, deeds: Sequence[str]) -> None:
        super().__init__(kit)
        self._place, self._name = label("", "small", "subtle"), label("", "title", "strong")
        self._name.setCursor(Qt.CursorShape.PointingHandCursor)
        self._slip = label("", "small", "subtle")
        self._facts = frame(gap="0")
        self._keys: dict[str, DeskButton] = {}
        for widget in (self._place, self._name, self._slip, self._facts):
            self.body.layout().addWidget(widget)
        self.body.layout().addStretch(1)
        for deed in deeds:
            made = DeskButton()
            made.setProperty("quiet", True)
            made.setProperty("small", True)
            made.setObjectName(f"desk-{deed}")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(lambda _checked=False, deed=deed: self.deed_wanted.emit(deed))
            self._keys[deed] = made
            self.body.layout().addWidget(made, 0, Qt.AlignmentFlag.AlignLeading)

    def show_sight(self, sight: Sight) -> None:
        """Say whose item it is, and what it is scanned with."""
        say, standing = self._kit.speech.say, sight.standing
        self._place.setText(say("desk-item", max(1, standing.place)))
        self._name.setText(standing.inventory or say("desk-item-unnamed"))
        self._name.setToolTip(say("desk-ask-number"))
        self._slip.setText(say("desk-pages", len(sight.pages)))
        rows = [(say("field-institution"), sight.house), (say("desk-agreement"), sight.agreement),
                (say("desk-device"), standing.setup.device.partition(":")[2] or standing.setup.device),
                (say("desk-profile"), setup_words(self._kit, standing.setup))]
        fill_rows(self._kit, self._facts, [(name, value, False) for name, value in rows if value])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on the item's name asks for its number."""
        if self._name.rect().contains(self._name.mapFromGlobal(event.globalPosition().toPoint())):
            self.deed_wanted.emit("number")
        else:
            super().mouseReleaseEvent(event)

    def show_keys(self, reasons: Mapping[str, str], hidden: Collection[str] = ()) -> None:
        """Say what each key does; `reasons` are why some cannot be pressed, `hidden` are of no use here."""
        for deed, made in self._keys.items():
            made.setText(self._kit.speech.say(f"desk-key-{deed}"))
            made.show_key(self._kit, desk_key(self._kit, deed))
            allow(made, reasons.get(deed, ""))
            made.setVisible(deed not in hidden)
        self._kit.dresser.dress(self)
        self.measure()


class KeptSide(Side):
    """What lies on the disk of the page that was scanned last, what seems to be missing, and how the session goes."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._head = label("", "heading", "strong")
        self._kept = frame(across=True, gap="3")
        self._facts, self._gap, self._session = frame(gap="0"), frame(gap="3"), frame(gap="0")
        self._sum = label("", "strong-small", "subtle")
        for widget in (self._head, self._kept, self._facts, self._gap):
            self.body.layout().addWidget(widget)
        self.body.layout().addStretch(1)
        for widget in (self._sum, self._session):
            self.body.layout().addWidget(widget)

    def show_page(self, sight: Sight, page: Page | None, press: Callable[[str, Gap], None]) -> None:
        """Say everything anew; `press` is called with what is to be done about a gap (scan, none) and the gap."""
        say, standing = self._kit.speech.say, sight.standing
        self._head.setText(say("desk-kept"))
        clear(self._kept.layout())
        if page is not None:
            self._kept.layout().addWidget(icon("success", "success", "icon-large"), 0, Qt.AlignmentFlag.AlignTop)
            words = frame(gap="1")
            words.layout().addWidget(
                label(say("desk-on-disk", page_name(self._kit, page.label, page.number)), "strong", "success"))
            words.layout().addWidget(label(
                say("desk-read-back", page.scanned[11:19], self._kit.megabytes(page.size)), "small", "subtle"))
            self._kept.layout().addWidget(words, 1)
        else:
            self._kept.layout().addWidget(label(say("desk-nothing-yet"), "small", "subtle"))
        fill_rows(self._kit, self._facts, facts(self._kit, page, sight.room) if page else [])
        clear(self._gap.layout())
        for message in page.advice if page and page.leaf is Leaf.PAGE else ():
            self._gap.layout().addWidget(self._band(say(message)))
        for gap in sight.gaps[:1]:
            self._show_gap(gap, next((one.label for one in sight.pages if one.id == gap.before), ""), press)
        self._sum.setText(say("desk-session"))
        fill_rows(self._kit, self._session, [
            (say("desk-sum-items"), self._number(standing.place), False),
            (say("desk-sum-pages"), self._number(standing.total), False),
            (say("desk-sum-rate"), self._number(standing.per_hour) if standing.per_hour else "–", False),
            (say("desk-sum-retaken"), self._number(standing.retaken), False)])
        self._kit.dresser.dress(self)
        self.measure()

    def _number(self, value: float) -> str:
        return self._kit.speech.locale.toString(round(value))

    def _show_gap(self, gap: Gap, before: str, press: Callable[[str, Gap], None]) -> None:
        say = self._kit.speech.say
        self._gap.layout().addWidget(self._band(say("desk-missing", ", ".join(gap.labels), before)))
        scan = DeskButton()
        scan.setText(say("desk-scan-missing", gap.labels[0]))
        scan.setProperty("small", True)
        scan.show_key(self._kit, desk_key(self._kit, "missing"))
        scan.clicked.connect(lambda _checked=False: press("scan", gap))
        self._gap.layout().addWidget(scan, 0, Qt.AlignmentFlag.AlignLeading)
        self._gap.layout().addWidget(button(say("desk-none-there"), lambda: press("none", gap), small=True), 0,
                                     Qt.AlignmentFlag.AlignLeading)

    def _band(self, words: str) -> QFrame:
        band = frame("warning", "3 3 3 3", "3", across=True)
        band.layout().addWidget(icon("alert", "warning"), 0, Qt.AlignmentFlag.AlignTop)
        band.layout().addWidget(label(words, "small"), 1)
        return band


def fill_rows(kit: Kit, ground: QWidget, rows: Rows) -> None:
    """Fill a frame with names and values, a hairline between them; what is wrong stands out."""
    clear(ground.layout())
    for name, value, wrong in rows:
        between = frame("line", gap="0")
        between.setProperty("height", "hairline")
        ground.layout().addWidget(between)
        line = QFrame()
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 0, 0, 0)
        line.setProperty("margins", "0 2 0 2")
        line.setProperty("gap", "3")
        first: QLabel = label(name, "small", "subtle")
        second: QLabel = label(value, "small", "warning" if wrong else "")
        grid.addWidget(first, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(second, 0, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        ground.layout().addWidget(line)
    kit.dresser.dress(ground)
