"""The scanning desk by its keys: pages are marked, named, moved, cut; what stops is said; what lies on the glass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSignalBlocker, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from minoties_desktop.capture.scanner.stand import devices as scanners_at
from minoties_desktop.config.messages import Message
from minoties_desktop.domain.changes import Changes
from minoties_desktop.domain.errors import AskPerson, Refused, UsageFault
from minoties_desktop.domain.scanning import Area, Colour, Leaf, Seen, Setup, Way
from minoties_desktop.domain.shaping import Box, Shape
from minoties_desktop.qt.pages.dialogs import ActivityForm
from minoties_desktop.qt.pages.index_draft import IndexDraft
from minoties_desktop.qt.pages.scan_operator import Operator
from minoties_desktop.qt.pages.scanning import ScanPage
from minoties_desktop.qt.scan_work import ScanWork
from minoties_desktop.qt.widgets import page_strip
from minoties_desktop.qt.widgets.item_files import ItemFiles
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import readable, scanners, scanning, scanpages, scanprofiles
from minoties_desktop.services.library import Library
from minoties_desktop.services.scandesk import Batch, Desk, Glass
from minoties_desktop.services.tagging import Tagging
from tests.support import libraries, scan_scenes
from tests.support.photographs import jpeg_bytes

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, settled: Settled) -> ScanPage:
    """The page, at rest: nobody asks the scanners of this machine."""
    made = window.stage.made("scan")
    assert isinstance(made, ScanPage)
    made._looked = True
    window.stage.show_page("scan")
    settled()
    return made


@pytest.fixture
def desk(window: MainWindow, page: ScanPage, settled: Settled, library: Library) -> Operator:
    """The operator's desk with the nine pages of the scenes."""
    page.open(scan_scenes.session(library))
    window.activateWindow()
    settled()
    page.work._thread.submit(int).result()
    settled()
    page.operator.key.setFocus()
    return page.operator


