"""Which photographs lie on one stack: those of a burst, and those that look the same."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

APART = "-"
"""The stack of an item that a person took off its stack: it is never stacked by itself again."""
SAME, BURST = 3, 6
"""Bits of 64 in which likenesses may differ: of the same picture; of neighbours in a burst."""
SECONDS = 2.0
"""The longest pause between two photographs of a burst."""
MINUTE = 60.0
"""The longest pause between photographs that look the same and are no copies of each other: what looks alike hours
later is another picture. A copy keeps the time of its original, or has none."""
_PARTS = [((1 << 64 * (place + 1) // 5) - 1) ^ ((1 << 64 * place // 5) - 1) for place in range(5)]
_MASKS = [sum(parts) for parts in itertools.combinations(_PARTS, len(_PARTS) - SAME)]
"""Of five parts, two at least are the same in two likenesses that differ in SAME bits: those are looked up together,
so that few are met in vain, also where many pictures have much sky."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One photograph: when (ISO 8601, "" if unknown), with which camera, its likeness (16 hex digits or ""), and the
    stack it lies on ("" for none)."""

    item: str
    taken: str
    camera: str
    likeness: str
    stack: str = ""


def grouped(frames: Sequence[Frame], fresh: Collection[str]) -> dict[str, str]:
    """The stacks of items that get one, where at least one of them is among `fresh`; others stay as they are.

    A stack is called by the first of its items that came, or keeps its name.
    """
    frames = [frame for frame in frames if frame.stack != APART]
    new = set(fresh)
    joined = _Joined()
    for one, other in [*_bursts(frames, new), *_alike(frames, new)]:
        joined.join(one, other)
    by_item = {frame.item: frame for frame in frames}
    found = {}
    for members in joined.groups():
        known = next((by_item[item].stack for item in members if by_item[item].stack), "")
        name = known or min(members, key=lambda item: (by_item[item].taken, item))
        found.update({item: name for item in members if by_item[item].stack in ("", name) and
                      by_item[item].stack != name})
    return found


def _bursts(frames: Iterable[Frame], fresh: set[str]) -> Iterator[tuple[str, str]]:
    # Times with and without a zone cannot be compared.
    by_camera: dict[tuple[str, bool], list[tuple[datetime, Frame]]] = defaultdict(list)
    for frame in frames:
        if frame.taken and frame.likeness:
            try:
                taken = datetime.fromisoformat(frame.taken)
            except ValueError:
                continue  # A month or a year tells nothing of bursts.
            by_camera[frame.camera, taken.tzinfo is None].append((taken, frame))
    for row in by_camera.values():
        row.sort(key=lambda pair: (pair[0], pair[1].item))
        for (before, one), (after, other) in itertools.pairwise(row):
            if (one.item in fresh or other.item in fresh) and (after - before).total_seconds() <= SECONDS and (
                    _apart(one, other) <= BURST):
                yield one.item, other.item


def _alike(frames: Iterable[Frame], fresh: set[str]) -> Iterator[tuple[str, str]]:
    alike: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        if frame.likeness:
            alike[frame.likeness].append(frame)
    news = {likeness for likeness, same in alike.items() if any(frame.item in fresh for frame in same)}
    for likeness in news:
        yield from _together(alike[likeness], fresh)
    for one, other in _near(list(alike), news):
        yield from _together([*alike[one], *alike[other]], fresh)


def _together(alike: list[Frame], fresh: set[str]) -> Iterator[tuple[str, str]]:
    """Pairs of which one is fresh, of frames that look the same and whose clocks do not say that they are two."""
    if len(alike) < 2:
        return
    timed = sorted(((taken, frame) for frame in alike if (taken := _on_the_wall(frame))),
                   key=lambda pair: (pair[0], pair[1].item))
    pairs = [(one, other) for (before, one), (after, other) in itertools.pairwise(timed)
             if (after - before).total_seconds() <= MINUTE]
    first = timed[0][1] if timed else alike[0]
    pairs += [(first, frame) for frame in alike if frame is not first and not _on_the_wall(frame)]
    yield from ((one.item, other.item) for one, other in pairs if one.item in fresh or other.item in fresh)


def _on_the_wall(frame: Frame) -> datetime | None:
    """What the clock showed, whatever its zone: programs that copy photographs add one, or drop it."""
    try:
        return datetime.fromisoformat(frame.taken).replace(tzinfo=None)
    except ValueError:
        return None  # Nothing, a month or a year.


def _near(likenesses: Sequence[str], fresh: set[str]) -> Iterator[tuple[str, str]]:
    """Pairs of different likenesses of which one is fresh, and that differ in SAME bits at most."""
    names = {int(likeness, 16): likeness for likeness in likenesses}
    news = [int(likeness, 16) for likeness in fresh]
    for mask in _MASKS:
        buckets: dict[int, list[int]] = defaultdict(list)
        for number in names:
            buckets[number & mask].append(number)
        for mine in news:
            there = buckets[mine & mask]
            if len(there) > 1:
                for other in there:
                    if (mine ^ other).bit_count() <= SAME and other != mine:
                        yield names[mine], names[other]


def _apart(one: Frame, other: Frame) -> int:
    return (int(one.likeness, 16) ^ int(other.likeness, 16)).bit_count()


class _Joined:
    """Sets that grow together."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def join(self, one: str, other: str) -> None:
        self._parents[self._root(one)] = self._root(other)

    def groups(self) -> Iterable[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for item in self._parents:
            found[self._root(item)].append(item)
        return found.values()

    def _root(self, item: str) -> str:
        parent = self._parents.setdefault(item, item)
        while parent != self._parents[parent]:
            self._parents[parent] = self._parents[self._parents[parent]]
            parent = self._parents[parent]
        return parent
