"""The short path to the rights of works: what it is, who made it, since when nobody holds rights in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, QTimer
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...config import countries
from ...domain.fields import BY_ID
from ...domain.licences import licences
from ...domain.rights import FREE, Conclusion
from ...domain.works import PHOTO, UNKNOWN, works
from ...services import rights
from ...services.rights import Answers
from ..kit import Kit
from ..reasons import allow
from ..widgets.band import Band
from ..widgets.combo import Combo
from ..widgets.pieces import button, frame, label
from .dialogs import Form
from .field_choice import heading

_TYPED = ("creator", "creator_died", "work_date", "published", "published_in", "source")
_COUNTRY = "published_in"
_ORDER = ("work", "creator", "creator_died", "work_date", "published", "published_in", "copied", "source", "leave",
          "licence")
_LETTERS = 16
"""Of a choice are seen at least; all of them where there is room."""


class _Parts:
    """The parts of the sheet, as a form has them."""

    band: Band
    accept: QPushButton
    cancel: QPushButton

    def __init__(self, kit: Kit, total: int) -> None:
        self._kit, self._total = kit, total
        self.rows: dict[str, tuple[QLabel, QWidget, QLabel]] = {}
        self.editors: dict[str, QLineEdit | Combo] = {}

    def setupUi(self, dialog: QDialog) -> None:
        """Build the sheet."""
        say = self._kit.speech.say
        dialog.setWindowTitle(say("rights-title"))
        dialog.setProperty("margins", "5 5 5 5")
        dialog.setProperty("gap", "4")
        layout = QVBoxLayout(dialog)
        layout.addWidget(heading(say("rights-title"), say("rights-explained", self._total)))
        self.band = Band(dialog)
        layout.addWidget(self.band)
        layout.addWidget(self._questions(dialog))
        layout.addStretch(1)
        self.end = Band(dialog)  # below: what it says changes while somebody types above
        layout.addWidget(self.end)
        foot = frame(across=True)
        foot.layout().addStretch(1)
        self.cancel = button(say("form-cancel"), lambda: None)
        self.accept = button("", lambda: None, primary=True)
        for one in (self.cancel, self.accept):
            foot.layout().addWidget(one)
        layout.addWidget(foot)

    def _questions(self, dialog: QDialog) -> QFrame:
        say, found = self._kit.speech.say, QFrame(dialog)
        grid = QGridLayout(found)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        found.setProperty("gap", "3")
        for row, name in enumerate(_ORDER):
            editor = self._editor(name, found)
            editor.setObjectName(name)
            editor.setProperty("minHeight", "field")
            key = name.replace("_", "-")
            asked = label(say(f"rights-ask-{key}"), "strong-small")
            asked.setBuddy(editor)
            asked.setProperty("minHeight", "field")  # its words stand beside those of the answer, not of the note
            note = label(say(f"rights-ask-{key}-note", say("rights-unknown")), "small", "subtle")
            editor.setAccessibleName(asked.text())
            editor.setAccessibleDescription(note.text())
            answer = frame(gap="1")
            answer.layout().addWidget(editor)
            answer.layout().addWidget(note)
            grid.addWidget(asked, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(answer, row, 1)
            self.rows[name], self.editors[name] = (asked, answer, note), editor
        return found

    def _editor(self, name: str, parent: QWidget) -> QLineEdit | Combo:
        if name in _TYPED:
            return self._country(parent) if name == _COUNTRY else QLineEdit(parent)
        say, combo = self._kit.speech.say, Combo(parent)
        combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(_LETTERS)
        if name == "licence":
            for licence in licences().values():
                if licence.own:
                    combo.addItem(say(licence.label), licence.id)
            return combo
        if name != "work":
            combo.addItem(say(f"rights-none-{name}"), "")
        for choice in BY_ID[name].choices:
            combo.addItem(say(f"{name}-{choice}"), choice)
        return combo

    def _country(self, parent: QWidget) -> QLineEdit:
        """A line that offers countries by their names; a code is that country's, before names that have its letters."""
        line, names = QLineEdit(parent), countries.names(self._kit.speech.language)
        every = sorted(names.values())
        listed = QStringListModel(every, line)
        offered = QCompleter(listed, line)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        line.setCompleter(offered)

        def offer(text: str) -> None:
            code = text.strip().casefold()
            meant = names.get(code)
            wanted = [f"{meant} ({code})", *(name for name in every if name != meant)] if meant else every
            if wanted != listed.stringList():
                listed.setStringList(wanted)

        line.textEdited.connect(offer)
        return line


