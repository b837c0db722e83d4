"""Keys that a person chooses: conflicts are said, they are kept, and everything that shows a key shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from minoties_desktop.config import settings
from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.reference import Entry
from minoties_desktop.qt.actions import DEEDS
from minoties_desktop.qt.keys import Keys
from minoties_desktop.qt.pages.keys import KeysDialog
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from minoties_desktop.store import reference, values

Settled = Callable[[], None]


@pytest.fixture
def dialog(window: MainWindow) -> KeysDialog:
    """The list of keys."""
    window.deeds_of["keys"].trigger()
    return window.findChildren(KeysDialog)[-1]


def _press(dialog: KeysDialog, deed: str, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    if not dialog.buttons[deed]._waits:
        dialog.buttons[deed].setFocus()
        QTest.keyClick(dialog.buttons[deed], Qt.Key.Key_Space)
    QTest.keyClick(dialog.buttons[deed], key, held)


_CTRL, _NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def test_another_key_acts_is_shown_everywhere_and_is_kept(
    window: MainWindow, dialog: KeysDialog, settled: Settled,
) -> None:
    _press(dialog, "queue", Qt.Key.Key_E, _CTRL)
    settled()
    assert window.deeds_of["queue"].shortcut().toString() == "Ctrl+E"
    assert window.deeds_of["queue"].toolTip().endswith("(Ctrl+E)")
    assert window.form.primary._key == "Ctrl+E"
    assert "Ctrl+E" in dialog.html() and "Ctrl+E" in dialog.buttons["queue"].text()
    assert settings.load().keys == {"queue": ["Ctrl+E"]}
    assert Keys(settings.load().keys).of("queue") == ("Ctrl+E",)
    QTest.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
    settled()
    assert (settings.load().keys, window.deeds_of["queue"].shortcut().toString()) == ({}, "Ctrl+Return")


def test_a_key_of_another_action_is_taken_only_when_it_is_pressed_again(
    window: MainWindow, dialog: KeysDialog,
) -> None:
    _press(dialog, "zoom", Qt.Key.Key_P, _NONE)
    assert window.kit.keys.of("zoom") == ("Z",)
    assert "“P” belongs to “Pick”." in " ".join(one.text() for one in dialog.band.findChildren(QLabel))
    _press(dialog, "zoom", Qt.Key.Key_P, _NONE)
    assert (window.kit.keys.of("zoom"), window.kit.keys.of("pick")) == (("P",), ())
    assert window.deeds_of["pick"].shortcuts() == []
    dialog.buttons["pick"].wait(True)
    QTest.keyClick(dialog.buttons["pick"], Qt.Key.Key_Backspace)
    assert (window.kit.keys.of("zoom"), window.kit.keys.of("pick")) == ((), ("P",))


@pytest.mark.parametrize(("deed", "key", "held"), [
    ("queue", Qt.Key.Key_Q, _NONE), ("pick", Qt.Key.Key_Return, _NONE), ("pick", Qt.Key.Key_Left, _NONE),
])
def test_keys_that_fields_need_are_refused(
    window: MainWindow, dialog: KeysDialog, deed: str, key: Qt.Key, held: Qt.KeyboardModifier,
) -> None:
    before = window.kit.keys.of(deed)
    _press(dialog, deed, key, held)
    assert window.kit.keys.of(deed) == before


def test_escape_leaves_the_key_and_delete_takes_it_away(window: MainWindow, dialog: KeysDialog) -> None:
    _press(dialog, "pick", Qt.Key.Key_Escape, _NONE)
    assert dialog.isVisible()
    assert window.kit.keys.of("pick") == ("P",)
    _press(dialog, "pick", Qt.Key.Key_Delete, _NONE)
    assert window.kit.keys.of("pick") == ()


def test_the_list_is_found_by_words_and_by_keys(dialog: KeysDialog) -> None:
    dialog.find.setText("ctrl+k")
    assert [deed for deed, one in dialog.buttons.items() if not one.isHidden()] == ["palette"]
    dialog.find.setText("compare")
    assert [deed for deed, one in dialog.buttons.items() if not one.isHidden()] == ["compare"]


_BROKEN: dict[str, Any] = {"nothing": ["Ctrl+E"], "pick": "P", "reject": [7], "queue": ["Q"],
                           "undo": ["Ctrl+E, Ctrl+F"], "find": ["Ctrl+"], "redo": ["Tab"]}


def test_what_makes_no_sense_in_the_settings_is_said_and_left_aside() -> None:
    keys = Keys({**_BROKEN, "zoom": ["Ctrl+E"]})
    assert (keys.of("zoom"), keys.of("pick"), keys.of("undo")) == (("Ctrl+E",), ("P",), ("Ctrl+Z",))
    assert sorted(keys.ignored) == sorted(_BROKEN)


_ANY = st.sampled_from([deed.id for deed in DEEDS])
_KEYS = st.sampled_from(["Ctrl+E", "P", "Ctrl+K", "F8", "Alt+1", "Ctrl+Return", "?", ""])


@given(st.dictionaries(_ANY | st.text(max_size=4), st.lists(_KEYS, max_size=2) | st.integers()),
       st.lists(st.tuples(_ANY, _KEYS | st.none()), max_size=6))
def test_no_key_ever_belongs_to_two_actions(kept: dict[str, Any], steps: list[tuple[str, str | None]]) -> None:
    keys = Keys(kept)
    for deed, key in steps:
        if key is None:
            keys.reset(deed)
        else:
            keys.choose(deed, key)
            assert key == "" or keys.owner(key) == deed
    owned = Counter(key for deed in DEEDS for key in keys.of(deed.id))
    assert [key for key, count in owned.items() if count > 1] == []
    again = Keys(keys.kept)
    assert (again.kept, again.ignored) == (keys.kept, []) or again.ignored, "what was refused may not come back"


def test_the_help_names_the_keys_of_now() -> None:
    keys = Keys({"palette": ["F4"], "pick": []})
    assert keys.in_text("**Ctrl+K** opens. **P** picks (P). PK") == "**F4** opens. **–** picks (–). PK"


def test_the_digits_of_what_is_near_can_be_other_keys(
    window: MainWindow, library: Library, add_items: Callable[..., list[str]], settled: Settled,
) -> None:
    [item] = add_items(1)
    with library.database.writing() as write:
        reference.keep(write, [Entry("Q191074", {"en": "loom"}, {}, {}, "", Position(-38.738, -72.59))])
    tagging = window.kit.bridge.tagging
    tagging.replace([item], "camera_position", ["-38.738,-72.59"])

    def depicted() -> list[str]:
        found = values.own(library.database, [item]).get(item, ())
        return [value.text for value in found if value.field == "depicts"]

    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.select([item], item)
    settled()
    for rebound in (False, True):
        if rebound:
            window.kit.keys.choose("add-1", "F5")
            tagging.undo()
            window.kit.bridge.tell_everything()
            settled()
        window.stage.panel.focus_field("title")
        settled()
        focused = QApplication.focusWidget()
        assert focused is not None
        if rebound:
            QTest.keyClick(focused, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
            settled()
            assert depicted() == []
        QTest.keyClick(focused, *((Qt.Key.Key_F5, _NONE) if rebound
                                  else (Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)))
        settled()
        assert depicted() == ["Q191074"]
