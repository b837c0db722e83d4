"""Whatever is lost, and wherever a process dies, the file is there once, with its receipt (commons-contract 1.3)."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from minoties_desktop.domain.errors import AskPerson
from minoties_desktop.domain.states import State
from tests.support.deliveries import Queue

SMALL, LARGE = 0, 3


def arrived_once(queue: Queue, there) -> bool:
    """Exactly one version of exactly one file, and a receipt for it."""
    return there(queue.row) == [(queue.row.payload["title"], "Uploader")] \
        and queue.receipt["sha1"] == queue.row.payload["sha1"]


@pytest.mark.parametrize("chunks", [SMALL, LARGE])
@pytest.mark.parametrize("kind", ["lose", "lose-502"])
@pytest.mark.parametrize("request_name", [
    "login", "query-userinfo", "query-siteinfo", "query-allimages", "query-imageinfo", "titleblacklist",
    "upload-file", "upload-chunk-first", "upload-chunk-middle", "upload-chunk-last", "upload-checkstatus",
    "upload-publish", "query-revisions"])
def test_a_lost_reply_loses_nothing(queued, new_session, commons, there, small_chunks, chunks, kind, request_name):
    commons.faults.add(kind, request_name)
    queue = queued(padding=chunks * small_chunks)
    if chunks == SMALL:
        small_enough(queue)
    queue.run_until_done(new_session)
    assert arrived_once(queue, there)


def small_enough(queue: Queue) -> None:
    """Lets a file go in one request although chunks are tiny."""
    from minoties_desktop.wiki import upload

    upload.WHOLE = queue.row.payload["size"]


@pytest.mark.parametrize("request_name", ["upload-chunk-first", "upload-chunk-middle", "upload-chunk-last"])
def test_after_a_lost_chunk_only_what_is_missing_is_sent(
    queued, new_session, commons, there, small_chunks, request_name,
):
    commons.faults.add("lose", request_name)
    queue = queued(padding=5 * small_chunks)
    sent: list[int] = []
    queue.run_until_done(lambda: new_session(progress=lambda done, total: sent.append(done)))
    assert arrived_once(queue, there)
    # Once more than needed at most: the chunk whose reply was lost.
    again = sum(1 for one, two in pairwise(sent) if two <= one)
    assert again <= 1


@pytest.mark.parametrize("chunks", [SMALL, LARGE])
@pytest.mark.parametrize("requests_done", [False, True])
def test_a_process_may_die_after_each_stored_state(
    queued, new_session, there, small_chunks, chunks, requests_done,
):
    """Dead before the requests of a state were made, and dead when they were done and nothing of them was stored."""
    rehearsal = queued("Rehearsal.jpg", seed=100, padding=chunks * small_chunks)
    if chunks == SMALL:
        small_enough(rehearsal)
    rehearsal.run(new_session())
    died_in = set()
    for count in range(1, len(rehearsal.steps)):
        queue = queued(f"Killed {chunks} {requests_done} {count}.jpg", seed=100 + count, padding=chunks * small_chunks)
        if chunks == SMALL:
            small_enough(queue)
        queue.run(new_session(), die_after=count + requests_done)
        last = queue.steps[count - 1]
        queue.row = replace(queue.row, state=last.state, facts=dict(last.facts))
        died_in.add(last.state)
        queue.run_until_done(new_session)
        assert arrived_once(queue, there), f"killed in {last}"
    wanted = {State.CHECKING, State.PUBLISHING, State.PUBLISHED, State.VERIFYING}
    assert died_in == (wanted | {State.STASHING, State.STASHED} if chunks else wanted)


@pytest.mark.torture
def test_random_losses_and_deaths(queued, new_session, commons, there, small_chunks, seeds):
    for seed in seeds:
        dice = random.Random(seed)
        queue = queued(f"Tortured {seed}.jpg", seed=seed % 10_000, padding=dice.randrange(6) * small_chunks)
        for _ in range(dice.randrange(4)):
            request_name = dice.choice(["upload", "query", "upload-publish", "upload-chunk", "upload-checkstatus"])
            commons.faults.add(dice.choice(["lose", "lose-502", "status", "portal"]), request_name,
                               skip=dice.randrange(4), name=f"fault-{dice.random()}", value="503")
        for _ in range(dice.randrange(3)):
            queue.run_until_killed(new_session, dice.randrange(1, 8))
            if dice.random() < 0.3:
                commons.expire_stash()
        commons.faults.clear()
        if queue.row.state is not State.DONE:
            queue.run_until_done(new_session)
        assert arrived_once(queue, there), f"seed {seed}"


@pytest.mark.parametrize("state", [State.STASHING, State.STASHED, State.PUBLISHING])
def test_an_expired_stash_is_filled_again_from_the_disk(queued, new_session, commons, there, small_chunks, state):
    queue = queued(padding=3 * small_chunks)
    rehearsal = queued("Rehearsal.jpg", seed=100, padding=3 * small_chunks)
    rehearsal.run(new_session())
    last = len(rehearsal.states) - rehearsal.states[::-1].index(state)
    queue.run(new_session(), die_after=last)
    assert queue.row.state is state
    commons.expire_stash()
    queue.run(new_session())
    assert arrived_once(queue, there)


@pytest.mark.parametrize("hours", [23, 25, 47, 49, 24 * 30])
@pytest.mark.parametrize("state", [State.STASHING, State.STASHED, State.PUBLISHING])
def test_days_later_it_goes_on_or_begins_anew(queued, new_session, commons, there, small_chunks, state, hours):
    """A half-sent file can be gone on with for a day, a complete one for two (commons-contract 1.3)."""
    queue = queued(padding=3 * small_chunks)
    while queue.row.state is not state or "filekey" not in queue.row.facts:
        queue.run(new_session(), die_after=2)
    now = commons.state.clock
    commons.state.clock = lambda: now() + 3600 * hours
    sent: list[int] = []
    queue.run_until_done(lambda: new_session(progress=lambda done, total: sent.append(done)))
    assert arrived_once(queue, there)
    lifetime = 24 if state is State.STASHING else 48
    assert (bool(sent) and sent[0] <= small_chunks) == (hours > lifetime), "sent from the start, or only what lacked"


def test_a_truncated_publication_is_never_called_done(queued, new_session, commons, there, small_chunks):
    """The wiki publishes the first part of an unfinished upload if it is told to (commons-contract 11.1)."""
    queue = queued(padding=3 * small_chunks)
    queue.run(new_session(), die_after=3)
    assert queue.row.state is State.STASHING and queue.row.facts["filekey"]
    queue.row = replace(queue.row, state=State.PUBLISHING, facts={**queue.row.facts, "complete": True})
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert caught.value.question == "differs"
    assert there(queue.row) == []


def test_a_request_that_is_too_large_for_something_on_the_way_is_made_smaller(
    queued, new_session, commons, there, small_chunks,
):
    queue = queued(padding=3 * small_chunks)
    commons.faults.add("status", "upload-chunk", value="413")
    queue.run(new_session())
    assert queue.row.facts["most"] == small_chunks // 2
    assert arrived_once(queue, there)


def test_a_session_that_ends_in_the_middle_is_begun_anew(queued, new_session, commons, there, small_chunks):
    queue = queued(padding=3 * small_chunks)
    ended = []

    def end_once(done: int, total: int) -> None:
        if done > small_chunks and not ended:
            ended.append(done)
            commons.end_sessions()

    queue.run(new_session(progress=end_once))
    assert ended
    assert arrived_once(queue, there)
