"""The same sentences for both wikis: the practice Commons and a real MediaWiki, in both error formats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from minoties_desktop.practice.accounts import PUBLIC, TEST_WIKI
from minoties_desktop.practice.server import PracticeCommons
from tests.support.client import Client
from tests.support.mediawiki import MediaWiki, mediawiki_server
from tests.support.practice import practice_server, probe_head

__all__ = ["mediawiki_server", "practice_server"]

_sessions: dict[tuple[str, str, str], Client] = {}


class Wiki:
    """A wiki under test, whichever it is. Names and bytes are the test's own, since wikis are shared."""

    def __init__(self, server: PracticeCommons | MediaWiki, errorformat: str) -> None:
        self.server = server
        self.errorformat = errorformat
        self.is_practice = isinstance(server, PracticeCommons)
        pages = server.wiki if isinstance(server, PracticeCommons) else server
        self.put_page, self.delete_file, self.protect = pages.put_page, pages.delete_file, pages.protect
        self.expire_stash = server.expire_stash

    def client(self, login: str | None = "Uploader@tests", *, new: bool = False) -> Client:
        """A client that is logged in, in a session that tests share unless it is to be new; or an anonymous one."""
        if login is None:
            return Client(self.server.api, self.errorformat)
        place = (self.server.api, login, self.errorformat)
        if new or place not in _sessions:
            client = Client(self.server.api, self.errorformat).login(login)
            client.csrf = client.token()
            if new:
                return client
            _sessions[place] = client
        return _sessions[place].again()

    def lasting(self, kind: str, value: str) -> None:
        """Switch on readonly, maxlag, ratelimit or maxsize."""
        if isinstance(self.server, PracticeCommons):
            self.server.faults.add(kind, value=value)
        else:
            self.server.fault(kind, value)

    def lose_next_answer(self, request: str) -> None:
        """Let the next request of an action be done, and answer 502 as a broken proxy would."""
        if isinstance(self.server, PracticeCommons):
            self.server.faults.add("lose-502", request)
        else:
            self.server.fault("lose", f"1 {request}")

    def reject_next(self, request: str, status: int) -> None:
        """Answer the next request of an action with this HTTP status, undone."""
        if isinstance(self.server, PracticeCommons):
            self.server.faults.add("status", request, value=str(status), retry_after="1")
        else:
            self.server.fault("reject", f"{status}:1 {request}")

    def clear_faults(self) -> None:
        """Behave again."""
        if isinstance(self.server, PracticeCommons):
            self.server.faults.clear()
        else:
            self.server.clear_faults()


@pytest.fixture(scope="session")
def shared_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeCommons]:
    """One practice Commons for all contract tests, as shared as the MediaWiki is."""
    folder = tmp_path_factory.mktemp("practice")
    practice = PracticeCommons(folder, probe=probe_head, people=PUBLIC + TEST_WIKI, known_items_only=True)
    with practice.serving() as server:
        yield server


@pytest.fixture(params=["bc", "plaintext"])
def errorformat(request: pytest.FixtureRequest) -> str:
    """The old error format, then the new one."""
    return request.param


@pytest.fixture(params=["practice", "mediawiki"])
def wiki(request: pytest.FixtureRequest, errorformat: str) -> Iterator[Wiki]:
    """Each wiki in turn."""
    server: Any = request.getfixturevalue("shared_practice" if request.param == "practice" else "mediawiki_server")
    under_test = Wiki(server, errorformat)
    under_test.clear_faults()
    yield under_test
    under_test.clear_faults()
