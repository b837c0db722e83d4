"""Spelling in the window: a wavy line, other words by a key, a person's own words; nothing without a dictionary."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from minoties_desktop.config import settings
from minoties_desktop.qt.widgets.field_box import FieldBox
from minoties_desktop.qt.widgets.spell_check import LineSpellCheck, SpellCheck
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import spelling
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library
from tests.support.dictionaries import install

# What the offscreen platform says about menus.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Settled = Callable[[], None]
WAVY = QTextCharFormat.UnderlineStyle.WaveUnderline


@pytest.fixture
def box(window: MainWindow, add_items: Callable[..., list[str]], settled: Settled,
        monkeypatch: pytest.MonkeyPatch) -> FieldBox:
    """The Spanish caption of one item; a small Spanish dictionary is installed."""
    monkeypatch.setattr(spelling, "_FOLDERS", ())
    monkeypatch.setattr(spelling, "_OFFICES", ())
    install(spelling.own_folder(), "es_ES", ["telar", "mujer", "ante", "un"])
    add_items(1, window.kit.bridge.tagging.create("activity", {"title": "Walk", "languages": "es arn"}))
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.selectAll()
    settled()
    found = window.stage.panel.box("caption", "es")
    found.focus_editor()
    return found


def test_a_wavy_line_and_words_say_what_no_dictionary_has(qtbot: QtBot, box: FieldBox) -> None:
    check = box.editor.findChild(SpellCheck)
    QTest.keyClicks(box.editor, "Mujer ante un telra")
    qtbot.waitUntil(lambda: check._wrong == [(14, "telra")], timeout=20_000)
    assert check.wrong == []  # it is being typed still
    QTest.keyClicks(box.editor, " ")
    qtbot.waitUntil(lambda: check.wrong == ["telra"], timeout=20_000)
    [mark] = box.editor.extraSelections()
    assert (mark.cursor.selectedText(), mark.format.underlineStyle()) == ("telra", WAVY)
    assert box._parts.hint_text.text() == "Not in the dictionary: telra. Ctrl+; offers others."


def test_a_key_offers_others_and_one_is_taken(
    qtbot: QtBot, window: MainWindow, library: Library, box: FieldBox, settled: Settled,
) -> None:
    check = box.editor.findChild(SpellCheck)
    QTest.keyClicks(box.editor, "Un telra ante ")
    qtbot.waitUntil(lambda: check.wrong == ["telra"], timeout=20_000)
    QTest.keyClick(box.editor, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in box.editor.findChildren(QMenu)), timeout=20_000)
    menu = next(menu for menu in box.editor.findChildren(QMenu) if menu.isVisible())
    assert menu.actions()[0].text() == "telar"
    assert menu.activeAction() is menu.actions()[0]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert box.editor.text() == "Un telar ante "
    window.stage.panel.commit()
    settled()
    [item] = window.stage.panel.shown()[0]
    assert describe(library.database, [item])[item].by_language("caption") == {"es": "Un telar ante"}


def test_a_word_of_ones_own_is_right_from_then_on(
    qtbot: QtBot, window: MainWindow, box: FieldBox, settled: Settled,
) -> None:
    check = box.editor.findChild(SpellCheck)
    QTest.keyClicks(box.editor, "Un trapelacucha ante ")
    qtbot.waitUntil(lambda: check.wrong == ["trapelacucha"], timeout=20_000)
    menu = check.menu((3, "trapelacucha"), [])
    assert [action.text() for action in menu.actions() if action.text()] == [
        "The dictionary knows no similar word", "Add “trapelacucha” to my words"]
    menu.actions()[-1].trigger()
    settled()
    qtbot.waitUntil(lambda: check._wrong == [], timeout=20_000)
    assert [row["name"] for row in window.kit.bridge.lists.register("spelling")] == ["trapelacucha"]


def test_titles_are_in_the_first_language_of_the_activity(qtbot: QtBot, window: MainWindow, box: FieldBox) -> None:
    title = window.stage.panel.box("title")
    title.focus_editor()
    QTest.keyClicks(title.editor, "Un telra 0312 ante ")
    check = title.editor.findChild(SpellCheck)
    qtbot.waitUntil(lambda: check.wrong == ["telra"], timeout=20_000)
    assert title._parts.hint_text.text() == "Not in the dictionary: telra. Ctrl+; offers others."


def test_who_does_not_want_it_turns_it_off_and_on(
    qtbot: QtBot, window: MainWindow, box: FieldBox, settled: Settled,
) -> None:
    check = box.editor.findChild(SpellCheck)
    QTest.keyClicks(box.editor, "Un telra ante ")
    qtbot.waitUntil(lambda: check.wrong == ["telra"], timeout=20_000)
    window.stage.choosing.choose("spelling", False)
    qtbot.waitUntil(lambda: check.wrong == [], timeout=20_000)
    assert box.editor.extraSelections() == []
    settled()
    assert not settings.load().spelling and not spelling.Spelling(window.kit.bridge.library).wanted
    window.stage.choosing.choose("spelling", True)
    qtbot.waitUntil(lambda: check.wrong == ["telra"], timeout=20_000)


def test_a_language_without_a_dictionary_has_no_lines(qtbot: QtBot, window: MainWindow, box: FieldBox) -> None:
    other = window.stage.panel.box("caption", "arn")
    other.focus_editor()
    QTest.keyClicks(other.editor, "Witral mew ")
    qtbot.wait(500)
    qtbot.waitUntil(lambda: not window.kit.bridge.busy)
    assert other.editor.extraSelections() == []
    assert window.kit.bridge.spelling._pool is None


def reds(edit: QLineEdit) -> int:
    """How much of an editor is red: its picture is the only thing that tells of its marks."""
    picture = edit.grab().toImage()
    seen = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return sum(one.red() > max(one.green(), one.blue()) + 60 for one in seen)


@pytest.mark.parametrize("in_cell", [True, False])
def test_the_editors_of_the_table_underline_too(
    qtbot: QtBot, window: MainWindow, library: Library, box: FieldBox, settled: Settled, in_cell: bool,
) -> None:
    window.stage.show_page("table")
    settled()
    page = window.stage.made("table")
    section = next(place for place in range(page.model.columnCount()) if (column := page.model.column(place))
                   and column.key == "caption:es")
    page.view.setCurrentIndex(page.model.index(0, section))
    settled()
    if in_cell:
        page.view.edit(page.view.currentIndex())
        edit = next(one for one in page.view.viewport().findChildren(QLineEdit) if one.isVisible())
    else:
        edit = page.line.edit
    edit.setFocus()
    check = edit.findChild(LineSpellCheck)
    before = reds(edit)
    QTest.keyClicks(edit, "Un telra ante ")
    qtbot.waitUntil(lambda: check.wrong == ["telra"], timeout=20_000)
    assert reds(edit) > before
    if not in_cell:
        assert edit.toolTip() == edit.accessibleDescription() == "Not in the dictionary: telra. Ctrl+; offers others."
    QTest.keyClick(edit, Qt.Key.Key_Semicolon, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(menu.isVisible() for menu in edit.findChildren(QMenu)), timeout=20_000)
    menu = next(menu for menu in edit.findChildren(QMenu) if menu.isVisible())
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert edit.text() == "Un telar ante "
    QTest.keyClick(edit, Qt.Key.Key_Return)
    settled()
    [item] = window.stage.grid.model.ids
    assert describe(library.database, [item])[item].by_language("caption") == {"es": "Un telar ante"}
