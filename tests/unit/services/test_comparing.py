"""Both pictures of a question: fetched once, kept for when there is no connection."""

from pathlib import Path

import pytest

from minoties_desktop.media.reducing import reduced_bytes
from minoties_desktop.services import comparing, practising
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.syncing import sync
from tests.support.client import Client
from tests.support.photographs import jpeg_bytes
from tests.support.queues import SMALL, ready

LEARNER = Account("practice", "Learner")


@pytest.fixture
def asked(tmp_path: Path):
    """A library whose photograph's name is taken on its practice Commons."""
    items = ready(tmp_path / "library", {"Weaver": SMALL}, site="practice")
    library = Library(tmp_path / "library")
    with practising.served(library) as server:
        Client(server.api).login("Learner@minoties").upload("Weaver.jpg", jpeg_bytes(99, (400, 300)))
        server.state.change("UPDATE version SET user = 'Admin', userid = 1")
        from minoties_desktop.services.gate import Wishes

        sync(library, LEARNER, Wishes(once=True))
        yield library, items["Weaver"], server
    library.close()


def test_both_are_told_and_theirs_is_kept_for_later(asked, monkeypatch):
    library, item, _server = asked
    before = comparing.pair(library, item)
    assert before.theirs is None and (before.ours.title, before.ours.size) == ("Weaver.jpg", before.ours.size)
    found = comparing.fetch(library, item)
    assert (found.theirs.title, found.theirs.user) == ("Weaver.jpg", "Admin")
    assert (found.theirs.width, found.theirs.height) == (400, 300) and found.theirs.date
    assert found.theirs.picture.read_bytes().startswith(b"\xff\xd8")
    monkeypatch.setattr(comparing, "asking", None)
    assert comparing.fetch(library, item) == comparing.pair(library, item) == found, "nothing is asked again"


def test_without_a_connection_what_is_known_is_told(asked):
    library, item, server = asked
    server.faults.add("portal", "query-imageinfo", times=9)
    found = comparing.fetch(library, item)
    assert found.theirs is None and found.ours.title == "Weaver.jpg"


def test_an_item_without_question_has_nothing_to_compare(asked):
    library, _item, _server = asked
    assert comparing.pair(library, "no-such-item") is None
    assert comparing.other_title({"id": "filter-warning", "details": {"title": "x"}}) == ""
    assert comparing.other_title({"id": "duplicate", "details": {"title": "x", "files": ["Other.jpg"]}}) == "Other.jpg"


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\xff\xd8\xff\xe0broken", b"II*\0" + bytes(100)])
def test_what_is_no_picture_is_none(data):
    assert reduced_bytes(data, 100) is None


def test_a_new_name_is_looked_up_before_it_is_chosen(asked):
    library, item, server = asked
    server.wiki.put_page("MediaWiki:Titleblacklist", "File:Banned\\.\\w+ <errmsg=titleblacklist-custom-filename>")
    assert comparing.is_free(library, item, "Weaver of Temuco") is True
    assert comparing.is_free(library, item, "weaver") is False, "taken"
    assert comparing.is_free(library, item, "Banned") is False
    server.faults.add("portal", "query-imageinfo", times=9)
    assert comparing.is_free(library, item, "Weaver of Temuco") is None
