"""A sync may die at any moment: the next one goes on, and every file arrives once, complete and proven."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.domain.states import WORKING, State
from minoties_desktop.practice import accounts as people
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.services import answering, practising, queueing
from minoties_desktop.services.library import Library
from tests.support.arrived import Requests, exactly_once, rows
from tests.support.client import Client
from tests.support.dying import Syncs
from tests.support.photographs import jpeg_bytes
from tests.support.queues import CHUNKED, LARGE, SMALL, ready

TITLES = {"Weaver at her loom": SMALL, "Looms of the village": CHUNKED, "Wool in the sun": LARGE}
WRITES = {"upload-file": 1, "upload-chunk-first": 2, "upload-chunk-middle": 2, "upload-chunk-last": 2,
          "upload-publish": 2, "wbeditentity": 3}
"""The requests that it takes when nothing goes wrong, in chunks of four mebibytes."""
READS = ("login", "query-tokens", "query-allimages", "query-imageinfo", "titleblacklist", "upload-checkstatus")


@dataclass
class Queue:
    """Three photographs, of 60 kB, 9 MB and 12 MB, queued for a practice Commons that is being served."""

    folder: Path
    items: dict[str, str]
    server: PracticeCommons
    requests: Requests

    def is_complete(self) -> None:
        """All of them arrived exactly once."""
        exactly_once(self.folder, self.server, self.items)

    def states(self) -> dict[tuple[str, str], int]:
        """How many rows are in each (target, state) now."""
        return Counter((row.target, str(row.state)) for row in rows(self.folder))


@pytest.fixture(scope="session")
def warm() -> Iterator[Syncs]:
    started = Syncs()
    yield started
    started.close()


@pytest.fixture
def syncs(warm: Syncs) -> Iterator[Syncs]:
    yield warm
    warm.clean()


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    with serving(tmp_path / "library") as found:
        yield found


@contextmanager
def serving(folder: Path, titles: Mapping[str, int] = TITLES) -> Iterator[Queue]:
    """Such a queue in a folder of its own."""
    items = ready(folder, titles, site=PRACTICE)
    library = Library(folder)
    try:
        with practising.served(library) as server:
            yield Queue(folder, items, server, Requests(server))
    finally:
        library.close()


def test_undisturbed_one_process_brings_all_with_one_request_for_each_step(queue: Queue, syncs: Syncs) -> None:
    life = syncs.run(queue.folder)
    assert sorted(life.outcome["done"]) == sorted(queue.items.values())
    queue.is_complete()
    assert queue.requests.writes() == WRITES
    assert queue.requests.begun["login"] == 1
    before = dict(queue.requests.begun)
    assert syncs.run(queue.folder).outcome["done"]
    assert queue.requests.begun == before, "a sync with nothing to do asks the wiki nothing"


def test_killed_after_each_stored_state_the_next_sync_goes_on_and_sends_nothing_twice(
    tmp_path: Path, syncs: Syncs,
) -> None:
    died_in: Counter[str] = Counter()
    for nth in range(1, 1000):
        with serving(tmp_path / str(nth)) as queue:
            life = syncs.run(queue.folder, die_at=nth)
            if not life.killed:
                break
            target, state = life.stored[-1]
            died_in[state] += 1
            assert queue.states()[target, state] >= 1, "the state was not on disk before its request"
            life = syncs.run(queue.folder)
            assert sorted(life.outcome["done"]) == sorted(queue.items.values())
            queue.is_complete()
            # It died before the request, so together they made each request once.
            assert queue.requests.writes() == WRITES, (nth, target, state)
        shutil.rmtree(tmp_path / str(nth))
    assert {*WORKING, "done"} == set(died_in), died_in


def test_processes_that_live_for_one_request_each_bring_all_in_the_end(queue: Queue, syncs: Syncs) -> None:
    died_in: Counter[str] = Counter()
    while (life := syncs.run(queue.folder, die_at=2)).killed:
        died_in[life.stored[-1][1]] += 1
        assert died_in.total() < 100
    queue.is_complete()
    assert queue.requests.writes() == WRITES
    # In the first state of a row it has made no request yet.
    assert set(died_in) == {*WORKING, "done"} - {"checking", "describing"}, died_in


@pytest.mark.parametrize("label", [*WRITES, *READS])
def test_killed_while_the_wiki_works_on_a_request_whose_reply_nobody_hears(
    queue: Queue, syncs: Syncs, label: str,
) -> None:
    queue.server.faults.add("hold-after", label, name="held")
    _die_in(queue, syncs, "held")
    queue.server.faults.release("held")
    syncs.run(queue.folder)
    queue.is_complete()
    # What was done is found again, but for the first chunk, whose key went with the reply.
    again = {"upload-chunk-first": WRITES["upload-chunk-first"] + 1} if label == "upload-chunk-first" else {}
    assert queue.requests.writes() == {**WRITES, **again}


@pytest.mark.parametrize("label", [*WRITES, *READS])
def test_killed_with_a_request_on_its_way_that_the_wiki_takes_up_after_the_next_sync_has_finished(
    queue: Queue, syncs: Syncs, label: str,
) -> None:
    queue.server.faults.add("hold-before", label, name="late")
    _die_in(queue, syncs, "late")
    syncs.run(queue.folder)
    queue.server.faults.release("late")
    queue.requests.settle(label)
    queue.is_complete()
    again = {label: WRITES[label] + 1} if label in WRITES else {}
    assert queue.requests.writes() == {**WRITES, **again}


def _die_in(queue: Queue, syncs: Syncs, name: str) -> None:
    life = syncs.start(queue.folder)
    assert queue.server.faults.await_held(name)
    assert syncs.kill(life).killed


@pytest.mark.torture
def test_whatever_happens_to_wiki_line_and_process_every_file_arrives_once(
    tmp_path: Path, syncs: Syncs, seeds: Iterator[int],
) -> None:
    for seed in seeds:
        chance = random.Random(seed)
        with serving(tmp_path / str(seed)) as queue:
            for _ in range(chance.randint(5, 10)):
                _misfortune(chance, queue.server)
                life = syncs.start(queue.folder, die_at=chance.choice((0, chance.randint(1, 12))))
                if chance.random() < 0.5:
                    time.sleep(chance.random() * 0.5)
                    syncs.kill_if_alive(life)
                else:
                    syncs.end(life)
                _impatient(queue.folder, queue.items)
            queue.server.faults.clear()
            syncs.run(queue.folder)
            queue.is_complete()
        shutil.rmtree(tmp_path / str(seed))


HELD, TAKEN, CHANGED = "Held back", "A name that is taken", "Changed on the disk"


@pytest.mark.torture
def test_hundreds_of_syncs_are_killed_and_nothing_is_lost_doubled_or_written_over(
    tmp_path: Path, syncs: Syncs, full_measure: bool, tell: Callable[[str], None],
) -> None:
    """Three files are on their way, one is held, one asks, one is refused; at the end all are there."""
    wanted = 500 if full_measure else 6
    in_hand: Counter[str] = Counter()
    in_queue: Counter[str] = Counter()
    files = rounds = 0
    while in_hand.total() < wanted:
        rounds += 1
        chance = random.Random(rounds)
        with serving(tmp_path / str(rounds), {**TITLES, HELD: SMALL, TAKEN: SMALL, CHANGED: SMALL}) as queue:
            changed = _hindered(queue)
            for _ in range(60):
                _misfortune(chance, queue.server)
                if chance.random() < 0.6:
                    life = syncs.run(queue.folder, die_at=chance.randint(1, 9))
                else:
                    life = syncs.start(queue.folder)
                    time.sleep(0.2 + chance.random())
                    syncs.kill_if_alive(life)
                if life.killed:
                    in_hand[life.stored[-1][1] if life.stored else "before the first"] += 1
                    in_queue.update(str(row.state) for row in rows(queue.folder))
                    if in_hand.total() >= wanted:
                        break
                _impatient(queue.folder, {title: queue.items[title] for title in TITLES})
                if [row.state for row in rows(queue.folder)].count(State.DONE) >= 2 * len(TITLES):
                    break
            queue.server.faults.clear()
            _unhindered(queue, syncs, changed)
            queue.is_complete()
            assert len(queue.server.state.rows("SELECT 1 FROM version WHERE name = ?", f"{TAKEN}.jpg")) == 1
            files += len(queue.items)
        shutil.rmtree(tmp_path / str(rounds))
    assert not full_measure or {*WORKING, "done"} <= set(in_hand), in_hand
    assert not full_measure or {*map(str, State)} == set(in_queue), in_queue
    tell(f"{in_hand.total()} syncs killed over {files} files: 0 lost, 0 doubled, 0 written over; "
         f"in hand at death {dict(in_hand)}; in the queue at death {dict(in_queue)}")


def _hindered(queue: Queue) -> bytes:
    """Hold one, take the name of another, change a third on the disk; the bytes of that one as they were."""
    people.seed(queue.server.state, people.TEST_WIKI)
    stranger = Client(queue.server.api).login("Trusted@tests")
    assert stranger.upload(f"{TAKEN}.jpg", jpeg_bytes(4242, (120, 80)))["upload"]["result"] == "Success"
    library = Library(queue.folder)
    queueing.hold(library, [queue.items[HELD]])
    library.close()
    path = _file(queue, CHANGED)
    was = path.read_bytes()
    path.write_bytes(was + b"x")
    return was


def _unhindered(queue: Queue, syncs: Syncs, was: bytes) -> None:
    """Whatever held them up is gone, and what is asked is answered."""
    syncs.run(queue.folder)
    _file(queue, CHANGED).write_bytes(was)
    for _ in range(2):
        library = Library(queue.folder)
        queueing.retry(library, list(queue.items.values()))
        if any(row.state is State.ASKS for row in rows(queue.folder)):
            answering.answer(library, [queue.items[TAKEN]], "rename=A name of its own")
        library.close()
        syncs.run(queue.folder)


def _file(queue: Queue, title: str) -> Path:
    [path] = {row.payload["file"] for row in rows(queue.folder) if row.item == queue.items[title]
              and "file" in row.payload}
    return queue.folder / path


def _misfortune(chance: random.Random, server: PracticeCommons) -> None:
    """Nothing, or one of the things that happen on the way to a wiki and in it."""
    kind = chance.choice(("", "expire-stash", "end-sessions", "lose", "lose-502", "status", "portal", "cut"))
    if kind == "expire-stash":
        server.expire_stash()
    elif kind == "end-sessions":
        server.end_sessions()
    elif kind:
        request = chance.choice((*WRITES, *READS))
        value = {"status": chance.choice(("429", "500", "503")), "cut": str(chance.randint(0, 4_000_000))}
        server.faults.add(kind, "" if kind == "cut" else request, value=value.get(kind, ""))


def _impatient(folder: Path, items: dict[str, str]) -> None:
    """A person who has everything tried again at once."""
    library = Library(folder)
    queueing.retry(library, list(items.values()))
    library.close()
