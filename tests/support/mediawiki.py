"""A real MediaWiki from Debian's packages for tests, Commons-like, on this machine only."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .client import Client

SCRIPT = Path(__file__).with_name("debian-mediawiki.sh")


class MediaWiki:
    """A wiki in a folder. Accounts, bot passwords and faults are told in the script's head."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.api = ""

    def start(self, port: int | None = None) -> None:
        """Make the wiki if it is not there, and serve it."""
        self.api = _run("start", str(self.folder), str(port or _free_port()))

    def stop(self) -> None:
        """End its server; everything stays."""
        _run("stop", str(self.folder))

    def reset(self) -> None:
        """Put it back to what it was when it was new."""
        _run("reset", str(self.folder))

    def fault(self, name: str, value: str = "") -> None:
        """Switch one of the script's faults on."""
        (self.folder / "faults" / name).write_text(value + "\n", encoding="utf-8")

    def clear_faults(self) -> None:
        """Switch all faults off."""
        for path in (self.folder / "faults").iterdir():
            path.unlink()

    def as_admin(self) -> Client:
        """A session of the administrator with all rights, which bot passwords do not have."""
        return Client(self.api).login("Admin", "password-Admin")

    def put_page(self, title: str, text: str) -> None:
        """Write a page as the administrator."""
        assert self.as_admin().write(action="edit", title=title, text=text)["edit"]["result"] == "Success"

    def delete_file(self, name: str) -> None:
        """Delete a file as the administrator."""
        assert self.as_admin().write(action="delete", title=f"File:{name}")["delete"]

    def protect(self, title: str) -> None:
        """Let only administrators create, edit or overwrite a page."""
        admin = self.as_admin()
        exists = "missing" not in admin.query(titles=title)["pages"][0]
        kinds = "edit=sysop|upload=sysop" if exists else "create=sysop"
        assert admin.write(action="protect", title=title, protections=kinds)["protect"]

    def expire_stash(self) -> None:
        """Empty every stash, as time does."""
        with contextlib.closing(sqlite3.connect(self.folder / "data" / "wiki.sqlite", timeout=20)) as database:
            database.execute("DELETE FROM uploadstash")
            database.commit()


def _run(*words: str) -> str:
    # Two processes serve the tests, one the job queue; none of them outlives a killed test run.
    environment = {**os.environ, "MW_WORKERS": "3", "MW_OWNER": str(os.getpid())}
    result = subprocess.run(
        ["bash", str(SCRIPT), *words], capture_output=True, text=True, timeout=120, check=False, env=environment)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def _free_port() -> int:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return probe.getsockname()[1]


_THE_ONE = pytest.StashKey[MediaWiki]()


@pytest.fixture(scope="session")
def mediawiki_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MediaWiki:
    """One MediaWiki for all tests of this process, wherever they are: use names and bytes that are your own."""
    stash = request.config.stash
    if _THE_ONE not in stash:
        assert shutil.which("php"), f"MediaWiki is not installed; run: bash {SCRIPT} install"
        wiki = MediaWiki(tmp_path_factory.mktemp("mediawiki"))
        request.config.add_cleanup(wiki.stop)
        wiki.start()
        stash[_THE_ONE] = wiki
    return stash[_THE_ONE]


@pytest.fixture
def mediawiki(mediawiki_server: MediaWiki) -> Iterator[MediaWiki]:
    """The MediaWiki, with no fault on before and after."""
    mediawiki_server.clear_faults()
    yield mediawiki_server
    mediawiki_server.clear_faults()
