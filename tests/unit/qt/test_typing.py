"""Nothing that comes from elsewhere, or comes late, changes what somebody is typing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minoties_desktop.domain.fields import BY_ID
from minoties_desktop.domain.query import Query
from minoties_desktop.qt.pages.panel import MetadataPanel
from minoties_desktop.qt.widgets.field_box import FieldBox
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import drafts
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging

# What the offscreen platform says about pop-ups of completers.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Settled = Callable[[], None]


@pytest.fixture
def item(library: Library, window: MainWindow, add_items: Callable[..., list[str]], settled: Settled) -> str:
    """One item of an activity in Spanish, selected; the other is not."""
    walk = window.kit.bridge.tagging.create("activity", {"title": "Walk", "languages": "es"})
    first, _ = add_items(2, walk)
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.select([first])
    settled()
    return first


@pytest.fixture
def late(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on what is read is shown only when this is called."""
    held: list[tuple[Callable[[object], None], object]] = []

    def deliver() -> None:
        while held:
            then, result = held.pop(0)
            then(result)

    QApplication.processEvents()
    monkeypatch.setattr(window.kit.bridge, "compute", lambda call, then: held.append((then, call())))
    return deliver


def box(window: MainWindow, field: str, lang: str = "") -> FieldBox:
    window.stage.panel.show_tab(BY_ID[field].tab)
    found = window.stage.panel.box(field, lang)
    assert found is not None
    found.focus_editor()
    return found


def test_the_queue_button_shows_its_key_only_where_that_key_presses_it(
    window: MainWindow, item: str, settled: Settled,
) -> None:
    window.stage.grid.view.setFocus()
    settled()
    primary, room = window.form.primary, window.form.primary.sizeHint()
    assert primary.shown_key == window.kit.keys.native("queue") != ""
    with_key = primary.grab().toImage()
    box(window, "title")
    settled()
    assert primary.shown_key == "", "there it goes on to the next photograph"
    assert primary.grab().toImage() != with_key and primary.sizeHint() == room, "nothing beside it moves"
    window.stage.grid.view.setFocus()
    settled()
    assert primary.shown_key == window.kit.keys.native("queue")


def kept(qtbot: QtBot, library: Library, text: str) -> None:
    """Wait until a text is safe on the disk."""
    qtbot.waitUntil(lambda: text in drafts.waiting(library).values())


def captions(library: Library, item: str) -> dict[str, str]:
    return describe(library.database, [item])[item].by_language("caption")


def test_letters_that_came_while_the_field_was_read_stay(
    window: MainWindow, item: str, library: Library, late: Callable[[], None], qtbot: QtBot,
) -> None:
    found = box(window, "caption", "es")
    QTest.keyClicks(found.editor, "her ")
    kept(qtbot, library, "her ")
    window.kit.bridge.tell_everything()
    QApplication.processEvents()
    QTest.keyClicks(found.editor, "loo")
    late()
    QTest.keyClicks(found.editor, "m")
    assert found.editor.text() == "her loom"


def test_what_was_read_before_a_value_was_written_is_not_shown(
    window: MainWindow, item: str, library: Library, late: Callable[[], None], settled: Settled,
) -> None:
    found = box(window, "caption", "es")
    window.kit.bridge.tell_everything()
    QApplication.processEvents()
    QTest.keyClicks(found.editor, "a loom")
    QTest.keyClick(found.editor, Qt.Key.Key_Return)
    late()
    QTest.keyClicks(found.editor, "s")
    assert found.editor.text() == "a looms"
    QTest.keyClick(found.editor, Qt.Key.Key_Return)
    settled()
    late()
    assert captions(library, item) == {"es": "a looms"} and found.editor.text() == "a looms"


def test_what_is_written_just_now_is_shown_by_everything_that_shows_the_fields_again(
    window: MainWindow, item: str, library: Library, late: Callable[[], None], settled: Settled,
) -> None:
    found = box(window, "caption", "es")
    QTest.keyClicks(found.editor, "a loom")
    QTest.keyClick(found.editor, Qt.Key.Key_Return)
    window.stage.panel.show_detail("archivist")
    assert window.stage.panel.box("caption", "es").texts() == ["a loom"]
    settled()
    late()
    assert captions(library, item) == {"es": "a loom"}


def test_a_field_that_comes_does_not_take_the_one_that_somebody_writes_in(
    window: MainWindow, item: str, library: Library, settled: Settled,
) -> None:
    found = box(window, "caption", "es")
    QTest.keyClicks(found.editor, "a wea")
    Tagging(library).replace([item], "caption", ["Eine Weberin"], lang="de")
    window.kit.bridge.tell_everything()
    settled()
    assert window.stage.panel.box("caption", "de") is not None
    assert QApplication.focusWidget() is found.editor and found.isVisible()
    QTest.keyClicks(QApplication.focusWidget(), "ver")
    QTest.keyClick(found.editor, Qt.Key.Key_Tab)
    settled()
    assert captions(library, item) == {"es": "a weaver", "de": "Eine Weberin"}
    boxes = list(window.stage.panel._boxes.values())
    assert [one.y() for one in boxes] == sorted(one.y() for one in boxes)


