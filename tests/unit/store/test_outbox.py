"""The queue's table: who takes which row, in which order, and what is kept when a row stops."""

import json

import pytest

from minoties_desktop.domain.states import State
from minoties_desktop.store import outbox, pauses, runs
from minoties_desktop.store.outbox import NewRow
from tests.support.libraries import output, photographs, python

LATER = 2_000_000_000.0


@pytest.fixture
def queue(library):
    """Three items with a file row and a data row each, and how to claim."""
    made = photographs(library, [{}] * 3)
    with library.database.writing() as write:
        for number, item in enumerate(made):
            outbox.add(write, item=item, file="f", wiki="commons", account="Ana", title_key=f"name {number}", rows=[
                NewRow("commons_file", {"title": f"{number}.jpg"}),
                NewRow("commons_data", {"claims": []}, depends_on=0)])
    return Queue(library.database)


class Queue:
    """Rows by their place, and the deeds of a sync."""

    def __init__(self, database):
        self.database = database

    def __getitem__(self, place):
        return outbox.listed(self.database)[place]

    def claim(self, run="r1", *, account="Ana", wiki="commons", moment=0.0, void=()):
        with self.database.writing() as write:
            found = outbox.claim(write, run=run, wiki=wiki, account=account, moment=moment, void=void)
        return found and next(place for place, row in enumerate(outbox.listed(self.database)) if row.id == found.id)

    def advance(self, place, state, receipt=None, **facts):
        with self.database.writing() as write:
            outbox.advance(write, self[place], state, facts=facts, receipt=receipt)

    def stop(self, place, state, **named):
        with self.database.writing() as write:
            outbox.stop(write, self[place].id, state, **named)


def test_files_go_in_the_order_they_were_queued_and_each_once(queue):
    assert [queue.claim() for _ in range(4)] == [0, 2, 4, None]


def test_data_follows_its_file_at_once(queue):
    assert queue.claim() == 0
    queue.advance(0, State.PUBLISHED)
    assert queue.claim("r2") == 2
    queue.advance(0, State.DONE, {"pageid": 1})
    assert queue.claim("r3") == 1
    assert queue[0].claimed_by is None and queue[0].receipt == {"pageid": 1}


def test_what_was_begun_goes_on_first(queue):
    queue.claim()
    queue.claim()
    queue.advance(2, State.STASHED, filekey="k")
    with queue.database.writing() as write:
        outbox.release(write, ["r1"])
    assert [queue.claim() for _ in range(3)] == [2, 0, 4]


def test_only_its_own_wiki_and_account(queue):
    assert queue.claim(account="Ben") is None
    assert queue.claim(wiki="practice") is None
    with queue.database.writing() as write:
        outbox.set_account(write, [row.id for row in outbox.listed(queue.database)], "Ben")
    assert queue.claim(account="Ben") is None, "a row that has an account never changes it"


@pytest.mark.parametrize("state", [State.ASKS, State.REFUSED, State.HELD])
def test_what_waits_for_a_person_is_not_taken(queue, state):
    queue.stop(0, state)
    assert queue.claim() == 2


def test_what_waits_for_a_time_is_taken_then(queue):
    for place in (0, 2, 4):
        queue.stop(place, State.WAITING, next_try=LATER + place, tries=1)
    assert queue.claim(moment=LATER - 1) is None
    assert outbox.next_due(queue.database, wiki="commons", account="Ana") == LATER
    assert outbox.next_try(queue.database) == LATER
    assert queue.claim(moment=LATER + 2) == 0
    assert queue.claim(moment=LATER + 2) == 2


def test_a_claim_of_a_run_that_ended_is_void(queue):
    assert queue.claim("dead") == 0
    assert queue.claim("r2") == 2
    assert set(outbox.claimants(queue.database)) == {"dead", "r2"}
    assert queue.claim("r2", void=["dead"]) == 0
    assert queue[0].claimed_by == "r2"


