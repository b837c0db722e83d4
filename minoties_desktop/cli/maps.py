"""Commands over maps that lie below the photographs: map add, list, remove."""

from __future__ import annotations

from pathlib import Path

import click

from ..config.messages import Message
from ..services import maps
from ..services.tagging import Tagging
from .frame import Session, command, group, words
from .telling import SHORT

_maps = group("map")


@command(_maps, "list")
def listed(session: Session) -> None:
    """List the maps that were added."""
    found = maps.listed(session.library)
    session.answer({"map": [{"id": one.id, "name": one.name, "path": str(one.path), "there": one.is_there,
                             "attribution": one.attribution, "zooms": [one.farthest, one.nearest]} for one in found]},
                   lambda: "\n".join(f"{one.id[:SHORT]}  {one.name}  " + (
                       str(one.path) if one.is_there else words.text("cli-map-gone", str(one.path))) for one in found))


@command(_maps, "add", click.argument("file", type=click.Path(path_type=Path)))
def add(session: Session, file: Path) -> None:
    """Use a file of map tiles."""
    made = maps.add(session.library, Tagging(session.library, actor=session.actor), file)
    session.answer({"id": made}, lambda: Message("cli-added", file.name, made[:SHORT]))


@command(_maps, "remove", click.argument("map", metavar="MAP"))
def remove(session: Session, map: str) -> None:
    """Do without a map; its file stays."""
    found = maps.path_of(session.library, map)
    maps.remove(Tagging(session.library, actor=session.actor), found)
    session.answer({"id": found}, lambda: Message("cli-edited", found[:SHORT]))