def test_a_photograph_stays_while_somebody_writes_about_it(
    window: MainWindow, item: str, library: Library, settled: Settled,
) -> None:
    bridge, stage = window.kit.bridge, window.stage
    bridge.write(lambda: bridge.tagging.replace([item], "title", ["Telar"]))
    settled()
    stage.query = replace(Query(), words="telar")
    stage.list_items()
    settled()
    found = box(window, "caption", "es")
    QTest.keyClicks(found.editor, "a wea")
    Tagging(library).replace([item], "title", ["Rueca"])
    bridge.tell_everything()
    settled()
    QTest.keyClicks(QApplication.focusWidget(), "ver")
    assert found.editor.text() == "a weaver"
    window.stage.panel.commit()
    settled()
    assert captions(library, item) == {"es": "a weaver"}


def test_what_was_typed_and_taken_back_leaves_nothing_that_comes_back_later(
    window: MainWindow, item: str, library: Library, qtbot: QtBot, settled: Settled,
) -> None:
    bridge = window.kit.bridge
    bridge.write(lambda: bridge.tagging.replace([item], "caption", ["a loom"], lang="es"))
    settled()
    found = box(window, "caption", "es")
    QTest.keyClicks(found.editor, "s")
    kept(qtbot, library, "a looms")
    QTest.keyClick(found.editor, Qt.Key.Key_Backspace)
    kept(qtbot, library, "a loom")
    window.stage.panel.commit()
    settled()
    assert drafts.waiting(library) == {} and captions(library, item) == {"es": "a loom"}


def test_a_text_that_is_no_value_is_not_said_of_another_photograph(
    window: MainWindow, item: str, library: Library, settled: Settled,
) -> None:
    found = box(window, "date")
    QTest.keyClicks(found.editor, "31 February")
    [other] = [one for one in window.stage.grid.model.ids if one != item]
    window.stage.grid.view.select([other])
    settled()
    found = box(window, "date")
    assert found.texts() == [""] and not found._dirty and not found._fault
    window.stage.grid.view.select([item])
    settled()
    assert box(window, "date").texts() == ["31 February"]


def test_a_name_that_is_being_typed_into_a_list_stays_and_is_kept(
    window: MainWindow, item: str, library: Library, qtbot: QtBot, settled: Settled,
) -> None:
    found = box(window, "author")
    QTest.keyClicks(found.editor.lineEdit(), "Ana P")
    kept(qtbot, library, "Ana P")
    window.kit.bridge.tell_everything()
    settled()
    QTest.keyClicks(found.editor.lineEdit(), "az")
    assert found.editor.currentText() == "Ana Paz"
    QTest.keyClick(found.editor.lineEdit(), Qt.Key.Key_Return)
    settled()
    assert [value.text for value in describe(library.database, [item])[item].all("author")] == ["Ana Paz"]
    assert drafts.waiting(library) == {}


def test_a_token_that_cannot_be_comes_back_as_it_was_typed(
    window: MainWindow, item: str, library: Library, settled: Settled,
) -> None:
    found = box(window, "categories")
    QTest.keyClicks(found.editor.edit, "Looms [1]")
    QTest.keyClick(found.editor.edit, Qt.Key.Key_Return)
    settled()
    settled()
    found = box(window, "categories")
    assert found.editor.edit.text() == "Looms [1]" and found._parts.hint_text.text()


def test_half_a_token_is_in_its_place_again_after_a_window_that_was_killed(
    window: MainWindow, item: str, library: Library, qtbot: QtBot, settled: Settled,
) -> None:
    bridge = window.kit.bridge
    bridge.write(lambda: bridge.tagging.replace([item], "categories", ["Looms"]))
    settled()
    found = box(window, "categories")
    QTest.keyClicks(found.editor.edit, "Weav")
    kept(qtbot, library, "Weav")
    drafts.recover(library, Tagging(library))
    assert categories(library, item) == ["Looms"], "half a token is no value"
    panel = MetadataPanel(window.kit, window.stage.thumbnails)  # that of the next window
    qtbot.addWidget(panel)
    panel.show_items([item], 1)
    settled()
    panel.show_tab(BY_ID["categories"].tab)
    again = panel.box("categories")
    assert again.editor.edit.text() == "Weav" and again._parts.hint_text.text()
    panel.commit()
    settled()
    assert categories(library, item) == ["Looms"], "what nobody touched is no value"
    QTest.keyClicks(again.editor.edit, "ers")
    QTest.keyClick(again.editor.edit, Qt.Key.Key_Return)
    settled()
    assert categories(library, item) == ["Looms", "Weavers"] and drafts.waiting(library) == {}


def test_half_a_token_that_is_taken_back_is_forgotten(
    window: MainWindow, item: str, library: Library, qtbot: QtBot, settled: Settled,
) -> None:
    found = box(window, "categories")
    QTest.keyClicks(found.editor.edit, "W")
    kept(qtbot, library, "W")
    QTest.keyClick(found.editor.edit, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: drafts.waiting(library) == {})
    settled()
    assert categories(library, item) == []


def categories(library: Library, item: str) -> list[str]:
    return [value.text for value in describe(library.database, [item])[item].all("categories")]
