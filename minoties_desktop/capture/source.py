"""What every source of photographs gives: files to take in, and files to leave with the reason why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..config.messages import Message


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a photograph.

    `size` is in bytes, `modified` in nanoseconds since 1970; `identity` is the same for all names of one file.
    """

    path: Path
    size: int
    modified: int
    identity: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Left:
    """A file or folder that is left where it is; `refused` when a person may have wanted it."""

    path: Path
    reason: Message
    refused: bool = False


class Source(Protocol):
    """One way in which photographs come."""

    id: str

    def takes(self, place: str) -> bool:
        """Whether this source serves that place."""
        ...

    def find(self, places: Sequence[Path], *, without: Sequence[Path] = ()) -> Iterator[Candidate | Left]:
        """What is there, in the order in which people count; nothing in or below the folders `without`."""
        ...
