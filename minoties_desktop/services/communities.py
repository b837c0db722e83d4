"""The library's communities taken in from lists and written to them: tables like a glossary's, one community a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from ..config.messages import Message
from ..domain import glossary as tables
from ..domain.errors import UsageFault
from ..domain.glossary import Term, clean
from ..store import communities
from . import glossary
from .glossary import Taken
from .library import Library
from .meeting import Meeting
from .tagging import Tagging

TABLE = "community"


def take(library: Library, tagging: Tagging, path: Path) -> Taken:
    """Take in the communities of a file; one that is there, by its item or by its name, gets what the file says beside
    what it has, and what is replaced by that is told. One step of undo. Raises UsageFault, before anything is
    written."""
    try:
        terms = tables.parse(glossary.read(path))
    except UsageFault as fault:
        raise UsageFault(fault.message, Message("error-communities-remedy"), code="communities") from fault
    met = Meeting(communities.listed(library.database), terms)
    rows = [(one.id, {"name": one.name, "item": one.item, "names": json.dumps(one.names, ensure_ascii=False)})
            for one in met.written]
    tagging.keep_rows(TABLE, rows, Message("action-communities-take", len(rows), path.name))
    added = sum(not one.id for one in met.written)
    return Taken(added, len(rows) - added, tuple(met.told))


def called(library: Library) -> dict[str, list[str]]:
    """Everything that communities are called, by their ids."""
    return {one.id: one.all_names for one in communities.listed(library.database)}


def table(library: Library) -> str:
    """All communities as such a table."""
    return tables.written(Term(_readable([one.name, *one.names.values(), one.item, one.id]), "", one.item,
                               {lang: clean(name) for lang, name in one.names.items()})
                          for one in communities.listed(library.database))


def _readable(names: Sequence[str]) -> str:
    return next(filter(None, map(clean, names)))


def write(library: Library, path: Path) -> None:
    """Write that table. Raises UsageFault where that can't be."""
    glossary.write_text(path, table(library))
