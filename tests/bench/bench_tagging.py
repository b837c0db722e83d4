"""How fast what a person does is on disk: a mark, a preset on many items and its undo."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from tests.bench.library import filled
from tests.bench.rows import Found, Row, measures

ITEMS, MARKS, PRESET = 5000, 300, 1000


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.monotonic()
    work()
    return 1000 * (time.monotonic() - begun)


@measures(Row("mark_durable_ms", "ms", 5), Row("mark_durable_p99_ms", "ms", 20), runs=1)
def marks(folder: Path) -> Found:
    """Marks and committed fields, each on disk when the call returns; against the disk's own sync of one block."""
    ids = filled(folder / "library", ITEMS)
    library = Library(folder / "library")
    tagging, taken, alone = Tagging(library), [], []
    with (folder / "block").open("wb", buffering=0) as block:
        for number in range(MARKS):
            item = [ids[number]]
            if number % 2:
                taken.append(_milliseconds(lambda item=item: tagging.mark(item, "rating", 5)))
            else:
                taken.append(_milliseconds(lambda item=item: tagging.replace(item, "caption", ["A weaver"], lang="en")))
            alone.append(_milliseconds(lambda: _sync(block)))
    library.close()
    p99, p99_alone = (statistics.quantiles(times, n=100)[98] for times in (taken, alone))
    return {"mark_durable_ms": (statistics.median(taken), statistics.median(alone)),
            "mark_durable_p99_ms": (p99, p99_alone)}


def _sync(block: BinaryIO) -> None:
    block.write(bytes(4096))
    os.fsync(block.fileno())


@measures(Row("preset_1000_ms", "ms", 300))
def preset(folder: Path) -> Found:
    """Categories given to a thousand items at once, and taken back."""
    ids = filled(folder / "library", ITEMS)[:PRESET]
    library = Library(folder / "library")
    tagging = Tagging(library)
    milliseconds = _milliseconds(lambda: (tagging.replace(ids, "categories", ["Weaving in Chile", "Looms"]),
                                          tagging.undo()))
    library.close()
    return {"preset_1000_ms": milliseconds}
