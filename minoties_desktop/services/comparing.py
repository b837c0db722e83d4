"""Two files side by side: the one that is asked about, and the one on the wiki; kept, so that it works offline."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from ..domain import naming
from ..domain.errors import Fault
from ..store import answers, items, outbox
from ..store.outbox import Row
from .accounts import Account
from .asking import asking
from .describing import describe
from .library import Library
from .lists import Lists

PICTURE = "picture"
"""The kind of answers that tell of a file on a wiki, by its title."""
_PIXELS = 640
_AT_ONCE = 24
"""Pictures that are fetched after one sending."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: name, whose it is, when (ISO 8601), bytes, pixels, SHA-1, its page, its picture here."""

    title: str
    user: str = ""
    date: str = ""
    size: int = 0
    width: int = 0
    height: int = 0
    sha1: str = ""
    url: str = ""
    picture: Path | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Ours and theirs; None for what is not known (yet)."""

    ours: Side
    theirs: Side | None


_ABOUT_A_TITLE = frozenset({"name-taken", "differs", "page-text", "published-over"})


def other_title(question: Mapping[str, Any]) -> str:
    """The file on the wiki that a question is about, "" if it is about none."""
    details = question.get("details") or {}
    if details.get("files"):
        return str(details["files"][0])
    if str(question.get("id")) in _ABOUT_A_TITLE:
        return str(details.get("title") or "")
    return ""


def pair(library: Library, item: str, wiki: str = "") -> Pair | None:
    """Both files of an item's question (of one wiki) as far as they are known here; None where there is none to
    compare with."""
    row = _asking(library, item, wiki)
    title = other_title(row.question or {}) if row else ""
    if row is None or not title:
        return None
    kept = answers.known(library.database, row.wiki, PICTURE, [title], within=answers.EVER).get(title)
    theirs = None
    if kept and kept.value:
        place = library.path(kept.value["picture"]) if kept.value["picture"] else None
        theirs = replace(Side(**kept.value), picture=place if place and place.exists() else None)
    return Pair(_ours(library, row), theirs)


def fetch(library: Library, item: str, wiki: str = "") -> Pair | None:
    """Both files of an item's question, theirs asked for where it is not known yet; as far as known when offline."""
    found, row = pair(library, item, wiki), _asking(library, item, wiki)
    if found is None or row is None or (found.theirs and found.theirs.picture):
        return found
    from ..wiki import picture  # late: only who asks needs it

    title = other_title(row.question or {})
    try:
        with asking(library, Account(row.wiki, row.account)) as session:
            shown = picture.shown(session, title)
    except Fault:
        return found
    if shown is None:
        return found
    told = {name: value for name, value in asdict(shown).items() if name not in ("picture", "timestamp")}
    with library.database.writing() as write:
        answers.keep(write, row.wiki, PICTURE, {title: {
            **told, "date": shown.timestamp, "picture": _kept(library, row.wiki, title, shown.picture)}})
    return pair(library, item, wiki)


def fetch_asked(library: Library, ids: Sequence[str], wiki: str) -> None:
    """Have the wiki's files for the questions of items at hand, for when there is no connection any more."""
    for item in ids[:_AT_ONCE]:
        fetch(library, item, wiki)


def is_free(library: Library, item: str, stem: str, wiki: str = "") -> bool | None:
    """Whether a new name for an item's file is free on its wiki and on no list of banned names; None if it can't be
    asked now."""
    from ..wiki import lookup  # late: only who asks needs it

    row = _asking(library, item, wiki)
    if row is None:
        return None
    title = f"{naming.normal(stem)}.{row.payload['title'].rpartition('.')[2]}"
    try:
        with asking(library, Account(row.wiki, row.account)) as session:
            return not lookup.taken(session, [title])[title] and lookup.blacklisted(session, title) is None
    except Fault:
        return None


def _kept(library: Library, wiki: str, title: str, data: bytes | None) -> str:
    """The picture's place in the library's cache, drawn anew: nothing of the wiki's bytes is kept as it came."""
    from ..media import cache  # late: decoding needs Pillow
    from ..media.reducing import reduced_bytes

    small = reduced_bytes(data, _PIXELS) if data else None
    if small is None:
        return ""
    name = hashlib.sha256(f"{wiki} {title}".encode()).hexdigest()[:32]
    cache.store(library.root / "cache" / "wiki" / f"{name}.jpg", small)
    return f"cache/wiki/{name}.jpg"


def _asking(library: Library, item: str, wiki: str) -> Row | None:
    return next((row for row in outbox.of_items(library.database, [item], wiki=wiki) if row.question), None)


def _ours(library: Library, row: Row) -> Side:
    described = describe(library.database, [row.item])[row.item]
    [shown] = items.rows(library.database, [row.item])
    _, preview = Lists(library).pictures(shown)
    file = described.file
    return Side(row.payload["title"], described.author.name if described.author else "", described.first("date"),
                int(row.payload.get("size", 0)), file.width if file else 0, file.height if file else 0,
                row.payload.get("sha1", ""), "", preview)
