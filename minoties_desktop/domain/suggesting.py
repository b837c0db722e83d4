"""Which of the texts that were used before are meant by what is being typed: the nearest first."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .searching import searchable

_SHORTEST = 2
"""Letters after which texts are offered that only hold the word."""


@dataclass(frozen=True, slots=True)
class Used:
    """A text that was used: how often, under which activities (ids), and when the latest of its photographs was taken
    (as it sorts). `folded` is the text as it is compared."""

    text: str
    count: int = 1
    activities: frozenset[str] = frozenset()
    latest: str = ""
    folded: str = field(default="")


@dataclass(frozen=True, slots=True)
class Near:
    """Where somebody is: the activity, those of the same institution or place, and the day."""

    activity: str = ""
    alike: frozenset[str] = frozenset()
    day: str = ""


def matching(known: Iterable[Used], typed: str) -> list[Used]:
    """The texts that go on from what is typed, or hold a word that does; not the text itself."""
    words = searchable(typed).strip()
    if not words:
        return []
    inside = f" {words}"
    long = len(words) >= _SHORTEST
    return [one for one in known if one.folded != words and (
        one.folded.startswith(words) or (long and inside in one.folded))]


def ranked(known: Iterable[Used], typed: str, near: Near, limit: int) -> list[Used]:
    """The nearest of those that match: going on from what is typed, of this activity, of this place or institution,
    of this day, used most, used last."""
    words = searchable(typed).strip()

    def key(one: Used) -> tuple[object, ...]:
        return (not one.folded.startswith(words), near.activity not in one.activities,
                not (near.alike & one.activities), not (near.day and one.latest.startswith(near.day)),
                -one.count, _backwards(one.latest), one.text)

    return heapq.nsmallest(limit, matching(known, typed), key=key)


def nearest(known: Sequence[Used], near: Near, limit: int) -> list[Used]:
    """The nearest of all, before anything is typed."""
    return heapq.nsmallest(limit, known, key=lambda one: (
        near.activity not in one.activities, not (near.alike & one.activities), -one.count, one.text))


def _backwards(text: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in text[:19])
