"""Copies of originals for other programs: what they do with them never reaches the library."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..store import items
from .library import Library

LIMIT = 200_000_000
"""Bytes that are copied while somebody holds them with the mouse."""
_FOLDER = ("cache", "lent")


def lend(library: Library, ids: Sequence[str], *, limit: int = LIMIT) -> list[Path]:
    """Copy the files of items under their cameras' names; the copies. Raises UsageFault where that takes too long."""
    rows = [row for row in items.rows(library.database, list(ids)) if row["file_id"]]
    size = sum(row["size"] for row in rows)
    if size > limit:
        raise UsageFault(Message("error-lend", round(size / 1e6), round(limit / 1e6)),
                         Message("error-lend-remedy"), code="lend")
    folder = library.root.joinpath(*_FOLDER, uuid.uuid4().hex)
    found = []
    for row in rows:
        place = folder / row["name"]
        for number in range(2, len(rows) + 2):
            if place not in found:
                break
            place = folder / f"{Path(row['name']).stem} {number}{Path(row['name']).suffix}"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(library.path(row["path"]), place)
        found.append(place)
    return found


def forget_lent(library: Library) -> None:
    """Remove the copies of earlier times."""
    shutil.rmtree(library.root.joinpath(*_FOLDER), ignore_errors=True)
