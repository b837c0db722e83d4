"""Later changes of pages, and what becomes of files, on a real MediaWiki."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from minoties_desktop.domain.delivery import Delivery
from minoties_desktop.domain.errors import AskPerson, Refused, RetryLater
from minoties_desktop.domain.states import State
from minoties_desktop.wiki import history, lookup, picture
from tests.support.deliveries import PAGE, Queue, QuickSession, file_delivery, photograph, session
from tests.support.mediawiki import MediaWiki, mediawiki

__all__ = ["mediawiki"]

pytestmark = pytest.mark.xdist_group("mediawiki")
NEW = PAGE.replace("Una prueba", "Otra prueba")


@pytest.fixture
def new_session(mediawiki: MediaWiki, tmp_path: Path):
    def make(login: str = "Uploader@minoties") -> QuickSession:
        return session(mediawiki.api, tmp_path, login=login)

    return make


class There:
    """A file that has arrived, and its page as others see and change it."""

    def __init__(self, wiki: MediaWiki, receipt: dict[str, Any]) -> None:
        self.wiki, self.receipt = wiki, receipt
        self.title = f"File:{receipt['title']}"

    def texts(self) -> list[str]:
        """The texts of all revisions."""
        [page] = self.wiki.as_admin().query(pageids=self.receipt["pageid"], prop="revisions", rvprop="content",
                                            rvslots="main", rvdir="newer", rvlimit="50")["pages"]
        return [one["slots"]["main"]["content"] for one in page["revisions"]]

    def edit(self, wikitext: str = NEW) -> Queue:
        """A change of the page, waiting in the queue."""
        payload = {"title": self.receipt["title"], "wikitext": wikitext, "was": PAGE, "summary": "Better",
                   "base": self.receipt["revid"]}
        return Queue(Delivery("row-3", "item-1", "page_edit", self.wiki.api, "Uploader", State.QUEUED, payload,
                              parent=self.receipt))


@pytest.fixture
def there(mediawiki: MediaWiki, new_session, tmp_path: Path) -> There:
    seed = int.from_bytes(os.urandom(3))
    queue = Queue(file_delivery(photograph(tmp_path, seed), f"Later edit {seed}.jpg", mediawiki.api))
    return There(mediawiki, queue.run(new_session()))


def test_a_page_is_changed_once(there, new_session):
    receipt = there.edit().run(new_session())
    assert there.texts() == [PAGE, NEW]
    assert receipt["user"] == "Uploader" and receipt["revid"] > there.receipt["revid"]
    there.edit().run(new_session())
    assert len(there.texts()) == 2, "a repetition changes nothing"


def test_a_lost_reply_is_found_in_the_history_below_a_later_edit(there, new_session, mediawiki):
    queue = there.edit()
    mediawiki.fault("lose", "1 edit")
    with pytest.raises(RetryLater):
        queue.run(new_session())
    mediawiki.put_page(there.title, f"{NEW}\n[[Category:Later]]")
    queue.run(new_session())
    assert there.texts() == [PAGE, NEW, f"{NEW}\n[[Category:Later]]"]


def test_another_s_edit_is_asked_about_and_kept(there, new_session, mediawiki):
    mediawiki.put_page(there.title, f"{PAGE}\n[[Category:By somebody]]")
    queue = there.edit()
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert caught.value.details["user"] == "Admin" and len(there.texts()) == 2
    queue.answer(choice="merge")
    queue.run(new_session())
    assert there.texts()[-1] == f"{NEW}\n[[Category:By somebody]]"


def test_an_edit_between_look_and_write_is_never_written_over(there, new_session, mediawiki):
    with_session = new_session()
    attempt, met = with_session.attempt, []

    def meeting(**params):
        if params.get("action") == "edit" and not met:
            met.append(mediawiki.put_page(there.title, PAGE.replace("Una prueba", "Prueba de otra persona")))
        return attempt(**params)

    with_session.attempt = meeting
    with pytest.raises(AskPerson):
        there.edit().run(with_session)
    assert there.texts()[-1] == PAGE.replace("Una prueba", "Prueba de otra persona")


def test_a_protected_page_and_one_that_is_gone_refuse_it(there, new_session, mediawiki):
    mediawiki.protect(there.title)
    with pytest.raises(Refused) as caught:
        there.edit().run(new_session())
    assert caught.value.code == "protectedpage"
    mediawiki.delete_file(there.receipt["title"])
    with pytest.raises(Refused) as caught:
        there.edit().run(new_session())
    assert caught.value.code == "vanished"


def test_renamed_and_deleted_files_are_told_with_who_and_why(there, new_session, mediawiki):
    admin, number = mediawiki.as_admin(), there.receipt["pageid"]
    [(_, before)] = history.standings(new_session(), [number])
    assert (before.title, before.latest.revid) == (there.receipt["title"], there.receipt["revid"])
    new = there.receipt["title"].replace("Later", "Renamed")
    assert admin.write(action="move", **{"from": there.title}, to=f"File:{new}", noredirect=1)["move"]
    [(_, moved)] = history.standings(new_session(), [number])
    assert moved.title == new and moved.versions[0].sha1 == there.receipt["sha1"]
    assert admin.write(action="delete", title=f"File:{new}", reason="Out of scope")["delete"]
    assert dict(history.standings(new_session(), [number])) == {number: None}
    told = history.deletion(new_session(), new)
    assert (told.user, told.reason) == ("Admin", "Out of scope") and told.timestamp


def test_what_is_known_of_bytes_and_the_picture_of_a_file(there, new_session):
    told = dict(lookup.bytes_known(new_session(), [there.receipt["sha1"], "0" * 40]))
    assert [one.title for one in told[there.receipt["sha1"]].holders] == [there.receipt["title"]]
    assert told["0" * 40].holders == ()
    shown = picture.shown(new_session(), there.receipt["title"])
    assert (shown.user, shown.sha1, shown.width) == ("Uploader", there.receipt["sha1"], 120)
    assert shown.picture and picture.shown(new_session(), "Not there at all.jpg") is None
