"""What to do where somebody else has changed what is to be changed: asked of a person, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...config.messages import Message, Name
from ...domain.errors import AskPerson
from ...domain.merging import Part, Side

MERGE, OURS, THEIRS, PARTS = "merge", "ours", "theirs", "parts"


def asks(shown: Sequence[Part], title: str, host: Name, *, user: str, timestamp: str, of: str) -> AskPerson:
    """The question: keep both where they do not touch (`merge`), ours or theirs where they do, or part by part.

    `of` says what differs: page or data.
    """
    return AskPerson(
        "edit-differs", Message(f"ask-{of}-differs", title, host, user), Message("ask-edit-differs-remedy"),
        choices=(MERGE, OURS, THEIRS, PARTS),
        details={"of": of, "title": title, "user": user, "timestamp": timestamp,
                 "parts": [part.to_json() for part in shown]})


def leaves(answer: Mapping[str, Any] | None) -> bool:
    """Whether a person wants all to stay as it is on the wiki."""
    return bool(answer) and answer.get("choice") == THEIRS


def chosen_sides(answer: Mapping[str, Any], shown: Sequence[Part]) -> list[Side]:
    """The side of each open part that an answer means."""
    differing = [part for part in shown if part.is_open]
    if answer.get("choice") == PARTS:
        given = [Side(one) for one in answer.get("sides", ())]
        return [*given[:len(differing)], *(part.default for part in differing[len(given):])]
    if answer.get("choice") == OURS:
        return [Side.OURS if part.is_clash else part.default for part in differing]
    return [part.default for part in differing]
