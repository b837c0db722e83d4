"""The command palette, the list of keys and the help, by the keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.actions import DEEDS
from minoties_desktop.qt.pages.keys import KeysDialog
from minoties_desktop.qt.palette import Palette
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from tests.unit.qt.conftest import AddItems

Settled = Callable[[], None]


@pytest.fixture
def palette(window: MainWindow, settled: Settled, qtbot: QtBot) -> Palette:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settled()
    [found] = window.findChildren(Palette)
    return found


def names(palette: Palette) -> list[str]:
    return [one.name for one in palette.found()]


def test_letters_and_enter_do_an_action(window: MainWindow, palette: Palette, settled: Settled) -> None:
    QTest.keyClicks(palette.edit, "hist")
    assert names(palette)[0] == "History"
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    settled()
    assert window.stage.page == "history"


def test_a_language_is_found_by_its_own_name(window: MainWindow, palette: Palette, settled: Settled) -> None:
    QTest.keyClicks(palette.edit, "espan")
    assert names(palette)[0] == "Español"
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    settled()
    assert window.kit.speech.language == "es"


def test_nothing_found_is_said(palette: Palette, settled: Settled) -> None:
    QTest.keyClicks(palette.edit, "xqzw")
    settled()
    assert palette.nothing.isVisible() and not palette.list.isVisible()
    assert palette.nothing.text() == palette.edit.accessibleDescription() == "Nothing found for “xqzw”."
    palette.edit.clear()
    assert palette.list.isVisible() and not palette.nothing.isVisible()


def test_the_arrows_choose_and_tell_a_screen_reader(palette: Palette) -> None:
    QTest.keyClicks(palette.edit, "queue")
    first = palette.edit.accessibleDescription()
    QTest.keyClick(palette.edit, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 1
    assert first.startswith("Queue")


def test_fields_settings_and_help_are_found(window: MainWindow, palette: Palette, settled: Settled) -> None:
    QTest.keyClicks(palette.edit, "inventory")
    assert any(one.kind == "field" for one in palette.found())
    palette.edit.clear()
    QTest.keyClicks(palette.edit, "megabytes a day")
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    settled()
    assert window.stage.page == "settings" and window.focusWidget().objectName() == "day_mb"


def test_a_photograph_is_found_by_its_title_without_accents(
    library: Library, window: MainWindow, add_items: AddItems, settled: Settled, qtbot: QtBot,
) -> None:
    _, second = add_items(2)
    Tagging(library).replace([second], "title", ["Tejedora en Ñuñoa"])
    window.kit.bridge.tell_everything()
    settled()
    window.deeds_of["palette"].trigger()
    [palette] = window.findChildren(Palette)
    QTest.keyClicks(palette.edit, "tejedora nunoa")
    qtbot.waitUntil(lambda: names(palette) == ["Tejedora en Ñuñoa"])
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    settled()
    assert list(window.stage.selection()) == [second]


def test_keys_are_listed_and_kept_as_a_page(window: MainWindow, tmp_path: Path) -> None:
    window.stage.grid.view.setFocus()
    window.deeds_of["keys"].trigger()
    dialog = window.findChildren(KeysDialog)[-1]
    *own, (_, desk) = dialog.groups()
    assert ("Retake this page", ["R"], "") in desk
    assert len({key for _, keys, _ in desk for key in keys}) >= len(desk)
    QTest.keyClicks(dialog.find, "retake")
    found = [name.text() for _, rows in dialog._groups for name, _ in rows if not name.isHidden()]
    assert found == ["Retake this page"]
    listed = {name for _, rows in own for name, _, _ in rows}
    assert listed == {window.deeds_of[deed.id].text() for deed in DEEDS if deed.keys}
    dialog.write(str(tmp_path / "keys.pdf"))
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
    assert "Ctrl+K" in dialog.html() and "fills the selected cells" in dialog.html()
    note = dialog._notes["queue"]
    assert not note.isVisible()
    dialog.find.setText("queue the selected")
    assert note.isVisible() and dialog.buttons["queue"].accessibleDescription() == note.text()
    dialog.close()


def test_help_is_about_what_one_is_at(window: MainWindow, add_items: AddItems, settled: Settled) -> None:
    [item] = add_items(1)
    window.kit.bridge.tell_everything()
    settled()
    window.stage.show_page("sync")
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.stage.page == "help" and window.stage.help.topic == "sync"
    window.stage.show_page("grid")
    window.stage.grid.view.select([item], item)
    window.stage.panel.focus_field("licence")
    settled()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F1)
    assert window.stage.help.topic == "rights"


def test_the_help_is_searched_and_its_links_lead_on(window: MainWindow) -> None:
    window.deeds_of["show-help"].trigger()
    page = window.stage.help
    QTest.keyClicks(page.find, "bot password")
    assert [page.list.item(row).text() for row in range(page.list.count())] == ["Accounts"]
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    page.show_topic("start")
    page._on_link(QUrl("practice"))
    assert page.topic == "practice" and "practice" in page.page.toPlainText()
    window.kit.speech.use("el")
    assert "εξάσκησης" in page.page.toPlainText()


@pytest.mark.parametrize(("key", "held"), [
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)])
@pytest.mark.parametrize("page", ["import", "history"])
def test_the_help_leads_back_to_where_one_was(
    window: MainWindow, page: str, key: Qt.Key, held: Qt.KeyboardModifier,
) -> None:
    window.stage.show_page("today")
    window.stage.show_page(page)
    window.form.sideList.setFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F1)
    assert window.stage.page == "help"
    QTest.keyClick(window.focusWidget(), key, held)
    assert window.stage.page == page
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F1)
    window.stage.help.page.setFocus()
    QTest.keyClick(window.focusWidget(), key, held)
    assert window.stage.page == page
