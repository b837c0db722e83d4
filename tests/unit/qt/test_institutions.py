"""The page of institutions: an institution, its rooms, its agreement, a list, the things that are held; and the form of
an activity that goes by it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QPushButton, QWidget

from minoties_desktop.domain.reference import Entry
from minoties_desktop.qt.pages.dialogs import ActivityForm
from minoties_desktop.qt.pages.house_cards import numbers
from minoties_desktop.qt.pages.institutions import InstitutionsPage
from minoties_desktop.qt.pages.letter import LetterDialog
from minoties_desktop.qt.pages.row_form import RowForm
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import agreeing, inventory
from minoties_desktop.services.library import Library
from minoties_desktop.store import reference

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, settled: Settled) -> InstitutionsPage:
    """The page, shown."""
    window.stage.show_page("institutions")
    settled()
    return window.stage.made("institutions")


def press(page: QWidget, name: str, about: str | None = None) -> None:
    """Press the first button of that name that is shown, of those about something."""
    found = [one for one in page.findChildren(QPushButton, name)
             if not one.isHidden() and (about is None or one.accessibleName().endswith(f" {about}")
                                        or one.accessibleDescription() == about)]
    found[0].click()


def form(window: MainWindow) -> RowForm:
    """The form that was opened last."""
    return window.findChildren(RowForm)[-1]


def keep(window: MainWindow, settled: Settled) -> None:
    """Keep what was typed."""
    form(window).parts.accept.click()
    settled()
    window.stage.made("institutions").refresh()  # at once, not when the others have changed too
    settled()


def words(page: QWidget) -> str:
    """Everything that the page says."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if not one.isHidden())


def test_an_institution_from_nothing_to_what_it_holds_back(
    window: MainWindow, page: InstitutionsPage, settled: Settled, library: Library, add_items: Callable[..., list[str]],
    tmp_path: Path,
) -> None:
    page.press_primary()
    assert not form(window).parts.accept.isEnabled()
    QTest.keyClicks(form(window).line("name"), "Museum of the Loom")
    QTest.keyClicks(form(window).line("called"), "es=Museo del Telar; arn=Witral ruka")
    keep(window, settled)
    [row] = library.registers["institution"].list()
    assert json.loads(row["names"]) == {"es": "Museo del Telar", "arn": "Witral ruka"}
    assert page.shown == row["id"]

    for name, pattern in (("Silver", "MP-*"), ("Store", "MT-*")):
        press(page, "collection", "")
        QTest.keyClicks(form(window).line("name"), name)
        QTest.keyClicks(form(window).line("pattern"), pattern)
        keep(window, settled)
    press(page, "new-agreement")
    QTest.keyClicks(form(window).line("title"), "Letter")
    form(window).parts.editors["status"].setCurrentIndex(1)
    keep(window, settled)
    [agreement] = library.registers["agreement"].list()
    assert (agreement["status"], agreement["institution"]) == ("granted", row["id"])
    press(page, "allow", "Silver")
    form(window).parts.editors["objects"].setCurrentIndex(1)
    keep(window, settled)
    assert [scope["objects"] for scope in agreeing.scopes(library, agreement["id"]).values()] == ["yes"]

    tagging = window.kit.bridge.tagging
    visit = tagging.create("activity", {"title": "Visit", "kind": "glam_visit", "institution": row["id"]})
    silver, store = add_items(2, visit)
    tagging.replace([silver], "inventory_number", ["MP-1"])
    tagging.replace([store], "inventory_number", ["MT-1"])
    (tmp_path / "list.csv").write_text("Inventory number;Caption:es\nMP-1;Aro\nMP-7;Topu\n", encoding="utf-8")
    sheet = inventory.read(tmp_path / "list.csv")
    page._map((sheet, inventory.mapping(library, row["id"], sheet)))
    keep(window, settled)
    assert "MP-7" in page.band.text
    page.refresh()
    settled()
    assert "Inventory list “list.csv” · 2 numbers" in words(page)
    press(page, "remove-list", "list.csv")
    settled()
    assert page.band.text == "Inventory list “list.csv” removed. Items keep what it filled."
    page.refresh()
    settled()
    assert "numbers" not in words(page)
    window.deeds_of["undo"].trigger()
    settled()
    assert inventory.kept(library, row["id"]) == {"list.csv": 2}
    assert "1 item, 1 held" in words(page) or "one item, 1 held" in words(page)
    press(page, "show")
    settled()
    assert window.stage.page == "grid"
    assert list(window.stage.grid.view.selected_ids()) == [store]


