"""The import page: cards that are put in, their lights, several at once, second disks, names, a watched folder."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from piexif import ExifIFD, ImageIFD
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.media import digest as digests
from minoties_desktop.qt.importing import Progress
from minoties_desktop.qt.pages.import_times import ImportTimes
from minoties_desktop.qt.pages.importing import ImportPage
from minoties_desktop.qt.status import StatusBar
from minoties_desktop.qt.widgets.import_lines import ImportLine
from minoties_desktop.qt.widgets.layouts import widgets_of
from minoties_desktop.qt.widgets.source_card import SourceCard
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import importrun, places, pretending
from minoties_desktop.services.importreport import Report
from minoties_desktop.services.lights import Light, Shine
from minoties_desktop.services.places import Noticed
from tests.support import photographs

LIMIT_MS = 60_000
Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> ImportPage:
    """The page, with disks that give back what was written to them."""
    monkeypatch.setattr(digests, "_drop_cache", lambda handle, size: True)
    window.stage.show_page("import")
    window.stage.imports.sources.timer.stop()
    return window.stage.imports


@pytest.fixture
def card(tmp_path: Path) -> Path:
    for seed in range(3):
        photographs.jpeg(tmp_path / "EOS" / "DCIM" / f"IMG_{seed}.JPG", seed, (90, 60))
    return tmp_path / "EOS"


def _cards(page: ImportPage) -> list[SourceCard]:
    return page.findChildren(SourceCard)


def _done(page: ImportPage, qtbot: QtBot, settled: Settled) -> None:
    qtbot.waitUntil(lambda: page.running is None, timeout=LIMIT_MS)
    settled()


def _says(card: SourceCard) -> str:
    return " | ".join(label.text() for label in card.findChildren(QLabel) if label.isVisibleTo(card) and label.text())


def test_a_card_that_is_put_in_is_offered_imported_and_lit(
    page: ImportPage, card: Path, qtbot: QtBot, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("minoties_desktop.qt.pages.import_source.plugged_in", lambda: [("volume:1", "EOS")])
    monkeypatch.setattr(places, "noticed", lambda library, known: [Noticed("volume:1", "EOS_DIGITAL", card)])
    page.sources.look()
    settled()
    [shown] = _cards(page)
    assert "EOS_DIGITAL" in _says(shown)
    shown.start.click()
    _done(page, qtbot, settled)
    assert shown.light.shine is Shine.SAFE
    assert "3 files, verified on 1 disk" in _says(shown)
    assert len(page.arrivals.model.ids) == 3 and not page.arrivals.grid.isHidden()
    shown.revoke.click()
    settled()
    assert shown.light.shine is Shine.REVOKED
    shown.check.click()
    _done(page, qtbot, settled)
    assert shown.light.shine is Shine.SAFE


def test_a_card_that_is_pulled_says_what_to_do(
    page: ImportPage, card: Path, qtbot: QtBot, settled: Settled,
) -> None:
    page.take([card])
    page.take([card])  # twice is once
    _done(page, qtbot, settled)
    [shown] = _cards(page)
    shutil.rmtree(card)
    page.sources.all[0].begin()
    _done(page, qtbot, settled)
    assert "put it back in" in _says(shown)
    assert not shown.again.isHidden()


def test_two_cards_at_once_and_what_is_here_already_is_named(
    page: ImportPage, card: Path, tmp_path: Path, qtbot: QtBot, settled: Settled,
) -> None:
    page.take([card])
    _done(page, qtbot, settled)
    shutil.copytree(card, tmp_path / "reader 2")
    photographs.jpeg(tmp_path / "third" / "IMG_9.JPG", 9, (90, 60))
    page.take([tmp_path / "reader 2", tmp_path / "third"])
    _done(page, qtbot, settled)
    _, second, third = _cards(page)
    assert "Already here, not copied again" in _says(second)
    assert sorted(label.text() for label in second.findChildren(QLabel) if " is here as " in label.text()) == [
        f"IMG_{number}.JPG is here as IMG_{number}.JPG" for number in range(3)]
    assert third.light.shine is second.light.shine is Shine.SAFE


def test_what_was_not_taken_is_said_and_may_be_done_without(
    page: ImportPage, card: Path, qtbot: QtBot, settled: Settled,
) -> None:
    (card / "cut.JPG").write_bytes(photographs.jpeg_bytes(5)[:700])
    page.take([card])
    _done(page, qtbot, settled)
    [shown] = _cards(page)
    assert "cut.JPG: " in _says(shown) and "1 file exists only there." in _says(shown)
    shown.do_without.click()
    settled()
    assert shown.light.shine is Shine.SAFE


def test_second_copies_and_names_are_kept_for_the_next_time(
    page: ImportPage, card: Path, tmp_path: Path, qtbot: QtBot, settled: Settled,
) -> None:
    page.options.copies.set(tmp_path / "second")
    page.options.names.setText("{date}_{seq:03}")
    assert page.options._example.text() == "2026-11-14_042.jpg"
    page.take([card])
    _done(page, qtbot, settled)
    assert len(list((tmp_path / "second").rglob("2026-10-03_00*.JPG"))) == 3
    assert str(tmp_path / "second") in page._kit.bridge.library.setting("import")


def test_a_template_that_makes_no_sense_is_said_and_nothing_begins(page: ImportPage, card: Path) -> None:
    page.options.names.setText("{nonsense}")
    assert "{nonsense}" in page.options._example.text()
    page.take([card])
    assert page.running is None and "{nonsense}" in page.result.text


def test_what_comes_into_a_watched_folder_comes_in(
    page: ImportPage, tmp_path: Path, qtbot: QtBot, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("minoties_desktop.capture.hot.SETTLED", 0.05)
    monkeypatch.setattr("minoties_desktop.services.tethering.LOOK", 0.02)
    hot = tmp_path / "tethered"
    photographs.jpeg(hot / "a.JPG", 1, (90, 60))
    page.options.hot.start(hot)
    qtbot.waitUntil(lambda: page.options.hot.came == 1, timeout=LIMIT_MS)
    photographs.jpeg(hot / "b.JPG", 2, (90, 60))
    qtbot.waitUntil(lambda: page.options.hot.came == 2, timeout=LIMIT_MS)
    assert "2 came in" in page.options.hot.state.text()
    page.options.hot.stop()
    settled()
    assert page.options.hot.watch is None


def test_the_practice_walk_is_no_place_for_an_import(window: MainWindow, page: ImportPage) -> None:
    library, tagging = window.kit.bridge.library, window.kit.bridge.tagging
    real = tagging.create("activity", {"title": "Triana"})
    walk = tagging.create("activity", {"title": "Practice walk"})
    library.set_setting(pretending.SETTING, json.dumps({"activity": walk, "learner": ""}))
    page.options.refresh()
    offered = [page.options.activity.itemData(row) for row in range(page.options.activity.count())]
    assert offered == [None, real] and page.options.activity.currentData() == real


def _put_in(page: ImportPage, monkeypatch: pytest.MonkeyPatch, settled: Settled, *there: Noticed) -> None:
    monkeypatch.setattr("minoties_desktop.qt.pages.import_source.plugged_in",
                        lambda: [(one.key, one.name) for one in there])
    monkeypatch.setattr(places, "noticed", lambda library, known: list(there))
    page.sources.look()
    settled()


def _taken_by(folder: Path, seed: int, serial: str) -> Path:
    photographs.jpeg(folder / "DCIM" / f"IMG_{seed}.JPG", seed, (90, 60),
                     more={"Exif": {ExifIFD.BodySerialNumber: serial}})
    return folder


def test_cards_of_several_people_never_blur(
    page: ImportPage, tmp_path: Path, qtbot: QtBot, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    tagging, lists = page._kit.bridge.tagging, page._kit.bridge.lists
    ana, leo = (tagging.create("contributor", {"name": name, "user_name": name}) for name in ("Ana", "Leo"))
    settled()
    page.refresh()
    one, two = _taken_by(tmp_path / "ONE", 1, "111"), _taken_by(tmp_path / "TWO", 2, "222")
    _put_in(page, monkeypatch, settled, Noticed("v:1", "ONE", one), Noticed("v:2", "TWO", two))
    first, second = _cards(page)
    for card, person in ((first, ana), (second, leo)):
        card.photographer.setCurrentIndex(card.photographer.findData(person))
        card.photographer.activated.emit(card.photographer.currentIndex())
        card.start.click()
    _done(page, qtbot, settled)
    authors = {row["name"]: lists.described([row["id"]])[0].values["author"][0].text
               for row in lists.rows(page.arrivals.model.ids)}
    assert authors == {"IMG_1.JPG": ana, "IMG_2.JPG": leo}
    assert first.photographer.currentText() == "Ana" and second.photographer.currentText() == "Leo"

    # The next time the camera body tells whose card it is.
    page.take([_taken_by(tmp_path / "THREE", 3, "222")])
    _done(page, qtbot, settled)
    assert _cards(page)[-1].photographer.currentText() == "Leo"


def test_whose_photographs_came_is_put_right_on_the_card_in_one_step(
    page: ImportPage, tmp_path: Path, qtbot: QtBot, settled: Settled,
) -> None:
    tagging, lists = page._kit.bridge.tagging, page._kit.bridge.lists
    ana, leo = (tagging.create("contributor", {"name": name, "user_name": name}) for name in ("Ana", "Leo"))
    settled()
    page.refresh()
    folder = tmp_path / "card"
    for seed in range(3):
        photographs.jpeg(folder / f"IMG_{seed}.JPG", seed, (90, 60), more={"0th": {ImageIFD.Artist: b"Somebody"}})
    page.take([folder])
    _done(page, qtbot, settled)
    [card] = _cards(page)
    ids = list(page.arrivals.model.ids)

    def authors() -> list[str]:
        return [one.values["author"][0].text for one in lists.described(ids)]

    def choose(person: str) -> None:
        card.photographer.setCurrentIndex(card.photographer.findData(person))
        card.photographer.activated.emit(card.photographer.currentIndex())
        settled()

    assert authors() == ["Somebody"] * 3 and not card.photographer.isHidden()
    page._kit.bridge.tell(tagging.replace(ids[:1], "author", ["Grandmother"]))
    choose(ana)
    assert authors() == ["Grandmother", ana, ana]
    choose(leo)
    assert authors() == ["Grandmother", leo, leo]
    assert card.photographer.findData(None) < 0  # the way back is undo
    page._kit.bridge.tell(tagging.undo())
    page._kit.bridge.tell(tagging.undo())
    settled()
    assert card.photographer.currentText() == "As the camera says"
    assert authors() == ["Grandmother", "Somebody", "Somebody"]


def test_a_card_that_may_be_formatted_is_ejected(
    page: ImportPage, card: Path, qtbot: QtBot, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    from minoties_desktop.services import mounts

    asked, answers = [], [EnvironmentFault(Message("eject-busy", "EOS"), Message("eject-busy-remedy")), None]

    def eject(root: Path, name: str) -> None:
        asked.append(name)
        if fault := answers.pop(0):
            raise fault

    monkeypatch.setattr(mounts, "eject", eject)
    monkeypatch.setattr(mounts, "kept_in", lambda root: None)
    there = Noticed("v:1", "EOS", card)
    _put_in(page, monkeypatch, settled, there)
    [shown] = _cards(page)
    assert shown.eject.isHidden()  # nothing is proven yet
    shown.start.click()
    _done(page, qtbot, settled)
    assert shown.eject.isEnabled() and not shown.eject.isHidden()
    shown.eject.click()
    settled()
    assert "EOS is still in use." in _says(shown) and shown.eject.isEnabled()
    shown.eject.click()
    settled()
    assert "You can take the card out now." in _says(shown) and shown.eject.isHidden()
    _put_in(page, monkeypatch, settled, there)  # seen for a moment still
    assert len(_cards(page)) == 1
    _put_in(page, monkeypatch, settled)
    _put_in(page, monkeypatch, settled, there)
    assert len(_cards(page)) == 2 and asked == ["EOS", "EOS"]


def test_where_nothing_ejects_the_button_says_why(page: ImportPage, card: Path, settled: Settled) -> None:
    shown = page.sources.given([card]).card
    shown.offer_eject(Message("eject-unable"))
    assert not shown.eject.isEnabled() and "neither udisks nor gio" in _says(shown)
    assert "neither udisks nor gio" in shown.eject.accessibleDescription()


def test_the_first_photographs_are_looked_through_while_others_are_copied(
    page: ImportPage, window: MainWindow, card: Path, qtbot: QtBot, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    from minoties_desktop.services.copying import Copier, Job

    may_go, bring = threading.Event(), Copier.bring

    def last_late(copier: Copier, job: Job) -> object:
        if "IMG_2" in str(job):
            may_go.wait()
        return bring(copier, job)

    monkeypatch.setattr(Copier, "bring", last_late)
    monkeypatch.setattr(importrun, "_EVERY", 0)
    page.take([card])
    try:
        qtbot.waitUntil(lambda: page.arrivals.complete == 2, timeout=LIMIT_MS)
        settled()
        assert page.running is not None and page.arrivals.cull.text() == "Look through the first 2"
        page.arrivals.cull.click()
        assert window.stage.page == "grid" and len(window.stage.grid.model.ids) == 3
        assert len(window.stage.grid.view.selected_ids()) == 1
        window.stage.show_page("import")
        chosen = page.arrivals.model.ids[1]
        page.arrivals.grid.opened.emit(chosen)
        assert (window.stage.page, window.stage.grid.view.current_id()) == ("loupe", chosen)
    finally:
        may_go.set()
        _done(page, qtbot, settled)
    assert page.arrivals.cull.text() == "Show them"


def test_nothing_is_offered_to_be_looked_through_before_one_is_there(page: ImportPage) -> None:
    arrivals = page.arrivals
    arrivals.show_items(["a", "b"], 0)
    assert not arrivals.cull.isEnabled() and "0" not in arrivals.cull.text()
    assert arrivals.cull.accessibleDescription()
    arrivals.show_items(["a", "b"], 1)
    assert arrivals.cull.isEnabled() and arrivals.cull.text() == "Look through the first one"
    assert not arrivals.cull.accessibleDescription()
    arrivals.show_items(["a", "b"], 2)
    assert arrivals.cull.isEnabled() and arrivals.cull.text() == "Show them"


def test_whom_the_camera_names_was_chosen_by_nobody(page: ImportPage) -> None:
    page._report = Report(told=[{"path": "IMG_1.JPG", "item": "a", "author": "Ann"}])
    page._tell_result()
    assert "Ann" in page.result.text and "credited" in page.result.text and "chose" not in page.result.text
    say = page._kit.speech.say
    assert not any("chose" in say(key, 1, "Ann") for key in ("import-line-told", "cli-imported-told"))


def test_a_second_folder_on_the_same_disk_is_allowed_but_counts_as_one(
    page: ImportPage, card: Path, tmp_path: Path, qtbot: QtBot, settled: Settled,
) -> None:
    page.options.copies.set(tmp_path)
    words = [label.text() for label in page.options.findChildren(QLabel) if label.isVisibleTo(page.options)]
    assert any(text.startswith("On the same disk as the library.") for text in words)
    page.options.copies.set(tmp_path / "second")
    (tmp_path / "second").mkdir()
    page.options.refresh()
    page.take([card])
    _done(page, qtbot, settled)
    [shown] = _cards(page)
    assert shown.light.media == 1 and "both disks" not in _says(shown)
    page.options.copies.set(None)
    assert page.options.copies.same.isHidden()


def test_numbers_that_go_on_change_nothing_else_until_the_language_does(page: ImportPage) -> None:
    card = SourceCard(page._kit, "folder", "A", "B")
    card.show_progress(Progress("copying", 3, 9, "a.jpg", 1, 0, 4))
    lines = card.findChildren(ImportLine)
    card.show_progress(Progress("copying", 4, 9, "b.jpg", 1, 0, 4))
    assert card.findChildren(ImportLine) == lines and "4" in _says_all(lines[0]) and "5" in card._why.text()
    page._kit.speech.use("es")
    card.retranslate()
    assert page._kit.speech.say("import-line-left") in _says_all(card)
    page._kit.speech.use("en")
    card.show_progress(Progress("deriving", 1, 2))
    assert card._band.isHidden()
    card.deleteLater()


def _says_all(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel))


def test_a_time_that_makes_no_sense_stays_and_is_said_below_it(
    page: ImportPage, card: Path, qtbot: QtBot, settled: Settled,
) -> None:
    times = page.options.findChild(ImportTimes)
    for line, wrong, right in ((times.clock, "two hours", "2:00:00"), (times.zone, "Chile", "America/Santiago")):
        line.setText(wrong)
        line.editingFinished.emit()
        assert line.text() == wrong and line.property("problem") and line.accessibleDescription()
        page.take([card])
        assert page.running is None and line.accessibleDescription() in page.result.text
        line.setText(right)
        line.editingFinished.emit()
        assert not line.property("problem") and not line.accessibleDescription()
    page.take([card])
    _done(page, qtbot, settled)
    assert page.result.text and len(page.arrivals.model.ids) == 3
    assert json.loads(page._kit.bridge.library.setting("import"))["zone"] == "America/Santiago"


def test_room_is_reckoned_for_what_waits_on_the_cards(
    page: ImportPage, card: Path, qtbot: QtBot, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    copies, there = page.options.copies, Noticed("v:1", "EOS", card, waiting=8_300_000_000)
    monkeypatch.setattr(page._kit.bridge.lists, "room", lambda folder: 61_000_000_000)
    assert copies.room.isHidden()
    _put_in(page, monkeypatch, settled, there)
    assert copies.room.text() == "There is room: 8.3 GB needed." and not copies.room.isHidden()
    monkeypatch.setattr(page._kit.bridge.lists, "room", lambda folder: 8_000_000_000)
    copies.refresh()
    assert copies.room.text() == "Not enough room: 8.3 GB needed."
    _cards(page)[0].start.click()
    assert copies.room.isHidden()
    _done(page, qtbot, settled)


def test_what_waits_on_a_card_is_what_nothing_was_decided_of(page: ImportPage, card: Path, qtbot: QtBot,
                                                             settled: Settled) -> None:
    library, size = page._kit.bridge.library, sum(path.stat().st_size for path in card.rglob("*.JPG"))
    key = places.identity(card)[0]
    assert places._waiting(library, key, card) == size
    page.take([card])
    _done(page, qtbot, settled)
    assert places._waiting(library, key, card) == 0


def test_import_is_the_first_thing_to_do_only_where_something_is_new(page: ImportPage) -> None:
    for only_here, first in ((0, False), (31, True)):
        shown = SourceCard(page._kit, "database", "A", "B")
        shine = Shine.ONLY_HERE if only_here else Shine.SAFE
        shown.show_noticed(Light("c", "A", "card", shine, 99, only_here, 0, 2, 0))
        assert bool(shown.start.property("primary")) is first
        shown.deleteLater()


def test_to_show_what_came_is_the_first_thing_to_do_once_there_is_some(page: ImportPage) -> None:
    assert page._folder.property("primary")
    page.arrivals.show_items(["one"], 1)
    assert page.arrivals.cull.property("primary") and not page._folder.property("primary")


def test_what_was_passed_over_can_be_named(page: ImportPage, card: Path, qtbot: QtBot, settled: Settled) -> None:
    (card / "readme.txt").write_text("ours")
    page.take([card])
    _done(page, qtbot, settled)
    [line] = [line for line in _cards(page)[0].findChildren(ImportLine) if line.key == "import-line-ignored"]
    line.findChild(QPushButton).click()
    assert "readme.txt: " in _says_all(line)


def test_one_name_that_cannot_be_looked_at_keeps_nothing_else_out(
    page: ImportPage, card: Path, qtbot: QtBot, settled: Settled,
) -> None:
    page.take([card / "DCIM" / "IMG_1.JPG", Path("/" + 300 * "x" + ".jpg")])
    _done(page, qtbot, settled)
    assert len(page.arrivals.model.ids) == 1 and "xxx.jpg: " in _says(_cards(page)[0])


def _narrow(page: ImportPage, card: Path, window: MainWindow, qtbot: QtBot, settled: Settled) -> int:
    """Take a card in, and show the page with as little room as makes it narrow; that width."""
    page.take([card])
    _done(page, qtbot, settled)
    window.show()
    window.stage.show_page("import")
    settled()
    narrow = window.kit.theme.tokens.size("import-narrow")
    window.resize(narrow, window.height())
    settled()
    return narrow


def test_where_there_is_little_room_the_wishes_take_the_place_of_the_rest(
    page: ImportPage, card: Path, window: MainWindow, qtbot: QtBot, settled: Settled,
) -> None:
    narrow = _narrow(page, card, window, qtbot, settled)
    assert page._side.isHidden() and not page._area.isHidden() and not page._toggle.isHidden()
    page._toggle.click()
    settled()
    assert not page._side.isHidden()
    for part in (page._area, page.arrivals.bar, page.arrivals.grid, page.empty, page._filler):
        assert part.isHidden()
    assert page._side.width() == page.width() - widgets_of(page._row)[1].width()
    page._toggle.click()
    assert page._side.isHidden() and not page._area.isHidden()
    window.resize(narrow + 500, window.height())
    settled()
    assert not page._side.isHidden() and not page._area.isHidden() and page._toggle.isHidden()
    assert page._side.width() == window.kit.theme.tokens.size("inspector")


def test_where_there_is_little_room_the_light_is_above_what_it_follows_from(
    page: ImportPage, card: Path, window: MainWindow, qtbot: QtBot, settled: Settled,
) -> None:
    """As it is seen, so Tab goes; and a card that comes later is arranged alike."""
    narrow = _narrow(page, card, window, qtbot, settled)
    page.sources.add(page.sources.card("folder", "B", "b"), [])
    for shown in _cards(page):
        shown.show_light(Light("c", "B", "folder", Shine.SAFE, 3, 0, 0, 2, 0))
    settled()
    for room, is_above in ((narrow, True), (narrow + 500, False)):
        window.resize(room, window.height())
        settled()
        for shown in _cards(page):
            places = [part.mapTo(page, part.rect().topLeft()).y() for part in (shown.revoke, shown.photographer)]
            assert (places[0] < places[1]) == is_above
            chain, part = [], shown.eject
            while len(chain) < 2:
                part = part.nextInFocusChain()
                chain += [part] if part in (shown.revoke, shown.photographer) else []
            assert (chain[0] is shown.revoke) == is_above


def test_where_an_import_leads_to_says_what_came_and_which_copies_were_left_out(
    window: MainWindow, page: ImportPage, tmp_path: Path, qtbot: QtBot, settled: Settled,
) -> None:
    folder = tmp_path / "walk"
    for seed in range(3):
        photographs.jpeg(folder / f"IMG_{seed}.JPG", seed, (90, 60))
    shutil.copy(folder / "IMG_1.JPG", folder / "A copy.JPG")
    window.stage.show_page("import")
    page.take([folder])
    _done(page, qtbot, settled)
    assert window.stage.page == "import", "nobody is led away from under the pointer"
    assert window.form.statusDeed.text() == "3 photographs imported, 1 copy left out."
    assert "3 photographs imported" in page.result.text
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.stage.page == "grid"
    names = [row["name"] for row in window.kit.bridge.lists.rows(window.stage.grid.model.ids)]
    assert sorted(names) == ["IMG_0.JPG", "IMG_1.JPG", "IMG_2.JPG"], "the camera's own name is kept"


def test_what_was_done_before_an_import_is_not_offered_to_be_undone_beside_it(
    window: MainWindow, page: ImportPage, card: Path, qtbot: QtBot, settled: Settled,
) -> None:
    undo, bridge = window.form.statusUndo, window.kit.bridge
    bridge.write(lambda: bridge.tagging.create("activity", {"title": "Walk"}), lambda _id: bridge.tell_everything())
    settled()
    assert "Walk" in window.form.statusDeed.text() and not undo.isHidden()
    assert "Walk" in undo.toolTip() and "Walk" in undo.accessibleDescription()
    page.sources.begun.emit("")
    assert undo.isHidden() and "Walk" not in window.form.statusDeed.text()
    bridge.write(lambda: bridge.tagging.create("activity", {"title": "Quay"}), lambda _id: bridge.tell_everything())
    settled()
    assert "Quay" in undo.toolTip() and not undo.isHidden()
    page.take([card])
    _done(page, qtbot, settled)
    window.retranslate()
    assert undo.isHidden() and "Quay" not in window.form.statusDeed.text()


def test_a_window_that_opens_offers_no_undo_of_another_day(window: MainWindow, settled: Settled) -> None:
    bridge = window.kit.bridge
    bridge.write(lambda: bridge.tagging.create("activity", {"title": "Walk"}), lambda _id: bridge.tell_everything())
    settled()
    assert not window.form.statusUndo.isHidden()
    again = StatusBar(window.form, window.kit, window)
    assert window.form.statusUndo.isHidden() and window.form.statusDeed.text() == ""
    again._on_journal_changed()  # everything is read anew: nothing new was done
    assert window.form.statusUndo.isHidden() and window.form.statusDeed.text() == ""


def test_the_cards_are_no_wider_than_can_be_read(page: ImportPage, card: Path, settled: Settled) -> None:
    most = page._kit.theme.tokens.size("card-measure")
    page.sources.given([card])
    settled()
    flow = page.sources.flow
    for width in (most, 3 * most):
        page.setFixedSize(width, 900)
        for _ in range(3):
            QApplication.processEvents()
        assert flow.width() == min(most, page._area.viewport().width())
        assert page._area.height() == flow.heightForWidth(flow.width())
