"""What is on the wiki: receipts, what became of what was delivered, which items are there already, and reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QProgressBar, QPushButton, QWidget

from ...config.messages import Message
from ...domain.errors import Fault
from ...domain.states import State
from ...services import accounts, presence, rechecking, reporting
from ...services.accounts import Account
from ...services.presence import Presence
from ...services.receipts import DELETED
from ...services.rechecking import Rechecked
from ...services.report import Wanted
from ...services.reportforms import FORMS
from ..asking import Asking
from ..kit import Kit
from ..models.deliveries import Delivery, deliveries
from ..models.thumbnails import Thumbnails
from ..moments import moment
from ..reasons import allow
from ..sorting import in_order
from ..widgets.combo import Combo
from ..widgets.layouts import clear
from ..widgets.pieces import button, frame, icon, label, scrolled
from .receipts import Receipts

_FINDINGS = 100
"""Findings that are listed; how many there are more is said."""
_SIGNS = {"error": "error", "warning": "alert"}
_LATER_MS = 500  # a sync delivers many times a minute
_ON = "on "
"""How the choice of one wiki begins."""
_ENDINGS = {"html": "html", "csv": "csv", "wikitext": "txt"}


class _Question(QFrame):
    """A card with a question to a wiki: the button that asks, how far it is, and what came of it."""

    def __init__(self, kit: Kit, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._key = kit, key
        self.again: Callable[[], None] | None = None
        """Tells once more what came of it."""
        self.asking = Asking(self)
        self.asking.told.connect(self._on_told)
        card = frame("card", "5 4 5 4", "3")
        outer = frame(gap="0")
        self.setLayout(outer.layout())
        self.layout().addWidget(card)
        self.heading, self.sentence = label("", "heading", "strong"), label("", "body", "subtle")
        self.line = frame(gap="3", across=True)
        self.ask = QPushButton()
        self.ask.setProperty("textStyle", "strong")
        self.ask.setProperty("minHeight", "button")
        self.cancel = button("", self.asking.cancel)
        self.cancel.setProperty("minHeight", "button")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.count = label("", "small", "subtle", wrap=False)
        for widget in (self.ask, self.progress, self.count, self.cancel):
            self.line.layout().addWidget(widget)
        self.line.layout().addStretch(1)
        self.result = frame(gap="2")
        for widget in (self.heading, self.sentence, self.line, self.result):
            card.layout().addWidget(widget)
        self._show_running(False)

    def start(self, ask: Callable[..., Any]) -> None:
        """Ask; `ask` is called beside the window's thread with `told` and `cancelled`."""
        self.again = None
        clear(self.result.layout())
        self._on_told(0, 0)
        self._show_running(True)
        self.asking.start(lambda told, cancelled: ask(told=told, cancelled=cancelled))

    def end(self) -> None:
        """Nothing is asked any more."""
        self._show_running(False)

    def retranslate(self) -> None:
        """Say everything again."""
        say = self._kit.speech.say
        self.heading.setText(say(f"delivered-{self._key}"))
        self.sentence.setText(say(f"delivered-{self._key}-help"))
        self.ask.setText(say(f"delivered-{self._key}-ask"))
        self.cancel.setText(say("form-cancel"))
        if self.again is not None:
            self.show_result(self.again)

    def show_result(self, again: Callable[[], None]) -> None:
        """Show what came of it, in place of what came of it before; `again` tells it line by line."""
        self.again = again
        clear(self.result.layout())
        again()

    def tell(self, text: str, ink: str = "") -> None:
        """A line of what came of it."""
        line = frame(gap="3", across=True)
        if ink in _SIGNS:
            line.layout().addWidget(icon(_SIGNS[ink], ink), 0, Qt.AlignmentFlag.AlignTop)
        line.layout().addWidget(label(text, "body", ink), 1)
        self.result.layout().addWidget(line)
        self._kit.dresser.dress(self.result)

    def _on_told(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)
        self.count.setText(self._kit.speech.say("delivered-of", done, total) if total else "")

    def _show_running(self, running: bool) -> None:
        focused = self.ask.hasFocus() or self.cancel.hasFocus()
        for widget in (self.progress, self.count, self.cancel):
            widget.setVisible(running)
        allow(self.ask, self._kit.speech.say("delivered-asking") if running else "")
        if focused:  # else the keyboard would go wherever the tab key goes
            (self.cancel if running else self.ask).setFocus()