def test_a_community_is_added_changed_removed_and_brought_back(
    window: MainWindow, page: InstitutionsPage, settled: Settled, library: Library,
) -> None:
    def listed() -> list[tuple[str, str]]:
        return [(row["name"], row["item"]) for row in library.registers["community"].list()]

    press(page, "new-community")
    assert not form(window).parts.accept.isEnabled()
    QTest.keyClicks(form(window).line("name"), "Weavers of Temuco")
    QTest.keyClicks(form(window).line("item"), "q42")
    keep(window, settled)
    assert listed() == [("Weavers of Temuco", "Q42")]
    assert "Weavers of Temuco" in words(page) and "Wikidata item Q42" in words(page)
    with library.database.writing() as write:
        reference.keep(write, [Entry("Q42", {"es": "Tejedoras"}, {}, {"arn": ["Düwekafe"]}, "", None)])
    page.refresh()
    settled()
    assert "Also called: Tejedoras · Düwekafe" in words(page)
    press(page, "change-community", "Weavers of Temuco")
    form(window).line("name").setText("Weavers")
    form(window).line("item").setText("none")
    keep(window, settled)
    assert listed() == [("Weavers of Temuco", "Q42")]  # no item is called so: the form stays and says it
    form(window).line("item").clear()
    keep(window, settled)
    assert listed() == [("Weavers", "")]
    press(page, "remove-community", "Weavers")
    settled()
    page.refresh()
    settled()
    assert listed() == [] and "Weavers" not in words(page)
    for expected in ([("Weavers", "")], [("Weavers of Temuco", "Q42")], []):
        window.deeds_of["undo"].trigger()
        settled()
        assert listed() == expected


