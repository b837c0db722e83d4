"""What a sync waits for, and what ends it: laptops asleep, clocks that are set, networks that come back, keyrings."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from minoties_desktop.config import settings
from minoties_desktop.config.messages import Message
from minoties_desktop.domain.connection import Remedy, Rung, Trouble
from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.domain.states import State
from minoties_desktop.practice.accounts import SECRET
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.services import connecting, pausing, setbacks, standing, syncing
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.clock import Clock
from minoties_desktop.services.gate import Wishes
from minoties_desktop.services.library import Library
from minoties_desktop.services.releasing import bury
from minoties_desktop.store import outbox, pauses
from minoties_desktop.wiki.link import Link
from tests.support.practice import practice_server
from tests.support.queues import SMALL, ready

__all__ = ["practice_server"]
DAY = 86_400.0


class Hands(Clock):
    """A clock that a test sets; sleeping takes no time, and may be the night of a laptop."""

    def __init__(self, at: float = 2_000_000_000.0) -> None:
        self.wall, self.ticks = at, 1000.0
        self.slept = 0
        self.dream = lambda: None
        super().__init__()

    def now(self) -> float:
        return self.wall

    def steady(self) -> float:
        self.ticks += 0.001
        return self.ticks

    def sleep(self, seconds: float) -> None:
        self.slept += 1
        assert self.slept < 10_000, "it waits for ever"
        self.wall += seconds
        self.ticks += seconds
        self.dream()


def test_a_jump_is_noticed_once() -> None:
    hands = Hands()
    assert not hands.jumped()
    hands.sleep(100)
    assert not hands.jumped(), "it only waited"
    hands.wall += 3600
    assert hands.jumped() and not hands.jumped(), "the laptop slept for an hour"
    hands.wall -= 10 * DAY
    assert hands.jumped() and not hands.jumped(), "somebody set it back"


@pytest.fixture
def queue(tmp_path: Path, practice_server: PracticeCommons, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library with one queued photograph, its account's password at hand."""
    ready(tmp_path / "library", {"Weaver": SMALL}, author="Uploader", site=practice_server.api)
    monkeypatch.setattr(syncing, "secret", lambda site, account: (f"{account}@minoties", SECRET))
    library = Library(tmp_path / "library")
    yield library
    library.close()


def send(library: Library, hands: Hands, server: PracticeCommons, **wishes: object) -> list[State]:
    """Sync; the states of the rows then."""
    syncing.sync(library, Account(server.api, "Uploader"), Wishes(**wishes), clock=hands)
    return [row.state for row in outbox.listed(library.database)]


def test_a_wait_that_the_laptop_slept_through_is_over(queue: Library, practice_server: PracticeCommons) -> None:
    practice_server.faults.add("status", "upload-file", value="429", retry_after="3000")
    hands = Hands()

    def night() -> None:
        hands.wall += DAY  # and the steady clock stood still

    hands.dream = night
    assert set(send(queue, hands, practice_server)) == {State.DONE}
    assert hands.slept < 5


