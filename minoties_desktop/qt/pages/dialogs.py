"""The small forms: an account, a contributor, an activity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from ...domain.errors import Fault
from ...domain.licences import licences
from ...domain.sites import COMMONS, COMMONS_API
from ...services import accounts
from ..forms.account_form import Ui_AccountForm
from ..forms.activity_form import Ui_ActivityForm
from ..forms.contributor_form import Ui_ContributorForm
from ..kit import Kit

ACTIVITY_KINDS = ("photo_walk", "glam_visit", "scan_session", "residency", "editathon", "other")


class _Form(QDialog):
    """A dialog whose accept button runs a call of a service; it closes only when that went well."""

    def __init__(self, kit: Kit, form: Any, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._kit, self._form = kit, form
        form.setupUi(self)
        kit.dresser.dress(self)
        form.accept.clicked.connect(self._on_accepted)
        form.cancel.clicked.connect(self.reject)
        form.accept.setDefault(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the wrapped sentences need."""
        width = max(self.width(), self._kit.theme.tokens.size("dialog"))
        self.resize(width, self.layout().totalHeightForWidth(width))
        super().showEvent(event)

    def _call(self) -> Callable[[], Any]:
        raise NotImplementedError

    def _on_accepted(self) -> None:
        self._form.accept.setEnabled(False)
        self._form.band.hide()
        self._kit.bridge.write(self._call(), self._on_done, self._on_failed)

    def _on_done(self, result: Any) -> None:
        self.accept()

    def _on_failed(self, fault: Fault) -> None:
        self._form.accept.setEnabled(True)
        say = self._kit.speech.say
        text = say(fault.message) + (" " + say(fault.remedy) if fault.remedy else "")
        self._form.band.say(self._kit.dresser, "error", text)


class AccountForm(_Form):
    """Adds an account. The secret goes to the keyring's service and is kept nowhere else."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, Ui_AccountForm(), parent)
        say = kit.speech.say
        self._form.site.addItem(say("account-form-commons"), COMMONS)
        self._form.site.addItem(say("account-form-other-wiki"), "")
        self._form.site.currentIndexChanged.connect(self._on_site_changed)
        self._on_site_changed()
        self._form.user.setFocus()

    def _on_site_changed(self) -> None:
        other = not self._form.site.currentData()
        self._form.api.setEnabled(other)
        self._form.api.setPlaceholderText("" if other else COMMONS_API)

    def _call(self) -> Callable[[], Any]:
        login, secret = self._form.user.text().strip(), self._form.secret.text()
        site = self._form.site.currentData() or self._form.api.text().strip()
        self._form.secret.clear()
        return lambda: accounts.add(login, site, secret)


class ContributorForm(_Form):
    """Adds or changes somebody who makes things here."""

    def __init__(self, kit: Kit, row: dict[str, Any] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(kit, Ui_ContributorForm(), parent)
        self._row = row or {}
        self.saved = ""
        self._form.licence.addItem(kit.speech.say("contributor-form-no-licence"), "")
        for licence in licences().values():
            if licence.own:
                self._form.licence.addItem(licence.name, licence.id)
        self._form.name.setText(self._row.get("name", ""))
        self._form.userName.setText(self._row.get("user_name", ""))
        self._form.release.setText(self._row.get("release", ""))
        self._form.licence.setCurrentIndex(max(0, self._form.licence.findData(self._row.get("licence", ""))))
        self._form.captionsCc0.setChecked(bool(self._row.get("captions_cc0")))
        self._form.name.textChanged.connect(self._on_name_changed)
        self._on_name_changed(self._form.name.text())

    def _on_name_changed(self, name: str) -> None:
        self._form.accept.setEnabled(bool(name.strip()))

    def _call(self) -> Callable[[], Any]:
        values = {
            "name": self._form.name.text().strip(), "user_name": self._form.userName.text().strip(),
            "licence": self._form.licence.currentData(), "release": self._form.release.text().strip(),
            "captions_cc0": int(self._form.captionsCc0.isChecked()),
        }
        tagging, row = self._kit.bridge.tagging, self._row
        if row:
            return lambda: tagging.edit("contributor", row["id"], values)
        return lambda: tagging.create("contributor", values)

    def _on_done(self, result: Any) -> None:
        self.saved = self._row.get("id") or result
        self._kit.bridge.registers_changed.emit()
        super()._on_done(result)


class ActivityForm(_Form):
    """Adds an activity with the defaults that its items inherit."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, Ui_ActivityForm(), parent)
        say = kit.speech.say
        self.saved = ""
        for kind in ACTIVITY_KINDS:
            self._form.kind.addItem(say(f"activity-kind-{kind.replace('_', '-')}"), kind)
        self._form.contributor.addItem(say("activity-form-several-people"), None)
        for row in kit.bridge.lists.register("contributor"):
            self._form.contributor.addItem(row["name"], row["id"])
        me = self._form.contributor.findData(kit.bridge.library.setting("me") or "?")
        self._form.contributor.setCurrentIndex(max(0, me))
        self._form.licence.addItem(say("contributor-form-no-licence"), "")
        for licence in licences().values():
            self._form.licence.addItem(licence.name, licence.id)
        self._form.languages.setText(kit.speech.language)
        self._form.title.textChanged.connect(self._on_title_changed)
        self._on_title_changed("")

    def _on_title_changed(self, title: str) -> None:
        self._form.accept.setEnabled(bool(title.strip()))

    def _call(self) -> Callable[[], Any]:
        form = self._form
        values = {"title": form.title.text().strip(), "kind": form.kind.currentData(),
                  "starts": form.starts.text().strip(), "place": form.place.text().strip(),
                  "languages": form.languages.text().replace(",", " ").strip()}
        defaults = [("categories", "", name.strip()) for name in form.categories.text().split("|") if name.strip()]
        if form.licence.currentData():
            defaults.append(("licence", "", form.licence.currentData()))
        if author := form.contributor.currentData():
            defaults += [("author", "", author), ("source", "", "own")]
        tagging = self._kit.bridge.tagging
        return lambda: tagging.create("activity", values, defaults)

    def _on_done(self, result: Any) -> None:
        self.saved = result
        self._kit.bridge.registers_changed.emit()
        super()._on_done(result)

