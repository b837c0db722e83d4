"""A card of the import page: what comes from one memory card or folder, how far it is, and its light."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ...config.messages import Message
from ...domain.errors import Fault
from .. import moments
from ..announcing import announce
from ..importing import Progress
from ..kit import MEGABYTE, Kit
from ..reasons import allow
from ..theme import mark
from .combo import Combo
from .import_lines import ImportLine, Line, away, headline, report_lines
from .layouts import clear, widgets_of
from .pieces import button, frame, icon, label
from .said import Said

if TYPE_CHECKING:
    from ...services.importreport import Report
    from ...services.lights import Light

_MINUTE = 60
_LIGHTS = {"safe": ("success", "success", "success"), "unproven": ("warning", "alert", "warning"),
           "damaged": ("error", "error", "error")}
"""By what the light says: band, icon, tint; grey with a lock for the others."""


class SourceCard(QFrame):
    """One source. `light` is the one it shows, None before anything was imported from it."""

    import_wanted = Signal()
    cancel_wanted = Signal()
    revoke_wanted = Signal()
    check_wanted = Signal()
    do_without_wanted = Signal()
    eject_wanted = Signal()
    photographer_chosen = Signal(object)
    """A person says whose photographs they are: a contributor's id, None to leave it to the camera."""

    def __init__(self, kit: Kit, sign: str, name: str | Message, place: str | Message, *, kind: str = "folder",
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._kind = kind
        self._said = Said(kit.speech)
        self._titles = (name, place)
        self._told: dict[str, Callable[[], None]] = {}
        """Tells once more what the figures and the band show."""
        self._is_counting = False
        """Whether the band says how many are left, and goes on doing so."""
        self.light: Light | None = None
        for key, value in (("band", "card"), ("margins", "5 4 5 4"), ("gap", "3")):
            self.setProperty(key, value)
        self._column = layout = QVBoxLayout(self)
        head, lines = frame(gap="3", across=True), frame(gap="1")
        self._name, self._place = label("", "heading", "strong"), label("", "small", "subtle")
        lines.layout().addWidget(self._name)
        lines.layout().addWidget(self._place)
        self.start = self._button("import-start", self.import_wanted.emit, primary=True)
        self.cancel = self._button("import-cancel", self.cancel_wanted.emit)
        self.eject = self._button("import-eject", self.eject_wanted.emit)
        head.layout().addWidget(icon(sign, length="icon-huge"))
        head.layout().addWidget(lines, 1)
        for press in (self.start, self.cancel, self.eject):
            head.layout().addWidget(press)
            press.hide()
        layout.addWidget(head)
        self._owner = self._made_owner()
        layout.addWidget(self._owner)
        figures = frame(gap="3", across=True)
        self._count, self._rate = label("", "strong", "strong"), label("", "small", "subtle", wrap=False)
        figures.layout().addWidget(self._count, 1)
        figures.layout().addWidget(self._rate)
        self._figures = figures
        layout.addWidget(figures)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._said.word("import-progress-name", self._bar.setAccessibleName)
        layout.addWidget(self._bar)
        self._lines = frame(gap="2")
        layout.addWidget(self._lines)
        self._note = label("", "small", "subtle")
        layout.addWidget(self._note)
        self._band = self._made_band()
        layout.addWidget(self._band)
        layout.addStretch(1)
        self._say_titles()
        for hidden in (figures, self._bar, self._lines, self._band, self._note):
            hidden.hide()

    def _made_owner(self) -> QFrame:
        made = frame(gap="2", across=True)
        words, self.photographer, self._taker = label("", "small", "subtle", wrap=False), Combo(), label("", "small")
        self._said.word("import-photographer", words.setText)
        self._said.word("import-photographer", self.photographer.setAccessibleName)
        words.setBuddy(self.photographer)
        self.photographer.setProperty("minHeight", "field")
        self.photographer.activated.connect(self._on_photographer_chosen)
        for part, room in ((words, 0), (self.photographer, 1), (self._taker, 1)):
            made.layout().addWidget(part, room)
        self._taker.hide()
        self._is_chosen = self._is_credited = False
        return made

    def arrange(self, *, narrow: bool) -> None:
        """Where there is little room, have the light above what it follows from, else below."""
        verdict, facts = [self._note, self._band], [self._owner, self._figures, self._bar, self._lines]
        for place, part in enumerate([*verdict, *facts] if narrow else [*facts, *verdict], start=1):
            self._column.removeWidget(part)
            self._column.insertWidget(place, part)
        presses = [self.revoke, self.check, self.do_without, self.again]
        for before, after in pairwise([self.eject, *presses, self.photographer] if narrow
                                      else [self.eject, self.photographer, *presses]):
            QWidget.setTabOrder(before, after)

    def offer_photographers(self, people: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Let somebody say whose photographs they are: (name, id) of each contributor; `chosen` (id) is preset, unless
        a person has already said it. The first choice leaves it to the camera."""
        said = self.photographer.currentData() if self._is_chosen else chosen
        self.photographer.clear()
        if not self._is_credited or said is None:
            self.photographer.addItem(self._kit.speech.say("import-photographer-none"), None)
        for name, person in people:
            self.photographer.addItem(name, person)
        self.photographer.setCurrentIndex(max(0, self.photographer.findData(said)))

    def settle_photographer(self, person: str | None) -> None:
        """Tell whose photographs came (a contributor's id), and let somebody put that right."""
        self._is_chosen = self._is_credited = True
        nobody = self.photographer.findData(None)
        if person is None and nobody < 0:
            self.photographer.insertItem(0, self._kit.speech.say("import-photographer-none"), None)
        self.photographer.setCurrentIndex(max(0, self.photographer.findData(person)))
        if person is not None and nobody >= 0:  # undo leaves it to the camera again
            self.photographer.removeItem(nobody)
        self._show_taker(False)

    def show_photographer(self, person: str | None) -> None:
        """Tell whose photographs they are (a contributor's id) while they come."""
        place = self.photographer.findData(person)
        if person is not None and place >= 0:
            self.photographer.setCurrentIndex(place)
        if self._taker.text() != self.photographer.currentText() or self._taker.isHidden():
            self._taker.setText(self.photographer.currentText())
            self._show_taker(True)

    def _show_taker(self, told: bool) -> None:
        self._taker.setVisible(told)
        self.photographer.setVisible(not told)

    def _on_photographer_chosen(self) -> None:
        self._is_chosen = True
        self.photographer_chosen.emit(self.photographer.currentData())

    def _button(self, key: str, press: object, **looks: bool) -> QPushButton:
        made = button("", press, **looks)
        self._said.word(key, made.setText)
        made.setProperty("minHeight", "button")
        return made

    def _made_band(self) -> QFrame:
        band = frame("notice", "4 3 4 3", "2")
        head = frame(gap="3", across=True)
        self._sign, words = icon("lock", length="icon-large"), frame(gap="1")
        self._verdict, self._why = label("", "strong"), label("", "small")
        words.layout().addWidget(self._verdict)
        words.layout().addWidget(self._why)
        head.layout().addWidget(self._sign)
        head.layout().addWidget(words, 1)
        band.layout().addWidget(head)
        self.revoke = self._button("import-revoke", self.revoke_wanted.emit)
        self.check = self._button("import-check", self.check_wanted.emit)
        self.do_without = self._button("import-do-without", self.do_without_wanted.emit)
        self.again = self._button("import-go-on", self.import_wanted.emit)
        for press in (self.revoke, self.check, self.do_without, self.again):
            head.layout().addWidget(press)
        return band

    def retranslate(self) -> None:
        """Say everything again."""
        self._said.again()
        self._say_titles()
        self._is_counting = False
        if (nobody := self.photographer.findData(None)) >= 0:
            self.photographer.setItemText(nobody, self._kit.speech.say("import-photographer-none"))
        if not self._taker.isHidden():
            self._taker.setText(self.photographer.currentText())
        for tell in list(self._told.values()):
            tell()

    def _say_titles(self) -> None:
        name, place = (title if isinstance(title, str) else self._kit.speech.say(title) for title in self._titles)
        self._name.setText(name)
        self._place.setText(place)
        self.setAccessibleName(name)

    def show_noticed(self, light: Light | None) -> None:
        """A card that is there and of which nothing is being imported."""
        self.start.show()
        mark(self.start, primary=light is None or light.only_here > 0)  # else nothing new is on it
        if light is not None:
            self.show_light(light)
        self._kit.dresser.dress(self)

    def show_progress(self, progress: Progress) -> None:
        """An import, or a check, that is under way."""
        self._told = {"figures": partial(self.show_progress, progress)}
        say = self._kit.speech.say
        self._forget_eject()
        self.start.hide()
        mark(self._bar, done=False)
        self.cancel.show()
        self._figures.show()
        self._bar.show()
        self._count.setText(say(f"import-progress-{progress.phase}", progress.done, progress.total)
                            if progress.phase else say("import-looking"))
        self._bar.setRange(0, max(1, progress.total))
        self._bar.setValue(progress.done)
        parts = [say("import-speed", round(progress.speed / MEGABYTE))] if progress.speed >= MEGABYTE else []
        if progress.left:
            minutes, seconds = progress.left / _MINUTE, max(1, round(progress.left))
            parts.append(say("import-left-minutes", round(minutes)) if minutes > 2 else
                         say("import-left-seconds", seconds))
        self._rate.setText(", ".join(parts))
        if progress.phase != "copying":
            self._band.hide()
            return
        left = progress.total - progress.done
        why = say("light-only-here", left) if left else say("import-finishing")
        lines = [Line("check", "success", "import-line-copied", progress.done),
                 Line("clock", "text-base", "import-line-left", left)]
        if not self._count_on(lines, why):
            self._show_lines(lines)
            self._say_band("notice", "lock", "warning", say(f"light-off-{self._kind}"), why)
            self._is_counting = True

    def show_report(self, report: Report, light: Light | None, names: dict[str, str], *, disks: int) -> None:
        """An import that came to its end; `names` are those of the items that were here before."""
        self._told = {"figures": partial(self._say_report, report, light, names, disks, time.time())}
        self._told["figures"]()

    def _say_report(
        self, report: Report, light: Light | None, names: dict[str, str], disks: int, at: float,
    ) -> None:
        say = self._kit.speech.say
        self.start.hide()
        self.cancel.hide()
        self._figures.show()
        self._bar.setVisible(not report.cancelled and not away(report))
        self._bar.setRange(0, 1)
        self._bar.setValue(1)
        mark(self._bar, done=True)
        self._count.setText(headline(say, report))
        self._rate.setText(say("import-finished-at", moments.clock(at, self._kit.speech.locale)))
        self._show_lines(report_lines(say, report, light, names, disks))
        if report.cancelled:
            self._say_band("notice", "info", "text-subtle", say("import-stopped"), "", self.again)
        elif light is not None:
            self.show_light(light)
        self._kit.dresser.dress(self)

    def show_checked(self) -> None:
        """A check that has ended."""
        self._told = {}
        self.cancel.hide()
        self._bar.hide()
        self._figures.hide()

    def show_fault(self, fault: Fault, *, again: bool = True) -> None:
        """An import that a fault of the machine ended."""
        self._told["band"] = partial(self.show_fault, fault, again=again)
        say = self._kit.speech.say
        self.cancel.hide()
        self._bar.hide()
        self._rate.setText("")
        self._say_band("error", "error", "error", say(fault.message), say(fault.remedy) if fault.remedy else "",
                       *([self.again] if again else []))

    def show_gone(self) -> None:
        """The card was pulled out while it was being imported."""
        self._told["band"] = self.show_gone
        self._say_band("error", "error", "error", self._kit.speech.say("import-pulled"), "", self.again)

    def offer_eject(self, obstacle: Message | None) -> None:
        """Offer to let go of the card; with an obstacle, say beside the button why that cannot be done from here."""
        self._told["eject"] = partial(self.offer_eject, obstacle)
        self.eject.show()
        text = self._kit.speech.say(obstacle) if obstacle else ""
        allow(self.eject, text)
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def _forget_eject(self) -> None:
        self._told.pop("eject", None)
        self.eject.hide()
        self._note.hide()

    def show_ejected(self, fault: Fault | None) -> None:
        """The card may be taken out, or what keeps it in."""
        self._told["eject"] = partial(self.show_ejected, fault)
        say = self._kit.speech.say
        self.eject.setVisible(fault is not None)
        allow(self.eject)
        parts = [say(fault.message), say(fault.remedy) if fault.remedy else ""] if fault else [say("import-ejected")]
        self._note.setText(" ".join(part for part in parts if part))
        mark(self._note, ink="error" if fault else "success")
        self._note.show()
        announce(self._note, self._note.text(), urgent=fault is not None)

    def show_light(self, light: Light) -> None:
        """Whether the card may be formatted, and why not."""
        say = self._kit.speech.say
        self.light = light
        self._told["band"] = partial(self.show_light, light)
        if light.shine.value != "safe":
            self._forget_eject()
        band, sign, tint = _LIGHTS.get(light.shine.value, ("notice", "lock", "warning"))
        presses = {"safe": [self.revoke], "unproven": [self.check], "damaged": [self.again],
                   "revoked": [self.check]}.get(light.shine.value, [])
        if light.refused and light.refused == light.only_here:
            presses = [self.do_without]
        self._say_band(band, sign, tint, say(light.head), say(light.reason), *presses)

    def _say_band(self, band: str, sign: str, tint: str, head: str, why: str, *presses: QPushButton) -> None:
        self._is_counting = False
        self._sign.setProperty("iconName", sign)
        self._sign.setProperty("tint", tint)
        self._verdict.setText(head)
        mark(self._verdict, ink=tint if band == "success" else "strong")
        self._why.setText(why)
        self._why.setVisible(bool(why))
        for press in (self.revoke, self.check, self.do_without, self.again):
            press.setVisible(press in presses)
        mark(self._band, band=band)
        self._band.setAccessibleName(f"{head} {why}".strip())
        self._band.show()
        self._kit.dresser.dress(self)

    def _show_lines(self, lines: Sequence[Line]) -> None:
        clear(self._lines.layout())
        for line in lines:
            if line.count:
                self._lines.layout().addWidget(ImportLine(self._kit, line))
        self._lines.setVisible(self._lines.layout().count() > 0)
        self._kit.dresser.dress(self._lines)

    def _count_on(self, lines: Sequence[Line], why: str) -> bool:
        """Show other numbers where these lines are there already, five times a second; whether they are."""
        shown, counted = widgets_of(self._lines.layout()), [line for line in lines if line.count]
        if not self._is_counting or [one.key for one in shown] != [line.key for line in counted]:
            return False
        for one, line in zip(shown, counted, strict=True):
            one.count(line.count)
        self._why.setText(why)
        self._band.setAccessibleName(f"{self._verdict.text()} {why}")
        return True
