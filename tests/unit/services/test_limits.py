"""The wiki's limits on an account: learned, counted, kept; and what is foretold from them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import RetryLater
from minoties_desktop.domain.pacing import Limit
from minoties_desktop.domain.states import State
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.services import forecasting, pausing
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.limits import EDIT, KIND, UPLOAD, Limits
from minoties_desktop.store import answers, outbox, traffic
from tests.support.deliveries import session
from tests.support.practice import practice_server
from tests.support.queues import SMALL, ready

__all__ = ["practice_server"]
ANA = Account("commons", "Ana")
NOW = 2_000_000_000.0


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Three photographs queued for Commons."""
    ready(tmp_path / "library", {"Weaver": SMALL, "Wooden loom": SMALL, "Copper kettle": SMALL}, author="Ana",
          site="commons")
    found = Library(tmp_path / "library")
    yield found
    found.close()


def know(library: Library, **limits: tuple[int, float]) -> None:
    with library.database.writing() as write:
        answers.keep(write, ANA.site, KIND, {ANA.name: limits})


def ping(library: Library, action: str, *times: float) -> None:
    with library.database.writing() as write:
        for at in times:
            traffic.ping(write, wiki=ANA.site, account=ANA.name, action=action, at=at, oldest=0)


def test_they_are_learned_from_the_wiki_and_told_without_it(
    library: Library, practice_server: PracticeCommons, tmp_path: Path,
) -> None:
    account = Account(practice_server.api, "Uploader")
    assert Limits(library.database, account).by_action == {}
    asked = session(practice_server.api, tmp_path)
    Limits(library.database, account).learn(asked, files=1, moment=NOW)
    assert Limits(library.database, account).by_action[UPLOAD] == Limit(380, 4320)
    practice_server.faults.add("ratelimit", value="5 60")
    Limits(library.database, account).learn(session(practice_server.api, tmp_path), files=1, moment=NOW)
    assert Limits(library.database, account).by_action[UPLOAD] == Limit(5, 60)


def test_what_was_sent_elsewhere_counts_too(
    library: Library, practice_server: PracticeCommons, tmp_path: Path,
) -> None:
    account, now = Account(practice_server.api, "Uploader"), time.time()
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - 60))
    for number in range(4):
        practice_server.state.insert("log", title=f"File:{number}.jpg", page=number, sha1="a" * 40, time=stamp,
                                     user="Uploader", comment="", action="upload")
    practice_server.faults.add("ratelimit", value="5 600")
    limits = Limits(library.database, account)
    limits.learn(session(practice_server.api, tmp_path), files=4, moment=now)
    assert len(limits.taken(UPLOAD, now)) == 4 and limits.full(now) == {}
    with library.database.writing() as write:
        limits.count(write, State.CHECKING, State.PUBLISHING, moment=now)
        limits.count(write, State.PUBLISHING, State.PUBLISHING, moment=now + 1)
    assert len(limits.taken(UPLOAD, now + 1)) == 4, "the wiki's log is the greater of the two until it is outdone"
    ours = [now + seconds for seconds in (2, 3, 4, 5)]
    with library.database.writing() as write:
        for at in ours:
            limits.count(write, State.CHECKING, State.PUBLISHING, moment=at)
    assert limits.full(now + 6) == {UPLOAD: now + 600}


def test_a_limit_that_is_met_after_all_is_waited_out_no_longer_than_needed(
    library: Library, practice_server: PracticeCommons, tmp_path: Path,
) -> None:
    account, now = Account(practice_server.api, "Uploader"), time.time()
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now - 500))
    practice_server.state.insert("log", title="File:1.jpg", page=1, sha1="a" * 40, time=stamp, user="Uploader",
                                 comment="", action="upload")
    practice_server.faults.add("ratelimit", value="1 600")
    limits, asked = Limits(library.database, account), session(practice_server.api, tmp_path)
    limits.learn(asked, files=0, moment=now)


    fault = RetryLater("ratelimit", Message("error-ratelimit", "x"), after=600)
    limits.ask_when_full(asked, fault, now)
    assert fault.after is not None and 95 < fault.after < 110


def test_the_end_is_that_of_the_later_of_bytes_and_limit(library: Library) -> None:
    assert forecasting.forecast(library, NOW).end is None, "nobody knows how fast it goes"
    library.set_setting(forecasting.RATE, str(SMALL // 10))
    told = forecasting.forecast(library, NOW)
    assert (told.files, told.rate, told.limit) == (3, SMALL // 10, None)
    assert told.end == pytest.approx(NOW + told.size / (SMALL // 10))
    know(library, upload=(2, 4320))
    ping(library, UPLOAD, NOW - 320)
    told = forecasting.forecast(library, NOW)
    assert (told.used, told.limit) == (1, Limit(2, 4320))
    assert told.end == NOW + 4320, "one goes now, one when the old one counts no more, one when the new one does"
    know(library, upload=(380, 4320), edit=(1, 5000))
    assert forecasting.forecast(library, NOW).end == NOW + 10_000, "each file is followed by an edit"


def test_what_is_done_or_asks_is_not_foretold(library: Library) -> None:
    rows = outbox.listed(library.database)
    with library.database.writing() as write:
        outbox.advance(write, rows[0], State.DONE, facts={}, receipt={})
        outbox.stop(write, rows[2].id, State.ASKS, error={"message": ["ask-name"]})
    told = forecasting.forecast(library, NOW)
    assert told.files == 1 and told.size < 2 * SMALL


def test_what_is_the_same_as_a_file_of_the_wiki_has_no_bytes_to_go(library: Library) -> None:
    first, _data, second = outbox.listed(library.database)[:3]
    before = forecasting.forecast(library, NOW)
    with library.database.writing() as write:
        outbox.stop(write, first.id, State.ASKS, question={"id": "duplicate", "choices": ["same"]})
        outbox.go_on(write, first.id, answer={"choice": "same"})
        outbox.advance(write, second, State.CHECKING, facts={"adopt": "Loom.jpg"}, receipt=None)
    assert outbox.get(library.database, first.id).is_adopted and outbox.get(library.database, second.id).is_adopted
    told = forecasting.forecast(library, NOW)
    assert (told.files, told.size) == (before.files, before.size // 3)


def test_a_pause_is_an_obstacle_and_without_an_end_nobody_knows_more(library: Library) -> None:
    library.set_setting(forecasting.RATE, "1000")
    pausing.pause(library)
    told = forecasting.forecast(library, NOW)
    assert told.obstacle is not None and (told.obstacle.code, told.end) == ("pause", None)
    pausing.pause(library, until=NOW + 1e6)
    told = forecasting.forecast(library, NOW)
    assert told.obstacle is not None and told.obstacle.code == "pause"
    assert told.end is not None and told.end > NOW + 1e6


def test_edits_are_counted_by_themselves(library: Library) -> None:
    know(library, upload=(10, 60), edit=(1, 60))
    limits = Limits(library.database, ANA)
    with library.database.writing() as write:
        limits.count(write, State.QUEUED, State.DESCRIBING, moment=NOW)
    assert limits.full(NOW + 1) == {EDIT: NOW + 60}
    obstacle = limits.obstacle(EDIT, NOW + 60)
    assert (obstacle.code, obstacle.message.key, obstacle.until) == ("limit", "gate-limit-edit", NOW + 60)
