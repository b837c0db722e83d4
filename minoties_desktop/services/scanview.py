"""What the scanning desk shows: where a session stands, the pages of its item with their pictures, its items."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from ..config.messages import Message
from ..domain.errors import Refused
from ..domain.scanning import Gap, Page
from ..domain.shaping import Shape
from ..domain.states import ItemState
from ..media.cache import pictures
from ..store import items, scans, values
from . import paging, readable, scanning, scanpages
from .describing import describe
from .library import Library
from .scanning import Standing


@dataclass(frozen=True, slots=True)
class Sight:
    """One look at a session: where it stands, its item's pages and what seems to be missing among them, whose the item
    is (institution and agreement in words, "" without), and how many bytes the disk has left."""

    standing: Standing
    pages: tuple[Page, ...]
    gaps: tuple[Gap, ...]
    house: str
    agreement: str
    room: int


@dataclass(frozen=True, slots=True)
class Scanned:
    """An item of a session: its id, inventory number, title, how many pages, its state, whether what is sent of it is
    made, the keys of what holds it back, the languages of its text that cannot be read on this computer, the form in
    which its pages go one by one ("" for all in one PDF), and whether it is in a queue and keeps that form."""

    item: str
    inventory: str
    title: str
    pages: int
    state: ItemState
    made: bool
    problems: int
    unread: tuple[str, ...] = ()
    form: str = ""
    frozen: bool = False


def sight(library: Library, session: str) -> Sight:
    """One look at a session."""
    standing = scanning.standing(library, session)
    pages = tuple(scanpages.pages(library, standing.item)) if standing.item else ()
    house = agreement = ""
    if standing.item:
        described = describe(library.database, [standing.item])[standing.item]
        house = described.house.called(described.languages) if described.house else ""
        agreement = described.agreement.until or "" if described.agreement else ""
    return Sight(standing, pages, tuple(scanpages.gaps(library, standing.item)) if standing.item else (), house,
                 agreement, shutil.disk_usage(library.root).free)


def thumbnail(library: Library, page: Page) -> Path:
    """Where the small picture of a page lies."""
    return pictures(library.root / "cache", page.sha1).thumbnail


def preview(library: Library, page: Page) -> Path:
    """Where the large picture of a page lies."""
    return pictures(library.root / "cache", page.sha1).preview


def shape_found(library: Library, page: Page, shape: Shape, *, straight: bool = True, cut: bool = True) -> Shape:
    """A shape with the skew and the frame that are seen on a page. Raises Refused where its picture can't be read."""
    from ..media.pool import Pool  # late: only who looks needs processes

    with Pool(1) as pool:
        seen = pool.scanned(preview(library, page))
    found = shape
    if straight:
        found = Shape(shape.turn, seen.skew, shape.crop, shape.split)
    if cut and seen.areas:
        found = Shape(found.turn, found.skew, seen.areas[0], found.split)
    return found


def scanned(library: Library, session: str) -> list[Scanned]:
    """The items of a session in their order."""
    from .deriving import lacking

    readable.look_again()
    ids = scans.items_of(library.database, session)
    unmade = set(lacking(library, ids))
    described = describe(library.database, ids)
    states = items.columns(library.database, ids, "state", "title")
    problems = values.problems(library.database, ids)
    pages = {item: len(scans.live(library.database, item)) for item in ids}
    forms = {item: paging.form_of(described[item]) for item in ids}
    frozen = set(items.queued(library.database, ids))
    return [Scanned(item, described[item].first("inventory_number"), described[item].first("title"), pages[item],
                    ItemState(states[item][0]), item not in unmade,
                    sum(problem.blocks for problem in problems.get(item, ())),
                    readable.of_item(described[item]).unread if pages[item] > 1 and not forms[item] else (),
                    forms[item] if pages[item] > 1 else "", item in frozen) for item in ids]


def export(library: Library, item: str, folder: Path, *, tiff: bool) -> list[Path]:
    """Write an item's pages into a folder, as JPEG or as TIFF with all their bits, under names that stay: the name of
    the item, the place, the page's own number. Raises Refused, and OSError of the folder."""
    from ..media.pool import Pool
    from . import binding
    from .originals import safe_name
    from .rendering import title_of

    described = describe(library.database, [item])[item]
    pages = binding.published(library, item)
    if not pages:
        return []
    stem = title_of(described).rpartition(".")[0] or described.first("inventory_number") or item[:8]
    written = []
    with Pool(1) as pool:
        for number, part in enumerate(pages, 1):
            words = " ".join(filter(None, [stem, f"{number:03}", part.label]))
            target = folder / safe_name(f"{words}.{'tif' if tiff else 'jpg'}")
            if target.exists():
                raise Refused(Message("desk-export-there", target.name), Message("desk-export-there-remedy"),
                              code="file-there")
            fresh = target.with_name(f".{target.name}.part")
            try:
                pool.page(library.path(part.leaf.path), fresh, part.leaf.mime, part.shape, part=part.part, tiff=tiff,
                          dpi=part.leaf.dpi)
                fresh.replace(target)
            finally:
                fresh.unlink(missing_ok=True)
            written.append(target)
    return written
