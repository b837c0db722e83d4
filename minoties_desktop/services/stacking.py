"""Stacks: bursts and pictures that look alike lie on each other in the grid."""

from __future__ import annotations

from collections.abc import Collection

from ..domain.changes import Changes
from ..domain.stacks import Frame, grouped
from ..store import stacks
from ..store.database import Write
from ..store.journal import Entry
from .library import Library


def stack_import(library: Library, run: str) -> Changes:
    """Stack what an import brought, with each other and with what was there; what a person parted stays apart."""
    found = grouped(_frames(library), stacks.brought(library.database, run))
    if not found:
        return Changes({})
    with library.database.writing() as write:
        stacks.put(write, found)
    return write.changes


def stack_anew(library: Library, write: Write, ids: Collection[str]) -> list[Entry]:
    """Stack items whose times have changed, inside a transaction, with what is near them now; nothing leaves a stack.

    Returns what changed, for the journal.
    """
    frames = _frames(library)
    found, before = grouped(frames, ids), {frame.item: frame.stack for frame in frames}
    stacks.put(write, found)
    return [Entry("item", item, "stack", before[item], stack) for item, stack in found.items()]


def _frames(library: Library) -> list[Frame]:
    return [Frame(row["id"], row["taken"], row["camera"], row["likeness"], row["stack"])
            for row in stacks.frames(library.database)]
