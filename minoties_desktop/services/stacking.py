"""Stacks: bursts and pictures that look alike lie on each other in the grid."""

from __future__ import annotations

from ..domain.changes import Changes
from ..domain.stacks import Frame, grouped
from ..store import stacks
from .library import Library


def stack_import(library: Library, run: str) -> Changes:
    """Stack what an import brought, with each other and with what was there; what a person parted stays apart."""
    frames = [Frame(row["id"], row["taken"], row["camera"], row["likeness"], row["stack"])
              for row in stacks.frames(library.database)]
    fresh = stacks.brought(library.database, run)
    found = grouped(frames, fresh)
    if not found:
        return Changes({})
    with library.database.writing() as write:
        stacks.put(write, found)
    return write.changes
