"""Copies of originals for other programs: what they do with them never reaches the library."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..media.faults import target_fault
from ..store import items
from .library import Library

LIMIT = 200_000_000
"""Bytes that are copied while somebody holds them with the mouse."""
_FOLDER = ("cache", "lent")


@dataclass(frozen=True, slots=True)
class Loan:
    """Copies that are promised: each original, and where its copy will be."""

    copies: tuple[tuple[Path, Path], ...]

    @property
    def paths(self) -> list[Path]:
        """Where the copies will be."""
        return [copy for _, copy in self.copies]

    def make(self) -> list[Path]:
        """Make the copies; takes as long as the disk needs. Raises a Fault where the disk takes no more."""
        for original, copy in self.copies:
            try:
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(original, copy)
            except OSError as error:
                raise target_fault(error, copy.parent) from error
        return self.paths


def promise(library: Library, ids: Sequence[str], *, limit: int = LIMIT) -> Loan:
    """Promise copies of the files of items under their cameras' names. Raises UsageFault where that takes too long."""
    rows = [row for row in items.rows(library.database, list(ids)) if row["file_id"]]
    size = sum(row["size"] for row in rows)
    if size > limit:
        raise UsageFault(Message("error-lend", round(size / 1e6), round(limit / 1e6)),
                         Message("error-lend-remedy"), code="lend")
    folder = library.root.joinpath(*_FOLDER, uuid.uuid4().hex)
    found: dict[Path, Path] = {}
    for row in rows:
        place = folder / row["name"]
        for number in range(2, len(rows) + 2):
            if place not in found:
                break
            place = folder / f"{Path(row['name']).stem} {number}{Path(row['name']).suffix}"
        found[place] = library.path(row["path"])
    return Loan(tuple((original, copy) for copy, original in found.items()))


def forget_lent(library: Library) -> None:
    """Remove the copies of earlier times."""
    shutil.rmtree(library.root.joinpath(*_FOLDER), ignore_errors=True)