@pytest.mark.parametrize("said", ["0", "nan", "-5", "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_a_wiki_that_says_at_once_over_and_over_is_asked_ever_more_seldom(
    queue: Library, practice_server: PracticeCommons, said: str,
) -> None:
    practice_server.faults.add("status", "upload-file", value="503", retry_after=said, times=5)
    hands = Hands()
    assert set(send(queue, hands, practice_server)) == {State.DONE}
    assert hands.slept > 5 + 10 + 20 + 40


def test_a_clock_that_is_set_back_makes_nothing_wait_for_ever(
    queue: Library, practice_server: PracticeCommons,
) -> None:
    practice_server.faults.add("status", "upload-file", value="429", retry_after="3000")
    hands, was_set = Hands(), []

    def set_back() -> None:
        if not was_set:
            hands.wall -= 5 * 365 * DAY
            was_set.append(True)

    hands.dream = set_back
    assert set(send(queue, hands, practice_server)) == {State.DONE}
    assert hands.slept < 100


def test_a_wait_that_was_stored_by_a_clock_of_tomorrow_is_over(
    queue: Library, practice_server: PracticeCommons,
) -> None:
    practice_server.faults.add("status", "upload-file", value="429", retry_after="3000")
    tomorrow = Hands(2_000_000_000.0 + DAY / 2)
    send(queue, tomorrow, practice_server, once=True)
    scope = pauses.account(practice_server.api, "Uploader")
    assert pauses.until(queue.database, [scope]) > tomorrow.wall + 2900
    today = Hands(2_000_000_000.0)
    with queue.database.writing() as write:
        write.execute("UPDATE outbox SET changed = '2033-05-18T15:33:20.000000Z'")  # half a day after `today`
    assert set(send(queue, today, practice_server, once=True)) == {State.DONE}


def test_what_a_wrong_clock_stored_is_not_told_as_a_wait(queue: Library, practice_server: PracticeCommons) -> None:
    practice_server.faults.add("status", "upload-file", value="429", retry_after="3000")
    send(queue, Hands(time.time() + 5 * 365 * DAY), practice_server, once=True)
    scope = pauses.account(practice_server.api, "Uploader")
    assert pauses.until(queue.database, [scope]) > time.time() + 4 * 365 * DAY
    assert standing.status(queue).next_try > time.time() + 4 * 365 * DAY
    pausing.pause(queue, activities=["walk"])
    assert bury(queue).ids("outbox")
    assert standing.status(queue).next_try is None and pauses.until(queue.database, [scope]) == 0
    assert pausing.paused(queue).activities == {"walk"}, "a person wants it for as long as it takes"
    assert not bury(queue)


def test_hours_are_waited_for_without_asking_the_wiki(queue: Library, practice_server: PracticeCommons) -> None:
    hands = Hands(datetime(2033, 5, 18, 21, 59).timestamp())
    begun = hands.wall
    assert set(send(queue, hands, practice_server, between="22:00-06:00")) == {State.DONE}
    assert hands.wall - begun >= 60


def test_a_network_that_comes_back_ends_the_wait(
    queue: Library, practice_server: PracticeCommons, monkeypatch: pytest.MonkeyPatch,
) -> None:
    practice_server.faults.add("portal", "upload-file", times=1)
    met = Trouble("portal", Rung.INTERNET, Message("net-portal", "x"), Message("net-portal-remedy"), 1.0)
    monkeypatch.setattr(connecting, "diagnose", lambda site: met)
    addresses = ["10.0.0.7", "10.0.0.7", "", "", "192.168.1.5"]
    monkeypatch.setattr(connecting, "way_out", lambda: addresses.pop(0) if len(addresses) > 1 else addresses[0])
    monkeypatch.setattr(setbacks, "back_off", lambda kind, tries: 50_000.0)
    hands, told = Hands(), []
    hands.dream = lambda: told.append(pauses.listed(queue.database))
    assert set(send(queue, hands, practice_server)) == {State.DONE}
    assert 2 <= hands.slept < 20, "it went on with the new address, and not before"
    [pause] = told[0].values()
    assert Trouble.from_json(pause.reason["trouble"]) == met
    assert pauses.listed(queue.database) == {}, "what was in the way is over"


def test_a_locked_keyring_is_kept_as_what_is_in_the_way_until_it_opens(
    queue: Library, practice_server: PracticeCommons, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(site: object, account: str) -> tuple[str, str]:
        raise EnvironmentFault(Message("error-keyring-locked"), Message("error-keyring-locked-remedy"),
                               code="keyring-locked")

    with monkeypatch.context() as patch:
        patch.setattr(syncing, "secret", locked)
        with pytest.raises(EnvironmentFault):
            send(queue, Hands(), practice_server)
    [pause] = pauses.listed(queue.database).values()
    found = Trouble.from_json(pause.reason["trouble"])
    assert (found.code, found.rung, found.button, pause.until) == ("keyring-locked", Rung.ACCOUNT, Remedy.RETRY, 0.0)
    assert set(send(queue, Hands(), practice_server)) == {State.DONE}
    assert pauses.listed(queue.database) == {}


def test_a_metered_network_that_comes_in_the_middle_stops_the_file_and_it_goes_on_after(
    queue: Library, practice_server: PracticeCommons, monkeypatch: pytest.MonkeyPatch,
) -> None:
    links = [Link("Cable", False), Link("Phone", True), Link("Phone", True)]
    monkeypatch.setattr("minoties_desktop.services.gate.LINK_SECONDS", 0.0)
    monkeypatch.setattr("minoties_desktop.wiki.link.current", lambda: links.pop(0) if links else Link("Cable", False))
    hands = Hands()
    assert set(send(queue, hands, practice_server)) == {State.DONE}
    assert hands.slept, "it waited while the phone was all there was"


def test_settings_that_change_meanwhile_hold_at_once(
    queue: Library, practice_server: PracticeCommons, monkeypatch: pytest.MonkeyPatch,
) -> None:
    hands = Hands(datetime(2033, 5, 18, 12).timestamp())
    settings.change(hours="22:00-06:00")
    hands.dream = lambda: settings.change(hours="") if hands.slept == 3 else None
    assert set(send(queue, hands, practice_server)) == {State.DONE}
    assert 3 <= hands.slept < 10


@pytest.mark.parametrize(("holder", "state"), [("Uploader", State.DONE), ("Somebody", State.ASKS)])
def test_a_limit_measures_only_what_would_be_sent(
    queue: Library, practice_server: PracticeCommons, tmp_path: Path, holder: str, state: State,
) -> None:
    """What the wiki has already costs nothing of it: it is asked about, and found, however large it is."""
    assert set(send(queue, Hands(time.time()), practice_server)) == {State.DONE}
    for table in ("version", "revision"):
        practice_server.state.change(f"UPDATE {table} SET user = ?", holder)
    ready(tmp_path / "again", {"Weaver": SMALL, "Wooden loom": SMALL}, author="Uploader", site=practice_server.api)
    again = Library(tmp_path / "again")
    send(again, Hands(time.time()), practice_server, limit_mb=SMALL / 1e6 / 2)
    files = {row.payload["title"]: row for row in outbox.listed(again.database) if "size" in row.payload}
    assert files["Weaver.jpg"].state is state
    assert files["Wooden loom.jpg"].state is State.QUEUED, "there is no room for it"
    assert files["Weaver.jpg"].payload["size"] > SMALL / 2
    again.close()
