"""The page that asks wikis what they have: recheck, already there, reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.changes import Changes
from minoties_desktop.domain.errors import RetryLater
from minoties_desktop.qt.pages.delivered import DeliveredPage
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import presence, rechecking
from minoties_desktop.services.presence import Presence, There
from minoties_desktop.services.receipts import Finding
from minoties_desktop.services.rechecking import Rechecked


def press(page: DeliveredPage, words: str) -> None:
    [found] = [one for one in page.findChildren(QPushButton) if one.text() == words]
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def page(window: MainWindow) -> DeliveredPage:
    window.stage.show_page("delivered")
    return window.stage.made("delivered")


def texts(card) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in card.result.findChildren(QLabel))


def test_what_became_of_files_is_told(page, monkeypatch, qtbot: QtBot) -> None:
    found = {("i", "commons"): [Finding("deleted", "A.jpg", "Admin", "2026-11-22T00:00:00Z", "Out of scope")]}
    monkeypatch.setattr(rechecking, "recheck", lambda library, ids, wiki, told, cancelled: (
        told(1, 2), Rechecked({"commons": 2}, found, Changes()))[1])
    page.press_primary()
    qtbot.waitUntil(lambda: not page._recheck.asking.is_running)
    assert "2 files looked at on commons.wikimedia.org, 1 not as delivered." in texts(page._recheck)
    assert "A.jpg was deleted by Admin" in texts(page._recheck)
    assert page._recheck.ask.isEnabled() and page._recheck.progress.isHidden()


def test_nothing_new_is_told_as_good_news(page, monkeypatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(rechecking, "recheck", lambda library, ids, wiki, told, cancelled: Rechecked(
        {"commons": 6, "practice": 30}, {}, Changes()))
    page.window().show()
    page._recheck.ask.setFocus()
    page.press_primary()
    assert page.window().focusWidget() is page._recheck.cancel
    qtbot.waitUntil(lambda: not page._recheck.asking.is_running)
    assert "6 files looked at on commons.wikimedia.org, all as delivered." in texts(page._recheck)
    assert "30 files looked at on the practice Commons, all as delivered." in texts(page._recheck)
    assert page.window().focusWidget() is page._recheck.ask


def test_a_question_is_cancelled(page, monkeypatch, qtbot: QtBot) -> None:
    def slow(library, ids, wiki, told, cancelled):
        while not cancelled():
            pass
        from minoties_desktop.domain.errors import Stopped

        raise Stopped(Message("error-stopped"))

    monkeypatch.setattr(rechecking, "recheck", slow)
    page.recheck()
    assert not page._recheck.ask.isEnabled()
    page._recheck.cancel.click()
    qtbot.waitUntil(lambda: not page._recheck.asking.is_running)
    assert texts(page._recheck) == "" and page._recheck.ask.isEnabled()


def test_what_is_there_already_is_listed_in_the_grid(page, window, monkeypatch, qtbot: QtBot) -> None:
    there = {"i": There("Tejedora.jpg", "Ana", "", "2026-11-22T10:00:00+00:00")}
    monkeypatch.setattr(presence, "ask", lambda *args, told, cancelled: Presence(there, 0, ""))
    page._presence.ask.click()
    qtbot.waitUntil(lambda: not page._presence.asking.is_running)
    assert "1 photograph is on the wiki already." in texts(page._presence) and "Tejedora.jpg" in texts(page._presence)
    press(page, "Show them")
    assert (window.stage.page, window.stage.query.problem) == ("grid", "wiki-there")


def test_without_a_connection_it_says_when_it_was_asked_last(page, monkeypatch, qtbot: QtBot) -> None:
    def offline(*args, told, cancelled):
        raise RetryLater("offline", Message("error-offline", "commons"))

    monkeypatch.setattr(presence, "ask", offline)
    monkeypatch.setattr(presence, "presence", lambda *args: Presence({}, 0, "2026-11-20T10:00:00+00:00"))
    page.find_there()
    qtbot.waitUntil(lambda: not page._presence.asking.is_running)
    assert "No connection" in texts(page._presence) and "20 Nov 2026" in texts(page._presence)


def test_a_report_is_saved_copied_and_opened(page, monkeypatch, tmp_path: Path, qtbot: QtBot) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / "out.html"), ""))
    press(page, "Save…")
    qtbot.waitUntil(lambda: (tmp_path / "out.html").exists())
    assert (tmp_path / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    page._form.setCurrentIndex(page._form.findData("wikitext"))
    press(page, "Copy")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith("<gallery>"))
    opened = []
    monkeypatch.setattr("minoties_desktop.qt.pages.delivered.QDesktopServices.openUrl", lambda url: opened.append(url))
    press(page, "Open and print")
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].toLocalFile().endswith("cache/report.html")
