"""The library's communities, and which of them is meant by a name in any language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..domain.community import Community
from ..domain.searching import searchable
from .database import Database


def listed(database: Database) -> list[Community]:
    """All communities that were not removed, oldest first."""
    return [of_row(row) for row in database.reading().execute(
        "SELECT id, name, item, names FROM community WHERE deleted IS NULL ORDER BY created, id")]


def of_row(row: Mapping[str, Any]) -> Community:
    """The community of a row of the register."""
    return Community(row["id"], row["name"], json.loads(row["names"]), row["item"])


def meant(database: Database, words: str) -> Community | None:
    """The only community that is called so in some language, however it is written; None for none or several."""
    wanted = searchable(words).strip()
    found = [one for one in listed(database) if wanted in {searchable(name).strip() for name in one.all_names}]
    return found[0] if wanted and len(found) == 1 else None


def beginning(database: Database, key: str) -> list[Community]:
    """The communities with a name that begins like a text (as `searchable` makes it), in any language."""
    return [one for one in listed(database) if any(searchable(name).startswith(key) for name in one.all_names)]
