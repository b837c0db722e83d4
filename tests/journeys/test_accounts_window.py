"""Logging in from the window, with its real processes, a real keyring and a browser that is played."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minoties_desktop.config import paths, settings
from minoties_desktop.config.settings import Settings
from minoties_desktop.domain.powers import Way
from minoties_desktop.domain.sites import PRACTICE_CLIENT
from minoties_desktop.practice.accounts import PUBLIC, TEST_WIKI
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.qt.opening import make_kit
from minoties_desktop.qt.pages.accounts import AccountsPage
from minoties_desktop.qt.widgets.account_card import AccountCard
from minoties_desktop.qt.widgets.pieces import QLabel, QPushButton
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from tests.support.browser import Browser
from tests.support.leaks import watching
from tests.support.practice import probe_head
from tests.support.secrets import SecretService

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
_PATIENCE_MS = 120_000


@pytest.fixture
def wiki(tmp_path: Path) -> Iterator[PracticeCommons]:
    with PracticeCommons(tmp_path / "wiki", probe=probe_head, people=PUBLIC + TEST_WIKI).serving() as server:
        yield server


@pytest.fixture
def page(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, secret_service: SecretService, monkeypatch: pytest.MonkeyPatch,
) -> Iterator[AccountsPage]:
    """The accounts page of a window whose children find the keyring."""
    for name, value in secret_service.environment.items():
        monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name, raising=False)
    library = Library(tmp_path / "library")
    kit = make_kit(qapp, library, Settings(language="en", theme="light"))
    window = MainWindow(kit)
    qtbot.addWidget(window)
    window.show()
    window.stage.show_page("accounts")
    yield window.stage.made("accounts")
    window.stage.made("accounts").stop()
    kit.speech.leave()
    kit.bridge.close()
    kit.theme.leave()
    library.close()


def _fill(page: AccountsPage, wiki: PracticeCommons, way: Way) -> None:
    page.form.site.setCurrentIndex(1)
    QTest.keyClicks(page.form.api, wiki.api)
    page.form._cards[way].setChecked(True)


def _said(page: AccountsPage) -> str:
    cards = page.list.findChildren(AccountCard)
    return "\n".join(label.text() for card in cards for label in card.findChildren(QLabel))


def _until(qtbot: QtBot, page: AccountsPage, words: str) -> None:
    def shown() -> None:
        assert words in _said(page) and not page.process.task, (page.process.task, page.band.text, _said(page))

    qtbot.waitUntil(shown, timeout=_PATIENCE_MS)


def _to_press(page: AccountsPage, name: str) -> list[QPushButton]:
    """The buttons of a name that are there to be pressed, and not of a card that is just being replaced."""
    return [one for one in page.list.findChildren(QPushButton, name) if one.isVisibleTo(page) and one.isEnabled()]


def test_a_person_logs_in_through_the_browser_sees_what_is_allowed_and_logs_out(
    page: AccountsPage, wiki: PracticeCommons, qtbot: QtBot, secret_service: SecretService, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with watching(monkeypatch) as leaks:
        opened: list[str] = []

        def browse(address: str) -> bool:
            opened.append(address)
            Browser("Uploader").open_beside(address)
            return True

        page.browse = browse
        _fill(page, wiki, Way.OAUTH)
        QTest.keyClicks(page.form.client, PRACTICE_CLIENT)
        page.form.accept.click()
        _until(qtbot, page, "May upload files")
        assert len(opened) == 1 and page.band.text.startswith("Logged in as Uploader")
        assert "380 files in 72 minutes" in _said(page)
        assert set(json.loads(secret_service.secrets()[f"{wiki.api}:Uploader"])) == {
            "access", "refresh", "until", "client"}
        qtbot.waitUntil(lambda: bool(_to_press(page, "account-log-out")), timeout=_PATIENCE_MS)
        _to_press(page, "account-log-out")[0].click()
        _until(qtbot, page, "logged out")
        assert f"{wiki.api}:Uploader" not in secret_service.secrets()
        assert leaks.secrets and leaks.seen
        assert leaks.found([tmp_path / "library", paths.data_folder()], [_said(page), page.band.text]) == []


def test_a_wrong_bot_password_is_said_on_the_card(
    page: AccountsPage, wiki: PracticeCommons, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    with watching(monkeypatch) as leaks:
        leaks.secrets.add("no-password-of-this-account")
        _fill(page, wiki, Way.BOT_PASSWORD)
        QTest.keyClicks(page.form.name, "Uploader@minoties")
        QTest.keyClicks(page.form.secret, "no-password-of-this-account")
        page.form.accept.click()
        _until(qtbot, page, "did not accept")
        assert leaks.found([tmp_path / "library", paths.data_folder()], [_said(page)]) == [] and leaks.seen


def test_a_login_that_is_given_up_keeps_nothing(page: AccountsPage, wiki: PracticeCommons, qtbot: QtBot) -> None:
    opened: list[str] = []
    page.browse = lambda address: not opened.append(address)
    _fill(page, wiki, Way.OAUTH)
    QTest.keyClicks(page.form.client, PRACTICE_CLIENT)
    page.form.accept.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=_PATIENCE_MS)
    page.cancel.click()
    assert page.process.task == "" and page.form.isVisible() and settings.load().accounts == []
