"""Which items are of the practice walk: made up, and so never sent anywhere but to the practice Commons."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..store import items
from .library import Library

SETTING = "practice-walk"
"""The library's setting that keeps the walk: its activity, and the contributor made up for it."""


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
