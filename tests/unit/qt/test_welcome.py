"""The first run, with the keyboard: language, library, who one is, the practice walk and its guide."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel
from pytestqt.qtbot import QtBot

from minoties_desktop import app
from minoties_desktop.config import settings
from minoties_desktop.config.paths import default_library
from minoties_desktop.qt.first_run import introduce, welcome
from minoties_desktop.qt.opening import Opened, open_library, open_window, window_of
from minoties_desktop.qt.pages.welcome import STEPS, Choices, Welcome
from minoties_desktop.qt.turns import Turns
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.history import history
from minoties_desktop.services.library import Library
from minoties_desktop.services.practice_walk import Step
from minoties_desktop.services.tagging import Tagging
from tests.support import pseudo, shots, walls
from tests.support.verdict import nothing

opened: list[MainWindow] = []


@pytest.fixture
def asked(qapp: QApplication, qtbot: QtBot) -> Iterator[Welcome]:
    def open_one(library: Opened) -> Turns[MainWindow]:
        window = yield from window_of(qapp, library, settings.load())
        window.show()
        opened.append(window)
        return window

    settings.change(language="en", theme="light")
    found = welcome(qapp, settings.load(), open_one)
    found.show()
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    yield found
    if not opened:
        found.close()
        found._theme.leave()
    while opened:
        window = opened.pop()
        window.close()
        window.kit.speech.leave()
        window.kit.theme.leave()
        window.deleteLater()
    found._speech.leave()


def again(asked: Welcome) -> Welcome:
    """The first run as it is found after a power cut."""
    return Welcome(asked._theme, asked._icons, asked._speech, asked._dresser, settings.load().welcome)


def reopened(qapp: QApplication, window: MainWindow) -> MainWindow:
    """The window on the same library, the next day."""
    root = window.kit.bridge.library.root
    opened.remove(window)
    window.close()
    window.kit.speech.leave()
    window.kit.theme.leave()
    window.deleteLater()
    opened.append(open_window(qapp, root, settings.load()))
    opened[0].show()
    return opened[0]


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def arrive(asked: Welcome, qtbot: QtBot) -> None:
    """Have the library made, and be asked who one is."""
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not asked._calls, timeout=30_000)
    assert "Who are you?" in words(asked)


def first_window(qtbot: QtBot) -> MainWindow:
    """The one window that the first run gives way to."""
    qtbot.waitUntil(lambda: bool(opened), timeout=30_000)
    [window] = opened
    return window


def words(asked: Welcome) -> set[str]:
    return {label.text() for label in asked.findChildren(QLabel) if label.isVisible()}


def test_the_language_changes_at_once_and_is_kept(asked: Welcome, qtbot: QtBot) -> None:
    asked.tongues.buttons()[[button.objectName() for button in asked.tongues.buttons()].index("es")].click()
    assert "Elija su idioma" in words(asked)
    qtbot.waitUntil(lambda: settings.load().language == "es")


def test_each_language_is_named_by_itself_and_in_the_language_of_now(asked: Welcome, qtbot: QtBot) -> None:
    greek, spanish = (next(card for card in asked.tongues.buttons() if card.objectName() == code)
                      for code in ("el", "es"))
    qtbot.waitUntil(lambda: {"Ελληνικά", "Greek", "Spanish"} <= words(asked))
    asked.tongues.checkedButton().setFocus()
    while not spanish.hasFocus():
        press(Qt.Key.Key_Down)
    assert spanish.isChecked() and not greek.isChecked()
    qtbot.waitUntil(lambda: {"Ελληνικά", "Griego"} <= words(asked))
    found = QAccessible.queryAccessibleInterface(greek)
    assert (found.role(), found.text(QAccessible.Text.Name), found.text(QAccessible.Text.Description)) == (
        QAccessible.Role.RadioButton, "Ελληνικά", "Griego")
    assert not found.state().checked and QAccessible.queryAccessibleInterface(spanish).state().checked
    assert [card.findChild(QFrame, "sign").property("radio") for card in (greek, spanish)] == ["off", "on"]


def test_enter_leads_through_and_nothing_has_to_be_said(asked: Welcome, qtbot: QtBot) -> None:
    got: list[Choices] = []
    asked.done.connect(got.append)
    press(Qt.Key.Key_Return)
    assert "Where your photographs will live" in words(asked)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Who are you?" in words(asked), timeout=30_000)
    press(Qt.Key.Key_Return)
    assert "Try it in two minutes?" in words(asked)
    press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert got[0].person == {} and not got[0].walk
    window = first_window(qtbot)
    qtbot.waitUntil(lambda: window.stage.page == "import")


@pytest.mark.parametrize(("language", "scale"), [("en", 1.25), ("el", 1.5), (pseudo.LONG, 1), (pseudo.LONG, 1.5)])
def test_no_words_are_cut_on_a_small_screen(
    asked: Welcome, qtbot: QtBot, tmp_path: Path, language: str, scale: float,
) -> None:
    before = QApplication.font()
    larger = QFont(before)
    larger.setPixelSize(round(shots.PIXELS * scale))
    cut = []
    with pseudo.spoken_in(tmp_path):
        asked._speech.use(language)
        asked._theme.set_font(larger)
        asked.resize(1280, 720)
        for _ in STEPS:
            for _ in range(4):  # each layout tells the one around it
                QApplication.processEvents()
            cut += walls.cut(asked)
            if asked.next.isVisible():
                press(Qt.Key.Key_Return)
                qtbot.waitUntil(lambda: not asked._calls, timeout=30_000)
        asked._theme.set_font(before)
    nothing(cut)


def test_a_folder_that_cannot_be_one_is_said_with_its_remedy(asked: Welcome, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    press(Qt.Key.Key_Return)
    asked._take(tmp_path / "file" / "library")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not asked._calls, timeout=30_000)
    assert asked._band.text and "Where your photographs will live" in words(asked)
    asked._take(tmp_path / "library")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Who are you?" in words(asked), timeout=30_000)
    press(Qt.Key.Key_Escape)
    assert "Where your photographs will live" in words(asked)


def test_while_the_library_is_made_nothing_is_pressed_and_no_step_is_passed(
    asked: Welcome, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = Event()
    monkeypatch.setattr("minoties_desktop.qt.pages.welcome.probe", lambda _folder: made.wait(30))
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert asked._band.text == "The library is being made…" and "Where your photographs will live" in words(asked)
    for _ in range(3):
        QTest.keyClick(asked, Qt.Key.Key_Return)
        QTest.mouseClick(asked.next, Qt.MouseButton.LeftButton)
    made.set()
    qtbot.waitUntil(lambda: not asked._calls, timeout=30_000)
    assert "Who are you?" in words(asked) and not asked._band.text and asked.name.hasFocus()


def test_while_the_library_is_opened_nothing_is_pressed_and_it_is_opened_once(
    asked: Welcome, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting, calls = Event(), []

    def slow(root: Path, kept: settings.Settings) -> Opened:
        calls.append(root)
        waiting.wait(30)
        return open_library(root, kept)

    monkeypatch.setattr("minoties_desktop.qt.first_run.open_library", slow)
    arrive(asked, qtbot)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert asked._band.text == "The library is being opened…"
    for _ in range(3):
        QTest.keyClick(asked, Qt.Key.Key_Return)
        QTest.keyClick(asked, Qt.Key.Key_Escape)
        QTest.mouseClick(asked.walk, Qt.MouseButton.LeftButton)
    waiting.set()
    window = first_window(qtbot)
    qtbot.waitUntil(lambda: window.stage.page == "import")
    assert len(calls) == 1


def test_a_library_that_cannot_be_opened_at_the_end_is_said_and_one_is_asked_on(
    asked: Welcome, qtbot: QtBot,
) -> None:
    arrive(asked, qtbot)
    press(Qt.Key.Key_Return, Qt.Key.Key_Tab)
    other = open_library(asked.choices.library, settings.load())
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not asked._calls, timeout=30_000)
    assert "another window" in asked._band.text and not opened
    other.held.close()
    assert asked.own.hasFocus()
    press(Qt.Key.Key_Return)
    first_window(qtbot)


def test_one_is_not_kept_here_by_a_window_that_cannot_be_made(
    asked: Welcome, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_what: object) -> MainWindow:
        raise RuntimeError("broken")

    monkeypatch.setattr("minoties_desktop.qt.opening.MainWindow", broken)
    arrive(asked, qtbot)
    with qtbot.captureExceptions() as told:
        press(Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    asked._theme.leave = lambda: None  # it has left already
    assert str(told[0][1]) == "broken"
    assert asked.close() and not opened
    open_library(asked.choices.library, settings.load()).held.close()  # nothing holds it any more


def test_what_was_typed_is_there_again_after_a_power_cut(asked: Welcome, qtbot: QtBot) -> None:
    arrive(asked, qtbot)
    QTest.keyClicks(asked.name, "Rayen")
    QTest.keyClicks(asked.user, "RayenH")
    QTest.keyClicks(asked.languages, "es, ARN")
    asked.licences.buttons()[2].click()
    asked.cc0.click()
    qtbot.waitUntil(lambda: (settings.load().welcome or {}).get("cc0") is False)
    other = again(asked)
    qtbot.addWidget(other)
    other.show()
    assert "Who are you?" in words(other)
    assert other.answers == asked.answers
    assert (other.name.text(), other.user.text()) == ("Rayen", "RayenH")

    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: settings.load().welcome["step"] == "walk")
    QTest.keyClick(asked.own, Qt.Key.Key_Return)
    window = first_window(qtbot)
    qtbot.waitUntil(lambda: settings.load().welcome is None, timeout=30_000)
    [person] = window.kit.bridge.lists.register("contributor")
    assert (person["name"], person["licence"], person["captions_cc0"]) == ("Rayen", "cc-zero", 0)
    assert window.kit.bridge.library.setting("languages") == "es arn"


def test_the_first_run_comes_until_it_is_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(app, "_run", lambda *_what, first: asked.append(first))
    app.main([])
    settings.change(welcome={"step": "you"}, last_library=str(default_library()))
    Library(default_library()).close()
    app.main([])
    app.main(["--library", str(default_library())])
    settings.change(welcome=None)
    app.main([])
    assert asked == [True, True, False, False]


def test_a_first_run_that_is_cut_off_at_its_end_makes_nobody_twice(library: Library) -> None:
    person = {"name": "Rayen", "user_name": "RayenH", "licence": "cc-by-4.0", "captions_cc0": 1}
    tagging = Tagging(library)
    first = introduce(library, tagging, person)
    assert introduce(library, tagging, person | {"licence": "cc-zero"}) == first
    [row] = library.registers["contributor"].list()
    assert row["licence"] == "cc-zero"
    assert {line.who for line in history(library)} <= {"Rayen", ""}
    assert next(line.who for line in history(library) if line.what.key == "action-create-contributor") == "Rayen"


@pytest.mark.parametrize("kept", [
    {"step": 3, "library": 7, "name": ["x"], "cc0": "no", "licence": "none"},
    {"step": "walk", "library": "/dev/null/nowhere"}, {"step": "after", "licence": "cc-zero\n"}])
def test_answers_that_make_no_sense_are_asked_again(asked: Welcome, qtbot: QtBot, kept: dict[str, object]) -> None:
    other = Welcome(asked._theme, asked._icons, asked._speech, asked._dresser, kept)
    qtbot.addWidget(other)
    assert other.answers["step"] in ("language", "library")
    assert (other.answers["name"], other.answers["licence"]) == ("", "cc-by-sa-4.0")


def test_who_one_is_holds_and_the_walk_begins(asked: Welcome, qtbot: QtBot, qapp: QApplication) -> None:
    arrive(asked, qtbot)
    QTest.keyClicks(asked.name, "Rayen Huenchul")
    QTest.keyClicks(asked.user, "RayenH")
    press(Qt.Key.Key_Return)
    QTest.keyClick(asked.walk, Qt.Key.Key_Return)
    window = first_window(qtbot)
    guide = window.deeds.guide
    qtbot.waitUntil(lambda: guide.step is Step.DESCRIBE, timeout=30_000)
    qtbot.waitUntil(lambda: len(window.stage.selection()) == 6, timeout=30_000)
    assert window.form.whoName.text() == "Rayen Huenchul"
    assert "step 1 of 4" in guide.accessibleName()

    ids, tagging = list(window.stage.selection()), window.kit.bridge.tagging
    for field, text, lang in (("title", "Harbour {seq}", ""), ("caption", "A harbour town", "en"),
                              ("people", "nobody", "")):
        window.kit.bridge.write(lambda field=field, text=text, lang=lang: tagging.replace(
            ids, field, [text], lang=lang))
    qtbot.waitUntil(lambda: guide.step is Step.QUEUE)
    guide._next.click()
    qtbot.waitUntil(lambda: guide.step is Step.SEND)
    window = reopened(qapp, window)
    guide = window.deeds.guide
    qtbot.waitUntil(lambda: guide.step is Step.SEND)
    guide._leave.click()
    assert guide.step is None
    window = reopened(qapp, window)
    guide = window.deeds.guide
    qtbot.waitUntil(lambda: not window.kit.bridge.busy)
    assert guide.step is None
    window.deeds_of["practice-walk"].trigger()
    qtbot.waitUntil(lambda: guide.step is Step.SEND)
    guide._on_remove()
    qtbot.waitUntil(lambda: guide.step is None)
    assert not window.kit.bridge.lists.register("activity")


def test_a_language_that_is_none_is_said_where_it_was_typed(asked: Welcome) -> None:
    asked._step = STEPS.index("you")
    asked._show_step()
    asked.languages.setText("spanish, klingonish")
    asked._go(1)
    assert asked._step == STEPS.index("you") and "klingonish" in asked._band.text and asked.languages.hasFocus()
    assert asked.languages.text() == "es klingonish"
    asked.languages.setText("es, Mapuche quechua")
    asked._go(1)
    assert asked._step == STEPS.index("walk") and not asked._band.text
    assert asked.answers["languages"] == "es arn qu"
    assert asked._meaning.text() == "Spanish · Mapuche · Quechua"
