"""Each row of the tables of lost replies and of warnings (commons-contract 1.3, 1.4) by whole deliveries on both wikis.

The codes of 1.5 are in tests/unit/wiki/test_verdicts.py. Only on the practice Commons, since Debian's MediaWiki has no
Wikibase: the lost reply to an edit of structured data (tests/unit/wiki/test_commons_data.py). `large-file`,
`empty-file` and `filetype-unwanted-type` come from no wiki that is set up as Commons is.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minoties_desktop.domain.errors import AskPerson, RetryLater
from minoties_desktop.domain.states import State
from minoties_desktop.wiki import lookup, pace, upload
from tests.contract.conftest import Wiki
from tests.support.deliveries import Queue, QuickSession, file_delivery, photograph, session
from tests.support.pictures import jpeg

CHUNK = 65_536
pytestmark = pytest.mark.xdist_group("mediawiki")
_numbers = itertools.count(700_000 + os.getpid() % 1000 * 1000)


@pytest.fixture(params=["plaintext"])
def errorformat(request: pytest.FixtureRequest) -> str:
    """Our sessions ask for this one."""
    return request.param


class Sender:
    """Delivers one file of three chunks to a wiki, published asynchronously or at once."""

    def __init__(self, wiki: Wiki, folder: Path, title: str) -> None:
        self.wiki, self.folder = wiki, folder
        self.title = title
        self.queue = Queue(file_delivery(photograph(folder, next(_numbers), padding=2 * CHUNK), title,
                                         wiki.server.api))
        self.sent: list[dict[str, Any]] = []

    def session(self, change: Callable[[dict[str, Any]], None] = lambda params: None) -> QuickSession:
        """A session of a new process; `change` is told each upload before it goes."""
        made = session(self.wiki.server.api, self.folder)
        real = made.attempt

        def attempt(**params: Any) -> dict[str, Any]:
            if params.get("action") == "upload":
                self.sent.append(params)
                change(params)
            return real(**params)

        made.attempt = attempt
        return made

    def losing(self, is_the_one: Callable[[dict[str, Any]], bool]) -> None:
        """Deliver; the reply to the first upload of a kind is lost, and a new process goes on."""
        lost = False

        def change(params: dict[str, Any]) -> None:
            nonlocal lost
            if not lost and is_the_one(params):
                lost = True
                self.wiki.lose_next_answer("upload")

        with pytest.raises(RetryLater):
            self.queue.run(self.session(change))
        assert lost
        self.queue.run_until_done(self.session)
        self.arrived()

    def until(self, state: State) -> None:
        """Deliver, in processes that live for two steps, until it comes to a state with something in the stash."""
        while self.queue.row.state is not state or "filekey" not in self.queue.row.facts:
            self.queue.run(self.session(), die_after=2)

    def bytes(self) -> bytes:
        """What it sends."""
        return Path(self.queue.row.payload["path"]).read_bytes()

    def arrived(self) -> None:
        """It is there once, by us, and the receipt says so."""
        found = lookup.by_sha1(self.session(), self.queue.row.payload["sha1"])
        assert [(one.title, one.user) for one in found] == [(self.title, "Uploader")]
        assert self.queue.receipt["sha1"] == self.queue.row.payload["sha1"]

    def bytes_sent(self) -> int:
        """How many uploads carried bytes."""
        return sum("body" in params for params in self.sent)


@pytest.fixture
def sender(wiki: Wiki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Sender]:
    """Makes senders; chunks are small, files above one chunk are published asynchronously."""
    for module, name in ((upload, "WHOLE"), (upload, "ASYNC"), (pace, "FIRST"), (pace, "LARGEST")):
        monkeypatch.setattr(module, name, CHUNK)
    monkeypatch.setattr(pace, "SMALLEST", CHUNK)
    return lambda title: Sender(wiki, tmp_path, f"{title} {next(_numbers)}.jpg")


def offset(params: dict[str, Any]) -> int:
    """Where a chunk begins; -1 for what is none."""
    return int(params.get("offset", -1))


# 1.3: what was lost

def test_first_chunk_reply(sender):
    one = sender("First chunk")
    one.losing(lambda params: offset(params) == 0)
    assert one.bytes_sent() == 4, "only the first chunk goes twice"


def test_middle_chunk_reply(sender):
    one = sender("Middle chunk")
    one.losing(lambda params: offset(params) == CHUNK)
    assert one.bytes_sent() == 3


def test_last_chunk_reply_async(sender):
    one = sender("Last chunk async")
    one.losing(lambda params: offset(params) == 2 * CHUNK)
    assert one.bytes_sent() == 3


def test_last_chunk_reply_sync(sender):
    """We never ask for it, but a wiki without a job queue may assemble at once."""
    one = sender("Last chunk sync")

    def at_once(params: dict[str, Any]) -> None:
        if offset(params) == 2 * CHUNK:
            params.pop("async")
            one.wiki.lose_next_answer("upload")

    broken = one.session()
    sending = broken.attempt

    def attempt(**params: Any) -> dict[str, Any]:
        at_once(params)
        return sending(**params)

    broken.attempt = attempt
    with pytest.raises(RetryLater):
        one.queue.run(broken)
    one.queue.run_until_done(one.session)
    one.arrived()
    assert one.bytes_sent() <= 4, "it is found in the stash, not sent again"


def test_publish_reply_async(sender):
    one = sender("Publish async")
    one.losing(lambda params: "text" in params)
    assert one.bytes_sent() == 3


def test_publish_reply_at_once(sender, monkeypatch):
    monkeypatch.setattr(upload, "ASYNC", 1 << 30)
    one = sender("Publish at once")
    one.losing(lambda params: "text" in params)
    assert one.bytes_sent() == 3


def test_checkstatus_reply(sender):
    one = sender("Status")
    one.losing(lambda params: "checkstatus" in params)
    assert one.bytes_sent() == 3


@pytest.mark.parametrize("state", [State.STASHING, State.STASHED, State.PUBLISHING])
def test_stash_expired_after_its_lifetime(sender, state):
    one = sender(f"Expired {state}")
    one.until(state)
    one.wiki.expire_stash()
    one.queue.run_until_done(one.session)
    one.arrived()


# 1.4: warnings

def asked(one: Sender) -> AskPerson:
    """The question that a delivery comes to."""
    with pytest.raises(AskPerson) as caught:
        one.queue.run(one.session())
    assert lookup.by_sha1(one.session(), one.queue.row.payload["sha1"]) in ([], TWINS.get(one, []))
    return caught.value


TWINS: dict[Sender, list[lookup.Holder]] = {}


def put(wiki: Wiki, name: str, data: bytes | None = None) -> None:
    """Somebody else's file."""
    told = wiki.client("Trusted@tests").upload(name, data or jpeg(), ignorewarnings=1)
    assert told["upload"]["result"] == "Success"


