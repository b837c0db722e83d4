"""Asks what somebody in the picture agreed to; withdraws it, and destroys what is recorded of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QMessageBox, QVBoxLayout, QWidget

from ...config.messages import Day
from ...domain.changes import Changes
from ...domain.errors import Fault
from ...services import consenting
from ...services.consenting import Portrayed
from ..erasing import consequences
from ..kit import Kit
from ..reasons import allow
from ..widgets.band import Band
from ..widgets.pieces import button, frame
from .consent_fields import ConsentFields
from .field_choice import heading
from .fitting import FittingDialog


class ConsentForm(FittingDialog):
    """One name on some items. Nothing that is typed is kept anywhere before it is recorded."""

    least_width = "palette-width"
    deletion_wanted = Signal(list)
    """Ids of withdrawn records of which something is public."""

    def __init__(self, kit: Kit, items: Sequence[str], known: Portrayed | None, language: str, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._items, self._known = list(items), known
        say = kit.speech.say
        self.setWindowTitle(say("consent-title"))
        self.setProperty("margins", "5 5 5 5")
        self.setProperty("gap", "4")
        layout = QVBoxLayout(self)
        count = len(known.records if known else self._items)
        layout.addWidget(heading(say("consent-title"), say("consent-about", count)))
        self.band = Band(self)
        layout.addWidget(self.band)
        self.fields = ConsentFields(kit, known.first if known else None, language, self)
        layout.addWidget(self.fields)
        layout.addStretch(1)
        layout.addWidget(self._foot())
        self.accept_button.setDefault(True)  # heard only by a button that has its dialog
        self.scroll_body()
        kit.dresser.dress(self)
        self.fields.changed.connect(self._show_ready)
        self._show_ready()
        if known and known.first.withdrawn:
            self._tell_withdrawn(known)
        self.fields.name.setFocus()

    def _foot(self) -> QFrame:
        say, foot = self._kit.speech.say, frame(across=True)
        if self._known is not None:
            self.erase = button(say("consent-erase"), self._on_erase, quiet=True)
            foot.layout().addWidget(self.erase)
            if not self._known.first.withdrawn:
                self.withdraw = button(say("consent-withdraw"), self._on_withdraw, quiet=True)
                foot.layout().addWidget(self.withdraw)
        foot.layout().addStretch(1)
        foot.layout().addWidget(button(say("form-cancel"), self.reject))
        self.accept_button = button(say("consent-save"), self._on_save, primary=True)
        foot.layout().addWidget(self.accept_button)
        return foot

    def _tell_withdrawn(self, known: Portrayed) -> None:
        say, first = self._kit.speech.say, known.first
        self.fields.close_for(say("consent-is-withdrawn"))
        allow(self.accept_button, say("consent-is-withdrawn"))
        library, ids = self._kit.bridge.library, self._ids()
        self.band.say(self._kit.dresser, "warning", say("consent-withdrawn-band", Day(first.withdrawn)),
                      say("consent-again"), self._on_again)

        def told(public: list[str]) -> None:
            if public and not first.asked:
                self.band.say(self._kit.dresser, "error", say("consent-public-band", len(public)),
                              say("consent-ask-deletion"), self._on_ask)

        self._kit.bridge.compute(lambda: consenting.published(library, ids), told)

    def _ids(self) -> list[str]:
        return [person.id for person in self._known.records] if self._known else []

    def _show_ready(self) -> None:
        if not (self._known and self._known.first.withdrawn):
            lacks = "" if self.fields.name.text().strip() else "error-person-name"
            allow(self.accept_button, self._kit.speech.say(lacks) if lacks else "")
        if self.isVisible():
            QTimer.singleShot(0, self, self._fit)  # when what came into sight has its place

    # Doing

    def _do(self, call: Callable[[], Changes], then: Callable[[Any], None]) -> None:
        self._kit.bridge.write(call, then, self._on_failed)

    def _on_failed(self, fault: Fault) -> None:
        say = self._kit.speech.say
        self.band.say(self._kit.dresser, "error", " ".join(say(one) for one in (fault.message, fault.remedy) if one))

    def _actor(self) -> str:
        return self._kit.bridge.library.setting("me")

    def _on_save(self) -> None:
        library, items, ids = self._kit.bridge.library, self._items, self._ids()
        name, said, form = self.fields.values()

        def save() -> Changes:
            given = said | ({"document": consenting.attach(library, form)} if form else {})
            if ids:
                return consenting.change(library, ids, {**given, "name": name}, actor=self._actor())
            return consenting.record(library, items, name, given, actor=self._actor())

        self._do(save, lambda _changes: self.accept())

    def _on_withdraw(self) -> None:
        library, ids = self._kit.bridge.library, self._ids()
        public: list[str] = []

        def withdraw() -> Changes:
            changes = consenting.withdraw(library, ids, actor=self._actor())
            public.extend(consenting.published(library, ids))
            return changes

        def done(_changes: Changes) -> None:
            self.accept()
            if public:
                self.deletion_wanted.emit(ids)

        self._do(withdraw, done)

    def _on_again(self) -> None:
        library, ids = self._kit.bridge.library, self._ids()
        self._do(lambda: consenting.change(library, ids, {"withdrawn": "", "asked": ""}, actor=self._actor()),
                 lambda _changes: self.accept())

    def _on_ask(self) -> None:
        self.accept()
        self.deletion_wanted.emit(self._ids())

    def _on_erase(self) -> None:
        say, library, ids = self._kit.speech.say, self._kit.bridge.library, self._ids()
        box = QMessageBox(QMessageBox.Icon.Question, say("app-name"), say("consent-erase-title"),
                          QMessageBox.StandardButton.NoButton, self)
        box.setInformativeText(consequences(self._kit, "consent-erase-about"))
        do = box.addButton(say("consent-erase"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(say("form-cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        do.clicked.connect(lambda _checked=False: self._do(
            lambda: consenting.erase(library, ids), lambda _changes: self.accept()))
        box.open()
