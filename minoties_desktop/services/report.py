"""What was delivered, for the institution, the event page and one's own peace: from receipts, never from hopes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..config.messages import Messages
from ..domain.item import Described
from ..domain.licences import licences
from ..domain.sites import PRACTICE
from ..domain.states import State
from ..domain.works import UNKNOWN
from ..media.cache import pictures
from ..store import items, outbox
from ..store.outbox import Row
from . import reference
from .changing import EDITS
from .describing import describe
from .library import Library
from .receipts import DELETED, findings, notes


@dataclass(frozen=True, slots=True)
class Line:
    """One delivered or queued file: where it stands, what the wiki's receipt says, and what it is.

    `state` is that of the delivery, or `deleted` for what was deleted from the wiki since; `error` says what stands
    in the way, and what became of a delivered file. `author` is who made the file: the one known here, else whoever is
    named as its author; where nobody is, who made the work that it shows.
    """

    item: str
    title: str
    state: str
    wiki: str
    account: str
    url: str
    mid: str
    sha1: str
    size: int
    time: str
    data: str
    error: str
    licence: str = ""
    author: str = ""
    inventory_number: str = ""
    caption: str = ""
    activity: str = ""
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files a report is about: those of an activity, of a person as author, of an institution, by their ids."""

    activity: str = ""
    person: str = ""
    institution: str = ""


def lines(library: Library, words: Messages, wanted: Wanted | None = None) -> list[Line]:
    """The files of the queue that are wanted, in the order they were queued; nothing private is in them."""
    wanted = wanted or Wanted()
    rows = outbox.listed(library.database)
    ids = list(dict.fromkeys(row.item for row in rows))
    described = describe(library.database, ids)
    under = {item: activity for item, (activity,) in items.columns(library.database, ids, "activity").items()}
    known = {row["id"]: row for row in library.registers["activity"].list()}
    by_item: dict[str, list[Row]] = {}
    for row in rows:
        by_item.setdefault(row.item, []).append(row)
    found = []
    for row in rows:
        activity = known.get(under.get(row.item) or "", {})
        if row.depends_on is None and row.item in described and _is_wanted(described[row.item], activity, wanted):
            found.append(_line(library, words, row, by_item[row.item], described[row.item], activity))
    return found


def _is_wanted(described: Described, activity: Mapping[str, Any], wanted: Wanted) -> bool:
    if wanted.activity and activity.get("id") != wanted.activity:
        return False
    if wanted.person and (described.author is None or described.author.id != wanted.person):
        return False
    return not wanted.institution or wanted.institution in (
        described.first("institution"), activity.get("institution"))


def _line(
    library: Library, words: Messages, row: Row, mine: Sequence[Row], described: Described, activity: Mapping[str, Any],
) -> Line:
    receipt = row.receipt or {}
    data = next((one for one in mine if one.depends_on == row.id and one.target not in EDITS), None)
    stopped = next((one for one in mine if one.message and row.id in (one.id, one.depends_on)), None)
    since = findings(receipt)
    said = [stopped.message] if stopped and stopped.message else []
    said += notes(data.receipt if data else None)
    captions = described.by_language("caption")
    licence = licences().get(described.first("licence"))
    picture = pictures(library.root / "cache", row.payload["sha1"]).thumbnail
    return Line(
        row.item, receipt.get("title") or row.payload["title"], _state(row, data, since), row.wiki, row.account,
        "" if row.wiki == PRACTICE else receipt.get("url", ""),  # its address ends with its process
        receipt.get("mid") or "", row.payload["sha1"], row.payload["size"],
        receipt.get("timestamp", ""), str(data.state) if data else "",
        " ".join(words.text(message) for message in [*said, *(one.message for one in since)]),
        words.text(licence.label) if licence else "", _made_by(library, described),
        described.first("inventory_number"), next(iter(captions.values()), ""), activity.get("title", ""),
        picture if picture.exists() else None)


def _made_by(library: Library, described: Described) -> str:
    """The name of who made a file, else of who made the work that it shows, "" where neither is told."""
    if described.author:
        return described.author.name
    makers = [text for text in (one.text.strip() for one in described.all("creator")) if text not in ("", UNKNOWN)]
    names = reference.labels(library, makers, described.languages)
    return described.first("author").strip() or "; ".join(names.get(text) or text for text in makers)


def _state(row: Row, data: Row | None, since: Sequence[Any]) -> str:
    if any(one.kind == DELETED for one in since):
        return DELETED
    done = row.state is State.DONE and (data is None or data.state is State.DONE)
    return str(State.DONE if done else data.state if row.state is State.DONE and data else row.state)


def titled(library: Library, wanted: Wanted) -> str:
    """The name of what a report is about, "" for the whole library."""
    for table, row_id, column in (("activity", wanted.activity, "title"), ("contributor", wanted.person, "name"),
                                  ("institution", wanted.institution, "name")):
        if row_id:
            return str(library.registers[table].get(row_id)[column])
    return ""
