"""How a derivative is made of a master: the same recipe makes the same kind of file again."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is to be done: `picture`, to make a JPEG of a kind that Commons does not take; `clean`, the words of
    `domain/privacy.py` for what must not leave with the file; `book`, to bind these very pages (a digest of them) into
    one PDF, or to make the only one's shape (`leaf`); `text`, the codes of the languages that are read on them."""

    picture: bool = False
    clean: frozenset[str] = frozenset()
    book: str = ""
    leaf: str = ""
    text: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the master itself is sent."""
        return not (self.picture or self.clean or self.book or self.leaf)

    def to_json(self) -> str:
        """As it is stored with the file; equal recipes are equal texts, and "" does nothing."""
        if self.is_empty:
            return ""
        more = {name: value for name, value in (("book", self.book), ("leaf", self.leaf), ("text", list(self.text)))
                if value}
        return json.dumps({"picture": self.picture, "clean": sorted(self.clean), **more})

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """The recipe of a text."""
        found = json.loads(text) if text else {}
        return cls(bool(found.get("picture")), frozenset(found.get("clean", ())), found.get("book", ""),
                   found.get("leaf", ""), tuple(found.get("text", ())))
