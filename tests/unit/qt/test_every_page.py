"""Every page, in a library as it looks in the middle of a day: what takes the keyboard has a name and shows its focus,
the tab key goes as the eye does, what cannot be pressed says why, nothing stays behind when the language changes, and
it comes to rest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from minoties_desktop.config.settings import Settings
from minoties_desktop.qt.opening import open_window
from minoties_desktop.qt.window import MainWindow
from tests.support import order, pseudo, rest, shots, walls
from tests.support.sync_scenes import let_go
from tests.support.verdict import nothing

# What the offscreen platform says about pop-ups and dialogs.
# In one process, which walks through the pages once.
pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.xdist_group("pages"),
              pytest.mark.timeout(1_200)]  # the walk takes minutes, and many on a busy machine

PAGES = ("today", "today-reminded", "history", "settings", "help", "grid", "rights", "files", "steps", "loupe",
         "review", "wikitext", "import", "empty", "accounts-many", "accounts-token", "sync-sending", "sync-portal",
         "sync-empty", "questions", "difference", "delivered", "map", "map-nothing",
         "import-copying", "import-done", "import-refused", "presets", "people", "institutions", "institution",
         "institution-new", "rights-fields", "many-near", "many-variables",
         "languages", "glossary", "map-tiles",
         "filtered", "close", "compare",
         "scan-setup", "scan-nobody", "scan-operator", "scan-stopped", "scan-asked", "scan-shape", "scan-made",
         "scan-glass", "scan-unread", "scan-backs")
"""Those scenes of `shots` that differ in what can be pressed."""
DIALOGS = ("palette", "keys", "glossary-term", "activity", "contributor", "privacy", "clock-code", "presets-list",
           "presets-form", "presets-paste", "people-form", "people-withdrawn", "people-deletion",
           "institution-agreement", "institution-scope", "institution-letter", "institution-columns", "rights-photo",
           "rights-free", "rights-not-yet", "filters", "search-name", "scan-index")
OWN_WORDS = ("HelpPage/", "/language:")
"""The help has pages of its own; languages call themselves by their own names."""


@pytest.fixture(scope="module")
def lived_in(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    """A window on the library of the pictures, in English."""
    folder = tmp_path_factory.mktemp("walls")
    with pytest.MonkeyPatch.context() as patch, pseudo.spoken_in(folder):
        patch.setenv("MINOTIES_HOME", str(folder / "home"))
        shots.fill(folder / "Temuco")
        window = open_window(qapp, folder / "Temuco", Settings(language="en", theme="light"))
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        yield window
        let_go()
        window.close()
        window.kit.speech.leave()
        window.kit.theme.leave()
        window.deleteLater()


def _settle(window: MainWindow) -> None:
    shots._settle(QApplication.instance(), window)
    # What was replaced is gone; without an event loop around it, Qt would keep it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


@pytest.fixture(scope="module")
def faults(lived_in: MainWindow) -> dict[str, list[str]]:
    """What is wrong, by kind, each after the name of its page; found on one walk through all of them."""
    found: dict[str, list[str]] = {
        kind: [] for kind in ("name", "focus", "words", "order", "reason", "back", "rest")}
    for name in PAGES + DIALOGS:
        lived_in.stage.show_all()
        _settle(lived_in)
        lived_in.stage.grid.view.setFocus()
        dialog = shots.PAGES[name](lived_in)
        _settle(lived_in)
        root = dialog if isinstance(dialog, QWidget) else lived_in
        looked = {"name": walls.unnamed(root), "order": order.astray(root, lived_in.shell.parts()),
                  "reason": order.unexplained(root), "focus": _unseen(root),
                  "rest": rest.restless(QApplication.instance())}
        if name in DIALOGS:
            grid, pressed = lived_in.stage.grid.view, lived_in.focusWidget()
            root.close()
            _settle(lived_in)
            if lived_in.focusWidget() is not (grid if grid.isVisible() else pressed):
                looked["back"] = [str(lived_in.focusWidget())]
        else:
            looked["words"] = _unsaid(lived_in)
        for kind, several in looked.items():
            found[kind] += [f"{name}: {fault}" for fault in several]
    return found


def test_what_takes_the_keyboard_says_what_it_is(faults: dict[str, list[str]]) -> None:
    nothing(faults["name"])


def test_focus_is_seen_everywhere(faults: dict[str, list[str]]) -> None:
    nothing(faults["focus"])


def test_the_tab_key_goes_as_the_eye_does(faults: dict[str, list[str]]) -> None:
    nothing(faults["order"])


def test_what_cannot_be_pressed_says_why(faults: dict[str, list[str]]) -> None:
    nothing(faults["reason"])


def test_it_comes_to_rest(faults: dict[str, list[str]]) -> None:
    nothing(faults["rest"])


def test_a_dialog_gives_the_keyboard_back(faults: dict[str, list[str]]) -> None:
    nothing(faults["back"])


def test_the_tab_key_comes_round_and_the_parts_too(lived_in: MainWindow, qtbot: QtBot) -> None:
    lived_in.stage.show_all()
    shots.PAGES["grid"](lived_in)
    _come_back(lived_in, qtbot)
    lived_in.stage.grid.view.setFocus()
    came, astray, first = [lived_in.stage.grid.view], [], order.chain(lived_in)[0]
    for _ in range(2 * len(order.chain(lived_in))):
        QTest.keyClick(came[-1], Qt.Key.Key_Tab)
        _settle(lived_in)
        came.append(QApplication.focusWidget())
        if came[-1] is not first:
            astray += order.backwards(lived_in, came[-2:], lived_in.shell.parts())
        if came[-1] is came[0]:
            break
    nothing(astray)
    assert came[-1] is came[0] and set(came) == set(order.chain(lived_in))
    parts = [part for part in lived_in.shell.parts() if part.isVisible()]
    reached = []
    for _ in parts:
        lived_in.deeds_of["next-part"].trigger()
        reached.append(next(part for part in parts if part.isAncestorOf(QApplication.focusWidget())))
    assert set(reached) == set(parts)


def test_looking_something_up_ends_where_one_was(lived_in: MainWindow, qtbot: QtBot) -> None:
    shots.PAGES["loupe"](lived_in)
    _come_back(lived_in, qtbot)
    lived_in.stage.panel.focus_field("title")
    _settle(lived_in)
    assert lived_in.stage.panel.focused_field().id == "title"
    lived_in.deeds_of["help"].trigger()
    _settle(lived_in)
    lived_in.deeds_of["show-settings"].trigger()
    _settle(lived_in)
    for expected in ("help", "loupe"):
        lived_in.deeds_of["back-to-grid"].trigger()
        _settle(lived_in)
        assert lived_in.stage.page == expected
    assert lived_in.stage.panel.focused_field().id == "title"


def test_help_on_a_caption_comes_back_to_its_language(lived_in: MainWindow, qtbot: QtBot) -> None:
    shots.PAGES["loupe"](lived_in)
    _come_back(lived_in, qtbot)
    lived_in.stage.panel.focus_line("caption", "arn")
    _settle(lived_in)
    assert lived_in.stage.panel.focused_line() == ("caption", "arn")
    lived_in.deeds_of["help"].trigger()
    _settle(lived_in)
    lived_in.deeds_of["back-to-grid"].trigger()
    _settle(lived_in)
    assert lived_in.stage.panel.focused_line() == ("caption", "arn")


def test_a_page_that_was_not_seen_speaks_the_language_of_now_when_it_is(lived_in: MainWindow) -> None:
    lived_in.stage.show_page("today")
    lived_in.stage.show_page("grid")
    lived_in.kit.speech.use(pseudo.LONG)
    lived_in.stage.show_page("today")
    _settle(lived_in)
    behind = walls.english_in(lived_in)
    lived_in.kit.speech.use("en")
    lived_in.stage.show_page("grid")
    _settle(lived_in)
    nothing(behind)


def test_a_way_that_goes_astray_would_be_noticed(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    upper, lower = QPushButton("upper", page), QPushButton("lower", page)
    layout.addWidget(lower)
    layout.addWidget(upper)
    lower.setEnabled(False)
    page.show()
    assert order.unexplained(page)
    lower.setEnabled(True)
    assert order.astray(page)


def test_everything_is_said_again_in_another_language(faults: dict[str, list[str]]) -> None:
    nothing(faults["words"])


@pytest.fixture(scope="module", params=[(pseudo.LONG, 1, (1280, 720), "dark"), ("el", 2, (1440, 900), "light")],
                ids=["words two fifths longer on a small screen, dark", "letters twice as large"])
def cut_words(lived_in: MainWindow, request: pytest.FixtureRequest) -> list[str]:
    """Words that are cut, or that their ground swallows, each after the name of its page."""
    language, scale, size, look = request.param
    font, found = QFont(QApplication.font()), []
    large = QFont(font)
    large.setPixelSize(shots.PIXELS * scale)
    lived_in.kit.theme.set_font(large)
    lived_in.kit.theme.choose(look)
    lived_in.kit.speech.use(language)
    lived_in.resize(*size)
    for name in (*PAGES, "table", "table-find", "map-moved", *DIALOGS):
        lived_in.stage.show_all()
        _settle(lived_in)
        dialog = shots.PAGES[name](lived_in)
        _settle(lived_in)
        root = dialog if isinstance(dialog, QWidget) else lived_in
        found += [f"{name}: {fault}" for fault in (*walls.cut(root), *walls.faint(root))]
        if name in DIALOGS:
            dialog.close()
    lived_in.resize(1440, 900)
    lived_in.kit.theme.choose("light")
    lived_in.kit.speech.use("en")
    lived_in.kit.theme.set_font(font)
    _settle(lived_in)
    return found


def test_no_words_are_cut_or_faint(cut_words: list[str]) -> None:
    nothing(cut_words)


def test_words_without_room_would_be_noticed(qtbot: QtBot) -> None:
    label = QLabel("Nothing is sent before you say so")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    label.show()
    assert not walls.cut(label)
    label.resize(label.width() // 2, label.height())
    assert walls.cut(label)


def test_words_without_contrast_would_be_noticed(qtbot: QtBot) -> None:
    label = QLabel("Nothing is sent before you say so")
    qtbot.addWidget(label)
    label.setStyleSheet("color: #202122; background: #ffffff")
    label.show()
    assert not walls.faint(label)
    label.setStyleSheet("color: #999999; background: #ffffff")
    assert walls.faint(label)


def test_what_stays_behind_would_be_noticed(lived_in: MainWindow, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.show()
    assert walls.unnamed(button)
    button.setText(lived_in.kit.speech.say("deed-undo"))
    assert not walls.unnamed(button)
    assert walls.english_in(button)


def _come_back(window: MainWindow, qtbot: QtBot) -> None:
    # The offscreen platform has no window manager that makes a window active again.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    _settle(window)


def _unsaid(window: MainWindow) -> list[str]:
    window.kit.speech.use(pseudo.LONG)
    _settle(window)
    found = walls.english_in(window)
    window.kit.speech.use("en")
    _settle(window)
    return [fault for fault in found if not any(part in fault for part in OWN_WORDS)]


def _unseen(root: QWidget) -> list[str]:
    found = []
    for widget in walls.stops(root):
        if not isValid(widget):
            continue  # made anew while the keyboard went on
        if (focused := QApplication.focusWidget()) is not None:
            focused.clearFocus()
        _bring_into_sight(widget)
        without, at = _looks(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        with_focus, then = _looks(widget)
        # What scrolled into sight has moved, which is seen too.
        if widget.hasFocus() and at == then and without == with_focus:
            found.append(walls.path(widget))
    return found


def _bring_into_sight(widget: QWidget) -> None:
    # As the tab key does.
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, QScrollArea):
            at.ensureWidgetVisible(widget)
        at = at.parentWidget()
    QApplication.processEvents()


def _looks(widget: QWidget) -> tuple[QImage, QRect]:
    window = widget.window()
    around = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size()).adjusted(-4, -4, 4, 4)
    return window.grab(around).toImage(), around
