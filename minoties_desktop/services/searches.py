"""Searches that are kept under a name, and what one can search by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.query import Query, from_json
from ..store import filters
from .library import Library

if TYPE_CHECKING:
    from .tagging import Tagging

TABLE = "saved_search"


@dataclass(frozen=True, slots=True)
class Search:
    """A kept search: its id, its name, and what it finds."""

    id: str
    name: str
    query: Query


def listed(library: Library) -> list[Search]:
    """All kept searches, by name."""
    return sorted(map(_search, library.registers[TABLE].list()), key=lambda one: one.name.casefold())


def get(library: Library, search: str) -> Search:
    """One of them by its id. Raises UsageFault if there is none."""
    return _search(library.registers[TABLE].get(search))


def _search(row: Mapping[str, str]) -> Search:
    try:
        query = from_json(json.loads(row["query"]))
    except ValueError:
        query = Query()
    return Search(row["id"], row["name"], query)


def save(library: Library, tagging: Tagging, name: str, query: Query) -> str:
    """Keep a search under a name, in place of the one that has it; returns its id.

    Who is portrayed is private and not kept. Raises UsageFault without a name, and for a search that narrows nothing.
    """
    name, kept = " ".join(name.split()), replace(query, person="")
    if not name:
        raise UsageFault(Message("error-name-needed", Message("word-saved_search"), "--name"), code="name-needed")
    if not kept.parts:
        raise UsageFault(Message("error-search-empty"), Message("error-search-empty-remedy"), code="search-empty")
    row = {"name": name, "query": json.dumps(kept.to_json(), ensure_ascii=False)}
    same = next((one.id for one in listed(library) if one.name.casefold() == name.casefold()), None)
    if same is None:
        return tagging.create(TABLE, row)
    tagging.edit(TABLE, same, row)
    return same


def rename(library: Library, tagging: Tagging, search: str, name: str) -> Changes:
    """Call a kept search something else. One step of undo. Raises UsageFault without a name, and for the name of
    another one."""
    name = " ".join(name.split())
    if not name:
        raise UsageFault(Message("error-name-needed", Message("word-saved_search"), "--name"), code="name-needed")
    if any(one.id != search and one.name.casefold() == name.casefold() for one in listed(library)):
        raise UsageFault(Message("error-search-named", name), Message("error-search-named-remedy"), code="search-named")
    return tagging.edit(TABLE, search, {"name": name})


def remove(library: Library, tagging: Tagging, search: str) -> Changes:
    """Take a kept search away; undo brings it back."""
    return tagging.remove_row(TABLE, search)


def counts(library: Library, searches: Iterable[Search]) -> dict[str, int]:
    """How many items each finds, by id."""
    return {one.id: filters.count(library.database, one.query) for one in searches}


def facets(library: Library) -> dict[str, list[tuple[str, int]]]:
    """By part of a query the values that items have, each with how many have it."""
    return filters.facets(library.database)
