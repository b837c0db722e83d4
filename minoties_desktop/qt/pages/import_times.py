"""What an import says of clocks, time zone and privacy: its own correction, and what the chosen activity has."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit

from ...config.messages import Message
from ...domain import offsets, privacy
from ...domain.errors import Fault, UsageFault
from ..kit import Kit
from ..theme import mark
from ..widgets.pieces import button, label, leading
from .import_options import ImportOptions


class ImportTimes(QObject):
    """Fills the places that the options of an import keep for it."""

    def __init__(self, kit: Kit, options: ImportOptions) -> None:
        super().__init__(options)
        self._kit, self._options = kit, options
        self.clock, self.zone = QLineEdit(), QLineEdit()
        self._zone_hint, self._privacy = label("", "small", "subtle"), label("", "small")
        self._wrong: dict[QLineEdit, tuple[QLabel, Fault | None]] = {
            line: (label("", "small", "error"), None) for line in (self.clock, self.zone)}
        word = options.said.word
        show_code, hint = button("", self._show_code, style="small", link=True), label("", "small", "subtle")
        word("place-qr-show", show_code.setText)
        word("import-clock-hint", hint.setText)
        self._fill(options.clock_slot, "import-clock", self.clock, self._wrong[self.clock][0], hint, show_code)
        self._fill(options.zone_slot, "activity-form-zone", self.zone, self._wrong[self.zone][0], self._zone_hint)
        self._change, originals = button("", self._edit, style="small", link=True), label("", "small", "subtle")
        word("import-privacy-change", self._change.setText)
        word("privacy-originals", originals.setText)
        self._fill(options.privacy_slot, "activity-form-privacy", self._privacy, originals, self._change)
        self.clock.setPlaceholderText(offsets.written(0))
        self.clock.editingFinished.connect(self._on_clock)
        self.zone.setText(options.zone)
        self.zone.editingFinished.connect(self._on_zone)
        options.activity.currentIndexChanged.connect(lambda _index: self.refresh())
        kit.bridge.registers_changed.connect(self.refresh)
        kit.speech.changed.connect(self.refresh)
        self.refresh()

    def _fill(self, slot: QFrame, key: str, *widgets: Any) -> None:
        name = label("", "strong")
        self._options.said.word(key, name.setText)
        slot.layout().addWidget(name)
        for widget in widgets:
            slot.layout().addWidget(widget, 0, leading(widget))
        if isinstance(widgets[0], QLineEdit):
            name.setBuddy(widgets[0])
            self._options.said.word(key, widgets[0].setAccessibleName)
            widgets[0].setProperty("minHeight", "field")
        slot.show()
        self._kit.dresser.dress(slot)

    def refresh(self) -> None:
        """Say what the chosen activity has."""
        say, row = self._kit.speech.say, self._row()
        zone = row.get("zone", "")
        self.zone.setPlaceholderText(zone)
        mark(self.zone, inherited=bool(zone) and not self.zone.text())
        self._zone_hint.setText(say("import-zone-activity") if zone else say("import-zone-track"))
        wishes = privacy.parse(row.get("privacy", ""))
        told = [say(f"privacy-{wish}") for wish in privacy.WISHES if wish in wishes]
        self._privacy.setText("\n".join(told or [say("import-privacy-keep")]))
        self._change.setVisible(bool(row))
        for line, (_, fault) in self._wrong.items():
            self._tell(line, fault)

    def _row(self) -> dict[str, Any]:
        chosen = self._options.activity.currentData()
        return next((row for row in self._kit.bridge.lists.register("activity") if row["id"] == chosen), {})

    def _on_clock(self) -> None:
        text = self.clock.text().strip()
        try:
            seconds = offsets.parse(text) if text else 0.0
        except ValueError:
            self._tell(self.clock, UsageFault(Message("place-offset-wrong"), Message("place-offset-tip")))
            return
        self._tell(self.clock, None)
        self.clock.setText(offsets.written(seconds) if text else "")
        self._options.set_clock(seconds)

    def _on_zone(self) -> None:
        from ...services.recognising import zone  # late: a start-up does without

        text = self.zone.text().strip()
        try:
            zone(text)
        except Fault as fault:
            self._tell(self.zone, fault)
            return
        self._tell(self.zone, None)
        self._options.set_zone(text)

    def _tell(self, line: QLineEdit, fault: Fault | None) -> None:
        """Say under a field what is wrong with what was typed there, and let no import begin with it."""
        say, (hint, _) = self._kit.speech.say, self._wrong[line]
        self._wrong[line] = hint, fault
        self._options.hinder("clock" if line is self.clock else "zone", fault)
        hint.setText(" ".join(say(part) for part in (fault.message, fault.remedy) if part) if fault else "")
        hint.setVisible(fault is not None)
        mark(line, problem=fault is not None)
        line.setAccessibleDescription(hint.text())

    def _show_code(self) -> None:
        from .clock_code import ClockCode  # late: seldom

        ClockCode(self._kit, self._options).open()

    def _edit(self) -> None:
        from .dialogs import ActivityForm  # late: a start-up does without

        ActivityForm(self._kit, self._row(), self._options).open()
