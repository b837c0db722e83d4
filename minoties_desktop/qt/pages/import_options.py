"""The options of an import: activity, photographer, second copies, names, and the watched folder."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...domain.errors import Fault
from ...domain.renaming import Naming
from ..kit import Kit
from ..sorting import in_order
from ..theme import mark
from ..widgets.combo import Combo
from ..widgets.pieces import button, frame, label, leading
from ..widgets.said import Said
from .import_copies import ImportCopies
from .import_hot import ImportHot

if TYPE_CHECKING:
    from ...services.arriving import Wishes

_KEPT = "import"  # the library's setting of what was chosen last
_EXAMPLE = Naming("IMG_2041", datetime(2026, 11, 14, 10, 5, 9), "Canon EOS R6")


class ImportOptions(QFrame):
    """What is wished of the next imports; remembered in the library. `clock_slot`, `privacy_slot` and `zone_slot` are
    empty frames for what other parts of the window add."""

    activity_wanted = Signal()
    photographer_wanted = Signal()
    """Somebody who is not offered yet."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.zone = ""
        """In which times without a zone are read, by name or as ±HH:MM."""
        self._offset = 0.0
        self._hindrances: dict[str, Fault] = {}
        self.said = Said(kit.speech)
        for key, value in (("margins", "5 5 5 5"), ("gap", "4"), ("band", "window")):
            self.setProperty(key, value)
        layout = QVBoxLayout(self)
        head = frame(gap="0")
        head.layout().addWidget(self._words("import-this", "heading", "strong"))
        head.layout().addWidget(self._words("import-this-sub", "small", "subtle"))
        layout.addWidget(head)
        self.activity, self.photographer = Combo(), Combo()
        new = button("", self.activity_wanted.emit, style="small", link=True)
        self.said.word("deed-new-activity", new.setText)
        layout.addWidget(self._group("import-activity", self.activity, new))
        somebody = button("", self.photographer_wanted.emit, style="small", link=True)
        self.said.word("deed-new-contributor", somebody.setText)
        layout.addWidget(self._group("import-photographer", self.photographer, somebody))
        self.copies = ImportCopies(kit, self.said)
        layout.addWidget(self.copies)
        self.names, self._example = QLineEdit(), label("", "small", "subtle")
        self.said.word("import-names-hint", self.names.setPlaceholderText)
        self.names.textChanged.connect(self._on_names_changed)
        layout.addWidget(self._group("import-names", self.names, self._example))
        self.clock_slot, self.privacy_slot, self.zone_slot = (frame(gap="2") for _ in range(3))
        for slot in (self.clock_slot, self.privacy_slot, self.zone_slot):
            layout.addWidget(slot)
            slot.hide()  # shown by whoever puts something in
        self.hot = ImportHot(kit, self.said, self.wishes)
        layout.addWidget(self.hot)
        layout.addStretch(1)
        self._recall()
        self.copies.chosen.connect(self._remember)
        self.refresh()

    def _group(self, key: str, editor: QWidget, *below: QWidget) -> QFrame:
        group = frame(gap="1")
        name = self._words(key, "strong")
        name.setBuddy(editor)
        editor.setProperty("minHeight", "field")
        self.said.word(key, editor.setAccessibleName)
        for widget in (name, editor, *below):
            group.layout().addWidget(widget, 0, leading(widget))
        return group

    def _words(self, key: str, style: str = "body", ink: str = "") -> QLabel:
        found = label("", style, ink)
        self.said.word(key, found.setText)
        return found

    def refresh(self) -> None:
        """Offer the activities and people of now, and say how much room there is."""
        say, lists, locale = self._kit.speech.say, self._kit.bridge.lists, self._kit.speech.locale
        chosen = self.activity.currentData()
        with QSignalBlocker(self.activity), QSignalBlocker(self.photographer):
            self.activity.clear()
            self.activity.addItem(say("import-no-activity"), None)
            activities = lists.real_activities()
            for row in in_order(activities, lambda row: row["title"], locale):
                self.activity.addItem(row["title"], row["id"])
            known = self.activity.findData(chosen) if chosen else -1
            newest = self.activity.findData(activities[-1]["id"]) if activities else 0
            self.activity.setCurrentIndex(known if known >= 0 else newest)
            person = self.photographer.currentData()
            self.photographer.clear()
            self.photographer.addItem(say("import-photographer-none"), None)
            for one in in_order(lists.people().values(), lambda one: one.name, locale):
                self.photographer.addItem(one.name, one.id)
            self.photographer.setCurrentIndex(max(0, self.photographer.findData(person)))
        self.copies.refresh()
        self.hot.refresh()
        self._on_names_changed()
        self._kit.dresser.dress(self)

    def choose_activity(self, activity: str) -> None:
        """Import under this activity from now on."""
        self.refresh()
        self.activity.setCurrentIndex(max(0, self.activity.findData(activity)))

    def choose_photographer(self, person: str) -> None:
        """Import as photographs of this contributor from now on."""
        self.refresh()
        self.photographer.setCurrentIndex(max(0, self.photographer.findData(person)))

    def wishes(self) -> Wishes:
        """What is wished now. Raises UsageFault for what makes no sense: a template of names, a time."""
        from ...domain.renaming import check_template
        from ...services.arriving import Wishes  # late: a start-up does without

        self._remember()
        for fault in self._hindrances.values():
            raise fault
        return Wishes(activity=self.activity.currentData(), contributor=self.photographer.currentData(),
                      copy_to=self.copies.folder, offset=self._offset, zone=self.zone,
                      rename=check_template(self.names.text()))

    def set_clock(self, offset: float) -> None:
        """Add so many seconds to the camera's clock from the next import on."""
        self._offset = offset

    def set_zone(self, zone: str) -> None:
        """Read times without a zone in this one, by name or as ±HH:MM."""
        self.zone = zone
        self._remember()

    def hinder(self, part: str, fault: Fault | None) -> None:
        """Let no import begin while a part of the wishes is wrong; with None it is right."""
        self._hindrances.pop(part, None)
        if fault is not None:
            self._hindrances[part] = fault

    def _on_names_changed(self) -> None:
        from ...services.filing import preview  # late: as the wishes

        activity = self.activity.currentText() if self.activity.currentData() else ""
        try:
            text = preview(self.names.text(), _facts(activity, self.photographer), ".jpg")
            problem = False
        except Fault as fault:
            text, problem = self._kit.speech.say(fault.message), True
        self._example.setText(text)
        mark(self._example, ink="error" if problem else "subtle")
        mark(self.names, problem=problem)

    def _remember(self) -> None:
        library = self._kit.bridge.library
        second = self.copies.folder
        kept = json.dumps({"second": str(second) if second else "", "names": self.names.text(), "zone": self.zone})
        self._kit.bridge.write(lambda: library.set_setting(_KEPT, kept))

    def _recall(self) -> None:
        try:
            kept = json.loads(self._kit.bridge.library.setting(_KEPT) or "{}")
        except ValueError:
            return
        self.names.setText(kept.get("names", ""))
        self.zone = kept.get("zone", "")
        self.copies.folder = Path(kept["second"]) if kept.get("second") else None


def _facts(activity: str, photographer: Combo) -> Naming:
    person = photographer.currentText() if photographer.currentData() else ""
    return Naming(_EXAMPLE.name, _EXAMPLE.taken, _EXAMPLE.camera, activity, activity, person)
