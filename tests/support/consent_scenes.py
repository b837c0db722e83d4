"""People in pictures, for screenshots: the inspector, the form, a withdrawal, the request for deletion."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from minoties_desktop.qt.pages.consent_form import ConsentForm
from minoties_desktop.qt.pages.deletion_form import DeletionForm
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import consenting

_WHOLE = {"agreed": "2026-10-03", "how": "spoken", "language": "arn", "scope": ["commons", "name"]}


def _settle(window: MainWindow) -> None:
    for _ in range(12):
        QApplication.processEvents()
        window.kit.bridge.wait()
        QTest.qWait(20)


def _recorded(window: MainWindow) -> list[str]:
    bridge = window.kit.bridge
    window.stage.go_to("activity", bridge.lists.register("activity")[0]["id"])
    window.stage.show_page("grid")
    _settle(window)
    ids = window.stage.grid.model.ids[1:4]
    if not consenting.people(bridge.library, ids):
        bridge.tagging.replace(ids, "people", ["consent"])
        consenting.record(bridge.library, ids, "Rayen Huenchul", _WHOLE)
        consenting.record(bridge.library, ids[:2], "Weaver, stall 4", {**_WHOLE, "language": "", "scope": ["commons"]})
        consenting.record(bridge.library, ids[:1], "Nahuel", {**_WHOLE, "minor": True, "guardian": "His mother",
                                                              "withdrawn": "2026-10-20"})
        bridge.tell_everything()
    window.stage.grid.view.select(ids, ids[0])
    _settle(window)
    return ids


def section(window: MainWindow) -> None:
    """Who is in three photographs: agreed, not complete, withdrawn."""
    _recorded(window)
    window.stage.panel.focus_field("people")
    _settle(window)
    window.stage.panel._form.scroll.ensureWidgetVisible(window.stage.panel.people)
    _settle(window)


def _opened(window: MainWindow, name: str) -> ConsentForm:
    _recorded(window)
    known = next((one for one in window.stage.panel.people._people if one.name == name), None)
    window.tagging_deeds.consents.open(known)
    _settle(window)
    return window.findChildren(ConsentForm)[-1]


def form(window: MainWindow) -> QDialog:
    """Somebody new, under age, with a signed form."""
    found = _opened(window, "")
    found.fields.name.setText("Ailin")
    found.fields.how.setCurrentIndex(2)
    found.fields.minor.setChecked(True)
    _settle(window)
    return found


def gone(window: MainWindow) -> QDialog:
    """Somebody who has withdrawn."""
    return _opened(window, "Nahuel")


def deletion(window: MainWindow) -> QDialog:
    """The text that asks for a deletion."""
    _recorded(window)
    window.tagging_deeds.consents.ask_deletion(
        [person.id for one in window.stage.panel.people._people if one.name == "Nahuel" for person in one.records])
    _settle(window)
    return window.findChildren(DeletionForm)[-1]


CONSENT_PAGES: dict[str, Callable[[MainWindow], QDialog | None]] = {
    "people": section, "people-form": form, "people-withdrawn": gone, "people-deletion": deletion,
}
