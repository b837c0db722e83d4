"""The wikis that a delivery can go to."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from ..config.messages import Message, Name

COMMONS = "commons"
WIKIDATA = "wikidata"
PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Site:
    """A wiki by its id: `commons`, `practice`, or its API address; `api` is where requests go."""

    id: str
    api: str

    @property
    def is_practice(self) -> bool:
        """Whether this is the practice Commons, where nothing counts."""
        return self.id == PRACTICE

    @property
    def host(self) -> Name:
        """What people call it: host and port; the practice Commons, whose port says nothing, by its name."""
        return Message("site-practice") if self.is_practice else urlsplit(self.api).netloc


COMMONS_API = "https://commons.wikimedia.org/w/api.php"
WIKIDATA_API = "https://www.wikidata.org/w/api.php"
"""Where the items are that files on Commons speak of; it is only read."""

PRACTICE_ACCOUNT = "Learner"
PRACTICE_LOGIN = "Learner@minoties"
PRACTICE_PASSWORD = "0123456789abcdefghijklmnopqrstuv"
"""The practice Commons' one account: known to everybody, so it never enters a keyring."""

PRACTICE_CLIENT = "minoties-desktop-practice"
"""The number under which this program is registered on the practice Commons."""
CALLBACK_PATH = "/callback"
"""Where a wiki sends the browser back to, on 127.0.0.1 with any port (commons-contract section 2.1)."""


def is_api_address(text: str) -> bool:
    """Whether a text is a wiki's API address: http only for this machine itself; never with a password in it."""
    try:
        parts = urlsplit(text)
        hosted = bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return False
    local = parts.hostname in ("127.0.0.1", "::1", "localhost")
    return hosted and text == parts.geturl() and text.endswith("/api.php") and not (parts.query or parts.fragment) and (
        parts.scheme == "https" or (parts.scheme == "http" and local))
