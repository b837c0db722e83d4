"""Whole deliveries to a real MediaWiki: what the practice Commons taught holds there too."""

from __future__ import annotations

from pathlib import Path

import pytest

from minoties_desktop.domain.errors import AskPerson, RetryLater
from minoties_desktop.domain.states import State
from minoties_desktop.wiki import lookup, pace, upload
from tests.support.deliveries import Queue, QuickSession, file_delivery, photograph, session
from tests.support.mediawiki import MediaWiki, mediawiki

__all__ = ["mediawiki"]

pytestmark = pytest.mark.xdist_group("mediawiki")


@pytest.fixture
def new_session(mediawiki: MediaWiki, tmp_path: Path):
    """Makes sessions, as each new process would."""

    def make(login: str = "Uploader@minoties", **options: object) -> QuickSession:
        return session(mediawiki.api, tmp_path, login=login, **options)

    return make


@pytest.fixture
def queued(mediawiki: MediaWiki, tmp_path: Path):
    """Makes a queue with one photograph in it."""

    def make(title: str, seed: int, *, padding: int = 0, **options: str) -> Queue:
        return Queue(file_delivery(photograph(tmp_path, seed, padding=padding), title, mediawiki.api, **options))

    return make


@pytest.fixture
def chunks(monkeypatch: pytest.MonkeyPatch) -> int:
    """Chunks of this many bytes, and asynchronous publishing."""
    for name in ("WHOLE", "ASYNC"):
        monkeypatch.setattr(upload, name, 65536)
    for name in ("FIRST", "LARGEST"):
        monkeypatch.setattr(pace, name, 65536)
    return 65536


def there(queue: Queue, with_session: QuickSession) -> list[tuple[str, str]]:
    """The files on the wiki that hold the bytes, and who sent them."""
    return [(one.title, one.user) for one in lookup.by_sha1(with_session, queue.row.payload["sha1"])]


def test_one_request(queued, new_session):
    queue = queued("Whole delivery.jpg", 9001)
    receipt = queue.run(new_session())
    assert receipt["sha1"] == queue.row.payload["sha1"] and receipt["text"]
    assert receipt["mid"] is None  # this wiki has no structured data
    assert there(queue, new_session()) == [("Whole delivery.jpg", "Uploader")]


def test_chunks_of_a_large_file(queued, new_session):
    queue = queued("Large delivery.jpg", 9002, padding=12 << 20)
    receipt = queue.run(new_session())
    assert receipt["size"] == queue.row.payload["size"] > 12 << 20
    assert queue.states.count(State.STASHING) >= 3


@pytest.mark.parametrize("lost", [1, 2, 3, 4, 5, 6])
def test_any_upload_reply_may_be_lost(queued, new_session, mediawiki, chunks, lost):
    """The n-th uploading request of the delivery is done, and its answer never arrives."""
    queue = queued(f"Lost reply {lost}.jpg", 9010 + lost, padding=2 * chunks)
    with_session = new_session()
    with_session.check()
    uploads = []
    real = with_session.attempt

    def attempt(**params: object) -> dict:
        uploads.append(params)
        if len(uploads) == lost:
            mediawiki.fault("lose", "1 upload")
        return real(**params)

    with_session.attempt = attempt
    sessions = iter([with_session])
    queue.run_until_done(lambda: next(sessions, None) or new_session())
    assert there(queue, new_session()) == [(f"Lost reply {lost}.jpg", "Uploader")]
    assert queue.receipt["sha1"] == queue.row.payload["sha1"]


def test_a_lost_reply_to_a_file_in_one_request(queued, new_session, mediawiki):
    queue = queued("Lost in one.jpg", 9020)
    mediawiki.fault("lose", "1 upload")
    with pytest.raises(RetryLater):
        queue.run(new_session())
    queue.run(new_session())
    assert there(queue, new_session()) == [("Lost in one.jpg", "Uploader")]


