"""What a sentence's remedy says is a button beside it, wherever an action of the table does it."""

import re
from collections.abc import Callable

import pytest

from minoties_desktop.config.messages import Message, catalogue
from minoties_desktop.domain.errors import RetryLater
from minoties_desktop.qt.actions import BY_ID
from minoties_desktop.qt.remedies import DOES
from minoties_desktop.qt.window import MainWindow
from tests.support.source import PACKAGE

WITHOUT = {
    "is said by the command line alone, or of a file before there is a window": """
        error-account-several error-ambiguous-id error-assignment error-card-away error-clock error-interrupted
        error-inventory error-map error-no-person error-no-thing error-one-value error-pause-site error-pyside
        error-scanner-id error-scanner-name error-scanner-several error-secret-missing error-unknown-card
        error-unknown-id error-unknown-item error-unknown-site error-usage error-library-gone error-library-newer
        error-scan-folder error-offset error-no-pack error-pack-cut-off scan-option""",
    "is said at the field that is to be mended": """
        error-called error-copy-to error-copy-to-holds error-copy-to-source error-filter-value error-font
        error-pattern error-rename-same error-scanner-address error-search-named error-sheet-heading error-sheet-number
        error-too-long error-variable error-watch error-word import-zone rename-brace rename-unknown scan-area scan-way
        read-never error-no-scanner error-no-front scan-pdf-only""",
    "has its own buttons: a question of a wiki, a card of an import, the ladder, the desk": """
        ask-captcha ask-data-refused ask-deleted-before ask-differs ask-duplicate ask-edit-differs ask-filter-warning
        ask-name-doubtful ask-name ask-name-taken ask-original-there ask-page-text ask-published-over ask-warnings
        book-unread disk-broken disk-differs disk-file-limit disk-full disk-no-folder disk-readonly eject-busy
        eject-failed held-permission refused-filter refused-link refused-vanished scan-full scan-page
        media-changing search-none paste-nothing""",
    "goes on by itself": """
        error-file-gone error-undo-passed error-offline error-cut gate-limit gate-wait error-library-busy
        error-locked""",
    "is nothing that this program can do": """
        desk-export-there error-blocked error-bug error-communities error-disk error-disk-full error-glossary
        error-lend error-not-there error-file-changed error-output error-practice-gallery error-sheet
        error-sheet-large error-tiles media-forbidden media-foreign media-helper-stopped media-locked media-memory
        media-no-helper media-svg media-underivable media-tiff-unread media-unknown media-unreadable media-vanished
        privacy read-no-language read-no-program scan-no-sane sidecar track-gone track-no-times track""",
}
"""Remedies without a button beside them, by why."""


def test_of_every_remedy_it_is_known_what_does_it() -> None:
    told = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        told.update(re.findall(r'Message\(\s*"([a-z0-9-]+-remedy)"', path.read_text(encoding="utf-8")))
    without = [f"{name}-remedy" for names in WITHOUT.values() for name in names.split()]
    assert sorted(told - set(DOES) - set(without)) == []
    assert sorted(set(without) & set(DOES)) == []
    assert len(without) == len(set(without))


@pytest.mark.parametrize("key", DOES)
def test_what_is_offered_is_an_action_of_the_table(key: str) -> None:
    assert DOES[key] in BY_ID and key in catalogue("en")


def test_every_fault_that_an_action_mends_is_told_with_its_button(
    window: MainWindow, settled: Callable[[], None],
) -> None:
    window.show()
    status, pressed = window.status, []
    status.deed_wanted.disconnect()
    status.deed_wanted.connect(pressed.append)
    for key, deed in DOES.items():
        remedy = Message(key, "a", "b") if key.endswith("-remedy") else None
        message = Message("error-blocked", "a", "b") if remedy else Message(key, 1, 2)
        window.kit.bridge.failed.emit(message, remedy)
        assert status.remedy.isVisible() and status.remedy.text() == window.deeds_of[deed].text(), key
        status.remedy.click()
    assert pressed == list(DOES.values())
    window.kit.bridge.failed.emit(Message("error-offline", "a"), Message("error-offline-remedy"))
    assert not status.remedy.isVisible()


def test_pressing_it_does_it(window: MainWindow, settled: Callable[[], None]) -> None:
    window.show()
    fault = RetryLater("account", Message("error-no-account", "a"), Message("error-no-account-remedy"))

    def fail() -> None:
        raise fault

    window.kit.bridge.write(fail)
    settled()
    window.status.remedy.click()
    assert window.stage.page == "accounts"
    assert not window.status.remedy.isVisible(), "one is there now"
