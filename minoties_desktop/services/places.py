"""The cards and folders that an import reads from, and what became of each file on them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..capture import Candidate, find
from ..capture import cards as cards_there
from ..capture.card import volume_of
from ..media.medium import medium_of
from ..store import cards
from ..store.cards import Held
from ..store.database import Database, Write
from . import lights
from .library import Library
from .lights import Light
from .photographers import presumed

CARD, FOLDER = "card", "folder"


@dataclass(frozen=True, slots=True)
class Place:
    """A card or folder, known to the library as `card`."""

    card: str
    root: Path


class Places:
    """Remembers for each file of an import from which card it came, and what became of it."""

    def __init__(self, found: Sequence[Place]) -> None:
        self._found = sorted(found, key=lambda one: len(one.root.parts), reverse=True)

    @classmethod
    def named(cls, write: Write, paths: Iterable[Path], candidates: Sequence[Candidate]) -> Places:
        """Those that a person named, with what is on each now; single files belong to none."""
        found = []
        for path in paths:
            if not is_folder(path):
                continue
            root = path.expanduser().absolute()
            key, name, kind = identity(root)
            medium = medium_of(root) if is_on_card(root) else ""
            found.append(Place(cards.register(write, key, name=name, path=root, kind=kind, medium=medium), root))
        places = cls(found)
        for place in found:
            cards.note(write, place.card, [
                Held(name, one.size, one.modified) for one in candidates
                for card, name in places.of(one.path) if card == place.card])
        return places

    @classmethod
    def known(cls, database: Database) -> Places:
        """All that were ever imported, for going on with what is under way."""
        return cls([Place(row["id"], row["path"]) for row in cards.all_cards(database)])

    @property
    def ids(self) -> list[str]:
        """The cards' ids."""
        return [place.card for place in self._found]

    def of(self, path: Path) -> list[tuple[str, Path]]:
        """The card that a file is on and its path below it: one such pair, or none."""
        path = path.absolute()
        return next(([(one.card, path.relative_to(one.root))] for one in self._found
                     if path.is_relative_to(one.root)), [])

    def decide(self, write: Write, outcomes: Iterable[tuple[Path, str, str | None]]) -> None:
        """Remember what became of files: (path, state, item or None)."""
        cards.decide(write, [(card, name, state, item) for path, state, item in outcomes
                             for card, name in self.of(path)])


def is_folder(path: Path) -> bool:
    """Whether there is a folder; what cannot be looked at is none, and whoever reads it will say why."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that is too long, a stick that dies
        return False


def is_on_card(folder: Path) -> bool:
    """Whether a folder lies on a card that is plugged in now."""
    return _card_under(folder) is not None


def _card_under(folder: Path) -> Path | None:
    real = folder.resolve()
    return next((one.root for one in cards_there() if real.is_relative_to(one.root.resolve())), None)


def is_among(folder: Path, sources: Iterable[Path]) -> Path | None:
    """The source, or the card it is on, in which a folder lies that need not exist yet; None where it lies in none."""
    real = folder.resolve()
    for source in sources:
        for root in (source, _card_under(source)):
            if root is not None and is_folder(root) and real.is_relative_to(root.resolve()):
                return root
    return None


def identity(root: Path) -> tuple[str, str, str]:
    """Key, name and kind of what is imported from a folder: of a card its volume, so that its place may change."""
    volume = volume_of(root)
    if volume is not None:
        return volume.key, volume.name, CARD
    return f"path:{os.fsencode(root).hex()}", root.name or str(root), FOLDER


@dataclass(frozen=True, slots=True)
class Noticed:
    """A card that is plugged in now: its key, name and root, its light if it was imported before, the contributor (id)
    whose it seems to be, and the bytes of the files on it that nothing was decided of yet."""

    key: str
    name: str
    root: Path
    light: Light | None = None
    photographer: str | None = None
    waiting: int = 0


def noticed(library: Library, known: Collection[str]) -> list[Noticed]:
    """The cards that are plugged in now; those whose keys are not `known` yet with their light and photographer, which
    takes a look at all that is on them."""
    return [Noticed(one.key, one.name, one.root) if one.key in known else
            Noticed(one.key, one.name, one.root, lights.seen_again(library, one.key, one.root),
                    presumed(library, [one.root]), _waiting(library, one.key, one.root))
            for one in cards_there()]


def _waiting(library: Library, key: str, root: Path) -> int:
    card = cards.by_key(library.database, key)
    decided = cards.decided(library.database, card) if card else frozenset()
    return sum(one.size for one in find([root], without=[library.root])
               if isinstance(one, Candidate) and one.path.relative_to(root) not in decided)


def mounted() -> list[tuple[str, Path]]:
    """Key and root of the cards that are plugged in now."""
    return [(volume.key, volume.root) for volume in cards_there()]


def listed(library: Library) -> list[dict[str, Any]]:
    """The cards and folders that were ever imported, the latest first: id, name, kind, path."""
    return cards.all_cards(library.database)