def test_a_process_may_die_after_each_stored_state(queued, new_session, chunks):
    rehearsal = queued("Rehearsal of deaths.jpg", 9030, padding=chunks)
    rehearsal.run(new_session())
    for count in range(1, len(rehearsal.steps)):
        queue = queued(f"Killed after step {count}.jpg", 9030 + count, padding=chunks)
        queue.run(new_session(), die_after=count)
        queue.run(new_session())
        assert there(queue, new_session()) == [(queue.row.payload["title"], "Uploader")]


def test_an_expired_stash(queued, new_session, mediawiki, chunks):
    queue = queued("Expired stash.jpg", 9050, padding=2 * chunks)
    while queue.row.state is not State.PUBLISHING:
        queue.run(new_session(), die_after=2)
    mediawiki.expire_stash()
    queue.run(new_session())
    assert there(queue, new_session()) == [("Expired stash.jpg", "Uploader")]


def test_a_taken_name(queued, new_session):
    queued("Taken in reality.jpg", 9060, account="Trusted").run(new_session("Trusted@minoties"))
    queue = queued("Taken in reality.jpg", 9061)
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert caught.value.question == "name-taken"
    queue.answer(choice="rename", title="Free in reality.jpg")
    assert queue.run(new_session())["title"] == "Free in reality.jpg"


def test_a_name_taken_at_the_last_moment(queued, new_session):
    queue = queued("Last moment.jpg", 9062)
    queue.run(new_session(), die_after=2)
    queued("Last moment.jpg", 9063, account="Trusted").run(new_session("Trusted@minoties"))
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert caught.value.question == "name-taken"
    queue.answer(choice="rename", title="A moment later.jpg")
    sent: list[int] = []
    queue.run(new_session(progress=lambda done, total: sent.append(done)))
    assert sent == [], "the wiki kept the bytes"


def test_bytes_that_are_there_already(queued, new_session):
    queued("First of two.jpg", 9070, account="Trusted").run(new_session("Trusted@minoties"))
    queue = queued("Second of two.jpg", 9070)
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert (caught.value.question, caught.value.details["files"]) == ("duplicate", ["First of two.jpg"])


def test_the_blacklist(queued, new_session):
    with pytest.raises(AskPerson) as caught:
        queued("DSC 0001.jpg", 9080).run(new_session())
    assert caught.value.question == "name"
    assert "descriptive" in caught.value.details["words"]


def test_a_filter_that_warns_and_is_accepted(queued, new_session):
    queue = queued("Filtered.jpg", 9090, wikitext="No licence at all")
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert caught.value.question == "filter-warning"
    queue.answer(choice="accept")
    assert queue.run(new_session())["title"] == "Filtered.jpg"


@pytest.mark.parametrize(("fault", "value", "kind"), [
    ("readonly", "Moving", "readonly"), ("maxlag", "9", "server"), ("ratelimit", "0 60", "ratelimit"),
    ("reject", "503:1 upload", "server"), ("reject", "429:1 upload", "ratelimit")])
def test_what_goes_away_by_itself(queued, new_session, mediawiki, fault, value, kind):
    queue = queued(f"Passing {fault} {value[:3]}.jpg", 9100 + len(value) + ord(kind[1]))
    with_session = new_session()
    with_session.check()
    mediawiki.fault(fault, value)
    with pytest.raises(RetryLater) as caught:
        queue.run(with_session)
    assert (caught.value.kind, caught.value.stops_queue) == (kind, True)
    mediawiki.clear_faults()
    assert queue.run(new_session())


def test_missing_grants_and_a_wrong_password(new_session, mediawiki, tmp_path):
    with pytest.raises(RetryLater) as caught:
        new_session("Uploader@readonly").check()
    assert caught.value.message.key == "error-grants-missing"
    with pytest.raises(RetryLater) as caught:
        session(mediawiki.api, tmp_path, secret="wrong").check()
    assert caught.value.message.key == "error-login"
    with pytest.raises(RetryLater) as caught:
        new_session("Blocked@minoties").check()
    assert caught.value.message.key == "error-blocked"