def press(desk: Operator, settled: Settled, key: Qt.Key,
          modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    QTest.keyClick(QApplication.focusWidget() or desk.key, key, modifiers)
    settled()


def test_operator_mode_has_the_window_to_itself_and_leaving_gives_back_what_was_shown(
    window: MainWindow, page: ScanPage, desk: Operator, settled: Settled, library: Library,
) -> None:
    form, hidden = window.form, window.deeds_of["toggle-side"]
    assert form.topBar.isHidden() and form.sidePanel.isHidden() and not hidden.isChecked()
    assert form.statusBar_.isVisible() and desk.head.isVisible()
    press(desk, settled, Qt.Key.Key_F9)
    assert form.sidePanel.isVisible() and hidden.isChecked() and form.topBar.isHidden(), "by its key"
    desk.head.findChild(QToolButton).click()
    assert form.sidePanel.isHidden(), "and by its button"
    window.deeds_of["menu"].trigger()
    assert window.menu.isVisible()
    window.menu.hide()
    desk.head.leave.click()
    settled()
    assert page.view is not desk and form.topBar.isVisible() and form.sidePanel.isVisible()
    window.deeds_of["toggle-side"].trigger()
    page.open(desk._session)
    window.deeds_of["toggle-side"].trigger()
    settled()
    assert form.sidePanel.isVisible()
    desk.key.setFocus()
    press(desk, settled, Qt.Key.Key_Escape)
    assert form.topBar.isVisible() and form.sidePanel.isHidden(), "as it was before"
    page.open(desk._session)
    assert form.topBar.isHidden()
    window.stage.show_page("grid")
    assert form.topBar.isVisible() and form.sidePanel.isHidden()
    window.stage.show_page("scan")
    assert form.topBar.isHidden() and form.sidePanel.isVisible()
    window.deeds_of["find"].trigger()
    assert window.stage.page == "grid" and window.focusWidget() is form.find
    kept = window.shell.remembered()
    assert kept["shown"] == {"side": False, "desk": True, "inspector": True}
    window.shell.remember({"shown": {"side": True, "desk": "x", "inspector": False}})
    assert form.sidePanel.isVisible() and form.inspector.isHidden() and window.shell.remembered()["shown"]["desk"]


def test_the_keyboard_stays_at_the_desk_while_the_scanner_works(
    desk: Operator, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    busy = True
    monkeypatch.setattr(ScanWork, "is_busy", property(lambda _self: busy))
    desk._say()
    assert not desk.key.isEnabled() and desk.pair.hasFocus(), "where Space presses nothing"
    before = labels(desk)
    press(desk, settled, Qt.Key.Key_Space)
    assert labels(desk) == before and desk.pair.hasFocus()
    busy = False
    desk._say()
    assert desk.key.hasFocus()


def test_the_head_of_the_desk_says_whose_session_it_is_and_how_the_scanner_is(
    desk: Operator, settled: Settled, window: MainWindow,
) -> None:
    head = desk.head
    assert head._name.text() == "Scanning session" and head._state.text() == "Scanner ready"
    desk.show_stopped(Refused(Message("scan-jam"), code="jam"))
    desk._say()
    assert head._state.text() == "Scanner stopped" and head._sign.property("iconName") == "error"
    window.kit.speech.use("es")
    settled()
    assert head._state.text() == "Escáner detenido" and head.leave.text() == window.kit.speech.say("desk-key-leave")


def labels(desk: Operator) -> list[str]:
    """What the strip calls the pages, those too that seem to be missing."""
    return [entry.label for entry in desk.strip._entries.entries]


def notes(desk: Operator) -> dict[str, str]:
    """What it says beside them."""
    return {entry.label: entry.note for entry in desk.strip._entries.entries if entry.note}


def pages(desk: Operator) -> list[scanpages.Page]:
    """The pages as the library has them."""
    return scanpages.pages(desk._library, desk._sight.standing.item)


def test_the_strip_shows_the_pages_and_what_is_missing(desk: Operator) -> None:
    assert labels(desk) == ["1r", "1v", "2r", "2v", "3r", "3v", "4r", "4v", "5r", "5v"]
    assert notes(desk) == {"1v": "blank", "3r": "retaken"}
    assert desk.key.text() == "Turn the leaf, then scan 6r"
    assert desk.item_side._name.text() == "PL-012"
    said = [one.text() for one in desk.kept_side.findChildren(QLabel) if not one.isHidden()]
    assert "Page 5v is on disk" in said and "4v seems to be missing before 5r." in said


def test_what_is_odd_about_a_page_is_said_beside_it(desk: Operator, settled: Settled) -> None:
    page = pages(desk)[-1]

    def shown() -> list[str]:
        settled()
        return [one.text() for one in desk.kept_side._gap.findChildren(QLabel) if one.isVisibleTo(desk)]

    odd = replace(page, advice=(Message("scan-advice-blank"),))
    desk.kept_side.show_page(desk._sight, odd, desk._on_gap)
    assert "It seems to be blank; mark it so if it is." in shown()
    desk.kept_side.show_page(desk._sight, replace(odd, leaf=Leaf.BLANK), desk._on_gap)
    assert "It seems to be blank; mark it so if it is." not in shown()


def test_pages_are_marked_by_letters_and_undone(desk: Operator, settled: Settled) -> None:
    press(desk, settled, Qt.Key.Key_B)
    assert notes(desk)["5v"] == "blank" and pages(desk)[-1].leaf is Leaf.BLANK
    press(desk, settled, Qt.Key.Key_B)
    assert "5v" not in notes(desk)
    press(desk, settled, Qt.Key.Key_Left)
    press(desk, settled, Qt.Key.Key_T)
    assert notes(desk)["5r"] == "target"
    press(desk, settled, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "5r" not in notes(desk)


def test_pages_are_named_moved_and_taken_out(desk: Operator, settled: Settled) -> None:
    press(desk, settled, Qt.Key.Key_L)
    assert desk.edit.hasFocus() and desk.edit.text() == "5v"
    QTest.keyClicks(desk.edit, "rb 7r")  # letters are letters here
    assert desk.edit.text() == "rb 7r" and notes(desk) == {"1v": "blank", "3r": "retaken"}
    press(desk, settled, Qt.Key.Key_Return)
    assert labels(desk)[-1] == "rb 7r" and desk.key.hasFocus()
    press(desk, settled, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert labels(desk)[-2:] == ["rb 7r", "5r"]
    press(desk, settled, Qt.Key.Key_Delete)
    assert "rb 7r" not in labels(desk) and len(pages(desk)) == 8
    press(desk, settled, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert labels(desk)[-2:] == ["rb 7r", "5r"]


def test_what_is_not_there_is_said_to_be_so(desk: Operator, settled: Settled) -> None:
    desk._on_gap("none", desk._sight.gaps[0])
    settled()
    assert "4v" not in labels(desk) and desk._sight.gaps == ()


def test_the_next_item_is_asked_for_by_its_number(desk: Operator, settled: Settled) -> None:
    press(desk, settled, Qt.Key.Key_N)
    assert desk.edit.text() == "PL-013", "the number that seems to come next"
    press(desk, settled, Qt.Key.Key_Escape)
    assert desk.item_side._name.text() == "PL-012"
    press(desk, settled, Qt.Key.Key_N)
    press(desk, settled, Qt.Key.Key_Return)
    assert desk.item_side._name.text() == "PL-013" and labels(desk) == []
    assert not desk.item_side._keys["retake"].isEnabled() and desk.item_side._keys["retake"].toolTip()


def test_the_item_of_now_is_given_its_number_by_key_or_by_its_name(
    window: MainWindow, desk: Operator, settled: Settled, library: Library,
) -> None:
    name, there = desk.item_side._name, len(labels(desk))
    press(desk, settled, Qt.Key.Key_U)
    assert desk.edit.text() == "PL-012", "what it is called now"
    desk.edit.setText(" PL  99 ")
    press(desk, settled, Qt.Key.Key_Return)
    assert name.text() == "PL 99" and len(labels(desk)) == there
    QTest.mouseClick(name, Qt.MouseButton.LeftButton)
    settled()
    desk.edit.setText("")
    press(desk, settled, Qt.Key.Key_Return)
    assert name.text() == "No inventory number" and len(labels(desk)) == there
    for expected in ("PL 99", "PL-012"):
        window.kit.bridge.tagging.undo()
        desk.refresh()
        settled()
        assert name.text() == expected


def test_what_is_typed_is_for_what_was_asked_about_whatever_came_meanwhile(
    window: MainWindow, desk: Operator, settled: Settled, library: Library,
) -> None:
    item, session, first = desk._sight.standing.item, desk._session, pages(desk)[0]
    press(desk, settled, Qt.Key.Key_U)
    desk.edit.setText("PL-011")
    scanpages.next_item(library, session, "PL-050")  # a slip between the sheets
    desk.refresh()
    settled()
    press(desk, settled, Qt.Key.Key_Return)
    assert (scanpages.number_of(library, item), desk.item_side._name.text()) == ("PL-011", "PL-050")
    scanpages.next_item(library, session, "PL-011")
    desk.refresh()
    settled()
    desk.strip.page_chosen.emit(first.id)
    press(desk, settled, Qt.Key.Key_L)
    desk.edit.setText("front")
    desk._on_kept(pages(desk)[3])
    settled()
    press(desk, settled, Qt.Key.Key_Return)
    assert [one.label == "front" for one in pages(desk)][:4] == [True, False, False, False]


def test_a_number_that_is_refused_is_asked_for_again_with_what_was_typed(
    window: MainWindow, desk: Operator, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_what: object) -> None:
        raise UsageFault(Message("error-value", "PL", "x"), code="value")

    with monkeypatch.context() as patch:
        patch.setattr(scanning, "number", refuse)
        press(desk, settled, Qt.Key.Key_U)
        desk.edit.setText("PL-013")
        press(desk, settled, Qt.Key.Key_Return)
    assert desk.edit.hasFocus() and desk.edit.text() == "PL-013" and window.form.statusDeed.text()
    press(desk, settled, Qt.Key.Key_Return)
    assert desk.item_side._name.text() == "PL-013" and desk.key.hasFocus()


def test_the_first_item_may_have_its_number_before_its_first_page(
    window: MainWindow, page: ScanPage, settled: Settled, library: Library,
) -> None:
    page.open(scanning.begin(library))
    window.activateWindow()
    settled()
    desk = page.operator
    desk.key.setFocus()
    assert desk.item_side._name.text() == "No inventory number" and desk.key.text() == "Scan 1r"
    press(desk, settled, Qt.Key.Key_U)
    desk.edit.setText("CT-0001")
    press(desk, settled, Qt.Key.Key_Return)
    assert desk.item_side._name.text() == "CT-0001" and desk.key.text() == "Scan 1r"
    assert desk.item_side._place.text() == "Item 1"


def test_an_item_of_several_pages_says_how_many_in_the_grid_and_what_they_are_called(
    window: MainWindow, desk: Operator, settled: Settled,
) -> None:
    [item, *_] = {page.item for page in pages(desk)}
    count = len(pages(desk))
    window.stage.show_page("grid")
    window.stage.list_items()
    settled()
    model = window.stage.grid.model
    row = model.row(item)
    assert model.cell(row).pages == count > 1 and f"{count} pages" in model.words(row)
    window.stage.grid.view.grab()
    files = ItemFiles(window.kit, window.stage.thumbnails)
    files.show_items([item], closely=False)
    settled()
    said = [one.text() for one in files.findChildren(QLabel)]
    assert said.count("1. 1r") == 1 and "2. 1v" in said
    files.deleteLater()


def test_a_stop_is_said_and_escape_gives_up_the_place(page: ScanPage, desk: Operator, settled: Settled) -> None:
    desk._wish = {"retake": pages(desk)[2].id, "label": "2r"}
    desk.show_stopped(AskPerson("scan-jam", Message("scan-jam", "Epson"), Message("scan-jam-remedy")))
    desk._say()
    assert "Epson" in desk.band.text and desk.key.text() == "Go on with 2r"
    press(desk, settled, Qt.Key.Key_Escape)
    assert not desk.band.text and desk.key.text() == "Turn the leaf, then scan 6r"
    press(desk, settled, Qt.Key.Key_Escape)
    assert page.view is not desk


def test_several_things_on_the_glass_are_a_page_each(desk: Operator, settled: Settled, tmp_path: Path) -> None:
    boxes = (Box(0.1, 0.1, 0.4, 0.5), Box(0.5, 0.1, 0.99, 0.6))
    desk.show_glass(Glass(tmp_path / "glass.jpg", 200, 300, Seen(areas=boxes)))
    settled()
    setup = scanning.standing(desk._library, desk._session).setup
    assert [tuple(round(side, 6) for side in (area.left, area.top, area.width, area.height)) for area in setup.areas] \
        == [(18, 28, 64, 124), (98, 28, 102, 154)]
    assert isinstance(setup.areas[0], Area) and "2 things" in desk.band.text
    desk.show_glass(Glass(tmp_path / "glass.jpg", 200, 300, Seen(areas=(Box(),))))
    settled()
    assert scanning.standing(desk._library, desk._session).setup.areas == ()


def test_a_page_is_shaped_by_numbers_and_so_are_all(page: ScanPage, desk: Operator, settled: Settled) -> None:
    press(desk, settled, Qt.Key.Key_A)
    assert page.view is page.shape and page.shape.spins["skew"].hasFocus()
    press(desk, settled, Qt.Key.Key_Up)
    assert pages(desk)[-1].shape == Shape(skew=0.1)
    page.shape.spins["right"].setValue(90)
    page.shape._buttons["halve"].click()
    page.shape._buttons["turn-right"].click()
    settled()
    wanted = Shape(90, 0.1, Box(0, 0, 0.9, 1), 0.5)
    assert pages(desk)[-1].shape == wanted and pages(desk)[0].shape == Shape()
    page.shape._buttons["all"].click()
    settled()
    assert {one.shape for one in pages(desk)} == {wanted}
    page.shape._buttons["reset"].click()
    press(desk, settled, Qt.Key.Key_Escape)
    assert page.view is desk and pages(desk)[-1].shape == Shape()


def test_the_session_is_told_and_its_draft_copied(
    page: ScanPage, desk: Operator, settled: Settled, window: MainWindow,
) -> None:
    press(desk, settled, Qt.Key.Key_Escape)
    settled()
    assert page.batch._head.text() == "This session: one item" and page.batch.make.text() == "Make one PDF"
    page.batch._index(page.batch._found[0])
    settled()
    [dialog] = window.findChildren(IndexDraft)
    assert any("“MediaWiki:Proofreadpage index data config.json”" in one.text() for one in dialog.findChildren(QLabel))
    dialog.copy.click()
    assert '<pagelist 1="1r"' in QGuiApplication.clipboard().text()
    dialog.close()
    page.press_primary()
    assert page.view is desk
    page.leave()
    page.batch._end.click()
    settled()
    assert page.batch.isHidden() and scanning.last(page._library) is None


def test_a_session_that_another_process_works_on_is_waited_for(
    page: ScanPage, settled: Settled, library: Library,
) -> None:
    session = scanning.begin(library)

    def opened() -> object:
        return page.work._thread.submit(lambda: page.work._desk).result()

    with library.lock(f"session-{session}"):
        page.open(session)
        assert opened() is None
        settled()
        assert "already" in page.operator.band.text and page.operator.key.isEnabled()
    page.operator.scan()
    assert opened() is not None, "the same key goes on once it is free"
    settled()


def test_a_stack_is_turned_over_for_its_backs(
    desk: Operator, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert desk.item_side._keys["backs"].isHidden(), "what lies on the glass has no backs"
    press(desk, settled, Qt.Key.Key_V)
    assert not desk.band.text
    setup = replace(desk._sight.standing.setup, way=Way.FEEDER)
    scanning.set_up(desk._library, desk._session, setup=setup)
    scanpages.remove(desk._library, [page.id for page in pages(desk) if page.label.endswith("v")])
    desk.refresh()
    settled()
    wished: list[dict[str, object]] = []
    monkeypatch.setattr(desk._work, "scan", lambda **wish: wished.append(wish))
    desk.item_side._keys["backs"].click()
    assert "Turn the whole stack over" in desk.band.text and desk.key.text() == "Scan the backs"
    press(desk, settled, Qt.Key.Key_Space)
    page = pages(desk)[0]
    stop = AskPerson("scan-jam", Message("scan-jam", "Epson"), Message("scan-jam-remedy"))
    desk._on_ended(Batch([page], stop))
    settled()
    assert desk.key.text() == "Go on with the backs"
    press(desk, settled, Qt.Key.Key_Space)
    desk._on_ended(Batch([page]))
    settled()
    press(desk, settled, Qt.Key.Key_Space)
    assert wished == [{"pages": None, "backs": True}] * 2 + [{"pages": None}]
    press(desk, settled, Qt.Key.Key_V)
    press(desk, settled, Qt.Key.Key_Escape)
    assert desk.key.text().startswith("Fill the feeder") and not desk.band.text


def test_words_that_cannot_be_read_are_said_and_a_book_is_made_without_them(
    page: ScanPage, desk: Operator, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    library, item = desk._library, desk._sight.standing.item
    Tagging(library).replace([item], "text_languages", ["en", "fr"])
    press(desk, settled, Qt.Key.Key_Escape)
    settled()
    assert "French (fr)" in page.batch.notice.text and "fra.traineddata" in page.batch.notice.text
    [row] = [one.text() for one in page.batch._rows.findChildren(QLabel) if "not made" in one.text()]
    assert row.endswith("cannot be searched in French (fr)")

    def torn(*_args: object, **_more: object) -> None:
        raise Refused(Message("book-unread"), Message("book-unread-remedy"), code="unread")

    monkeypatch.setattr("minoties_desktop.media.reading.read", torn)
    page.batch.make.click()
    settled()
    assert "could not be read" in page.batch.band.text and page.batch.make.isEnabled()
    page.batch.band.press()
    settled()
    settled()
    assert page.batch.band.text == "One PDF is made." and not page.batch.notice.text
    assert not page.batch.make.isEnabled()
    assert page.batch.make.text() == "Make one PDF", "none is left to be made, and the button says no nought"


def test_the_set_up_says_what_cannot_be_read_here(page: ScanPage, settled: Settled, library: Library) -> None:
    setup, activity = page.setup, libraries.activity(library, "Letters", languages="en")
    page._kit.bridge.tell(Changes.of("activity", [activity]))
    setup.refresh()
    setup.activity.setCurrentIndex(setup.activity.findData(activity))
    setup.activity.activated.emit(setup.activity.currentIndex())
    settled()
    assert not setup.unread.isVisibleTo(setup)
    setup.languages.setText("en, eu")
    setup.languages.editingFinished.emit()
    settled()
    assert "Basque (eu)" in setup.unread.text() and setup.unread.isVisibleTo(setup)


def test_only_what_the_scanner_can_is_offered_and_profiles_are_kept(
    page: ScanPage, settled: Settled, library: Library,
) -> None:
    setup = page.setup
    with QSignalBlocker(setup):
        setup.show_devices([scan_scenes.FLATBED])
    setup.show_capabilities(scan_scenes.KNOWN)
    assert [setup.dpi.itemData(row) for row in range(setup.dpi.count())] == [150, 300, 600]
    assert not setup.sides.isVisible() and setup.begin.isEnabled()
    assert not setup.languages.isEnabled() and setup.languages.toolTip(), "they are kept with an activity"
    setup.way.setCurrentIndex(1)
    setup.way.activated.emit(1)
    assert [setup.dpi.itemData(row) for row in range(setup.dpi.count())] == [150, 300]
    setup.colour.setCurrentIndex(2)
    setup.colour.activated.emit(2)
    found = setup.setup()
    assert (found.way, found.colour, found.depth, found.device) == (
        Way.FEEDER, Colour.LINES, 1, scan_scenes.FLATBED.id)
    assert not setup._keep.isEnabled() and setup._keep.toolTip()
    QTest.keyClicks(setup.name, "Inventory cards")
    setup._keep.click()
    settled()
    [profile] = scanprofiles.listed(library)
    assert (profile.name, profile.setup) == ("Inventory cards", found)
    assert setup.profile.currentText() == "Inventory cards"
    setup.show_devices([])
    assert setup.band.text.startswith("No scanner answers") and not setup.begin.isEnabled()


def test_without_a_scanner_what_it_can_is_not_offered_and_looking_again_stands_once(page: ScanPage) -> None:
    setup = page.setup
    boxes = (setup.way, setup.dpi, setup.colour, setup.depth)
    with QSignalBlocker(setup):
        setup.show_devices([])
    for box in boxes:
        assert not box.isEnabled() and box.toolTip() == box.accessibleDescription() == "Choose a scanner first."
    again = [one for one in setup.findChildren(QPushButton) if one.text() == setup.again.text()]
    assert [one for one in again if one.isVisibleTo(setup)] == [setup.again]
    with QSignalBlocker(setup):
        setup.show_devices([scan_scenes.FLATBED])
    assert not any(box.isEnabled() for box in boxes) and "asked" in setup.dpi.toolTip()
    setup.show_capabilities(scan_scenes.KNOWN)
    assert all(box.isEnabled() and not box.toolTip() for box in boxes)


def test_a_copy_stand_is_reached_by_its_folder_and_asked_nothing_of_its_lens(
    page: ScanPage, settled: Settled, library: Library, tmp_path: Path, qtbot: QtBot,
) -> None:
    folder = tmp_path / "camera of the archive"
    folder.mkdir()
    setup = page.setup
    with QSignalBlocker(setup):
        setup.address.setText(str(folder))
        setup._on_address()
    setup.show_found(scanners.Found(scanners_at([str(folder)]), {}))
    assert library.setting("scan_addresses") == str(folder) and not setup.address.text()
    qtbot.waitUntil(lambda: not page.work.is_busy)
    settled()
    assert setup.device.currentText() == folder.name and setup.begin.isEnabled()
    assert not setup.dpi.isVisible() and not setup.colour.isVisible() and setup.first.isVisible()


def test_a_wrong_address_is_not_kept_and_can_be_corrected(page: ScanPage, library: Library) -> None:
    setup, [fault] = page.setup, scanners.look(["test:0"]).silent.values()
    with QSignalBlocker(setup):
        setup.address.setText("test:0")
        setup._on_address()
    setup.show_found(scanners.Found([scan_scenes.FLATBED], {"test:0": fault}))
    assert (setup.address.text(), library.setting("scan_addresses")) == ("test:0", "")
    assert "test:0" in setup.band.text and setup.device.currentText() == scan_scenes.FLATBED.name


def test_a_scanner_that_is_off_hides_no_other_and_can_be_forgotten(page: ScanPage, library: Library) -> None:
    setup, [fault] = page.setup, scanners.look(["test:0"]).silent.values()
    library.set_setting("scan_addresses", "192.0.2.7\ntest:0")
    with QSignalBlocker(setup):
        setup.show_found(scanners.Found([scan_scenes.FLATBED], {"test:0": fault}))
        assert setup.device.currentText() == scan_scenes.FLATBED.name
        setup.band.press()
    assert library.setting("scan_addresses") == "192.0.2.7"


def test_an_activity_that_begins_at_the_desk_is_a_scan_session_of_nobodys_own_work(
        library: Library, window: MainWindow, page: ScanPage, settled: Settled) -> None:
    window.kit.bridge.sign(Tagging(library).create("contributor", {"name": "Ana", "licence": "cc-by-sa-4.0"}))
    settled()
    page.setup.activity_wanted.emit()
    form = window.findChildren(ActivityForm)[-1]
    assert (form._form.kind.currentData(), form._form.contributor.currentData()) == ("scan_session", "")
    form._form.title.setText("Album of the museum")
    form._form.accept.click()
    settled()
    made = page.setup.activity.currentData()
    assert library.registers["activity"].get(made)["kind"] == "scan_session"
    assert not {"author", "source", "licence"} & set(window.kit.bridge.lists.given(made))


def _drop(desk: Operator, page: str, before: int) -> None:
    """Drop a page of the strip before a row of it."""
    what, at = QMimeData(), desk.strip.visualRect(desk.strip.model().index(before, 0))
    what.setData(page_strip.PAGE, page.encode())
    desk.strip.dropEvent(QDropEvent(
        QPointF(at.left() + 2, at.center().y()), Qt.DropAction.MoveAction, what, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier))


def test_a_page_is_dragged_to_another_place_and_brought_back_by_undo(
    desk: Operator, settled: Settled, library: Library, window: MainWindow,
) -> None:
    item = desk._sight.standing.item
    before = [page.id for page in scanpages.pages(library, item)]
    _drop(desk, before[3], 1)
    settled()
    assert [page.id for page in scanpages.pages(library, item)] == [
        before[0], before[3], before[1], before[2], *before[4:]]
    window.deeds_of["undo"].trigger()
    settled()
    assert [page.id for page in scanpages.pages(library, item)] == before
    _drop(desk, before[3], 3)
    _drop(desk, "of another item", 0)
    settled()
    assert [page.id for page in scanpages.pages(library, item)] == before


def test_the_keys_of_the_desk_may_be_chosen_beside_those_of_the_window(
    desk: Operator, settled: Settled, window: MainWindow, library: Library,
) -> None:
    assert window.kit.keys.owner("R") == "show-review" and window.kit.keys.owner("R", desk=True) == "desk-retake"
    window.kit.keys.choose("desk-blank", "W")
    window.kit.keys.choose("desk-scan", "PgDown")
    assert window.kit.keys.of("show-grid") == ("G",)
    settled()
    assert desk.key._key == window.kit.keys.native("desk-scan") and "Space" not in desk.key._key
    page = desk._page()
    QTest.keyClick(desk.key, Qt.Key.Key_B)
    settled()
    assert scanpages.pages(library, page.item)[page.number - 1].leaf is page.leaf
    QTest.keyClick(desk.key, Qt.Key.Key_W)
    settled()
    assert scanpages.pages(library, page.item)[page.number - 1].leaf is Leaf.BLANK
    window.kit.keys.reset()


def test_the_key_of_a_new_activity_asks_at_the_desk_for_a_scan_session(window: MainWindow, page: ScanPage) -> None:
    window.deeds_of["new-activity"].trigger()
    [form] = window.findChildren(ActivityForm)
    assert form._form.kind.currentData() == "scan_session"
    form.reject()


def test_what_came_to_the_camera_s_folder_meanwhile_is_offered_and_taken_in(
    page: ScanPage, settled: Settled, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("minoties_desktop.capture.hot.SETTLED", 0.01)
    monkeypatch.setattr("minoties_desktop.capture.scanner.stand._LOOK", 0.01)
    camera = tmp_path / "camera"
    camera.mkdir()
    session = scanning.begin(library, setup=Setup(f"folder:{camera}"))
    Desk(library, session).close()
    for number in (1, 2):
        (camera / f"IMG_{number}.jpg").write_bytes(jpeg_bytes(number))
    page.open(session)
    page.work._thread.submit(int).result()
    settled()
    band = page.operator.band
    assert "2 pictures have come" in " ".join(one.text() for one in band.findChildren(QLabel))
    QTest.mouseClick(band._button, Qt.MouseButton.LeftButton)
    page.work._thread.submit(int).result()
    settled()
    assert len(scanpages.pages(library, scanning.standing(library, session).item)) == 2 and band.isHidden()


def test_the_pages_of_a_session_may_go_one_by_one(page: ScanPage, settled: Settled, library: Library) -> None:
    session = scan_scenes.session(library)
    batch = page.batch
    batch.show_session(session)
    settled()
    assert batch.form.currentData() == "pdf" and batch.make.text() == "Make one PDF"
    batch.form.setCurrentIndex(batch.form.findData("jpeg"))
    batch.form.activated.emit(batch.form.currentIndex())
    settled()
    assert batch._found[0].form == "jpeg" and not batch._found[0].unread
    assert "A JPEG for each page" in " ".join(one.text() for one in batch._rows.findChildren(QLabel))


def test_a_manuscript_is_ticked_and_the_activity_remembers_it(
    page: ScanPage, settled: Settled, library: Library, monkeypatch: pytest.MonkeyPatch,
) -> None:
    setup = page.setup
    letters = libraries.activity(library, "Letters", languages="en")
    books = libraries.activity(library, "Books", languages="en")
    page._kit.bridge.tell(Changes.of("activity", [letters, books]))
    monkeypatch.setattr("minoties_desktop.services.scanning.begin", lambda *_what, **_wish: "")
    monkeypatch.setattr(page, "open", lambda _session: None)

    def begin(activity: str) -> list[str]:
        page.begin()
        settled()
        return readable.kept(library, activity)

    def go(activity: str) -> None:
        setup.choose_activity(activity)
        settled()

    go(letters)
    assert setup.manuscript.isEnabled() and not setup.manuscript.isChecked() and "zxx" not in setup._tongues.text()
    setup.languages.setText("en")
    setup.manuscript.click()
    settled()
    assert setup.tongues() == [readable.UNREAD] and not setup.languages.isEnabled() and setup.languages.toolTip()
    assert begin(letters) == [readable.UNREAD]
    setup.languages.clear()
    go(books)
    assert not setup.manuscript.isChecked() and begin(books) == []
    go(letters)
    setup.choose_activity(books)
    setup.manuscript.setChecked(False)
    setup.manuscript.click()  # before it is known what the activity has
    settled()
    assert setup.manuscript.isChecked(), "what was ticked meanwhile stays"
    setup.manuscript.click()
    settled()
    setup.languages.setText("ZXX")
    setup.languages.editingFinished.emit()
    settled()
    assert setup.manuscript.isChecked() and not setup.languages.text(), "who knows the code may type it"
    go(letters)
    assert setup.manuscript.isChecked(), "it was kept"
    setup.manuscript.click()
    settled()
    assert setup.languages.isEnabled() and begin(letters) == [], "and is taken away again"
