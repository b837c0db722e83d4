"""Whatever agreements, consents, releases and days do, and whoever does it meanwhile: nothing out of scope becomes
public."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack, closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import RetryLater, UsageFault
from minoties_desktop.domain.sites import PRACTICE, PRACTICE_ACCOUNT
from minoties_desktop.domain.states import State
from minoties_desktop.services import describing, practising, queueing, review, syncing
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.gate import Wishes
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import outbox
from minoties_desktop.wiki.session import Session, engine
from minoties_desktop.wiki.stages import job, verifying
from tests.support.libraries import python
from tests.support.queues import ready

ACCOUNT = Account(PRACTICE, PRACTICE_ACCOUNT)
TITLES = ("Weaver at her loom", "Wool in the sun")
NOBODYS = {"user_name": "", "release": ""}
"""Of an author neither whose account is theirs is known, nor that others may send their works."""
DAYS = ("2020-01-01", "2999-01-01", "")
IN, OUT = "Silver", "Store"
"""A collection whose rooms may be photographed, and one that nobody was asked about."""
WHOLE = {"agreed": "2020-01-01", "how": "spoken", "language": "arn", "scope": "commons name", "withdrawn": ""}
WELL = (
    ("agreement", {"status": "granted", "until": ""}), ("agreement_scope", {"rooms": "yes"}), ("collection", IN),
    ("remove", None), ("answer", "public"), ("embargo", ""), ("default", ""), ("leave", ""),
    ("contributor", {"user_name": PRACTICE_ACCOUNT, "release": ""}))
"""What has to be so that a photograph may go."""
BREACHES = (
    ("agreement", {"status": "withdrawn"}), ("agreement", {"until": "2020"}), ("agreement_scope", {"rooms": "no"}),
    ("collection", OUT), ("record", {"withdrawn": "2026-01-01"}), ("answer", "consent"), ("embargo", "2999-01-01"),
    ("default", "2999-01-01"), ("contributor", NOBODYS))
"""What each forbids by itself that a photograph goes."""
_OTHER = """
import json, sys
from pathlib import Path
from tests.journeys.test_permission_machine import act
from minoties_desktop.services.library import Library
library = Library(Path(sys.argv[1]))
for line in sys.stdin:
    act(library, *json.loads(line))
    print("done", flush=True)
"""


def act(library: Library, what: str, item: str, value: Any) -> None:
    """What a person does in some process, by name."""
    from minoties_desktop.services import consenting

    tagging = Tagging(library)
    ids = [person.id for one in consenting.people(library, [item]) for person in one.records if person.item == item]
    match what:
        case "answer":
            tagging.replace([item], "people", [value])
        case "record":
            consenting.record(library, [item], "Rayen", {**WHOLE, **value})
        case "withdraw":
            consenting.withdraw(library, ids)
        case "remove":
            consenting.remove(library, ids)
        case "erase":
            consenting.erase(library, ids)
        case "embargo" if value:
            tagging.replace([item], "embargo", [value])
        case "embargo":
            tagging.clear([item], "embargo")
        case "default":
            tagging.set_default(value[0], "embargo", [value[1]] if value[1] else [])
        case "collection":
            tagging.replace([item], "collection", [value])
        case "agreement" | "agreement_scope" | "contributor" as table:
            tagging.edit(table, value[0], value[1])
        case "leave" if value:
            tagging.replace([item], "leave", [value])
        case "leave":
            tagging.clear([item], "leave")
        case "undo":
            with suppress(UsageFault):
                tagging.undo()
        case "redo":
            with suppress(UsageFault):
                tagging.redo()
        case "retry":
            queueing.retry(library, [item])


class Tomorrow(datetime):
    """A clock that is wrong by a thousand years."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        """The wrong time."""
        return datetime(3026, 1, 1, tzinfo=tz)


def may_go(path: Path, item: str) -> bool:
    """What the rules say of an item, read by other means than the program's."""
    with closing(sqlite3.connect(path)) as database:
        def all_of(query: str, *values: str) -> list[tuple[Any, ...]]:
            return database.execute(query, values).fetchall()

        [(activity,)] = all_of("SELECT activity FROM item WHERE id = ?", item)
        [(answer,)] = all_of("SELECT value FROM field_value WHERE item = ? AND field = 'people' AND NOT absent", item)
        days = all_of("SELECT value FROM field_value WHERE item = ? AND field = 'embargo' AND NOT absent", item) or (
            all_of("SELECT value FROM activity_default WHERE activity = ? AND field = 'embargo'", activity))
        people = all_of("SELECT agreed, how, language, scope, withdrawn FROM person WHERE item = ?", item)
        [(user, release)] = all_of("SELECT user_name, release FROM contributor")
        leave = all_of("SELECT value FROM field_value WHERE item = ? AND field = 'leave' AND NOT absent", item)
        [(agreement, status, until)] = all_of("""SELECT agreement.id, status, "until" FROM agreement JOIN activity
            ON activity.agreement = agreement.id WHERE activity.id = ?""", activity)
        rooms = dict(all_of("""SELECT collection.name, rooms FROM agreement_scope JOIN collection
            ON collection.id = collection WHERE agreement = ? AND agreement_scope.deleted IS NULL""", agreement))
        inside = all_of("SELECT value FROM field_value WHERE item = ? AND field = 'collection' AND NOT absent", item)
    if any(person[4] for person in people) or any(day > "2026" for (day,) in days):
        return False
    if answer == "consent" and not (people and all(
            all(person[:3]) and "commons" in person[3].split() for person in people)):
        return False
    if not (user or release or leave):
        return False
    if rooms and not any(rooms.get(name) == "yes" for (name,) in inside):
        return False
    return status == "granted" and (not until or until > "2026")


