"""Memory cards: what cameras wrote on a volume that somebody plugged in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from .folder import Folder
from .source import Candidate, Left
from .volumes import Volume, mounted

_CAMERA = "dcim"
"""The folder by which a card is known (Design rule for Camera File systems, JEITA CP-3461)."""


def cards(volumes: Callable[[], Sequence[Volume]] = mounted) -> list[Volume]:
    """The volumes that cameras have written on, as they are mounted now."""
    return [one for one in volumes() if _dcim(one.root) is not None]


def volume_of(root: Path, volumes: Callable[[], Sequence[Volume]] = mounted) -> Volume | None:
    """The card whose root that is, None for a folder like any other."""
    real = Path(os.path.realpath(root))
    return next((one for one in cards(volumes) if Path(os.path.realpath(one.root)) == real), None)


def _dcim(root: Path) -> Path | None:
    try:
        return next((Path(entry.path) for entry in os.scandir(root)
                     if entry.name.casefold() == _CAMERA and entry.is_dir()), None)
    except OSError:  # pulled out in this very moment, or not ours to read
        return None


class Card:
    """A whole card: first what the camera numbered, then what else lies there, so that nothing is left behind."""

    id = "card"

    def __init__(self, volumes: Callable[[], Sequence[Volume]] = mounted) -> None:
        self._volumes, self._folder = volumes, Folder()

    def takes(self, place: str) -> bool:
        """The roots of volumes with a DCIM folder."""
        return volume_of(Path(place), self._volumes) is not None

    def find(self, places: Sequence[Path], *, without: Sequence[Path] = ()) -> Iterator[Candidate | Left]:
        """What is on the cards, in the order of the places."""
        for place in places:
            first = _dcim(place)
            if first is not None:
                yield from self._folder.find([first], without=without)
            for one in self._folder.find([place], without=[*without, *([first] if first else [])]):
                if one.path != first:
                    yield one
