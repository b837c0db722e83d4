"""One delivery to a wiki: what is frozen, what has happened, and the steps it takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .states import State


@dataclass(frozen=True, slots=True)
class Delivery:
    """One outbox row as a target sees it.

    `payload` was frozen at queueing: for a file `title` (with extension, without namespace), `path` (absolute),
    `size` (bytes), `sha1` (hex), `original` (the SHA-1 of what a derivative was made of), `mime`, `wikitext`,
    `summary`; for data `labels`, `claims` (with our statement ids' UUID parts in `guids`), `summary`. `facts` is what
    was learned under way (filekey, offset, pageid, ...). `answer` is a person's answer to an earlier question:
    {"choice": id, ...}. `parent` holds the receipt of the row that this one depends on. `ask_leave` is called right
    before a file of which the wiki has nothing yet is made public, and raises a Fault where that is not allowed.
    """

    id: str
    item: str
    target: str
    wiki: str
    account: str
    state: State
    payload: dict[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] | None = None
    parent: dict[str, Any] | None = None
    ask_leave: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Step:
    """Stored before the target goes on: the new state, the facts learned so far, and at the end the receipt."""

    state: State
    facts: dict[str, Any] = field(default_factory=dict)
    receipt: dict[str, Any] | None = None
