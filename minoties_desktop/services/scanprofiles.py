"""Profiles: how scanners are set up, under names."""

from __future__ import annotations

import json

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.scanning import Profile, Setup
from .library import Library
from .tagging import Tagging

TABLE = "scan_profile"


def listed(library: Library) -> list[Profile]:
    """All profiles, by name."""
    rows = library.registers[TABLE].list()
    return sorted((_profile(row) for row in rows), key=lambda profile: profile.name.casefold())


def get(library: Library, profile: str) -> Profile:
    """One profile by its id. Raises UsageFault where there is none."""
    return _profile(library.registers[TABLE].get(profile))


def save(library: Library, tagging: Tagging, name: str, setup: Setup, *, profile: str = "") -> str:
    """Keep a setup under a name, as a new profile or in place of one (id); returns its id.

    Raises UsageFault without a name.
    """
    name = " ".join(name.split())
    if not name:
        raise UsageFault(Message("error-name-needed", Message("word-scan_profile"), "--name"), code="name-needed")
    row = {"name": name, "content": json.dumps(setup.to_json())}
    if profile:
        tagging.edit(TABLE, profile, row)
        return profile
    return tagging.create(TABLE, row)


def remove(library: Library, tagging: Tagging, profile: str) -> Changes:
    """Take a profile away; undo brings it back."""
    return tagging.remove_row(TABLE, profile)


def setup_of(text: str) -> Setup:
    """The setup of a stored text; the usual one where it makes no sense."""
    try:
        return Setup.from_json(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Setup()


def _profile(row: dict[str, str]) -> Profile:
    return Profile(row["id"], row["name"], setup_of(row["content"]))
