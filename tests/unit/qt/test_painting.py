"""Painting goes on, or ends properly, when what is painted vanishes or cannot be drawn."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.delegates import CellDelegate
from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.models.grid import Cell, GridModel
from minoties_desktop.qt.models.side import Place, SideModel
from minoties_desktop.qt.models.thumbnails import Thumbnails
from minoties_desktop.qt.painting import elided, in_two
from minoties_desktop.qt.widgets.grid_view import GridView
from minoties_desktop.qt.widgets.pieces import label
from minoties_desktop.qt.widgets.side_list import SideList
from minoties_desktop.qt.widgets.thumb import Thumb


def test_words_are_parted_between_two_lines_before_any_of_them_is_cut(qapp: QApplication) -> None:
    metrics = QFontMetrics(QFont())
    text = "The practice Commons takes no connections now. Next try at 12:31."
    room = metrics.horizontalAdvance("The practice Commons takes no connections")
    assert in_two(metrics, text, metrics.horizontalAdvance(text)) == text
    assert in_two(metrics, text, room).split("\n") == [
        "The practice Commons takes no connections", "now. Next try at 12:31."]
    first, second = in_two(metrics, text * 2, room).split("\n")
    assert metrics.horizontalAdvance(first) <= room and second.endswith("…")
    for alone in ("Connections" * 9, "Connections" * 9 + " now"):
        assert "\n" not in in_two(metrics, alone, room) and in_two(metrics, alone, room).endswith("…")


def test_rows_that_have_gone_are_not_painted(kit: Kit, qtbot: QtBot) -> None:
    model = GridModel(lambda ids: [Cell(item, item) for item in ids if item != "1"], kit.speech)
    view = GridView()
    qtbot.addWidget(view)
    view.furnish(model, CellDelegate(kit.theme, kit.icons, Thumbnails(view)), kit.theme)
    model.show([str(number) for number in range(9)])
    view.grab()  # the item of row 1 is no longer in the library
    model._ids = model._ids[:2]  # and the last ones go while the view still knows them
    view.grab()
    assert model.index(1).data() == ""


def test_places_that_have_gone_are_not_painted(kit: Kit, qtbot: QtBot) -> None:
    places, side = SideModel(kit.speech), SideList()
    qtbot.addWidget(side)
    side.furnish(places, kit.theme, kit.icons, kit.speech)
    places.show([Place("page", "today", "Today", "home"), Place("page", "sync", "Sync", "upload")])
    places._places = places._places[:1]
    side.grab()
    assert places.rowCount() == 1


def test_a_picture_that_cannot_be_drawn_leaves_no_painter_behind(
    kit: Kit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else Qt would say that the window's store is shown while somebody paints on it, and a warning fails here."""
    window = QWidget()
    qtbot.addWidget(window)
    thumbnails = Thumbnails(window)
    thumb = Thumb(kit.theme, thumbnails, Path("vanished.jpg"), "film-height")
    QVBoxLayout(window).addWidget(thumb)
    window.resize(kit.theme.tokens.size("cell"), kit.theme.tokens.size("cell"))
    window.show()
    qtbot.waitExposed(window)

    def vanished(*_: object) -> None:
        raise OSError("vanished.jpg")

    monkeypatch.setattr(thumbnails, "pixmap", vanished)
    with qtbot.capture_exceptions() as caught:
        thumb.update()
        qtbot.waitUntil(lambda: bool(caught))
    assert [kind for kind, *_ in caught] == [OSError]
    assert not thumb.paintingActive()


@pytest.mark.parametrize("text", ["EOS_DIGITAL", "כרטיס"])
def test_words_begin_where_the_line_begins_in_either_direction(qtbot: QtBot, text: str) -> None:
    page, shown = QWidget(), label(text)
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(shown)
    for direction, side in ((Qt.LayoutDirection.RightToLeft, Qt.AlignmentFlag.AlignRight),
                            (Qt.LayoutDirection.LeftToRight, Qt.AlignmentFlag.AlignLeft)):
        page.setLayoutDirection(direction)
        assert shown.alignment() & Qt.AlignmentFlag.AlignAbsolute and shown.alignment() & side
    shown.setAlignment(Qt.AlignmentFlag.AlignTrailing)
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert shown.alignment() == Qt.AlignmentFlag.AlignTrailing


def test_a_sentence_from_right_to_left_that_begins_with_a_name_begins_at_the_right(qtbot: QtBot) -> None:
    """By its first letters alone it would be laid out from left to right: the name would be at the left."""
    shown = label("WWWW \u05d5\u05d5")
    qtbot.addWidget(shown)
    shown.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown.resize(400, 40)
    image = shown.grab().toImage()
    ground = image.pixel(0, 0)
    inked = "".join("#" if any(image.pixel(x, y) != ground for y in range(image.height())) else " "
                    for x in range(image.width())).split()
    assert len(inked[0]) < len(inked[-1])  # the letters of the name touch each other


def test_dots_belong_to_the_words_that_they_end(qapp: QApplication) -> None:
    metrics = QFontMetrics(QFont("Noto Sans"))
    name = "Tejedora en su telar"
    assert elided(metrics, name, metrics.horizontalAdvance(name) + 1) == name
    shown = elided(metrics, name, metrics.horizontalAdvance(name) // 2)
    assert shown[0] == "\u2068" and shown[-1] == "…" and name.startswith(shown[1:-1])
