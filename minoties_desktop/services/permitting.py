"""The last question before anything becomes public: may it still go, and may it go yet?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from ..domain.changes import Changes
from ..domain.checks import Surroundings, permissions
from ..domain.errors import Refused
from ..domain.item import Described
from ..store import values
from .describing import describe, refresh_dirty
from .holding import forbidding
from .library import Library

_BY_DAY = ("embargo-until", "agreement-not-yet")
"""Problems that are over when their day has come."""


def withdrawn(library: Library, item: str, asked: Callable[[], float | None] = lambda: None) -> Refused | None:
    """Why an item may not be published any more, or not yet, or None; its agreement, consent or embargo has changed.

    Where that goes by days the wiki is `asked` for its time (seconds since 1970, None where it does not tell): a wrong
    clock here releases nothing.
    """
    described = describe(library.database, [item])[item]
    moment = asked() if _goes_by_days(described) else None
    now = datetime.now(UTC) if moment is None else datetime.fromtimestamp(moment, UTC)
    return forbidding(permissions(described, Surroundings(now)))


def _goes_by_days(item: Described) -> bool:
    agreement = item.agreement
    return bool(item.first("embargo") or (agreement and (agreement.since or agreement.until)))


def look_again(library: Library) -> Changes:
    """Look at the items anew that had to wait for a day; those whose day has come go on."""
    waiting = [item for code in _BY_DAY for item in values.with_code(library.database, code)]
    if waiting:
        with library.database.writing() as write:
            values.mark_dirty(write, waiting)
    return refresh_dirty(library.database)
