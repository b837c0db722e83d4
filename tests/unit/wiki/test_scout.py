"""Answers that are there before they are wanted: each is used once, while it is fresh, and none is kept for ever."""

from __future__ import annotations

from minoties_desktop.wiki import scout
from minoties_desktop.wiki.scout import Scout


def test_an_answer_is_there_until_it_is_taken_or_stale() -> None:
    found = Scout()
    found.keep("fresh", 1, 60)
    found.keep("stale", 2, -1)
    assert (found.has("fresh"), found.has("stale"), found.has("never")) == (True, False, False)
    assert found.take("fresh", lambda: 9) == 1
    assert not found.has("fresh")
    assert found.take("fresh", lambda: 9) == found.take("stale", lambda: 9) == 9


def test_a_question_that_failed_is_no_answer() -> None:
    found = Scout()
    found.send("asked", lambda: 1 // 0)
    assert found.take("asked", lambda: "again") == "again"
    assert not found.has("asked")


def test_what_nobody_comes_for_is_forgotten_the_oldest_first() -> None:
    found = Scout()
    for number in range(scout.MOST + 50):
        found.keep(number, number, 60)
    assert [number for number in range(scout.MOST + 50) if not found.has(number)] == list(range(50))
