"""The window with real keys: marks, typing, undo, finding, going from part to part."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from minoties_desktop.config import settings
from minoties_desktop.config.messages import Message
from minoties_desktop.domain.fields import Tab
from minoties_desktop.qt.widgets.editors import TextEdit
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import drafts
from minoties_desktop.services.drafts import Draft
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items

Settled = Callable[[], None]


def column(library: Library, item: str, name: str) -> object:
    return items.columns(library.database, [item], name)[item][0]


@pytest.fixture
def three(add_items: Callable[..., list[str]]) -> list[str]:
    """Three items without anything said about them."""
    return add_items(3)


@pytest.fixture
def shown(three: list[str], window: MainWindow, settled: Settled) -> list[str]:
    """Ids as the grid shows them, the first selected and focused."""
    window.kit.bridge.tell_everything()
    settled()
    ids = list(window.stage.grid.model.ids)
    assert sorted(ids) == sorted(three)
    window.stage.grid.view.setFocus()
    window.stage.grid.view.select(ids[:1])
    settled()
    return ids


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    target: QWidget = QApplication.focusWidget() or window
    QTest.keyClick(target, key, modifiers)


CONTROL, SHIFT, ALT = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
                       Qt.KeyboardModifier.AltModifier)


@pytest.mark.parametrize(("key", "name", "value"), [
    (Qt.Key.Key_P, "flag", "pick"), (Qt.Key.Key_X, "flag", "reject"), (Qt.Key.Key_4, "rating", 4),
    (Qt.Key.Key_7, "label", 7),
])
def test_a_key_marks_and_goes_on(
    window: MainWindow, shown: list[str], library: Library, settled: Settled, key: Qt.Key, name: str, value: object,
) -> None:
    press(window, key)
    settled()
    assert column(library, shown[0], name) == value
    assert window.stage.grid.view.selected_ids() == [shown[1]]
    assert getattr(window.stage.grid.model.cell(0), name) == value


def test_several_selected_are_marked_together_and_undone_together(
    window: MainWindow, shown: list[str], library: Library, settled: Settled,
) -> None:
    press(window, Qt.Key.Key_A, CONTROL)
    press(window, Qt.Key.Key_5)
    settled()
    assert [column(library, item, "rating") for item in shown] == [5, 5, 5]
    press(window, Qt.Key.Key_Z, CONTROL)
    settled()
    assert [column(library, item, "rating") for item in shown] == [0, 0, 0]
    press(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    settled()
    assert [column(library, item, "rating") for item in shown] == [5, 5, 5]


def test_everything_shown_is_selected_from_the_side_bar(
    window: MainWindow, shown: list[str], settled: Settled,
) -> None:
    window.form.sideList.setFocus()
    press(window, Qt.Key.Key_A, CONTROL)
    settled()
    assert window.stage.grid.view.selected_ids() == shown
    assert window.stage.grid.view.hasFocus()


def test_in_a_field_its_text_alone_is_selected(window: MainWindow, shown: list[str], settled: Settled) -> None:
    editor = focus(window, "title")
    QTest.keyClicks(editor, "Loom")
    press(window, Qt.Key.Key_A, CONTROL)
    settled()
    assert window.stage.grid.view.selected_ids() == shown[:1]
    QTest.keyClicks(editor, "Yarn")
    assert editor.toPlainText() == "Yarn" if hasattr(editor, "toPlainText") else editor.text() == "Yarn"


def focus(window: MainWindow, field: str, lang: str = "") -> TextEdit:
    box = window.stage.panel.box(field, lang)
    assert box is not None
    box.focus_editor()
    return box.editor


def test_what_is_typed_becomes_a_value_when_the_field_is_left(
    window: MainWindow, shown: list[str], library: Library, settled: Settled,
) -> None:
    QTest.keyClicks(focus(window, "title"), "Loom 1")
    press(window, Qt.Key.Key_Tab)
    settled()
    assert column(library, shown[0], "title") == "Loom 1"
    assert window.stage.grid.model.cell(0).title == "Loom 1"
    press(window, Qt.Key.Key_Z, CONTROL)
    settled()
    assert column(library, shown[0], "title") == ""
    assert window.stage.panel.box("title").texts() == [""]


def test_typing_is_kept_before_it_is_committed(
    window: MainWindow, shown: list[str], library: Library, qtbot: QtBot,
) -> None:
    QTest.keyClicks(focus(window, "title"), "Half a na")
    draft = Draft((shown[0],), "title")
    qtbot.waitUntil(lambda: drafts.waiting(library).get(draft) == "Half a na")
    assert column(library, shown[0], "title") == ""


def test_a_marking_key_in_a_field_is_a_letter(
    window: MainWindow, shown: list[str], library: Library, settled: Settled,
) -> None:
    editor = focus(window, "title")
    QTest.keyClicks(editor, "px5")
    assert editor.text() == "px5"
    settled()
    assert column(library, shown[0], "flag") == ""


def test_typed_text_belongs_to_the_items_it_was_typed_for(
    window: MainWindow, shown: list[str], library: Library, settled: Settled,
) -> None:
    QTest.keyClicks(focus(window, "title"), "First")
    window.stage.grid.view.select([shown[1]])
    settled()
    assert column(library, shown[0], "title") == "First"
    assert column(library, shown[1], "title") == ""
    assert window.stage.panel.box("title").texts() == [""]


def test_a_letter_beyond_ascii_can_be_typed(
    window: MainWindow, shown: list[str], library: Library, settled: Settled,
) -> None:
    editor = focus(window, "title")
    for letter in "Λαϊκή":
        QTest.sendKeyEvent(QTest.KeyAction.Click, editor, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier)
    press(window, Qt.Key.Key_Return)
    settled()
    assert column(library, shown[0], "title") == "Λαϊκή"


def test_the_next_problem_is_one_key_away(
    window: MainWindow, shown: list[str], settled: Settled, library: Library,
) -> None:
    fields = window.kit.bridge.lists.problem_fields(shown[:1])
    assert len(fields) > 3
    for field in fields:
        press(window, Qt.Key.Key_F8)
        settled()
        assert window.stage.grid.view.selected_ids() == [shown[0]]
        [_box] = [box for (name, _), box in window.stage.panel._boxes.items()
                 if name == field and box.isAncestorOf(QApplication.focusWidget())]
    press(window, Qt.Key.Key_F8)
    settled()
    assert window.stage.grid.view.selected_ids() == [shown[1]]


def test_the_next_problem_of_several_stays_with_them(window: MainWindow, shown: list[str], settled: Settled) -> None:
    window.stage.grid.view.selectAll()
    settled()
    press(window, Qt.Key.Key_F8)
    settled()
    assert window.stage.grid.view.selected_ids() == shown


def test_the_next_problem_leads_back_to_one_that_was_left(
    window: MainWindow, shown: list[str], settled: Settled,
) -> None:
    window.stage.grid.view.selectAll()
    settled()
    fields = window.kit.bridge.lists.problem_fields(shown)
    for field in [*fields, *fields[:2]]:
        press(window, Qt.Key.Key_F8)
        settled()
        assert (shown_field := window.stage.panel.focused_field()) is not None and shown_field.id == field
        press(window, Qt.Key.Key_Escape)
        assert window.stage.grid.view.hasFocus() and window.stage.grid.view.selected_ids() == shown
    assert window.kit.speech.say("window-no-problem") not in window.form.statusDeed.text()


def test_that_there_is_no_problem_is_not_said_beside_one(
    window: MainWindow, shown: list[str], settled: Settled,
) -> None:
    for key in (Qt.Key.Key_A, Qt.Key.Key_X):
        press(window, key, CONTROL if key == Qt.Key.Key_A else Qt.KeyboardModifier.NoModifier)
        settled()
    press(window, Qt.Key.Key_F8)
    settled()
    words = window.kit.speech.say("window-no-problem")
    assert window.form.statusDeed.text() == words
    press(window, Qt.Key.Key_U)
    settled()
    window.status.show_problem(Message("window-no-problem"), None)
    settled()
    press(window, Qt.Key.Key_F8)
    settled()
    assert window.form.statusDeed.text() != words


def test_the_next_problem_is_never_one_of_a_rejected_photograph(
    window: MainWindow, shown: list[str], settled: Settled,
) -> None:
    press(window, Qt.Key.Key_X)
    settled()
    window.stage.grid.view.select([shown[2]])
    settled()
    for _ in window.kit.bridge.lists.problem_fields([shown[2]]):
        press(window, Qt.Key.Key_F8)
        settled()
    press(window, Qt.Key.Key_F8)
    settled()
    assert window.stage.grid.view.selected_ids() == [shown[1]]


def test_escape_leads_from_a_field_to_the_photographs(
    window: MainWindow, shown: list[str], library: Library, settled: Settled,
) -> None:
    editor = focus(window, "title")
    QTest.keyClicks(editor, "Loom")
    press(window, Qt.Key.Key_Escape)
    assert window.stage.grid.view.hasFocus()
    press(window, Qt.Key.Key_P)
    settled()
    assert column(library, shown[0], "title") == "Loom"
    assert column(library, shown[0], "flag") == "pick"


def test_many_are_titled_at_once_with_their_numbers(
    window: MainWindow, shown: list[str], library: Library, settled: Settled,
) -> None:
    window.stage.grid.view.selectAll()
    settled()
    QTest.keyClicks(focus(window, "title"), "Telar")
    assert window.stage.panel.box("title")._parts.hint_text.text() == "Will be “Telar 01” to “Telar 03”."
    press(window, Qt.Key.Key_Return)
    settled()
    assert sorted(column(library, item, "title") for item in shown) == ["Telar 01", "Telar 02", "Telar 03"]


def test_undo_says_what_was_undone(window: MainWindow, shown: list[str], settled: Settled) -> None:
    press(window, Qt.Key.Key_5)
    settled()
    press(window, Qt.Key.Key_Z, CONTROL)
    settled()
    assert window.form.statusDeed.text().startswith("Undone: ")


def test_each_mark_is_spoken_also_when_it_is_the_same_again(
    window: MainWindow, shown: list[str], settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[str] = []
    monkeypatch.setattr("minoties_desktop.qt.status.announce", lambda _widget, text, **_how: heard.append(text))
    for key in (Qt.Key.Key_X, Qt.Key.Key_Right, Qt.Key.Key_X):
        press(window, key)
        settled()
    window.kit.speech.use("es")
    settled()
    assert len(heard) == 2 and heard[0] == heard[1] != ""
    cell = window.stage.grid.model.index(window.stage.grid.model.row(shown[0]))
    assert "Descartado" in cell.data(Qt.ItemDataRole.AccessibleTextRole)


def test_what_another_program_does_is_not_offered_to_be_undone_here(
    window: MainWindow, shown: list[str], library: Library, settled: Settled,
) -> None:
    press(window, Qt.Key.Key_5)
    settled()
    assert window.form.statusDeed.text() and not window.form.statusUndo.isHidden()
    other = Library(library.root)
    Tagging(other).replace(shown[:1], "title", ["Harbour walk"])
    other.close()
    window.kit.bridge._events.poll()
    settled()
    assert window.form.statusUndo.isHidden() and window.form.statusDeed.text() == ""
    press(window, Qt.Key.Key_4)
    settled()
    assert window.form.statusDeed.text() and not window.form.statusUndo.isHidden()


def test_the_remedy_is_pressed_by_key(window: MainWindow, shown: list[str], settled: Settled) -> None:
    press(window, Qt.Key.Key_Return, ALT)
    settled()
    assert QApplication.focusWidget() is window.stage.panel.box("title").editor


def test_parts_are_shown_and_hidden_by_key(window: MainWindow) -> None:
    assert window.form.sidePanel.isVisible() and window.form.inspector.isVisible()
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_F9, SHIFT)
    assert not window.form.sidePanel.isVisible() and not window.form.inspector.isVisible()
    press(window, Qt.Key.Key_F9)
    press(window, Qt.Key.Key_F9, SHIFT)
    assert window.form.sidePanel.isVisible() and window.form.inspector.isVisible()


def test_f6_goes_round_all_parts(window: MainWindow, shown: list[str]) -> None:
    parts = [window.form.topBar, window.form.sidePanel, window.form.centre, window.form.inspector]
    seen = []
    window.stage.grid.view.setFocus()
    for _ in parts:
        press(window, Qt.Key.Key_F6)
        seen.append(next(part for part in (*parts, window.form.statusBar_)
                         if part.isAncestorOf(QApplication.focusWidget())))
    assert seen[0] is window.form.inspector
    assert {id(part) for part in seen} >= {id(window.form.sidePanel), id(window.form.inspector)}


def test_modes_are_pages_over_one_selection(window: MainWindow, shown: list[str], settled: Settled) -> None:
    for key, page in ((Qt.Key.Key_E, "loupe"), (Qt.Key.Key_R, "review"), (Qt.Key.Key_G, "grid")):
        press(window, key)
        settled()
        assert window.stage.page == page
        assert window.stage.grid.view.selected_ids() == [shown[0]]
        assert window.form.pages.currentWidget() is getattr(window.stage, page)


def test_arrows_in_the_loupe_go_to_the_next_photograph(window: MainWindow, shown: list[str]) -> None:
    press(window, Qt.Key.Key_E)
    assert window.stage.loupe._form.picture.hasFocus()
    press(window, Qt.Key.Key_Right)
    assert window.stage.grid.view.selected_ids() == [shown[1]]
    press(window, Qt.Key.Key_Left)
    assert window.stage.grid.view.selected_ids() == [shown[0]]


def test_the_film_strip_shares_the_selection(window: MainWindow, shown: list[str], qtbot: QtBot) -> None:
    press(window, Qt.Key.Key_E)
    film = window.stage.loupe._form.film
    QApplication.processEvents()
    QTest.mouseClick(film.viewport(), Qt.MouseButton.LeftButton, pos=film.visualRect(film.model().index(2, 0)).center())
    assert window.stage.grid.view.selected_ids() == [shown[2]]
    assert window.stage.loupe._form.placeText.text() == "3 of 3"
    window.kit.speech.use("en", "RTL")
    assert film.layoutDirection() == Qt.LayoutDirection.LeftToRight
    window.kit.speech.use("en")


def test_marking_keys_do_nothing_where_no_photograph_is_seen(
    window: MainWindow, shown: list[str], library: Library, settled: Settled,
) -> None:
    window.stage.show_page("import")
    press(window, Qt.Key.Key_P)
    settled()
    assert column(library, shown[0], "flag") == ""


def test_high_contrast_is_remembered(window: MainWindow, shown: list[str]) -> None:
    window.deeds_of["contrast"].trigger()
    assert window.kit.theme.tokens.contrast
    assert settings.load().contrast


def test_escape_leads_back_to_the_grid(window: MainWindow, shown: list[str]) -> None:
    press(window, Qt.Key.Key_E)
    press(window, Qt.Key.Key_Escape)
    assert window.stage.page == "grid"
    assert window.stage.grid.view.hasFocus()


def test_finding_narrows_the_grid_and_its_chip_widens_it(
    window: MainWindow, shown: list[str], settled: Settled, library: Library,
) -> None:
    window.kit.bridge.write(lambda: window.kit.bridge.tagging.replace([shown[2]], "title", ["Trapelakucha"]))
    settled()
    press(window, Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(window.form.find, "trapela")
    settled()
    assert list(window.stage.grid.model.ids) == [shown[2]]
    [chip] = [button for button in window.stage.grid.findChildren(QWidget) if "trapela" in button.accessibleName()]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(window.stage.grid.model.ids) == 3


def test_a_state_in_the_side_bar_is_a_filter(window: MainWindow, shown: list[str], settled: Settled) -> None:
    window.stage.go_to("state", "ready")
    assert list(window.stage.grid.model.ids) == []
    assert window.stage.grid._form.stack.currentIndex() == 1
    window.stage.go_to("state", "to_finish")
    assert len(window.stage.grid.model.ids) == 3
    assert window.form.pathName.text() == "To finish"


def test_what_another_process_writes_is_seen(
    window: MainWindow, shown: list[str], library: Library, qtbot: QtBot,
) -> None:
    other = Library(library.root)
    with other.database.writing() as write:
        items.set_column(write, [shown[0]], "rating", 3)
    other.close()
    qtbot.waitUntil(lambda: window.stage.grid.model.cell(0).rating == 3)


def test_what_an_earlier_window_left_unfinished_is_shown(
    three: list[str], library: Library, kit: object, qtbot: QtBot,
) -> None:
    drafts.keep(library, Draft((three[0],), "title"), "Unfinished")
    drafts.keep(library, Draft((three[1],), "date"), "31 February")
    drafts.recover(library, kit.bridge.tagging)
    assert column(library, three[0], "title") == "Unfinished"
    assert drafts.waiting(library) == {Draft((three[1],), "date"): "31 February"}


def test_the_primary_button_says_what_it_will_do(window: MainWindow, shown: list[str], settled: Settled) -> None:
    assert window.form.primary.text() == "Queue 0 items"
    assert not window.form.primary.isEnabled()
    assert window.form.primary.toolTip()


def test_closing_keeps_what_is_typed(
    window: MainWindow, shown: list[str], library: Library, qtbot: QtBot,
) -> None:
    QTest.keyClicks(focus(window, "title"), "Last words")
    window.close()
    assert column(library, shown[0], "title") == "Last words"
    assert settings.load().last_library == str(library.root)


def test_a_small_window_has_a_rail(window: MainWindow) -> None:
    tokens = window.kit.theme.tokens
    window.resize(tokens.size("window-width") * 8 // 9, tokens.size("window-height") * 4 // 5)
    assert window.form.sideList.rail
    assert window.form.sidePanel.width() == tokens.size("rail")
    assert window.form.primary.isVisible()
    window.resize(tokens.size("window-width"), tokens.size("window-height"))
    assert not window.form.sideList.rail


def test_a_tiny_window_calls_the_inspector_only_when_wanted(window: MainWindow, shown: list[str]) -> None:
    tokens = window.kit.theme.tokens
    window.resize(tokens.size("float-below") - 1, tokens.size("window-height") // 2)
    assert not window.form.inspector.isVisible()
    assert window.form.primary.isVisible()
    press(window, Qt.Key.Key_F9, SHIFT)
    assert window.form.inspector.isVisible()
    window.resize(tokens.size("window-width"), tokens.size("window-height"))
    assert window.form.inspector.isVisible()


def test_the_selection_is_counted_in_the_status_bar(window: MainWindow, shown: list[str], settled: Settled) -> None:
    press(window, Qt.Key.Key_A, CONTROL)
    assert window.form.statusSelection.text() == "3 of 3 selected, 3 MB"


def test_tabs_hold_all_fields_but_those_of_other_kinds_of_works(
    window: MainWindow, shown: list[str], settled: Settled,
) -> None:
    from minoties_desktop.domain.fields import FIELDS

    window.stage.panel.show_detail("archivist")
    seen = set()
    for number, tab in enumerate((Tab.DESCRIBE, Tab.PLACE, Tab.RIGHTS)):
        window.stage.panel._form.tabs.setCurrentIndex(number)
        fields = {field.id for field in FIELDS if field.tab is tab and not field.works}
        assert {key[0] for key in window.stage.panel._boxes} == fields
        seen |= fields
    assert seen == {field.id for field in FIELDS if not field.works}


def test_the_menu_ticks_the_parts_that_are_shown(window: MainWindow) -> None:
    side, inspector = window.deeds_of["toggle-side"], window.deeds_of["toggle-inspector"]
    assert side.isChecked() and inspector.isChecked()
    side.trigger()
    assert not side.isChecked() and window.form.sidePanel.isHidden()
    window.stage.show_page("sync")
    assert not inspector.isChecked() and window.form.inspector.isHidden()
    window.stage.show_page("grid")
    side.trigger()
    assert side.isChecked() and inspector.isChecked()


def test_letters_do_nothing_where_no_photographs_are(
    shown: list[str], window: MainWindow, settled: Settled, library: Library,
) -> None:
    for page in ("institutions", "import", "today"):
        window.stage.show_page(page)
        settled()
        window.form.pages.currentWidget().setFocus()
        for letter in "tagmxpb5":
            QTest.keyClick(QApplication.focusWidget(), letter)
        QTest.keyClick(window.form.sideList, Qt.Key.Key_M)
        settled()
        assert window.stage.page == page
    assert column(library, shown[0], "flag") == "" and column(library, shown[0], "rating") == 0
    window.stage.show_page("grid")
    window.stage.grid.view.setFocus()
    press(window, Qt.Key.Key_P)
    settled()
    assert column(library, shown[0], "flag") == "pick"


def test_enter_presses_the_button_that_has_the_keyboard(window: MainWindow, settled: Settled) -> None:
    window.stage.show_page("institutions")
    settled()
    button = window.findChild(QPushButton, "new-institution")
    assert button is not None
    pressed: list[bool] = []
    button.clicked.disconnect()
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Enter)
    assert len(pressed) == 2
