"""Who is in a picture is shown with it; what they agreed to is recorded, withdrawn and erased from the inspector."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from minoties_desktop.qt.pages.consent_form import ConsentForm
from minoties_desktop.qt.pages.deletion_form import DeletionForm
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import consenting
from minoties_desktop.services.library import Library
from minoties_desktop.store import items, outbox, persons
from tests.unit.qt.conftest import AddItems

Settled = Callable[[], None]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def shown(window: MainWindow, add_items: AddItems, settled: Settled) -> list[str]:
    """Three items, the first two of them in the inspector."""
    ids = add_items(3)
    window.stage.show_page("grid")
    window.stage.list_items()
    window.stage.grid.view.select(ids[:2], ids[0])
    settled()
    return ids


def _form(window: MainWindow, kind: type = ConsentForm) -> ConsentForm:
    QApplication.processEvents()
    return window.findChildren(kind)[-1]


def _file(library: Library, item: str) -> str:
    return items.files(library.database, [item])[item].id


def test_names_are_shown_with_the_picture(
    window: MainWindow, library: Library, shown: list[str], settled: Settled,
) -> None:
    one, two, three = shown
    with library.database.writing() as write:
        persons.add(write, one, ["Ana Pérez", "Leo"])
        persons.add(write, two, ["Ana Pérez"])
    window.kit.bridge.tell_everything()
    stage, section = window.stage, window.stage.panel.people
    for chosen, said in (([one], ["Ana Pérez", "Leo"]), ([one, two], ["Ana Pérez", "Leo, on 1 of 2"]), ([three], [])):
        stage.grid.view.select(chosen, chosen[0])
        settled()
        assert section.isVisibleTo(stage.panel) == bool(said)
        assert [line.accessibleName() for line in section.lines] == [f"Open…: {name}" for name in said]
    stage.grid.view.select([one], one)
    settled()
    stage.panel.show_tab("rights")
    settled()
    assert not section.isVisibleTo(stage.panel)
    stage.panel.show_tab("describe")
    window.kit.speech.use("es")
    settled()
    assert section._heading.text() == "En la imagen" and section.isVisibleTo(stage.panel)


def test_somebody_is_recorded_for_all_that_is_selected_and_undone_at_once(
    window: MainWindow, library: Library, shown: list[str], settled: Settled,
) -> None:
    window.deeds_of["record-consent"].trigger()
    form = _form(window)
    assert not form.accept_button.isEnabled()
    form.fields.name.setText("Rayen")
    form.fields.language.setText("arn")
    form.fields.minor.setChecked(True)
    form.fields.guardian.setText("Her mother")
    QTest.keyClick(form.fields.name, Qt.Key.Key_Return)
    settled()
    [found] = consenting.people(library, shown)
    assert [(one.item, one.how, one.scope, one.guardian) for one in found.records] == [
        (item, "spoken", ("commons",), "Her mother") for item in shown[:2]]
    assert len(window.stage.panel.people.lines) == 1
    window.deeds_of["undo"].trigger()
    settled()
    assert consenting.people(library, shown) == []


def test_what_cannot_be_says_why_and_loses_nothing(
    window: MainWindow, library: Library, shown: list[str], settled: Settled,
) -> None:
    window.deeds_of["record-consent"].trigger()
    form = _form(window)
    form.fields.name.setText("Rayen")
    form.fields.agreed.setText("last week")
    form.accept_button.click()
    settled()
    assert form.isVisible() and "2026-10-01" in form.band.text and form.fields.name.text() == "Rayen"
    form.reject()
    assert consenting.people(library, shown) == []


def test_a_withdrawal_after_publication_leads_to_a_request_that_names_nobody(
    window: MainWindow, library: Library, shown: list[str], settled: Settled,
) -> None:
    consenting.record(library, shown[:1], "Rayen", {"agreed": "2026-10-01", "language": "es"})
    with library.database.writing() as write:
        outbox.add(write, item=shown[0], file=_file(library, shown[0]), wiki="commons", account="Ana", title_key="k",
                   rows=[outbox.NewRow("commons_file", {"title": "A.jpg"})])
        write.execute("UPDATE outbox SET state = 'done', receipt = ?",
                      ('{"url": "https://commons.example/File:A.jpg"}',))
    window.kit.bridge.tell_everything()
    settled()
    window.stage.panel.people.lines[0].click()
    _form(window).withdraw.click()
    settled()
    asked = _form(window, DeletionForm)
    settled()
    text = asked.text.toPlainText()
    assert "https://commons.example/File:A.jpg" in text and "Rayen" not in text
    assert text.startswith("Pido que se borre este archivo")
    asked.copy.click()
    assert QGuiApplication.clipboard().text() == text
    asked.sent.click()
    settled()
    [one] = consenting.people(library, shown)
    assert one.first.withdrawn and one.first.asked


def test_erasing_asks_first(window: MainWindow, library: Library, shown: list[str], settled: Settled) -> None:
    consenting.record(library, shown[:1], "Rayen", {})
    window.kit.bridge.tell_everything()
    settled()
    window.stage.panel.people.lines[0].click()
    form = _form(window)
    for role, left in ((QMessageBox.ButtonRole.RejectRole, 1), (QMessageBox.ButtonRole.DestructiveRole, 0)):
        form.erase.click()
        question = form.findChildren(QMessageBox)[-1]
        next(one for one in question.buttons() if question.buttonRole(one) is role).click()
        settled()
        assert len(consenting.people(library, shown)) == left


def test_what_lacks_consent_is_led_to_the_form_and_enter_there_changes_no_answer(
    window: MainWindow, library: Library, shown: list[str], settled: Settled,
) -> None:
    panel = window.stage.panel
    window.stage.grid.view.select(shown[:1], shown[0])
    window.kit.bridge.tagging.replace(shown[:1], "people", ["consent"])
    window.kit.bridge.tell_everything()
    settled()
    panel.focus_field("people")
    settled()
    box = panel.box("people")
    assert QApplication.focusWidget() is box._parts.consent and box._parts.consent.isVisible()
    QTest.keyClick(box._parts.consent, Qt.Key.Key_Return)
    form = _form(window)
    assert form.isVisible()
    form.reject()
    settled()
    assert box.line.text == "consent"
    assert box.editor.focusProxy().text() == "Consented", "the keyboard goes to what was chosen"
    consenting.record(library, shown[:1], "Rayen", {"how": "spoken"})
    window.kit.bridge.tell_everything()
    settled()
    assert [(line.problem.code) for line in [panel.box("people").line]] == ["consent-incomplete"]
    box._parts.consent.click()
    assert _form(window).fields.name.text() == "Rayen"
    _form(window).reject()
    said = [(problem.code, held) for problem, held in panel._subject.problems]
    panel._head._lead(next(problem for problem, _ in panel._subject.problems if problem.code == "consent-incomplete"))
    assert _form(window).isVisible(), said


def test_who_is_led_to_several_answers_puts_none_in_their_place_by_enter(
    window: MainWindow, shown: list[str], settled: Settled,
) -> None:
    panel, tagging = window.stage.panel, window.kit.bridge.tagging
    tagging.replace(shown[:1], "people", ["public"])
    tagging.replace(shown[1:2], "people", ["crowd"])
    window.kit.bridge.tell_everything()
    settled()
    panel.focus_field("people")
    settled()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settled()
    assert {shared.text for shared in panel._subject.all("people")} == {"public", "crowd"}
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settled()
    assert len({shared.text for shared in panel._subject.all("people")}) == 1


def test_the_form_about_people_is_found_by_the_word_consent(window: MainWindow) -> None:
    for language, word in (("en", "consent"), ("es", "consent"), ("el", "συγκατ")):
        window.kit.speech.use(language)
        assert word in window.deeds_of["record-consent"].text().casefold()


def test_what_a_file_may_name_is_said_in_good_spanish(window: MainWindow) -> None:
    window.kit.speech.use("es")
    for count, words in ((1, "alguien que no aceptó que se le nombre:"), (2, "no aceptaron que se las nombre:")):
        assert words in window.kit.speech.say("problem-consent-embedded", count)