class PermissionWalk(RuleBasedStateMachine):
    """Two photographs under an agreement, a queue, a sync, and another process that changes its mind."""

    met: Counter[str] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        engine(folder / "wiki")
        for module in (job, verifying):
            self.stack.enter_context(patch.object(module, "LAG", (0.0,)))
        self.stack.enter_context(patch.object(Session, "wait", lambda session, seconds: session.pause_point()))
        attempt = Session.attempt

        def attempted(session: Session, **params: Any) -> Any:
            self._asked(params)
            return attempt(session, **params)

        self.stack.enter_context(patch.object(Session, "attempt", attempted))
        self.items = ready(folder / "library", dict.fromkeys(TITLES, 0))
        self.library = Library(folder / "library")
        self.stack.callback(self.library.close)
        self.server = self.stack.enter_context(practising.served(self.library))
        self.current = ""
        self.is_begun = False
        self.meddling: tuple[State, list[Any]] | None = None
        self.other = python(_OTHER, folder / "library", stdin=subprocess.PIPE)
        self.stack.callback(self._end)

    def _end(self) -> None:
        _, told = self.other.communicate(timeout=30)
        assert self.other.returncode == 0, told

    def teardown(self) -> None:
        self.stack.close()

    def _asked(self, params: dict[str, Any]) -> None:
        action = params.get("action")
        is_publishing = action == "upload" and not params.get("stash") and not params.get("checkstatus")
        if is_publishing or action == "wbeditentity":
            self.met[str(action)] += 1
            assert may_go(self.library.database.path, self.current), (action, self.current)

    def _do(self, *command: Any, elsewhere: bool) -> None:
        if not elsewhere:
            act(self.library, *command)
            return
        assert self.other.stdin and self.other.stdout
        self.other.stdin.write(json.dumps(command) + "\n")
        self.other.stdin.flush()
        assert self.other.stdout.readline() == "done\n", self.other.communicate()

    @initialize()
    def begin(self) -> None:
        tagging = Tagging(self.library)
        house = tagging.create("institution", {"name": "Museo"})
        self.agreement = tagging.create("agreement", {"title": "Letter", "institution": house, "status": "granted"})
        [self.author] = [row["id"] for row in self.library.registers["contributor"].list()]
        [self.activity] = [row["id"] for row in self.library.registers["activity"].list()]
        silver, _ = (tagging.create("collection", {"institution": house, "name": name}) for name in (IN, OUT))
        self.scope = tagging.create("agreement_scope", {"agreement": self.agreement, "collection": silver,
                                                        "rooms": "yes"})
        tagging.replace(list(self.items.values()), "collection", [IN])
        tagging.edit("activity", self.activity, {"agreement": self.agreement, "institution": house})
        describing.refresh_dirty(self.library.database)
        self.queue()

    @precondition(lambda machine: not machine.is_begun)
    @rule(breaches=st.permutations(BREACHES), wrong=st.booleans())
    def take_back(self, breaches: list[tuple[str, Any]], wrong: bool) -> None:
        """Each thing, before the file is public; then each, before its data are."""
        self.is_begun = True
        self._take_back(breaches, State.PUBLISHING, wrong)
        self._take_back(breaches, State.DESCRIBING, wrong)

    changes = st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(["consent", "public", "crowd", "nobody"])),
        st.tuples(st.just("record"), st.sampled_from([
            {}, {"how": ""}, {"scope": "name"}, {"withdrawn": "2026-01-01"}])),
        st.tuples(st.sampled_from(["withdraw", "remove", "erase", "undo", "redo", "retry"]), st.none()),
        st.tuples(st.just("embargo"), st.sampled_from(DAYS)), st.tuples(st.just("default"), st.sampled_from(DAYS)),
        st.tuples(st.just("contributor"), st.sampled_from([
            NOBODYS, {"user_name": PRACTICE_ACCOUNT}, {"release": "https://example.org/release"}])),
        st.tuples(st.just("leave"), st.sampled_from(["author", ""])),
        st.tuples(st.just("collection"), st.sampled_from([IN, OUT])),
        st.tuples(st.just("agreement_scope"), st.sampled_from([{"rooms": "yes"}, {"rooms": "no"}, {"rooms": ""}])),
        st.tuples(st.just("agreement"), st.sampled_from([
            {"status": "granted", "until": ""}, {"status": "withdrawn"}, {"status": "refused"}, {"until": "2020"}])))

    def _command(self, title: str, change: tuple[str, Any]) -> list[Any]:
        what, value = change
        owner = {"default": self.activity, "agreement": self.agreement, "agreement_scope": self.scope,
                 "contributor": self.author}.get(what)
        return [what, self.items[title], [owner, value] if owner else value]

    @precondition(lambda machine: machine.is_begun)
    @rule(title=st.sampled_from(TITLES), change=changes, elsewhere=st.booleans())
    def change(self, title: str, change: tuple[str, Any], elsewhere: bool) -> None:
        self._do(*self._command(title, change), elsewhere=elsewhere)

    @precondition(lambda machine: machine.is_begun)
    @rule()
    def queue(self) -> None:
        review.queue(self.library, list(self.items.values()), ACCOUNT)

    def _take_back(self, breaches: list[tuple[str, Any]], at: State, wrong: bool) -> None:
        """All is well; then one thing is taken back just when the sync comes to a state; and again with the next."""
        for breach in breaches:
            for well in WELL:
                self._do(*self._command(TITLES[0], well), elsewhere=False)
            self.sync(TITLES[0], breach, at, wrong)

    @precondition(lambda machine: machine.is_begun)
    @rule(title=st.sampled_from(TITLES), change=changes, at=st.sampled_from([
        State.CHECKING, State.PUBLISHING, State.PUBLISHED, State.DESCRIBING]), wrong=st.booleans())
    def sync(self, title: str, change: tuple[str, Any], at: State, wrong: bool) -> None:
        """Another process changes something just when the sync comes to a state; perhaps this clock is wrong."""
        waiting = [self._command(title, change)]
        self.queue()
        queueing.retry(self.library, list(self.items.values()))

        def stored(row: Any, state: State) -> None:
            self.current = row.item
            if state is at and waiting and row.item == self.items[title]:
                self._do(*waiting.pop(), elsewhere=True)

        with patch.object(describing, "datetime", Tomorrow if wrong else datetime):
            if wrong:
                describing.refresh_dirty(self.library.database)
            syncing.sync(self.library, ACCOUNT, Wishes(once=True), stored=stored)
        for row in outbox.listed(self.library.database):
            assert row.state is not State.REFUSED, row.message
            self.met[str(row.state)] += 1


