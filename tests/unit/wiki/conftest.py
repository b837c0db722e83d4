"""What the tests of the wiki share: a practice Commons, sessions on it, photographs, small chunks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from minoties_desktop.domain.delivery import Delivery
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.wiki import pace, upload
from minoties_desktop.wiki.lookup import plain
from tests.support.deliveries import Queue, QuickSession, file_delivery, photograph, session
from tests.support.practice import practice_server

__all__ = ["practice_server"]


@pytest.fixture
def commons(practice_server: PracticeCommons) -> PracticeCommons:
    """A practice Commons."""
    return practice_server


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> int:
    """Files of a few kilobytes are sent in chunks of this many bytes, and published asynchronously."""
    chunk = 4096
    monkeypatch.setattr(upload, "WHOLE", chunk)
    monkeypatch.setattr(upload, "ASYNC", chunk)
    for name, size in (("FIRST", chunk), ("LARGEST", chunk), ("SMALLEST", 1024)):
        monkeypatch.setattr(pace, name, size)
    return chunk


@pytest.fixture
def new_session(commons: PracticeCommons, tmp_path: Path) -> Callable[..., QuickSession]:
    """Makes sessions, as each new process would."""

    def make(login: str = "Uploader@minoties", **options: object) -> QuickSession:
        return session(commons.api, tmp_path, login=login, **options)

    return make


@pytest.fixture
def queued(commons: PracticeCommons, tmp_path: Path) -> Callable[..., Queue]:
    """Makes a queue with one photograph in it."""

    def make(title: str = "Weaver at her loom.jpg", seed: int = 1, *, padding: int = 0, **options: str) -> Queue:
        return Queue(file_delivery(photograph(tmp_path, seed, padding=padding), title, commons.api, **options))

    return make


@pytest.fixture
def there(commons: PracticeCommons) -> Callable[[Delivery], list[tuple[str, str]]]:
    """All versions of files on the wiki that hold a delivery's bytes, as (title, user)."""

    def look(row: Delivery) -> list[tuple[str, str]]:
        rows = commons.state.rows("SELECT name, user FROM version WHERE sha1 = ?", row.payload["sha1"])
        return [(plain(found["name"]), found["user"]) for found in rows]

    return look
