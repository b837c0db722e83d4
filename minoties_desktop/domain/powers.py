"""What an account may do on its wiki, as the wiki told it; and how it signs in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .pacing import Limit

GRANTS = {"upload": "uploadfile", "edit": "editpage", "createpage": "createeditmovepage",
          "mediainfo-term": "editpage"}
"""The grant that gives a right (commons-contract 2.2); the message `grant-<id>` is the name of its tick-box."""


class Way(StrEnum):
    """How an account signs in."""

    OAUTH = "oauth"
    BOT_PASSWORD = "bot-password"
    TOKEN = "token"


@dataclass(frozen=True, slots=True)
class Powers:
    """What a wiki said at a time (seconds since 1970): whether each right of GRANTS is given, and the limits.

    `limits` are of `upload` and `edit`; none where nothing is limited. `blocked` is the reason of a block, None if
    the account is not blocked; `edits` counts what the account has done.
    """

    checked: float
    rights: Mapping[str, bool]
    limits: Mapping[str, Limit] = field(default_factory=dict)
    blocked: str | None = None
    edits: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """Grants that lack, in the order of GRANTS."""
        return tuple(dict.fromkeys(GRANTS[right] for right in GRANTS if self.rights.get(right) is False))

    def to_json(self) -> dict[str, Any]:
        """As JSON."""
        return {"checked": self.checked, "rights": dict(self.rights), "blocked": self.blocked, "edits": self.edits,
                "limits": {name: [limit.hits, limit.seconds] for name, limit in self.limits.items()}}

    @classmethod
    def from_json(cls, stored: Any) -> Powers | None:
        """What was stored; None for anything that is not what `to_json` gives."""
        try:
            return cls(
                float(stored["checked"]),
                {right: bool(stored["rights"][right]) for right in GRANTS if right in stored["rights"]},
                {str(name): Limit(int(hits), int(seconds)) for name, (hits, seconds) in stored["limits"].items()},
                None if stored["blocked"] is None else str(stored["blocked"]), int(stored["edits"]))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