def test_exists(sender):
    one = sender("Taken")
    put(one.wiki, one.title)
    question = asked(one)
    assert (question.question, question.choices) == ("name-taken", ("rename",))


def test_exists_normalized(sender):
    one = sender("Nearly taken")
    put(one.wiki, one.title.replace(".jpg", ".jpeg"))
    assert asked(one).question == "name-doubtful"


def test_page_exists(sender):
    one = sender("A page without a file")
    one.wiki.put_page(f"File:{one.title}", "Somebody's text")
    assert asked(one).question == "name-taken"


def test_nochange(sender):
    """The identical file under this name, by us: it is done."""
    one = sender("There already")
    told = one.wiki.client().upload(one.title, one.bytes(), text=one.queue.row.payload["wikitext"])
    assert told["upload"]["result"] == "Success"
    one.queue.run(one.session())
    one.arrived()
    assert one.bytes_sent() == 0


def test_duplicate(sender):
    one = sender("Copy")
    twin = f"Original {next(_numbers)}.jpg"
    put(one.wiki, twin, one.bytes())
    TWINS[one] = lookup.by_sha1(one.session(), one.queue.row.payload["sha1"])
    question = asked(one)
    assert (question.question, question.details["files"]) == ("duplicate", [twin])


def test_duplicate_archive(sender):
    one = sender("Deleted bytes")
    gone = f"Deleted {next(_numbers)}.jpg"
    put(one.wiki, gone, one.bytes())
    one.wiki.delete_file(gone)
    assert asked(one).question == "deleted-before"


def test_was_deleted(sender):
    one = sender("Deleted name")
    put(one.wiki, one.title)
    one.wiki.delete_file(one.title)
    question = asked(one)
    assert question.question == "deleted-before"
    assert "was-deleted" in question.details["warnings"]
    one.queue.answer(choice="accept")
    one.queue.run_until_done(one.session)
    one.arrived()


def test_duplicateversions(sender):
    """An older version of the file that has the name: the name is taken, and that weighs more."""
    one = sender("Older version")
    put(one.wiki, one.title, one.bytes())
    put(one.wiki, one.title)
    assert asked(one).question == "name-taken"


def test_badfilename(sender):
    one = sender("Weaver: at her loom")
    assert asked(one).question == "name-doubtful"


@pytest.mark.parametrize("begin", ["DSCF", "MGP"])
def test_bad_prefix(sender, begin):
    one = sender(f"{begin} 4711 of the walk")
    assert asked(one).question in ("name-doubtful", "name")


def test_thumb_name(sender):
    one = sender("120px-Weaver")
    assert asked(one).question in ("name-doubtful", "name")
