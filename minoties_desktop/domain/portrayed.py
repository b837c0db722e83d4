"""Persons in a picture and what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from . import dates

SPOKEN, WRITTEN, FORM = WAYS = ("spoken", "written", "form")
"""How somebody agreed; a form is kept with the record."""
COMMONS, NAME = SCOPES = ("commons", "name")
"""What somebody agreed to: that the picture is published for everybody's use; that they are named with it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a picture (private, all of it): when and how they agreed, in which language they were asked, to what.

    `guardian` gave the word for a minor; `document` is the form, relative to the library. `withdrawn` and `asked` are
    days: since when they agree no more, and when the deletion of what was published by then was asked for.
    """

    id: str
    item: str
    name: str
    agreed: str = ""
    how: str = ""
    language: str = ""
    scope: tuple[str, ...] = ()
    minor: bool = False
    guardian: str = ""
    document: str = ""
    withdrawn: str = ""
    asked: str = ""

    @property
    def has_said(self) -> bool:
        """Whether anything is recorded but the name."""
        return bool(self.agreed or self.how or self.scope)

    def lacks(self, now: datetime) -> str:
        """The first thing that their consent lacks: agreed, how, language, scope, document or guardian; "" for
        nothing."""
        if not _has_been(self.agreed, now):
            return "agreed"
        if self.how not in WAYS:
            return "how"
        if not self.language:
            return "language"
        if COMMONS not in self.scope:
            return "scope"
        if self.how == FORM and not self.document:
            return "document"
        return "guardian" if self.minor and not self.guardian else ""


def _has_been(text: str, now: datetime) -> bool:
    """Whether a text is a day that is not still to come."""
    try:
        return bool(text) and not dates.is_future(dates.parse(text), now)
    except ValueError:
        return False
