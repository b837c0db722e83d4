"""What an activity would withhold, shown on one of its own photographs."""

from __future__ import annotations

from ..domain import positions, privacy
from ..domain.item import Value
from ..domain.query import Query
from ..store import items
from .describing import describe
from .library import Library

_LOOKED_AT = 200


def example(library: Library, activity: str, wishes: frozenset[str]) -> tuple[str, str] | None:
    """The position of one of an activity's photographs as it is, and as it would be sent ("" for not at all); None
    where none has a position."""
    described = describe(library.database, items.ids(library.database, Query(activity=activity))[:_LOOKED_AT])
    for item in described.values():
        exact = item.first("camera_position")
        if _is_position(exact):
            sent: tuple[Value, ...] = privacy.public(item, wishes).all("camera_position")
            return exact, sent[0].text if sent else ""
    return None


def _is_position(text: str) -> bool:
    try:
        positions.parse(text)
    except ValueError:
        return False
    return True
