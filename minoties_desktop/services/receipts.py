"""What receipts tell of files after their delivery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..config.messages import Day, Lang, Message

DELETED, MOVED, REPLACED, HIDDEN, PAGE, DATA, NAMED = KINDS = (
    "deleted", "moved", "replaced", "hidden", "page", "data", "named")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that became of a delivered file: who did it, when (ISO 8601, "" if unknown), and what in detail."""

    kind: str
    title: str
    user: str = ""
    time: str = ""
    detail: str = ""

    @property
    def message(self) -> Message:
        """The finding in words."""
        if self.kind == DELETED and not self.user:
            return Message("recheck-gone", self.title)
        return Message(f"recheck-{self.kind}", self.title, self.user, Day(self.time[:10]), self.detail)


def notes(receipt: Mapping[str, Any] | None) -> list[Message]:
    """What of others' a delivery of data has left as it was, though it says something else than ours."""
    told = receipt or {}
    found = []
    if languages := told.get("others_captions"):
        found.append(Message("data-others-captions", Lang(" ".join(languages))))
    if properties := told.get("others_statements"):
        found.append(Message("data-others-statements", ", ".join(properties)))
    return found


def findings(receipt: Mapping[str, Any] | None) -> list[Finding]:
    """What the last recheck of a delivery has found; nothing if all stood as it was delivered."""
    return [Finding(**one) for one in (receipt or {}).get("found", ())]