def walk(steps: int, examples: int) -> None:
    """Let it walk so often, so far."""
    run_state_machine_as_test(seed(20261122)(PermissionWalk), settings=settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck), database=None))


def test_nothing_out_of_scope_becomes_public() -> None:
    PermissionWalk.met.clear()
    walk(7, 3)
    assert PermissionWalk.met["upload"] and PermissionWalk.met["wbeditentity"] and PermissionWalk.met["held"]


@pytest.mark.parametrize(("change", "at"), [
    (("contributor", NOBODYS), State.CHECKING), (("contributor", NOBODYS), State.PUBLISHED),
    (("agreement", {"status": "withdrawn"}), State.CHECKING), (("record", {"withdrawn": "2026-01-01"}), State.CHECKING),
])
def test_what_another_process_takes_back_meanwhile_is_held(change: tuple[str, Any], at: State) -> None:
    """Right before the file is published, and right before its data are."""
    machine = PermissionWalk()
    try:
        machine.begin()
        machine.sync(TITLES[0], change, at, wrong=False)
        file, data = outbox.of_items(machine.library.database, [machine.items[TITLES[0]]])
        held = file if at is State.CHECKING else data
        assert held.state is State.HELD and file.state in (held.state, State.DONE)
    finally:
        machine.teardown()


def test_what_may_be_public_already_is_looked_for_before_it_is_held(tmp_path: Path) -> None:
    """A consent is withdrawn while the reply to the publishing is lost: the file is found, and not held as unsent."""
    engine(tmp_path / "wiki")
    [item] = ready(tmp_path / "library", {TITLES[0]: 0}, site=PRACTICE, author=PRACTICE_ACCOUNT).values()
    library = Library(tmp_path / "library")
    attempt, lost = Session.attempt, []

    def attempted(session: Session, **params: Any) -> Any:
        answer = attempt(session, **params)
        if params.get("action") == "upload" and not lost:
            lost.append(params)
            raise RetryLater("offline", Message("error-offline", "x"), after=0)
        return answer

    with practising.served(library), patch.object(Session, "attempt", attempted), \
            patch.object(Session, "wait", lambda session, seconds: session.pause_point()):
        syncing.sync(library, ACCOUNT, Wishes(once=True))
        act(library, "record", item, {"withdrawn": "2026-01-01"})
        queueing.retry(library, [item])
        syncing.sync(library, ACCOUNT, Wishes(once=True))
    file, data = outbox.of_items(library.database, [item])
    library.close()
    assert len(lost) == 1 and (file.state, data.state) == (State.DONE, State.HELD)


if __name__ == "__main__":
    walk(*map(int, sys.argv[1:3]))
    sys.stdout.write(f"{PermissionWalk.met}\n")
