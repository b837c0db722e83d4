"""The grid: pages of cells, words for screen readers, selections as ranges, a picture for each state."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minoties_desktop.domain.states import ItemState
from minoties_desktop.qt.delegates import CellDelegate
from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.models.grid import PAGE, Cell, GridModel
from minoties_desktop.qt.models.rows import runs
from minoties_desktop.qt.models.thumbnails import Thumbnails, read_scaled
from minoties_desktop.qt.widgets.grid_view import GridView

_PIXELS = 13
"""The size of text that the tokens are drawn for."""


class Shelf:
    """Cells by id, and which ids were asked for."""

    def __init__(self) -> None:
        self.cells: dict[str, Cell] = {}
        self.asked: list[Sequence[str]] = []

    def __call__(self, ids: Sequence[str]) -> Iterable[Cell]:
        self.asked.append(ids)
        return [self.cells.get(item, Cell(item, f"IMG {item}")) for item in ids]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(kit: Kit, shelf: Shelf) -> GridModel:
    return GridModel(shelf, kit.speech)


@pytest.fixture
def view(qtbot: QtBot, kit: Kit, model: GridModel) -> GridView:
    made = GridView()
    qtbot.addWidget(made)
    thumbnails = Thumbnails(made)
    made.furnish(model, CellDelegate(kit.theme, kit.icons, thumbnails), kit.theme)
    tokens = kit.theme.tokens
    made.resize(tokens.size("cell") * 5 + tokens.size("cell-gap") * 6 + tokens.space(6), tokens.size("window-height"))
    made.show()
    qtbot.waitExposed(made)
    return made


def named(count: int) -> list[str]:
    return [str(number) for number in range(count)]


def test_cells_are_fetched_by_the_page_and_once(model: GridModel, shelf: Shelf) -> None:
    model.show(named(3 * PAGE))
    assert model.cell(0).id == "0"
    assert model.cell(PAGE - 1).id == str(PAGE - 1)
    assert len(shelf.asked) == 1
    model.cell(PAGE)
    assert len(shelf.asked) == 2


def test_only_what_changed_is_fetched_again(model: GridModel, shelf: Shelf, qtbot: QtBot) -> None:
    model.show(named(3 * PAGE))
    model.cell(0), model.cell(PAGE)
    shelf.asked.clear()
    with qtbot.waitSignal(model.dataChanged):
        model.refresh(["5"])
    model.cell(0), model.cell(5), model.cell(PAGE)
    assert shelf.asked == [["5"]]


def test_rows_that_come_and_go_are_told_as_such(model: GridModel, shelf: Shelf, qtbot: QtBot) -> None:
    model.show(["b", "c", "e", "f"])
    model.cell(0)
    shelf.asked.clear()
    with qtbot.assertNotEmitted(model.modelReset):
        assert not model.show(["a", "b", "d", "f", "g"])
    assert [model.cell(row).id for row in range(model.rowCount())] == ["a", "b", "d", "f", "g"]
    assert shelf.asked == [["a", "d", "g"]]
    assert model.row("f") == 3


def test_another_order_starts_anew(model: GridModel, qtbot: QtBot) -> None:
    model.show(["a", "b"])
    with qtbot.waitSignal(model.modelReset):
        assert model.show(["b", "a"])


@given(st.lists(st.integers(0, 12), unique=True), st.lists(st.integers(0, 12), unique=True))
def test_whatever_comes_and_goes_the_rows_are_those_shown(before: list[int], after: list[int]) -> None:
    model = GridModel(lambda ids: [Cell(item, item) for item in ids], None)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for shown in (before, after):
        model.show([str(one) for one in shown])
    assert [model.cell(row).id for row in range(model.rowCount())] == [str(one) for one in after]


def test_the_current_item_stays_when_others_come_before_it(view: GridView, model: GridModel) -> None:
    model.show(["b", "c"])
    view.select(["c"], "c")
    model.show(["a", "b", "c"])
    assert view.current_id() == "c" and view.selected_ids() == ["c"]
    assert view.itemDelegate().current == 2


def test_a_cell_in_words(model: GridModel, shelf: Shelf) -> None:
    shelf.cells["a"] = Cell("a", "IMG_2041", ItemState.TO_FINISH, 1, 0, "pick", 5, 7, (("es", True), ("arn", False)))
    model.show(["a", "b"])
    words = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "IMG_2041, To finish, Picked, 5 stars, Yellow, 1 problem, captions in Spanish, 1 of 2"


def test_ten_thousand_rows_ask_only_for_what_is_seen(view: GridView, model: GridModel, shelf: Shelf) -> None:
    model.show(named(10_000))
    QApplication.processEvents()
    view.viewport().repaint()
    assert {len(asked) for asked in shelf.asked} == {PAGE}
    assert len(shelf.asked) <= 2


def test_the_cells_fill_the_row(view: GridView, model: GridModel) -> None:
    model.show(named(40))
    QApplication.processEvents()
    tops = [view.visualRect(model.index(row)).y() for row in range(40)]
    columns = tops.count(tops[0])
    assert columns == 5
    spare = view.viewport().width() - columns * view.gridSize().width()
    assert spare <= columns + view.verticalScrollBar().sizeHint().width()


def test_cells_grow_with_the_text_and_never_beyond_the_page(view: GridView, model: GridModel, kit: Kit) -> None:
    model.show(named(40))
    before = view.gridSize().width()
    large = QFont(kit.theme.tokens.font)
    large.setPixelSize(round(2 * kit.theme.tokens.scale * _PIXELS))
    kit.theme.set_font(large)
    assert view.wanted_width == kit.theme.tokens.count("cell") and view.gridSize().width() > 1.5 * before
    view.set_cell_width(kit.theme.tokens.count("cell-max"))
    assert view.gridSize().width() <= view.maximumViewportSize().width()


def test_selecting_all_of_many_is_one_range(view: GridView, model: GridModel) -> None:
    model.show(named(50_000))
    view.selectAll()
    assert len(view.selected_ids()) == 50_000
    assert view.selectionModel().selection().count() == 1


def test_a_selection_survives_another_filter(view: GridView, model: GridModel) -> None:
    model.show(named(20))
    view.select(["3", "4", "9"], "4")
    assert view.selected_ids() == ["3", "4", "9"]
    assert view.current_id() == "4"
    model.show(["9", "4"])
    view.select(["3", "4", "9"], "4")
    assert view.selected_ids() == ["9", "4"]
    assert view.current_id() == "4"


def test_clicks_and_shift_select_ranges(view: GridView, model: GridModel) -> None:
    model.show(named(20))
    QApplication.processEvents()

    def place(row: int) -> QPoint:
        return view.visualRect(model.index(row)).center()

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place(1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, place(3))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place(7))
    assert view.selected_ids() == ["1", "2", "3", "7"]


def test_enter_opens_and_letters_search_nothing(view: GridView, model: GridModel, qtbot: QtBot) -> None:
    model.show(named(20))
    view.select(["2"])
    view.setFocus()
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["2"]
    QTest.keyClick(view, Qt.Key.Key_I)
    assert view.current_id() == "2"


def test_runs_of_rows() -> None:
    assert runs([1, 2, 3, 7, 9, 10]) == [(1, 3), (7, 7), (9, 10)]
    assert runs([]) == []


def test_selected_cells_are_filled_and_the_picture_is_not_tinted(
    view: GridView, model: GridModel, shelf: Shelf, kit: Kit, tmp_path: Path, qtbot: QtBot,
) -> None:
    picture = tmp_path / "red.png"
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 10, 10))
    image.save(str(picture))
    shelf.cells["0"] = Cell("0", "red", picture=picture)
    model.show(named(3))
    view.select(["0"])

    def centre() -> QColor:
        rect = view.visualRect(model.index(0))
        return view.viewport().grab().toImage().pixelColor(rect.center().x(), rect.y() + rect.height() // 3)

    qtbot.waitUntil(lambda: centre() == QColor(200, 10, 10))
    rect = view.visualRect(model.index(0))
    tokens = kit.theme.tokens
    inside = view.viewport().grab().toImage().pixelColor(
        rect.center().x(), rect.y() + tokens.size("cell-frame") + tokens.size("cell-padding") // 2)
    assert inside == tokens.colour("selection-fill")


@pytest.mark.parametrize("state", list(ItemState))
def test_every_state_can_be_painted(view: GridView, model: GridModel, shelf: Shelf, state: ItemState) -> None:
    shelf.cells["0"] = Cell("0", "x" * 300, state, 2, 1, "reject", 5, 9, tuple((code, True) for code in "abcdef"))
    shelf.cells["1"] = Cell("1", "", state, 0, 3, broken="gone")
    model.show(["0", "1"])
    for width in (96, 150, 400):
        view.set_cell_width(width)
        assert not view.grab().isNull()
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert not view.grab().isNull()


def test_a_picture_that_cannot_be_read_is_asked_for_once(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    thumbnails = Thumbnails()
    with qtbot.waitSignal(thumbnails.arrived) as arrived:
        assert thumbnails.pixmap(broken, 100) is None
    assert arrived.args == [str(broken)]
    assert thumbnails.pixmap(broken, 100).isNull()
    thumbnails.close()


def test_pictures_are_decoded_at_the_size_they_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    QImage(400, 100, QImage.Format.Format_RGB32).save(str(path))
    image = read_scaled(str(path), 100)
    assert (image.width(), image.height()) == (100, 25)


def test_the_model_knows_no_rows_below_rows(model: GridModel) -> None:
    model.show(named(3))
    assert model.rowCount(model.index(1)) == 0
    assert model.rowCount(QModelIndex()) == 3


@pytest.mark.parametrize(("key", "last"), [(Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 19)])
def test_home_of_all_selected_selects_the_first_alone_also_from_there(
    view: GridView, model: GridModel, key: Qt.Key, last: int,
) -> None:
    model.show([str(number) for number in range(20)])
    view.select(model.ids, model.ids[last])
    QTest.keyClick(view, key)
    assert view.selected_ids() == [model.ids[last]]
    view.select(model.ids, model.ids[last])
    QTest.keyClick(view, key, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_ids()[0] == "0" and model.ids[last] in view.selected_ids()
