"""Maps in the window: added at the map or dropped on it, drawn below the pins, whose they are said, taken away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.pages.place import PlacePage
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import maps
from minoties_desktop.services.library import Library
from tests.support import tilesets

Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, add_items: Callable[..., list[str]], settled: Settled) -> PlacePage:
    """The map page with a photograph on it."""
    items = add_items(1)
    window.kit.bridge.tagging.replace(items, "camera_position", ["-38.7359, -72.5904"])
    window.kit.bridge.tell_everything()
    settled()
    window.stage.show_page("map")
    settled()
    return window.stage.made("map")


def test_a_map_is_drawn_below_the_pins_and_taken_away(
    qtbot: QtBot, window: MainWindow, library: Library, page: PlacePage, tmp_path: Path, settled: Settled,
) -> None:
    view = page._form.map
    colours = dict.fromkeys(range(3), "#ff00ff")
    window.stage.imports.take([tilesets.make(tmp_path / "wall.mbtiles", colours)])
    qtbot.waitUntil(lambda: view.tiles.names == ["© Mappers"], timeout=20_000)
    view.zoom(-99)

    def seen() -> QColor:
        at = QPoint(view.width() // 2, view.height() // 4) * view.devicePixelRatioF()
        return view.grab().toImage().pixelColor(at)

    qtbot.waitUntil(lambda: seen() == QColor("#ff00ff"), timeout=20_000)
    menu = page.layers.menu(maps.listed(library))
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Do without “Wall map”", "Add a map (MBTiles file)…"]
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: view.tiles.names == [], timeout=20_000)
    qtbot.waitUntil(lambda: seen() != QColor("#ff00ff"), timeout=20_000)
    assert maps.listed(library) == []


def test_what_is_no_map_is_said(window: MainWindow, page: PlacePage, tmp_path: Path, settled: Settled) -> None:
    path = tmp_path / "bad.mbtiles"
    path.write_text("no map")
    page.layers.take(path)
    settled()
    assert "bad.mbtiles is no file of map tiles." in window.form.statusDeed.text()


def test_the_button_of_maps_is_named_and_reached_by_the_keyboard(page: PlacePage) -> None:
    button = page._form.map.layers
    assert button.accessibleName() == "Maps below the photographs"
    assert button.focusPolicy() & button.focusPolicy().TabFocus
