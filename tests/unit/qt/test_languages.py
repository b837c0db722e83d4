"""Languages in the window: typed by their names, taken away again, said to be taken by Commons or not."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from minoties_desktop.domain.glossary import Term
from minoties_desktop.domain.reference import Entry
from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.qt.pages.dialogs import ActivityForm
from minoties_desktop.qt.widgets.completion import Completion
from minoties_desktop.qt.widgets.language_typing import LanguagesLine
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import glossary
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library
from minoties_desktop.services.resolving import MEANT
from minoties_desktop.store import answers, reference

Settled = Callable[[], None]


@pytest.fixture
def item(window: MainWindow, add_items: Callable[..., list[str]], settled: Settled) -> str:
    """One item of an activity in Spanish, selected."""
    walk = window.kit.bridge.tagging.create("activity", {"title": "Walk", "languages": "es"})
    [found] = add_items(1, walk)
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.selectAll()
    settled()
    return found


def offered(qtbot: QtBot, edit: QLineEdit, text: str) -> list[str]:
    completion = edit.findChild(Completion)
    QTest.keyClicks(edit, text)
    qtbot.waitUntil(lambda: bool(completion.shown))
    return completion.shown


def test_a_language_is_added_by_its_name_and_taken_away_again(
    qtbot: QtBot, window: MainWindow, library: Library, item: str, settled: Settled,
) -> None:
    panel = window.stage.panel
    panel._adder.link.click()
    assert offered(qtbot, panel._adder.code, "mapuche")[0] == "mapudungun · Mapuche · arn"
    QTest.keyClick(panel._adder.code, Qt.Key.Key_Down)
    QTest.keyClick(panel._adder.code, Qt.Key.Key_Return)
    settled()
    QTest.keyClicks(QApplication.focusWidget(), "Witral")
    box = panel.box("caption", "arn")
    assert box._parts.hint_text.text() == "Commons takes captions in Mapuche (arn)."
    panel.commit()
    settled()
    assert describe(library.database, [item])[item].by_language("caption") == {"arn": "Witral"}
    box = panel.box("caption", "arn")
    assert box._parts.drop.isVisible()
    assert not panel.box("caption", "es")._parts.drop.isVisible()  # the activity's own
    box._parts.drop.click()
    settled()
    assert panel.box("caption", "arn") is None
    assert not describe(library.database, [item])[item].by_language("caption")
    window.kit.bridge.tagging.undo()
    window.kit.bridge.tell_everything()
    settled()
    assert panel.box("caption", "arn").editor.text() == "Witral"


def test_a_language_of_the_activity_is_changed_where_it_comes_from(
    window: MainWindow, item: str, settled: Settled,
) -> None:
    adder = window.stage.panel._adder
    assert adder.activity.isVisible() and "may stay empty" in adder.activity.toolTip()
    adder.activity.click()
    form = window.findChildren(ActivityForm)[-1]
    assert (form._form.languages.text(), form._form.title.text()) == ("es", "Walk")
    form._form.languages.setText("arn")
    form._form.accept.click()
    settled()
    assert window.stage.panel.box("caption", "es") is None
    assert window.stage.panel.box("caption", "arn").isVisible()


def test_what_is_being_typed_goes_with_its_language(
    window: MainWindow, library: Library, item: str, settled: Settled,
) -> None:
    panel = window.stage.panel
    panel._on_language_wanted("rup")
    QTest.keyClicks(panel.box("caption", "rup").editor, "Argalia")
    panel.box("caption", "rup")._parts.drop.click()
    settled()
    assert panel.box("caption", "rup") is None
    assert not describe(library.database, [item])[item].by_language("caption")


def test_an_activity_takes_languages_by_name_and_says_what_its_codes_mean(
    qtbot: QtBot, window: MainWindow, settled: Settled,
) -> None:
    form = ActivityForm(window.kit, parent=window)
    qtbot.addWidget(form)
    form.show()
    line = form._form.languages
    line.setText("es ")
    line.setFocus()
    assert offered(qtbot, line, "Ayacucho")[0] == "Runasimi · Ayacucho Quechua · quy"
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "es quy "
    settled()
    hint = line.findChild(LanguagesLine)._hint
    assert hint.text() == (
        "Spanish · Ayacucho Quechua (no captions on Commons yet: written into the description)")


def test_a_text_is_offered_what_it_may_mean_and_becomes_that_by_a_key(
    window: MainWindow, library: Library, item: str, settled: Settled,
) -> None:
    site = window.kit.bridge.lists.sender().site
    with library.database.writing() as write:
        reference.keep(write, [Entry("Q830", {"en": "loom"}, {"en": "for weaving"}, {}, "Looms", None)])
        answers.keep(write, site if site == PRACTICE else "wikidata", MEANT, {
            "telar": {"exact": ["Q830"], "others": []}})
        answers.keep(write, site, "page", {"Category:Nowhere": False})
    tagging, panel = window.kit.bridge.tagging, window.stage.panel
    tagging.add([item], "depicts", ["telar"])
    tagging.add([item], "categories", ["Looms", "Nowhere", "Unasked"])
    window.kit.bridge.tell_everything()
    settled()
    near = panel.box("depicts").near
    assert near.isVisible()
    assert near.things == (("loom · for weaving", "Q830"),)
    assert describe(library.database, [item])[item].first("depicts") == "telar"  # offered, not taken
    chips = {chip.accessibleName(): chip.property("token") for chip in panel.box("categories").editor._chips}
    assert chips == {"Looms": "known", "Nowhere": "red", "Unasked": "text"}
    told = {chip.accessibleName(): chip.accessibleDescription() for chip in panel.box("categories").editor._chips}
    assert told == {"Looms": "", "Nowhere": "The wiki has no such page yet", "Unasked": "Not looked up yet"}
    assert "red link" in panel.box("categories")._parts.hint_text.text()
    panel.box("depicts").focus_editor()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    settled()
    assert describe(library.database, [item])[item].first("depicts") == "Q830"
    assert not panel.box("depicts").near.isVisible()
    [chip] = panel.box("depicts").editor._chips
    assert (chip.accessibleName(), chip.toolTip()) == ("loom", "for weaving")


def test_an_empty_caption_is_given_the_term_by_the_arrow(
    qtbot: QtBot, window: MainWindow, library: Library, item: str, settled: Settled,
) -> None:
    tagging, panel = window.kit.bridge.tagging, window.stage.panel
    glossary.save(library, tagging, Term("witral", "arn", "Q830", {"es": "telar"}))
    tagging.replace([item], "caption", ["Mujer ante un telar"], lang="es")
    window.kit.bridge.tell_everything()
    settled()
    panel._on_language_wanted("arn")
    editor = panel.box("caption", "arn").editor
    QTest.keyClick(editor, Qt.Key.Key_Down)
    completion = editor.findChild(Completion)
    qtbot.waitUntil(lambda: completion.shown == ["witral"])
    QTest.keyClick(editor, Qt.Key.Key_Down)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    panel.commit()
    settled()
    assert describe(library.database, [item])[item].by_language("caption")["arn"] == "witral"


def test_an_activitys_communities_are_typed_by_name_and_kept_as_things(
    qtbot: QtBot, window: MainWindow, library: Library, settled: Settled,
) -> None:
    bridge = window.kit.bridge
    bridge.tagging.create("community", {"name": "Mapuche", "item": "Q193544"})
    walk = bridge.tagging.create("activity", {"title": "Walk", "languages": "es"}, [("communities", "", "Q193544")])
    row = library.registers["activity"].get(walk)
    form = ActivityForm(window.kit, row, window)
    qtbot.addWidget(form)
    form.show()
    line = form.occasion.lines["communities"]
    assert line.text() == "Mapuche"
    line.setText("Mapuche | ")
    line.setFocus()
    assert offered(qtbot, line, "Map")[0] == "Mapuche"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    line.setText("Mapuche | Diaguita")
    assert form.occasion.given()["communities"] == ["Q193544", "Diaguita"]
    line.setText("mapuche")
    assert form.occasion.given()["communities"] == ["Q193544"]


def test_an_activity_takes_days_and_languages_as_they_are_typed_and_shows_what_is_wrong(
    window: MainWindow, library: Library, settled: Settled,
) -> None:
    form = ActivityForm(window.kit, parent=window)
    form.open()
    form._form.title.setText("Paseo")
    form._form.languages.setText("spanish, mapuche")
    form._form.starts.setText("3/4/2026")
    form._form.accept.click()
    settled()
    assert form.isVisible() and "3/4/2026" in form._form.band.text
    assert form._form.starts.hasFocus() and form._form.starts.selectedText() == "3/4/2026"
    form._form.starts.setText("22/11/2026")
    form._form.accept.click()
    settled()
    [row] = library.registers["activity"].list()
    assert (row["starts"], row["languages"]) == ("2026-11-22", "es arn")


def test_a_day_is_typed_into_the_inspector_as_people_write_it(
    window: MainWindow, library: Library, item: str, settled: Settled,
) -> None:
    panel = window.stage.panel
    panel.focus_field("date")
    QTest.keyClicks(panel.box("date").editor, "22.11.2025")
    panel.commit()
    settled()
    assert describe(library.database, [item])[item].first("date") == "2025-11-22"
