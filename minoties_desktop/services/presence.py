"""Which items of a library are on a wiki already, under whatever name: by their very bytes, or their original's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from ..domain.query import Query
from ..store import answers, items
from .accounts import Account
from .asking import asking
from .library import Library
from .preflight import BYTES, CHUNK, FRESH

Told = Callable[[int, int], None]
"""Hears how many of all have been asked about."""


@dataclass(frozen=True, slots=True)
class There:
    """A file that holds an item's bytes: its title, who sent it, when (ISO 8601), and when the wiki was asked."""

    title: str
    user: str
    timestamp: str
    asked: str


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known of items: those that are there, by item, how many were never asked about, and the oldest asking."""

    there: dict[str, There]
    unknown: int
    oldest: str


def ask(
    library: Library, account: Account, ids: Sequence[str] | None = None, *, told: Told = lambda done, all_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Presence:
    """Ask an account's wiki about the bytes of items, all or some; what was asked within the half hour is not asked
    again. Raises Faults where it can't be asked, and Stopped when cancelled; what was told until then is kept.
    """
    from ..wiki import lookup  # late: only who asks needs it

    wanted = _together(_sha1s(library, ids))
    known = answers.known(library.database, account.site, BYTES, wanted, within=FRESH)
    open_ones = [sha1 for sha1 in wanted if sha1 not in known]
    told(len(wanted) - len(open_ones), len(wanted))
    found: dict[str, object] = {}

    def keep() -> None:
        if found:
            with library.database.writing() as write:
                answers.keep(write, account.site, BYTES, found)
                write.touched("item", [item for item, sha1s in _sha1s(library, ids).items()
                                       if not found.keys().isdisjoint(sha1s)])
            found.clear()

    if open_ones:
        with asking(library, account, cancelled) as session:
            try:
                for number, (sha1, one) in enumerate(lookup.bytes_known(session, open_ones), 1):
                    found[sha1] = asdict(one)
                    if len(found) == CHUNK:
                        keep()
                    told(len(wanted) - len(open_ones) + number, len(wanted))
            finally:
                keep()
    return presence(library, account, ids)


def presence(library: Library, account: Account, ids: Sequence[str] | None = None) -> Presence:
    """What a wiki has said of items until now, however long ago."""
    wanted = _sha1s(library, ids)
    known = answers.known(library.database, account.site, BYTES, _together(wanted), within=answers.EVER)
    moment = datetime.now(UTC)

    def asked(age: float) -> str:
        return (moment - timedelta(seconds=age)).isoformat(timespec="seconds")

    there = {}
    for item, sha1s in wanted.items():
        for sha1 in sha1s:
            if item not in there and sha1 in known and (holders := known[sha1].value.get("holders")):
                first = holders[0]
                there[item] = There(first["title"], first.get("user", ""), first.get("timestamp", ""),
                                    asked(known[sha1].age))
    oldest = max((one.age for one in known.values()), default=None)
    unknown = sum(any(sha1 not in known for sha1 in sha1s) for sha1s in wanted.values())
    return Presence(there, unknown, asked(oldest) if oldest else "")


def _together(sha1s: Mapping[str, Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(one for several in sha1s.values() for one in several))


def _sha1s(library: Library, ids: Sequence[str] | None) -> dict[str, list[str]]:
    """SHA-1 of the files that items are sent as, and of the originals that these were made of, by item."""
    wanted = items.ids(library.database, Query()) if ids is None else list(ids)
    return {item: [sha1 for sha1 in (file.sha1, file.original) if sha1]
            for item, file in items.files(library.database, wanted).items() if file.sha1}
