"""What became of a page: its revisions, and who has its file now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from . import errors
from .lookup import BATCH, Version, plain
from .session import Session
from .verdicts import words

LATEST = 20
"""Revisions of a page that are looked through for an edit of ours."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of a page's text; the timestamp is ISO 8601."""

    revid: int
    user: str
    timestamp: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A file's page as it stands: title without namespace, newest revision, the versions of its file newest first; one
    that the wiki hides or has lost has no SHA-1."""

    title: str
    pageid: int
    latest: Revision
    versions: tuple[Version, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Deletion:
    """Who deleted a file, when and why, as the wiki's log tells; empty where it does not tell."""

    user: str = ""
    timestamp: str = ""
    reason: str = ""


def revisions(session: Session, pageid: int) -> list[Revision]:
    """A page's latest revisions, newest first; none if there is no such page. Raises Faults."""
    answer = session.query(pageids=str(pageid), prop="revisions", rvprop="ids|user|timestamp|content", rvslots="main",
                           rvlimit=str(LATEST))
    page = next((one for one in session.part(answer, "pages") if one.get("pageid") == pageid), {})
    if page.get("missing"):
        return []
    found = [_revision(one) for one in session.part(page, "revisions")]
    if not found:
        raise errors.not_understood(session.host)
    return found


def revision(session: Session, revid: int) -> Revision | None:
    """One revision; None if it can't be read."""
    answer = session.query(revids=str(revid), prop="revisions", rvprop="ids|user|timestamp|content", rvslots="main")
    found = [one for page in answer.get("pages", ()) for one in page.get("revisions", ())]
    return _revision(found[0]) if found else None


def _revision(one: dict[str, Any]) -> Revision:
    return Revision(int(one["revid"]), str(one.get("user", "")), str(one.get("timestamp", "")),
                    str(one.get("slots", {}).get("main", {}).get("content", "")))


def standings(session: Session, pageids: Sequence[int]) -> Iterator[tuple[int, Standing | None]]:
    """How files stand whose pages have these numbers, which outlast renaming; None for one that is gone.

    Raises RetryLater for an answer that does not speak of a page: that is no word for its being gone.
    """
    for start in range(0, len(pageids), BATCH):
        batch = pageids[start : start + BATCH]
        pages = _standing_pages(session, batch)
        for number in batch:
            page = pages.get(number, {})
            if not _is_told(page):  # an answer that was too long leaves out what the next request would bring
                page = _standing_pages(session, [number]).get(number, {})
            if not _is_told(page):
                raise errors.not_understood(session.host)
            yield number, _standing(page)


def _standing_pages(session: Session, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    answer = session.query(
        pageids="|".join(map(str, numbers)), prop="imageinfo|revisions", iiprop="timestamp|user|sha1|size|url",
        rvprop="ids|user|timestamp|content", rvslots="main")
    return {int(page["pageid"]): page for page in answer.get("pages", ()) if "pageid" in page}


def _is_gone(page: dict[str, Any]) -> bool:
    return bool(page.get("missing")) or page.get("imagerepository") == ""  # a page can outlast its file


def _is_told(page: dict[str, Any]) -> bool:
    """Whether an answer says what became of a page: that it is gone, or its file and its text."""
    return _is_gone(page) or bool(page.get("imageinfo") and page.get("revisions") and page.get("title"))


def titles(session: Session, pageids: Sequence[int]) -> dict[int, str]:
    """What the files are called whose pages have these numbers, without namespace; without those that are gone."""
    found: dict[int, str] = {}
    for start in range(0, len(pageids), BATCH):
        answer = session.query(pageids="|".join(map(str, pageids[start : start + BATCH])), prop="info")
        found |= {int(page["pageid"]): plain(page["title"]) for page in answer.get("pages", ())
                  if {"pageid", "title"} <= page.keys() and not page.get("missing")}
    return found


def _standing(page: dict[str, Any]) -> Standing | None:
    if _is_gone(page):
        return None
    versions = tuple(
        Version(one.get("sha1", ""), int(one.get("size", 0)), one.get("user", ""), one.get("timestamp", ""),
                one.get("url", "")) for one in page["imageinfo"])
    return Standing(plain(page["title"]), int(page["pageid"]), _revision(page["revisions"][0]), versions,
                    str(page["imageinfo"][0].get("descriptionurl", "")))


def deletion(session: Session, title: str) -> Deletion:
    """What the wiki's log says about the deletion of a file (without namespace)."""
    with errors.told(session.host):
        entries = session.query(list="logevents", letype="delete", letitle=f"File:{title}", lelimit="1",
                                leprop="user|timestamp|comment").get("logevents", [])
    if not entries:
        return Deletion()
    entry = entries[0]
    return Deletion(str(entry.get("user", "")), str(entry.get("timestamp", "")), words(str(entry.get("comment", ""))))


def same_text(one: str, other: str) -> bool:
    """Whether a wiki would store two page texts alike; lines that it substitutes are left aside."""
    if "{{subst:" not in one + other:
        return one.rstrip() == other.rstrip()
    mine, theirs = ([line.strip() for line in text.strip().splitlines()] for text in (one, other))
    return len(mine) == len(theirs) and all(
        first == second or "{{subst:" in first + second for first, second in zip(mine, theirs, strict=True))
