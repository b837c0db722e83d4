"""Which items are wanted, and in which order: the language of the find field and of `minoties items`."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from ..config.messages import Message
from .errors import UsageFault
from .states import ItemState

SORTS = ("taken", "title", "added")


@dataclass(frozen=True, slots=True)
class Query:
    """What to list: of one activity (id), in one state, with a problem (code), containing words, and brought by some
    imports (ids, parted by blanks)."""

    activity: str = ""
    state: str = ""
    problem: str = ""
    words: str = ""
    imports: str = ""
    sort: str = "taken"
    reverse: bool = False


def parse(text: str) -> Query:
    """A Query from words and from `activity:ID`, `state:STATE`, `problem:CODE`, `sort:ORDER`.

    Raises UsageFault for a state or an order that there is none of.
    """
    try:
        parts = shlex.split(text)
    except ValueError:
        parts = text.split()
    found: dict[str, str] = {}
    words = []
    for part in parts:
        name, colon, value = part.partition(":")
        if colon and name in ("activity", "state", "problem", "sort"):
            found[name] = value
        else:
            words.append(part)
    if found.get("state", "") not in ("", *ItemState):
        raise UsageFault(Message("error-unknown-state", found["state"], ", ".join(ItemState)), code="unknown-state")
    if found.get("sort", "taken") not in SORTS:
        raise UsageFault(Message("error-unknown-sort", found["sort"], ", ".join(SORTS)), code="unknown-sort")
    return Query(words=" ".join(words), **found)
