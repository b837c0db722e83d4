"""What the wiki knows already, asked in batches."""

from __future__ import annotations

import pytest

from minoties_desktop.wiki import lookup


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
    assert lookup.deleted_before(new_session(), arrived.row.payload["sha1"]) == []
    commons.wiki.delete_file("Weaver at her loom.jpg")
    assert lookup.deleted_before(new_session(), arrived.row.payload["sha1"]) == ["Weaver at her loom.jpg"]


def test_a_hundred_and_twenty_names_take_three_requests(arrived, new_session, commons, monkeypatch):
    with_session = new_session()
    asked = []
    real = with_session.query
    monkeypatch.setattr(with_session, "query", lambda **params: asked.append(params) or real(**params))
    names = ["weaver at her loom.jpg", *(f"Not there {number}.jpg" for number in range(119))]
    taken = lookup.taken(with_session, names)
    assert [name for name in names if taken[name]] == names[:1]
    assert len(asked) == 3 and all(one["titles"].count("|") < lookup.BATCH for one in asked)


def test_names_that_are_near(arrived, new_session):
    assert lookup.near_names(new_session(), "Weaver at her loom.jpeg") == ["Weaver at her loom.jpg"]
    assert lookup.near_names(new_session(), "Weaver at her loom.jpg") == []
    assert lookup.near_names(new_session(), "Weaver.jpg") == []


def test_the_blacklist_says_why(new_session):
    assert lookup.blacklisted(new_session(), "A telling name.jpg") is None
    assert "descriptive" in lookup.blacklisted(new_session(), "IMG 2043.jpg")


def test_categories(new_session):
    assert lookup.categories_exist(new_session(), ["photo walks", "No such thing"]) == {
        "photo walks": True, "No such thing": False}


def test_red_links(new_session):
    text = "{{Information}}{{Nonesuch}}[[Category:Photo walks]][[Category:Red]]"
    found = lookup.red_links(new_session(), "New.jpg", text)
    assert found.templates == ("Template:Nonesuch",)
    assert found.categories == ("Red",)


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
