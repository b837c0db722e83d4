"""The practice Commons as a whole, whether it is served or not: its memory, its faults, its controls."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import oauth, stash
from .accounts import PUBLIC, Account
from .faults import Faults
from .state import State
from .wiki import Probe, Wiki


class Commons:
    """A practice wiki in a folder. `address` is where it is served, without a slash at the end."""

    def __init__(
        self, folder: Path, *, probe: Probe, people: tuple[Account, ...] = PUBLIC, known_items_only: bool = False,
    ) -> None:
        self.faults = Faults()
        self.state = State(folder)
        self.wiki = Wiki(self.state, self.faults, probe, people, known_items_only=known_items_only)
        self.address = ""

    @property
    def api(self) -> str:
        """The API's address."""
        return f"{self.address}/w/api.php"

    @property
    def gallery(self) -> str:
        """The address of the page that shows what is here."""
        return f"{self.address}/"

    def wipe(self) -> None:
        """Forget everything that was uploaded or changed, sessions too."""
        self.wiki.wipe()

    def expire_stash(self) -> None:
        """Let the stash and every chunked upload expire."""
        stash.expire(self.wiki)

    def end_sessions(self) -> None:
        """Log everybody out."""
        with self.state.writing():
            self.state.change("DELETE FROM session")

    def expire_tokens(self) -> None:
        """Let the time of every access token be over."""
        oauth.expire(self.state, "access")

    def end_refreshing(self) -> None:
        """Let the time of every refresh token be over too: only a new login helps."""
        oauth.expire(self.state, "access")
        oauth.expire(self.state, "refresh")

    def revoke_consent(self) -> None:
        """Take back what was allowed to programs."""
        oauth.revoke(self.state)

    def control(self, wanted: Mapping[str, Any]) -> None:
        """Do what another process asks: a fault to switch on, `clear`, `release`, or one of the deeds above.

        Raises ValueError or TypeError for what is none of these.
        """
        deeds = {"expire-stash": self.expire_stash, "end-sessions": self.end_sessions, "wipe": self.wipe,
                 "expire-tokens": self.expire_tokens, "end-refreshing": self.end_refreshing,
                 "revoke-consent": self.revoke_consent}
        if "clear" in wanted:
            self.faults.clear(wanted["clear"])
        elif "release" in wanted:
            self.faults.release(wanted["release"])
        elif wanted.get("kind") in deeds:
            deeds[wanted["kind"]]()
        else:
            self.faults.add(**Faults.fault_from(wanted))
