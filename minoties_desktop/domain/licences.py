"""Licences that Commons takes, read from `resources/vocab/licences.toml`."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from ..config.messages import Message
from ..config.resources import resource

_CC = re.compile(r"cc-([a-z-]+)-(\d\.\d)")


@dataclass(frozen=True, slots=True)
class Rule:
    """What has to be known of a work before it is in the public domain for a reason; years that have ended since.

    `died_before` is the year before which its maker died; `unknown`: nobody knows when they did; `countries`: it was
    first published in one of these; `sound`: whether it holds for sound recordings.
    """

    died: int = 0
    published: int = 0
    made: int = 0
    died_before: int = 0
    unknown: bool = False
    countries: tuple[str, ...] = ()
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its page text for own and for others' work, and its structured data (P6216, P275, P1001/P459).

    `name` is a proper name such as CC BY 4.0, or the key of a message for one that is described.
    `years` is how old a work must at least be, 0 if its age does not matter; `rule` is what makes a work one of the
    public domain, None for a licence. `tags` stand beside the template. `source` names where all of it was taken from.
    """

    id: str
    name: str
    own: bool
    third_party: bool
    self_template: str
    template: str
    status: str
    items: tuple[str, ...]
    grounds: tuple[tuple[str, str], ...] = ()
    years: int = 0
    tags: str = ""
    rule: Rule | None = None
    source: str = ""

    @property
    def label(self) -> Message:
        """The name for people."""
        return Message(self.name) if self.name.startswith("licence-") else Message("licence-name", self.name)

    @property
    def address(self) -> str:
        """The page of a Creative Commons licence at its maker's, "" for others."""
        match = _CC.fullmatch(self.id)
        if self.id == "cc-zero":
            return "https://creativecommons.org/publicdomain/zero/1.0/"
        return f"https://creativecommons.org/licenses/{match[1]}/{match[2]}/" if match else ""

    def page_text(self, *, by_uploader: bool) -> str:
        """The template for the page: `{{self|...}}` only where the uploader is the author."""
        return self.self_template if by_uploader and self.self_template else self.template


    def reason(self, died: str = "", country: str = "") -> str:
        """The template alone, without braces, as another template takes it: `PD-old-auto-expired|deathyear=1921`.

        `died` is the year of the maker's death and `country` that of the first publication, which some templates name.
        """
        text = self.template.strip("{}")
        for name, value in (("died", died), ("country", country)):
            text = text.replace(f"${name}", value)
        return text

    @property
    def names_death(self) -> bool:
        """Whether its template says when the maker died."""
        return "$died" in self.template


def _licence(licence_id: str, entry: dict[str, Any]) -> Licence:
    entry = {"id": licence_id, **entry}
    entry["self_template"] = entry.pop("self")
    entry["items"] = tuple(entry["items"])
    if rule := entry.get("rule"):
        entry["rule"] = Rule(**{**rule, "countries": tuple(rule.get("countries", ()))})
    entry["grounds"] = tuple((place, method) for place, method in entry.get("grounds", ()))
    return Licence(**entry)


@functools.cache
def licences() -> dict[str, Licence]:
    """All licences by id, in the order they are offered."""
    import tomllib  # late: most starts need no licence

    entries = tomllib.loads(resource("vocab", "licences.toml").read_text(encoding="utf-8"))
    return {licence_id: _licence(licence_id, entry) for licence_id, entry in entries.items()}
