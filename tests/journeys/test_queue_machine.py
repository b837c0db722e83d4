"""Any walk of people, wiki, line and clock through the queue: at its end every item is there once, or says why not."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from minoties_desktop.domain.errors import EnvironmentFault, UsageFault
from minoties_desktop.domain.sites import PRACTICE, PRACTICE_ACCOUNT
from minoties_desktop.domain.states import FOLLOWS, WORKING, State
from minoties_desktop.practice import accounts as people
from minoties_desktop.services import answering, pausing, practising, queueing, review, syncing
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.clock import Clock
from minoties_desktop.services.gate import Wishes
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import outbox
from minoties_desktop.wiki import deadline, lookup, pace, upload
from minoties_desktop.wiki.session import Session, engine
from minoties_desktop.wiki.stages import job, verifying
from tests.support.client import Client
from tests.support.photographs import jpeg_bytes
from tests.support.queues import ready
from tests.unit.wiki.test_shapes import STRANGE, changed, places

ACCOUNT = Account(PRACTICE, PRACTICE_ACCOUNT)
CHUNK = 8192
SIZES = {"Weaver at her loom": 0, "Looms of the village": 18_000, "Wool in the sun": 40_000}
"""One request; chunks, published at once; chunks, published while the wiki is asked for its progress."""
REQUESTS = st.sampled_from([
    "", "login", "query", "query-tokens", "query-allimages", "query-imageinfo", "titleblacklist", "upload-file",
    "upload-chunk-first", "upload-chunk-middle", "upload-chunk-last", "upload-checkstatus", "upload-publish",
    "wbgetentities", "wbeditentity"])
MISHAPS = st.sampled_from(["lose", "lose", "lose-502", "status", "portal", "error", "cut"])
ERRORS = ["internal_api_error_DBQueryError", "backend-fail-internal", "stashfailed", "badtoken", "assertuserfailed",
          "ratelimited", "editconflict", "uploadstash-exception", "publishfailed"]
TITLES = st.sampled_from(list(SIZES))
SEEDS = st.integers(0, 1 << 32)
DEATHS = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 7, 9])
"""After how many stored states the sync dies; 0 never."""
AS_FOUND = {"phases": (Phase.generate,), "suppress_health_check": list(HealthCheck), "deadline": None}
"""A failing walk is told as it was found: each try takes too long for making it shorter."""


class Killed(BaseException):
    """The process is gone."""


class Tide(Clock):
    """A clock that days pass on at will."""

    def __init__(self) -> None:
        self.passed = 0.0
        super().__init__()

    def now(self) -> float:
        """The time, with what was let pass."""
        return super().now() + self.passed

    def steady(self) -> float:
        """The other clock."""
        return super().steady() + self.passed

    def sleep(self, seconds: float) -> None:
        """Pass at once."""
        self.passed += seconds


class QueueWalk(RuleBasedStateMachine):
    """Three photographs, one queue, a practice Commons that misbehaves."""

    seen: Counter[tuple[str, str]] = Counter()
    opening: Callable[[QueueWalk], None] | None = None
    """What every walk begins with."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        engine(folder / "wiki")
        self._in_a_hurry()
        self.items = ready(folder / "library", SIZES)
        self.library = Library(folder / "library")
        self.stack.callback(self.library.close)
        self._spy()
        self.server = self.stack.enter_context(practising.served(self.library))
        people.seed(self.server.state, people.TEST_WIKI)
        # It may write over others' files, so that only we keep it from doing so.
        self.server.state.change("UPDATE app SET grants = ?", json.dumps(list(people.GRANTS)))
        self.clock = Tide()
        self.server.state.clock = self.clock.now
        self.tagging = Tagging(self.library)
        self.twice = self.lying = 0
        self.meddles = False
        self.dice = random.Random(0)
        self.foreign: dict[str, str] = {}
        self.dropped: set[str] = set()

    def _in_a_hurry(self) -> None:
        values = [(upload, "WHOLE", 12_000), (upload, "ASYNC", 30_000), (upload, "POLLS", (0.0,)),
                  (upload, "PATIENCE", 2.0), (pace, "FIRST", CHUNK), (pace, "LARGEST", CHUNK), (pace, "SMALLEST", 2048),
                  (job, "LAG", (0.0,)), (verifying, "LAG", (0.0,)), (deadline, "LOOK_SECONDS", 0.05)]
        for module, name, value in values:
            self.stack.enter_context(patch.object(module, name, value))
        self.stack.enter_context(patch.object(Session, "wait", lambda session, seconds: session.pause_point()))
        attempt, loads = Session.attempt, engine(Path("unused")).Request._json_loads

        def attempted(session: Session, **params: Any) -> Any:
            answer = attempt(session, **params)
            if self.twice and params.get("action") in ("upload", "wbeditentity"):
                self.twice -= 1
                answer = attempt(session, **params)  # a proxy sends it a second time, and answers with that
            return answer

        def loaded(request: Any, response: Any) -> Any:
            if self.lying:
                self.lying -= 1
                if not self.lying:
                    answer = response.json()
                    path = self.dice.choice(list(places(answer)))
                    made = changed(answer, path, self.dice.choice(STRANGE), self.dice.random() < 0.3)
                    response._content = json.dumps(made).encode()
            return loads(request, response)

        self.stack.enter_context(patch.object(Session, "attempt", attempted))
        self.stack.enter_context(patch.object(engine(Path("unused")).Request, "_json_loads", loaded))

    def _spy(self) -> None:
        """Have the database itself note each change of a state."""
        with closing(sqlite3.connect(self.library.database.path)) as database:
            database.executescript("""
                CREATE TABLE spied (before TEXT, after TEXT);
                CREATE TRIGGER spy AFTER UPDATE OF state ON outbox WHEN old.state <> new.state
                BEGIN INSERT INTO spied VALUES (old.state, new.state); END""")

    def teardown(self) -> None:
        try:
            self.all_is_told_or_done()
        finally:
            self.stack.close()

    # What people do

    @initialize()
    def queue_all(self) -> None:
        review.queue(self.library, list(self.items.values()), ACCOUNT)
        if self.opening is not None:
            self.opening()

    @rule(titles=st.lists(TITLES, min_size=1, unique=True))
    def queue(self, titles: list[str]) -> None:
        review.queue(self.library, [self.items[title] for title in titles], ACCOUNT)
        self.dropped -= {self.items[title] for title in titles}

    @rule(title=TITLES)
    def hold(self, title: str) -> None:
        queueing.hold(self.library, [self.items[title]])

    @rule()
    def retry(self) -> None:
        queueing.retry(self.library, list(self.items.values()))

    @rule(title=TITLES)
    def drop(self, title: str) -> None:
        try:
            queueing.drop(self.library, [self.items[title]])
        except UsageFault:
            return  # it may be there already
        self.dropped.add(self.items[title])

    @rule(title=TITLES, seed=SEEDS)
    def answer(self, title: str, seed: int) -> None:
        asking = [row for row in outbox.of_items(self.library.database, [self.items[title]])
                  if row.state is State.ASKS]
        if asking:
            choice = random.Random(seed).choice([*asking[0].question["choices"], answering.DROP])
            self._answer(self.items[title], choice)

    def _answer(self, item: str, choice: str) -> None:
        given = f"rename=Weaving {uuid.uuid4().hex[:8]}" if choice == answering.RENAME else choice
        try:
            answering.answer(self.library, [item], given)
        except UsageFault:
            assert choice == answering.DROP, choice
        else:
            if choice == answering.DROP:
                self.dropped.add(item)

    @rule(seconds=st.sampled_from([0.0, 60.0, 1e9]))
    def pause(self, seconds: float) -> None:
        pausing.pause(self.library, until=self.clock.now() + seconds if seconds else 0)

    @rule(title=TITLES, number=st.integers(0, 99))
    def edit(self, title: str, number: int) -> None:
        self.tagging.replace([self.items[title]], "caption", [f"A weaver, number {number}"], lang="en")

    @rule()
    def undo(self) -> None:
        try:
            self.tagging.undo()
        except UsageFault:
            return  # what was sent is not undone
        there = {row.item for row in outbox.listed(self.library.database)}
        self.dropped |= set(self.items.values()) - there

    # What the wiki and the way to it do

    @rule(kind=MISHAPS, request=REQUESTS, skip=st.integers(0, 2), seed=SEEDS, die_at=DEATHS)
    def has_a_mishap(self, kind: str, request: str, skip: int, seed: int, die_at: int) -> None:
        value = {"status": random.Random(seed).choice(["429", "500", "503", "504"]), "cut": str(seed % 9000),
                 "error": random.Random(seed).choice(ERRORS)}.get(kind, "")
        if kind == "error" and not request:
            request = "upload"
        self.server.faults.add(kind, "upload" if kind == "cut" else request, value=value, skip=skip,
                               name=f"mishap-{uuid.uuid4()}")
        self._sync_now(die_at)

    @rule(times=st.integers(1, 3), die_at=DEATHS)
    def answers_twice(self, times: int, die_at: int) -> None:
        self.twice = times
        self._sync_now(die_at)

    @rule(after=st.integers(1, 15), seed=SEEDS, die_at=DEATHS)
    def lies(self, after: int, seed: int, die_at: int) -> None:
        self.lying, self.dice = after, random.Random(seed)
        self._sync_now(die_at)

    @rule(kind=st.sampled_from(["readonly", "maxlag", "ratelimit"]))
    def has_a_bad_day(self, kind: str) -> None:
        self.server.faults.add(kind, value={"readonly": "Maintenance", "maxlag": "7", "ratelimit": "1 600"}[kind])

    @rule()
    def recovers(self) -> None:
        self.server.faults.clear()

    @rule()
    def expires_stashes(self) -> None:
        self.server.expire_stash()

    @rule()
    def ends_sessions(self) -> None:
        self.server.end_sessions()

    @rule(reason=st.sampled_from([None, "Uploads without a licence"]))
    def blocks_the_user(self, reason: str | None) -> None:
        block = None if reason is None else json.dumps(people._block(reason, self.clock.now()))
        self.server.state.change("UPDATE account SET block = ? WHERE name = ?", block, PRACTICE_ACCOUNT)

    @rule(hours=st.sampled_from([0.1, 2.0, 25.0, 50.0]))
    def time_passes(self, hours: float) -> None:
        self.clock.passed += 3600 * hours

    @precondition(lambda self: len(self.foreign) < 3)
    @rule(title=TITLES, die_at=st.sampled_from([2, 2, 3, 4, 5, 6, 7, 8]), again=DEATHS)
    def somebody_takes_the_name(self, title: str, die_at: int, again: int) -> None:
        """Perhaps that of the file which is on its way just then."""
        self.server.faults.clear()
        self._sync_now(die_at)
        under_way = [row.payload["title"] for row in outbox.listed(self.library.database)
                     if row.target == "commons_file" and row.state in WORKING]
        self.a_stranger_uploads((under_way or [f"{title}.jpg"])[0])
        self._sync_now(again)

    def a_stranger_uploads(self, name: str) -> None:
        """Another file under a name, if it is free.

        Not while the wiki has a publishing of its own under way: it does not look again when the turn comes, so that
        nobody who sends can keep it from writing over what came meanwhile.
        """
        if self.server.state.rows("SELECT 1 FROM progress WHERE status LIKE '%Poll%'"):
            return
        stranger = Client(self.server.api).login("Trusted@tests", people.SECRET)
        data = jpeg_bytes(5000 + len(self.foreign), (120, 80))
        if "upload" in (told := stranger.upload(name, data).json) and told["upload"]["result"] == "Success":
            self.foreign[name] = told["upload"]["imageinfo"]["sha1"]

    # The sync

    def _sync_now(self, die_at: int) -> None:
        """Nobody waits for the time of a new try."""
        self.retry()
        self.sync(die_at)

    @rule(die_at=DEATHS)
    def sync(self, die_at: int) -> None:
        count, released = 0, outbox.release

        def stored(row: Any, state: State) -> None:
            nonlocal count
            count += 1
            if self.meddles and state is State.PUBLISHING:
                self.a_stranger_uploads(row.payload["title"])
            if count == die_at:
                raise Killed

        def release(*arguments: Any) -> Any:
            if die_at and count >= die_at:
                raise Killed  # who is dead gives nothing back
            return released(*arguments)

        with patch.object(syncing.outbox, "release", release):
            try:
                syncing.sync(self.library, ACCOUNT, Wishes(once=True), stored=stored, clock=self.clock)
            except Killed:
                pass
            except EnvironmentFault as fault:
                raise AssertionError(fault) from fault
        self.nothing_is_doubled_or_written_over()

    def nothing_is_doubled_or_written_over(self) -> None:
        versions = self.server.state.rows("SELECT name, sha1, user FROM version")
        assert len({one["name"] for one in versions}) == len(versions), "a file has two versions"
        assert len({one["sha1"] for one in versions}) == len(versions), "the same bytes are there twice"
        for name, sha1 in self.foreign.items():
            assert [one["sha1"] for one in versions if one["name"] == name] == [sha1], "somebody's file was touched"

    # The end

    def all_is_told_or_done(self) -> None:
        """The wiki behaves, the person is patient and answers what is asked: all is delivered, or says why not."""
        wanted = {row.item for row in outbox.listed(self.library.database)} | (set(self.items.values()) - self.dropped)
        self.server.faults.clear()
        self.twice = self.lying = 0
        self.meddles = False
        self.blocks_the_user(None)
        pausing.pause(self.library, until=0)
        # Undoing may have taken values that an item cannot do without; it is not queued, and says so.
        held = dict(review.queue(self.library, sorted(wanted), ACCOUNT).held)
        assert all(held.values()), "an item is held for no reason"
        for _ in range(12):
            self.time_passes(25)
            self.sync(0)
            rows = outbox.listed(self.library.database)
            if all(row.state is State.DONE for row in rows):
                break
            self.retry()
            for row in rows:
                if row.state is State.ASKS:
                    self._answer(row.item, row.question["choices"][0])
        rows = outbox.listed(self.library.database)
        assert wanted - held.keys() <= {row.item for row in rows} <= wanted, "an item was lost"
        for row in rows:
            assert row.state is State.DONE or row.message is not None, (row.state, row.error)
            assert row.state in (State.DONE, State.REFUSED), (row.state, row.error)
            assert (row.error or {}).get("code") != "bug", row.error
        self._as_receipts_say([row for row in rows if row.state is State.DONE])
        self._along_the_arrows()

    def _as_receipts_say(self, rows: list[Any]) -> None:
        edited = {row.item for row in rows if row.target == "data_edit"}
        for row in rows:
            if row.target == "commons_file":
                [found] = self.server.state.rows("SELECT * FROM version WHERE sha1 = ?", row.payload["sha1"])
                assert (found["name"].replace("_", " "), found["user"]) == (row.receipt["title"], PRACTICE_ACCOUNT)
                assert found["size"] == row.receipt["size"]
            elif row.target == "commons_data":
                last = self.server.state.rows("SELECT entity FROM revision WHERE page = ? ORDER BY id",
                                              int(row.receipt["mid"][1:]))[-1]
                ids = [one["id"] for group in json.loads(last["entity"])["statements"].values() for one in group]
                assert len(ids) == len(set(ids)), "statements are doubled"
                assert row.item in edited or len(ids) == len(row.payload["claims"]), "statements are doubled or lacking"

    def _along_the_arrows(self) -> None:
        with closing(sqlite3.connect(self.library.database.path)) as database:
            found = Counter(tuple(map(str, pair)) for pair in database.execute("SELECT before, after FROM spied"))
        wrong = [(before, after) for before, after in found
                 if State(after) not in FOLLOWS[State(before)]
                 and not (State(before) in WORKING and after == "waiting")]
        assert not wrong, wrong
        QueueWalk.seen += found


