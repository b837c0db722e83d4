"""The practice gallery opens in the browser, whoever serves it."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minoties_desktop.config.messages import Message
from minoties_desktop.qt.gallery import PracticeGallery
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import practising
from minoties_desktop.services.library import Library

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def opened(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were handed to the browser."""
    found: list[str] = []
    monkeypatch.setattr(window.deeds.gallery, "browse", lambda address: found.append(address) or True)
    return found


def test_it_opens_where_it_is_served(window: MainWindow, library: Library, opened: list[str]) -> None:
    with practising.served(library) as server:
        window.deeds_of["practice-gallery"].trigger()
        assert opened == [server.gallery]


def test_it_is_served_by_a_process_of_its_own_until_the_window_closes(
    window: MainWindow, library: Library, opened: list[str], qtbot: QtBot,
) -> None:
    window.deeds_of["practice-gallery"].trigger()
    qtbot.waitUntil(lambda: bool(opened), timeout=30_000)
    assert opened == [practising.gallery(library)]
    window.close()
    assert not library.is_locked("practice")


class Ended:
    def poll(self) -> int:
        return 3

    def terminate(self) -> None:
        pass

    def wait(self) -> int:
        return 3


def test_a_server_that_ends_at_once_is_told_with_its_log(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot,
) -> None:
    monkeypatch.setattr("minoties_desktop.qt.gallery.detached", lambda *words, **files: Ended())
    told: list[tuple[Message, Message]] = []
    window.kit.bridge.failed.connect(lambda problem, remedy: told.append((problem, remedy)))
    window.deeds_of["practice-gallery"].trigger()
    qtbot.waitUntil(lambda: bool(told))
    [(problem, remedy)] = told
    assert problem.key == "error-practice-gallery"
    assert str(remedy.args[0]).endswith("practice.log")


def test_without_a_browser_the_address_is_said(window: MainWindow, library: Library) -> None:
    gallery: PracticeGallery = window.deeds.gallery
    gallery.browse = lambda address: False
    with practising.served(library) as server:
        gallery.show()
        QApplication.processEvents()
        assert server.gallery in window.form.statusDeed.text()
