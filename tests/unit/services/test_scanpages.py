"""Whatever is done to the pages of an item can be taken back to its beginning, and done again to its end."""

import random
from pathlib import Path
from typing import Any

import pytest

from minoties_desktop.domain.scanning import Leaf
from minoties_desktop.domain.shaping import Box, Shape
from minoties_desktop.services import scanpages
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from tests.support import scans as desk
from tests.support.libraries import library

__all__ = ["library"]

STEPS = 14


def looks(library: Library, item: str) -> list[Any]:
    """All that the desk shows of an item's pages, those that lie aside by their ids alone."""
    return [scanpages.pages(library, item), scanpages.gaps(library, item),
            {page.id for page in scanpages.aside(library, item)}]


def step(chance: random.Random, library: Library, item: str) -> None:
    """One deed of the desk, whatever comes."""
    there, aside = scanpages.pages(library, item), scanpages.aside(library, item)
    page = chance.choice(there).id
    deeds = [
        lambda: scanpages.move(library, page, chance.randint(1, len(there))),
        lambda: scanpages.label(library, page, chance.choice(["7r", "x", "12", ""]), onwards=chance.random() < 0.5),
        lambda: scanpages.mark(library, [page], chance.choice(list(Leaf))),
        lambda: scanpages.none_there(library, page),
        lambda: scanpages.shape(
            library, [page], chance.choice([Shape(turn=90), Shape(crop=Box(0, 0, 0.5, 1)), Shape()])),
        lambda: scanpages.remove(library, [page]) if len(there) > 1 else None,
        lambda: scanpages.bring_back(library, chance.choice(aside).id) if aside else None,
    ]
    chance.choice(deeds)()


@pytest.mark.parametrize("seed", range(4))
def test_all_that_is_done_to_pages_is_undone_and_redone(library: Library, tmp_path: Path, seed: int) -> None:
    chance, tagging = random.Random(seed), Tagging(library)
    item = desk.letter(library, tmp_path / "in", 4)
    seen = [looks(library, item)]
    for _ in range(STEPS):
        step(chance, library, item)
        if (now := looks(library, item)) != seen[-1]:
            seen.append(now)
    # A step that changes nothing to be seen may be one of its own: what is seen goes back, never another way.
    for turn, way in ((tagging.undo, list(reversed(seen))), (tagging.redo, seen)):
        place = 0
        for _ in range(STEPS):
            if place == len(way) - 1:
                break
            turn()
            if (now := looks(library, item)) != way[place]:
                place += 1
                assert now == way[place]
        assert place == len(way) - 1
