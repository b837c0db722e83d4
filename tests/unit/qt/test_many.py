"""Giving things to many photographs through the window: on from field to field, subjects, presets, copies, codes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.presets import Part
from minoties_desktop.domain.reference import Entry
from minoties_desktop.qt.pages.preset_form import PasteForm, PresetForm
from minoties_desktop.qt.preset_list import PresetList
from minoties_desktop.qt.widgets.completion import Completion
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import coding, presets
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library
from minoties_desktop.store import reference

# What the offscreen platform says about pop-ups of completers.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Settled = Callable[[], None]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def items(library: Library, window: MainWindow, add_items: Callable[..., list[str]], settled: Settled) -> list[str]:
    """Six photographs of a walk in Spanish and English whose titles follow a pattern; the first is selected."""
    tagging = window.kit.bridge.tagging
    walk = tagging.create("activity", {"title": "Feria", "languages": "es en", "place": "Temuco"},
                          [("title", "", "{subject}, {place} {seq:02}")])
    made = add_items(6, walk)
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.select(made[:1])
    settled()
    return made


def press(window: MainWindow, settled: Settled, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
    settled()


def write(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


def said(library: Library, item: str, field: str, lang: str = "") -> list[str]:
    return [value.text for value in describe(library.database, [item])[item].all(field) if value.lang == lang]


def test_a_subject_takes_three_texts_and_three_keys(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    view, panel = window.stage.grid.view, window.stage.panel
    view.setFocus()
    for key in (Qt.Key.Key_B, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_B, Qt.Key.Key_X):
        press(window, settled, key)
    assert view.selected_ids() == items[5:]
    view.select(items[:1])
    settled()
    press(window, settled, Qt.Key.Key_B, SHIFT)
    assert view.selected_ids() == items[:3]
    panel.focus_line("caption", "es")
    write("Un telar")
    press(window, settled, Qt.Key.Key_Tab)
    write("A loom")
    press(window, settled, Qt.Key.Key_Tab)
    assert panel.focused_field().id == "depicts"
    write("Q42")
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert [said(library, item, "caption", "en") for item in items] == [["A loom"]] * 3 + [[]] * 3
    assert [said(library, item, "title") for item in items[:3]] == [[f"Un telar, Temuco 0{n}"] for n in (1, 2, 3)]
    assert said(library, items[2], "depicts") == ["Q42"]
    assert view.selected_ids() == [items[3], items[5]]  # one was rejected
    assert panel.focused_field().id == "caption" and panel.box("caption", "es").editor.hasFocus()
    write("Otra")
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert said(library, items[5], "caption", "es") == ["Otra"]
    assert view.selected_ids() == [items[3], items[5]] and panel.box("caption", "es").editor.hasFocus()


def test_enter_in_the_inventory_number_goes_on_to_that_of_the_next(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    window.stage.panel.show_detail("archivist")
    window.stage.panel.focus_field("inventory_number")
    settled()
    for number in range(3):
        write(f"MT {number}")
        press(window, settled, Qt.Key.Key_Return)
    assert [said(library, item, "inventory_number") for item in items[:4]] == [["MT 0"], ["MT 1"], ["MT 2"], []]
    assert window.stage.grid.view.selected_ids() == items[3:4]


def test_what_is_typed_on_the_way_to_the_next_belongs_to_it(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    window.stage.panel.focus_line("caption", "es")
    write("Uno")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    write("Dos")
    settled()
    press(window, settled, Qt.Key.Key_Tab)
    assert [said(library, item, "caption", "es") for item in items[:2]] == [["Uno"], ["Dos"]]


def test_what_tab_leaves_out_is_reached_with_ctrl(
    window: MainWindow, items: list[str], settled: Settled,
) -> None:
    panel = window.stage.panel
    window.kit.bridge.write(lambda: window.kit.bridge.tagging.replace(items[:1], "caption", ["Un telar"], lang="en"))
    settled()
    panel.focus_line("caption", "en")
    press(window, settled, Qt.Key.Key_Tab)
    assert panel.focused_field().id == "description" and panel.box("description", "es").editor.hasFocus()
    press(window, settled, Qt.Key.Key_Tab)
    assert panel.focused_field().id == "depicts"
    reached = set()
    for _ in range(60):
        press(window, settled, Qt.Key.Key_Up, CTRL)
        found = panel.focused_field()
        reached.add((found.id, panel.box("description", "en").editor.hasFocus()) if found else None)
    assert ("description", True) in reached and ("title", False) in reached


def test_a_preset_is_given_with_a_digit_and_taken_back_with_one_undo(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    tagging = window.kit.bridge.tagging
    for name, text in (("Looms", "Weaving"), ("Drums", "Kultrun")):
        presets.save(library, tagging, name, [Part("categories", "", (text,), True), Part("people", "", ("nobody",))])
    window.stage.grid.view.select(items[1:3])
    settled()
    window.deeds_of["apply-preset"].trigger()
    [offered] = window.findChildren(PresetList)
    assert [one.name for one in offered.found()][:2] == ["Drums", "Looms"]
    QTest.keyClick(offered.edit, Qt.Key.Key_2)
    settled()
    assert [said(library, item, "categories") for item in items[:4]] == [[], ["Weaving"], ["Weaving"], []]
    window.deeds_of["undo"].trigger()
    settled()
    assert [said(library, item, "people") for item in items] == [[]] * 6


def test_a_photograph_becomes_a_preset_of_the_ticked_fields(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    tagging = window.kit.bridge.tagging
    tagging.replace(items[:1], "caption", ["Telar"], lang="es")
    tagging.add(items[:1], "categories", ["Weaving"])
    window.deeds_of["save-preset"].trigger()
    [form] = window.findChildren(PresetForm)
    assert not form.do.isEnabled()
    form.name.setText("Looms")
    ticks = {part.field: tick for part, tick, _, _ in form.choice._rows}
    assert ticks["caption"].isChecked() and not ticks["title"].isChecked()
    ticks["caption"].setChecked(False)
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    settled()
    [kept] = presets.listed(library)
    assert (kept.name, kept.parts) == ("Looms", (Part("categories", "", ("Weaving",), True),))
    window.stage.show_page("presets")
    settled()


def test_fields_are_copied_and_pasted_as_they_were_chosen(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    tagging = window.kit.bridge.tagging
    tagging.replace(items[:1], "caption", ["Telar"], lang="es")
    tagging.add(items[:1], "categories", ["Weaving"])
    window.deeds_of["copy-fields"].trigger()
    window.stage.grid.view.select(items[1:3])
    window.deeds_of["choose-paste"].trigger()
    [form] = window.findChildren(PasteForm)
    ticks = {part.field: tick for part, tick, _, _ in form.choice._rows}
    grid = form.choice._grid
    wide = {part.field: grid.getItemPosition(grid.indexOf(edit))[3] for part, _, edit, _ in form.choice._rows}
    assert wide["caption"] == 2 and wide["categories"] == 1, "a value takes the room where there is nothing to choose"
    ticks["caption"].setChecked(False)
    form.do.click()
    settled()
    window.stage.grid.view.select(items[4:5])
    window.deeds_of["paste-fields"].trigger()
    settled()
    assert [said(library, item, "categories") for item in items] == [["Weaving"]] * 3 + [[], ["Weaving"], []]
    assert [said(library, item, "caption", "es") for item in items[1:]] == [[]] * 5


def test_a_field_that_sticks_goes_on_until_it_is_switched_off(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    panel = window.stage.panel
    panel.focus_line("caption", "es")
    write("Telar")
    panel.stick()
    settled()
    press(window, settled, Qt.Key.Key_Return, CTRL)
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert [said(library, item, "caption", "es") for item in items[:4]] == [["Telar"]] * 3 + [[]]
    panel.stick()
    press(window, settled, Qt.Key.Key_Return, CTRL)
    assert said(library, items[3], "caption", "es") == []
    window.deeds_of["undo"].trigger()
    settled()
    assert [said(library, item, "caption", "es") for item in items[:3]] == [["Telar"], ["Telar"], []]


def test_a_code_becomes_its_text_as_it_is_closed_and_undo_brings_it_back(
    window: MainWindow, library: Library, items: list[str], settled: Settled, tmp_path: Path,
) -> None:
    (tmp_path / "people.tsv").write_text("code\tes\ten\nrh\tRayen, tejedora\tRayen, weaver\n", encoding="utf-8")
    coding.take(library, window.kit.bridge.tagging, tmp_path / "people.tsv")
    window.kit.bridge.registers_changed.emit()
    settled()
    for lang, text in (("es", "Con Rayen, tejedora"), ("en", "Con Rayen, weaver")):
        window.stage.panel.focus_line("caption", lang)
        write("Con =rh=")
        assert window.stage.panel.box("caption", lang).editor.text() == text
    editor = window.stage.panel.box("caption", "en").editor
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.text() == "Con =rh="
    press(window, settled, Qt.Key.Key_Tab)
    assert said(library, items[0], "caption", "es") == ["Con Rayen, tejedora"]
    assert said(library, items[0], "caption", "en") == ["Con =rh="]
    window.stage.panel.focus_field("categories")
    write("=RH#2=")
    press(window, settled, Qt.Key.Key_Return)
    assert said(library, items[0], "categories") == ["Rayen, weaver"]


def test_variables_are_shown_as_they_will_be_and_a_wrong_one_is_said(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    window.stage.grid.view.select(items[:3])
    settled()
    window.stage.panel.focus_line("caption", "es")
    write("{place} {seq:02}")
    settled()
    found = window.stage.panel.box("caption", "es")
    assert found._parts.hint_text.text() == "“Temuco 01”, and 2 more"
    press(window, settled, Qt.Key.Key_Tab)
    assert [said(library, item, "caption", "es") for item in items[:4]] == [
        ["Temuco 01"], ["Temuco 02"], ["Temuco 03"], []]
    window.stage.panel.focus_line("caption", "en")
    write("{plcae}")
    settled()
    found = window.stage.panel.box("caption", "en")
    assert "{plcae}" in found._parts.hint_text.text() and "{place}" in found._parts.hint_text.text()
    press(window, settled, Qt.Key.Key_Tab)
    assert found.editor.text() == "{plcae}" and said(library, items[0], "caption", "en") == []


def test_titles_made_of_what_photographs_say_get_no_number_that_they_do_not_need(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    for item, number in zip(items[:3], ("MT-1", "MT-2", "MT-2"), strict=True):
        window.kit.bridge.tagging.replace([item], "inventory_number", [number])
    window.stage.grid.view.select(items[:3])
    settled()
    window.stage.panel.focus_field("title")
    write("Loom {inventory}")
    settled()
    hint = window.stage.panel.box("title", "")._parts.hint_text
    assert hint.text() == "“Loom MT-1”, and 2 more"
    press(window, settled, Qt.Key.Key_Tab)
    assert [said(library, item, "title") for item in items[:3]] == [["Loom MT-1"], ["Loom MT-2 01"], ["Loom MT-2 02"]]
    window.stage.panel.focus_field("title")
    write("Telar")
    settled()
    assert "Telar 01" in window.stage.panel.box("title", "")._parts.hint_text.text()
    press(window, settled, Qt.Key.Key_Tab)
    assert said(library, items[2], "title") == ["Telar 03"]


def test_what_was_said_before_is_offered_and_an_arrow_takes_it(
    window: MainWindow, library: Library, items: list[str], settled: Settled, qtbot: QtBot,
) -> None:
    window.kit.bridge.tagging.replace(items[3:], "caption", ["Tejedora en su telar"], lang="es")
    window.stage.panel.focus_line("caption", "es")
    write("tej")
    editor = window.stage.panel.box("caption", "es").editor
    completion = editor.findChild(Completion)
    qtbot.waitUntil(lambda: completion.shown == ["Tejedora en su telar"])
    QTest.keyClick(editor, Qt.Key.Key_Down)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "Tejedora en su telar" and not completion.shown
    press(window, settled, Qt.Key.Key_Tab)
    assert said(library, items[0], "caption", "es") == ["Tejedora en su telar"]
    assert said(library, items[1], "caption", "es") == []


def test_a_thing_is_found_by_its_name_and_shown_by_it(
    window: MainWindow, library: Library, items: list[str], settled: Settled, qtbot: QtBot,
) -> None:
    with library.database.writing() as write_:
        reference.keep(write_, [
            Entry("Q42", {"es": "Telar", "en": "Loom"}, {"en": "device for weaving"}, {}, "Looms",
                  Position(-38.73, -72.59)),
            Entry("Q43", {"en": "Loomis"}, {}, {}, "", None)])
    window.stage.panel.focus_field("depicts")
    write("loo")
    editor = window.stage.panel.box("depicts").editor
    completion = editor.edit.findChild(Completion)
    qtbot.waitUntil(lambda: completion.shown == ["Loom · device for weaving", "Loomis"])
    press(window, settled, Qt.Key.Key_Tab)
    assert said(library, items[0], "depicts") == ["Q42"] and said(library, items[0], "categories") == ["Looms"]
    assert [label.text() for label in editor.findChildren(QLabel)] == ["Loom"]
    write("loomis")
    press(window, settled, Qt.Key.Key_Return)
    assert said(library, items[0], "depicts") == ["Q42", "Q43"]
    window.kit.bridge.tagging.replace(items[1:2], "camera_position", ["-38.7301,-72.5901"])
    window.stage.grid.view.select(items[1:2])
    settled()
    window.stage.panel.focus_field("depicts")
    press(window, settled, Qt.Key.Key_Down)
    editor = window.stage.panel.box("depicts").editor
    completion = editor.edit.findChild(Completion)
    qtbot.waitUntil(lambda: len(completion.shown) == 1)
    press(window, settled, Qt.Key.Key_Tab)
    assert said(library, items[1], "depicts") == ["Q42"]
