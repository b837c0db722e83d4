"""The inspector's tabs without fields: the files of an item and its stack, and what was done to it, with its undo."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from minoties_desktop.qt.window import MainWindow
from minoties_desktop.store import items
from minoties_desktop.store.database import new_id
from tests.support import walls

Settled = Callable[[], None]


@pytest.fixture
def shown(add_items: Callable[..., list[str]], window: MainWindow, settled: Settled) -> list[str]:
    """The items of the window, the first of them selected."""
    add_items(3)
    window.stage.list_items()
    settled()
    ids = list(window.stage.grid.model.ids)
    window.stage.grid.view.select(ids[:1], ids[0])
    settled()
    return ids


def said(window: MainWindow) -> str:
    """The words of the inspector."""
    return "\n".join(one.text() for one in walls.visible(window.stage.panel._form.fields)
                     if isinstance(one, (QLabel, QPushButton)))


def show(window: MainWindow, tab: str, settled: Settled) -> str:
    """Go to a tab; what it says."""
    window.stage.panel.show_tab(tab)
    settled()
    return said(window)


def test_the_history_of_an_item_says_who_did_what_and_from_what_to_what(
    window: MainWindow, shown: list[str], settled: Settled,
) -> None:
    tagging = window.kit.bridge.tagging
    assert "Nothing was changed" in show(window, "history", settled)
    tagging.replace(shown[:1], "caption", ["Telar"], lang="es")
    tagging.replace(shown[:1], "caption", ["Telar viejo"], lang="es")
    tagging.replace(shown[1:], "caption", ["Otra cosa"], lang="es")
    window.kit.bridge.tell(tagging.replace(shown[:1], "date", ["2026-10-03"], lang=""))
    settled()
    text = said(window)
    assert "Caption, Spanish (es): was “Telar”, now “Telar viejo”" in text
    assert "Caption, Spanish (es): now “Telar”" in text
    assert "Date: now “3 Oct 2026”" in text and "Otra cosa" not in text
    assert text.count("somebody, ") == 3


def test_undo_goes_down_to_a_step_and_the_list_says_so(
    window: MainWindow, shown: list[str], settled: Settled,
) -> None:
    tagging = window.kit.bridge.tagging
    tagging.replace(shown[:1], "caption", ["Telar"], lang="es")
    window.kit.bridge.tell(tagging.replace(shown[:1], "caption", ["Telar viejo"], lang="es"))
    show(window, "history", settled)
    undo = [one for one in walls.visible(window.stage.panel._form.fields)
            if isinstance(one, QPushButton) and one.text().startswith("Undo")]
    assert [one.text() for one in undo] == ["Undo to here (1)", "Undo to here (2)"]
    undo[0].click()
    settled()
    assert [row[2] for row in window.kit.bridge.lists.facts(shown[0]) if row[0].id == "caption"] == ["Telar"]
    assert "(undone)" in said(window)


def test_the_files_stand_in_their_order_with_what_they_are(
    window: MainWindow, shown: list[str], settled: Settled,
) -> None:
    database = window.kit.bridge.library.database
    with database.writing() as write:
        items.set_derivatives(write, {shown[0]: {
            "id": new_id(), "role": "derivative", "path": "made/one.jpg", "name": "one.jpg", "mime": "image/jpeg",
            "extension": "jpg", "size": 500_000, "sha1": "f" * 40, "sha256": "e" * 64, "width": 300, "height": 200}})
    text = show(window, "pages", settled)
    assert text.index("The original, never changed") < text.index("Made from it, and what is sent")
    assert "JPEG, 300 × 200, 500 kB" in text and "SHA-256" not in text
    window.stage.panel.show_detail("archivist")
    settled()
    assert "SHA-256 " + "e" * 64 in said(window).replace("\u200b", "")


def test_the_stack_is_told_though_it_is_closed(window: MainWindow, shown: list[str], settled: Settled) -> None:
    window.kit.bridge.tell(window.kit.bridge.tagging.stack(shown))
    settled()
    window.stage.grid.view.select(shown[:1], shown[0])
    settled()
    text = show(window, "pages", settled)
    assert "On one stack (3 photographs)" in text and text.count("this one") == 1


def test_of_several_one_is_asked_for_and_a_volunteer_sees_no_files(
    window: MainWindow, shown: list[str], settled: Settled,
) -> None:
    window.stage.grid.view.select(shown[:2], shown[0])
    settled()
    assert "Select one photograph" in show(window, "history", settled)
    assert "Select one photograph" in show(window, "pages", settled)
    window.stage.panel.show_detail("volunteer")
    settled()
    tabs = window.stage.panel._form.tabs
    assert [tabs.tabText(n) for n in range(tabs.count()) if tabs.isTabVisible(n)] == [
        "Describe", "Place", "Rights", "History"]


def test_tabs_without_room_become_a_list(window: MainWindow, shown: list[str], settled: Settled) -> None:
    tabs, combo = window.stage.panel._form.tabs, window.stage.panel._tab_list.combo
    assert tabs.isVisible() and not combo.isVisible()
    window.kit.speech.use("el")
    settled()
    assert combo.isVisible() and not tabs.isVisible()
    combo.setCurrentIndex(combo.findText("Ιστορικό"))
    combo.activated.emit(combo.currentIndex())
    assert window.stage.panel.tab == "history"


def test_the_head_shows_four_pictures_at_most(window: MainWindow, shown: list[str], settled: Settled) -> None:
    mosaic = window.stage.panel._form.headPictures
    assert mosaic.isVisible() and len(mosaic._pictures) == 1
    window.stage.grid.view.select(shown, shown[0])
    settled()
    places = mosaic._places()
    assert len(places) == 3 and not any(one.intersects(other) for one in places for other in places if one is not other)
    window.stage.grid.view.select([])
    settled()
    assert not mosaic.isVisible()
