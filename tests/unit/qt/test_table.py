"""The table page, by its keys: cells are typed, filled, pasted, replaced and sorted; rows are the grid's selection."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from minoties_desktop.config import settings
from minoties_desktop.qt.pages.table import TablePage
from minoties_desktop.qt.pages.table_find import FindBar
from minoties_desktop.qt.painting import Line
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import drafts
from minoties_desktop.store import values

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Settled = Callable[[], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(window: MainWindow, add_items: Callable[..., list[str]], settled: Settled) -> TablePage:
    """Six items of an activity in two languages, shown as a table."""
    tagging = window.kit.bridge.tagging
    walk = tagging.create("activity", {"title": "Walk", "languages": "es arn"}, [("categories", "", "Looms")])
    add_items(6, walk)
    window.kit.bridge.tell_everything()
    settled()
    window.stage.show_page("table")
    settled()
    made = window.stage.made("table")
    assert isinstance(made, TablePage)
    made.view.setFocus()
    QTest.qWait(5)
    settled()
    return made


def section(page: TablePage, key: str) -> int:
    return [column.key for column in page.model.columns].index(key) + 1


def go(page: TablePage, row: int, key: str, last: int | None = None) -> None:
    page.view.select_range(row, row if last is None else last, section(page, key), section(page, key))


def column(page: TablePage, key: str) -> list[str]:
    name, _, lang = key.partition(":")
    found = values.effective(page._kit.bridge.library.database, page.model.ids)
    return ["; ".join(value.text for value in found.get(item, {}).get(name, ()) if value.lang == lang)
            for item in page.model.ids]


def type_text(page: TablePage, text: str) -> None:
    """Letters go to whatever has the focus, as on a keyboard."""
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            target = QApplication.focusWidget() or page.view
            QApplication.sendEvent(target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))


def press(page: TablePage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or page.view, key, modifier)


def test_typing_enter_and_tab_write_cells_and_go_on(page: TablePage, settled: Settled) -> None:
    go(page, 0, "caption:es")
    type_text(page, "Ñandú")
    press(page, Qt.Key.Key_Return)
    settled()
    assert page.view.currentIndex().row() == 1
    type_text(page, "Px1")  # letters that are marks elsewhere
    press(page, Qt.Key.Key_Tab)
    settled()
    assert page.view.currentIndex().column() == section(page, "caption:arn")
    assert column(page, "caption:es")[:3] == ["Ñandú", "Px1", ""]
    page._kit.bridge.tagging.undo()
    assert column(page, "caption:es")[:2] == ["Ñandú", ""]


def test_letters_that_come_before_the_table_has_caught_up_go_into_the_next_cell(
    page: TablePage, settled: Settled,
) -> None:
    go(page, 0, "title")
    for text in ("One", "Two"):  # no turn of the events in between
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget(), letter)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settled()
    assert column(page, "title")[:2] == ["One", "Two"]


def test_what_is_typed_is_a_draft_until_it_is_a_value_and_escape_gives_it_up(page: TablePage, settled: Settled) -> None:
    library = page._kit.bridge.library
    go(page, 1, "caption:es")
    type_text(page, "Tel")
    settled()
    assert list(drafts.waiting(library).values()) == ["Tel"]
    assert page.line.edit.text() == "Tel"
    press(page, Qt.Key.Key_Escape)
    settled()
    assert drafts.waiting(library) == {} and column(page, "caption:es")[1] == ""


def test_closing_the_window_keeps_what_is_being_typed(page: TablePage, window: MainWindow) -> None:
    go(page, 2, "title")
    type_text(page, "Loom")
    window.close()
    assert column(page, "title")[2] == "Loom"


def test_a_wrong_value_is_refused_in_words_and_stays_to_be_mended(
    page: TablePage, window: MainWindow, settled: Settled,
) -> None:
    go(page, 0, "people")
    type_text(page, "everybody")
    press(page, Qt.Key.Key_Return)
    settled()
    assert window.form.statusDeed.text() and column(page, "people")[0] == ""
    index = page.model.index(0, section(page, "people"))
    assert index.data() == "everybody" == page.model.typed(index)
    go(page, 0, "people")
    press(page, Qt.Key.Key_F2)
    editor = page.view.indexWidget(index)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Nobody")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled()
    assert column(page, "people")[0] == "nobody"


def test_the_line_above_edits_the_current_cell(page: TablePage, settled: Settled) -> None:
    go(page, 3, "caption:arn")
    page.line.edit.setFocus()
    QTest.keyClicks(page.line.edit, "Witral")
    QTest.keyClick(page.line.edit, Qt.Key.Key_Return)
    settled()
    assert column(page, "caption:arn")[3] == "Witral" and page.view.currentIndex().row() == 4


def test_fill_down_and_the_handle_repeat_the_first_cell_in_one_step(page: TablePage, settled: Settled) -> None:
    go(page, 0, "caption:es")
    type_text(page, "Telar")
    press(page, Qt.Key.Key_Return)
    settled()
    go(page, 0, "caption:es", 2)
    press(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert column(page, "caption:es") == ["Telar"] * 3 + [""] * 3
    handle = page.view._handle(page.view.ranges()[0]).center()
    view = page.view.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, handle)
    below = QPoint(handle.x(), page.view.visualRect(page.model.index(4, 1)).center().y())
    QTest.mouseMove(view, below)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, below)
    settled()
    assert column(page, "caption:es") == ["Telar"] * 5 + [""]
    page._kit.bridge.tagging.undo()
    assert column(page, "caption:es") == ["Telar"] * 3 + [""] * 3


def test_enter_goes_round_the_selected_cells_and_ctrl_enter_fills_them(
    page: TablePage, window: MainWindow, settled: Settled,
) -> None:
    go(page, 1, "caption:es", 3)
    for text in ("Uno", "Dos", "Tres", "Otra"):
        type_text(page, text)
        press(page, Qt.Key.Key_Return)
        settled()
    assert column(page, "caption:es") == ["", "Otra", "Dos", "Tres", "", ""]
    assert page.view.rows() == [1, 2, 3] and page.view.currentIndex().row() == 2
    press(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert page.view.currentIndex().row() == 1
    type_text(page, "{filename}, fila {seq}")
    said = page._kit.speech.say("table-spread", "Ctrl+↵", 3)
    assert page.line._room.text().startswith(said) and window.form.primary.shown_key == ""
    press(page, Qt.Key.Key_Return, CONTROL)
    settled()
    names = [page.model.item_row(row).name.rpartition(".")[0] for row in (1, 2, 3)]
    assert column(page, "caption:es")[1:4] == [f"{name}, fila 1" for name in names]
    assert page.view.rows() == [1, 2, 3] and drafts.waiting(page._kit.bridge.library) == {}
    assert window.form.primary.shown_key and window.stage.page == "table", "it queues where nobody types"
    page._kit.bridge.tagging.undo()
    assert column(page, "caption:es")[1:4] == ["Otra", "Dos", "Tres"], "one step"


def test_what_is_typed_while_cells_are_filled_is_not_forgotten_with_what_filled_them(
    page: TablePage, settled: Settled,
) -> None:
    go(page, 1, "caption:es", 3)
    type_text(page, "Uno")
    press(page, Qt.Key.Key_Return, CONTROL)
    page.view.edit(page.view.currentIndex())
    type_text(page, "Do")  # and the power fails
    library = page._kit.bridge.library
    settled()
    assert [row for row in column(page, "caption:es") if row] == ["Uno"] * 3
    assert list(drafts.waiting(library).values()) == ["Do"]


def test_a_column_is_selected_to_its_end_and_what_was_typed_is_filled_in_for_each_row(
    page: TablePage, settled: Settled,
) -> None:
    go(page, 1, "title")
    type_text(page, "Paseo {seq:02}")
    press(page, Qt.Key.Key_Return)
    settled()
    assert column(page, "title")[1] == "Paseo 01" and page.view.currentIndex().row() == 2
    press(page, Qt.Key.Key_Up)
    press(page, Qt.Key.Key_Down, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert page.view.rows() == [1, 2, 3, 4, 5] and page.view.currentIndex().row() == 1
    press(page, Qt.Key.Key_D, CONTROL)
    settled()
    assert column(page, "title") == ["", "Paseo 01", "Paseo 02", "Paseo 03", "Paseo 04", "Paseo 05"]
    page._kit.bridge.tell(page._kit.bridge.tagging.replace(page.model.ids[1:2], "title", ["Telar"]))
    go(page, 1, "title", 2)
    press(page, Qt.Key.Key_D, CONTROL)
    settled()
    assert column(page, "title")[1:4] == ["Telar", "Telar", "Paseo 03"], "what stands there counts, not what was typed"
    for row, text in enumerate(("Uno", "Dos", "Tres")):
        page._kit.bridge.tell(page._kit.bridge.tagging.replace([page.model.ids[row]], "caption", [text], lang="es"))
    for typed, shown in (("{caption} (vista)", ["Uno (vista)", "Dos (vista)", "Tres (vista)"]),
                         ("Fila {seq}", ["Fila 1", "Fila 2", "Fila 3"])):
        go(page, 0, "caption:es")
        type_text(page, typed)
        press(page, Qt.Key.Key_Return)
        settled()
        go(page, 0, "caption:es", 2)
        for _again in range(2):
            press(page, Qt.Key.Key_D, CONTROL)
            settled()
            assert column(page, "caption:es")[:3] == shown


def test_the_same_title_for_several_cells_gets_numbers_and_a_wrong_value_is_refused_in_words(
    page: TablePage, window: MainWindow, settled: Settled,
) -> None:
    go(page, 0, "title", 2)
    page.line.edit.setFocus()
    QTest.keyClicks(page.line.edit, "Telar")
    QTest.keyClick(page.line.edit, Qt.Key.Key_Return, CONTROL)
    settled()
    assert column(page, "title") == ["Telar 01", "Telar 02", "Telar 03", "", "", ""] and page.view.hasFocus()
    go(page, 0, "people", 2)
    type_text(page, "everybody")
    press(page, Qt.Key.Key_Return, CONTROL)
    settled()
    assert window.form.statusDeed.text() and column(page, "people") == [""] * 6
    assert page.model.index(0, section(page, "people")).data() == "everybody"


def test_cells_go_to_a_spreadsheet_and_come_back(page: TablePage, window: MainWindow, settled: Settled) -> None:
    QGuiApplication.clipboard().setText('=SUM(A1)\tUno; dos\n"Zwei\nZeilen"\tTres\n')
    page.view.select_range(1, 1, section(page, "title"), section(page, "title"))
    press(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert column(page, "title")[1:3] == ["=SUM(A1)", "Zwei Zeilen"] and column(page, "caption:es")[1] == "Uno; dos"
    page.view.select_range(1, 1, section(page, "title"), section(page, "categories"))
    press(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert QGuiApplication.clipboard().text().startswith("'=SUM(A1)\tUno; dos\t")
    page.view.select_range(5, 5, section(page, "title"), section(page, "title"))
    press(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert column(page, "title")[5] == "=SUM(A1)" and column(page, "categories") == ["Looms"] * 6
    QGuiApplication.clipboard().setText("a\nb\nc")
    page.view.select_range(5, 5, section(page, "title"), section(page, "title"))
    press(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert "2" in window.form.statusDeed.text()  # what lay beyond the last row is told


def test_columns_are_named_by_their_headings(page: TablePage, window: MainWindow, settled: Settled) -> None:
    QGuiApplication.clipboard().setText(
        "Shelf\tCaption (arn)\tTitle\tPeople\nA4\tWitral\tLoom\tCrowd\nB1\t\tWell\t\n")
    page.view.select_range(1, 1, section(page, "title"), section(page, "title"))
    press(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert column(page, "title")[1:3] == ["Loom", "Well"]
    assert column(page, "caption:arn")[1:3] == ["Witral", ""]
    assert "Shelf" in window.form.statusDeed.text()
    window.kit.bridge.tagging.undo()
    window.kit.bridge.tell_everything()
    settled()
    assert "Loom" not in column(page, "title")


def test_delete_clears_cells_and_bins_nothing(page: TablePage, settled: Settled) -> None:
    go(page, 0, "title")
    type_text(page, "Loom")
    press(page, Qt.Key.Key_Return)
    settled()
    go(page, 0, "title", 1)
    press(page, Qt.Key.Key_Delete)
    settled()
    assert column(page, "title") == [""] * 6 and len(page.model.ids) == 6


def test_find_and_replace_counts_before_it_writes(page: TablePage, settled: Settled, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("la feria\nFeria Pinto\nTelar")
    go(page, 0, "caption:es")
    press(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()
    go(page, 2, "caption:es")
    press(page, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    bar = page.findChild(FindBar)
    assert bar is not None and bar.isVisible()
    type_text(page, "feria")
    bar._by.setText("mercado")
    primary = next(one for one in bar.findChildren(QPushButton) if one.property("primary"))
    qtbot.waitUntil(lambda: primary.isEnabled() and "2" in primary.text())
    assert column(page, "caption:es")[0] == "la feria"
    primary.click()
    settled()
    assert column(page, "caption:es")[:3] == ["la mercado", "mercado Pinto", "Telar"]
    least = bar.minimumSizeHint().width()
    bar.type("nowhere", "")
    qtbot.waitUntil(lambda: bool(bar._count.text()))
    assert bar.minimumSizeHint().width() <= least, "what is said of it takes no room from what is typed"
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_rows_are_the_selection_of_the_grid_in_both_directions(
    page: TablePage, window: MainWindow, settled: Settled,
) -> None:
    grid = window.stage.grid.view
    go(page, 1, "title", 3)
    assert grid.selected_ids() == list(page.model.ids[1:4]) and grid.current_id() == page.model.ids[1]
    window.stage.show_page("grid")
    grid.select([page.model.ids[0], page.model.ids[4]], page.model.ids[4])
    window.stage.show_page("table")
    settled()
    assert page.view.rows() == [0, 4] and page.view.currentIndex().row() == 4
    assert grid.selected_ids() == [page.model.ids[0], page.model.ids[4]]


def test_a_click_on_a_name_sorts_and_the_third_gives_the_order_back(page: TablePage, settled: Settled) -> None:
    before = list(page.model.ids)
    QGuiApplication.clipboard().setText("zorro\nÁrbol\n\nnube 10\nnube 9\noso")
    go(page, 0, "title")
    press(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()
    header = page.view.horizontalHeader()
    header.sectionClicked.emit(section(page, "title"))
    settled()
    assert column(page, "title") == ["Árbol", "nube 9", "nube 10", "oso", "zorro", ""]
    header.sectionClicked.emit(section(page, "title"))
    settled()
    assert column(page, "title") == ["zorro", "oso", "nube 10", "nube 9", "Árbol", ""]
    header.sectionClicked.emit(section(page, "title"))
    QTest.qWait(5)
    settled()
    assert list(page.model.ids) == before


def test_columns_are_chosen_and_remembered(page: TablePage, settled: Settled) -> None:
    assert "date" not in [one.key for one in page.model.columns]
    page._offer_columns()
    action = next(one for one in page._menu.actions() if one.text() == page._kit.speech.say("field-date"))
    action.setChecked(True)
    settled()
    assert "date" in [one.key for one in page.model.columns]
    assert settings.load().table_columns == {"date": True}


def test_cells_are_told_to_screen_readers(page: TablePage) -> None:
    cell = page.model.index(0, section(page, "categories"))
    assert QAccessible.queryAccessibleInterface(page.view).text(QAccessible.Text.Name)
    said = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Looms" in said and "1" in said and page._kit.speech.say("origin-activity") in said
    empty = page.model.index(0, section(page, "title"))
    assert empty.data() == page._kit.speech.say("table-missing")


def test_a_filter_that_finds_nothing_says_so(page: TablePage, window: MainWindow, settled: Settled) -> None:
    window.form.find.setText("xyzzy")
    settled()
    QTest.qWait(5)
    assert page._empty.isVisible() and page._empty.text


def test_a_whole_column_is_selected_and_shown_quickly_enough(page: TablePage) -> None:
    page.view.selectionModel().setCurrentIndex(
        page.model.index(0, 1), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    press(page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    [(top, bottom, left, _right)] = page.view.ranges()
    assert (top, bottom, left) == (0, 5, 1)


def test_going_to_a_field_goes_to_its_column_which_is_shown_from_then_on(
    page: TablePage, window: MainWindow, settled: Settled,
) -> None:
    go(page, 1, "title")
    assert "notes" not in [one.field.id for one in page.model.columns]
    assert window.stage.focus_column("notes")
    settled()
    index = page.view.currentIndex()
    assert (index.row(), page.model.column(index.column()).field.id) == (1, "notes") and page.view.hasFocus()


def test_the_row_of_a_closed_stack_stands_for_all_of_it(
    page: TablePage, window: MainWindow, settled: Settled,
) -> None:
    bridge, ids = window.kit.bridge, list(page.model.ids)
    bridge.tell(bridge.tagging.stack(ids[:3]))
    settled()
    assert list(page.model.ids) == [ids[0], *ids[3:]]
    assert page._count.text() == "4 shown, 6 with those in stacks"
    go(page, 0, "caption:es")
    assert page.line._name.text().endswith("stack of 3") and "stack of 3" in page.model.words(page.view.currentIndex())

    def said(key: str) -> list[str]:
        name, _, lang = key.partition(":")
        found = values.effective(bridge.library.database, ids)
        return [";".join(one.text for one in found[item].get(name, ()) if one.lang == lang) for item in ids]

    type_text(page, "Telar")
    settled()
    assert page.model.cell(page.view.currentIndex()) is not None
    press(page, Qt.Key.Key_Return)
    settled()
    assert said("caption:es") == ["Telar"] * 3 + [""] * 3
    go(page, 0, "caption:es", 1)
    page.acts.fill()
    settled()
    assert said("caption:es") == ["Telar"] * 4 + [""] * 2
    QGuiApplication.clipboard().setText("Feria\nOtra")
    go(page, 0, "caption:arn")
    page.acts.paste()
    settled()
    assert said("caption:arn") == ["Feria"] * 3 + ["Otra", "", ""]
    bridge.tell(bridge.tagging.replace([ids[1]], "caption", ["La feria"], lang="arn"))
    settled()
    go(page, 0, "caption:arn")
    page.acts.replace(page.acts.reach(), "feria", "mercado", exact_case=False)
    settled()
    assert said("caption:arn") == ["mercado", "La mercado", "mercado", "Otra", "", ""]
    go(page, 0, "caption:arn")
    page.acts.clear()
    settled()
    assert said("caption:arn") == ["", "", "", "Otra", "", ""]
    bridge.tell(bridge.tagging.undo())
    settled()
    assert said("caption:arn") == ["mercado", "La mercado", "mercado", "Otra", "", ""]


def test_long_words_leave_the_key_of_the_button_out(
    page: TablePage, window: MainWindow, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    say, longer = page._kit.speech.say, 0
    monkeypatch.setattr(page._kit.speech, "say", lambda key, *args: say(key, *args) + (
        longer * "m" if key == "table-paste" else ""))
    window.resize(1280, 720)
    settled()
    assert page._paste._key
    while page._paste._key and longer < 500:
        longer += 1
        page._arrange()
    settled()
    assert 0 < longer < 500 and page._paste.text().endswith("m")
    assert page._paste.width() >= page._paste.sizeHint().width()


def test_columns_that_hold_items_back_are_shown_by_one_click(page: TablePage, settled: Settled) -> None:
    hidden = {"author", "source", "date"}
    assert not hidden & {one.field.id for one in page.model.columns}
    assert page._lacking.isVisible() and page._lacking.accessibleName().startswith("3 ")
    page._lacking.click()
    settled()
    assert hidden <= {one.field.id for one in page.model.columns} and page._lacking.isHidden()
    assert page.model.column(page.view.currentIndex().column()).field.id in hidden
    page._choose_column("date", False)
    settled()
    assert page._lacking.accessibleName().startswith("One ")
    tagging = page._kit.bridge.tagging
    page._kit.bridge.tell(tagging.replace(page.model.ids, "date", ["2024-05-01"]))
    settled()
    assert page._lacking.isHidden(), "nothing hidden holds them back"


def test_enter_in_the_list_takes_the_only_suggestion_and_ends_the_cell(page: TablePage, settled: Settled) -> None:
    go(page, 0, "people")
    type_text(page, "nob")
    settled()
    editor = page.view.viewport().findChild(QLineEdit)
    offers = editor.completer().popup()
    assert offers.isVisible() and offers.model().rowCount() == 1
    QTest.keyClick(offers, Qt.Key.Key_Return)
    settled()
    assert column(page, "people")[0] == "nobody"
    assert page.view.viewport().findChild(QLineEdit) is None, "the cell is ended"


def test_a_fill_that_changes_nothing_says_so(page: TablePage, window: MainWindow, settled: Settled) -> None:
    said: list[str] = []
    window.kit.bridge.failed.connect(lambda message, remedy: said.append(message.key))
    go(page, 0, "caption:es", 2)
    press(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settled()
    go(page, 0, "caption:es")
    press(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert said == ["table-fill-none"] * 2


def test_a_title_that_is_too_long_shows_its_end_where_its_number_is(
    page: TablePage, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    page._kit.bridge.tagging.replace(page.model.ids[:1], "title", ["Calle de Temuco, " * 6 + "Temuco 07"])
    page._kit.bridge.tell_everything()
    settled()
    drawn: list[str] = []
    whole = Line.at_start
    monkeypatch.setattr(Line, "at_start", lambda line, room, text, *more: (
        drawn.append(text), whole(line, room, text, *more))[1])
    page.view.setColumnWidth(section(page, "title"), 150)
    page.view.viewport().grab()
    [title] = [text for text in drawn if "Calle" in text]
    assert "…" in title and title.strip("\u2068\u2069").endswith("07")


def test_the_import_page_says_how_many_photographs_there_are(
    window: MainWindow, add_items: Callable[..., list[str]], settled: Settled,
) -> None:
    add_items(4)
    window.kit.bridge.tell_everything()
    window.stage.go_to("state", "done")
    settled()
    window.stage.show_page("import")
    settled()
    assert window.form.statusSelection.text() == window.kit.speech.say("status-items", 4)
    add_items(1)
    window.kit.bridge.tell_everything()
    settled()
    assert window.form.statusSelection.text() == window.kit.speech.say("status-items", 5)


def test_a_cell_whose_words_hold_braces_stays_as_it_was_when_it_is_given_back(
    page: TablePage, window: MainWindow, settled: Settled,
) -> None:
    item = page.model.ids[0]
    tagging = window.kit.bridge.tagging
    tagging.replace([item], "date", ["2026-10-03"])
    tagging.replace([item], "caption", ["Telar \\{date}"], lang="es")
    window.kit.bridge.tell_everything()
    settled()
    row = page.model.row(item)
    go(page, row, "caption:es")
    type_text(page, "Telar {date}")
    press(page, Qt.Key.Key_Return)
    settled()
    assert column(page, "caption:es")[row] == "Telar {date}"
    assert drafts.waiting(window.kit.bridge.library) == {}
    go(page, row, "caption:es")
    page.act("copy")
    settled()
    page.act("paste")
    settled()
    assert column(page, "caption:es")[row] == "Telar {date}"
    go(page, row, "caption:es")
    type_text(page, "Telar {date}.")
    press(page, Qt.Key.Key_Return)
    settled()
    assert "2026" in column(page, "caption:es")[row], "what is typed anew stands for what the item says"
