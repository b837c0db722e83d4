"""A reading room without a network: twelve letters are scanned by keys alone, a page is taken again, one is put in,
paper jams; then they go as PDFs that can be searched to receipts on the practice Commons, and on a real MediaWiki."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from minoties_desktop.practice.accounts import SECRET
from minoties_desktop.qt.pages.scanning import ScanPage
from minoties_desktop.services import practising, scanpages
from minoties_desktop.services.library import Library
from minoties_desktop.store import items, scans
from tests.support import leaves, libraries
from tests.support.arrived import exactly_once, once_on_mediawiki, rows
from tests.support.client import Client
from tests.support.escl import Device, scanner
from tests.support.mediawiki import MediaWiki
from tests.support.secrets import SecretService
from tests.support.terminal import Terminal
from tests.support.window_journey import CONTROL, SHIFT, Person, person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

LETTERS = [f"PL-{number:03}" for number in range(1, 13)]
SPOILT, JAMMED, SHORT = "PL-003", "PL-007", "PL-005"
"""A letter of which a page is taken again, one at which paper jams, one of which a page was left out."""
SIZE = (1200, 1500)
SENT_MS = 600_000


class Shelf(Device):
    """A scanner on whose glass the right page always lies."""

    @property
    def picture(self) -> bytes:
        """The page that lies there now."""
        return self.lying[len(self.given)]

    @picture.setter
    def picture(self, _picture: bytes) -> None:
        self.lying: list[bytes] = []


def test_twelve_letters_go_from_the_glass_to_receipts_by_keys(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path,
) -> None:
    folder = tmp_path / "library"
    _prepare(folder, "Ana R")
    found = _works(qapp, qtbot, folder, "queue-practice", CONTROL | SHIFT)
    _arrived(folder, {f"Parish letter {letter}.pdf": item for letter, item in zip(LETTERS, found, strict=True)})


@pytest.mark.torture
@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.xdist_group("mediawiki")
def test_twelve_letters_go_from_the_glass_to_a_real_wiki_by_keys(
    qapp: QApplication, qtbot: QtBot, mediawiki: MediaWiki, secret_service: SecretService, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "library"
    _prepare(folder, "Uploader")
    terminal = Terminal(folder, secret_service.environment)
    for name in secret_service.environment:  # what is empty there is none of a terminal's
        monkeypatch.delenv(name, raising=False)
        if name in terminal.environment:
            monkeypatch.setenv(name, terminal.environment[name])
    terminal.do("account", "add", "Uploader@minoties", "--site", mediawiki.api, typed=f"{SECRET}\n")
    found = _works(qapp, qtbot, folder, "queue", CONTROL | SHIFT)
    wiki = Client(mediawiki.api)
    sent = {row.item: row for row in rows(folder) if row.target == "commons_file"}
    assert set(sent) == set(found)
    for letter, item in zip(LETTERS, found, strict=True):
        assert sent[item].payload["title"] == f"Parish letter {letter} 01.pdf"
        assert "{{en|1=A letter of the parish}}" in once_on_mediawiki(wiki, sent[item])


def _works(
    qapp: QApplication, qtbot: QtBot, folder: Path, queue: str, held: Qt.KeyboardModifier,
) -> list[str]:
    """All of the work, from the scanner to the last receipt; the items of the letters in their order."""
    shelf = Shelf()
    with scanner(shelf) as address, person(qapp, qtbot, folder) as marta:
        page = _sets_up(marta, address.removeprefix("http://").removesuffix("/eSCL"))
        _scans_all(marta, page, shelf)
        _made_searchable(marta, page)
        found = scans.items_of(page._library.database, page.operator._session)
        assert [scanpages.number_of(page._library, item) for item in found] == LETTERS
        counts = [len(scans.live(page._library.database, item)) for item in found]
        assert counts == [3 if letter == SHORT else 2 for letter in LETTERS]

        _tab_to(marta, page.batch._show)
        marta.press(Qt.Key.Key_Space)
        assert set(marta.selected) == set(found)
        marta.fill("title", "Parish letter {inventory}")
        marta.press(Qt.Key.Key_Escape)
        marta.window.stage.grid.view.select(found)
        marta.choose(queue)
        assert marta.window.form.statusDeed.text() == "12 items queued" + " for practice" * (queue == "queue-practice")
        marta.press(Qt.Key.Key_Return, held)
        marta.sees(lambda: marta.window.stage.sync._form.doneNumber.text() == "12 of 12", SENT_MS)
        qtbot.waitUntil(lambda: not marta.window.deeds.is_sending, timeout=60_000)
        for letter, item in zip(LETTERS, found, strict=True):
            path = page._library.path(items.files(page._library.database, [item])[item].path)
            words = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout.split()
            assert {letter, "first", "second"} <= set(words)
            assert ("forgotten" in words, "spoilt" in words) == (letter == SHORT, False)
    return found


def _arrived(folder: Path, titles: dict[str, str]) -> None:
    """The practice Commons has each letter once, with its receipts."""
    library = Library(folder)
    then = str(rows(folder)[0].receipt["url"]).partition("/wiki/")[0]
    try:
        with practising.served(library) as server:
            exactly_once(folder, SimpleNamespace(state=server.state, address=then), titles)
    finally:
        library.close()


def _prepare(folder: Path, user: str) -> None:
    library = Library(folder)
    author = libraries.contributor(library, user_name=user)
    library.set_setting("me", author)
    libraries.activity(library, "Parish letters", {
        "author": [author], "source": ["own"], "licence": ["cc-by-sa-4.0"], "date": ["1902"], "people": ["nobody"],
        "caption:en": ["A letter of the parish"], "categories": ["Letters"], "text_languages": ["en"],
    }, kind="scan_session", languages="en")
    library.close()


def _page(letter: str, which: str, *, slip: bool = False) -> bytes:
    image = leaves.leaf(size=SIZE, slip=letter if slip else "", lines=["", "", f"Letter {letter} {which}", "bread"])
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85, dpi=(300, 300))
    return buffer.getvalue()


def _sets_up(marta: Person, address: str) -> ScanPage:
    marta.press(Qt.Key.Key_D, CONTROL | SHIFT)
    page = marta.window.stage.made("scan")
    assert isinstance(page, ScanPage)
    marta.sees(lambda: not page.work.is_busy)
    _tab_to(marta, page.setup.address)
    marta.type(address)
    marta.press(Qt.Key.Key_Return)
    marta.sees(lambda: not page.work.is_busy and "Loopback" in page.setup.device.currentText())
    assert page.setup.activity.currentText() == "Parish letters"
    _tab_to(marta, page.setup.begin)
    marta.press(Qt.Key.Key_Space)
    marta.sees(lambda: page.view is page.operator and not page.work.is_busy)
    return page


def _tab_to(marta: Person, widget: QWidget) -> None:
    for _ in range(60):
        if QApplication.focusWidget() is widget:
            return
        marta.press(Qt.Key.Key_Tab)
    raise AssertionError(f"{widget} is not reached")


def _scans_all(marta: Person, page: ScanPage, shelf: Shelf) -> None:
    desk = page.operator
    for letter in LETTERS:
        _scans(marta, page, shelf, _page(letter, "first", slip=True))
        assert desk.item_side._name.text() == letter
        if letter == JAMMED:
            shelf.faults[len(shelf.given) + 1] = "jam"
            marta.press(Qt.Key.Key_Space)
            marta.sees(lambda: bool(desk.band.text))
            assert "stuck" in desk.band.text and desk.key.text() == "Go on with 1v"
            shelf.faults.clear()
        _scans(marta, page, shelf, _page(letter, "spoilt" if letter == SPOILT else "second"))
        if letter == SPOILT:
            _scans(marta, page, shelf, _page(letter, "second"), Qt.Key.Key_R)
            assert "retaken" in [entry.note for entry in desk.strip._entries.entries]
        if letter == SHORT:
            _scans(marta, page, shelf, _page(letter, "forgotten"), Qt.Key.Key_I)
            assert [entry.label for entry in desk.strip._entries.entries] == ["1r", "1v", "2r"]
        assert not desk.band.text
    assert desk.kept_side._session.findChildren(QWidget)
    marta.press(Qt.Key.Key_Escape)
    assert page.view is not desk


def _scans(marta: Person, page: ScanPage, shelf: Shelf, picture: bytes, key: Qt.Key = Qt.Key.Key_Space) -> None:
    """One press of a key, one page on the disk."""
    shelf.lying.append(picture)
    before = len(shelf.given)
    marta.press(key)
    marta.sees(lambda: len(shelf.given) == before + 1 and not page.work.is_busy)


def _made_searchable(marta: Person, page: ScanPage) -> None:
    marta.sees(lambda: page.batch.make.isVisible() and page.batch.make.text() == "Make 12 PDFs")
    _tab_to(marta, page.batch.make)
    marta.press(Qt.Key.Key_Space)
    marta.sees(lambda: page.batch.band.text == "12 PDFs are made.")