def test_a_communitys_names_are_typed_shown_and_come_from_lists(
    window: MainWindow, page: InstitutionsPage, settled: Settled, library: Library, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    press(page, "new-community")
    QTest.keyClicks(form(window).line("name"), "Weavers")
    form(window).line("called").setText("Tejedoras")
    keep(window, settled)
    assert not library.registers["community"].list()  # that is no name in a language: the form stays and says so
    form(window).line("called").setText("es=Tejedoras; el=Υφάντρες")
    keep(window, settled)
    assert "Spanish: Tejedoras · Greek: Υφάντρες" in words(page)
    press(page, "change-community", "Weavers")
    assert form(window).line("called").text() == "es=Tejedoras; el=Υφάντρες"
    form(window).reject()
    given, out = tmp_path / "given.tsv", tmp_path / "out.tsv"
    given.write_text("name\tes\nweavers\tTejenderas\nDiaguita\t\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(given), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    press(page, "take-communities")
    settled()
    say = window.kit.speech.say
    assert page.band.text == " ".join([
        say("cli-communities-taken", 1, 1), say("community-replaced", "Weavers", "es", "Tejenderas", "Tejedoras"),
        say("community-known-as", "weavers", "Weavers")])
    press(page, "write-communities")
    settled()
    assert "Weavers\t\t\tTejenderas\tΥφάντρες" in out.read_text(encoding="utf-8")
    given.write_text("nothing", encoding="utf-8")
    press(page, "take-communities")
    settled()
    assert window.kit.speech.say("error-communities-remedy") in page.band.text


def test_a_contact_is_erased_only_when_that_is_meant(
    window: MainWindow, page: InstitutionsPage, settled: Settled, library: Library,
) -> None:
    house = window.kit.bridge.tagging.create("institution", {"name": "Archive"})
    page.open_house(house)
    settled()
    press(page, "contact")
    QTest.keyClicks(form(window).line("name"), "Maria")
    keep(window, settled)
    for name, left in (("form-cancel", 1), ("house-erase", 0)):
        press(page, "erase-contact", "Maria")
        box = QApplication.activeModalWidget() or window.findChildren(QWidget, "")[-1]
        [answer] = [one for one in box.findChildren(QPushButton) if one.text() == window.kit.speech.say(name)]
        answer.click()
        settled()
        page.refresh()
        settled()
        assert len(library.registers["contact"].list()) == left


def test_a_letter_says_when_it_was_sent(
    window: MainWindow, page: InstitutionsPage, settled: Settled, library: Library,
) -> None:
    tagging = window.kit.bridge.tagging
    house = tagging.create("institution", {"name": "Archive", "language": "el"})
    made = agreeing.begin(library, tagging, {"title": "Letter", "institution": house, "status": "granted"})
    page.open_house(house)
    settled()
    press(page, "draft")
    letter = window.findChildren(LetterDialog)[-1]
    assert "Archive" in letter.text.toPlainText()
    assert letter.language.currentData() == "el"
    letter.sent.click()
    settled()
    row = library.registers["agreement"].get(made)
    assert row["vrt_status"] == "sent" and row["vrt_sent"]


def test_an_activity_says_with_whom_and_what_it_is_part_of(
    window: MainWindow, library: Library, settled: Settled,
) -> None:
    tagging = window.kit.bridge.tagging
    ada = tagging.create("contributor", {"name": "Ada"})
    whole = tagging.create("activity", {"title": "Residency", "kind": "residency"})
    opened = ActivityForm(window.kit, parent=window)
    opened.open()
    QTest.keyClicks(opened._form.title, "Afternoon")
    opened.occasion.more.click()
    QTest.keyClicks(opened.occasion.lines["communities"], "Mapuche")
    QTest.keyClicks(opened.occasion.lines["category"], "Minorities 2026")
    opened.occasion.parent_of.setCurrentIndex(1)
    opened.findChild(QCheckBox, f"occasion-participant-{ada}").setChecked(True)
    opened._form.accept.click()
    settled()
    row = library.registers["activity"].get(opened.saved)
    assert (row["parent"], json.loads(row["participants"]), row["category"]) == (whole, [ada], "Minorities 2026")
    given = window.kit.bridge.lists.given(opened.saved)
    assert (given["communities"], given["categories"]) == (["Mapuche"], ["Minorities 2026"])
    again = ActivityForm(window.kit, row, window)
    again.open()
    assert not again.occasion.lines["category"].isHidden()
    again.occasion.lines["category"].clear()
    again._form.accept.click()
    settled()
    assert "categories" not in window.kit.bridge.lists.given(opened.saved)
    assert library.registers["activity"].get(opened.saved)["parent"] == whole


def test_something_new_at_an_institution_begins_by_an_action_too(
    window: MainWindow, settled: Settled, library: Library,
) -> None:
    say = window.kit.speech.say
    window.deeds_of["new-agreement"].trigger()
    settled()
    page = window.stage.made("institutions")
    assert page.band.text == say("house-choose-first") and not window.findChildren(RowForm)
    window.deeds_of["new-institution"].trigger()
    assert form(window).windowTitle() == say("house-form-new")
    QTest.keyClicks(form(window).line("name"), "Museum of the Loom")
    keep(window, settled)
    page.open_house("")
    settled()
    for deed, title in (("new-agreement", "house-agreement-new"), ("new-contact", "house-contacts"),
                        ("new-collection", "house-collections"), ("new-community", "community-new")):
        window.stage.show_page("grid")
        window.deeds_of[deed].trigger()
        settled()
        assert window.stage.page == "institutions" and page.shown  # there is but one
        assert form(window).windowTitle() == say(title)
        form(window).reject()


def test_labels_of_a_form_use_its_whole_width(window: MainWindow, page: InstitutionsPage, settled: Settled) -> None:
    window.kit.speech.use("es")
    page.press_primary()
    settled()
    asked = form(window)
    labels = [one for one in asked.findChildren(QLabel) if one.buddy() is not None]
    assert len(labels) > 5
    assert [one.text() for one in labels if one.height() >= 2 * one.fontMetrics().height()] == []
    asked.reject()
    window.kit.speech.use("en")


def test_a_name_that_is_too_long_is_said_in_the_form_and_stays_there_to_be_shortened(
    window: MainWindow, page: InstitutionsPage, settled: Settled, library: Library,
) -> None:
    page.press_primary()
    asked = form(window)
    asked.line("name").setText("Telar " * 5_000)
    asked.parts.accept.click()
    settled()
    assert "29,999" in words(asked) and asked.line("name").text().startswith("Telar Telar")
    assert library.registers["institution"].list() == []
    asked.line("name").setText("Museum of the Loom")
    keep(window, settled)
    assert [row["name"] for row in library.registers["institution"].list()] == ["Museum of the Loom"]


def test_of_many_numbers_it_is_said_how_many_more_there_are(window: MainWindow) -> None:
    found = [f"FOT-{number}" for number in range(14)]
    assert numbers(window.kit, found).endswith("FOT-10, FOT-11 and 2 more")
    assert numbers(window.kit, found[:12]).endswith("FOT-10, FOT-11")


def test_the_author_of_an_inventory_list_is_the_maker_of_the_work(library: Library, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Nº inventario;Autor;Fecha\nMP-1;Rosa;1912\n", encoding="utf-8")
    sheet = inventory.read(tmp_path / "list.csv")
    assert inventory.mapping(library, "", sheet)["Autor"] == "creator"


def test_a_new_collection_takes_over_what_the_agreement_grants(
    window: MainWindow, page: InstitutionsPage, settled: Settled, library: Library,
) -> None:
    tagging, say = window.kit.bridge.tagging, window.kit.speech.say
    house = tagging.create("institution", {"name": "Museum"})
    rooms = [tagging.create("collection", {"institution": house, "name": name}) for name in ("Silver", "Albums")]
    letter = tagging.create("agreement", {
        "title": "Letter", "institution": house, "status": "granted", "kind": "objects scans"})
    page.open_house(house)
    settled()
    assert (words(page).count(say("house-answer-yes")), page.findChild(QPushButton, "take-over")) == (4, None)
    agreeing.allow(library, tagging, letter, rooms[0], {"objects": "yes"})
    page.refresh()
    settled()
    assert words(page).count(say("house-scope-lacking")) == 1
    press(page, "take-over", "Albums")
    settled()
    scope = agreeing.scopes(library, letter)[rooms[1]]
    assert (scope["rooms"], scope["objects"], scope["scans"]) == ("", "yes", "yes")
