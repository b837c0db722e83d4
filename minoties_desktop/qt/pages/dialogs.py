"""The small forms: a contributor, an activity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from ...config.messages import Message
from ...domain.changes import Changes
from ...domain.errors import Fault
from ...domain.licences import licences
from ...domain.permits import HOSTED
from ...domain.rows import ACTIVITY_KINDS, as_meant
from ...services import drafts, speaking
from ..forms.activity_form import Ui_ActivityForm
from ..forms.contributor_form import Ui_ContributorForm
from ..kit import Kit
from ..models.values import OWN
from ..reasons import allow
from ..sorting import in_order
from ..widgets.language_typing import LanguagesLine
from ..widgets.occasion_box import OccasionBox
from ..widgets.pieces import label
from .fitting import FittingDialog

HOSTED_KINDS = (*HOSTED, "report")
"""Those that are as a rule at an institution."""


class Form(FittingDialog):
    """A dialog whose accept button runs a call of a service; it closes only when that went well.

    What is typed is kept, and there again when the form is opened anew, until it is accepted or given up.
    """

    def __init__(self, kit: Kit, form: Any, parent: QWidget | None) -> None:
        super().__init__(kit, parent)
        self._form = form
        form.setupUi(self)
        self.scroll_body()
        kit.dresser.dress(self)
        form.accept.clicked.connect(self._on_accepted)
        form.cancel.clicked.connect(self.reject)
        form.accept.setDefault(True)

    def _call(self) -> Callable[[], Any]:
        raise NotImplementedError

    def _keep(self, name: str) -> None:
        """Keep what is typed from now on under a name of the form, and bring back what was left there."""
        self._name, self._first = name, self._values()
        for editor in self._editors().values():
            match editor:
                case QLineEdit():
                    editor.textEdited.connect(self._on_typed)
                case QComboBox():
                    editor.activated.connect(self._on_typed)
                case QCheckBox():
                    editor.clicked.connect(self._on_typed)
        self._set(drafts.form(self._kit.bridge.library, name))
        if self._values() != self._first:
            say = self._kit.speech.say
            self._form.band.say(self._kit.dresser, "notice", say("form-draft"), say("form-draft-drop"), self._give_up)

    def _editors(self) -> dict[str, QWidget]:
        return {editor.objectName(): editor for kind in (QLineEdit, QComboBox, QCheckBox)
                for editor in self.findChildren(kind) if editor.objectName()}

    def _values(self) -> dict[str, Any]:
        def value(editor: QWidget) -> Any:
            match editor:
                case QLineEdit():
                    return editor.text()
                case QComboBox():
                    return editor.currentData()
                case QCheckBox():
                    return editor.isChecked()

        return {name: value(editor) for name, editor in self._editors().items()}

    def _set(self, values: dict[str, Any]) -> None:
        for name, editor in self._editors().items():
            if name in values:
                match editor:
                    case QLineEdit():
                        editor.setText(values[name])
                    case QComboBox():
                        chosen = editor.findData(values[name])
                        editor.setCurrentIndex(chosen if chosen >= 0 else editor.currentIndex())  # it may be gone
                    case QCheckBox():
                        editor.setChecked(values[name])

    def _on_typed(self, *_what: object) -> None:
        library, name = self._kit.bridge.library, self._name
        typed = {field: value for field, value in self._values().items() if value != self._first.get(field, "")}
        self._kit.bridge.write(lambda: drafts.keep_form(library, name, typed))

    def _give_up(self) -> None:
        self._set(self._first)
        self._on_typed()
        self._form.band.hide()
        self._fit()

    def _on_accepted(self) -> None:
        allow(self._form.accept, self._kit.speech.say("form-being-kept"))
        self._form.band.hide()
        library, name, call = self._kit.bridge.library, self._name, self._call()

        def accept() -> Any:
            result = call()
            drafts.keep_form(library, name, {})
            return result

        self._kit.bridge.write(accept, self._on_done, self._on_failed)

    def _on_done(self, result: Any) -> None:
        if not isinstance(result, Changes):  # a new row: what was done last is another thing now
            self._kit.bridge.journal_changed.emit()
        self.accept()

    def _on_failed(self, fault: Fault) -> None:
        allow(self._form.accept)
        say = self._kit.speech.say
        text = say(fault.message) + (" " + say(fault.remedy) if fault.remedy else "")
        self._form.band.say(self._kit.dresser, "error", text)
        self._fit()
        self._scroll.ensureWidgetVisible(self._form.band)
        wrong = next((editor for name, editor in self._editors().items()
                      if fault.column and name.removeprefix("occasion-") == fault.column), None)
        if wrong is not None:
            wrong.setFocus()
            if isinstance(wrong, QLineEdit):
                wrong.selectAll()


class ContributorForm(Form):
    """Adds or changes somebody who makes things here; `themselves`: it is filled in by the person that it is about;
    `lacking` begins it for that name, at the user name."""

    def __init__(self, kit: Kit, row: dict[str, Any] | None = None, parent: QWidget | None = None, *,
                 themselves: bool = False, lacking: str = "") -> None:
        super().__init__(kit, Ui_ContributorForm(), parent)
        self._row, self._themselves = row or {}, themselves
        self.saved = ""
        self._form.licence.addItem(kit.speech.say("contributor-form-no-licence"), "")
        for licence in licences().values():
            if licence.own:
                self._form.licence.addItem(kit.speech.say(licence.label), licence.id)
        self._form.name.setText(self._row.get("name", lacking))
        self._form.userName.setText(self._row.get("user_name", ""))
        self._form.release.setText(self._row.get("release", ""))
        self._form.licence.setCurrentIndex(max(0, self._form.licence.findData(self._row.get("licence", ""))))
        self._form.captionsCc0.setChecked(bool(self._row.get("captions_cc0")))
        self._form.name.textChanged.connect(self._on_name_changed)
        self._on_name_changed(self._form.name.text())
        self._keep(f"contributor:{self._row.get('id', lacking)}")
        if lacking:
            self._form.userName.setFocus()

    def _on_name_changed(self, name: str) -> None:
        allow(self._form.accept, "" if name.strip() else self._kit.speech.say("contributor-form-needs-name"))

    def _call(self) -> Callable[[], Any]:
        values = {
            "name": self._form.name.text().strip(), "user_name": self._form.userName.text().strip(),
            "licence": self._form.licence.currentData(), "release": self._form.release.text().strip(),
            "captions_cc0": int(self._form.captionsCc0.isChecked()),
        }
        tagging, row = self._kit.bridge.tagging, self._row
        if row:
            return lambda: tagging.edit("contributor", row["id"], values)
        return lambda: tagging.create("contributor", values, themselves=self._themselves)

    def _on_done(self, result: Any) -> None:
        self.saved = self._row.get("id") or result
        self._kit.bridge.registers_changed.emit()
        if not self._row:  # works may name them already
            self._kit.bridge.look_again()
        super()._on_done(result)


SCANNING = "scan_session"
TITLES = "{subject}, {place} {seq:02}"
"""The pattern of titles that a new activity begins with."""


class ActivityForm(Form):
    """Adds or changes an activity with the defaults that its items inherit live; a new one may begin as some `kind`."""

    def __init__(self, kit: Kit, row: dict[str, Any] | None = None, parent: QWidget | None = None, *,
                 kind: str = "") -> None:
        super().__init__(kit, Ui_ActivityForm(), parent)
        self._row, self._kind = row or {}, kind
        self.saved = ""
        self._offer()
        self._fill()
        if row:
            self.setWindowTitle(row["title"])
            self._form.accept.setText(kit.speech.say("contributor-form-accept"))
        self._form.title.textChanged.connect(self._on_title_changed)
        self._on_title_changed(self._form.title.text())
        name = f"activity:{self._row.get('id', self._kind)}"
        self._keep(name)
        self._set(drafts.form(kit.bridge.library, name))  # lines came with the languages
        self.occasion.unfold_if_used()
        self._form.sentences.typed.connect(self._on_typed)

    def _offer(self) -> None:
        say, form = self._kit.speech.say, self._form
        for kind in ACTIVITY_KINDS:
            form.kind.addItem(say(f"activity-kind-{kind.replace('_', '-')}"), kind)
        form.contributor.addItem(say("activity-form-several-people"), "")
        people = self._kit.bridge.lists.register("contributor")
        for row in in_order(people, lambda row: row["name"], self._kit.speech.locale):
            form.contributor.addItem(row["name"], row["id"])
        form.institution.lineEdit().setProperty("bare", True)
        form.institution.lineEdit().setPlaceholderText(say("activity-form-institution-example"))
        form.institution.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        houses = self._kit.bridge.lists.register("institution")
        for row in in_order(houses, lambda row: row["name"], self._kit.speech.locale):
            form.institution.addItem(row["name"], row["id"])
        form.kind.currentIndexChanged.connect(lambda _index: self._on_kind_changed())
        form.licence.addItem(say("activity-form-licence-usual"), "")
        for licence in licences().values():
            form.licence.addItem(say(licence.label), licence.id)

    def _fill(self) -> None:
        form, row = self._form, self._row
        lists = self._kit.bridge.lists
        given = lists.given(row["id"]) if row else {}
        form.title.setText(row.get("title", ""))
        form.starts.setText(row.get("starts", ""))
        form.place.setText(row.get("place", ""))
        form.zone.setText(row.get("zone", ""))
        form.privacy.furnish(self._kit, row.get("privacy", ""), row.get("id", ""), form.privacyLabel)
        spoken = self._kit.bridge.library.setting("languages") or self._kit.speech.language
        form.languages.setText(row.get("languages", spoken))
        meaning = label("", "small", "subtle", wrap=True)
        form.rows.layout().insertWidget(form.rows.layout().indexOf(form.languages) + 1, meaning)
        LanguagesLine(self._kit, form.languages, meaning)
        form.kind.setCurrentIndex(max(0, form.kind.findData(row.get("kind", self._kind))))
        house = form.institution.findData(row.get("institution") or "")
        form.institution.setCurrentIndex(house)
        if house < 0:
            form.institution.setEditText("")
        self._on_kind_changed()
        form.categories.setText(" | ".join(given.get("categories", ())))
        form.titles.setText(next(iter(given.get("title", ())), "" if row else TITLES))
        form.sentences.furnish(self._kit, form.languages, lists.given_texts(row["id"], "description") if row else {},
                               form.sentencesLabel, form.titles)
        # What is scanned is somebody else's work as a rule: nobody is its author unasked.
        me = "" if row or self._kind == SCANNING else self._kit.bridge.library.setting("me")
        author = next(iter(given.get("author", ())), me)
        form.contributor.setCurrentIndex(max(0, form.contributor.findData(author)))
        form.licence.setCurrentIndex(max(0, form.licence.findData(next(iter(given.get("licence", ())), ""))))
        self._given = given
        self.occasion = OccasionBox(self._kit, row, given)
        form.rows.layout().addWidget(self.occasion)
        self.occasion.grown.connect(self._fit)
        self._kit.dresser.dress(self.occasion)

    def _on_title_changed(self, title: str) -> None:
        allow(self._form.accept, "" if title.strip() else self._kit.speech.say("activity-form-needs-title"))

    def _on_kind_changed(self) -> None:
        """Ask for the institution where there is one, as a rule."""
        form = self._form
        wanted = form.kind.currentData() in HOSTED_KINDS or bool(form.institution.currentText().strip())
        form.institution.setVisible(wanted)
        form.institutionLabel.setVisible(wanted)
        if self.isVisible():
            self._fit()

    def _occasion(self) -> dict[str, Any]:
        """The other columns; those that say what the activity says already, in its own words."""
        empty = {"participants": "[]"}
        return {name: value or empty.get(name, value) for name, value in self.occasion.values().items()}

    def _house(self) -> str:
        """The institution: its id, or the name of one that is not known yet; "" for none."""
        form = self._form
        typed = form.institution.currentText().strip()
        known = form.institution.findText(typed, Qt.MatchFlag.MatchFixedString)
        return form.institution.itemData(known) if known >= 0 and typed else typed

    def _wanted(self) -> dict[str, list[str]]:
        """The defaults that the form asks for, by field; fields that it does not show stay as they are."""
        author = self._form.contributor.currentData()
        licence = self._form.licence.currentData()
        names = [name.strip() for name in self._form.categories.text().split("|") if name.strip()]
        before, hidden = self._row.get("category") or "", self.occasion.values()["category"]
        names = [name for name in names if name != before or name == hidden]
        names += [hidden] if hidden and hidden not in names else []
        source = self._given.get("source", [OWN]) if author else self._given.get("source", [])
        titles = " ".join(self._form.titles.text().split())
        return {"categories": names, **self.occasion.given(),
                "title": [titles] if titles else [], "licence": [licence] if licence else [],
                "author": [author] if author else [], "source": list(source)}

    def _call(self) -> Callable[[], Any]:
        form, tagging, row, given = self._form, self._kit.bridge.tagging, self._row, self._given
        values = {"title": form.title.text().strip(), "kind": form.kind.currentData(),
                  "starts": form.starts.text().strip(), "place": form.place.text().strip(),
                  "languages": form.languages.text().replace(",", " ").strip(),
                  "zone": form.zone.text().strip(), "privacy": form.privacy.wishes, **self._occasion()}
        reader = self._kit.speech.language
        values = as_meant(values, reader)
        wanted, house, titled = self._wanted(), self._house(), values["title"]
        sentences = form.sentences.changed_texts()
        known = {form.institution.itemData(place) for place in range(form.institution.count())}

        def hosted() -> None:
            """Have the institution, made now if it is new, behind the activity and its items."""
            values["languages"] = speaking.codes(values["languages"], reader)
            found = house if not house or house in known else tagging.create("institution", {"name": house})
            if found or row.get("institution"):
                values["institution"] = found or None
                wanted["institution"] = [found] if found else []

        def create() -> str:
            with tagging.as_one(Message("action-create-activity", titled)):
                hosted()
                defaults = [(field, "", text) for field, texts in wanted.items() for text in texts]
                defaults += [("description", lang, text) for lang, text in sentences.items() if text]
                return tagging.create("activity", values, defaults)

        def change() -> Changes:
            with tagging.as_one(Message("action-edit-activity", titled)):
                hosted()
                return changed()

        def changed() -> Changes:
            changed = {name: value for name, value in values.items() if value != row.get(name)}
            changes = tagging.edit("activity", row["id"], changed) if changed else Changes()
            for field, texts in wanted.items():
                if texts != given.get(field, []):
                    changes |= tagging.set_default(row["id"], field, texts)
            for lang, text in sentences.items():
                changes |= tagging.set_default(row["id"], "description", [text] if text else [], lang=lang)
            return changes

        return change if row else create

    def _on_done(self, result: Any) -> None:
        self.saved = self._row.get("id") or result
        self._kit.bridge.registers_changed.emit()
        super()._on_done(result)
