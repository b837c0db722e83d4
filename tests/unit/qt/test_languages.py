"""Languages in the window: typed by their names, taken away again, said to be taken by Commons or not."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.pages.dialogs import ActivityForm
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library

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
    from minoties_desktop.qt.widgets.completion import Completion

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
    assert box._parts.hint_text.text() == "Commons takes captions in mapudungun."
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
    from minoties_desktop.qt.widgets.language_typing import LanguagesLine

    hint = line.findChild(LanguagesLine)._hint
    assert hint.text() == (
        "Spanish · Ayacucho Quechua (no captions on Commons yet: written into the description)")
