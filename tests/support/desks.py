"""A person's desk for journeys: a library with ready photographs, a terminal, and a wiki that can misbehave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.practice.accounts import PUBLIC, SECRET, TEST_WIKI
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.services import practising
from minoties_desktop.services.library import Library

from .arrived import Requests, exactly_once, rows
from .practice import probe_head
from .queues import SMALL, ready
from .secrets import SecretService
from .terminal import Ended, Terminal


@dataclass
class Desk:
    """`items` are ids by title; `site` is what `--site` takes."""

    folder: Path
    items: dict[str, str]
    server: PracticeCommons
    requests: Requests
    terminal: Terminal
    site: str

    def queue(self) -> None:
        """Queue everything for the wiki."""
        assert self.terminal("queue", "--site", self.site)["held"] == []

    def sync(self, *words: str) -> Ended:
        """Send what is due now."""
        return self.terminal.do("sync", "--once", *words)

    def again(self) -> Ended:
        """Have everything that stopped tried again, now."""
        self.terminal("retry", *self.items.values())
        return self.sync()

    def is_complete(self) -> None:
        """Everything arrived exactly once."""
        exactly_once(self.folder, self.server, self.items)

    def state(self, title: str, target: str = "commons_file") -> dict[str, Any]:
        """The delivery of an item, as `show` tells it."""
        shown = self.terminal("show", self.items[title])
        [found] = [one for one in shown["deliveries"] if one["target"] == target and one["wiki"] == self.site]
        return found

    def wait(self, title: str) -> float:
        """Seconds between a file's last stop and its next try, to the tenth."""
        [row] = [row for row in rows(self.folder) if row.item == self.items[title] and row.target == "commons_file"]
        return round(row.next_try - datetime.fromisoformat(row.changed).timestamp(), 1)

    def uploads(self) -> list[str]:
        """The names of the files that were published, in that order."""
        return [row["title"].removeprefix("File:") for row in self.server.state.rows("SELECT * FROM log ORDER BY id")]


@contextmanager
def practising_desk(folder: Path, sizes: Mapping[str, int]) -> Iterator[Desk]:
    """A library with its own practice Commons, where everything is queued; large files go in even chunks."""
    items = ready(folder, sizes, site=PRACTICE)
    library = Library(folder)
    try:
        with practising.served(library) as server:
            yield Desk(folder, items, server, Requests(server), Terminal(folder).in_even_chunks(), PRACTICE)
    finally:
        library.close()


@contextmanager
def signed_in_desk(
    folder: Path, keyring: SecretService, login: str = "Uploader@minoties", *, secret: str = SECRET,
) -> Iterator[Desk]:
    """A library with two photographs that are queued for a wiki by its address, and a bot password in a keyring."""
    name = login.partition("@")[0]
    items = ready(folder / "library", {"Weaver": SMALL, "Wooden loom": SMALL}, author=name)
    terminal = Terminal(folder / "library", keyring.environment)
    with PracticeCommons(folder / "wiki", probe=probe_head, people=PUBLIC + TEST_WIKI).serving() as server:
        desk = Desk(folder / "library", items, server, Requests(server), terminal, server.api)
        added = terminal.do("account", "add", login, "--site", server.api, typed=f"{secret}\n")
        assert added.answer == {"name": name, "site": server.api}
        desk.queue()
        yield desk
