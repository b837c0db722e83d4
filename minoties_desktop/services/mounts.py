"""The memory cards that are plugged in now."""

from __future__ import annotations

from ..capture import cards


def plugged_in() -> list[tuple[str, str]]:
    """Key and name of each."""
    return [(one.key, one.name) for one in cards()]
