"""Commands over searches that are kept under a name."""

from __future__ import annotations

import click

from ..config.messages import Message
from ..services import searches
from ..services.showing import find
from ..services.tagging import Tagging
from .frame import Session, command, group, option
from .telling import SHORT, read

_commands = group("search")


@command(_commands, "list")
def listed(session: Session) -> None:
    """List the kept searches and how many items each finds."""
    found = searches.listed(session.library)
    counts = searches.counts(session.library, found)
    session.answer(
        {"searches": [{"id": one.id, "name": one.name, "query": one.query.to_json(), "items": counts[one.id]}
                      for one in found]},
        lambda: "\n".join(f"{one.id[:SHORT]}  {one.name}  {counts[one.id]}" for one in found))


@command(_commands, "add", click.argument("query", nargs=-1, required=True), option("--name"))
def add(session: Session, query: tuple[str, ...], name: str | None) -> None:
    """Keep a search under a name."""
    wanted = read(session, query)
    made = searches.save(session.library, Tagging(session.library, actor=session.actor), name or "", wanted)
    session.answer({"id": made}, lambda: Message("cli-added", name, made[:SHORT]))


@command(_commands, "remove", click.argument("row"))
def remove(session: Session, row: str) -> None:
    """Take a kept search away."""
    found = find(session.library, searches.TABLE, row)
    searches.remove(session.library, Tagging(session.library, actor=session.actor), found)
    session.answer({"id": found}, lambda: Message("cli-edited", found[:SHORT]))
