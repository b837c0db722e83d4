"""Sending a file: in one request, or in chunks to the stash and from there to its page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..config.messages import Message
from ..domain.errors import RetryLater
from .body import BLOCK, Body
from .session import Session

WHOLE = 8 << 20
"""Bytes up to which a file goes in one request; above it a lost connection would cost too much."""
CHUNK = 4 << 20
SMALLEST_CHUNK = 256 << 10
ASYNC = 10 << 20
"""Bytes above which the wiki publishes while we ask for its progress (as UploadWizard does; commons-contract 1.2)."""
POLLS = (0.3, 0.5, 1.0, 2.0)
"""Seconds between questions about work under way; the last one repeats, at most for PATIENCE."""
PATIENCE = 600.0

Answer = dict[str, Any]


def whole(session: Session, path: Path, title: str, wikitext: str, summary: str) -> Answer:
    """Upload and publish in one request, never over a warning."""
    size = path.stat().st_size
    body = _body(session, path, 0, size, "file", lambda sent: session.progress(sent, size))
    return session.attempt(
        body=body, action="upload", filename=title, comment=summary, text=wikitext, watchlist="preferences",
    )["upload"]


def chunk(session: Session, path: Path, *, name: str, offset: int, count: int, filekey: str | None) -> Answer:
    """Send a part of a file into the stash.

    Warnings are put off (commons-contract 1.4: one on a chunk strands the chunk); the publishing asks for them.
    Assembling is asynchronous, since only then a lost last answer can be asked for again (1.3).
    """
    size = path.stat().st_size
    body = _body(session, path, offset, count, "chunk", lambda sent: session.progress(offset + sent, size))
    return session.attempt(
        body=body, action="upload", stash="1", filename=name, filesize=str(size), offset=str(offset),
        filekey=filekey if offset else None, ignorewarnings="1", **{"async": "1"},
    )["upload"]


def publish(
    session: Session, filekey: str, title: str, wikitext: str, summary: str, *, size: int, over_warnings: bool = False
) -> Answer:
    """Make a page of a stashed file. `over_warnings` is for warnings that a person has accepted by name."""
    return session.attempt(
        action="upload", filekey=filekey, filename=title, comment=summary, text=wikitext, watchlist="preferences",
        ignorewarnings="1" if over_warnings else None, **({"async": "1"} if size > ASYNC else {}),
    )["upload"]


def status(session: Session, filekey: str) -> Answer:
    """How far the wiki is with a stashed file."""
    return session.attempt(action="upload", checkstatus="1", filekey=filekey)["upload"]


def settled(session: Session, filekey: str, answer: Answer) -> Answer:
    """Wait until the wiki has done what it queued. Raises RetryLater when it takes too long, Stopped when cancelled."""
    waited, polls = 0.0, 0
    while answer["result"] == "Poll":
        if waited > PATIENCE:
            raise RetryLater("server", Message("error-slow-assembly", session.host), stops_queue=False)
        pause = POLLS[min(polls, len(POLLS) - 1)]
        session.wait(pause)
        waited, polls = waited + pause, polls + 1
        answer = status(session, filekey)
    return answer


def sha1(session: Session, path: Path) -> str:
    """SHA-1 of a file in hex, read in blocks."""
    digest = hashlib.sha1(usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(16 * BLOCK):
            session.pause_point()
            digest.update(block)
    return digest.hexdigest()


def _body(
    session: Session, path: Path, start: int, count: int, name: str, sent: Callable[[int], None]
) -> Callable[[Mapping[str, Any]], Body]:
    return lambda fields: Body(
        fields, path, start=start, count=count, name=name, cancelled=session.cancelled, sent=sent)
