"""Which of these are on the wiki already? Asked for a whole library, kept, and told without a connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.domain.errors import Stopped
from minoties_desktop.services import presence
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from tests.support.client import Client
from tests.support.desks import Desk, practising_desk
from tests.support.queues import SMALL

TITLES = {"Weaver": SMALL, "Wooden loom": SMALL, "Clay jar": SMALL}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with practising_desk(tmp_path / "library", TITLES) as found:
        data = (found.folder / "originals" / "DSC_0001.jpg").read_bytes()
        assert Client(found.server.api).login("Learner@minoties").upload("Tejedora.jpg", data)["upload"]
        yield found


def test_what_is_there_is_found_by_its_bytes_and_can_be_listed(desk: Desk) -> None:
    ended = desk.terminal.do("find-there", "--site", "practice")
    [there] = ended.answer["there"]
    assert (there["item"], there["title"], there["user"]) == (desk.items["Weaver"], "Tejedora.jpg", "Learner")
    assert (ended.code, ended.answer["unknown"]) == (0, 0)
    listed = desk.terminal("items", "problem:wiki-there")["items"]
    assert [one["id"] for one in listed] == [desk.items["Weaver"]]


def test_without_a_connection_it_is_told_what_was_said_and_when(desk: Desk) -> None:
    first = desk.terminal.do("find-there", "--site", "practice", "--offline").answer
    assert (first["there"], first["unknown"], first["oldest"]) == ([], 3, "")
    desk.terminal("find-there", desk.items["Weaver"], "--site", "practice")
    desk.server.faults.add("portal", "", times=99)
    desk.server.faults.add("portal", "query", times=99)
    later = desk.terminal.do("find-there", "--site", "practice").answer
    assert [one["title"] for one in later["there"]] == ["Tejedora.jpg"] and later["unknown"] == 2
    assert later["oldest"] and later["not_asked"]


def test_it_is_stopped_and_goes_on_where_it_was(desk: Desk) -> None:
    library = Library(desk.folder)
    seen: list[int] = []
    with pytest.raises(Stopped):
        presence.ask(library, Account("practice", "Learner"), told=lambda done, _all: seen.append(done),
                     cancelled=lambda: len(seen) > 1)
    before = desk.requests.begun["query-allimages"]
    found = presence.ask(library, Account("practice", "Learner"), told=lambda done, _all: seen.append(done))
    assert found.unknown == 0 and seen[-1] == 3
    assert desk.requests.begun["query-allimages"] - before <= 2
    library.close()
