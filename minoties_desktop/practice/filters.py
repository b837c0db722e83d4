"""Abuse filters: which uploads a wiki warns of or disallows by their title or text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .titles import Title


@dataclass(frozen=True, slots=True)
class Filter:
    """An abuse filter: what it does (disallow, warn) and which uploads it catches, by title or text.

    `unless` catches texts in which the pattern is not found.
    """

    number: str
    name: str
    action: str
    pattern: re.Pattern[str]
    about: str = "text"
    unless: bool = False

    def catches(self, title: Title, text: str) -> bool:
        """Whether this upload is one of those."""
        found = bool(self.pattern.search(title.full if self.about == "title" else text))
        return found != self.unless


# Those of the test wiki (commons-contract section 11).
FILTERS = (
    Filter("1", "Advertisement", "disallow", re.compile(r"buy (it|them) now", re.IGNORECASE)),
    Filter("2", "No licence", "warn", re.compile(r"\{\{\s*(self|cc-|pd-|fal|licensed-pd)", re.IGNORECASE), unless=True),
)