class RightsSheet(Form):
    """Asks, says at once where the answers end, and gives the works what follows."""

    def __init__(self, kit: Kit, ids: Sequence[str], told: Answers, parent: QWidget | None = None) -> None:
        self._parts = _Parts(kit, len(ids))
        super().__init__(kit, self._parts, parent)
        self._ids = list(ids)
        self._fill(told)
        for editor in self._parts.editors.values():
            changed = editor.textChanged if isinstance(editor, QLineEdit) else editor.currentIndexChanged
            changed.connect(self._show_end)
        self._keep(f"rights:{ids[0]}:{len(ids)}")
        self._show_end()
        self._parts.editors["work"].setFocus()

    def answers(self) -> Answers:
        """What stands in the sheet; what the kind of work does not ask is not said."""
        asked = self._asked()
        return Answers(**{name: self._text(name) for name in _ORDER if name in asked})

    @property
    def end(self) -> Conclusion:
        """Where the answers end now."""
        return rights.concluded(self.answers())

    def _text(self, name: str) -> str:
        editor = self._parts.editors[name]
        if not isinstance(editor, QLineEdit):
            return editor.currentData() or ""
        text = editor.text().strip()
        if name == _COUNTRY:
            return countries.code_of(text) or countries.code_of(text.rpartition("(")[2].removesuffix(")")) or text
        return UNKNOWN if text.casefold() == self._kit.speech.say("rights-unknown").casefold() else text

    def _fill(self, told: Answers) -> None:
        for name, editor in self._parts.editors.items():
            text = getattr(told, name) or (FREE if name == "licence" else "")
            with QSignalBlocker(editor):
                if isinstance(editor, QLineEdit):
                    known = {"own": "", UNKNOWN: self._kit.speech.say("rights-unknown"),
                             **(countries.names(self._kit.speech.language) if name == _COUNTRY else {})}
                    editor.setText(known.get(text, text))
                else:
                    editor.setCurrentIndex(max(0, editor.findData(text)) if text or name != "work" else -1)

    def _asked(self) -> set[str]:
        if not self._text("work"):
            return {"work"}
        work = works()[self._text("work")]
        found = {name for name in _ORDER if not BY_ID[name].works or work.id in BY_ID[name].works}
        if work.id == PHOTO:
            return {"work", "licence"}
        leave = bool(self._text("leave"))
        return found - ({"source"} if work.own else set()) - (set() if work.own or leave else {"licence"})

    def _show_end(self, *_what: object) -> None:
        say, asked = self._kit.speech.say, self._asked()
        for name, (question, answer, note) in self._parts.rows.items():
            question.setVisible(name in asked)
            answer.setVisible(name in asked)
            note.setVisible(name in asked and bool(note.text()))
        unsaid = "" if self._text("work") else say("rights-ask-work")
        allow(self._parts.accept, unsaid)
        if unsaid:
            self._parts.end.say(self._kit.dresser, "notice", say("problem-work-asked"))
            self._parts.accept.setText(say("rights-keep", len(self._ids)))
            return
        end, reasons = self.end, rights.unreadable(self.answers()) or self.end.reasons
        named = [say(licences()[one].label) for one in (end.object_licence, end.licence) if one]
        if reasons:
            self._parts.end.say(self._kit.dresser, "warning", say("rights-not-yet", " ".join(map(say, reasons))))
        else:
            key = "rights-ends-mail" if end.leave else "rights-ends"
            self._parts.end.say(self._kit.dresser, "success", say(key, " · ".join(dict.fromkeys(named))))
        self._parts.accept.setText(say("rights-keep" if reasons else "rights-accept", len(self._ids)))
        if self.isVisible():
            QTimer.singleShot(0, self, self._fit)  # once the questions that came or went have their places

    def _call(self) -> Callable[[], Any]:
        bridge, ids, answers = self._kit.bridge, self._ids, self.answers()
        return lambda: rights.settle(bridge.library, bridge.tagging, ids, answers)
