"""The library's communities taken in from lists and written to them: tables like a glossary's, one community a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..config.messages import Message
from ..domain import glossary as tables
from ..domain.community import Community
from ..domain.errors import UsageFault
from ..domain.glossary import Term
from ..domain.searching import searchable
from ..store import communities
from . import glossary
from .glossary import Taken
from .library import Library
from .tagging import Tagging

TABLE = "community"


def take(library: Library, tagging: Tagging, path: Path) -> Taken:
    """Take in the communities of a file; one that is there, by its item or by its name, gets what the file says beside
    what it has. One step of undo. Raises UsageFault, before anything is written."""
    try:
        terms = tables.parse(glossary.read(path))
    except UsageFault as fault:
        raise UsageFault(fault.message, Message("error-communities-remedy"), code="communities") from fault
    known = communities.listed(library.database)
    wanted: dict[str, dict[str, Any]] = {}
    for term in terms:
        there = _same(known, term)
        key = there.id if there else f"new {_key(term.name)}"
        wanted[key] = _with(wanted.get(key) or (_row(there) if there else {"name": term.name}), term)
    before = {one.id: _row(one) for one in known}
    changed = [key for key in wanted if key in before and wanted[key] != before[key]]
    fresh = [key for key in wanted if key not in before]
    with tagging.as_one(Message("action-communities-take", len(wanted), path.name)):
        for key in changed:
            tagging.edit(TABLE, key, _kept(wanted[key]))
        for key in fresh:
            tagging.create(TABLE, _kept(wanted[key]))
    return Taken(len(fresh), len(changed))


def _same(known: list[Community], term: Term) -> Community | None:
    by_item = [one for one in known if term.item and one.item == term.item]
    by_name = [one for one in known if _key(one.name) == _key(term.name) and not (one.item and term.item)]
    return next(iter(by_item or by_name), None)


def _key(name: str) -> str:
    return searchable(name).strip()


def _row(one: Community) -> dict[str, Any]:
    return {"name": one.name, "item": one.item, "names": dict(one.names)}


def _with(row: Mapping[str, Any], term: Term) -> dict[str, Any]:
    return {"name": row["name"], "item": term.item or row.get("item", ""),
            "names": {**row.get("names", {}), **term.all_texts}}


def _kept(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "names": json.dumps(row["names"], ensure_ascii=False)}


def called(library: Library) -> dict[str, list[str]]:
    """Everything that communities are called, by their ids."""
    return {one.id: one.all_names for one in communities.listed(library.database)}


def table(library: Library) -> str:
    """All communities as such a table."""
    return tables.written(Term(one.name, "", one.item, one.names) for one in communities.listed(library.database))


def write(library: Library, path: Path) -> None:
    """Write that table. Raises UsageFault where that can't be."""
    glossary.write_text(path, table(library))
