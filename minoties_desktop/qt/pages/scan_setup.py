"""Setting the desk up, once: which scanner, how it scans, what items are called, and where the pages go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...config.messages import Message
from ...domain.errors import AskPerson, Fault
from ...domain.scanning import Capabilities, Colour, Device, Profile, Setup, Sides, Way
from ...services import readable, scanners, scanprofiles
from ..kit import Kit
from ..reasons import allow
from ..sorting import in_order
from ..widgets.band import Band
from ..widgets.combo import Combo
from ..widgets.pieces import button, frame, label, leading
from ..widgets.said import Said

_KEPT = "scan"  # the library's setting of the device that was used last
_ADDRESSES = "scan_addresses"
Asked = tuple[str | None, list[str], list[str], tuple[Message, Message] | None]
"""For which activity and languages was asked whether they can be read, those that it has, and what is missing."""
FIRSTS = ("1r", "1")


class ScanSetup(QWidget):
    """What the next session is to be like."""

    devices_wanted = Signal(object)
    """Scanners are to be looked for: a call, to be made beside the window's thread."""
    capabilities_wanted = Signal(object)
    """The same for what one scanner can."""
    activity_wanted = Signal()
    begun = Signal()
    """The session is to begin."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._library = kit, kit.bridge.library
        self.said = Said(kit.speech)
        self._devices: list[Device] = []
        self._known: Capabilities | None = None
        self._told: tuple[str, tuple[Message, ...], str] | None = None
        self._typed = ""
        self._wanted = Setup(device=self._library.setting(_KEPT))
        self.device, self.profile, self.way, self.dpi = Combo(), Combo(), Combo(), Combo()
        self.colour, self.depth, self.sides, self.activity, self.first = (Combo() for _ in range(5))
        self.address, self.name, self.languages = QLineEdit(), QLineEdit(), QLineEdit()
        self.manuscript, self.reads_again = QCheckBox(), False
        self._ticked_for: str | None = None
        self.band, self.begin = Band(), button("", self.begun.emit, primary=True)
        self._lay()
        self._connect()
        self._fill_fixed()

    def _lay(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setProperty("gap", "4")
        head = frame(gap="1")
        head.layout().addWidget(self._words("deed-show-scan", "title", "strong"))
        head.layout().addWidget(self._words("desk-about", "body", "subtle"))
        layout.addWidget(head)
        layout.addWidget(self.band)
        card = frame("card", "5 5 5 5", "4")
        self.again = button("", self.look, style="small", link=True)
        self.said.word("desk-look-again", self.again.setText)
        self._reach = button("", self._on_address, style="small", small=True)
        self.said.word("desk-reach", self._reach.setText)
        reach = frame(across=True, gap="3")
        reach.layout().addWidget(self.address, 1)
        reach.layout().addWidget(self._reach)
        self.said.word("desk-address-hint", self.address.setPlaceholderText)
        self.said.word("desk-address", self.address.setAccessibleName)
        self._grid(card, [
            (self._group("desk-device", self.device, self.again), self._group("desk-address", reach)),
            (self._group("desk-profile", self.profile), self._group("desk-way", self.way)),
            (self._group("desk-resolution", self.dpi), self._group("desk-colour", self.colour)),
            (self._group("desk-bits", self.depth), self._group("desk-sides", self.sides))])
        self._keep = button("", self._on_keep, style="small", small=True)
        self.said.word("desk-keep-profile", self._keep.setText)
        line = frame(across=True, gap="3")
        line.layout().addWidget(self.name, 1)
        line.layout().addWidget(self._keep)
        self.said.word("desk-profile-hint", self.name.setPlaceholderText)
        self.said.word("desk-profile-name", self.name.setAccessibleName)
        card.layout().addWidget(line)
        layout.addWidget(card)
        work = frame("card", "5 5 5 5", "4")
        new = button("", self.activity_wanted.emit, style="small", link=True)
        self.said.word("deed-new-activity", new.setText)
        self.said.word("desk-manuscript", self.manuscript.setText)
        self._tongues, self.unread = label("", "small", "subtle"), label("", "small", "warning")
        self.unread.hide()
        self._grid(work, [
            (self._group("desk-activity", self.activity, new), self._group("desk-first", self.first)),
            (self._group("field-text_languages", self.languages, self.manuscript, self._tongues, self.unread),
             QWidget())])
        layout.addWidget(work)
        foot = frame(across=True, gap="3")
        foot.layout().addStretch(1)
        foot.layout().addWidget(self.begin)
        self.begin.setObjectName("scan-begin")
        layout.addWidget(foot)

    def _grid(self, ground: QFrame, rows: list[tuple[QWidget, QWidget]]) -> None:
        grid = QFrame()
        cells = QGridLayout(grid)
        cells.setContentsMargins(0, 0, 0, 0)
        grid.setProperty("gap", "4")
        for place, pair in enumerate(rows):
            for column, widget in enumerate(pair):
                cells.addWidget(widget, place, column)
        cells.setColumnStretch(0, 1)
        cells.setColumnStretch(1, 1)
        ground.layout().addWidget(grid)

    def _group(self, key: str, editor: QWidget, *below: QWidget) -> QFrame:
        group = frame(gap="1")
        name = self._words(key, "strong")
        if not isinstance(editor, QFrame):
            name.setBuddy(editor)
            editor.setProperty("minHeight", "field")
            self.said.word(key, editor.setAccessibleName)
        for widget in (name, editor, *below):
            group.layout().addWidget(widget, 0, leading(widget))
        group.layout().addStretch(1)
        return group

    def _words(self, key: str, style: str = "body", ink: str = "") -> QLabel:
        found = label("", style, ink)
        self.said.word(key, found.setText)
        return found

    def _connect(self) -> None:
        self.device.activated.connect(self._on_device)
        self.profile.activated.connect(self._on_profile)
        self.way.activated.connect(self._on_way)
        self.colour.activated.connect(self._offer)
        self.activity.activated.connect(self._on_activity)
        self.languages.editingFinished.connect(self._on_languages)
        self.manuscript.clicked.connect(self._on_manuscript)
        self.address.returnPressed.connect(self._on_address)
        self.name.textChanged.connect(self._say)
        self._kit.bridge.registers_changed.connect(self.refresh)

    # What is chosen

    def setup(self) -> Setup:
        """How the scanner is to scan."""
        return Setup(self.device.currentData() or "", Way(self.way.currentData() or Way.GLASS),
                     self.dpi.currentData() or 300, self.depth.currentData() or 8,
                     Colour(self.colour.currentData() or Colour.COLOUR), (),
                     Sides(self.sides.currentData() or Sides.AS_READ))

    def tongues(self) -> list[str]:
        """The languages that are to be read, as they were typed; that of what is not read where that is ticked."""
        return [readable.UNREAD] if self.manuscript.isChecked() else self._typed_languages()

    def _typed_languages(self) -> list[str]:
        return self.languages.text().replace(",", " ").split()

    def wish(self) -> dict[str, Any]:
        """What a session is begun with (services/scanning.begin)."""
        return {"activity": self.activity.currentData(), "operator": self._library.setting("me") or None,
                "profile": self.profile.currentData() or "", "setup": self.setup(), "first": self.first.currentData()}

    def remember(self) -> None:
        """Offer the same scanner next time."""
        self._library.set_setting(_KEPT, self.device.currentData() or "")

    # What is offered

    def look(self) -> None:
        """Look for scanners, at the addresses that were typed too."""
        self.band.hide()
        self._devices, self._known = [], None
        addresses = dict.fromkeys([*self._addresses(), *filter(None, [self._typed])])
        self._say_looking()
        self.devices_wanted.emit(lambda: scanners.look([*addresses]))

    def show_found(self, found: scanners.Found) -> None:
        """Offer the scanners that were found. A typed address that answers is kept; one that does not can be corrected,
        and one that was kept before can be forgotten."""
        typed, self._typed = self._typed, ""
        self.show_devices(found.devices)
        if typed and typed not in found.silent:
            self._keep_addresses([*self._addresses(), typed])
            self.address.clear()
        for address, fault in found.silent.items():
            messages = (fault.message, *([fault.remedy] if fault.remedy else []))
            if address in self._addresses():
                self._tell("notice", *messages, forget=address)
            else:
                self._tell("error", *messages)

    def _addresses(self) -> list[str]:
        return self._library.setting(_ADDRESSES).splitlines()

    def _keep_addresses(self, addresses: Iterable[str]) -> None:
        self._library.set_setting(_ADDRESSES, "\n".join(dict.fromkeys(addresses)))

    def _forget(self, address: str) -> None:
        self._keep_addresses(kept for kept in self._addresses() if kept != address)
        self.look()

    def show_devices(self, found: list[Device]) -> None:
        """Offer the scanners that were found, and ask what the likeliest can."""
        self._devices = found
        with QSignalBlocker(self.device):
            self.device.clear()
            for device in found:
                self.device.addItem(device.name, device.id)
            self.device.setCurrentIndex(max(0, self.device.findData(self._wanted.device)))
        if found:
            self._on_device()
        else:
            for combo in (self.way, self.dpi, self.colour, self.depth):
                combo.clear()
            self._tell("notice", Message("desk-no-device"))
        self._say()

    def show_capabilities(self, known: Capabilities) -> None:
        """Offer what the chosen scanner can."""
        if known.device.id != self.device.currentData():
            return
        self._known = known
        self._tell_advice(known)
        self._wanted = scanners.fitting(replace(self._wanted, device=known.device.id), known)
        with QSignalBlocker(self.way):
            self._choices(self.way, [(self._kit.speech.say(f"desk-way-{tray.way}"), tray.way) for tray in known.trays],
                          self._wanted.way)
        self._offer()

    def _tell_advice(self, known: Capabilities) -> None:
        """Say how the scanner is reached, and what of the profile it cannot do."""
        try:
            advice = scanners.agreed(self._wanted, known)[1] if self.profile.currentData() else known.advice
        except AskPerson as fault:
            advice = (fault.message,)
        if advice:
            self._tell("notice", *advice)

    def choose_activity(self, activity: str) -> None:
        """Scan under this activity from now on."""
        self.refresh()
        self.activity.setCurrentIndex(max(0, self.activity.findData(activity)))
        self._on_activity()

    def show_trouble(self, fault: Fault) -> None:
        """Say why a scanner does not answer."""
        self._tell("error", fault.message, *([fault.remedy] if fault.remedy else []))
        if not self._devices:
            self.device.clear()
        self._say()

    def _tell(self, kind: str, *messages: Message, forget: str = "") -> None:
        say, self._told = self._kit.speech.say, (kind, messages, forget)
        button = say("desk-address-forget") if forget else ""  # to look again stands below the scanner
        self.band.say(self._kit.dresser, kind, " ".join(map(say, messages)), button, lambda: self._forget(forget))

    def refresh(self) -> None:
        """Offer the activities and profiles of now."""
        say, lists, locale = self._kit.speech.say, self._kit.bridge.lists, self._kit.speech.locale
        rows = [("", None), *((row["title"], row["id"]) for row in in_order(
            lists.real_activities(), lambda row: row["title"], locale))]
        newest = next((row["id"] for row in reversed(lists.real_activities()) if row["kind"] == "scan_session"), None)
        self._choices(self.activity, [(title or say("desk-no-activity"), key) for title, key in rows],
                      self.activity.currentData() or newest)
        known: list[Profile] = scanprofiles.listed(self._library)
        self._choices(self.profile, [(say("desk-no-profile"), ""), *((one.name, one.id) for one in known)],
                      self.profile.currentData() or "")
        self._say()
        if self.activity.currentData() != self._ticked_for:
            self.ask_reading()

    def retranslate(self) -> None:
        """Say everything again."""
        self.said.again()
        if self.band.text and self._told is not None:
            self._tell(self._told[0], *self._told[1], forget=self._told[2])
        self._wanted = replace(self.setup(), device=self._wanted.device)
        self._fill_fixed()
        if self._known is not None:
            self.show_capabilities(self._known)
        self.refresh()
        if self.unread.text():
            self.ask_reading()

    def _fill_fixed(self) -> None:
        say = self._kit.speech.say
        self._choices(self.sides, [(say(f"desk-sides-{one}"), one) for one in Sides], self.sides.currentData())
        self._choices(self.first, [(say("desk-first-leaves"), "1r"), (say("desk-first-pages"), "1")],
                      self.first.currentData())

    def _offer(self) -> None:
        """What the scanner can in the chosen way."""
        if self._known is None:
            return
        say = self._kit.speech.say
        tray = self._known.tray(Way(self.way.currentData())) or self._known.trays[0]
        colour = self.colour.currentData() or self._wanted.colour
        self._choices(self.colour, [(say(f"desk-colour-{one}"), one) for one in tray.colours], colour)
        self._choices(self.dpi, [(say("desk-dpi", one), one) for one in _usual(tray.dpi, between=tray.between)],
                      self.dpi.currentData() or self._wanted.dpi)
        lines = self.colour.currentData() == Colour.LINES
        self._choices(self.depth, [(say("desk-depth", one), one) for one in ((1,) if lines else tray.depths)],
                      self.depth.currentData() or self._wanted.depth)
        self.sides.parentWidget().setVisible(tray.way is not Way.GLASS)
        for combo in (self.dpi, self.colour, self.depth):  # A copy stand's camera says these itself.
            combo.parentWidget().setVisible(tray.width > 0)
        self._say()

    def _choices(self, combo: Combo, rows: list[tuple[str, Any]], chosen: Any) -> None:
        with QSignalBlocker(combo):
            combo.clear()
            for words, key in rows:
                combo.addItem(words, key)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))

    def _say_looking(self) -> None:
        self.device.clear()
        self.device.addItem(self._kit.speech.say("desk-looking"), "")
        self._say()

    def _say(self) -> None:
        say = self._kit.speech.say
        self.begin.setText(say("desk-begin"))
        unchosen = "" if self.device.currentData() else say("desk-begin-first")
        allow(self.begin, unchosen)
        for combo in (self.way, self.dpi, self.colour, self.depth):
            allow(combo, unchosen or ("" if combo.count() else say("desk-asking")))
        allow(self._keep, "" if self.name.text().strip() else say("desk-profile-hint"))
        without = "" if self.activity.currentData() else say("desk-languages-activity")
        allow(self.manuscript, without)
        allow(self.languages, without or (say("desk-manuscript-why") if self.manuscript.isChecked() else ""))
        self._tongues.setText(self.languages.toolTip() or say("desk-languages-help"))
        self._kit.dresser.dress(self)

    def _on_activity(self) -> None:
        self._say()
        self.ask_reading()

    def _on_languages(self) -> None:
        """The code of what is not read, by which that is known elsewhere, means the tick."""
        typed = self._typed_languages()
        if readable.UNREAD in map(str.lower, typed):
            self.languages.setText(" ".join(code for code in typed if code.lower() != readable.UNREAD))
            self.manuscript.setChecked(True)
            self._ticked_for = self.activity.currentData()
            self._say()
        self.ask_reading()

    def _on_manuscript(self) -> None:
        self.reads_again = not self.manuscript.isChecked()
        self._ticked_for = self.activity.currentData()  # an answer that is still to come unticks it no more
        self._say()
        self.ask_reading()

    def _tick(self, activity: str | None, kept: Iterable[str]) -> None:
        """Say of another activity whether its pages are read."""
        if activity != self._ticked_for:
            self._ticked_for, self.reads_again = activity, False
            self.manuscript.setChecked(readable.UNREAD in kept)
            self._say()

    def ask_reading(self) -> None:
        """Say what is missing on this computer for reading the words of these pages; beside, for it asks a program."""
        activity, typed, library = self.activity.currentData(), self.tongues(), self._library

        def asked() -> Asked:
            if not activity:
                return activity, typed, [], None
            readable.look_again()
            missing = readable.missing(readable.of_activity(library, activity, typed).unread)
            return activity, typed, readable.kept(library, activity), missing

        self._kit.bridge.compute(asked, self._on_reading)

    def _on_reading(self, found: Asked) -> None:
        activity, typed, kept, lost = found
        if (activity, typed) == (self.activity.currentData(), self.tongues()):
            self._tick(activity, kept)
            self.unread.setText(" ".join(map(self._kit.speech.say, lost)) if lost else "")
            self.unread.setVisible(lost is not None)

    def _on_device(self) -> None:
        self._known = None
        chosen = self.device.currentData()
        if chosen:
            self.capabilities_wanted.emit(lambda: scanners.capabilities(chosen))
        self._say()

    def _on_way(self) -> None:
        self._wanted = replace(self._wanted, way=Way(self.way.currentData()))
        self._offer()

    def _on_profile(self) -> None:
        profile = self.profile.currentData()
        if not profile:
            return
        self._wanted = scanprofiles.get(self._library, profile).setup
        place = self.device.findData(self._wanted.device)
        if place >= 0:
            self.device.setCurrentIndex(place)
        for combo in (self.dpi, self.colour, self.depth):
            combo.clear()
        if self._known is not None and self._known.device.id == self.device.currentData():
            self.show_capabilities(self._known)
        else:
            self._on_device()

    def _on_address(self) -> None:
        if typed := self.address.text().strip():
            self._typed = typed
            self.look()

    def _on_keep(self) -> None:
        name, setup, bridge = self.name.text(), self.setup(), self._kit.bridge
        if not name.strip():
            return
        bridge.write(lambda: scanprofiles.save(bridge.library, bridge.tagging, name, setup), self._on_kept)

    def _on_kept(self, profile: str) -> None:
        self.name.clear()
        self.refresh()
        self.profile.setCurrentIndex(max(0, self.profile.findData(profile)))


def _usual(dpi: tuple[int, ...], *, between: bool) -> list[int]:
    """Dots an inch that are offered: of a scanner that can do all, those that are asked for."""
    if not between:
        return list(dpi)
    return [one for one in (75, 100, 150, 200, 300, 400, 600, 800, 1200, 2400) if dpi[0] <= one <= dpi[-1]] or [dpi[0]]
