"""The options of an import: activity, photographer, second copies, names, and the watched folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ...domain.errors import Fault
from ...domain.renaming import Naming
from ..folders import ask_folder
from ..importing import Watch
from ..kit import Kit
from ..sorting import in_order
from ..theme import mark
from ..widgets.combo import Combo
from ..widgets.pieces import button, frame, label
from ..widgets.said import Said

if TYPE_CHECKING:
    from ...services.arriving import Wishes

_GIGABYTE = 1_000_000_000
_KEPT = "import"  # the library's setting of what was chosen last
_EXAMPLE = Naming("IMG_2041", datetime(2026, 11, 14, 10, 5, 9), "Canon EOS R6")


class ImportOptions(QFrame):
    """What is wished of the next imports; remembered in the library. `clock_slot`, `privacy_slot` and `zone_slot` are
    empty frames for what other parts of the window add."""

    activity_wanted = Signal()
    watch_changed = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.watch: Watch | None = None
        self._came = self._waiting = 0
        self._second: Path | None = None
        self.disks = 1
        """On how many disks the copies are."""
        self._zone, self._offset = "", 0.0
        self.said = Said(kit.speech)
        for key, value in (("margins", "5 5 5 5"), ("gap", "4"), ("band", "window")):
            self.setProperty(key, value)
        layout = QVBoxLayout(self)
        head = frame(gap="0")
        head.layout().addWidget(self._words("import-this", "heading", "strong"))
        head.layout().addWidget(self._words("import-this-sub", "small", "subtle"))
        layout.addWidget(head)
        self.activity, self.photographer = Combo(), Combo()
        new = self._press("deed-new-activity", self.activity_wanted.emit, link=True)
        layout.addWidget(self._group("import-activity", self.activity, new))
        layout.addWidget(self._group("import-photographer", self.photographer))
        layout.addWidget(self._copies())
        self.names, self._example = QLineEdit(), label("", "small", "subtle")
        self.said.word("import-names-hint", self.names.setPlaceholderText)
        self.names.textChanged.connect(self._on_names_changed)
        layout.addWidget(self._group("import-names", self.names, self._example))
        self.clock_slot, self.privacy_slot, self.zone_slot = (frame(gap="2") for _ in range(3))
        for slot in (self.clock_slot, self.privacy_slot, self.zone_slot):
            layout.addWidget(slot)
            slot.hide()  # shown by whoever puts something in
        layout.addWidget(self._hot())
        layout.addStretch(1)
        self._recall()
        self.refresh()

    def _group(self, key: str, editor: QWidget, *below: QWidget) -> QFrame:
        group = frame(gap="1")
        name = self._words(key, "strong")
        name.setBuddy(editor)
        editor.setProperty("minHeight", "field")
        self.said.word(key, editor.setAccessibleName)
        for widget in (name, editor, *below):
            group.layout().addWidget(widget, 0, _side_of(widget))
        return group

    def _words(self, key: str, style: str = "body", ink: str = "") -> QLabel:
        found = label("", style, ink)
        self.said.word(key, found.setText)
        return found

    def _press(self, key: str, press: Callable[[], object], **looks: bool) -> QPushButton:
        found = button("", press, style="small", **looks)
        self.said.word(key, found.setText)
        return found

    def _copies(self) -> QFrame:
        group = frame(gap="1")
        group.layout().addWidget(self._words("import-copies", "strong"))
        self._first_place, self._second_place = label("", "small"), label("", "small")
        self._same = label("", "small", "warning")
        self.said.word("import-copies-same", self._same.setText)
        self._add = self._press("import-copies-add", self.choose_second, small=True)
        self._remove = self._press("import-copies-remove", lambda: self.set_second(None), link=True)
        for widget in (self._first_place, self._second_place, self._same, self._add, self._remove):
            group.layout().addWidget(widget, 0, _side_of(widget))
        return group

    def _hot(self) -> QFrame:
        group = frame(gap="1")
        self._hot_state: QLabel = label("", "small", "subtle")
        self._hot_press = button("", self._on_hot, style="small", small=True)
        group.layout().addWidget(self._words("import-hot", "strong"))
        group.layout().addWidget(self._hot_state)
        group.layout().addWidget(self._hot_press, 0, _side_of(self._hot_press))
        return group

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
        self._say_room()
        self._say_watch()
        self._on_names_changed()
        self._kit.dresser.dress(self)

    def choose_activity(self, activity: str) -> None:
        """Import under this activity from now on."""
        self.refresh()
        self.activity.setCurrentIndex(max(0, self.activity.findData(activity)))

    def choose_second(self) -> None:
        """Ask for the folder of the second copies."""
        folder = ask_folder(self, self._kit.speech.say("import-copies-title"))
        if folder:
            self.set_second(folder)

    def set_second(self, folder: Path | None) -> None:
        """Copy to this folder too, or to the library alone."""
        self._second = folder
        self._say_room()
        self._remember()

    @property
    def second(self) -> Path | None:
        """Where second copies go."""
        return self._second

    def wishes(self) -> Wishes:
        """What is wished now. Raises UsageFault for a template of names that makes no sense."""
        from ...domain.renaming import check_template
        from ...services.arriving import Wishes  # late: a start-up does without

        self._remember()
        return Wishes(activity=self.activity.currentData(), contributor=self.photographer.currentData(),
                      copy_to=self._second, offset=self._offset, zone=self._zone,
                      rename=check_template(self.names.text()))

    def set_clock(self, offset: float) -> None:
        """Add so many seconds to the camera's clock from the next import on."""
        self._offset = offset

    def set_zone(self, zone: str) -> None:
        """Read times without a zone in this one, by name or as ±HH:MM."""
        self._zone = zone

    def stop(self) -> None:
        """Watch no longer."""
        if self.watch is not None:
            watch, self.watch = self.watch, None
            watch.stop()
            self._say_watch()

    def start_watch(self, folder: Path) -> None:
        """Import what comes into a folder from now on."""
        self.stop()
        self._came = self._waiting = 0
        self.watch = Watch(self._kit.bridge, folder, self.wishes())
        self.watch.arrived.connect(self._on_arrived)
        self.watch.waiting.connect(self._on_waiting)
        self.watch.ended.connect(self._on_watch_ended)
        self.watch.start()
        self._say_watch()

    def _on_hot(self) -> None:
        if self.watch is not None:
            self.stop()
            return
        folder = ask_folder(self, self._kit.speech.say("import-hot-title"))
        if folder:
            self.start_watch(folder)

    def _on_arrived(self, report: object) -> None:
        self._came += len(report.items)
        self._say_watch()
        self.watch_changed.emit()

    def _on_waiting(self, count: int) -> None:
        if count != self._waiting:
            self._waiting = count
            self._say_watch()

    def _on_watch_ended(self, fault: Fault | None) -> None:
        if fault is not None:
            self.watch = None
            self._say_watch()
            self._kit.bridge.failed.emit(fault.message, fault.remedy)

    def _say_watch(self) -> None:
        say = self._kit.speech.say
        if self.watch is None:
            self._hot_state.setText(say("import-hot-off"))
            self._hot_press.setText(say("import-hot-choose"))
        else:
            self._hot_state.setText(say("import-hot-on", str(self.watch.folder), self._came, self._waiting))
            self._hot_press.setText(say("import-hot-stop"))

    def _say_room(self) -> None:
        say = self._kit.speech.say
        self._first_place.setText(say("import-copies-library", self._room(self._kit.bridge.library.root)))
        second = self._second
        self._second_place.setText(
            say("import-copies-second", str(second), self._room(second)) if second else say("import-copies-none"))
        mark(self._second_place, ink="" if second else "subtle")
        self.disks = 1 if second is None or self._kit.bridge.lists.is_same_disk(second) else 2
        self._same.setVisible(second is not None and self.disks == 1)
        self._add.setVisible(second is None)
        self._remove.setVisible(second is not None)

    def _room(self, folder: Path) -> str:
        free = self._kit.bridge.lists.room(folder)
        return self._kit.speech.say("import-gigabytes", round(free / _GIGABYTE))

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
        kept = json.dumps({"second": str(self._second) if self._second else "", "names": self.names.text()})
        self._kit.bridge.write(lambda: library.set_setting(_KEPT, kept))

    def _recall(self) -> None:
        try:
            kept = json.loads(self._kit.bridge.library.setting(_KEPT) or "{}")
        except ValueError:
            return
        self.names.setText(kept.get("names", ""))
        self._second = Path(kept["second"]) if kept.get("second") else None


def _side_of(widget: QWidget) -> Qt.AlignmentFlag:
    """Buttons are as wide as their words, at the start of the line; all else fills it."""
    return Qt.AlignmentFlag.AlignLeading if isinstance(widget, QPushButton) else Qt.AlignmentFlag(0)


def _facts(activity: str, photographer: Combo) -> Naming:
    person = photographer.currentText() if photographer.currentData() else ""
    return Naming(_EXAMPLE.name, _EXAMPLE.taken, _EXAMPLE.camera, activity, activity, person)
