"""Where photographs come from. A new source is one file and one entry in SOURCES."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from .card import Card, cards
from .folder import Folder
from .source import Candidate, Left, Source
from .volumes import Volume

SOURCES: tuple[Source, ...] = (Card(), Folder())

__all__ = ["SOURCES", "Candidate", "Left", "Source", "Volume", "cards", "find"]


def find(places: Sequence[Path], *, without: Sequence[Path] = ()) -> Iterator[Candidate | Left]:
    """What is at some places, each asked of the first source that takes it; nothing of the folders `without`."""
    takers = [next(source for source in SOURCES if source.takes(str(place))) for place in places]
    for source, pairs in groupby(zip(takers, places, strict=True), key=lambda pair: pair[0]):
        yield from source.find([place for _, place in pairs], without=without)
