"""Which items are of the practice walk: made up, and so never sent anywhere but to the practice Commons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..domain.query import Query
from ..store import items
from .library import Library

SETTING = "practice-walk"
"""The library's setting that keeps the walk: its activity, and the contributor made up for it."""
GUIDED = "practice-guide"
"""The library's setting that tells whether somebody is being guided through the walk: "1", else ""."""


def kept(library: Library) -> dict[str, Any]:
    """The walk's `activity`, the `learner` made up for it ("" for nobody), the ids of its `items` as soon as they are
    all there, and those of `earlier` walks, which undo may bring back; empty if there never was one."""
    text = library.setting(SETTING)
    return json.loads(text) if text else {}


def drawn(library: Library) -> list[str]:
    """The walk's own items that are not binned, in their order; what a person put beside them is none of it."""
    walk = kept(library)
    return _there(library, walk.get("items") or (
        items.ids(library.database, Query(activity=walk["activity"])) if walk else []))


def pretended(library: Library, ids: Sequence[str]) -> set[str]:
    """Those of some items that belong to the walk, or to one that was removed."""
    return set(ids).intersection(_all(library))


def states(library: Library) -> dict[str, int]:
    """How many items of the walk are in each state."""
    return items.sums(library.database, _all(library))[0]


def _all(library: Library) -> list[str]:
    return [*drawn(library), *_there(library, kept(library).get("earlier", []))]


def _there(library: Library, ids: Sequence[str]) -> list[str]:
    deleted = items.columns(library.database, ids, "deleted") if ids else {}
    return [item for item in ids if item in deleted and not deleted[item][0]]
