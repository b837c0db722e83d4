"""Which items are of the practice walk: made up, and so never sent anywhere but to the practice Commons."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..domain.query import Query
from ..store import items
from .library import Library

SETTING = "practice-walk"
"""The library's setting that keeps the walk: its activity, and the contributor made up for it."""
GUIDED = "practice-guide"
"""The library's setting that tells whether somebody is being guided through the walk: "1", else ""."""


def kept(library: Library) -> dict[str, str]:
    """The walk's `activity` and `learner`, empty if there is no walk."""
    text = library.setting(SETTING)
    return json.loads(text) if text else {}


def pretended(library: Library, ids: Sequence[str]) -> set[str]:
    """Those of some items that belong to the walk."""
    walk = kept(library).get("activity")
    if not walk:
        return set()
    return {item for item, (activity,) in items.columns(library.database, ids, "activity").items() if activity == walk}


def states(library: Library) -> dict[str, int]:
    """How many items of the walk are in each state."""
    walk = kept(library).get("activity")
    return items.sums(library.database, items.ids(library.database, Query(activity=walk)))[0] if walk else {}
