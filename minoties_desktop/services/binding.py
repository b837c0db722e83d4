"""What becomes of an item of several pages: one PDF, its JPEGs as they are, with the words that can be read on them.

What takes long is kept page by page in the cache until the book is whole, so that who is interrupted goes on.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..domain.recipe import Recipe
from ..domain.scanning import UNPUBLISHED
from ..domain.shaping import Shape
from ..store import leaves
from ..store.leaves import Leaf
from .library import Library

if TYPE_CHECKING:
    from ..media.pdf import Word
    from ..media.pool import Pool

_JPEG = "image/jpeg"
_TURNED = {1: 0, 3: 180, 6: 90, 8: 270}
"""Degrees clockwise by EXIF's orientation, of those that are a turn alone."""
_TOGETHER = 8


class Part(NamedTuple):
    """One page of a book: a page of the item, or a half of one that is split, and what it is called."""

    leaf: Leaf
    shape: Shape
    part: int
    label: str


def parts(pages: Iterable[Leaf]) -> list[Part]:
    """The pages of a book, in order: a split page gives two, the first of which bears its label."""
    found = []
    for leaf in pages:
        shape = Shape.from_json(leaf.shape)
        for index in range(len(shape.parts)):
            found.append(Part(leaf, shape, index, "" if index else leaf.label))
    return found


def books(library: Library, items: Iterable[str]) -> dict[str, list[Part]]:
    """The pages of those items that are sent otherwise than as their only master as it is."""
    found = {item: parts(pages) for item, pages in leaves.leaves(library.database, items, UNPUBLISHED).items()}
    return {item: pages for item, pages in found.items()
            if len(pages) > 1 or (pages and not pages[0].shape.is_empty)}


def published(library: Library, item: str) -> list[Part]:
    """The pages of an item that are published, one or several."""
    return parts(leaves.leaves(library.database, [item], UNPUBLISHED).get(item, []))


def recipe_for(pages: Sequence[Part], text: Sequence[str], wishes: frozenset[str]) -> Recipe:
    """How a book is made of these pages: another digest for other pages, another order or other shapes."""
    told = [[part.leaf.sha256, part.leaf.shape, part.part, part.label, part.leaf.dpi] for part in pages]
    digest = sha256(json.dumps(told).encode()).hexdigest()
    if len(pages) == 1:
        return Recipe(clean=wishes, leaf=digest)
    return Recipe(clean=wishes, book=digest, text=tuple(text))


def write(library: Library, pool: Pool, item: str, pages: Sequence[Part], target: Path, recipe: Recipe, *,
          tell: Callable[[int, int], None], cancelled: Callable[[], bool]) -> bool:
    """Write what an item of scanned pages is sent as; False if it was cancelled. Raises as `bind` does."""
    from .describing import describe

    if not recipe.book:
        leaf(library, pool, pages[0], target, recipe)
        return True
    described = describe(library.database, [item])[item]
    return bind(library, pool, pages, target, recipe, title=described.first("title"), tell=tell, cancelled=cancelled,
                language=next(iter([value.text for value in described.all("text_languages")] or
                                   described.languages), ""))


def bind(library: Library, pool: Pool, pages: Sequence[Part], target: Path, recipe: Recipe, *, title: str = "",
         language: str = "", tell: Callable[[int, int], None] = lambda done, of: None,
         cancelled: Callable[[], bool] = lambda: False) -> bool:
    """Write a book at `target`, not synced; False if it was cancelled. `tell` hears how many pages of how many are
    done. Raises Refused, and OSError of the library's disk."""
    from ..media.pdf import Page, Writer

    binder = _Binder(library, pool, recipe)
    with (ThreadPoolExecutor(os.cpu_count() or 1, "bind") as threads, target.open("wb") as file,
          Writer(file, title=title, language=language) as writer):
        for start in range(0, len(pages), _TOGETHER):  # Not all at once: a book may be cancelled, and fail early.
            batch = pages[start:start + _TOGETHER]
            for done, (part, made) in enumerate(zip(batch, threads.map(binder.made, batch), strict=True), start + 1):
                if cancelled():
                    return False
                jpeg, turn, words = made
                writer.add(Page(jpeg, part.leaf.dpi, turn, words, part.label))
                tell(done, len(pages))
    binder.tidy()
    return True


