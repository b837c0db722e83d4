"""What is sent instead of a master: JPEGs of kinds that Commons does not take, and files without what is withheld.

One derivative of an item at most is the current one; it is made again when it should be made otherwise. Bytes that
are in the queue stay where they are.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from ..domain.changes import Changes
from ..domain.errors import Fault, Refused
from ..domain.item import FileFacts
from ..domain.recipe import Recipe
from ..media.digest import digest, sync_folder
from ..media.faults import target_fault
from ..media.kinds import is_derived
from ..media.probe import probe
from ..store import items
from ..store.database import new_id
from . import binding, paging, readable
from .binding import Part
from .library import Library
from .originals import FOLDER, Names

DERIVATIVES = "derivatives"
_TOGETHER = 20


@dataclass
class Derived:
    """Items with a fresh derivative, and those of which none could be made, with why."""

    made: list[str] = field(default_factory=list)
    failed: list[tuple[str, Fault]] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)


def wanted(library: Library, ids: Iterable[str]) -> dict[str, Recipe]:
    """How each item that has a file is to be made into what is sent: by its master's kind and its activity's wishes."""
    ids = list(ids)
    wishes = paging.withheld(library, ids)
    found = {item: recipe_for(file, wishes[item]) for item, file in items.files(library.database, ids).items()}
    for item, pages in binding.books(library, found).items():
        found[item] = binding.recipe_for(pages, _codes(library, item) if len(pages) > 1 else (), wishes[item])
    return found


def _codes(library: Library, item: str) -> tuple[str, ...]:
    from .describing import describe

    return readable.of_item(describe(library.database, [item])[item]).codes


def recipe_for(file: FileFacts, wishes: frozenset[str]) -> Recipe:
    """The recipe of what is sent of a file whose activity withholds something."""
    return Recipe(is_derived(file.master), wishes)


def lacking(library: Library, ids: Iterable[str]) -> list[str]:
    """Those of some items whose file to be sent is not made yet, or was made otherwise."""
    ids = list(ids)
    files, separate, wishes = items.files(library.database, ids), _separate(library, ids), paging.withheld(library, ids)
    return [item for item, recipe in wanted(library, ids).items()
            if (paging.lacking(library, item, *separate[item], wishes[item]) if item in separate
                else files[item].recipe != recipe.to_json())]


def _separate(library: Library, ids: Iterable[str]) -> dict[str, tuple[list[Part], str]]:
    """Those of some items whose pages are files of their own: the pages, and their form."""
    from .describing import describe

    books = {item: pages for item, pages in binding.books(library, ids).items() if len(pages) > 1}
    forms = {item: paging.form_of(one) for item, one in describe(library.database, books).items()}
    return {item: (pages, forms[item]) for item, pages in books.items() if forms[item]}


def derive(
    library: Library, ids: Sequence[str], *, tell: Callable[[str], None] = lambda name: None,
    cancelled: Callable[[], bool] = lambda: False,
    tell_pages: Callable[[int, int], None] = lambda done, of: None,
) -> Derived:
    """Make what some items lack to be sent, several at once; a derivative that is no longer wanted goes.

    `tell` hears the name of each file that is done, `tell_pages` how many pages of a book are.
    Raises EnvironmentFault when the library's disk fails.
    """
    from ..media.pool import Pool  # late: only who derives needs processes

    found = Derived()
    todo = lacking(library, ids)
    if not todo:
        return found
    recipes, masters = wanted(library, todo), items.masters(library.database, todo)
    books, separate = binding.books(library, todo), _separate(library, todo)
    names, cores = Names(library.root, []), os.cpu_count() or 1
    count = cores if books else min(cores, len(todo))
    with Pool(count, patient=True) as pool, ThreadPoolExecutor(cores, "derive") as threads:
        def make(item: str) -> tuple[str, dict[str, Any] | Changes | Fault | None]:
            if cancelled():
                return item, None
            if item in separate:
                try:
                    return item, _pages_made(library, pool, names, item, *separate[item], tell_pages, cancelled)
                except Refused as fault:
                    return item, fault
            write = partial(
                binding.write, library, pool, item, books[item], recipe=recipes[item], tell=tell_pages,
                cancelled=cancelled) if item in books else None
            try:
                return item, _made(library.root, pool, names, masters[item], recipes[item], write)
            except Refused as fault:
                return item, fault

        batch: dict[str, dict[str, Any]] = {}
        for item, outcome in threads.map(make, todo):
            if isinstance(outcome, Fault):
                found.failed.append((item, outcome))
            elif isinstance(outcome, Changes):
                found.changes |= outcome
                found.made.append(item)
            elif outcome is not None:
                batch[item] = outcome
                found.made.append(item)
            tell(masters[item]["name"])
            if len(batch) >= _TOGETHER:
                found.changes |= _store(library, batch)
                batch = {}
        found.changes |= _store(library, batch)
    return found


def _pages_made(
    library: Library, pool: Any, names: Names, item: str, parts: Sequence[Part], form: str,
    tell: Callable[[int, int], None], cancelled: Callable[[], bool],
) -> Changes | None:
    """Make the files of an item's pages that are not there yet, each stored as soon as it is made; None if that was
    cancelled."""
    from .describing import refresh

    database, wishes = library.database, paging.withheld(library, [item])[item]
    wanted, there = paging.wanted(parts, form, wishes), items.derivatives(database, item)
    masters = {row["id"]: row for row in items.pages(database, item)}
    with database.writing() as write:
        gone = items.keep_derivatives(write, [item], [file.id for key, file in there.items() if key in wanted])
    for path in gone:
        library.path(path).unlink(missing_ok=True)
    changes = write.changes
    for key, (number, part, recipe) in wanted.items():
        if cancelled():
            return None
        tell(number - 1, len(parts))
        if key not in there:
            def written(target: Path, part: Part = part, recipe: Recipe = recipe) -> bool:
                paging.write(library, pool, part, target, recipe, form)
                return True

            made = _made(library.root, pool, names, masters[part.leaf.id], recipe, written)
            with database.writing() as write:
                items.add_derivative(write, item, {**(made or {}), "page": number})
            changes |= write.changes
    with database.writing() as write:
        refresh(database, write, [item])
    return changes | write.changes


def _made(
    root: Path, pool: Any, names: Names, master: Mapping[str, Any], recipe: Recipe,
    write: Callable[[Path], bool] | None,
) -> dict[str, Any] | None:
    """The columns of a derivative that lies in its place, whole and durable; none for an empty recipe.

    `write` makes it where it is made of several pages; None if that was cancelled.
    """
    if recipe.is_empty:
        return {}
    part = root / "cache" / "derived" / f"{uuid.uuid4().hex}.part"
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        if write is None:
            probed = pool.derive(root / master["path"], part, master["mime"], recipe)
        elif write(target=part):
            probed = probe(part)
        else:
            return None
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        sums = digest(part)
        folder = DERIVATIVES + master["path"].rpartition("/")[0].removeprefix(FOLDER)
        relative = names.choose(folder, f"{Path(master['path']).stem}.{probed.extension}")
        target = root / relative
        target.parent.mkdir(parents=True, exist_ok=True)
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise target_fault(error, root / DERIVATIVES) from error
    finally:
        part.unlink(missing_ok=True)
    return {"id": new_id(), "role": "derivative", "path": relative, "name": target.name, "mime": probed.mime,
            "extension": probed.extension, "size": sums.size, "sha1": sums.sha1, "sha256": sums.sha256,
            "width": probed.width, "height": probed.height, "orientation": probed.orientation, "bits": probed.bits,
            "pages": probed.pages, "camera": master["camera"], "made_of": master["id"], "recipe": recipe.to_json()}


def _store(library: Library, made: Mapping[str, dict[str, Any]]) -> Changes:
    """Make these the current derivatives; what was one before, and nobody has frozen, is removed."""
    from .describing import refresh

    if not made:
        return Changes()
    with library.database.writing() as write:
        gone = items.set_derivatives(write, made)
        refresh(library.database, write, made)
    for path in gone:
        library.path(path).unlink(missing_ok=True)
    return write.changes
