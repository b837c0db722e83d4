"""The disk may be full at any write: the sync ends in words, and the next one goes on and sends nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.services import practising
from minoties_desktop.services.accounts import chosen
from minoties_desktop.services.gate import Wishes
from minoties_desktop.services.library import Library
from minoties_desktop.services.standing import Outcome
from minoties_desktop.services.syncing import sync
from minoties_desktop.store.database import Database, Write
from minoties_desktop.wiki import pace, upload
from tests.support.arrived import Requests, exactly_once
from tests.support.queues import CHUNKED, SMALL, ready

WRITES = {"upload-file": 1, "upload-chunk-first": 1, "upload-chunk-middle": 1, "upload-chunk-last": 1,
          "upload-publish": 1, "wbeditentity": 2}
"""The requests that it takes when nothing goes wrong."""
FAILURES = 2
"""Writes in a row that find the disk full: what stopped can't always be stored either."""


class Disk:
    """Full from the nth write of a library on, for some writes; never while `full_from` is 0."""

    def __init__(self) -> None:
        self.writes = self.full_from = 0

    @contextmanager
    def writing(self, database: Database, write: Write) -> Iterator[Write]:
        """One write transaction, which fails as SQLite's do: at the end, with nothing stored."""
        self.writes += 1
        number = self.writes
        yield write
        if self.full_from and self.full_from <= number < self.full_from + FAILURES:
            write.execute("PRAGMA max_page_count = 1")
            write.execute("CREATE TABLE big (data)")
            write.execute("INSERT INTO big VALUES (zeroblob(1000000))")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    found, writing = Disk(), Database.writing

    @contextmanager
    def narrow(database: Database, **how: bool) -> Iterator[Write]:
        with writing(database, **how) as write, found.writing(database, write):
            yield write

    monkeypatch.setattr(Database, "writing", narrow)
    monkeypatch.setattr(upload, "POLLS", (0.02,))
    monkeypatch.setattr(pace, "LARGEST", pace.FIRST)  # chunks of one size, however fast the line is
    monkeypatch.setattr(pace, "SMALLEST", pace.FIRST)
    return found


def test_full_at_any_write_the_sync_ends_in_words_and_the_next_one_goes_on(disk: Disk, tmp_path: Path) -> None:
    nth = 0
    while disk.writes >= nth:
        nth += 1
        folder = tmp_path / str(nth)
        items = ready(folder, {"Weaver": SMALL, "Looms of the village": CHUNKED}, site=PRACTICE)
        host = Library(folder)
        with practising.served(host) as server:
            requests = Requests(server)
            disk.writes, disk.full_from = 0, nth
            ended = _synced(folder)
            assert isinstance(ended, Outcome) == (disk.writes < nth), "a full disk was not said"
            if isinstance(ended, EnvironmentFault):
                assert ended.code == "disk-full" and ended.remedy
            reached, disk.full_from = disk.writes, 0
            assert sorted(_synced(folder).done) == sorted(items.values())
            exactly_once(folder, server, items)
            # The key of the first chunk may be lost with its reply; all else is found again on the wiki.
            first = requests.begun["upload-chunk-first"]
            assert first in (1, 2)
            assert requests.writes() == {**WRITES, "upload-chunk-first": first}, nth
            disk.writes = reached
        host.close()
    assert nth > 15


def _synced(folder: Path) -> Outcome | EnvironmentFault:
    """What a sync in a new process would end with."""
    library = Library(folder)
    try:
        return sync(library, chosen(None, PRACTICE), Wishes(once=True))
    except EnvironmentFault as fault:
        return fault
    finally:
        library.close()
