"""A watched folder: complete files are told once, half-written ones are waited for."""

from __future__ import annotations

import os
from pathlib import Path

from minoties_desktop.capture.hot import PATIENCE, SETTLED, HotFolder, is_being_written


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def _names(found: list) -> list[str]:
    return [one.path.name for one in found]


def _settle(hot: HotFolder, clock: Clock, seconds: float = SETTLED) -> list[str]:
    hot.ready()
    clock.now += seconds
    return _names(hot.ready())


def test_a_file_is_told_once_when_it_has_settled(tmp_path: Path) -> None:
    clock = Clock()
    hot = HotFolder(tmp_path, clock=clock)
    (tmp_path / "a.jpg").write_bytes(b"x")
    assert _names(hot.ready()) == []
    clock.now += SETTLED / 2
    assert (_names(hot.ready()), hot.pending) == ([], 1)
    clock.now += SETTLED / 2
    assert (_names(hot.ready()), hot.pending) == (["a.jpg"], 0)
    clock.now += 100
    assert _names(hot.ready()) == []


def test_a_file_that_grows_is_waited_for_and_told_anew_when_it_is_replaced(tmp_path: Path) -> None:
    clock = Clock()
    hot = HotFolder(tmp_path, clock=clock)
    path = tmp_path / "a.jpg"
    for size in (1, 2, 3):
        path.write_bytes(b"x" * size)
        clock.now += SETTLED
        assert _names(hot.ready()) == []
    assert _settle(hot, clock) == ["a.jpg"]
    path.write_bytes(b"another scan")
    assert _settle(hot, clock) == ["a.jpg"]


def test_a_file_that_lacks_its_end_is_taken_at_last_to_be_refused_in_words(tmp_path: Path) -> None:
    clock = Clock()
    hot = HotFolder(tmp_path, is_whole=lambda path: False, clock=clock)
    (tmp_path / "a.jpg").write_bytes(b"x")
    assert _settle(hot, clock) == []
    clock.now += PATIENCE
    assert _names(hot.ready()) == ["a.jpg"]


def test_a_file_that_some_program_still_writes_is_left_to_it(tmp_path: Path) -> None:
    clock = Clock()
    hot = HotFolder(tmp_path, clock=clock)
    path = tmp_path / "a.jpg"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        os.write(handle, b"x")
        if is_being_written(path):  # not every file system tells
            assert _settle(hot, clock) == []
    finally:
        os.close(handle)
    assert not is_being_written(path)
    assert [*_names(hot.ready()), *_settle(hot, clock)] == ["a.jpg"]


def test_what_vanishes_is_forgotten(tmp_path: Path) -> None:
    clock = Clock()
    hot = HotFolder(tmp_path, clock=clock)
    (tmp_path / "a.jpg").write_bytes(b"x")
    hot.ready()
    (tmp_path / "a.jpg").unlink()
    assert (hot.ready(), hot.pending) == ([], 0)
