"""Scan sessions: who scans what at which scanner, and where the next page goes; all of it outlives this process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.scanning import Gap, Setup, next_label, next_number
from ..store import incoming, scans
from ..store.database import new_id, now
from . import scanpages, scanprofiles
from .library import Library
from .tagging import Tagging

LOCK = "session-"
"""Beginning of the name of the lock that whoever works on a session holds."""
_HOUR = timedelta(hours=1)
_LEAST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session is: its setup, the item that the next page goes to ("" while it is not there yet) as the
    `place`-th of the session, its inventory number and the one that seems to come next, the label of the next page,
    how many pages the item and the session have, pages an hour, pages scanned again, and where some seem missing."""

    session: str
    activity: str
    operator: str
    profile: str
    setup: Setup
    first: str
    item: str
    inventory: str
    following: str
    place: int
    label: str
    pages: int
    total: int
    per_hour: int
    retaken: int
    gaps: tuple[Gap, ...]
    target: str


def begin(
    library: Library, *, activity: str | None = None, operator: str | None = None, profile: str = "",
    setup: Setup | None = None, first: str = "1r",
) -> str:
    """Begin a session and return its id. `first` is what an item's first page is called: 1r counts leaves, 1 pages.

    Raises UsageFault for an activity or a profile that there is not.
    """
    if activity:
        library.registers["activity"].get(activity)
    if setup is None:
        setup = scanprofiles.get(library, profile).setup if profile else Setup()
    session = new_id()
    with library.database.writing() as write:
        # Who works the scanner is not who made what lies on it.
        incoming.begin(write, session, setup.called, None, operator or library.setting("me") or None)
        incoming.end(write, session)
        scans.add_session(write, session, {
            "activity": activity, "operator": operator, "profile": profile or None, "label": first, "first": first,
            "setup": json.dumps(setup.to_json())})
    return session


def last(library: Library) -> str | None:
    """The newest session that has not ended: what goes on, whatever came and went beside it."""
    return next((one["id"] for one in scans.sessions(library.database) if not one["ended"]), None)


def left(library: Library, activity: str | None, setup: Setup) -> str | None:
    """The newest session of an activity and a setup that broke off, and that nobody works on now."""
    like = (activity, json.dumps(setup.to_json()))
    return next((one["id"] for one in scans.sessions(library.database)
                 if not one["ended"] and (one["activity"], one["setup"]) == like and not one["operator"]
                 and not one["profile"] and not library.is_locked(f"{LOCK}{one['id']}")), None)


def end(library: Library, session: str) -> Changes:
    """End a session."""
    with library.database.writing() as write:
        scans.set_session(write, session, {"ended": now()})
    memory_of(library, session).unlink(missing_ok=True)
    return write.changes


def memory_of(library: Library, session: str) -> Path:
    """Where a session at a copy stand keeps which pictures it has seen."""
    return library.path("cache/stands") / f"{session}.json"


def set_up(
    library: Library, session: str, *, setup: Setup | None = None, profile: str | None = None,
    first: str | None = None, label: str | None = None, target: str | None = None,
) -> Changes:
    """Change how a session scans: its setup, its profile, how items are counted, what the next page is called, and
    what its last target came to (JSON)."""
    given = {"setup": json.dumps(setup.to_json()) if setup else None, "profile": profile, "first": first,
             "label": label, "target": target}
    row = _row(library, session)
    if first is not None and label is None and row["label"] == row["first"]:
        given["label"] = first  # no page of the item is there yet
    with library.database.writing() as write:
        scans.set_session(write, session, {column: value for column, value in given.items() if value is not None})
    return write.changes


def standing(library: Library, session: str) -> Standing:
    """Where a session is. Raises UsageFault where there is none."""
    row, database = _row(library, session), library.database
    made = scans.items_of(database, session)
    item = row["item"] or ""
    pages = scanpages.pages(library, item) if item else []
    count, total, retaken = scans.counted(database, session)
    number = scanpages.number_of(library, item) if item else row["inventory"]
    place = made.index(item) + 1 if item in made else count + 1
    return Standing(
        session, row["activity"] or "", row["operator"] or "", row["profile"] or "",
        scanprofiles.setup_of(row["setup"]), row["first"], item, number, next_number(number), place, row["label"],
        len(pages), total, _per_hour(library, session), retaken, tuple(scanpages.gaps_of(pages)), row["target"])


def number(library: Library, tagging: Tagging, session: str, inventory: str, item: str = "") -> Changes:
    """Give an item of the session, the one that it is at unless said, its inventory number, or take it away ("").
    Before its first page it is that of the item that begins then.

    Raises UsageFault for what can be no inventory number.
    """
    row, text = _row(library, session), " ".join(inventory.split())
    item = item or row["item"]
    if not item or not scans.is_there(library.database, item):
        return scanpages.next_item(library, session, text, actor=library.setting("me"))
    return tagging.replace([item], scanpages.INVENTORY, [text]) if text else tagging.clear([item], scanpages.INVENTORY)


def after(label: str, doubled: bool) -> str:
    """The label of the page that is scanned next: of the next leaf's front where backs come later."""
    following = next_label(label)
    return next_label(following) if doubled else following


def _per_hour(library: Library, session: str) -> int:
    """Pages an hour, by those of the last hour."""
    moment = datetime.now(UTC) - _HOUR
    first, count = scans.since(library.database, session,
                               moment.isoformat(timespec="microseconds").replace("+00:00", "Z"))
    if not count:
        return 0
    begun = max(datetime.fromisoformat(first), moment)
    return round(count * _HOUR / max(datetime.now(UTC) - begun, _LEAST))


def _row(library: Library, session: str) -> dict[str, str]:
    row = scans.session(library.database, session)
    if row is None:
        raise UsageFault(Message("error-no-session", session[:8]), code="no-session")
    return row
