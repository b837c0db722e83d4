"""The practice wiki itself: its pages, revisions, files and protections, whoever asks for them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import accounts
from .catalogue import pages
from .faults import Faults
from .filters import FILTERS
from .parse import categories_in
from .state import State
from .titles import FILE, Title, read_title


@dataclass(frozen=True, slots=True)
class ProbedImage:
    """What the probe tells of a file: pixels across and down, and its MIME type."""

    width: int
    height: int
    mime: str


# Pixel size of a file on disk. Raises ValueError for what it cannot read, which counts as 0 x 0,
# since MediaWiki takes broken pictures too (commons-contract section 1.5).
Probe = Callable[[Path], ProbedImage]


class Wiki:
    """Everything the API's modules work on."""

    def __init__(
        self, state: State, faults: Faults, probe: Probe, people: tuple[accounts.Account, ...], *,
        known_items_only: bool = False,
    ) -> None:
        self.state = state
        self.faults = faults
        self.probe = probe
        self.people = people
        self.known_items_only = known_items_only
        self.filters = FILTERS
        self.found()

    def found(self) -> None:
        """Make the accounts and first pages, where they are missing."""
        with self.state.writing():
            accounts.seed(self.state, self.people)
            if not self.state.row("SELECT 1 FROM page"):
                for title, text in pages().items():
                    self.save(read_title(title), text=text, user="Admin", comment="")

    def wipe(self) -> None:
        """Forget everything that was done here, and begin anew."""
        self.state.wipe()
        self.found()

    def page(self, title: Title) -> sqlite3.Row | None:
        """The page with this title, if there is one."""
        return self.state.row("SELECT * FROM page WHERE title = ? AND latest IS NOT NULL", title.full)

    def page_by_id(self, number: int) -> sqlite3.Row | None:
        """The page with this number, if there is one."""
        return self.state.row("SELECT * FROM page WHERE id = ? AND latest IS NOT NULL", number)

    def revision(self, number: int) -> sqlite3.Row | None:
        """A revision by its number."""
        return self.state.row("SELECT * FROM revision WHERE id = ?", number)

    def text(self, title: Title) -> str | None:
        """A page's present wikitext, if there is such a page."""
        page = self.page(title)
        revision = self.revision(page["latest"]) if page else None
        return revision["text"] if revision else None

    def save(
        self, title: Title, *, user: str, comment: str, text: str | None = None, entity: dict[str, Any] | None = None,
    ) -> tuple[int, int]:
        """Store a new revision with what is given, keeping the other slot; page and revision number come back."""
        with self.state.writing():
            now = self.state.now()
            page = self.state.row("SELECT * FROM page WHERE title = ?", title.full)
            number = page["id"] if page else self.state.insert("page", ns=title.ns, title=title.full, touched=now)
            before = self.revision(page["latest"]) if page and page["latest"] else None
            text = text if text is not None else before["text"] if before else ""
            stored = json.dumps(entity) if entity is not None else before["entity"] if before else None
            revision = self.state.insert(
                "revision", page=number, parent=before["id"] if before else 0, user=user, comment=comment, time=now,
                text=text, entity=stored)
            self.state.change("UPDATE page SET latest = ?, touched = ? WHERE id = ?", revision, now, number)
            if before is None or before["text"] != text:
                self._link(number, title, text)
            return number, revision

    def _link(self, number: int, title: Title, text: str) -> None:
        self.state.change("DELETE FROM category WHERE page = ?", number)
        for category in categories_in(text, title, self.text):
            self.state.insert("category", page=number, title=category)

    def file(self, name: str) -> sqlite3.Row | None:
        """The current version of a file by its name with spaces, if there is one."""
        return self.state.row("SELECT * FROM version WHERE name = ? AND current = 1", name)

    def files_with(self, sha1: str) -> list[sqlite3.Row]:
        """The current versions with these bytes, by name."""
        return self.state.rows("SELECT * FROM version WHERE sha1 = ? AND current = 1 ORDER BY name", sha1)

    def put_page(self, title: str, text: str) -> int:
        """Write a page as an administrator would; its number comes back."""
        return self.save(read_title(title), text=text, user="Admin", comment="")[0]

    def delete_file(self, name: str) -> None:
        """Delete a file and its page as an administrator would; `name` is without the namespace."""
        title = read_title(name, FILE)
        with self.state.writing():
            for version in self.state.rows("SELECT * FROM version WHERE name = ?", title.text):
                self.state.insert(
                    "deleted", name=version["name"], sha1=version["sha1"], size=version["size"],
                    width=version["width"], height=version["height"], time=version["time"])
            page = self.page(title)
            self.state.insert(
                "log", page=page["id"] if page else 0, title=title.full, action="delete", user="Admin",
                comment="Out of scope", time=self.state.now(), sha1="")
            self.state.change("DELETE FROM version WHERE name = ?", title.text)
            self.state.change("DELETE FROM category WHERE page = (SELECT id FROM page WHERE title = ?)", title.full)
            # A page that is made anew begins anew; its number stays, as nobody can tell from outside.
            self.state.change("DELETE FROM revision WHERE page = (SELECT id FROM page WHERE title = ?)", title.full)
            self.state.change("UPDATE page SET latest = NULL WHERE title = ?", title.full)

    def move_file(self, name: str, new: str) -> None:
        """Give a file and its page another name as an administrator would; both are without the namespace."""
        before, after = read_title(name, FILE), read_title(new, FILE)
        with self.state.writing():
            self.state.change("UPDATE version SET name = ? WHERE name = ?", after.text, before.text)
            self.state.change("UPDATE page SET title = ? WHERE title = ?", after.full, before.full)

    def protect(self, title: str) -> None:
        """Let nobody but administrators create, edit or overwrite this page."""
        wanted = read_title(title)
        with self.state.writing():
            if not self.state.change("UPDATE page SET protection = 'sysop' WHERE title = ?", wanted.full):
                self.state.insert("page", ns=wanted.ns, title=wanted.full, touched=self.state.now(),
                                  protection="sysop")

    def is_protected(self, title: Title) -> bool:
        """Whether only administrators may touch this page."""
        return bool(self.state.row("SELECT 1 FROM page WHERE title = ? AND protection IS NOT NULL", title.full))

    def block(self, name: str, about: dict[str, Any], *, automatic: bool = False) -> None:
        """Block an account; `about` is the API's blockinfo, `automatic` means that its address was blocked."""
        stored = {**about, accounts.AUTOMATIC: automatic}
        with self.state.writing():
            self.state.change("UPDATE account SET block = ? WHERE name = ?", json.dumps(stored), name)
