"""Two letters of several pages go from a scanner's feeder to a real MediaWiki, over the command line."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest

from minoties_desktop.practice.accounts import SECRET
from tests.support import leaves
from tests.support.arrived import once_on_mediawiki, rows
from tests.support.client import Client
from tests.support.escl import Device, scanner
from tests.support.mediawiki import MediaWiki
from tests.support.secrets import SecretService
from tests.support.terminal import Terminal

LETTERS = {"PL-001": "bread", "PL-002": "winter"}
PAGES = 2


class Feeder(Device):
    """A scanner in whose feeder the written leaves of all letters lie."""

    @property
    def picture(self) -> bytes:
        """The leaf that comes next."""
        number = len(self.given)
        letter = list(LETTERS)[number // PAGES]
        lines = [f"Letter {letter}", LETTERS[letter], f"page {number}"]
        image = leaves.leaf(number + 1, size=(1200, 1500), lines=lines)
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=85, dpi=(300, 300))
        return buffer.getvalue()

    @picture.setter
    def picture(self, _picture: bytes) -> None:
        """What a device is made with lies nowhere."""


@pytest.mark.xdist_group("mediawiki")
def test_two_letters_arrive_once_each_as_pdfs_with_their_words(
    mediawiki: MediaWiki, secret_service: SecretService, tmp_path: Path,
) -> None:
    terminal = Terminal(tmp_path / "library", secret_service.environment)
    terminal.do("account", "add", "Uploader@minoties", "--site", mediawiki.api, typed=f"{SECRET}\n")
    terminal("contributor", "add", "--name", "Ana Pérez", "--user-name", "Uploader", "--licence", "cc-by-sa-4.0")
    visit = terminal("activity", "add", "--title", "Parish letters", "--kind", "scan_session", "--languages", "en",
                     "--default", "author=Ana Pérez", "--default", "source=own", "--default", "date=1902",
                     "--default", "people=nobody", "--default", "caption:en=A letter of the parish",
                     "--default", "categories=Letters", "--default", "text_languages=en")["id"]
    items = {}
    feeder = Feeder()
    with scanner(feeder) as address:
        for letter in LETTERS:
            feeder.fed = PAGES
            told = terminal("scan", "--device", f"escl:{address}", "--way", "feeder", "--dpi", "300",
                            "--activity", visit, "--inventory", letter)
            assert [page["label"] for page in told["pages"]] == ["1r", "1v"]
            items[letter] = told["item"]
    masters = list(feeder.given)
    for letter, item in items.items():
        terminal("tag", item, "--set", f"title=Parish letter {letter}")
    assert terminal("queue") == {"queued": list(items.values()), "held": []}
    assert terminal("sync")["done"] == list(items.values())

    wiki = Client(mediawiki.api)
    sent = {row.item: row for row in rows(tmp_path / "library") if row.target == "commons_file"}
    for number, (letter, item) in enumerate(items.items()):
        row = sent[item]
        assert row.payload["title"] == f"Parish letter {letter}.pdf"
        assert "{{en|1=A letter of the parish}}" in once_on_mediawiki(wiki, row)
        path = tmp_path / "library" / row.payload["file"]
        said = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout.split()
        assert {letter, LETTERS[letter]} <= set(said)
        subprocess.run(["pdfimages", "-all", path, tmp_path / letter], check=True)
        found = [one.read_bytes() for one in sorted(tmp_path.glob(f"{letter}-*"))]
        assert found == masters[number * PAGES:(number + 1) * PAGES], "the very pages that the scanner gave"
