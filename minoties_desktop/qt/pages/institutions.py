"""The page of institutions: all of them, or one with what it allowed, its items by state, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from ...config.messages import Message
from ...domain.errors import Fault
from ...services import agreeing, housereport, institutions, inventory
from ...services.glossary import Taken
from ...services.institutions import House
from ...services.inventory import Met, Sheet
from ..erasing import Erasing
from ..kit import Kit
from ..widgets.band import Band
from ..widgets.layouts import clear
from ..widgets.pieces import button, frame, label, scrolled
from . import house_forms
from .community_cards import communities, community, take, write
from .house_cards import Cards, all_cards, numbers, row
from .letter import LetterDialog

_LATER_MS = 400
_TOLD = 3
"""Sentences about single names that the band has room for."""


class InstitutionsPage(QWidget):
    """Lists institutions and shows one; filled beside the window's thread."""

    items_wanted = Signal(object)
    """Some items (ids) are wanted in the grid."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._library = kit, kit.bridge.library
        self.shown = ""
        self._body = frame(gap="4")
        self.band = Band()
        self._all = button("", lambda: self.open_house(""), link=True)
        self._all.setProperty("iconName", "previous")
        self._all.setProperty("tint", "link")
        self._all.setObjectName("all-institutions")
        self._cards = frame(gap="4")
        self._body.layout().addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeading)
        self._body.layout().addWidget(self.band)
        self._body.layout().addWidget(self._cards)
        self._body.layout().addStretch(1)
        scrolled(self, self._body)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LATER_MS)
        self._timer.timeout.connect(self.refresh)
        for signal in (kit.bridge.registers_changed, kit.bridge.items_changed, kit.bridge.deliveries_changed):
            signal.connect(self._on_changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is shown."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.refresh)

    def retranslate(self) -> None:
        """Say everything again."""
        self.refresh()

    def open_house(self, institution: str) -> None:
        """Show an institution (its id), or with "" all of them."""
        self.shown = institution
        self.band.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        self._all.setText(self._kit.speech.say("house-all"))
        wanted, library = self.shown, self._library
        known = wanted in {found["id"] for found in self._kit.bridge.lists.register("institution")}
        if wanted and known:
            self._kit.bridge.compute(lambda: (wanted, institutions.house(library, wanted)), self._show_house)
        else:
            self.shown = ""
            self._kit.bridge.compute(lambda: institutions.listed(library), self._show_all)

    def begin(self, what: str) -> None:
        """Ask for a new institution or community; or for an agreement, a contact, a collection or the report of the
        institution that is shown, or is the only one."""
        if what in ("institution", "community"):
            self._new() if what == "institution" else self._community({})
            return
        houses = self._kit.bridge.lists.register("institution")
        if not self.shown and len(houses) == 1:
            self.open_house(houses[0]["id"])
        if not self.shown:
            self._told("notice", self._kit.speech.say("house-choose-first"))
        elif what == "report":
            self._report()
        else:
            forms = {"agreement": house_forms.agreement, "contact": house_forms.contact,
                     "collection": house_forms.collection}
            self._form(forms[what], self.shown, {})

    def press_primary(self) -> None:
        """A new institution, or what the shown one is given."""
        self._presses()["report" if self.shown else "new"]()

    def _on_changed(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _show_all(self, found: list[tuple[dict[str, Any], int, str]]) -> None:
        if self.shown:
            return
        say = self._kit.speech.say
        head = frame(across=True)
        words = frame(gap="1")
        words.layout().addWidget(label(say("deed-show-institutions"), "title", "strong"))
        words.layout().addWidget(label(say("house-about"), "body", "subtle"))
        head.layout().addWidget(words, 1)
        fresh = button(say("house-new"), self._presses()["new"], primary=True)
        fresh.setObjectName("new-institution")
        head.layout().addWidget(fresh)
        rows: list[QWidget] = [row(self._kit, one, self.open_house) for one in found]
        if not rows:
            rows = [label(say("house-empty"), "body", "subtle")]
        self._fill([head, *rows, *communities(self._kit, self._presses())])
        self._all.hide()

    def _show_house(self, found: tuple[str, House]) -> None:
        institution, house = found
        if institution != self.shown:
            return
        self._house = house
        narrow = self.width() < self._kit.theme.tokens.size("card-stack-below")
        cards = list(all_cards(Cards(self._kit, house, self._presses(), narrow=narrow), house))
        fresh = button(self._kit.speech.say("house-add-agreement"), lambda: self._presses()["agreement"]({}),
                       primary=not house.agreements)
        fresh.setObjectName("new-agreement")
        line = frame(across=True)
        line.layout().addWidget(fresh)
        line.layout().addStretch(1)
        cards.insert(len(cards) - 3, line)
        self._fill(cards)
        self._all.show()

    def _fill(self, widgets: list[QWidget]) -> None:
        focused = self.focusWidget()
        place = (focused.objectName(), focused.accessibleDescription()) if focused else ("", "")
        had = focused is not None and focused.hasFocus()
        clear(self._cards.layout())
        for widget in widgets:
            self._cards.layout().addWidget(widget)
        self._kit.dresser.dress(self)
        # Those of before are there until it is safe to delete them.
        fresh = [one for widget in widgets for one in (widget, *widget.findChildren(QWidget))]
        first = self._all if self.shown else next((one for one in fresh if isinstance(one, QPushButton)), None)
        self.setFocusProxy(first)
        same = [one for one in fresh if had and place[0] and (one.objectName(), one.accessibleDescription()) == place]
        if (had or self.hasFocus()) and (one := next(iter(same), first)) is not None:
            one.setFocus()  # the button that was pressed was made anew, or has gone

    # What the buttons do

    def _presses(self) -> dict[str, Callable[..., object]]:
        return {"new": self._new, "edit": lambda: self._form(house_forms.institution, self._house.row),
                "report": self._report, "contacts": lambda: self._contact({}), "contact": self._contact,
                "agreement": lambda allowed: self._form(house_forms.agreement, self.shown, allowed),
                "attach": self._attach, "draft": self._draft, "open-letter": self._open_letter,
                "erase-letter": self._erase_letter, "erase-contact": self._erase_contact,
                "allow": self._allow, "take-over": self._take_over, "collection": self._collection,
                "inventory": self._inventory, "remove-list": self._remove_list, "community": self._community,
                "take-communities": lambda: take(self._kit, self, self._taken, self._on_failed),
                "write-communities": lambda: write(self._kit, self, self._on_failed),
                "show": lambda ids: self.items_wanted.emit(ids)}

    def _form(self, make: Callable[..., Any], *args: Any) -> Any:
        form = make(self._kit, *args, self.window())
        form.open()
        return form

    def _new(self) -> None:
        form = self._form(house_forms.institution, {})
        form.accepted.connect(lambda: self.open_house(form.result_of))

    def _community(self, found: Mapping[str, Any]) -> None:
        self._form(community, found)

    def _taken(self, found: Taken) -> None:
        say = self._kit.speech.say
        told = [Message("cli-communities-taken", found.added, found.changed), *found.told[:_TOLD]]
        if len(found.told) > _TOLD:
            told.append(Message("community-told-more", len(found.told) - _TOLD))
        self._told("success", " ".join(map(say, told)))

    def _contact(self, found: dict[str, Any]) -> None:
        self._form(house_forms.contact, self.shown, found)

    def _collection(self, room: str) -> None:
        found = next((one for one in self._kit.bridge.lists.register("collection") if one["id"] == room), {})
        self._form(house_forms.collection, self.shown, found)

    def _allow(self, found: tuple[dict[str, Any], Any, dict[str, Any]]) -> None:
        allowed, room, answers = found
        self._form(house_forms.scope, allowed["id"], (room.id, room.name), answers)

    def _take_over(self, found: tuple[str, str, dict[str, str]]) -> None:
        agreement, room, answers = found
        bridge, library = self._kit.bridge, self._library
        bridge.write(lambda: agreeing.allow(library, bridge.tagging, agreement, room, answers), failed=self._on_failed)

    def _attach(self, allowed: dict[str, Any]) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self._kit.speech.say("house-attach"))
        bridge, library = self._kit.bridge, self._library
        if name:
            bridge.write(lambda: agreeing.attach(library, bridge.tagging, allowed["id"], Path(name)),
                         failed=self._on_failed)

    def _draft(self, allowed: dict[str, Any]) -> None:
        LetterDialog(self._kit, allowed, self.window()).open()

    def _open_letter(self, letter: dict[str, Any]) -> None:
        self._kit.bridge.write(
            lambda: agreeing.opened(self._library, letter["id"]),
            lambda copy: QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))), self._on_failed)

    def _erase_letter(self, letter: dict[str, Any]) -> None:
        self._erase(letter["name"], lambda: agreeing.erase_letter(self._library, letter["id"]))

    def _erase_contact(self, found: dict[str, Any]) -> None:
        self._erase(found["name"], lambda: agreeing.erase(self._library, "contact", found["id"]))

    def _erase(self, name: str, call: Callable[[], Any]) -> None:
        Erasing(self._kit, name, lambda: self._kit.bridge.write(call, failed=self._on_failed), self.window()).open()

    def _report(self) -> None:
        say, library, wanted = self._kit.speech.say, self._library, self.shown
        name, _ = QFileDialog.getSaveFileName(self, say("house-report"), f"{self._house.institution.name}.html",
                                              say("house-report-filter"))
        if name:
            self._kit.bridge.write(
                lambda: housereport.write(library, self._kit.speech.messages, wanted, Path(name), replacing=True),
                lambda _done: self._told("success", say("cli-report-written", name)), self._on_failed)

    # Inventory lists

    def _inventory(self) -> None:
        say = self._kit.speech.say
        name, _ = QFileDialog.getOpenFileName(self, say("house-inventory"), "", say("house-inventory-filter"))
        library, house = self._library, self.shown
        if name:
            language = self._kit.speech.language

            def read() -> tuple[Sheet, dict[str, str]]:
                sheet = inventory.read(Path(name))
                return sheet, inventory.mapping(library, house, sheet, language)

            self._kit.bridge.write(read, self._map, self._on_failed)

    def _map(self, found: tuple[Sheet, dict[str, str]]) -> None:
        form = self._form(house_forms.columns, self.shown, *found)
        form.accepted.connect(lambda: self._met(form.result_of))

    def _met(self, met: Met) -> None:
        say = self._kit.speech.say
        self._kit.bridge.tell(met.changes)
        parts = [say(message) for message in met.told]
        parts += [say(key, len(found), numbers(self._kit, found)) for key, found in (
            ("house-lacking", met.without_item), ("house-twice", met.twice)) if found]
        parts += [say("house-wrong", number, heading, why) for number, heading, why in met.wrong[:5]]
        ids = list(met.without_row)
        if ids:
            parts.append(say("house-unlisted", len(ids), ""))
        kind = "warning" if len(parts) > len(met.told) or not met.items else "success"
        self._told(kind, " ".join(parts), say("house-show") if ids else "", lambda: self.items_wanted.emit(ids))

    def _remove_list(self, name: str) -> None:
        bridge, library, house = self._kit.bridge, self._library, self.shown
        bridge.write(lambda: inventory.remove(library, bridge.tagging, house, name),
                     lambda _done: self._told("success", self._kit.speech.say("house-list-removed", name)),
                     self._on_failed)

    def _told(self, kind: str, text: str, words: str = "", press: Callable[[], None] | None = None) -> None:
        self.band.say(self._kit.dresser, kind, text, words, press)

    def _on_failed(self, fault: Fault) -> None:
        say = self._kit.speech.say
        self._told("error", say(fault.message) + (f" {say(fault.remedy)}" if fault.remedy else ""))