def test_a_stop_keeps_where_it_stopped_and_its_answer_until_the_next_question(queue):
    queue.advance(0, State.STASHED, filekey="k", offset=5)
    queue.stop(0, State.ASKS, question={"id": "name", "choices": ["rename"]}, error={"code": "x", "message": ["m", 1]})
    assert (queue[0].state, queue[0].resume_state, queue[0].facts) == (
        State.ASKS, State.STASHED, {"filekey": "k", "offset": 5})
    assert queue[0].message.key == "m" and queue[0].remedy is None
    with queue.database.writing() as write:
        outbox.go_on(write, queue[0].id, answer={"choice": "rename", "title": "New.jpg"})
    assert queue[0].delivery(None).state is State.STASHED
    queue.stop(0, State.WAITING, next_try=LATER, tries=3)
    assert queue[0].answer == {"choice": "rename", "title": "New.jpg"}
    queue.stop(0, State.ASKS, question={"id": "other", "choices": []})
    assert queue[0].answer is None


def test_done_is_the_end(queue):
    queue.advance(0, State.DONE, {"pageid": 1})
    before = queue[0]
    with queue.database.writing() as write:
        outbox.go_on(write, before.id)
    assert queue[0] == before
    assert outbox.accounts(queue.database) == [("commons", "Ana")]


def test_only_a_stop_is_a_stop(queue):
    for state in (State.QUEUED, State.DONE, State.CHECKING):
        with pytest.raises(ValueError):
            queue.stop(0, state)


def test_a_pause_lasts_as_long_as_its_longest(queue):
    scopes = [pauses.EVERYTHING, pauses.account("commons", "Ana")]
    with queue.database.writing() as write:
        pauses.put(write, pauses.EVERYTHING, LATER, moment=0)
        pauses.put(write, pauses.account("commons", "Ben"), LATER + 9, moment=0)
    assert pauses.until(queue.database, scopes) == LATER
    with queue.database.writing() as write:
        pauses.lift(write, pauses.EVERYTHING)
    assert pauses.until(queue.database, scopes) == 0


CLAIM = """
import json, sys
from pathlib import Path
from minoties_desktop.store import outbox
from minoties_desktop.store.database import Database
database, found = Database(Path(sys.argv[1])), []
while True:
    with database.writing() as write:
        row = outbox.claim(write, run=sys.argv[2], wiki="commons", account="Ana", moment=0, void=[])
    if row is None:
        break
    found.append(row.id)
print(json.dumps(found))
"""


def test_two_processes_never_take_the_same_row(library):
    made = photographs(library, [{}] * 30)
    with library.database.writing() as write:
        for item in made:
            outbox.add(write, item=item, file="f", wiki="commons", account="Ana", title_key="", rows=[NewRow("t", {})])
    both = [python(CLAIM, library.database.path, f"run{number}") for number in range(2)]
    one, other = (json.loads(output(process)) for process in both)
    assert len(one) + len(other) == 30 and not set(one) & set(other)


def test_the_last_error_is_the_newest_of_what_still_stands(queue):
    assert outbox.last_error(queue.database) is None
    queue.stop(0, State.WAITING, error={"code": "offline", "message": ["x"]}, next_try=LATER)
    queue.stop(2, State.REFUSED, error={"code": "blacklist", "message": ["y"]})
    assert outbox.last_error(queue.database)["code"] == "blacklist"
    with queue.database.writing() as write:
        outbox.go_on(write, queue[2].id)
    assert outbox.last_error(queue.database)["code"] == "offline"


def test_runs_tell_what_they_do_and_hear_what_is_wished(library):
    run = runs.begin(library.database, wiki="commons", account="Ana")
    assert runs.report(library.database, run, {"title": "Ñ.jpg", "done": 1}) == ""
    [told] = runs.open_runs(library.database)
    assert (told["id"], told["progress"]) == (run, {"title": "Ñ.jpg", "done": 1})
    runs.wish(library.database, run, "stop")
    assert runs.report(library.database, run, {}) == runs.wish_of(library.database, run) == "stop"
    runs.end(library.database, run)
    assert runs.open_runs(library.database) == []
