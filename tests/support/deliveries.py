"""Deliveries as the queue makes them, and a queue that keeps only what is stored."""

from __future__ import annotations

import contextlib
import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from minoties_desktop.domain.delivery import Delivery, Step
from minoties_desktop.domain.errors import RetryLater
from minoties_desktop.domain.sites import Site
from minoties_desktop.domain.states import FOLLOWS, State
from minoties_desktop.practice.accounts import SECRET
from minoties_desktop.wiki.session import Session
from minoties_desktop.wiki.targets import target
from tests.support.photographs import jpeg_bytes

PAGE = ("=={{int:filedesc}}==\n{{Information\n|description={{es|1=Una prueba}}\n}}\n\n"
        "=={{int:license-header}}==\n{{self|cc-by-sa-4.0}}\n\n[[Category:Photo walks]]")


class QuickSession(Session):
    """A session that does not really wait, and counts what it sends."""

    waited = 0.0
    sent = 0

    def wait(self, seconds: float) -> None:
        """Only note the time, but let the server have a moment."""
        self.waited += seconds
        super().wait(0.02)


def session(
    api: str, folder: Path, *, login: str = "Uploader@minoties", secret: str = SECRET,
    cancelled: Callable[[], bool] = lambda: False, progress: Callable[[int, int], None] = lambda done, total: None,
) -> QuickSession:
    """A new session of an account of the test wikis."""
    return QuickSession(Site(api, api), login.partition("@")[0], lambda: (login, secret),
                        data_folder=folder / "wiki", cancelled=cancelled, progress=progress)


def photograph(folder: Path, seed: int, *, padding: int = 0) -> Path:
    """A JPEG file that no other seed gives, with that many bytes after its end."""
    path = folder / f"photograph-{seed}.jpg"
    path.write_bytes(jpeg_bytes(seed, (120, 80)) + bytes((seed + index) % 251 for index in range(padding)))
    return path


def file_delivery(path: Path, title: str, api: str, *, wikitext: str = PAGE, account: str = "Uploader") -> Delivery:
    """A queued file."""
    data = path.read_bytes()
    payload = {"title": title, "path": str(path), "size": len(data), "mime": "image/jpeg", "wikitext": wikitext,
               "sha1": hashlib.sha1(data).hexdigest(), "summary": "Test"}
    return Delivery("row-1", "item-1", "commons_file", api, account, State.QUEUED, payload)


@dataclass
class Queue:
    """One row of a queue: what was stored last is all that a new process knows."""

    row: Delivery
    steps: list[Step] = field(default_factory=list)

    @property
    def states(self) -> list[State]:
        """All states that were stored, in their order."""
        return [step.state for step in self.steps]

    @property
    def receipt(self) -> dict[str, Any] | None:
        """The receipt, once it is done."""
        return self.steps[-1].receipt if self.steps else None

    def run(self, with_session: Session, *, die_after: int | None = None) -> dict[str, Any] | None:
        """Deliver as the sync does; with `die_after` the process dies once it has stored that many steps."""
        for count, step in enumerate(target(self.row.target).steps(self.row, with_session), 1):
            before = self.row.state
            assert step.state in FOLLOWS[before], f"{before} -> {step.state}"
            self.steps.append(step)
            self.row = replace(self.row, state=step.state, facts=dict(step.facts))
            if die_after is not None and count >= die_after:
                return None
        return self.receipt

    def run_until_done(self, new_session: Callable[[], Session], *, tries: int = 10) -> dict[str, Any] | None:
        """Deliver with a new session, and again after each failure that goes away by itself."""
        for _ in range(tries):
            try:
                return self.run(new_session())
            except RetryLater:
                continue
        raise AssertionError("it never arrived")

    def run_until_killed(self, new_session: Callable[[], Session], die_after: int) -> None:
        """Deliver until the process dies, a failure that goes away by itself, or the end."""
        if self.row.state is State.DONE:
            return
        with contextlib.suppress(RetryLater):
            self.run(new_session(), die_after=die_after)

    def answer(self, **answer: Any) -> None:
        """A person's answer to the question that the row waits with; each is another one, even in the same words."""
        self.row = replace(self.row, answer={"id": str(uuid.uuid4()), **answer})
