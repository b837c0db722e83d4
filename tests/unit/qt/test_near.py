"""What is near to where a photograph was taken: offered by digits under Depicts, taken by one key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.reference import Entry
from minoties_desktop.qt.widgets.field_box import FieldBox
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library
from minoties_desktop.store import reference

Settled = Callable[[], None]
HERE = "-38.7359, -72.5904"


@pytest.fixture
def items(library: Library, window: MainWindow, add_items: Callable[..., list[str]], settled: Settled) -> list[str]:
    """Two items near to two things that are known; the first is selected."""
    with library.database.writing() as write:
        reference.keep(write, [
            Entry("Q1", {"en": "Pinto Market"}, {}, {}, "", Position(-38.7360, -72.5905)),
            Entry("Q2", {"en": "Station"}, {"en": "of the railway"}, {}, "", Position(-38.7365, -72.5915)),
            Entry("Q3", {"en": "Far away"}, {}, {}, "", Position(-39.7, -72.59))])
    found = add_items(2)
    window.kit.bridge.tagging.replace(found, "camera_position", [HERE])
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.select(found[:1])
    settled()
    return found


def depicts(window: MainWindow) -> FieldBox:
    found = window.stage.panel.box("depicts")
    assert found is not None
    return found


def depicted(library: Library, item: str) -> list[str]:
    return [value.text for value in describe(library.database, [item])[item].all("depicts")]


def test_the_nearest_are_offered_first_until_something_is_depicted(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    near = depicts(window).near
    assert near.isVisible()
    assert [thing for _, thing in near.things] == ["Q1", "Q2"]
    assert near.things[1][0].startswith("Station · of the railway · ")
    window.kit.bridge.tagging.add(items[:1], "depicts", ["Q42"])
    window.kit.bridge.tell_everything()
    settled()
    assert not depicts(window).near.isVisible()


def test_alt_and_a_digit_only_takes_one(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    for field in ("caption", "depicts"):
        box = next(box for (name, _), box in window.stage.panel._boxes.items() if name == field)
        box.focus_editor()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        settled()
        assert depicted(library, items[0]) == ["Q2"]
        assert not describe(library.database, items)[items[0]].by_language("caption")  # the digit is not typed
        assert window.stage.grid.view.current_id() == items[0]
        window.kit.bridge.tagging.undo()
        window.kit.bridge.tell_everything()
        settled()


def test_ctrl_and_a_digit_takes_one_and_goes_on(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    depicts(window).focus_editor()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert depicted(library, items[0]) == ["Q1"]
    assert window.stage.grid.view.current_id() == items[1]


def test_a_digit_of_nothing_takes_nothing(
    window: MainWindow, library: Library, items: list[str], settled: Settled,
) -> None:
    depicts(window).focus_editor()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    settled()
    assert depicted(library, items[0]) == []
    assert window.stage.grid.view.current_id() == items[0]
