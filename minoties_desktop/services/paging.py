"""Items whose pages are sent one by one: a file for each, in their order, under names that stay, each with its data.

What a page is sent as is the master itself where that will do, else a derivative of it; which is which is told by the
master that it was made of and by how.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..config.messages import FALLBACK, Messages
from ..domain import naming
from ..domain.item import Described, FileFacts
from ..domain.privacy import wishes_of
from ..domain.recipe import Recipe
from ..media.kinds import TIFF
from ..store import items
from ..store.outbox import Row
from . import binding
from .binding import Part
from .describing import SEPARATE
from .library import Library

if TYPE_CHECKING:
    from ..media.pool import Pool

PAGE = "page"
"""In what is frozen of a page: its place in the item, from 1."""
FORM = "sent_as"
"""The field of the form in which pages go."""


def withheld(library: Library, ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """What must not leave with the files of items, by what their activities withhold."""
    wishes = {row["id"]: wishes_of(row) for row in library.registers["activity"].list()}
    under = items.columns(library.database, ids, "activity")
    return {item: wishes.get(activity, frozenset()) for item, (activity,) in under.items()}


def form_of(described: Described) -> str:
    """The form in which an item's pages go one by one, "" where they don't."""
    form = described.first(FORM)
    return form if form in SEPARATE else ""


def recipes(parts: Sequence[Part], form: str, wishes: frozenset[str]) -> list[Recipe]:
    """How each page becomes a file; an empty recipe is the master itself, as it was scanned."""
    found = []
    for part in parts:
        whole = part.shape.is_empty and part.leaf.mime == SEPARATE[form].mime
        told = json.dumps([form, part.leaf.sha256, part.leaf.shape, part.part, part.leaf.dpi])
        found.append(Recipe(clean=wishes, leaf="" if whole else sha256(told.encode()).hexdigest()))
    return found


def wanted(parts: Sequence[Part], form: str, wishes: frozenset[str]) -> dict[tuple[str, str], tuple[int, Part, Recipe]]:
    """What is to be made of the pages: by the master's id and the recipe as it is stored, the page's place."""
    return {(part.leaf.id, recipe.to_json()): (number, part, recipe) for number, (part, recipe) in enumerate(
        zip(parts, recipes(parts, form, wishes), strict=True), 1) if not recipe.is_empty}


def lacking(library: Library, item: str, parts: Sequence[Part], form: str, wishes: frozenset[str]) -> bool:
    """Whether a page's file is not made yet, or one is there that is none of a page's."""
    return set(items.derivatives(library.database, item)) != set(wanted(parts, form, wishes))


def pages(
    library: Library, described: Described, rows: Sequence[Row] = (),
) -> list[Described]:
    """An item as each of its pages is sent, in their order; as it is where it is sent as a whole.

    `rows` are those of one wiki: what was queued or delivered there keeps its name, and its form.
    """
    frozen = [row for row in rows if PAGE in row.payload and row.depends_on is None]
    form = next((_form_of(row) for row in frozen), form_of(described))
    parts = binding.published(library, described.id) if form else []
    if described.file is None or len(parts) < 2:
        return [described]
    files = _files(library, described.id, parts, form, withheld(library, [described.id])[described.id])
    names = {row.payload["sha1"]: str((row.receipt or {}).get("title") or row.payload["title"]) for row in frozen}
    titles = [names.get(file.sha1) or _named(described, number, len(parts), file.extension)
              for number, file in enumerate(files, 1)]
    return [replace(described, file=file, beside=tuple(titles[max(place - 1, 0):place] + titles[place + 1:place + 2]),
                    values=_titled(described, titles[place])) for place, file in enumerate(files)]


def page_of(found: Sequence[Described], row: Row) -> Described | None:
    """The page that a row was frozen of, None where it is none of the item any more; of a whole the item itself."""
    if PAGE not in row.payload:
        return found[0] if len(found) == 1 else None
    if "sha1" not in row.payload:
        return found[row.payload[PAGE] - 1] if row.payload[PAGE] <= len(found) else None
    return next((page for page in found if page.file and page.file.sha1 == row.payload["sha1"]), None)


def _form_of(row: Row) -> str:
    return next((form for form, kind in SEPARATE.items() if kind.mime == row.payload["mime"]), "")


def _named(described: Described, number: int, of: int, extension: str) -> str:
    """A page's name: that of the whole and its place in it, in the first language of the item's activity."""
    words = Messages(described.languages[0] if described.languages else FALLBACK).text(
        "wiki-page-title", "$", f"{number:0{max(3, len(str(of)))}}", str(of))
    return f"{naming.paged(words, naming.normal(described.first('title')), extension)}.{extension}"


def _titled(described: Described, title: str) -> Mapping[str, tuple[Any, ...]]:
    [value, *_] = described.all("title") or ()
    return {**described.values, "title": (value._replace(text=title.rpartition(".")[0]),)}


def _files(
    library: Library, item: str, parts: Sequence[Part], form: str, wishes: frozenset[str],
) -> list[FileFacts]:
    """The file of each page; where it is not made yet, the master under the ending that it is going to have."""
    masters = items.facts(library.database, [part.leaf.id for part in parts])
    made = items.derivatives(library.database, item)
    found = []
    for part, recipe in zip(parts, recipes(parts, form, wishes), strict=True):
        master = masters[part.leaf.id]
        file = made.get((part.leaf.id, recipe.to_json()))
        if file is not None:
            found.append(file._replace(master=master.mime, advice=master.advice, original=master.sha1))
        else:
            found.append(master._replace(extension=SEPARATE[form].extension, mime=SEPARATE[form].mime))
    return found


def write(library: Library, pool: Pool, part: Part, target: Path, recipe: Recipe, form: str) -> None:
    """Write one page's file at `target`, not synced. Raises Refused."""
    if recipe.leaf:
        binding.leaf(library, pool, part, target, recipe, tiff=SEPARATE[form] is TIFF)
    else:
        pool.derive(library.path(part.leaf.path), target, part.leaf.mime, recipe)
