"""The way to a wiki as a ladder of four rungs: what was tried, where it failed, and the one thing that mends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..config.messages import Message


class Rung(StrEnum):
    """The rungs, lowest first; each can only be tried once those below it hold."""

    NETWORK = "network"
    INTERNET = "internet"
    WIKI = "wiki"
    ACCOUNT = "account"


RUNGS = tuple(Rung)


class Remedy(StrEnum):
    """What mends a rung: the button that stands beside it."""

    RETRY = "retry"
    PORTAL = "portal"
    ACCOUNT = "account"


KINDS = {
    "no-network": "offline", "dns": "offline", "no-internet": "offline", "proxy": "proxy", "proxy-login": "proxy",
    "portal": "portal", "portal-named": "portal", "intercepted": "insecure", "tls": "insecure",
    "certificate-old": "insecure", "clock-behind": "clock", "clock-ahead": "clock", "refused": "wiki", "silent": "wiki",
    "broken-off": "line", "wiki-down": "wiki", "turned-away": "wiki",
}
"""What people call each trouble; those of the account are one kind of their own."""
ACCOUNT_KIND = "account"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps us from a wiki: its code, the rung it is on, sentence and remedy, and when it was found (since 1970).

    `address` is the page that mends it, for a portal; `tried` are the steps that were made, for those who want to know.
    """

    code: str
    rung: Rung
    message: Message
    remedy: Message
    found: float = 0.0
    button: Remedy = Remedy.RETRY
    address: str = ""
    tried: tuple[Message, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"code": self.code, "rung": str(self.rung), "message": self.message.to_json(),
                "remedy": self.remedy.to_json(), "found": self.found, "button": str(self.button),
                "address": self.address, "tried": [step.to_json() for step in self.tried]}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Trouble:
        """From its stored form."""
        return cls(stored["code"], Rung(stored["rung"]), Message.from_json(stored["message"]),
                   Message.from_json(stored["remedy"]), stored["found"], Remedy(stored["button"]), stored["address"],
                   tuple(Message.from_json(step) for step in stored["tried"]))

    @property
    def kind(self) -> str:
        """What people call it."""
        return KINDS.get(self.code, ACCOUNT_KIND)

    def held(self, rung: Rung) -> bool | None:
        """Whether a rung held: True below the trouble, False where it is, None above, where nothing could be tried."""
        place, own = RUNGS.index(rung), RUNGS.index(self.rung)
        return True if place < own else False if place == own else None
