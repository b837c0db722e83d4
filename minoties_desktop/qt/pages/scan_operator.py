"""The operator's desk: the last page large, the strip of its item, one big key that scans the next page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from ...domain.errors import Fault
from ...domain.scanning import Area, Gap, Leaf, Page, Way
from ...domain.shaping import Box, Shape
from ...services import scanning, scanpages, scanview
from ...services.scanplacing import front_of
from ...services.scanview import Sight
from ..actions import DESK
from ..keys import portable
from ..kit import Kit
from ..models.thumbnails import Thumbnails
from ..reasons import allow
from ..scan_work import ScanWork
from ..widgets.band import Band
from ..widgets.page_pair import Leaf as Shown
from ..widgets.page_pair import PagePair
from ..widgets.page_strip import Entry, PageStrip
from ..widgets.pieces import button, frame, label
from .scan_head import DeskHead
from .scan_sides import DeskButton, ItemSide, KeptSide
from .scan_words import BUTTONS, desk_key, leaf_note, page_name

if TYPE_CHECKING:
    from ...services.scandesk import Batch, Glass

_HELD_DOWN = frozenset({"before", "after", "earlier", "later"})
"""Deeds that go on while their key is held down; of the others once is enough."""
_ON_PAGE = frozenset({"retake", "insert", "blank", "cover", "target", "label", "shape", "remove"})
_MARKS = {"blank": Leaf.BLANK, "cover": Leaf.COVER, "target": Leaf.TARGET}
_SHARES = 1000
_MARGIN = 2.0  # millimetres around what is seen on the glass


class Operator(QWidget):
    """Works on one session. Everything it shows comes from the library; nothing is lost with the window."""

    leave_wanted = Signal()
    side_wanted = Signal()
    """The window's side bar is to be shown, or hidden again."""
    shape_wanted = Signal(object)
    """A page (domain/scanning.Page) is to be cut or straightened."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, work: ScanWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._work, self._library = kit, work, kit.bridge.library
        self._session, self._current, self._wish = "", "", {}
        self._sight: Sight | None = None
        self._stopped: Fault | None = None
        self._asked = self._about = ""
        """What is asked for, and of which page or item (id): others may have come when it is answered."""
        self.head = DeskHead(kit)
        self.item_side, self.kept_side = ItemSide(kit, BUTTONS), KeptSide(kit)
        self.pair, self.strip = PagePair(kit, thumbnails), PageStrip(kit, thumbnails)
        self.band, self.key, self._progress = Band(), DeskButton(), QProgressBar()
        self._prompt, self._prompted, self.edit = frame("window", "4 3 4 3", "3", across=True), label(), QLineEdit()
        self._lay()
        self._connect()

    def _lay(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        self.key.setProperty("primary", True)
        self.key.setProperty("textStyle", "heading")
        self.key.setProperty("minHeight", "operator-key")
        self.key.setObjectName("scan-key")
        self._progress.setProperty("height", "progress")
        self._progress.setRange(0, _SHARES)
        self._progress.setTextVisible(False)
        ground = frame("loupe", "4 3 4 3", "3")
        for widget in (self.band, self.key, self._progress):
            ground.layout().addWidget(widget)
        self._prompted.setBuddy(self.edit)
        self.edit.setProperty("minWidth", "offset-field")
        self._prompt.layout().addWidget(self._prompted)
        self._prompt.layout().addWidget(self.edit, 1)
        self._take = button("", self._on_taken, small=True)
        self._prompt.layout().addWidget(self._take)
        self._prompt.hide()
        middle.addWidget(self.pair, 1)
        middle.addWidget(self._prompt)
        middle.addWidget(ground)
        middle.addWidget(self.strip)
        parts = QHBoxLayout()
        parts.addWidget(self.item_side)
        parts.addLayout(middle, 1)
        parts.addWidget(self.kept_side)
        layout = QVBoxLayout(self)
        layout.addWidget(self.head)
        layout.addLayout(parts, 1)
        for one in (layout, parts):
            one.setContentsMargins(0, 0, 0, 0)
            one.setSpacing(0)
        self.pair.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.key)

    def _connect(self) -> None:
        work, bridge = self._work, self._kit.bridge
        self.key.clicked.connect(self.scan)
        # Once the press is over: the window gives Enter to the button that has the keyboard by then.
        self.edit.returnPressed.connect(self._on_taken, Qt.ConnectionType.QueuedConnection)
        self.strip.page_chosen.connect(self._on_chosen)
        self.strip.page_moved.connect(lambda page, number: self._write(scanpages.move, page, number))
        self.strip.missing_chosen.connect(lambda _label: self.do("missing"))
        self.item_side.deed_wanted.connect(self.do)
        self.head.leave_wanted.connect(self.leave_wanted)
        self.head.side_wanted.connect(self.side_wanted)
        work.kept.connect(self._on_kept)
        work.told.connect(lambda share: self._progress.setValue(round(share * _SHARES)))
        work.ended.connect(self._on_ended)
        work.failed.connect(self._on_failed)
        bridge.journal_changed.connect(self._look_again)
        self._kit.keys.changed.connect(self._say)

    # What is shown

    def open(self, session: str) -> None:
        """Work on a session from now on."""
        self._session, self._current, self._wish, self._stopped = session, "", {}, None
        self.band.hide()
        self._work.open(session, self._on_opened)
        self.refresh()

    def refresh(self, then: Callable[[], object] = lambda: None) -> None:
        """Read anew where the session is."""
        session, library = self._session, self._library

        def show(sight: Sight) -> None:
            self.show_sight(sight)
            then()

        if session:
            self._kit.bridge.compute(lambda: scanview.sight(library, session), show)

    def retranslate(self) -> None:
        """Say everything again."""
        self.band.hide()
        if self._stopped is not None:
            self.show_stopped(self._stopped)
        elif self._wish.get("backs"):
            self._tell_to_turn()
        if self._asked:
            self._prompted.setText(self._kit.speech.say(f"desk-ask-{self._asked}"))
        if self._sight is not None:
            self.show_sight(self._sight)

    def show_sight(self, sight: Sight) -> None:
        """Show where a session is."""
        if sight.standing.session != self._session:
            return
        self._sight = sight
        page = self._page()
        self._current = page.id if page else ""
        self.item_side.show_sight(sight)
        self.kept_side.show_page(sight, page, self._on_gap)
        self.strip.show_entries(self._entries(sight), self._current)
        self._show_pair(page)
        self._say()

    def _page(self) -> Page | None:
        pages = self._sight.pages if self._sight else ()
        return next((page for page in pages if page.id == self._current), pages[-1] if pages else None)

    def _entries(self, sight: Sight) -> list[Entry]:
        say = self._kit.speech.say
        missing = {gap.before: gap.labels for gap in sight.gaps}
        found = []
        for page in sight.pages:
            for lost in missing.get(page.id, ()):
                found.append(Entry("", lost, "", None, say("desk-missing-one", lost)))
            name, note = page_name(self._kit, page.label, page.number), leaf_note(self._kit, page)
            found.append(Entry(page.id, name, note, scanview.thumbnail(self._library, page),
                               f"{name}, {note}" if note else name))
        return found

    def _show_pair(self, page: Page | None) -> None:
        say = self._kit.speech.say
        if page is None or self._sight is None:
            self.pair.show_leaves(None, None, say("desk-first-page"))
            return
        fresh = page.id == self._sight.pages[-1].id
        name = page_name(self._kit, page.label, page.number)
        words = say("desk-just-scanned", name) if fresh else name
        before = next((one for one in self._sight.pages if one.number == page.number - 1), None)
        self.pair.show_leaves(
            Shown(scanview.preview(self._library, before), before.shape) if before else None,
            Shown(scanview.preview(self._library, page), page.shape, words), words)

    def _say(self) -> None:
        """What the keys do now."""
        say, sight = self._kit.speech.say, self._sight
        busy, page = self._work.is_busy, self._page()
        coming = page_name(self._kit, sight.standing.label) if sight else ""
        if self._wish.get("retake") or self._wish.get("before"):
            coming = page_name(self._kit, self._wish.get("label", ""))
        if self._wish.get("backs"):
            coming = say("desk-the-backs")
        if busy:
            text = say("desk-scanning", coming)
        elif self._stopped is not None:
            text = say("desk-go-on", coming)
        elif self._wish.get("backs"):
            text = say("desk-scan-backs")
        elif not self._on_the_glass:
            text = say("desk-feed", coming)
        elif page is None:
            text = say("desk-scan-first", coming)
        else:
            text = say("desk-next", coming)
        self.key.setText(text)
        self.key.setAccessibleName(text)
        self.key.show_key(self._kit, desk_key(self._kit, "scan"))
        self._progress.setVisible(busy)
        none = "" if page else say("desk-no-page-yet")
        reasons = {deed: say("desk-busy") if busy and deed in ("retake", "insert") else none for deed in _ON_PAGE}
        reasons["glass"] = say("desk-busy") if busy else "" if self._on_the_glass else say("desk-fed")
        if sight is None or front_of(sight.pages) is None:
            reasons["backs"] = say("error-no-front")
        if busy:
            reasons["backs"] = say("desk-busy")
        self.item_side.show_keys(reasons, set() if self._is_fed_one_side else {"backs"})
        # While the key rests the keyboard stays at the desk: elsewhere Space would press something.
        if busy and self.key.hasFocus():
            self.pair.setFocus()
        allow(self.key, say("desk-busy") if busy else "")
        if not busy and self.pair.hasFocus():
            self.key.setFocus()
        self.head.show_sight(sight, "busy" if busy else "stopped" if self._stopped is not None else "ready")
        self._take.setText(say("desk-take"))
        self.strip.setAccessibleName(say("desk-strip"))

    # What is done

    def scan(self) -> None:
        """Scan the next page; from a feeder, all that lie in it. After a stop, go on at the same page."""
        if self._work.is_busy or not self._session:
            return
        wish, self._stopped = dict(self._wish), None
        wish.pop("label", None)
        fed = not self._on_the_glass
        self.band.hide()
        self._progress.setValue(0)
        self._work.scan(pages=None if fed and not wish.keys() - {"backs"} else 1, **wish)
        self._say()

    def do(self, deed: str) -> None:
        """Do one of the desk's deeds by its name."""
        page = self._page()
        if deed in _ON_PAGE and page is None:
            return
        deeds: dict[str, Callable[[], object]] = {
            "scan": self.scan, "retake": lambda: self._scan_at("retake", page),
            "insert": lambda: self._scan_at("before", page), "label": lambda: self._ask("label"),
            "shape": lambda: self.shape_wanted.emit(page), "remove": lambda: self._write(scanpages.remove, [page.id]),
            "next-item": lambda: self._ask("inventory"), "number": lambda: self._ask("number"),
            "missing": self._scan_missing, "glass": self._look,
            "backs": self._turn_over,
            "leave": self._leave, "before": lambda: self.strip.step(-1), "after": lambda: self.strip.step(1),
            "earlier": lambda: self.move(-1), "later": lambda: self.move(1),
            **{name: lambda leaf=leaf: self._mark(page, leaf) for name, leaf in _MARKS.items()}}
        deeds[deed]()

    def move(self, by: int) -> None:
        """Move the chosen page by so many places."""
        if page := self._page():
            self._write(scanpages.move, page.id, max(1, page.number + by))

    def _scan_at(self, where: str, page: Page) -> None:
        if not self._work.is_busy:
            self._wish = {where: page.id, "label": page.label}
            self.scan()

    def _scan_missing(self) -> None:
        if self._sight and self._sight.gaps and not self._work.is_busy:
            gap = self._sight.gaps[0]
            self._wish = {"before": gap.before, "label": gap.labels[0]}
            self.scan()

    def _turn_over(self) -> None:
        """Have the stack turned over: what is scanned next are the backs of the fronts that are there."""
        if self._work.is_busy or not self._is_fed_one_side or self._sight is None or not front_of(self._sight.pages):
            return
        self._wish, self._stopped = {"backs": True}, None
        self._tell_to_turn()
        self._say()
        self.key.setFocus()

    def _tell_to_turn(self) -> None:
        self.band.say(self._kit.dresser, "notice", self._kit.speech.say("desk-turn-over"))

    def _look(self) -> None:
        """See what lies on the glass: several things are a page each from then on."""
        if not self._work.is_busy and self._on_the_glass:
            self._progress.setValue(0)
            self._work.look(self.show_glass)
            self._say()

    @property
    def _on_the_glass(self) -> bool:
        return self._sight is None or self._sight.standing.setup.way is Way.GLASS

    @property
    def _is_fed_one_side(self) -> bool:
        return self._sight is not None and self._sight.standing.setup.way is Way.FEEDER

    def show_glass(self, glass: Glass) -> None:
        """Show what lies on the glass, and scan each of several things as a page of its own."""
        if self._sight is None:
            return
        boxes = glass.seen.areas if len(glass.seen.areas) > 1 else ()
        areas = tuple(_area(box, glass) for box in boxes)
        library, session = self._library, self._session
        setup = replace(self._sight.standing.setup, areas=areas)
        self.pair.forget(glass.picture)
        text = self._kit.speech.say("desk-glass-several" if areas else "desk-glass-one", len(areas))
        self.band.say(self._kit.dresser, "success", text)
        self._kit.bridge.write(lambda: scanning.set_up(library, session, setup=setup), lambda _changes: self.refresh(
            lambda: self.pair.show_leaves(None, Shown(glass.picture, Shape(), frames=boxes), text)))

    def _mark(self, page: Page, leaf: Leaf) -> None:
        self._write(scanpages.mark, [page.id], Leaf.PAGE if page.leaf is leaf else leaf)

    def _on_gap(self, what: str, gap: Gap) -> None:
        if what == "scan":
            self._scan_missing()
        else:
            self._write(scanpages.none_there, gap.before)
        self.key.setFocus()

    def _write(self, call: Callable[..., Any], *args: Any) -> None:
        library, actor = self._library, self._library.setting("me")
        self._kit.bridge.write(lambda: call(library, *args, actor=actor), lambda _changes: self.refresh())

    def _leave(self) -> None:
        if not self._prompt.isHidden():
            self._close_prompt()
        elif self._work.is_busy:
            self._work.cancel()
        elif self._wish:
            self._wish, self._stopped = {}, None
            self.band.hide()
            self._say()
        else:
            self.leave_wanted.emit()

    # What is asked in words

    def _ask(self, what: str) -> None:
        page, standing = self._page(), self._sight.standing if self._sight else None
        if what == "label" and page:
            self._prompt_for(what, page.id, page.label)
        elif standing is not None:
            self._prompt_for(what, standing.item, standing.inventory if what == "number" else standing.following)

    def _prompt_for(self, what: str, about: str, text: str) -> None:
        self._asked, self._about = what, about
        self._prompted.setText(self._kit.speech.say(f"desk-ask-{what}"))
        self.edit.setText(text)
        self._prompt.show()
        self.edit.setFocus()
        self.edit.selectAll()

    def _on_taken(self) -> None:
        text, asked, about, session = self.edit.text(), self._asked, self._about, self._session
        library, tagging, actor = self._library, self._kit.bridge.tagging, self._library.setting("me")
        calls: dict[str, Callable[[], Any]] = {
            "label": lambda: scanpages.label(library, about, text, actor=actor),
            "number": lambda: scanning.number(library, tagging, session, text, about),
            "inventory": lambda: scanpages.next_item(library, session, text, actor=actor)}
        if asked == "inventory":
            self._current = ""
        self._close_prompt()
        self._kit.bridge.write(calls[asked], lambda _changes: self.refresh(),
                               lambda fault: self._refuse(asked, about, text, fault))

    def _refuse(self, asked: str, about: str, text: str, fault: Fault) -> None:
        """Ask again, with what was typed, unless something else is being typed there."""
        if not self._asked:
            self._prompt_for(asked, about, text)
        self._kit.bridge.failed.emit(fault.message, fault.remedy)

    def _close_prompt(self) -> None:
        self._prompt.hide()
        self._asked = ""
        self.key.setFocus()

    # What came of it

    def _on_opened(self, recovered: int, waiting: int) -> None:
        if waiting:
            say = self._kit.speech.say
            self.band.say(self._kit.dresser, "notice", say("desk-waiting", waiting), say("desk-waiting-take"),
                          lambda: self._take_in(waiting))
        elif recovered:
            self.band.say(self._kit.dresser, "success", self._kit.speech.say("desk-recovered", recovered))
        self.refresh()

    def _take_in(self, count: int) -> None:
        """Make pages of what came to a copy stand while nobody watched it."""
        if not self._work.is_busy:
            self.band.hide()
            self._work.scan(pages=count)
            self._say()

    def _on_kept(self, page: Page) -> None:
        self._current = page.id
        self._progress.setValue(0)
        self.refresh()

    def _on_ended(self, batch: Batch) -> None:
        self._stopped = batch.stopped
        if batch.stopped is None or (batch.pages and not self._wish.get("backs")):
            self._wish = {}
        if batch.stopped is not None:
            self.show_stopped(batch.stopped)
        self.refresh()
        self.key.setFocus()

    def _on_failed(self, fault: Fault) -> None:
        if self.isVisible():
            self.show_stopped(fault)
            self._say()

    def show_stopped(self, fault: Fault) -> None:
        """Say why the scanner stopped, and what to do; the key goes on at the same page."""
        say = self._kit.speech.say
        self._stopped = fault
        text = say(fault.message)
        if fault.remedy is not None:
            text = f"{text} {say(fault.remedy)}"
        self.band.say(self._kit.dresser, "error", text)

    def _on_chosen(self, page: str) -> None:
        if page and page != self._current:
            self._current = page
            if self._sight is not None:
                self.kept_side.show_page(self._sight, self._page(), self._on_gap)
                self._show_pair(self._page())

    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Claim the desk's own keys before the window's letters have them."""
        if event.type() == QEvent.Type.ShortcutOverride and self._claims(event):
            event.accept()
            return True
        return super().event(event)

    def _claims(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape if self.edit.hasFocus() else bool(self._deed_of(event))

    def _deed_of(self, event: QKeyEvent) -> str:
        """The desk's deed that a key belongs to, "" for none."""
        pressed = QKeySequence(event.key() | (event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier).value)
        return self._kit.keys.owner(portable(pressed), desk=True).removeprefix(DESK)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key for each deed; a key that is held down counts once."""
        if not self._claims(event):
            super().keyPressEvent(event)
            return
        deed = "leave" if self.edit.hasFocus() else self._deed_of(event)
        if deed in _HELD_DOWN or not event.isAutoRepeat():
            self.do(deed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the item's side gives way to the page, in a low one the strip."""
        super().resizeEvent(event)
        tokens = self._kit.theme.tokens
        self.item_side.setVisible(self.width() >= tokens.size("stack-below"))
        self.strip.setVisible(self.height() >= 2 * tokens.size("rows-min"))



def _area(box: Box, glass: Glass) -> Area:
    """What is seen on the glass in millimetres, with a margin."""
    left, top = max(0.0, box.left * glass.width - _MARGIN), max(0.0, box.top * glass.height - _MARGIN)
    return Area(left, top, min(glass.width, box.right * glass.width + _MARGIN) - left,
                min(glass.height, box.bottom * glass.height + _MARGIN) - top)
