"""Small pictures of what is in the library already: drawn again when they are missing or torn."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from ..domain.errors import Refused
from ..media.cache import intact, pictures
from ..media.pool import Pool
from ..store import items
from .library import Library


def redraw(
    library: Library, ids: Iterable[str], *, cancelled: Callable[[], bool] = lambda: False,
) -> list[str]:
    """Draw the preview and thumbnail of those of some items that lack them; the items that have new ones.

    An original that can no longer be read is left out: that is for fixity checks to tell.
    """
    cache = library.root / "cache"
    lacking = [row for row in items.rows(library.database, list(ids))
               if row["sha1"] and row["width"] and not all(intact(path) for path in pictures(cache, row["sha1"]))
               and library.path(row["path"]).is_file()]
    if not lacking:
        return []

    def draw(row: dict[str, object]) -> str | None:
        if cancelled():
            return None
        try:
            pool.look(library.path(str(row["path"])), pictures(cache, str(row["sha1"])), str(row["name"]))
        except Refused:
            return None
        return str(row["id"])

    cores = os.cpu_count() or 1
    with Pool(cores) as pool, ThreadPoolExecutor(cores) as threads:
        return [item for item in threads.map(draw, lacking) if item]
