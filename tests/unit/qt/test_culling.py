"""Culling: pixel for pixel, side by side; marks go to the one that has the keyboard, whatever the filter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from minoties_desktop.config import settings
from minoties_desktop.media.cache import pictures
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from minoties_desktop.store import items

Settled = Callable[[], None]


@pytest.fixture
def drawn(library: Library, add_items: Callable[..., list[str]], window: MainWindow, settled: Settled) -> list[str]:
    """Five items of 600 x 400 pixels with previews of 60 x 40; all in the grid."""
    ids = add_items(5)
    for number, row in enumerate(items.rows(library.database, ids)):
        for path in (*pictures(library.root / "cache", row["sha1"]), library.path(row["path"])):
            path.parent.mkdir(parents=True, exist_ok=True)
            image = QImage(*((600, 400) if path.suffix == ".jpg" and "originals" in str(path) else (60, 40)),
                           QImage.Format.Format_RGB32)
            image.fill(0xFF0000 + 40 * number)
            assert image.save(str(path))
    window.kit.bridge.tell_everything()
    settled()
    return list(window.stage.grid.model.ids)


def _press(window: MainWindow, deed: str, settled: Settled) -> None:
    window.deeds_of[deed].trigger()
    settled()
    window.stage.loupe._close.wait()
    settled()


def _select(window: MainWindow, ids: list[str]) -> None:
    window.stage.grid.view.select(ids, ids[0])


def _flags(library: Library, ids: list[str]) -> list[str]:
    found = items.columns(library.database, ids, "flag")
    return [found[item][0] for item in ids]


def test_z_shows_pixels_and_they_stay_with_the_next_photograph(
    drawn: list[str], window: MainWindow, settled: Settled,
) -> None:
    _select(window, drawn[:1])
    _press(window, "zoom", settled)
    view = window.stage.loupe._form.picture
    assert window.stage.page == "loupe"
    assert (view.look.is_close, view.has_whole, view._whole.width()) == (True, True, 600)
    window.stage.grid.view.step(1)
    settled()
    window.stage.loupe._close.wait()
    settled()
    assert (view.look.is_close, view.has_whole) == (True, True)
    _press(window, "zoom", settled)
    assert not view.look.is_close


def test_the_pixel_under_the_pointer_stays_there(drawn: list[str], window: MainWindow, settled: Settled) -> None:
    _select(window, drawn[:1])
    window.stage.show_page("loupe")
    settled()
    view = window.stage.loupe._form.picture
    view.resize(200, 100)
    place = view._place()
    at = QPointF(place.x() + place.width() * 0.6, place.y() + place.height() * 0.4)
    view.come_close(at)
    left = view.width() / 2 - view.look.centre.x() * 600
    top = view.height() / 2 - view.look.centre.y() * 400
    assert at.x() - left == pytest.approx(0.6 * 600, abs=1)
    assert at.y() - top == pytest.approx(0.4 * 400, abs=1)


def test_shift_and_arrows_go_over_the_pixels_to_the_edge(
    drawn: list[str], window: MainWindow, settled: Settled,
) -> None:
    _select(window, drawn[:1])
    _press(window, "zoom", settled)
    view = window.stage.loupe._form.picture
    view.resize(200, 100)
    for _ in range(40):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.look.centre.x() == pytest.approx(1 - 100 / 600)
    assert window.stage.grid.view.current_id() == drawn[0]


def test_marks_go_to_the_compared_one_that_has_the_keyboard(
    drawn: list[str], window: MainWindow, settled: Settled, library: Library,
) -> None:
    settings.change(auto_advance=False)
    _select(window, drawn[1:4])
    _press(window, "compare", settled)
    loupe = window.stage.loupe
    assert loupe.compared == tuple(drawn[1:4])
    assert window.stage.selection() == [drawn[1]]
    QTest.keyClick(loupe._compare.panes[0].picture, Qt.Key.Key_Right)
    assert window.stage.selection() == [drawn[2]]
    _press(window, "reject", settled)
    assert _flags(library, drawn) == ["", "", "reject", "", ""]
    _press(window, "back-to-grid", settled)
    assert (window.stage.page, window.stage.grid.view.selected_ids()) == ("grid", drawn[1:4])


def test_a_mark_goes_on_to_the_next_of_those_compared(
    drawn: list[str], window: MainWindow, settled: Settled, library: Library,
) -> None:
    _select(window, drawn[:2])
    _press(window, "compare", settled)
    _press(window, "pick", settled)
    _press(window, "reject", settled)
    assert _flags(library, drawn) == ["pick", "reject", "", "", ""]
    assert window.stage.selection() == [drawn[1]], "the last one stays"


def test_what_the_filter_no_longer_shows_stays_compared(
    drawn: list[str], window: MainWindow, settled: Settled, library: Library,
) -> None:
    window.stage.narrow("flag", "none")
    settled()
    _select(window, drawn[:2])
    _press(window, "compare", settled)
    _press(window, "reject", settled)
    _press(window, "pick", settled)
    loupe = window.stage.loupe
    assert loupe.compared == tuple(drawn[:2])
    loupe._compare.choose(0)
    assert window.stage.selection() == [drawn[0]]
    _press(window, "unmark", settled)
    assert _flags(library, drawn[:2]) == ["", "pick"]


def test_compared_photographs_are_looked_at_in_the_same_place(
    drawn: list[str], window: MainWindow, settled: Settled,
) -> None:
    _select(window, drawn[:4])
    _press(window, "compare", settled)
    _press(window, "zoom", settled)
    panes = window.stage.loupe._compare.panes
    assert [pane.picture.has_whole for pane in panes] == [True] * 4
    panes[2].picture.pan(0.1, 0.1)
    assert len({(pane.picture.look.centre.x(), pane.picture.look.centre.y()) for pane in panes}) == 1


def test_the_pixels_of_those_compared_are_read_before_they_are_asked_for(
    drawn: list[str], window: MainWindow, settled: Settled,
) -> None:
    _select(window, drawn[:3])
    _press(window, "compare", settled)
    loupe = window.stage.loupe
    assert len(loupe._close._kept) == 3
    window.deeds_of["zoom"].trigger()
    assert [pane.picture.has_whole for pane in loupe._compare.panes] == [True] * 3, "at once"
    _press(window, "back-to-grid", settled)
    assert not loupe._close._kept, "the memory is given back"


def test_one_photograph_is_compared_with_the_next_and_five_are_too_many(
    drawn: list[str], window: MainWindow, settled: Settled,
) -> None:
    _select(window, drawn[4:])
    _press(window, "compare", settled)
    assert window.stage.loupe.compared == tuple(drawn[3:])
    _press(window, "compare", settled)
    assert window.stage.loupe.compared == ()
    _select(window, drawn)
    _press(window, "compare", settled)
    assert window.stage.loupe.compared == tuple(drawn[:4])
    window.stage.show_page("grid")
    assert window.stage.grid.view.selected_ids() == drawn


def test_each_compared_photograph_says_which_it_is(drawn: list[str], window: MainWindow, settled: Settled) -> None:
    _select(window, drawn[:2])
    _press(window, "compare", settled)
    names = [pane.picture.accessibleName() for pane in window.stage.loupe._compare.panes]
    assert names == ["1 of 2: IMG_0000, Not marked, No stars", "2 of 2: IMG_0001, Not marked, No stars"]
    focused: QWidget | None = window.focusWidget()
    assert focused is window.stage.loupe._compare.panes[0].picture


def test_enter_and_space_open_the_loupe_and_escape_goes_back(
    drawn: list[str], window: MainWindow, settled: Settled,
) -> None:
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        _select(window, drawn[:1])
        QTest.keyClick(window.stage.grid.view, key)
        assert window.stage.page == "loupe"
        _press(window, "back-to-grid", settled)
        assert window.stage.page == "grid"


def test_going_on_after_a_mark_is_switched_by_its_action(
    drawn: list[str], window: MainWindow, settled: Settled, library: Library,
) -> None:
    assert window.deeds_of["auto-advance"].isChecked()
    _select(window, drawn[:1])
    _press(window, "auto-advance", settled)
    assert not settings.load().auto_advance
    _press(window, "pick", settled)
    assert window.stage.grid.view.current_id() == drawn[0]
    _press(window, "auto-advance", settled)
    _press(window, "pick", settled)
    assert window.stage.grid.view.current_id() == drawn[1]