def leaf(library: Library, pool: Pool, part: Part, target: Path, recipe: Recipe, *, tiff: bool = False) -> None:
    """Write one page at `target`, not synced, as a JPEG or with all its bits as a TIFF. Raises Refused."""
    pool.page(library.path(part.leaf.path), target, part.leaf.mime, part.shape, part=part.part, tiff=tiff,
              dpi=part.leaf.dpi)
    if recipe.clean:
        _clean(pool, target, recipe)


def _clean(pool: Pool, jpeg: Path, recipe: Recipe) -> None:
    fresh = jpeg.with_name(f"{jpeg.name}.clean")
    pool.derive(jpeg, fresh, _JPEG, Recipe(clean=recipe.clean))
    fresh.replace(jpeg)


class _Binder:
    """Makes the JPEGs of a book's pages, and has them read."""

    def __init__(self, library: Library, pool: Pool, recipe: Recipe) -> None:
        self._library, self._pool, self._recipe = library, pool, recipe
        self._folder = library.root / "cache" / "pages"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._made: list[Path] = []

    def made(self, part: Part) -> tuple[Path, int, list[Word]]:
        """A page's JPEG, the degrees by which it is still to be turned, and its words."""
        jpeg, turn = self._jpeg(part)
        return jpeg, turn, self._words(part, jpeg, turn) if self._recipe.text else []

    def tidy(self) -> None:
        """Let go of what a whole book no longer needs; what was read stays, for that takes longest."""
        for path in self._made:
            path.unlink(missing_ok=True)

    def _jpeg(self, part: Part) -> tuple[Path, int]:
        turn = _TURNED.get(part.leaf.orientation)
        is_whole = part.leaf.mime == _JPEG and part.shape.is_turn and turn is not None
        if is_whole and not self._recipe.clean:
            return self._library.path(part.leaf.path), (turn + part.shape.turn) % 360
        path = self._kept(part, "jpg", *sorted(self._recipe.clean))
        self._made.append(path)
        if not path.exists():
            fresh = path.with_suffix(".part")
            if is_whole:
                self._pool.derive(self._library.path(part.leaf.path), fresh, _JPEG, Recipe(clean=self._recipe.clean))
            else:
                leaf(self._library, self._pool, part, fresh, replace(self._recipe, clean=frozenset()))
            fresh.replace(path)
        return path, (turn + part.shape.turn) % 360 if is_whole else 0

    def _words(self, part: Part, jpeg: Path, turn: int) -> list[Word]:
        """What is read on a page as it will be seen."""
        from ..media.pdf import Word
        from ..media.reading import read

        kept = self._kept(part, "json", *self._recipe.text)
        if kept.exists():
            try:
                return [Word(*word) for word in json.loads(kept.read_text(encoding="utf-8"))]
            except (ValueError, TypeError):
                kept.unlink()  # torn by a power cut
        if turn:
            upright = self._kept(part, "upright.jpg")
            self._made.append(upright)
            leaf(self._library, self._pool, part, upright, Recipe())
            jpeg = upright
        words = read(jpeg, self._recipe.text, dpi=part.leaf.dpi)
        fresh = kept.with_suffix(".part")
        fresh.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
        fresh.replace(kept)
        return words

    def _kept(self, part: Part, ending: str, *more: str) -> Path:
        """Where something made of a page is kept, by everything that it is made of."""
        key = sha256("\n".join([part.leaf.sha256, part.leaf.shape, str(part.part), *more]).encode()).hexdigest()[:32]
        return self._folder / f"{key}.{ending}"
