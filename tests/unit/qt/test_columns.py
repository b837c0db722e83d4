"""Captions and descriptions: a column for each language where there is room, below each other where not."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.widgets.editors import TextEdit
from minoties_desktop.qt.window import MainWindow

Settled = Callable[[], None]
LONG = "Tejedora ante su telar en la feria de Temuco, Araucanía, con los colores de su comunidad"


@pytest.fixture
def item(window: MainWindow, add_items: Callable[..., list[str]], settled: Settled) -> str:
    """One item with captions in three languages, selected."""
    walk = window.kit.bridge.tagging.create("activity", {"title": "Walk", "languages": "es arn quy"})
    [found] = add_items(1, walk)
    for lang, text in {"es": LONG, "arn": "Witral", "quy": LONG}.items():
        window.kit.bridge.tagging.replace([found], "caption", [text], lang=lang)
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.selectAll()
    settled()
    return found


def places(window: MainWindow, field: str) -> list[tuple[int, int]]:
    return [(box.x(), box.y()) for (name, _), box in window.stage.panel._boxes.items() if name == field]


def uncut(window: MainWindow) -> list[tuple[str, str]]:
    """The lines whose text does not fit its editor."""
    return [box.line.key for box in window.stage.panel._boxes.values()
            if isinstance(box.editor, TextEdit) and box.editor.height() < box.editor.sizeHint().height()]


def test_languages_stand_side_by_side_where_there_is_room(
    qtbot: QtBot, window: MainWindow, item: str, settled: Settled,
) -> None:
    adder = window.stage.panel._adder
    assert len({x for x, _ in places(window, "caption")}) == 1
    window.stage.panel.focus_line("caption", "arn")
    settled()
    writing = QApplication.focusWidget()
    assert adder.wide.isVisible()
    adder.wide.click()
    settled()
    first, second, third = places(window, "caption")
    assert first[1] == second[1] < third[1] and first[0] == third[0] < second[0]
    assert QApplication.focusWidget() is writing and not adder.wide.isVisible()
    qtbot.waitUntil(lambda: not uncut(window))
    for field in ("caption", "description"):
        assert len({x for x, _ in places(window, field)}) == 2
    title, caption = window.stage.panel.box("title"), window.stage.panel.box("caption", "es")
    assert title.width() > 2 * caption.width() > 0.9 * title.width()
    window.deeds_of["widen-inspector"].trigger()
    settled()
    assert len({x for x, _ in places(window, "caption")}) == 1 and adder.wide.isVisible()
    qtbot.waitUntil(lambda: not uncut(window))


def test_three_languages_have_three_columns_in_a_wide_panel(
    qtbot: QtBot, window: MainWindow, item: str, settled: Settled,
) -> None:
    window.shell.remember({"side": 180, "inspector": 700})
    settled()
    assert len({y for _, y in places(window, "caption")}) == 1
    qtbot.waitUntil(lambda: not uncut(window))


def test_another_width_finds_nothing_of_what_was_deselected(window: MainWindow, item: str, settled: Settled) -> None:
    window.deeds_of["widen-inspector"].trigger()
    settled()
    window.stage.grid.view.clearSelection()
    settled()
    for width in (1000, 1900):
        window.resize(width, 900)
        settled()
    assert not window.stage.panel._boxes and not window.stage.panel._columns._groups
