"""The command that writes sidecars."""

from __future__ import annotations

from pathlib import Path

import click

from ..domain.query import Query
from ..services.showing import find_items
from .frame import NEEDS_PERSON, Session, command, group, option, words

sidecars = group("sidecars")


@command(sidecars, "write", click.argument("items", nargs=-1), option("--to", metavar="DIR"),
         option("--short", is_flag=True))
def write_command(session: Session, items: tuple[str, ...], to: str | None, short: bool) -> int | None:
    """Write sidecars; without any items named, of all there are."""
    from ..services.sidecars import write  # late: only this command needs it

    ids = find_items(session.library, items) or session.lists.ids(Query())
    done = write(session.library, ids, folder=Path(to) if to else None, short=short)
    session.answer({
        "written": [{"item": item, "path": str(path)} for item, path in done.paths.items()],
        "refused": [{"item": item, "reason": words.text(fault.message)} for item, fault in done.failed],
    }, lambda: "\n".join([*(f"{item}: {words.text(fault.message)}" for item, fault in done.failed),
                          words.text("cli-sidecars-written", len(done.paths))]))
    return NEEDS_PERSON if done.failed else None
