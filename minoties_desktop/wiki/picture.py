"""A file of the wiki as people compare it with their own: its picture, small, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass

from .lookup import plain
from .session import Session

WIDE = 640
"""Pixels across of the picture that is asked for."""
LARGEST = 8 << 20
"""Bytes that the picture may have; a wiki that draws none small gives the file itself."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A file's newest version; size in bytes, sides in pixels, timestamp ISO 8601, `picture` as the wiki sent it."""

    title: str
    user: str
    timestamp: str
    size: int
    width: int
    height: int
    sha1: str
    url: str
    picture: bytes | None


def shown(session: Session, title: str) -> Shown | None:
    """A file by its name (without namespace), None if there is none. Raises Faults."""
    page = session.query(titles=f"File:{title}", prop="imageinfo", iiprop="timestamp|user|size|sha1|url",
                         iiurlwidth=str(WIDE))["pages"][0]
    if page.get("missing") or not page.get("imageinfo"):
        return None
    one = page["imageinfo"][0]
    address = str(one.get("thumburl") or one.get("url") or "")
    return Shown(plain(page["title"]), str(one.get("user", "")), str(one.get("timestamp", "")),
                 int(one.get("size") or 0), int(one.get("width") or 0), int(one.get("height") or 0),
                 str(one.get("sha1", "")), str(one.get("descriptionurl", "")),
                 session.fetch(address, LARGEST) if address else None)
