"""Stacks: bursts and pictures that look the same, and nothing else."""

import random

from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.stacks import APART, SAME, Frame, grouped


def _frame(item: str, second: float, likeness: int, *, camera: str = "A", stack: str = "", zone: str = "") -> Frame:
    return Frame(item, f"2026-10-03T14:05:{second:09.6f}{zone}", camera, f"{likeness:016x}", stack)


def test_a_burst_is_a_stack_called_by_its_first_frame() -> None:
    frames = [_frame("c", 2.5, 0b111), _frame("a", 1, 0), _frame("b", 1.7, 0b1111), _frame("d", 40, 0xFF00FF00FF00)]
    assert grouped(frames, {"a", "b", "c", "d"}) == dict.fromkeys("abc", "a")


def test_neighbours_that_look_different_or_come_from_two_cameras_are_no_burst() -> None:
    other = (1 << 40) - 1
    assert grouped([_frame("a", 1, 0), _frame("b", 2, other)], {"a", "b"}) == {}
    assert grouped([_frame("a", 1, 0), _frame("b", 2, 0b11111, camera="B")], {"a", "b"}) == {}


def test_copies_without_their_time_or_with_another_zone_are_a_stack() -> None:
    frames = [_frame("a", 1, 0x0F0F0F), Frame("b", "", "B", f"{0x0F0F0E:016x}"), Frame("c", "", "C", ""),
              _frame("d", 1, 0x0F0F0F, camera="", zone="+02:00")]
    assert grouped(frames, {"b", "d"}) == dict.fromkeys("abd", "b")


def test_what_looks_the_same_minutes_later_is_another_picture() -> None:
    later = Frame("b", "2026-10-03T14:12:01", "A", f"{0x0F0F0F:016x}")
    assert grouped([_frame("a", 1, 0x0F0F0F), later], {"a", "b"}) == {}
    assert grouped([_frame("a", 1, 0x0F0F0F), _frame("b", 40, 0x0F0F0E)], {"a", "b"}) == {"a": "a", "b": "a"}


def test_what_a_person_parted_stays_apart_and_what_nobody_brought_is_left_alone() -> None:
    assert grouped([_frame("a", 1, 0), _frame("b", 1, 0, stack=APART)], {"a", "b"}) == {}
    assert grouped([_frame("a", 1, 0), _frame("b", 1, 0)], set()) == {}


def test_a_frame_joins_the_stack_that_is_there() -> None:
    frames = [_frame("a", 1, 0, stack="s"), _frame("b", 1.5, 0, stack="s"), _frame("c", 2, 0)]
    assert grouped(frames, {"c"}) == {"c": "s"}


def test_times_with_and_without_zone_are_not_compared() -> None:
    assert grouped([_frame("a", 1, 0b1), _frame("b", 1, 0b11111, zone="+00:00")], {"a", "b"}) == {}


@given(st.integers(0, 10_000))
def test_every_pair_that_is_near_enough_is_found(seed: int) -> None:
    chance = random.Random(seed)
    base = chance.getrandbits(64)
    other = base
    for bit in chance.sample(range(64), chance.randint(0, SAME)):
        other ^= 1 << bit
    frames = [Frame("a", "", "", f"{base:016x}"), Frame("b", "", "", f"{other:016x}"),
              Frame("c", "", "", f"{~base & (1 << 64) - 1:016x}")]
    assert set(grouped(frames, {"a"})) == {"a", "b"}
