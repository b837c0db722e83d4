"""What the wiki knows already, asked in batches."""

from __future__ import annotations

import pytest

from minoties_desktop.wiki import lookup
from minoties_desktop.wiki.errors import ApiError


@pytest.fixture
def arrived(queued, new_session):
    """A file on the wiki."""
    queue = queued()
    queue.run(new_session())
    return queue


@pytest.mark.parametrize(("title", "plain"), [
    ("File:a_b.jpg", "A b.jpg"), ("ñandú.jpg", "Ñandú.jpg"), ("Ana\u0301.jpg", "Aná.jpg"), ("A.jpg", "A.jpg")])
def test_plain(title, plain):
    assert lookup.plain(title) == plain


def test_bytes_are_found_with_their_sender(arrived, new_session):
    [holder] = lookup.by_sha1(new_session(), arrived.row.payload["sha1"])
    assert (holder.title, holder.user) == ("Weaver at her loom.jpg", "Uploader")
    assert lookup.by_sha1(new_session(), "0" * 40) == []


def test_deleted_bytes_are_found_by_their_name(arrived, new_session, commons):
    sha1 = arrived.row.payload["sha1"]
    assert lookup.survey(new_session(), "Other.jpg", sha1).deleted == ()
    commons.wiki.delete_file("Weaver at her loom.jpg")
    found = lookup.survey(new_session(), "Other.jpg", sha1)
    assert (found.deleted, found.holders) == (("Weaver at her loom.jpg",), ())


def test_a_wiki_that_keeps_deleted_files_to_itself_is_asked_for_the_rest(arrived, new_session, monkeypatch):
    with_session = new_session()
    real = with_session.ask

    def ask(**params: str) -> dict:
        if "filearchive" in params.get("list", ""):
            raise ApiError("permissiondenied", "No")
        return real(**params)

    monkeypatch.setattr(with_session, "ask", ask)
    found = lookup.survey(with_session, "Weaver at her loom.jpg", arrived.row.payload["sha1"])
    assert (found.deleted, found.taken, len(found.holders)) == ((), True, 1)


def test_a_hundred_and_twenty_names_take_three_requests(arrived, new_session, commons, monkeypatch):
    with_session = new_session()
    asked = []
    real = with_session.query
    monkeypatch.setattr(with_session, "query", lambda **params: asked.append(params) or real(**params))
    names = ["weaver at her loom.jpg", *(f"Not there {number}.jpg" for number in range(119))]
    taken = lookup.taken(with_session, names)
    assert [name for name in names if taken[name]] == names[:1]
    assert len(asked) == 3 and all(one["titles"].count("|") < lookup.BATCH for one in asked)


@pytest.mark.parametrize(("title", "taken", "near"), [
    ("Weaver at her loom.jpeg", False, ("Weaver at her loom.jpg",)), ("Weaver at her loom.jpg", True, ()),
    ("weaver_at her loom.jpg", True, ()), ("Weaver.jpg", False, ()), ("Ñandú.jpg", False, ())])
def test_names_that_are_taken_or_near(arrived, new_session, title, taken, near):
    found = lookup.survey(new_session(), title, "0" * 40)
    assert (found.taken, found.near, found.holders) == (taken, near, ())


def test_the_blacklist_says_why(new_session):
    assert lookup.blacklisted(new_session(), "A telling name.jpg") is None
    assert "descriptive" in lookup.blacklisted(new_session(), "IMG 2043.jpg")


def test_names_that_nothing_forbids_are_asked_about_together(new_session, monkeypatch):
    session = new_session()
    names = ["IMG 2043.jpg", *(f"A telling name {number}.jpg" for number in range(60))]
    lookup.foresee_names(session, names)
    asked, real = [], session.ask
    monkeypatch.setattr(session, "ask", lambda **params: asked.append(params) or real(**params))
    assert [name for name in names if lookup.blacklisted(session, name) is not None] == names[:1]
    assert [one["tbtitle"] for one in asked] == ["File:IMG 2043.jpg"]
    assert lookup.blacklisted(session, names[1]) is None and len(asked) == 2, "what was foreseen is used once"


def test_a_wiki_that_tells_not_what_may_be_done_is_asked_about_each_name(new_session, monkeypatch):
    session = new_session()
    monkeypatch.setattr(lookup, "_pages", lambda session, titles, **params: {title: {} for title in titles})
    lookup.foresee_names(session, ["IMG 2043.jpg"])
    assert "descriptive" in lookup.blacklisted(session, "IMG 2043.jpg")


def test_pages(new_session):
    assert lookup.exist(new_session(), ["Category:photo walks", "Category:No such thing", "Template:Information"]) == {
        "Category:photo walks": True, "Category:No such thing": False, "Template:Information": True}


def test_a_page_and_its_first_text(arrived, new_session):
    page = lookup.file_page(new_session(), "Weaver at her loom.jpg")
    assert page.wikitext == arrived.row.payload["wikitext"]
    assert (page.author, page.versions[0].sha1) == ("Uploader", arrived.row.payload["sha1"])
    assert lookup.file_page(new_session(), "Not there.jpg") is None


def test_our_stash_is_searched_for_our_bytes(queued, new_session, small_chunks):
    queue = queued(padding=2 * small_chunks)
    while "complete" not in queue.row.facts:
        queue.run(new_session(), die_after=2)
    payload = queue.row.payload
    found = lookup.stashed(new_session(), payload["sha1"], payload["size"])
    assert found == queue.row.facts["filekey"]
    assert lookup.stashed(new_session(), payload["sha1"], payload["size"] + 1) is None
    assert lookup.stashed(new_session(), "0" * 40, payload["size"]) is None