def _loses(request: str) -> Callable[[QueueWalk], None]:
    return lambda walk: walk.has_a_mishap(kind="lose", request=request, skip=0, seed=0, die_at=0)


def _takes_names(walk: QueueWalk) -> None:
    """That of each file, when it has been looked at for the last time and is about to be published."""
    walk.meddles = True
    walk.sync(die_at=0)


OPENINGS: dict[str, Callable[[QueueWalk], None]] = {
    **{f"loses {request}": _loses(request) for request in (
        "upload-file", "upload-chunk-middle", "upload-chunk-last", "upload-publish", "wbeditentity")},
    "takes names": _takes_names,
    "answers twice": lambda walk: walk.answers_twice(times=20, die_at=0),
    "loses sync": lambda walk: [walk.sync(die_at=number) for number in range(1, 10)],
}
"""What any wrong step costs most at: a walk begins with each, so that a small sample has them all."""


def _walks(openings: Iterable[str], examples: int, steps: int) -> None:
    for opening in openings:
        machine = type("Walk", (QueueWalk,), {"opening": OPENINGS[opening]})
        run_state_machine_as_test(machine, settings=settings(
            max_examples=examples, stateful_step_count=steps, **AS_FOUND))


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_walk_through_the_queue_ends_with_everything_there_once_or_with_its_reason(opening: str) -> None:
    _walks([opening], 1, 6)


