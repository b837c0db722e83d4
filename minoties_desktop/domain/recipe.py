"""How a derivative is made of a master: the same recipe makes the same kind of file again."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is to be done: `picture`, to make a JPEG of a kind that Commons does not take; `clean`, the words of
    `domain/privacy.py` for what must not leave with the file."""

    picture: bool = False
    clean: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether the master itself is sent."""
        return not (self.picture or self.clean)

    def to_json(self) -> str:
        """As it is stored with the file; equal recipes are equal texts, and "" does nothing."""
        if self.is_empty:
            return ""
        return json.dumps({"picture": self.picture, "clean": sorted(self.clean)})

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """The recipe of a text."""
        found = json.loads(text) if text else {}
        return cls(bool(found.get("picture")), frozenset(found.get("clean", ())))
