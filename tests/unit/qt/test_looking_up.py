"""What is kept as text is looked up when a person wants it, and they are told what was found."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import RetryLater
from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import resolving
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library

Settled = Callable[[], None]
AddItems = Callable[..., list[str]]


@pytest.fixture
def spoken(window: MainWindow, add_items: AddItems, settled: Settled, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """A window whose one item speaks of a loom and of one category, as text; it is sent to the practice Commons."""
    monkeypatch.setattr(window.kit.bridge.lists, "sender", lambda: Account(PRACTICE, "Learner"))
    [item] = add_items(1)
    tagging = window.kit.bridge.tagging
    tagging.add([item], "depicts", ["manuscript"])
    tagging.add([item], "categories", ["Looms"])
    window.kit.bridge.tell_everything()
    settled()
    return window


def test_it_says_what_was_found_and_then_that_nothing_is_left(
    qtbot: QtBot, spoken: MainWindow, library: Library,
) -> None:
    said = spoken.form.statusDeed
    told = []
    spoken.kit.bridge.known_changed.connect(lambda: told.append(True))
    spoken.deeds_of["look-up"].trigger()
    assert said.text() == "Looking up what is kept as text…"
    qtbot.waitUntil(lambda: said.text().startswith("Looked up: "), timeout=60_000)
    assert said.text().startswith("Looked up: one text (something to choose from for 1), one category, ")
    assert told and resolving.texts(library, PRACTICE) == []
    spoken.deeds_of["look-up"].trigger()
    qtbot.waitUntil(lambda: said.text() == "There is nothing to look up: all was asked lately.", timeout=60_000)


def test_without_a_connection_it_says_why(
    qtbot: QtBot, spoken: MainWindow, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_args: object) -> None:
        raise RetryLater("offline", Message("error-offline", "Wikidata"))

    monkeypatch.setattr(resolving, "look_up", fail)
    spoken.deeds_of["look-up"].trigger()
    qtbot.waitUntil(lambda: "No connection" in spoken.form.statusDeed.text(), timeout=60_000)
