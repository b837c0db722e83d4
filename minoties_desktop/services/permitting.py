"""The last question before anything becomes public: may it still go, and may it go yet?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from ..domain.changes import Changes
from ..domain.checks import Surroundings, permissions
from ..domain.errors import Refused
from ..domain.item import Described
from ..store import activities, institutions, values
from .describing import Registers, describe, refresh_dirty
from .holding import forbidding
from .library import Library

_BY_DAY = ("embargo-until", "agreement-not-yet", "date-future", "work-date-future", "rights-died-late",
           "rights-published-late", "rights-made-late")
"""Problems that are over when their day has come."""
_LOOKED = "looked-on"  # the library's setting: the day on which everything that goes by days was looked at last


class Leave:
    """Is asked for one item after the other, and remembers the registers as long as nobody has written anything."""

    def __init__(self, library: Library) -> None:
        self._database = library.database
        self._edition: tuple[int, int] | None = None

    def withdrawn(
        self, item: str, asked: Callable[[], float | None] = lambda: None, *, uploader: str = "",
    ) -> Refused | None:
        """Why an item may not be published any more, or not yet, or None; its agreement, consent, release or embargo
        has changed. `uploader` is the wiki user who sends it, "" where everybody sends as who they are.

        Where that goes by days the wiki is `asked` for its time (seconds since 1970, None where it does not tell): a
        wrong clock here releases nothing.
        """
        if (edition := self._database.edition) != self._edition:  # asked first: what comes while it is read is newer
            self._registers, self._edition = Registers(self._database), edition
        described = describe(self._database, [item], uploader=uploader, registers=self._registers)[item]
        moment = asked() if _goes_by_days(described) else None
        now = datetime.now(UTC) if moment is None else datetime.fromtimestamp(moment, UTC)
        return forbidding(permissions(described, Surroundings(now)))


def _goes_by_days(item: Described) -> bool:
    agreement = item.agreement
    return bool(item.first("embargo") or (agreement and (agreement.since or agreement.until)))


def look_again(library: Library, today: date | None = None) -> Changes:
    """Look at the items anew that had to wait for a day; those whose day has come go on.

    On a new day also at all under an agreement that begins or ends some day: it may have ended by now.
    """
    day = (today or datetime.now(UTC).date()).isoformat()
    waiting = [item for code in _BY_DAY for item in values.with_code(library.database, code)]
    is_new = library.setting(_LOOKED) != day
    dated = institutions.dated(library.database) if is_new else []
    if waiting or dated:
        with library.database.writing() as write:
            values.mark_dirty(write, waiting)
            institutions.make_dirty(write, {one.institution for one in dated if one.institution})
            for activity in {found for one in dated for found in activities.under_agreement(
                    library.database, one.id)}:
                activities.make_dirty(write, activity)
    changes = refresh_dirty(library.database)
    if is_new:
        library.set_setting(_LOOKED, day)  # after it: who dies before does it again
    return changes
