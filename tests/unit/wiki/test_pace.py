"""How much goes in one request: large on a good line, little on a bad one, and a lost one costs seconds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.errors import RetryLater
from minoties_desktop.wiki import pace
from minoties_desktop.wiki.body import BLOCK
from minoties_desktop.wiki.pace import FIRST, LARGEST, SECONDS, SMALLEST, Pace

MEGABIT = 125_000


def after_sending(rate: float, requests: int = 12) -> Pace:
    """The pace of a line that carries so many bytes a second and answers after 0.3 seconds."""
    found = Pace()
    for _ in range(requests):
        found.took(found.chunk, found.chunk / rate + 0.3)
    return found


def test_a_chunk_takes_some_seconds_on_a_slow_line_and_is_large_on_a_fast_one():
    slow = after_sending(MEGABIT).chunk
    assert 0.5 * SECONDS < slow / MEGABIT < 1.1 * SECONDS
    assert after_sending(800 * MEGABIT).chunk == LARGEST
    assert after_sending(0.01 * MEGABIT).chunk == SMALLEST


@pytest.mark.parametrize("megabits", [0.05, 1, 20, 800])
def test_what_goes_at_a_time_takes_a_moment_on_any_line_and_is_more_on_a_fast_one(megabits):
    block = after_sending(megabits * MEGABIT).block
    assert block == BLOCK or block / (megabits * MEGABIT) < 0.2
    assert (block > BLOCK) == (megabits > 10)


@given(st.lists(st.one_of(
    st.tuples(st.just("took"), st.integers(0, 1 << 30), st.floats(0, 1e6)),
    st.tuples(st.just("lost"), st.integers(0, 1 << 30)),
    st.tuples(st.just("recall"), st.none() | st.integers(-5, 1 << 40), st.none() | st.integers(SMALLEST, 1 << 40)))))
def test_whatever_happens_a_chunk_is_neither_tiny_nor_huge_and_moves_by_steps(events):
    line = Pace()
    for name, *arguments in events:
        before = line.chunk
        getattr(line, name)(*arguments)
        assert SMALLEST <= line.chunk <= LARGEST
        assert name == "recall" or before / 4 - 1 <= line.chunk <= before * 4


def test_a_line_that_is_not_there_says_nothing_and_one_that_broke_halves_the_next_chunk():
    line = Pace()
    line.lost(0)
    assert line.chunk == FIRST
    line.lost(1000)
    assert line.chunk == FIRST // 2


def test_a_small_file_that_the_wiki_took_its_time_with_is_no_slow_line():
    line = Pace()
    line.took(60_000, 1.5)
    assert line.chunk == FIRST


def test_what_something_on_the_way_refused_is_never_tried_again():
    line = Pace()
    assert line.refused(10 << 20)
    assert line.chunk == line.most == FIRST // 2
    for _ in range(5):
        line.took(line.chunk, 0.1)
    assert line.chunk == FIRST // 2
    assert line.refused(line.chunk) and line.refused(line.chunk) and line.refused(line.chunk)
    assert not line.refused(line.chunk), "nothing smaller is worth trying"


def test_the_pace_is_stored_and_a_new_process_goes_on_with_it(queued, new_session, commons, small_chunks):
    queue = queued(padding=5 * small_chunks)
    commons.faults.add("lose", "upload-chunk", skip=2)
    with pytest.raises(RetryLater):
        queue.run(new_session())
    assert queue.row.facts["chunk"] == small_chunks // 2
    sent: list[int] = []
    again = new_session(progress=lambda done, total: sent.append(done))
    assert queue.run(again)["sha1"] == queue.row.payload["sha1"]
    # The chunk whose answer was lost had arrived; what follows is sent in halves.
    assert sent[0] == 3 * small_chunks + small_chunks // 2


def test_a_file_that_was_lost_in_one_request_goes_on_in_chunks(queued, new_session, commons, there, monkeypatch):
    monkeypatch.setattr(pace, "FIRST", 10_000)
    monkeypatch.setattr(pace, "SMALLEST", 1024)
    queue = queued(padding=4000)
    commons.faults.add("cut", "upload", value="2000")
    with pytest.raises(RetryLater):
        queue.run(new_session())
    queue.run(new_session())
    assert "stashing" in queue.states
    assert there(queue.row) == [(queue.row.payload["title"], "Uploader")]


def test_a_wiki_whose_server_drops_large_bodies_is_sent_smaller_ones(queued, new_session, commons, there, small_chunks):
    commons.faults.add("postlimit", value=str(small_chunks))
    queue = queued(padding=3 * small_chunks)
    queue.run(new_session())
    assert queue.row.facts["most"] < small_chunks
    assert there(queue.row) == [(queue.row.payload["title"], "Uploader")]
