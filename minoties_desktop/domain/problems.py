"""A problem: one reason in words why something can't go on as it is, and what mends it."""

from __future__ import annotations

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


def blocking(code: str, field: str, *args: object) -> Problem:
    """A problem that blocks; its sentence is the message `problem-<code>`."""
    return Problem(code, Severity.BLOCKS, field, Message(f"problem-{code}", *args))


def advice(code: str, field: str, *args: object) -> Problem:
    """A problem that only advises; its sentence is the message `problem-<code>`."""
    return Problem(code, Severity.ADVISES, field, Message(f"problem-{code}", *args))
