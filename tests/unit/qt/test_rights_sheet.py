"""The sheet of rights: by keys alone to a licence for many works, or to why there is none yet."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from minoties_desktop.domain.fields import Tab
from minoties_desktop.qt.pages.rights_sheet import RightsSheet
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def two(window: MainWindow, add_items: Callable[..., list[str]], settled: Callable[[], None]) -> list[str]:
    """Two selected items."""
    ids = add_items(2)
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.select(ids)
    settled()
    return ids


def opened(window: MainWindow, settled: Callable[[], None]) -> RightsSheet:
    window.deeds_of["find-rights"].trigger()
    settled()
    sheet = window.findChildren(RightsSheet)[-1]
    sheet.activateWindow()
    return sheet


def answer(sheet: RightsSheet, *texts: str) -> None:
    """Type answers from where the keyboard is, each after a press of Tab."""
    for text in texts:
        QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Tab)
        QTest.keyClicks(sheet.focusWidget(), text)


def test_by_keys_alone_a_scan_comes_into_the_public_domain(
        window: MainWindow, library: Library, two: list[str], settled: Callable[[], None]) -> None:
    sheet = opened(window, settled)
    assert sheet.focusWidget().objectName() == "work"
    QTest.keyClicks(sheet.focusWidget(), "Pict")
    answer(sheet, "Gustavo Milet", "1917", "1890~", "1891", "Chile", "Scan", "https://example.org/1")
    assert (sheet.end.licence, sheet.end.lacks) == ("pd-old-100-expired", ())
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
    settled()
    assert not sheet.isVisible()
    for told in describe(library.database, two).values():
        written = {"work": "flat", "published_in": "cl", "creator": "Gustavo Milet", "creator_died": "1917",
                   "copied": "scan",
                   "licence": "pd-old-100-expired", "source": "https://example.org/1"}
        assert {name: told.first(name) for name in written} == written
    window.kit.bridge.tagging.undo()
    assert not any(told.first("work") for told in describe(library.database, two).values())


def test_what_was_written_is_seen_at_once_and_taken_back_beside_it(
        window: MainWindow, two: list[str], settled: Callable[[], None]) -> None:
    panel = window.stage.panel
    panel.show_detail("archivist")
    panel.show_tab(Tab.RIGHTS)
    settled()
    sheet = opened(window, settled)
    QTest.keyClicks(sheet.focusWidget(), "Pict")
    answer(sheet, "Gustavo Milet", "1917", "1890~", "1891", "Chile", "Scan", "https://example.org/1")
    sheet._parts.accept.click()
    settled()
    assert panel.box("source").line.text == "https://example.org/1" and panel.box("licence").line.text
    maker = panel.box("creator").line
    assert "Gustavo Milet" in {maker.text, *(token.text for token in maker.tokens)}
    form = window.status._form
    assert "rights" in form.statusDeed.text().casefold() and form.statusUndo.isVisible()
    form.statusUndo.click()
    settled()
    assert not panel.box("creator") and not panel.box("source").line.text


def test_a_not_yet_is_said_and_what_is_known_is_kept(
        window: MainWindow, library: Library, two: list[str], settled: Callable[[], None]) -> None:
    sheet = opened(window, settled)
    QTest.keyClicks(sheet.focusWidget(), "Old")
    assert "Not yet, because" in sheet._parts.end.text and "ask those" not in sheet._parts.end.text
    answer(sheet, "Juan", "1990", "1951", "1952")
    assert "Not yet, because" in sheet._parts.end.text and "ask those who hold the rights" in sheet._parts.end.text
    assert sheet._parts.accept.text() == "Keep what is known of 2 pictures"
    settled()
    assert sheet._parts.end.height() >= sheet._parts.end.heightForWidth(sheet._parts.end.width())
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
    settled()
    told = describe(library.database, two)[two[0]]
    assert (told.first("creator_died"), told.first("licence")) == ("1990", "")


def test_what_was_typed_is_there_again(window: MainWindow, two: list[str], settled: Callable[[], None]) -> None:
    sheet = opened(window, settled)
    QTest.keyClicks(sheet.focusWidget(), "Map")
    answer(sheet, "Bolona")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    settled()
    again = opened(window, settled)
    assert (again.answers().work, again.answers().creator) == ("map", "Bolona")
    again.reject()


def test_the_country_of_a_code_is_offered_before_names_with_its_letters(
        window: MainWindow, two: list[str], settled: Callable[[], None]) -> None:
    sheet = opened(window, settled)
    QTest.keyClicks(sheet.focusWidget(), "Map")
    line = sheet._parts.editors["published_in"]
    line.setFocus()
    for typed, first, code in (("cl", "Chile (cl)", "cl"), ("in", "India (in)", "in"), ("chil", "Chile", "cl")):
        line.clear()
        QTest.keyClicks(line, typed)
        offered = line.completer().completionModel()
        assert offered.data(offered.index(0, 0)) == first
        line.completer().popup().hide()
        line.setText(first)
        assert sheet.answers().published_in == code
    sheet.reject()


def test_only_what_concerns_the_kind_is_asked(window: MainWindow, two: list[str], settled: Callable[[], None]) -> None:
    sheet = opened(window, settled)
    assert sheet._asked() == {"work", "licence"}
    QTest.keyClicks(sheet.focusWidget(), "Photograph of")
    assert {"creator", "leave", "licence"} <= sheet._asked() and not {"copied", "source"} & sheet._asked()
    sheet.reject()


def test_the_fields_of_a_kind_are_shown_for_it_alone(
        window: MainWindow, two: list[str], settled: Callable[[], None]) -> None:
    panel = window.stage.panel
    panel.show_detail("archivist")
    panel.show_tab(Tab.RIGHTS)
    settled()
    assert panel.rights.isVisible() and panel.box("work") and not panel.box("creator")
    window.kit.bridge.tagging.replace(two, "work", ["book"])
    window.kit.bridge.tell_everything()
    settled()
    assert panel.box("creator") and panel.box("publisher") and not panel.box("medium")


def test_what_a_file_says_of_its_rights_is_named_whole(
        window: MainWindow, two: list[str], settled: Callable[[], None]) -> None:
    panel = window.stage.panel
    window.kit.bridge.tagging.replace(two, "rights_notice", ["© Ann"])
    window.kit.bridge.tell_everything()
    panel.show_detail("photographer")
    panel.show_tab(Tab.RIGHTS)
    for code in ("es", "el", "en"):
        window.kit.speech.use(code)
        settled()
        parts = panel.box("rights_notice")._parts
        label = parts.label
        parts.end.setText("where it is from, in rather many words")
        settled()
        assert label.text() and label.width() >= label.fontMetrics().horizontalAdvance(label.text()), label.text()


def test_unknown_is_a_word_of_one_s_own_language(
        window: MainWindow, two: list[str], settled: Callable[[], None]) -> None:
    window.kit.speech.use("es")
    sheet = opened(window, settled)
    QTest.keyClicks(sheet.focusWidget(), "Lib")
    answer(sheet, "Desconocido", "desconocido")
    assert (sheet.answers().creator, sheet.answers().creator_died) == ("unknown", "unknown")
    sheet.reject()
    window.kit.speech.use("en")


def test_of_scans_nothing_is_taken_for_granted(
        window: MainWindow, library: Library, two: list[str], settled: Callable[[], None]) -> None:
    tagging = window.kit.bridge.tagging
    tagging.move(two, tagging.create("activity", {"title": "Album", "kind": "scan_session"}))
    sheet = opened(window, settled)
    assert sheet.focusWidget().objectName() == "work" and not sheet._parts.accept.isEnabled()
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
    assert sheet.isVisible()
    QTest.keyClicks(sheet.focusWidget(), "Old")
    assert sheet._parts.accept.isEnabled() and sheet.answers().work == "old_photo"
    QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Return)
    settled()
    assert {told.first("work") for told in describe(library.database, two).values()} == {"old_photo"}
    assert opened(window, settled).answers().work == "old_photo"


def test_an_answer_that_can_not_be_read_ends_nowhere(
        window: MainWindow, two: list[str], settled: Callable[[], None]) -> None:
    sheet = opened(window, settled)
    QTest.keyClicks(sheet.focusWidget(), "Old")
    answer(sheet, "Juan", "1917", "1890")
    settled()
    places = {name: editor.y() for name, editor in sheet._parts.editors.items()}
    assert "1890" not in sheet._parts.end.text
    QTest.keyClicks(sheet.focusWidget(), "cl")
    settled()
    assert "1890cl" in sheet._parts.end.text and "Not yet, because" in sheet._parts.end.text
    assert {name: editor.y() for name, editor in sheet._parts.editors.items()} == places
