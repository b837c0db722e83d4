"""Closing the window while files are sent asks once what becomes of them; else nothing is asked."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.leaving import Leaving
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from minoties_desktop.store import runs

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def run(library: Library, window: MainWindow) -> Iterator[str]:
    """A sync run that lives."""
    begun = runs.begin(library.database, wiki="commons", account="Weaver")
    with library.lock(f"run-{begun}"):
        yield begun


def ask(window: MainWindow) -> Leaving:
    window.close()
    [question] = window.findChildren(Leaving)
    assert window.isVisible() and question.isVisible()
    return question


def press(question: Leaving, words: str) -> None:
    next(button for button in question.findChildren(QPushButton) if button.text() == words).click()


@pytest.mark.parametrize(("words", "wish"), [("Close and go on sending", ""), ("Stop sending and close", "stop")])
def test_the_sending_goes_on_or_stops_as_it_is_told(
    window: MainWindow, library: Library, run: str, words: str, wish: str,
) -> None:
    press(ask(window), words)
    assert not window.isVisible()
    assert runs.wish_of(library.database, run) == wish


def test_one_may_stay_and_is_asked_again_the_next_time(
    window: MainWindow, library: Library, run: str, qtbot: QtBot,
) -> None:
    question = ask(window)
    press(question, "Stay here")
    assert window.isVisible() and not question._watch.isActive(), "who stays is not thrown out when the sending ends"
    assert runs.wish_of(library.database, run) == ""
    qtbot.waitUntil(lambda: not window.findChildren(Leaving))
    press(ask(window), "Close and go on sending")
    assert not window.isVisible()


def test_the_question_is_there_once(window: MainWindow, run: str) -> None:
    question = ask(window)
    window.close()
    assert window.findChildren(Leaving) == [question]
    window.leave()


def test_the_question_goes_with_the_sending(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    begun = runs.begin(library.database, wiki="commons", account="Weaver")
    with library.lock(f"run-{begun}"):
        ask(window)
        qtbot.wait(600)  # it looks every quarter of a second, and stays while files are sent
        assert window.isVisible() and window.findChildren(Leaving)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not any(question.isVisible() for question in window.findChildren(Leaving))
    assert runs.wish_of(library.database, begun) == ""


def test_nothing_is_asked_when_nothing_is_sent(
    window: MainWindow, library: Library, settled: Callable[[], None],
) -> None:
    runs.begin(library.database, wiki="commons", account="Weaver")  # killed: nobody holds its lock
    window.close()
    assert not window.isVisible()
    assert window.findChildren(Leaving) == []


class Starting:
    """A process that was started a moment ago."""

    ended = False

    def poll(self) -> int | None:
        return 0 if self.ended else None

    def terminate(self) -> None:
        self.ended = True


@pytest.mark.parametrize(("words", "ends"), [("Close and go on sending", False), ("Stop sending and close", True)])
def test_a_sync_that_has_not_begun_yet_is_asked_about_too(window: MainWindow, words: str, ends: bool) -> None:
    process = window.deeds._starter._process = Starting()
    press(ask(window), words)
    assert not window.isVisible() and process.ended is ends


def test_nothing_is_asked_of_a_process_whose_sync_has_ended(window: MainWindow, library: Library) -> None:
    window.deeds._starter._process = Starting()
    runs.end(library.database, runs.begin(library.database, wiki="practice", account="Learner"))
    window.close()
    assert not window.isVisible()
