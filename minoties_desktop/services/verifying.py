"""Whether the originals and their second copies are still what was imported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..domain.errors import Refused
from ..media.digest import Cancelled, read_from_device
from ..media.medium import medium_of
from ..store import cards
from ..store.cards import Proven
from . import lights
from .library import Library
from .lights import Light
from .meter import Meter

DIFFERS, MISSING, UNREADABLE = "differs", "missing", "unreadable"
"""What may be wrong with a copy; message `verify-<word>` says it."""


@dataclass
class Verified:
    """How many copies are as imported, how many of them the device gave back, and what is wrong: (item, path, word).

    `away` counts second copies on disks that are not there; nothing is known of them.
    """

    good: int = 0
    cold: int = 0
    bad: list[tuple[str, Path, str]] = field(default_factory=list)
    away: int = 0
    cancelled: bool = False


def verify(
    library: Library, *, ids: Sequence[str] | None = None, tell: Callable[[dict[str, Any]], None] = lambda event: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Verified:
    """Read each copy of some items, or of all, again from its device; what is found is kept, and lights go off.

    When a person stops it, what was found by then is kept.
    """
    rows = cards.copies(library.database, ids)
    found, meter = Verified(), Meter(tell)
    meter.begin("verifying", len(rows), sum(row["size"] for row in rows))
    for row in rows:
        place = row["place"]
        relative = Path(row["path"]) if place is None else row["copy"]
        try:
            _verify_one(library, row, place, relative, found, cancelled)
        except Cancelled:
            found.cancelled = True
            break
        meter.step(row["name"], row["size"])
    return found


def verify_card(library: Library, card: str, **named: Any) -> tuple[Verified, Light]:
    """Verify what came from a card; its light comes on where everything is proven, and not where it was stopped."""
    found = verify(library, ids=cards.card_items(library.database, card), **named)
    return found, (lights.light if found.cancelled else lights.turn_on_if_safe)(library, card)


def _verify_one(
    library: Library, row: dict[str, Any], place: Path | None, relative: Path, found: Verified,
    cancelled: Callable[[], bool],
) -> None:
    if place is not None and not place.is_dir():
        found.away += 1
        return
    path = (place or library.root) / relative
    try:
        digest = read_from_device(path, cancelled=cancelled)
        fault = "" if digest.sha256 == row["sha256"] else DIFFERS
    except Refused as refused:
        fault = MISSING if refused.code == "vanished" else UNREADABLE
    with library.database.writing() as write:
        if fault:
            cards.blame(write, row["file"], place, relative, fault)
            found.bad.append((row["item"], path, fault))
            return
        cards.add_copies(write, row["file"], [Proven(place, relative, medium_of(path.parent), digest.cold)])
    found.good += 1
    found.cold += digest.cold
