"""Commands for what comes after the sending: recheck."""

from __future__ import annotations

import click

from ..services import rechecking
from ..services.showing import find_items
from .frame import NEEDS_PERSON, Session, command, root, words
from .telling import SHORT


@command(root, "recheck", click.argument("items", nargs=-1))
def recheck(session: Session, items: tuple[str, ...]) -> int | None:
    """Look how delivered items stand on their wikis now."""
    ids = find_items(session.library, items) if items else None
    result = rechecking.recheck(session.library, ids)
    found = [{"item": item, "code": one.kind, "title": one.title, "user": one.user, "time": one.time,
              "detail": one.detail, "message": words.text(one.message)}
             for item, several in result.found.items() for one in several]

    def text() -> str:
        return "\n".join([words.text("cli-rechecked", result.looked, len(result.found)),
                          *(f"{one['item'][:SHORT]}: {one['message']}" for one in found)])

    session.answer({"looked": result.looked, "found": found}, text)
    return NEEDS_PERSON if found else None