def _ignores_all(publish: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments, **named: publish(*arguments, **{**named, "over_warnings": True})


def _finds_nothing(survey: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *arguments: replace(survey(*arguments), holders=())


BROKEN: dict[str, tuple[str, str, list[tuple[Any, str, Any]]]] = {
    "writes over": ("takes names", "two versions", [(upload, "publish", _ignores_all(upload.publish))]),
    "doubles": ("loses upload-publish", "same bytes are there twice", [
        (job.Job, "landed", lambda self, patient=False: False), (job.Job, "accepted", lambda self, key: True),
        (job.Job, "title", property(lambda self: f"Copy {id(self)} of {self.payload['title']}")),
        (lookup, "survey", _finds_nothing(lookup.survey)), (upload, "publish", _ignores_all(upload.publish))]),
    "believes": ("loses sync", "waiting", [(job.Job, "landed", lambda self, patient=False: True)]),
    "forgets": ("loses sync", "queued", [(outbox, "advance", lambda *arguments, **named: None)]),
}
"""What a walk begins with that finds it, what it says, names of the program, and what is there when it is broken."""


@pytest.mark.parametrize("broken", BROKEN)
def test_the_walks_find_a_program_that(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opening, said, places = BROKEN[broken]
    for place, name, value in places:
        monkeypatch.setattr(place, name, value)
    with pytest.raises(AssertionError, match=said):
        _walks([opening], 1, 1)


@pytest.mark.torture
def test_many_walks(request: pytest.FixtureRequest) -> None:
    """As many as the time holds; a small sample without a torture run."""
    end = time.monotonic() + 60 * request.config.getoption("--torture-minutes")
    _walks(["loses sync"], 2, 30)
    while time.monotonic() < end:
        _walks(OPENINGS, 3, 30)
    sys.stderr.write(f"\nsteps taken: {dict(QueueWalk.seen)}\n")
