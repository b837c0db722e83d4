"""What a session has scanned: its items, whether what is sent of them is made, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QVBoxLayout, QWidget

from ...config.messages import Lang, Message
from ...domain.errors import Fault
from ...domain.fields import BY_ID
from ...domain.states import ItemState
from ...services import deriving, indexpage, paging, readable, scanview
from ...services.deriving import Derived
from ...services.scanview import Scanned
from ..kit import Kit
from ..reasons import allow
from ..widgets.band import Band
from ..widgets.combo import Combo
from ..widgets.layouts import clear
from ..widgets.pieces import button, frame, icon, label, wrapped
from .index_draft import IndexDraft

_SIGNS = {ItemState.TO_FINISH: ("edit", "text-base"), ItemState.READY: ("check", "success")}


class ScanBatch(QWidget):
    """The items of the session that goes on, or of the last one; hidden without any."""

    go_on_wanted = Signal()
    end_wanted = Signal()
    items_wanted = Signal(object)
    """Items (ids) are wanted in the grid."""
    _paged = Signal(int, int)

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._library = kit, kit.bridge.library
        self.session = ""
        self._found: list[Scanned] = []
        self._lost: tuple[Message, Message] | None = None
        self._making = False
        self.notice, self.band, self._progress = Band(), Band(), QProgressBar()
        self._progress.setProperty("height", "progress")
        self._progress.setTextVisible(False)
        kept = self._progress.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # no button below moves while somebody goes to press it
        self._progress.setSizePolicy(kept)
        self._card = frame("card", "5 5 5 5", "4")
        self._head, self._about = label("", "heading", "strong"), label("", "small", "subtle")
        self._rows = frame(gap="0")
        self._form_line, self.form = frame(across=True, gap="3"), Combo()
        self._form_name = label("", "small", wrap=False)
        for widget in (self._form_name, self.form):
            self._form_line.layout().addWidget(widget)
        self._form_line.layout().addStretch(1)
        self._form_name.setBuddy(self.form)
        self.form.activated.connect(self._on_form)
        self.go_on = button("", self.go_on_wanted.emit, primary=True)
        self.make = button("", self.make_all)
        self._show = button("", lambda: self.items_wanted.emit([one.item for one in self._found]))
        self._end = button("", self.end_wanted.emit)
        line = wrapped()
        for one in (self.go_on, self.make, self._show, self._end):
            line.layout().addWidget(one)
        for widget in (self._head, self._about, self.notice, self.band, self._progress, self._form_line, self._rows,
                       line):
            self._card.layout().addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        self._progress.hide()
        self._paged.connect(self._on_paged)
        self.hide()

    def show_session(self, session: str) -> None:
        """Show the items of a session."""
        self.session = session
        self.refresh()

    def refresh(self) -> None:
        """Read its items anew."""
        session, library = self.session, self._library
        if not session:
            self.hide()
            return

        def look() -> tuple[str, list[Scanned], tuple[Message, Message] | None]:
            found = scanview.scanned(library, session)
            return session, found, readable.missing(tuple(dict.fromkeys(lang for one in found for lang in one.unread)))

        self._kit.bridge.compute(look, self._on_read)

    def retranslate(self) -> None:
        """Say everything again."""
        self._fill()

    def make_all(self) -> None:
        """Make what is sent of all items, beside everything else."""
        ids, library, bridge = [one.item for one in self._found if not one.made], self._library, self._kit.bridge
        if not ids or self._making:
            return
        self._making = True
        self.band.hide()
        self._progress.setRange(0, 0)
        self._progress.show()
        self._fill()
        bridge.work(lambda: deriving.derive(library, ids, cancelled=bridge.closed, tell_pages=self._paged.emit),
                    self._on_made, self._on_failed, self._on_ended)

    def _on_paged(self, done: int, of: int) -> None:
        self._progress.setRange(0, of)
        self._progress.setValue(done)

    def _on_ended(self) -> None:
        self._making = False
        self._progress.hide()

    def _on_made(self, done: Derived) -> None:
        say = self._kit.speech.say
        self._kit.bridge.tell(done.changes)
        unread = [item for item, fault in done.failed if fault.code == "unread"]
        if done.failed:
            fault = done.failed[0][1]
            text = say(fault.message) + (f" {say(fault.remedy)}" if fault.remedy else "")
            self.band.say(self._kit.dresser, "error", text, say("desk-make-plain", len(unread)) if unread else "",
                          lambda: self._make_plain(unread))
        elif done.made:
            said = "desk-made" if self._are_books(done.made) else "desk-made-pages"
            self.band.say(self._kit.dresser, "success", say(said, len(done.made)))
        self.refresh()

    def _make_plain(self, ids: list[str]) -> None:
        """Make those of which a page could not be read without their words."""
        tagging = self._kit.bridge.tagging
        self._kit.bridge.write(lambda: tagging.replace(ids, "text_languages", [readable.UNREAD]),
                               lambda _changes: self.make_all())

    def _on_failed(self, fault: Fault) -> None:
        self._kit.bridge.failed.emit(fault.message, fault.remedy)
        self.refresh()

    def _on_read(self, found: tuple[str, list[Scanned], tuple[Message, Message] | None]) -> None:
        session, items, lost = found
        if session == self.session:
            self._found, self._lost = items, lost
            self._fill()

    def _fill(self) -> None:
        say = self._kit.speech.say
        self.setVisible(bool(self.session))
        self._head.setText(say("desk-session-items", len(self._found)))
        self._about.setText(say("desk-session-about"))
        self._say_forms()
        clear(self._rows.layout())
        for one in self._found:
            line = frame("line", gap="0")
            line.setProperty("height", "hairline")
            self._rows.layout().addWidget(line)
            self._rows.layout().addWidget(self._row(one))
        self._say_unread()
        unmade = sum(not one.made for one in self._found)
        for made, words in ((self.go_on, "desk-go-on-session"), (self._show, "desk-show-items"),
                            (self._end, "desk-end-session")):
            made.setText(say(words))
        words = "desk-make" if self._are_books() else "desk-make-pages"
        self.make.setText(say(words, unmade or max(1, len(self._found))))
        allow(self.make, say("desk-making") if self._making else "" if unmade else say("desk-all-made"))
        allow(self._show, "" if self._found else say("desk-no-items"))
        self._kit.dresser.dress(self)

    def _say_unread(self) -> None:
        """Say which words the PDFs lack because this computer cannot read them, and what mends that."""
        say = self._kit.speech.say
        self.notice.setVisible(self._lost is not None)
        if self._lost is not None:
            self.notice.say(self._kit.dresser, "warning", " ".join(map(say, self._lost)), say("desk-read-again"),
                            self.refresh)

    def _are_books(self, ids: Collection[str] | None = None) -> bool:
        """Whether nothing but whole books is spoken of."""
        return not any(one.form for one in self._found if (not one.made if ids is None else one.item in ids))

    def _say_forms(self) -> None:
        """Offer in which form the pages go, for those that are in no queue yet."""
        say, free = self._kit.speech.say, [one for one in self._found if one.pages > 1 and not one.frozen]
        self._form_line.setVisible(bool(free))
        self._form_name.setText(say(BY_ID[paging.FORM].label))
        self.form.clear()
        for form in BY_ID[paging.FORM].choices:
            self.form.addItem(say(f"{paging.FORM}-{form}"), form)
        forms = {one.form for one in free}
        self.form.setCurrentIndex(max(0, self.form.findData(forms.pop())) if len(forms) == 1 else -1)

    def _on_form(self) -> None:
        form, tagging = self.form.currentData(), self._kit.bridge.tagging
        ids = [one.item for one in self._found if not one.frozen]
        self._kit.bridge.write(lambda: tagging.replace(ids, paging.FORM, [form]), lambda _changes: self.refresh())

    def _row(self, one: Scanned) -> QFrame:
        say = self._kit.speech.say
        row = frame(margins="0 3 0 3", gap="3", across=True)
        sign, tint = _SIGNS.get(one.state, ("clock", "text-base"))
        row.layout().addWidget(icon(sign, tint))
        narrow = self._is_narrow
        words = frame(gap="2" if narrow else "0")
        name = one.inventory or one.title or say("desk-item-unnamed")
        words.layout().addWidget(label(name if name == one.title or not one.title else f"{name}, {one.title}",
                                       "strong"))
        state = [say("desk-pages", one.pages), say(f"state-{str(one.state).replace('_', '-')}"),
                 say("desk-is-made" if one.made else "desk-not-made-pages" if one.form else "desk-not-made")]
        if one.form:
            state.append(say(f"{paging.FORM}-{one.form}"))
        if one.unread:
            state.append(say("desk-unread", Lang(" ".join(one.unread))))
        words.layout().addWidget(label(" · ".join(state), "small", "subtle"))
        row.layout().addWidget(words, 1)
        presses = wrapped() if narrow else row
        if narrow:
            words.layout().addWidget(presses)
        for key, press in (("desk-index", self._index), ("desk-export-jpeg", self._jpegs),
                           ("desk-export-tiff", self._tiffs)):
            if key == "desk-index" and one.form:
                continue  # Wikisource's list of pages is that of one file.
            made = button(say(key), lambda press=press: press(one), style="small", small=True)
            made.setAccessibleDescription(name)
            presses.layout().addWidget(made)
        return row

    @property
    def _is_narrow(self) -> bool:
        return self.width() < self._kit.theme.tokens.size("stack-below")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the buttons of an item stand below its name."""
        before = event.oldSize().width() < self._kit.theme.tokens.size("stack-below")
        super().resizeEvent(event)
        if before is not self._is_narrow and self._found:
            self._fill()

    def _index(self, one: Scanned) -> None:
        library = self._library
        self._kit.bridge.compute(lambda: indexpage.draft(library, one.item),
                                 lambda draft: IndexDraft(self._kit, draft, self.window()).open())

    def _jpegs(self, one: Scanned) -> None:
        self._export(one, tiff=False)

    def _tiffs(self, one: Scanned) -> None:
        self._export(one, tiff=True)

    def _export(self, one: Scanned, *, tiff: bool) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._kit.speech.say("desk-export-where"))
        if folder:
            self._save_pages(one, Path(folder), tiff=tiff)

    def _save_pages(self, one: Scanned, folder: Path, *, tiff: bool) -> None:
        library = self._library
        call: Callable[[], list[Path]] = lambda: scanview.export(library, one.item, folder, tiff=tiff)  # noqa: E731
        self._kit.bridge.work(call, lambda paths: self.band.say(
            self._kit.dresser, "success", self._kit.speech.say("desk-exported", len(paths), str(folder))))
