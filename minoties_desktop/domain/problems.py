"""A problem: one reason in words why something can't go on as it is, and what mends it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from enum import StrEnum

from ..config.messages import Message


class Severity(StrEnum):
    """A problem blocks the item, or it advises."""

    BLOCKS = "blocks"
    ADVISES = "advises"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of an item: its code, how grave it is, the field that mends it, and the sentence."""

    code: str
    severity: Severity
    field: str
    message: Message

    @property
    def blocks(self) -> bool:
        """Whether the item can't be queued before it is mended."""
        return self.severity is Severity.BLOCKS

    def concerns(self, lang: str, *, first: bool) -> bool:
        """Whether it stands at its field in a language ("" for none); at the `first` language stand all those that
        name none."""
        # Problems of one language name it first.
        args = self.message.args
        return not lang or (args[0] == lang if args and isinstance(args[0], str) else first)


@functools.lru_cache(4096)
def one(problem: Problem) -> Problem:
    """The one that stands for all its equals: thousands of items have the same few, and each is compared quickly with
    itself."""
    return problem


@functools.lru_cache(4096, typed=True)
def blocking(code: str, field: str, *args: object) -> Problem:
    """A problem that blocks; its sentence is the message `problem-<code>`."""
    return one(Problem(code, Severity.BLOCKS, field, Message(f"problem-{code}", *args)))


@functools.lru_cache(4096, typed=True)
def advice(code: str, field: str, *args: object) -> Problem:
    """A problem that only advises; its sentence is the message `problem-<code>`."""
    return one(Problem(code, Severity.ADVISES, field, Message(f"problem-{code}", *args)))
