"""The one table of actions."""

from collections import Counter

from PySide6.QtGui import QKeySequence

from minoties_desktop.config.messages import catalogue
from minoties_desktop.qt.actions import DEEDS, MENUS
from minoties_desktop.qt.window import MainWindow


def test_no_two_actions_have_the_same_key() -> None:
    keys = Counter(QKeySequence(keys).toString() for deed in DEEDS for keys in deed.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    assert "" not in keys


def test_every_action_has_words_in_every_language() -> None:
    for language in ("en", "es", "el", "qqq"):
        assert {f"deed-{deed.id}" for deed in DEEDS} <= set(catalogue(language))


def test_every_action_can_be_found_in_a_menu_or_has_a_key() -> None:
    assert [deed.id for deed in DEEDS if not deed.menu and not deed.keys] == []
    assert {deed.menu for deed in DEEDS if deed.menu} == set(MENUS)


def test_a_tool_tip_names_the_key(window: MainWindow) -> None:
    assert window.deeds_of["undo"].toolTip().endswith("(Ctrl+Z)")


def test_letters_act_only_in_the_centre() -> None:
    for deed in DEEDS:
        if any(len(key) == 1 for key in deed.keys):
            assert deed.scope == "centre", deed.id
