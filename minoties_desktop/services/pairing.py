"""RAW and JPEG, HEIC and JPEG of one photograph become one item: the JPEG counts, the other goes with it."""

from __future__ import annotations

from collections import defaultdict

from ..domain.changes import Changes
from ..media.kinds import JPEG, is_derived
from ..store import incoming, pairs
from .library import Library


def pair_import(library: Library, run: str) -> tuple[dict[str, str], Changes]:
    """Pair what an import brought; by item that is no longer one, the item that it belongs to now.

    Files of one photograph lie in the library under one name (`originals.Names`), and no others do. Items that
    somebody has worked on already stay as they are.
    """
    by_name: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in pairs.masters(library.database, run):
        by_name[row["path"].rpartition(".")[0].casefold()].append(row)
    found: dict[str, str] = {}
    for rows in by_name.values():
        pictures = [row for row in rows if row["mime"] == JPEG.mime]
        others = [row for row in rows if is_derived(row["mime"])]
        if len(pictures) == 1:
            # A clock that says something else is that of another photograph.
            found |= {row["item"]: pictures[0]["item"] for row in others
                      if not row["clock"] or row["clock"] == pictures[0]["clock"]}
    touched = incoming.touched_by_person(library.database, found)
    found = {item: partner for item, partner in found.items() if item not in touched}
    if not found:
        return {}, Changes()
    with library.database.writing() as write:
        pairs.join(write, found)
    return found, write.changes
