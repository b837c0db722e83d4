"""Sending a file: in one request, or in chunks to the stash and from there to its page."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..config.messages import Message
from ..domain.errors import RetryLater
from . import errors
from .body import BLOCK, Body
from .session import Session

WHOLE = 8 << 20
"""Bytes up to which a file goes in one request; above it a lost connection would cost too much."""
ASYNC = 10 << 20
"""Bytes above which the wiki publishes while we ask for its progress (as UploadWizard does; commons-contract 1.2)."""
POLLS = (0.3, 0.5, 1.0, 2.0)
"""Seconds between questions about work under way; the last one repeats, at most for PATIENCE."""
PATIENCE = 600.0

Answer = dict[str, Any]


def whole(session: Session, path: Path, title: str, wikitext: str, summary: str) -> Answer:
    """Upload and publish in one request, never over a warning."""
    size = path.stat().st_size
    return _send(session, path, 0, size, "file", action="upload", filename=title, comment=summary, text=wikitext,
                 watchlist="preferences")


def chunk(session: Session, path: Path, *, name: str, offset: int, count: int, filekey: str | None) -> Answer:
    """Send a part of a file into the stash.

    Warnings are put off (commons-contract 1.4: one on a chunk strands the chunk); the publishing asks for them.
    Assembling is asynchronous, since only then a lost last answer can be asked for again (1.3).
    """
    return _send(
        session, path, offset, count, "chunk", action="upload", stash="1", filename=name,
        filesize=str(path.stat().st_size), offset=str(offset), filekey=filekey if offset else None,
        ignorewarnings="1", **{"async": "1"})


def _send(session: Session, path: Path, start: int, count: int, name: str, **params: Any) -> Answer:
    """Send bytes of a file as the part `name`, and note what the line made of them."""
    size, begun, gone = path.stat().st_size, time.monotonic(), 0

    def sent(number: int) -> None:
        nonlocal gone
        gone = number
        session.progress(start + number, size)

    def body(fields: Mapping[str, Any]) -> Body:
        return Body(fields, path, start=start, count=count, name=name, cancelled=session.cancelled, sent=sent,
                    block=session.pace.block)

    try:
        answer = session.attempt(body=body, **params)["upload"]
    except RetryLater:
        session.pace.lost(gone)
        raise
    except errors.ApiError as error:
        if error.code == "missingparam":  # a body over PHP's limit is dropped, all of it (commons-contract 11.2)
            raise errors.ApiError("request-too-large", error.text, error.data) from error
        raise
    session.pace.took(count, time.monotonic() - begun)
    return answer


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
    digest, block = hashlib.sha1(usedforsecurity=False), memoryview(bytearray(4 * BLOCK))
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(block):
            session.pause_point()
            digest.update(block[:count])
    return digest.hexdigest()