class DeliveredPage(QWidget):
    """Shows the receipts, and asks and tells what the wikis have of this library."""

    there_wanted = Signal()
    """The items that are on the wiki already are to be listed."""
    gallery_wanted = Signal()

    def __init__(self, kit: Kit, thumbnails: Thumbnails, selection: Callable[[], list[str]],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._selection = kit, selection
        self._found: list[Delivery] = []
        self._wanted = ""
        self._body = frame(gap="5")
        self._heading = label("", "title", "strong")
        self._scope = Combo()
        self._scope.currentIndexChanged.connect(lambda _index: self._on_chosen())
        self.receipts = Receipts(kit, thumbnails)
        self.receipts.gallery_wanted.connect(self.gallery_wanted)
        self._recheck, self._presence = _Question(kit, "recheck"), _Question(kit, "there")
        self._recheck.ask.setProperty("primary", True)
        self._recheck.ask.clicked.connect(self.recheck)
        self._presence.ask.clicked.connect(self.find_there)
        self._recheck.asking.ended.connect(self._on_rechecked)
        self._presence.asking.ended.connect(self._on_found)
        self._report = frame("card", "5 4 5 4", "3")
        for widget in (self._heading, self._scope, self.receipts, self._recheck, self._presence, self._report):
            self._body.layout().addWidget(widget)
        self._body.layout().addStretch(1)
        scrolled(self, self._body, "text-measure")
        self.setFocusProxy(self._recheck.ask)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LATER_MS)
        self._timer.timeout.connect(self.refresh)
        kit.bridge.deliveries_changed.connect(self._on_deliveries_changed)
        self.retranslate()

    def refresh(self) -> None:
        """Something may have arrived, and the selection may be another one now."""
        lists = self._kit.bridge.lists

        def read() -> list[Delivery]:
            rows = lists.deliveries()
            pictures = lists.thumbnails({row.item for row in rows if row.state is State.DONE})
            found = [one for one in deliveries(rows, {}, pictures) if one.state is State.DONE]
            return sorted(found, key=lambda one: one.changed, reverse=True)

        self._offer_scopes()
        self._kit.bridge.compute(read, self._on_read)

    def show_wiki(self, wiki: str) -> None:
        """Show what is on one wiki."""
        self._wanted = f"{_ON}{wiki}"
        self.refresh()

    def _on_deliveries_changed(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _on_read(self, found: list[Delivery]) -> None:
        self._found = found
        self._offer_scopes()
        self._show_receipts()

    def _on_chosen(self) -> None:
        self._wanted = ""
        self._show_receipts()

    def _offer_scopes(self) -> None:
        """Say what there is to choose from; the list may be open, so it is made anew only for other choices."""
        say, count, wikis = self._kit.speech.say, len(self._selection()), Counter(one.wiki for one in self._found)
        offered = {"all": say("delivered-scope-all")}
        offered |= {f"{_ON}{wiki}": say("delivered-scope-wiki", accounts.wiki(Account(wiki, "")).host, wikis[wiki])
                    for wiki in sorted(wikis)}
        offered |= {"selected": say("delivered-scope-selected", count)} if count else {}
        chosen = self._wanted if self._wanted in offered else self._scope.currentData()
        with QSignalBlocker(self._scope):
            if [self._scope.itemData(row) for row in range(self._scope.count())] != list(offered):
                self._scope.clear()
                for scope, words in offered.items():
                    self._scope.addItem(words, scope)
            for row, words in enumerate(offered.values()):
                self._scope.setItemText(row, words)
            self._scope.setCurrentIndex(max(0, self._scope.findData(chosen)))
        if chosen == self._wanted:
            self._wanted = ""

    def _show_receipts(self) -> None:
        ids, wiki = self._ids(), self._wiki()
        wanted = None if ids is None else set(ids)
        self.receipts.show_receipts([one for one in self._found if wiki in ("", one.wiki)
                                     and (wanted is None or one.item in wanted)])
        self._kit.dresser.dress(self.receipts)

    def retranslate(self) -> None:
        """Say everything again."""
        say = self._kit.speech.say
        self._heading.setText(say("deed-show-delivered"))
        self._scope.setAccessibleName(say("delivered-scope"))
        self.receipts.retranslate()
        self._recheck.retranslate()
        self._presence.retranslate()
        self._make_report()
        self.refresh()
        self._kit.dresser.dress(self)

    def stop(self) -> None:
        """End what is being asked."""
        self._recheck.asking.stop()
        self._presence.asking.stop()

    def press_primary(self) -> None:
        """Look how what was delivered stands."""
        self._recheck.ask.click()

    def recheck(self) -> None:
        """Look how what was delivered stands."""
        library, ids, wiki = self._kit.bridge.library, self._ids(), self._wiki()
        self._recheck.start(lambda **named: rechecking.recheck(library, ids, wiki=wiki, **named))

    def find_there(self) -> None:
        """Ask which items are on the wiki already."""
        library, ids, account = self._kit.bridge.library, self._ids(), self._kit.bridge.lists.sender()
        self._presence.start(lambda **named: presence.ask(library, account, ids, **named))

    def _ids(self) -> list[str] | None:
        """The items that are meant, None for all."""
        if wiki := self._wiki():
            return [one.item for one in self._found if one.wiki == wiki]
        return self._selection() if self._scope.currentData() == "selected" else None

    def _wiki(self) -> str:
        """The one wiki that is meant, "" for all."""
        chosen = str(self._scope.currentData() or "")
        return chosen.removeprefix(_ON) if chosen.startswith(_ON) else ""

    def _on_rechecked(self, result: Rechecked | None, fault: Fault | None) -> None:
        card = self._recheck
        card.end()
        if result is not None:
            self._kit.bridge.tell(result.changes)
        card.show_result(partial(self._tell_rechecked, result, fault))

    def _tell_rechecked(self, result: Rechecked | None, fault: Fault | None) -> None:
        say, card = self._kit.speech.say, self._recheck
        if fault is not None:
            self._tell_fault(card, fault)
        if result is None:
            return
        findings = [one for several in result.found.values() for one in several]
        for sentence in result.told:
            card.tell(say(sentence), "" if findings else "success")
        for one in findings[:_FINDINGS]:
            card.tell(say(one.message), "error" if one.kind == DELETED else "warning")
        if len(findings) > _FINDINGS:
            card.tell(say("delivered-more", len(findings) - _FINDINGS), "subtle")

    def _on_found(self, result: Presence | None, fault: Fault | None) -> None:
        card = self._presence
        card.end()
        card.show_result(partial(self._tell_found, result, fault))

    def _tell_found(self, result: Presence | None, fault: Fault | None) -> None:
        say, card = self._kit.speech.say, self._presence
        if fault is not None:
            self._tell_fault(card, fault)
            library, account, ids = self._kit.bridge.library, self._kit.bridge.lists.sender(), self._ids()
            result = presence.presence(library, account, ids)
            card.tell(say("cli-there-asked", self._moment(result.oldest)) if result.oldest
                      else say("cli-there-never"), "subtle")
        if result is None:
            return
        card.tell(say("delivered-there-found", len(result.there)))
        if result.there:
            card.result.layout().addWidget(
                button(say("delivered-there-show"), self.there_wanted.emit), 0, Qt.AlignmentFlag.AlignLeading)
            for one in list(result.there.values())[:10]:
                card.tell(say("delivered-there-as", one.title, one.user), "subtle")
            self._kit.dresser.dress(card.result)

    def _moment(self, at: str) -> str:
        return moment(datetime.fromisoformat(at).timestamp(), self._kit.speech.locale)

    def _tell_fault(self, card: _Question, fault: Fault) -> None:
        say = self._kit.speech.say
        card.tell(" ".join(say(part) for part in (fault.message, fault.remedy) if part), "error")

    # Reports

    def _make_report(self) -> None:
        say, lists = self._kit.speech.say, self._kit.bridge.lists
        clear(self._report.layout())
        self._about, self._form, self._told = Combo(), Combo(), label("", "small", "subtle")
        self._about.addItem(say("delivered-report-all"), Wanted())
        for table, column, part in (("activity", "title", "activity"), ("contributor", "name", "person"),
                                    ("institution", "name", "institution")):
            rows = lists.register(table)
            for row in in_order(rows, lambda row, column=column: row[column], self._kit.speech.locale):
                self._about.addItem(say(f"delivered-report-{part}", row[column]), Wanted(**{part: row["id"]}))
        for form in FORMS:
            self._form.addItem(say(f"delivered-form-{form}"), form)
        self._about.setAccessibleName(say("delivered-report-about"))
        self._form.setAccessibleName(say("delivered-report-form"))
        line = frame(gap="3", across=True)
        for key, press in (("save", self._save), ("copy", self._copy), ("open", self._open)):
            one = button(say(f"delivered-report-{key}"), press)
            one.setProperty("minHeight", "button")
            line.layout().addWidget(one)
        line.layout().addStretch(1)
        heading: QLabel = label(say("delivered-report"), "heading", "strong")
        for widget in (heading, label(say("delivered-report-help"), "body", "subtle"), self._about, self._form, line,
                       self._told):
            self._report.layout().addWidget(widget)

    def _made(self, form: str, then: Callable[[str], None]) -> None:
        library, words, wanted = self._kit.bridge.library, self._kit.speech.messages, self._about.currentData()
        self._kit.bridge.compute(lambda: reporting.made(library, words, wanted, form), then)

    def _save(self) -> None:
        form = self._form.currentData()
        name, _ = QFileDialog.getSaveFileName(
            self, self._kit.speech.say("delivered-report-save"), f"report.{_ENDINGS[form]}")
        if name:
            self._made(form, lambda text: self._written(Path(name), text))

    def _written(self, path: Path, text: str) -> None:
        say = self._kit.speech.say
        try:
            # Whether one that is there may be written over, its dialog has asked.
            reporting.save(self._kit.bridge.library, path, text, replacing=True)
        except Fault as fault:
            self._told.setText(f"{say(fault.message)} {say(fault.remedy) if fault.remedy else ''}".rstrip())
            return
        self._told.setText(say(Message("cli-report-written", str(path))))

    def _copy(self) -> None:
        self._made(self._form.currentData(), self._copied)

    def _copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._told.setText(self._kit.speech.say("delivered-report-copied"))

    def _open(self) -> None:
        """The page in the browser, which prints it."""
        self._made("html", self._shown)

    def _shown(self, text: str) -> None:
        path = self._kit.bridge.library.path("cache/report.html")
        try:
            path.write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            self._told.setText(self._kit.speech.say("error-disk", str(path), error.strerror or str(error)))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
