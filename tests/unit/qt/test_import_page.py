"""The import page: cards that are put in, their lights, several at once, second disks, names, a watched folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from minoties_desktop.config.messages import Message
from minoties_desktop.media import digest as digests
from minoties_desktop.qt.pages.importing import ImportPage
from minoties_desktop.qt.widgets.source_card import SourceCard
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import places, pretending
from minoties_desktop.services.importreport import Report
from minoties_desktop.services.lights import Shine
from minoties_desktop.services.places import Noticed
from tests.support import photographs

LIMIT_MS = 60_000
Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> ImportPage:
    """The page, with disks that give back what was written to them."""
    monkeypatch.setattr(digests, "_drop_cache", lambda handle, size: True)
    window.stage.show_page("import")
    window.stage.imports._look.stop()
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
    monkeypatch.setattr("minoties_desktop.qt.pages.importing.plugged_in", lambda: [("volume:1", "EOS")])
    monkeypatch.setattr(places, "noticed", lambda library, known: [Noticed("volume:1", "EOS_DIGITAL", card)])
    page.look()
    settled()
    [shown] = _cards(page)
    assert "EOS_DIGITAL" in _says(shown)
    shown.start.click()
    _done(page, qtbot, settled)
    assert shown.light.shine is Shine.SAFE
    assert "3 files, verified on 1 disk" in _says(shown)
    assert len(page._model.ids) == 3 and not page.grid.isHidden()
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
    page._begin(page._sources[0])
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
    page.options.set_second(tmp_path / "second")
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
    page.options.start_watch(hot)
    qtbot.waitUntil(lambda: page.options._came == 1, timeout=LIMIT_MS)
    photographs.jpeg(hot / "b.JPG", 2, (90, 60))
    qtbot.waitUntil(lambda: page.options._came == 2, timeout=LIMIT_MS)
    assert "2 came in" in page.options._hot_state.text()
    page.options.stop()
    settled()
    assert page.options.watch is None


def test_the_practice_walk_is_no_place_for_an_import(window: MainWindow, page: ImportPage) -> None:
    library, tagging = window.kit.bridge.library, window.kit.bridge.tagging
    real = tagging.create("activity", {"title": "Triana"})
    walk = tagging.create("activity", {"title": "Practice walk"})
    library.set_setting(pretending.SETTING, json.dumps({"activity": walk, "learner": ""}))
    page.options.refresh()
    offered = [page.options.activity.itemData(row) for row in range(page.options.activity.count())]
    assert offered == [None, real] and page.options.activity.currentData() == real


def test_many_files_that_are_refused_for_one_reason_are_counted(page: ImportPage) -> None:
    card = SourceCard(page._kit, "folder", "A", "B")
    refused = [(f"/a/{number}.py", Message("media-damaged")) for number in range(700)]
    lines = card._refusals(Report(refused=[*refused, ("/a/x.svg", Message("media-svg-script"))]))
    assert len(lines) == 7
    assert lines[0].startswith("0.py: ") and lines[5].startswith("and 695 more files: ")
    assert lines[6].startswith("x.svg: ")
    card.deleteLater()
