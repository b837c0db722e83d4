"""What an activity withholds: the choices, what a stranger could learn with them, and what becomes of a position."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from ...domain import privacy
from ...services import withholding
from ..kit import Kit
from ..reasons import allow
from .combo import Combo
from .pieces import label

_POSITIONS = (privacy.KEEP, privacy.COARSEN, privacy.REMOVE)
_PARTS = (privacy.SERIALS, privacy.OWNER, privacy.NAMES, privacy.THUMBNAIL, privacy.MAKER_NOTES)


class PrivacyBox(QFrame):
    """Lets a person choose; `wishes` is what they chose."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit: Kit | None = None
        self._activity = ""
        self.setProperty("gap", "2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._position = Combo(self)
        self._position.setObjectName("privacy-position")
        self._position.setProperty("minHeight", "field")
        self._parts = {part: QCheckBox(self) for part in _PARTS}
        self._learned, self._example, self._originals = label(style="small"), label(style="small"), label(style="small")
        self._originals.setProperty("ink", "subtle")
        layout.addWidget(self._position)
        for part, box in self._parts.items():
            box.setObjectName(f"privacy-{part}")
            layout.addWidget(box)
            box.toggled.connect(self._on_changed)
        for words in (self._learned, self._example, self._originals):
            layout.addWidget(words)
        self._position.currentIndexChanged.connect(self._on_changed)
        self.setFocusProxy(self._position)

    def furnish(self, kit: Kit, wishes: str, activity: str = "", named: QLabel | None = None) -> None:
        """Show the wishes of an activity (their words, as its row has them); `named` is the label that names it."""
        self._kit, self._activity = kit, activity
        say, chosen = kit.speech.say, privacy.parse(wishes)
        for choice in _POSITIONS:
            self._position.addItem(say(f"privacy-{choice}"), choice)
        self._position.setCurrentIndex(next((n for n, choice in enumerate(_POSITIONS) if choice in chosen), 0))
        self._position.setAccessibleName(say("privacy-position"))
        for part, box in self._parts.items():
            box.setText(say(f"privacy-{part}"))
            box.setChecked(part in chosen)
        self._originals.setText(say("privacy-originals"))
        if named is not None:
            named.setBuddy(self._position)
        self._on_changed()

    @property
    def wishes(self) -> str:
        """The words of what was chosen, for an activity's row."""
        chosen = [str(self._position.currentData()), *(part for part, box in self._parts.items() if box.isChecked())]
        return " ".join(word for word in chosen if word != privacy.KEEP)

    def _on_changed(self) -> None:
        if self._kit is None:
            return
        say, wishes = self._kit.speech.say, privacy.parse(self.wishes)
        notes = self._parts[privacy.MAKER_NOTES]
        alone = privacy.whole(wishes - {privacy.MAKER_NOTES}) == wishes - {privacy.MAKER_NOTES}
        allow(notes, "" if alone else say("privacy-notes-go-along"))
        told = [f"privacy-learn-{self._position.currentData()}",
                *(f"privacy-learn-{part}" for part in _PARTS[:4] if part not in wishes)]
        if not notes.isEnabled():
            told.append("privacy-notes-go-along")
        self._learned.setText("\n".join(say(key) for key in told))
        self._show_example(wishes)
        self.changed.emit()

    def _show_example(self, wishes: frozenset[str]) -> None:
        kit, activity = self._kit, self._activity
        self._example.setVisible(bool(activity))
        if kit is None or not activity:
            return
        library = kit.bridge.library

        def show(found: tuple[str, str] | None) -> None:
            if found is None:
                self._example.setText(kit.speech.say("privacy-example-none"))
            else:
                key = "privacy-example-gone" if not found[1] else "privacy-example"
                self._example.setText(kit.speech.say(key, *found))

        kit.bridge.compute(lambda: withholding.example(library, activity, wishes), show)
